/* What the page of a run has in both its lives, as a report and in the dashboard. */
import { Board } from "../charts/board.js";
import { readState, writeState } from "../views/state.js";
import { dataOf } from "./page-data.js";
import { addToPanel } from "../views/download.js";
import { Replay } from "../views/replay.js";

export function mountBoard() {
  return new Board(document.getElementById("charts"), dataOf("data"), {
    state: readState(),
    onState: writeState,
    onPanel: addToPanel,
  });
}

/**
 * Joins a board and a replay: the step replayed is marked on the curves and stands in the address,
 * and a click on a curve moves the replay there.
 */
export function mountReplay(board, source) {
  const views = new Replay(document.getElementById("replay"), source, (step, newest) => {
    board.showReplay(newest ? null : step);
    writeState({ step: newest ? null : step });
  });
  board.pickWith((step) => views.pick(step));
  const wanted = readState().step;
  views.following = wanted === undefined;
  if (views.following) views.follow();
  else views.show(views.indexOf(Number(wanted)));
  addEventListener("hashchange", () => {
    const step = readState().step;
    if (step !== undefined) views.pick(Number(step));
  });
  return views;
}
