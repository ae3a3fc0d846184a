/*
 * The answer table: one cell for every equation x ∘ y, coloured by whether it is trained on, right,
 * and how surely.
 */
import { colour, cssColour, element, segmented } from "../charts/parts.js";
import { readState, writeState } from "./state.js";
import { csv } from "./download.js";
import { bytes, mix, parseColour, raster } from "./draw.js";
import { View } from "./view.js";

const TRAIN = 1;
const VALIDATION = 2;
const CELLS = ["all", "unseen", "trained"];
const KINDS = ["in neither set", "trained on", "never seen"];
const RIGHT = 128;

/** Operations that are arithmetic modulo p: their sign, and x for which the rest holds. */
const ARITHMETIC = {
  add: ["+", (x, y, p) => (x + y) % p],
  subtract: ["−", (x, y, p) => (x - y + p) % p],
  multiply: ["×", (x, y, p) => (x * y) % p],
  divide: ["÷", quotient],
};

/** The z with z times y = x modulo a prime p. */
function quotient(x, y, p) {
  let z = 0;
  while ((z * y) % p !== x) z++;
  return z;
}

/** "17 + 23 = 40 (mod 59)"; of operations that are no arithmetic, the pair. */
export function equation(operation, x, y, p) {
  const known = ARITHMETIC[operation];
  return known
    ? `${x} ${known[0]} ${y} = ${known[1](x, y, p)} (mod ${p})`
    : `x = ${x}, y = ${y} (${operation})`;
}

/**
 * What the network says of one cell, e.g. "40, 100 % sure" or "31 instead, 3 % sure of the right
 * answer".
 *
 * @param cell bit 7 for right, and the confidence in the right answer
 * @param answer what it says where it is wrong, if that is known
 * @param right the right answer, if that is known
 */
export function says(cell, answer, right) {
  const sure = `${Math.round((100 * (cell & (RIGHT - 1))) / (RIGHT - 1))} %`;
  if (cell & RIGHT)
    return right === undefined
      ? `the network is right, ${sure} sure`
      : `the network says ${right}, ${sure} sure`;
  return answer === undefined
    ? `the network is wrong, ${sure} on the right answer`
    : `the network says ${answer}, with ${sure} on the right answer`;
}

export class AnswerTable extends View {
  constructor(contents) {
    super("answer-table", "Answer table");
    this.contents = contents;
    const wanted = readState().cells;
    this.show = CELLS.includes(wanted) ? wanted : "all";
    this.head.insertBefore(
      segmented("cells", CELLS, this.show, (mode) => {
        this.show = mode;
        writeState({ cells: mode === "all" ? null : mode });
        this.draw();
      }),
      this.downloads,
    );
    this.canvas.className = "table-canvas";
    this.canvas.tabIndex = 0;
    this.note.setAttribute("aria-live", "polite");
    this.counts = element("p", "table-counts");
    this.root.insertBefore(this.counts, this.canvas);
    this.tip = element("p", "table-tip");
    this.tip.hidden = true;
    this.root.append(this.legend(), this.tip);
    this.canvas.addEventListener("mousemove", (event) => this.point(event.offsetX, event.offsetY));
    this.canvas.addEventListener("mouseleave", () => this.describe(null));
    this.canvas.addEventListener("keydown", (event) => this.onKey(event));
  }

  get page() {
    return "answer table";
  }

  get measures() {
    return "behaviour";
  }

  legend() {
    const legend = element("p", "table-legend");
    for (const [name, text] of [
      ["train", "trained on, right"],
      ["validation", "never seen, right"],
      ["wrong", "wrong"],
    ]) {
      const item = element("span", "table-legend-item");
      item.append(element("i", `cell cell-${name}`), text);
      legend.append(item);
    }
    legend.append(element("span", "muted", "fuller colour: surer of the right answer"));
    return legend;
  }

  /**
   * The split and the operation are those of the run that the frame is of: a branch may have
   * changed them.
   */
  take(frame) {
    this.cells = bytes(frame.table);
    this.split = bytes(frame.split || this.contents.split);
    this.operation = frame.operation || this.contents.operation;
    const answers = frame.answers || this.contents.answers;
    this.right = answers ? bytes(answers) : [];
    const said = frame.said ? bytes(frame.said) : [];
    this.answers = new Map(); // of the cells that are wrong
    this.cells.forEach((cell, i) => {
      if (cell < RIGHT) this.answers.set(i, said[this.answers.size]);
    });
    const right = [0, 0, 0];
    const total = [0, 0, 0];
    this.cells.forEach((cell, i) => {
      total[this.split[i]]++;
      right[this.split[i]] += cell >= RIGHT;
    });
    const share = (s) => (total[s] ? `${((100 * right[s]) / total[s]).toFixed(1)} %` : "none");
    this.counts.textContent =
      `Right: ${share(TRAIN)} of what it trains on, ` +
      `${share(VALIDATION)} of what it has never seen.`;
    const { size, columns } = this.contents;
    this.canvas.setAttribute(
      "aria-label",
      `Answer table of ${size} by ${columns} equations. ${this.counts.textContent} ` +
        "Arrow keys move from cell to cell.",
    );
    this.describe(null);
  }

  widest() {
    return 520;
  }

  height(width) {
    return Math.round((width * this.contents.size) / this.contents.columns);
  }

  paint(surface) {
    const { size, columns } = this.contents;
    const card = parseColour(cssColour("--card"));
    const none = mix(card, parseColour(cssColour("--muted")), 0.28);
    const palette = {
      0: none,
      [TRAIN]: parseColour(colour("train")),
      [VALIDATION]: parseColour(colour("validation")),
    };
    const picture = raster(columns, size, (i) => {
      const split = this.split[i];
      const sure = (this.cells[i] & 127) / 127;
      if (
        (this.show === "unseen" && split !== VALIDATION) ||
        (this.show === "trained" && split !== TRAIN)
      )
        return card;
      return mix(none, palette[split], this.cells[i] >> 7 ? 0.35 + 0.65 * sure : 0.3 * sure);
    });
    surface.image(picture, 0, 0, surface.width, surface.height);
  }

  point(left, top) {
    const { size, columns } = this.contents;
    const column = Math.floor((left / this.canvas.clientWidth) * columns);
    const row = Math.floor((top / this.canvas.clientHeight) * size);
    this.describe(Math.min(size - 1, row) * columns + Math.min(columns - 1, column));
    this.tip.textContent = this.note.textContent;
    this.tip.hidden = false;
    const free = this.root.clientWidth - this.tip.offsetWidth - 8;
    this.tip.style.left = `${Math.max(8, Math.min(free, this.canvas.offsetLeft + left + 14))}px`;
    this.tip.style.top = `${this.canvas.offsetTop + top + 18}px`;
  }

  onKey(event) {
    const { columns } = this.contents;
    const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (move === undefined || !this.cells) return;
    const next = (this.cell === null || this.cell === undefined ? 0 : this.cell) + move;
    if (next >= 0 && next < this.cells.length) this.describe(next);
    event.preventDefault();
  }

  describe(cell) {
    this.cell = cell;
    this.tip.hidden = true;
    if (cell === null || !this.cells || cell >= this.cells.length) {
      this.note.textContent = "Rows are x, columns are y. Point at a cell to read it.";
      return;
    }
    const { columns, firstY } = this.contents;
    const x = Math.floor(cell / columns);
    const y = (cell % columns) + firstY;
    const what = equation(this.operation, x, y, this.contents.size);
    const answer = says(this.cells[cell], this.answers.get(cell), this.right[cell]);
    this.note.textContent = `${what}; ${answer}; ${KINDS[this.split[cell]]}.`;
  }

  csv() {
    const { columns, firstY } = this.contents;
    return csv(
      ["x", "y", "set", "right", "confidence"],
      [...this.cells].map((cell, i) => [
        Math.floor(i / columns),
        (i % columns) + firstY,
        ["", "train", "validation"][this.split[i]],
        cell >> 7,
        ((cell & 127) / 127).toFixed(3),
      ]),
    );
  }
}
