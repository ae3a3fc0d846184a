/*
 * A sweep: a map of its cells, and the runs of the cell that is chosen. The data may be replaced
 * while somebody looks.
 *
 * data: { name, across: { key, label, texts, ticks }, upwards: the same or null,
 *         columns, rows, ends, words: of each cell; its runs are those from the end before it,
 *         maps: [{ label, file, title, note, fills, lines, legend: [{ fill, words }],
 *                  bar: { label, ticks: [[place, label], ...] } or null }, ...] }
 * runs: { ids, seeds, verdicts, memorised, generalised, until, failures, digests, commands,
 *         curves }: of each run, see cell-runs.js
 */
import { about } from "../charts/about.js";
import { cssColour, element, forgetColours, segmented } from "../charts/parts.js";
import { at, box, layout, paintMap } from "./cell-map.js";
import { CellRuns } from "./cell-runs.js";
import { csv, picture } from "./download.js";
import { prepare } from "./draw.js";
import { readState, writeState } from "./state.js";
import { CanvasSurface } from "./surface.js";

const SAVED_WIDTH = 900;
const SAVED_TOP = 36;
const HINT = "Click a cell, or move with the arrow keys and press Enter, to see its runs.";
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class SweepView {
  /**
   * runsOf tells the runs of a cell, at once or as a promise: from its [column, row] and its index
   * in the data to { runs, from, to }, to excluded.
   */
  constructor(root, data, runsOf) {
    this.state = readState();
    Object.assign(this, { root, data, runsOf, place: null });
    this.here = null; // [column, row] under the pointer or the keys
    this.chosen = null; // whose runs are shown
    this.shownRuns = null; // the words of the cell when they were asked for
    this.panel = element("section", "panel");
    this.canvas = element("canvas", "cells");
    this.cursor = element("canvas", "cursor");
    this.readout = element("p", "readout sweep-readout", HINT);
    this.note = element("p", "view-note");
    this.runs = new CellRuns(this.state, (change) => writeState(change));
    this.index();
    this.build();
  }

  index() {
    const { columns, rows, maps } = this.data;
    this.byPlace = new Map(columns.map((column, i) => [`${column},${rows[i]}`, i]));
    this.map = maps.find(({ label }) => label === this.label()) || maps[0];
  }

  /** Of the map that is shown. */
  label() {
    return this.map ? this.map.label : this.state.map;
  }

  build() {
    const stack = element("div", "sweep-map");
    const bar = element("div", "sweep-bar");
    bar.append(
      segmented(
        "map",
        this.data.maps.map(({ label }) => label),
        this.map.label,
        (label) => this.show(label),
      ),
      about("phase diagram", "the map"),
      picture("the map", "map", {
        size: () => ({ width: SAVED_WIDTH, height: this.saved().height }),
        paint: (surface) => this.paintSaved(surface),
        csv: () => this.csv(),
      }),
    );
    this.canvas.setAttribute("role", "img");
    this.canvas.tabIndex = 0;
    this.listen();
    this.readout.setAttribute("aria-live", "polite");
    stack.append(this.canvas, this.cursor);
    this.panel.append(this.readout, stack, this.note);
    this.root.replaceChildren(bar, this.panel, this.runs.root);
    new ResizeObserver(() => this.draw()).observe(this.panel);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      forgetColours();
      this.draw();
      this.runs.draw();
    });
    if (/^\d+,\d+$/.test(this.state.cell || "")) {
      this.draw();
      this.choose(this.state.cell.split(",").map(Number));
    }
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("mousemove", (event) => this.onPoint(event));
    canvas.addEventListener("mouseleave", () => {
      this.here = null;
      this.drawCursor();
    });
    canvas.addEventListener("click", (event) => {
      this.onPoint(event);
      if (this.here) this.choose(this.here);
    });
    canvas.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Shows newer data; what the reader has chosen stays where it is. */
  update(data) {
    this.data = data;
    this.index();
    this.draw();
    const index = this.chosen && this.cellAt(this.chosen);
    if (index !== null && index !== undefined && this.data.words[index] !== this.shownRuns)
      this.choose(this.chosen);
  }

  /** Shows another map. */
  show(label) {
    this.map = this.data.maps.find((other) => other.label === label);
    writeState({ map: this.map === this.data.maps[0] ? null : label });
    this.draw();
  }

  nameOf([column, row]) {
    const { across, upwards } = this.data;
    const first = `${across.key} = ${across.ticks[column]}`;
    return upwards ? `${first}, ${upwards.key} = ${upwards.ticks[row]}` : first;
  }

  cellAt(cell) {
    return this.byPlace.get(cell.join(","));
  }

  mark(surface, cell, width) {
    const [x, y, w, h] = box(this.place, ...cell);
    surface.box(x, y, w, h, { edge: cssColour("--card"), edgeWidth: width + 3 });
    surface.box(x, y, w, h, { edge: cssColour("--ink"), edgeWidth: width });
  }

  /** The cell under the pointer and the chosen one, framed; says what stands there. */
  drawCursor() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const surface = new CanvasSurface(prepare(this.cursor, width, height), width, height);
    if (this.chosen) this.mark(surface, this.chosen, 3);
    if (this.here) this.mark(surface, this.here, 1.5);
    if (!this.here) {
      this.readout.textContent = HINT;
      return;
    }
    const cell = this.cellAt(this.here);
    const words = cell === undefined ? "no runs." : this.data.words[cell];
    this.readout.replaceChildren(element("strong", "", this.nameOf(this.here)), `: ${words}`);
  }

  draw() {
    const width = this.panel.clientWidth - 16;
    if (width <= 0) return;
    this.place = layout(this.data, this.map, width);
    const { height } = this.place;
    const surface = new CanvasSurface(prepare(this.canvas, width, height), width, height);
    paintMap(surface, this.data, this.map, this.place);
    this.note.textContent = this.map.note;
    this.canvas.setAttribute("aria-label", `${this.data.name}: ${this.map.title}. ${HINT}`);
    this.root.dataset.drawn = this.map.label;
    this.drawCursor();
  }

  async choose(cell) {
    this.chosen = cell;
    const index = this.cellAt(cell);
    writeState({ cell: cell.join(",") });
    this.drawCursor();
    if (index === undefined) {
      this.runs.hide();
      return;
    }
    const words = this.data.words[index];
    this.shownRuns = words;
    const found = await this.runsOf(cell, index);
    if (found && this.chosen === cell) this.runs.show(found, this.nameOf(cell), words);
  }

  /** Nothing is chosen: for a map with other axes. */
  forget() {
    this.chosen = null;
    this.here = null;
    writeState({ cell: null });
    this.runs.hide();
  }

  onKey(event) {
    const move = MOVES[event.key];
    if (!this.place || !(move || event.key === "Enter")) return;
    event.preventDefault();
    if (event.key === "Enter") {
      if (this.here) this.choose(this.here);
      return;
    }
    const from = this.here || this.chosen;
    const inside = (value, size) => Math.min(size - 1, Math.max(0, value));
    this.here = from
      ? [inside(from[0] + move[0], this.place.columns), inside(from[1] + move[1], this.place.rows)]
      : [0, 0];
    this.drawCursor();
  }

  onPoint(event) {
    const before = this.here && this.here.join(",");
    this.here = this.place && at(this.place, event.offsetX, event.offsetY);
    if ((this.here && this.here.join(",")) !== before) this.drawCursor();
  }

  saved() {
    return layout(this.data, this.map, SAVED_WIDTH, SAVED_TOP);
  }

  /** Away from its page a map has a title. */
  paintSaved(surface) {
    const style = { colour: cssColour("--ink"), size: 14 };
    surface.text(`${this.data.name}: ${this.map.title}`, 8, SAVED_TOP / 2, style);
    paintMap(surface, this.data, this.map, this.saved());
  }

  csv() {
    const { across, upwards, columns, rows, words } = this.data;
    const axes = [across, upwards].filter(Boolean);
    return csv(
      [...axes.map(({ key }) => key), this.map.label, "words"],
      columns.map((column, i) => [
        ...axes.map(({ texts }, axis) => texts[axis === 0 ? column : rows[i]]),
        this.map.lines[i].replaceAll("\n", " "),
        words[i],
      ]),
    );
  }
}
