/*
 * The figure of a lesson: lines up to where the question stands, a line of one's own, and, when it
 * is answered, all of it, drawn as time went by.
 */
import { colour, cssColour, element } from "../charts/parts.js";
import {
  formatPowerOfTen,
  formatStep,
  shortStep,
  stepScales,
  valueScales,
} from "../charts/scales.js";
import { plot, prepare, ticks } from "../views/draw.js";
import { CanvasSurface } from "../views/surface.js";

const MILLIS = 3500;
const KEY_STEPS = 40;
const KEY_HEIGHT = 0.05;
const COLOURS = 7;

export class LessonFigure {
  constructor(lesson) {
    this.title = lesson.figure.title;
    this.lines = lesson.figure.line;
    this.given = lesson.figure.given;
    this.until = lesson.ask.until;
    this.asks = lesson.ask.form === "draw";
    this.isLoss = lesson.figure.measure.endsWith("loss");
    this.steps = "log";
    this.shownTo = this.until;
    this.revealed = false;
    this.drawn = [];
    this.last = Math.max(...this.lines.map((line) => line.step[line.step.length - 1]));
    this.canvas = element("canvas");
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "img");
    this.label(lesson);
    for (const type of ["pointerdown", "pointermove"]) {
      this.canvas.addEventListener(type, (event) => this.onPointer(event));
    }
    this.canvas.addEventListener("keydown", (event) => this.onKey(event));
  }

  label(lesson) {
    const what = this.isLoss ? "loss on unseen examples" : "share of right answers";
    this.canvas.setAttribute("aria-label", `${lesson.title}: ${what} against training steps`);
  }

  get scale() {
    return stepScales[this.steps];
  }

  get values() {
    return this.isLoss ? valueScales.log : valueScales.linear;
  }

  setSteps(mode) {
    this.steps = mode;
    this.draw();
  }

  clear() {
    this.drawn = [];
    this.draw();
  }

  /** Shows the rest, as time goes by; `done` is told when all is there. */
  reveal(done) {
    this.revealed = true;
    const from = this.scale.forward(this.until);
    const to = this.scale.forward(this.last);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let began = null;
    const frame = (now) => {
      began = began === null ? now : began;
      const share = still ? 1 : Math.min(1, (now - began) / MILLIS);
      this.shownTo = share === 1 ? this.last : this.scale.inverse(from + share * (to - from));
      this.draw();
      if (share < 1) requestAnimationFrame(frame);
      else done();
    };
    requestAnimationFrame(frame);
  }

  // ---- drawing a guess --------------------------------------------------------------------------

  /** A guess is a line from left to right: what lies behind a new point is taken back. */
  addPoint(step, value) {
    const kept = this.drawn.filter(([at]) => at < step);
    kept.push([Math.round(step), Math.min(1, Math.max(0, value))]);
    this.drawn = kept;
    this.draw();
  }

  onPointer(event) {
    if (!this.asks || !(event.buttons & 1)) return;
    if (event.type === "pointerdown") this.canvas.setPointerCapture(event.pointerId);
    const step = this.scale.inverse(this.place.positionOf(event.offsetX));
    if (step < this.until || step > this.last * 1.001) return;
    this.addPoint(step, this.place.valueOf(event.offsetY));
  }

  onKey(event) {
    const moves = { ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const move = moves[event.key];
    if (!this.asks || !move) return;
    event.preventDefault();
    const end = this.drawn[this.drawn.length - 1] || [this.until, 0];
    const span = this.scale.forward(this.last) - this.scale.forward(this.until);
    const position = this.scale.forward(end[0]) + (move[0] * span) / KEY_STEPS;
    const step = Math.min(this.last, Math.max(end[0], this.scale.inverse(position)));
    this.addPoint(step, end[1] + move[1] * KEY_HEIGHT);
  }

  // ---- drawing ----------------------------------------------------------------------------------

  /** The colour of a line; the first one is that of unseen examples everywhere. */
  roleOf(line) {
    return String((this.lines.indexOf(line) + 1) % COLOURS);
  }

  visible() {
    return this.lines.filter((line) => this.revealed || !line.hidden);
  }

  yRange() {
    if (!this.isLoss) return [-0.02, 1.02];
    const all = this.lines.flatMap((line) => line.value).filter((value) => value > 0);
    const low = this.values.forward(Math.min(...all));
    const high = this.values.forward(Math.max(...all));
    const room = 0.06 * (high - low);
    return [low - room, high + room];
  }

  pointsOf(line, upTo) {
    const points = [];
    line.step.forEach((step, i) => {
      const value = line.value[i];
      const position = value === null ? null : this.values.forward(value);
      if (step <= upTo && position !== null) points.push([this.scale.forward(step), position]);
    });
    return points;
  }

  draw() {
    const width = this.canvas.parentElement ? this.canvas.clientWidth : 0;
    if (!width) return;
    const height = Math.max(240, Math.min(420, width * 0.5));
    const surface = new CanvasSurface(prepare(this.canvas, width, height), width, height);
    const x = [0, this.scale.forward(this.last)];
    const y = this.yRange();
    const percent = (value) => `${Math.round(100 * value)} %`;
    const place = plot(surface, {
      title: this.title,
      x,
      y,
      xTicks: ticks(this.scale, x, width - 70, (step) => shortStep(Math.round(step))),
      yTicks: this.isLoss
        ? ticks(this.values, y, height - 60, formatPowerOfTen)
        : [0, 0.25, 0.5, 0.75, 1].map((value) => [value, percent(value)]),
      xLabel: this.scale.label(),
      draw: (on, toX, toY) => this.lay(on, toX, toY),
    });
    this.keep(place, x, y);
  }

  /** From pixels back to positions, for the pointer. */
  keep({ box }, x, y) {
    const share = (pixel, from, to) => (pixel - from) / (to - from);
    this.place = {
      positionOf: (pixel) => x[0] + share(pixel, box.left, box.right) * (x[1] - x[0]),
      valueOf: (pixel) => y[0] + share(pixel, box.bottom, box.top) * (y[1] - y[0]),
    };
  }

  lay(surface, toX, toY) {
    const pixels = (points) => points.map(([x, y]) => [toX(x), toY(y)]);
    const edge = toX(this.scale.forward(this.until));
    if (!this.revealed) {
      const last = toX(this.scale.forward(this.last));
      surface.area(
        [
          [edge, toY(-9)],
          [last, toY(-9)],
          [last, toY(9)],
          [edge, toY(9)],
        ],
        { colour: cssColour("--band") },
      );
    }
    if (this.given) {
      const points = pixels(this.pointsOf(this.given, this.shownTo));
      surface.line(points, { colour: colour("train"), width: 2, dash: [7, 3] });
    }
    for (const line of this.visible()) {
      const points = pixels(this.pointsOf(line, this.shownTo));
      if (points.length === 0) continue;
      const role = this.roleOf(line);
      surface.line(points, { colour: colour(role), width: 2.25 });
      const at = line.generalizedAt;
      if (this.revealed && !line.hidden && at !== undefined && at <= this.shownTo)
        this.flag(surface, toX(this.scale.forward(at)), toY, at, role);
    }
    if (this.drawn.length > 0) {
      const guess = this.drawn.map(([step, value]) => [this.scale.forward(step), value]);
      surface.line(pixels(guess), { colour: colour("ghost"), width: 3, dash: [2, 4] });
    }
  }

  /** Where a run generalised. */
  flag(surface, x, toY, step, role) {
    if (this.isLoss || this.lines.length > 1) {
      surface.line(
        [
          [x, toY(-9)],
          [x, toY(9)],
        ],
        { colour: colour(role), width: 1, dash: [3, 3] },
      );
      return;
    }
    surface.line(
      [
        [x, toY(0)],
        [x, toY(1)],
      ],
      { colour: cssColour("--muted"), width: 1, dash: [3, 3] },
    );
    surface.text(`95 % at ${formatStep(step)} `, x - 4, toY(0.5), {
      colour: cssColour("--ink"),
      align: "right",
      size: 12,
    });
  }
}
