/*
 * A sweep: everything is in the file. A map of its cells, and the runs of the cell that is chosen.
 *
 * data: { name, across: { key, label, texts }, upwards: the same or null,
 *         columns, rows, ends, words: of each cell; its runs are those from the end before it,
 *         maps: [{ label, file, title, note, fills, lines, legend: [{ fill, words }],
 *                  bar: { label, ticks: [[place, label], ...] } or null }, ...],
 *         runs: { ids, seeds, verdicts, memorised, generalised, until, failures, digests,
 *                 commands, curves }: of each run, see views/cell-runs.js }
 */
import { cssColour, element, forgetColours, segmented } from "../charts/parts.js";
import { at, box, layout, paintMap } from "../views/cell-map.js";
import { CellRuns } from "../views/cell-runs.js";
import { csv, picture } from "../views/download.js";
import { prepare } from "../views/draw.js";
import { readState, writeState } from "../views/state.js";
import { CanvasSurface } from "../views/surface.js";
import { dataOf } from "./page-data.js";

const SAVED_WIDTH = 900;
const HINT = "Click a cell, or move with the arrow keys and press Enter, to see its runs.";
const data = dataOf("data");
const root = document.getElementById("sweep");
const state = readState();
const panel = element("section", "panel");
const stack = element("div", "sweep-map");
const canvas = element("canvas", "cells");
const cursor = element("canvas", "cursor");
const readout = element("p", "readout sweep-readout", HINT);
const note = element("p", "view-note");
const byPlace = new Map(data.columns.map((column, i) => [`${column},${data.rows[i]}`, i]));

let map = data.maps.find(({ label }) => label === state.map) || data.maps[0];
let place = null;
let here = null; // [column, row] under the pointer or the keys
let chosen = null; // whose runs are shown

function nameOf([column, row]) {
  const { across, upwards } = data;
  const first = `${across.key} = ${across.texts[column]}`;
  return upwards ? `${first}, ${upwards.key} = ${upwards.texts[row]}` : first;
}

const cellAt = (cell) => byPlace.get(cell.join(","));

function mark(surface, cell, width) {
  const [x, y, w, h] = box(place, ...cell);
  surface.box(x, y, w, h, { edge: cssColour("--card"), edgeWidth: width + 3 });
  surface.box(x, y, w, h, { edge: cssColour("--ink"), edgeWidth: width });
}

/** The cell under the pointer and the chosen one, framed; says what stands there. */
function drawCursor() {
  const { clientWidth: width, clientHeight: height } = canvas;
  const surface = new CanvasSurface(prepare(cursor, width, height), width, height);
  if (chosen) mark(surface, chosen, 3);
  if (here) mark(surface, here, 1.5);
  if (!here) {
    readout.textContent = HINT;
    return;
  }
  const cell = cellAt(here);
  const words = cell === undefined ? "no runs." : data.words[cell];
  readout.replaceChildren(element("strong", "", nameOf(here)), `: ${words}`);
}

function draw() {
  const width = panel.clientWidth - 16;
  if (width <= 0) return;
  place = layout(data, map, width);
  const surface = new CanvasSurface(prepare(canvas, width, place.height), width, place.height);
  paintMap(surface, data, map, place);
  note.textContent = map.note;
  canvas.setAttribute("aria-label", `${data.name}: ${map.title}. ${HINT}`);
  root.dataset.drawn = map.label;
  drawCursor();
}

function choose(cell) {
  chosen = cell;
  const index = cellAt(cell);
  writeState({ cell: cell.join(",") });
  if (index === undefined) {
    runs.hide();
  } else {
    const from = index === 0 ? 0 : data.ends[index - 1];
    runs.show(from, data.ends[index], nameOf(cell), data.words[index]);
  }
  drawCursor();
}

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function onKey(event) {
  const move = MOVES[event.key];
  if (!place || !(move || event.key === "Enter")) return;
  event.preventDefault();
  if (event.key === "Enter") {
    if (here) choose(here);
    return;
  }
  const from = here || chosen;
  const inside = (value, size) => Math.min(size - 1, Math.max(0, value));
  here = from
    ? [inside(from[0] + move[0], place.columns), inside(from[1] + move[1], place.rows)]
    : [0, 0];
  drawCursor();
}

function onPoint(event) {
  const before = here && here.join(",");
  here = place && at(place, event.offsetX, event.offsetY);
  if ((here && here.join(",")) !== before) drawCursor();
}

const runs = new CellRuns(data.runs, state.steps || "log", (steps) =>
  writeState({ steps: steps === "log" ? null : steps }),
);

function saved() {
  return layout(data, map, SAVED_WIDTH);
}

function mapCsv() {
  const axes = [data.across, data.upwards].filter(Boolean);
  return csv(
    [...axes.map(({ key }) => key), map.label, "words"],
    data.columns.map((column, i) => [
      ...axes.map(({ texts }, axis) => texts[axis === 0 ? column : data.rows[i]]),
      map.lines[i].replace("\n", " "),
      data.words[i],
    ]),
  );
}

const bar = element("div", "sweep-bar");
bar.append(
  segmented(
    "map",
    data.maps.map(({ label }) => label),
    map.label,
    (label) => {
      map = data.maps.find((other) => other.label === label);
      writeState({ map: map === data.maps[0] ? null : label });
      draw();
    },
  ),
  picture("the map", "map", {
    size: () => ({ width: SAVED_WIDTH, height: saved().height }),
    paint: (surface) => paintMap(surface, data, map, saved()),
    csv: mapCsv,
  }),
);
canvas.setAttribute("role", "img");
canvas.tabIndex = 0;
canvas.addEventListener("mousemove", onPoint);
canvas.addEventListener("mouseleave", () => {
  here = null;
  drawCursor();
});
canvas.addEventListener("click", (event) => {
  onPoint(event);
  if (here) choose(here);
});
canvas.addEventListener("keydown", onKey);
readout.setAttribute("aria-live", "polite");
stack.append(canvas, cursor);
panel.append(readout, stack, note);
root.replaceChildren(bar, panel, runs.root);
new ResizeObserver(draw).observe(panel);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  forgetColours();
  draw();
  runs.draw();
});
if (/^\d+,\d+$/.test(state.cell || "")) {
  draw();
  choose(state.cell.split(",").map(Number));
}
