/*
 * The table of sweeps.
 *
 * From the server: { sweeps: [{ id, name, asked, ended, others, sealed, changed, verdicts: name to
 * count } or { id, name, why }] }.
 */
import { element, tableBox } from "../charts/parts.js";
import { formatStep } from "../charts/scales.js";
import { ask, command, say } from "./dashboard.js";
import { stateWords } from "./sweep-words.js";

const REFRESH_MILLIS = 3000;
const root = document.getElementById("sweeps");
const box = tableBox("Sweeps");
const table = element("table", "list-table");
const hint = element("div");
box.append(table);
root.append(element("h1", "page-title", "Sweeps"), box, hint);

function cell(content, className = "") {
  const made = element("td", className);
  made.append(content);
  return made;
}

function bar(row) {
  const made = element("progress");
  made.max = Math.max(1, row.asked);
  made.value = row.ended;
  made.setAttribute("aria-label", `${row.ended} of ${row.asked} runs`);
  return made;
}

function line(row) {
  const made = element("tr");
  if (row.why) {
    made.append(cell(row.id), cell(""), cell(row.why, "error"), cell(""));
    return made;
  }
  const link = element("a", "", row.id);
  link.href = `/sweeps/${encodeURIComponent(row.id)}`;
  const verdicts = Object.entries(row.verdicts).map(
    ([name, count]) => `${formatStep(count)} ${name}`,
  );
  made.append(
    cell(link, "name"),
    cell(bar(row)),
    cell(stateWords(row, Date.now())),
    cell(verdicts.join(", ")),
  );
  return made;
}

function draw(sweeps) {
  const head = element("tr");
  head.append(...["sweep", "", "runs", "verdicts"].map((name) => element("th", "", name)));
  table.replaceChildren(head, ...sweeps.map(line));
  box.hidden = sweeps.length === 0;
  hint.replaceChildren();
  if (sweeps.length === 0) {
    hint.append(
      element("p", "reading", "There is no sweep here yet. One begins on the command line:"),
      command("./groklab sweep docs/examples/decay-and-share.toml"),
    );
  }
  root.dataset.drawn = String(sweeps.length);
}

async function follow() {
  try {
    draw((await ask("/api/sweeps")).sweeps);
    say("");
  } catch (error) {
    say(error.message, true);
  }
  setTimeout(follow, REFRESH_MILLIS);
}

follow();
