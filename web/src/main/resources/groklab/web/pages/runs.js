/*
 * The table of runs. Only the lines that can be seen are in the page, so a thousand runs scroll
 * like ten. The state (filter, order, selection) stands in the address.
 */
import { element } from "../charts/parts.js";
import { formatStep, formatValue } from "../charts/scales.js";
import { save } from "../views/download.js";
import { readState, writeState } from "../views/state.js";
import {
  ask,
  attempt,
  carrySelection,
  command,
  mayChange,
  runPath,
  settings,
  showCommand,
} from "./dashboard.js";
import { COLUMNS, inOrder, matches, rowsCsv } from "./rows.js";

const ROW = 40;
const REFRESH_MILLIS = 2000;
let rows = [];
let shown = [];
const state = readState();
const selected = new Set((state.selected || "").split(",").filter(Boolean));
let order = state.order || "-changed";

function arrange() {
  shown = inOrder(
    rows.filter((row) => matches(row, filter.value)),
    order,
  );
  writeState({
    find: filter.value,
    order: order === "-changed" ? null : order,
    selected: [...selected].join(","),
  });
  count.textContent =
    shown.length === rows.length
      ? `${formatStep(rows.length)} ${rows.length === 1 ? "run" : "runs"}`
      : `${formatStep(shown.length)} of ${formatStep(rows.length)} runs`;
  viewport.setAttribute("aria-rowcount", String(shown.length));
  spacer.style.height = `${shown.length * ROW}px`;
  carrySelection([...selected]);
  paint();
  drawActions();
}

// ---- lines that can be seen ---------------------------------------------------------------------

function paint() {
  const first = Math.max(0, Math.floor(viewport.scrollTop / ROW) - 5);
  const last = Math.min(
    shown.length,
    Math.ceil((viewport.scrollTop + viewport.clientHeight) / ROW) + 4,
  );
  const focused = document.activeElement && document.activeElement.dataset.id;
  lines.style.transform = `translateY(${first * ROW}px)`;
  lines.replaceChildren(...shown.slice(first, last).map((row, i) => line(row, first + i)));
  if (focused) {
    const again = lines.querySelector(`input[data-id="${CSS.escape(focused)}"]`);
    if (again) again.focus({ preventScroll: true });
  }
}

function line(row, index) {
  const made = element("div", `run-row state-${row.state}`);
  made.setAttribute("role", "row");
  made.setAttribute("aria-rowindex", String(index + 1));
  const box = element("input");
  box.type = "checkbox";
  box.checked = selected.has(row.id);
  box.dataset.id = row.id;
  box.setAttribute("aria-label", `Select ${row.id}`);
  box.addEventListener("change", () => {
    if (box.checked) selected.add(row.id);
    else selected.delete(row.id);
    writeState({ selected: [...selected].join(",") });
    drawActions();
  });
  const first = element("span", "cell cell-select");
  first.setAttribute("role", "cell");
  first.append(box);
  made.append(first, ...COLUMNS.map((column) => cell(row, column)));
  return made;
}

function cell(row, column) {
  const made = element("span", `cell cell-${column.key}${column.number ? " number" : ""}`);
  made.setAttribute("role", "cell");
  if (column.key === "curve") {
    made.append(spark(row));
  } else if (column.key === "id") {
    const link = element("a", "", row.id);
    link.href = `/runs/${encodeURIComponent(row.id)}`;
    made.append(link);
  } else if (column.key === "verdict") {
    const badge = element(
      "span",
      `badge badge-${column.text(row).split(",")[0]}`,
      column.text(row),
    );
    if (row.why) badge.title = row.why;
    made.append(badge);
  } else {
    made.textContent = column.text(row) === "–" ? "" : column.text(row);
  }
  return made;
}

function spark(row) {
  const name = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const svg = name("svg");
  svg.setAttribute("viewBox", "0 0 90 28");
  svg.setAttribute("class", "spark");
  svg.setAttribute("role", "img");
  svg.setAttribute(
    "aria-label",
    `Accuracy ends at ${formatValue(row.trainAccuracy, true)} on training ` +
      `and ${formatValue(row.validationAccuracy, true)} on unseen data`,
  );
  for (const [values, role] of [
    [row.trainSpark, "train"],
    [row.spark, "validation"],
  ]) {
    if (!values || values.length === 0) continue;
    const path = name("polyline");
    const points = values.map((v, i) =>
      v === null
        ? null
        : `${((90 * i) / (values.length - 1)).toFixed(1)},${(26 - 0.24 * v).toFixed(1)}`,
    );
    path.setAttribute("points", points.filter(Boolean).join(" "));
    path.setAttribute("class", `spark-${role}`);
    svg.append(path);
  }
  return svg;
}

// ---- around the table ---------------------------------------------------------------------------

const root = document.getElementById("runs");
const filter = element("input", "filter");
filter.type = "search";
filter.id = "filter";
filter.placeholder = "Find: grokking wd=1 seed=3 …";
filter.setAttribute("aria-label", "Find runs");
filter.value = state.find || "";
filter.addEventListener("input", arrange);
const count = element("span", "muted");
count.setAttribute("aria-live", "polite");
const actions = element("div", "row actions");
const head = element("div", "run-row run-head");
head.setAttribute("role", "row");
const viewport = element("div", "viewport");
const spacer = element("div", "spacer");
const lines = element("div", "lines");
const body = element("div", "run-table");

function drawHead() {
  const all = element("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "Select all runs shown");
  all.addEventListener("change", () => {
    for (const row of shown) {
      if (all.checked) selected.add(row.id);
      else selected.delete(row.id);
    }
    arrange();
  });
  const first = element("span", "cell cell-select");
  first.setAttribute("role", "columnheader");
  first.append(all);
  head.replaceChildren(
    first,
    ...COLUMNS.map((column) => {
      const box = element("span", `cell cell-${column.key}${column.number ? " number" : ""}`);
      box.setAttribute("role", "columnheader");
      const up = order === column.key;
      const down = order === `-${column.key}`;
      box.setAttribute("aria-sort", up ? "ascending" : down ? "descending" : "none");
      const button = element("button", "sort", `${column.title}${up ? " ▲" : down ? " ▼" : ""}`);
      button.type = "button";
      button.addEventListener("click", () => {
        order = down
          ? column.key
          : up
            ? `-${column.key}`
            : column.number || column.key === "curve"
              ? `-${column.key}`
              : column.key;
        drawHead();
        arrange();
      });
      box.append(button);
      return box;
    }),
  );
}

function drawActions() {
  const ids = rows.filter((row) => selected.has(row.id)).map((row) => row.id);
  const compare = element(
    "a",
    `action looks${ids.length > 1 ? " primary" : ""}`,
    `Compare ${ids.length || ""} selected`,
  );
  if (ids.length > 1) compare.href = `/compare#runs=${encodeURIComponent(ids.join(","))}`;
  else compare.setAttribute("aria-disabled", "true");
  const clear = element("button", "action", "Clear selection");
  clear.type = "button";
  clear.hidden = ids.length === 0;
  clear.addEventListener("click", () => {
    selected.clear();
    arrange();
  });
  const start = element("a", `action${ids.length > 1 ? "" : " primary"}`, "Start a run");
  start.href = "/start";
  start.hidden = !mayChange;
  const saving = element("button", "action", "Save CSV");
  saving.type = "button";
  saving.addEventListener("click", () => save("runs.csv", rowsCsv(shown), "text/csv"));
  actions.replaceChildren(start, compare, clear, saving);
  showCommand(
    twin,
    ids.length > 1
      ? `./groklab compare ${ids.map(runPath).join(" ")}`
      : `./groklab serve${settings.folder ? ` --runs ${runPath("").slice(0, -1)}` : ""}`,
  );
}

const twin = command("");
let last = "";

async function refresh() {
  let complete = true;
  if (!document.hidden) {
    const answer = await attempt(() => ask("/api/runs"));
    const text = JSON.stringify(answer);
    if (answer && text !== last) {
      last = text;
      rows = answer.runs;
      empty.hidden = rows.length > 0;
      arrange();
    }
    complete = !answer || answer.complete;
  }
  setTimeout(refresh, complete ? REFRESH_MILLIS : 100);
}

const empty = element("div", "empty");
const begin = element("a", "action primary", "Start your first run");
begin.href = "/start";
empty.append(
  element("p", "verdict", "No runs yet."),
  element(
    "p",
    "reading",
    "A run takes about a minute: a small network learns a table by heart, waits, and suddenly " +
      "understands it.",
  ),
  begin,
);
empty.hidden = true;
const bar = element("div", "row");
bar.append(filter, count, actions);
body.append(viewport);
viewport.append(head, spacer);
spacer.append(lines);
viewport.setAttribute("role", "table");
viewport.setAttribute("aria-label", "Runs");
viewport.tabIndex = 0;
let waiting = false;
viewport.addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    paint();
  });
});
addEventListener("resize", paint);
root.append(element("h1", "page-title", "Runs"), bar, empty, body, twin);
drawHead();
refresh();
