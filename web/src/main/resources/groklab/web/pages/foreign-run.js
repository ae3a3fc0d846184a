/*
 * A run of another program in the dashboard, as it goes on: what groklab diagnose says of it.
 *
 * From the server: { version } if that is known already, { id, name, version, why } if it cannot be
 * read, or what foreign.js describes with { version, head, after: HTML, charts: see board.js }.
 */
import { Board } from "../charts/board.js";
import { element } from "../charts/parts.js";
import { addToPanel } from "../views/download.js";
import { readState, writeState } from "../views/state.js";
import { ask, command, say, settings } from "./dashboard.js";

const REFRESH_MILLIS = 2000;
const root = document.getElementById("foreign-run");
const head = element("div");
const controls = element("div", "row controls");
const charts = element("div");
const after = element("div", "diagnosis");
root.append(head, controls, charts, after);
let version = 0;
let board = null;

function show(run) {
  version = run.version;
  if (run.why) {
    head.replaceChildren(element("h1", "", run.name), element("p", "verdict", run.why));
    after.replaceChildren();
    return;
  }
  head.innerHTML = run.head;
  after.innerHTML = run.after;
  if (board) board.update(run.charts);
  else
    board = new Board(charts, run.charts, {
      state: readState(),
      onState: writeState,
      onPanel: addToPanel,
    });
}

async function follow() {
  try {
    if (!document.hidden) {
      const run = await ask(`/api/foreign/${encodeURIComponent(settings.id)}?seen=${version}`);
      if (run.version !== version) show(run);
      root.dataset.version = String(version);
    }
    say("");
  } catch (error) {
    say(error.message, true);
  }
  setTimeout(follow, REFRESH_MILLIS);
}

const compare = element("a", "action", "Compare");
compare.href = `/compare#runs=${encodeURIComponent(`@${settings.id}`)}`;
controls.append(compare);
if (settings.path) {
  const quoted = `'${settings.path.replaceAll("'", "'\\''")}'`;
  const path = /^[\w./-]+$/.test(settings.path) ? settings.path : quoted;
  controls.append(command(`./groklab diagnose ${path} --report diagnosis.html`));
}
follow();
