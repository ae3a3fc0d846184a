/* The run page in both its lives: charts and replay from the data inside the page. */
"use strict";

const GroklabRun = (() => {
  function dataOf(id) {
    const holder = document.getElementById(id);
    return holder ? JSON.parse(holder.textContent) : null;
  }

  function board() {
    return GroklabCharts.mount(document.getElementById("charts"), dataOf("data"), {
      state: GroklabState.read(),
      onState: GroklabState.write,
      onPanel: GroklabDownload.addToPanel,
    });
  }

  /** Joins a board and a replay: the step replayed is marked on the curves and stands in the address. */
  function replay(made, source) {
    const views = GroklabReplay.mount(document.getElementById("replay"), source, (step, newest) => {
      made.showReplay(newest ? null : step);
      GroklabState.write({ step: newest ? null : step });
    });
    const wanted = GroklabState.read().step;
    views.following = wanted === undefined;
    if (views.following) views.follow();
    else views.show(views.indexOf(Number(wanted)));
    return views;
  }

  /** A report: everything is in the file. */
  function start() {
    const made = board();
    const stored = dataOf("replay-data");
    if (stored) {
      const frames = new Map(stored.frames.map((frame) => [frame.step, frame]));
      replay(made, { contents: stored, frame: async (step) => frames.get(step) }).complete();
    }
  }

  return { start, board, replay, dataOf };
})();
