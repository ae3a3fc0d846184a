/*
 * The table of runs of other programs.
 *
 * From the server: { folders, complete, leftOut, faults: [sentence], runs: [{ id, name, format,
 * unit, verdict, sentence, confidence, losses: seen from losses alone, sets, lastStep, memorised,
 * generalised, changed } or { id, name, state: "reading" } or { id, name, why }] }.
 */
import { element, tableBox } from "../charts/parts.js";
import { formatStep } from "../charts/scales.js";
import { readState, writeState } from "../views/state.js";
import { ask, command, say } from "./dashboard.js";
import { censored, confidence } from "./foreign-words.js";
import { ago } from "./sweep-words.js";

const REFRESH_MILLIS = 3000;
const UNREAD_MILLIS = 300;
const root = document.getElementById("foreign");
const bar = element("div", "row");
const box = tableBox("Foreign runs");
const table = element("table", "list-table");
const notes = element("div");
const selected = new Set((readState().selected || "").split(",").filter(Boolean));
box.append(table);
root.append(element("h1", "page-title", "Foreign runs"), bar, box, notes);

function cell(content, className = "") {
  const made = element("td", className);
  made.append(content);
  return made;
}

function checkbox(row) {
  const made = element("input");
  made.type = "checkbox";
  made.checked = selected.has(row.id);
  made.dataset.id = row.id;
  made.setAttribute("aria-label", `Select ${row.name}`);
  made.addEventListener("change", () => {
    if (made.checked) selected.add(row.id);
    else selected.delete(row.id);
    writeState({ selected: [...selected].join(",") });
    drawBar();
  });
  return made;
}

function verdict(row) {
  const badge = element("span", `badge badge-${row.verdict}`, row.verdict);
  badge.title = row.sentence;
  const made = element("span");
  made.append(badge);
  if (row.losses) made.append(element("small", "", "losses alone"));
  if (row.sets > 1) made.append(element("small", "", `the first of ${row.sets} sets`));
  return made;
}

function line(row) {
  const made = element("tr");
  const link = element("a", "", row.name);
  link.href = `/foreign/${encodeURIComponent(row.id)}`;
  if (!row.verdict) {
    const rest = cell(row.why || "being read", row.why ? "error" : "");
    rest.colSpan = 7;
    made.append(cell(""), cell(link, "name"), rest);
    return made;
  }
  made.append(
    cell(checkbox(row)),
    cell(link, "name"),
    cell(verdict(row)),
    cell(confidence(row), "number"),
    cell(censored(row, "memorised"), "number"),
    cell(censored(row, "generalised"), "number"),
    cell(`${row.unit === "step" ? "" : `${row.unit} `}${formatStep(row.lastStep)}`, "number"),
    cell(row.format, "muted"),
    cell(ago(Date.now() - row.changed), "muted"),
  );
  return made;
}

const HEAD = ["", "run", "verdict", "sure", "T_mem", "T_grok", "last step", "log", "changed"];
const NUMBERS = new Set(["sure", "T_mem", "T_grok", "last step"]);

function drawBar() {
  const ids = [...selected];
  const compare = element(
    "a",
    `action looks${ids.length > 0 ? " primary" : ""}`,
    `Compare ${ids.length || ""} selected`,
  );
  const runs = ids.map((id) => `@${id}`).join(",");
  if (ids.length > 0) compare.href = `/compare#runs=${encodeURIComponent(runs)}`;
  else compare.setAttribute("aria-disabled", "true");
  bar.replaceChildren(compare);
}

function draw({ folders, leftOut, faults, runs }) {
  const head = element("tr");
  for (const name of HEAD) {
    const made = element("th", NUMBERS.has(name) ? "number" : "", name);
    made.scope = "col";
    head.append(made);
  }
  const top = element("thead");
  top.append(head);
  const body = element("tbody");
  body.append(...runs.map(line));
  const focused = document.activeElement && document.activeElement.dataset.id;
  table.replaceChildren(top, body);
  if (focused) {
    const again = table.querySelector(`input[data-id="${CSS.escape(focused)}"]`);
    if (again) again.focus({ preventScroll: true });
  }
  box.hidden = bar.hidden = runs.length === 0;
  notes.replaceChildren(...faults.map((fault) => element("p", "status error", fault)));
  if (leftOut > 0) {
    const are = leftOut === 1 ? "log holds" : "logs hold";
    const text = `${formatStep(leftOut)} ${are} no losses and no accuracies and are left out.`;
    notes.append(element("p", "reading", text));
  }
  if (folders === 0) {
    const text = "Runs of any program are shown here, beside ours, from what they have logged:";
    notes.append(element("p", "reading", text), command("./groklab serve --foreign DIR"));
  } else if (runs.length === 0 && faults.length === 0) {
    const text = "Nothing has been logged in these folders yet in a format that is known here.";
    notes.append(element("p", "reading", text));
  }
  root.dataset.drawn = String(runs.length);
}

let last = "";

async function follow() {
  let wait = REFRESH_MILLIS;
  try {
    if (!document.hidden) {
      const answer = await ask("/api/foreign");
      const text = JSON.stringify(answer);
      if (text !== last) draw(answer);
      last = text;
      if (!answer.complete) wait = UNREAD_MILLIS;
    }
    say("");
  } catch (error) {
    say(error.message, true);
  }
  setTimeout(follow, wait);
}

drawBar();
follow();
