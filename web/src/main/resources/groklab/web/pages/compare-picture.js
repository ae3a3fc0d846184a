/* What the comparison draws: the axes, the lines of runs and groups, and the events on them. */
import { colour, cssColour } from "../charts/parts.js";
import {
  formatPowerOfTen,
  formatValue,
  shortStep,
  stepScales,
  valueScales,
} from "../charts/scales.js";
import { ticks } from "../views/draw.js";
import { FEWEST, interpolate } from "./groups.js";

/** Of more runs than this together, events are small. */
const MANY = 12;
const PAIRED = [5, 3];

export class ComparePicture {
  /** state: { measure, align, steps, sets }, as it is when something is drawn. */
  constructor(state) {
    this.state = state;
  }

  get isLog() {
    return /loss/i.test(this.state.measure);
  }

  get isShare() {
    return this.state.measure.endsWith("accuracy");
  }

  get scale() {
    return valueScales[this.isLog ? "log" : "linear"];
  }

  get steps() {
    return stepScales[this.state.steps];
  }

  /** A value on the axis in words. */
  say(position) {
    return formatValue(Number(this.scale.inverse(position).toPrecision(5)), this.isShare);
  }

  /** The same measure of the other set: train.loss for validation.loss; null = there is none. */
  get paired() {
    const [set, ...rest] = this.state.measure.split(".");
    const other = { train: "validation", validation: "train" }[set];
    return other && this.state.sets === "both" ? [other, ...rest].join(".") : null;
  }

  /** What stands at the left of the axis of steps; undefined where the run never came there. */
  zero(curve) {
    return this.state.align === "T_mem" ? curve.memorised : 0;
  }

  /** Points on the axes; after alignment, those before T_mem are left out. */
  lineOf(curve, { steps, values }) {
    const zero = this.zero(curve);
    if (zero === undefined) return [];
    const points = [];
    steps.forEach((step, i) => {
      const value = this.scale.forward(values[i]);
      if (step >= zero && value !== null) points.push([this.steps.forward(step - zero), value]);
    });
    return points;
  }

  /**
   * What plot() draws, or null if there is nothing.
   *
   * groups: of arrange(), of the measure; pairs: of the other set, by the same keys.
   */
  spec(groups, pairs, width) {
    const flat = [...groups, ...pairs].flatMap((group) => group.lines).flat();
    if (flat.length === 0) return null;
    let [low, high, end, start] = [Infinity, -Infinity, -Infinity, Infinity];
    for (const [x, y] of flat) {
      low = Math.min(low, y);
      high = Math.max(high, y);
      end = Math.max(end, x);
      start = Math.min(start, x);
    }
    const pad = (high - low) * 0.05 || 0.5;
    const y = this.isShare ? [-0.03, 1.03] : [low - pad, high + pad];
    const x = [start, end + (end - start) * 0.01 || 1];
    const label = (v) => {
      if (this.isShare) return `${Math.round(100 * v)} %`;
      return this.isLog ? formatPowerOfTen(v) : formatValue(Number(v.toPrecision(6)));
    };
    const { measure, align, steps } = this.state;
    return {
      x,
      y,
      end,
      title: this.paired ? `${measure}; dashed: ${this.paired}` : measure,
      xLabel:
        align === "T_mem"
          ? `steps after memorisation${steps === "log" ? " (logarithm of step + 1)" : ""}`
          : this.steps.label(),
      xTicks: ticks(this.steps, x, width, (v) => shortStep(Math.round(v))),
      yTicks: this.isShare
        ? [0, 0.25, 0.5, 0.75, 1].map((v) => [v, label(v)])
        : ticks(this.scale, y, 360, label),
      draw: (s, toX, toY) => {
        pairs.forEach((group) => drawGroup(s, group, toX, toY, PAIRED));
        groups.forEach((group) => drawGroup(s, group, toX, toY, []));
        this.drawEvents(s, groups, pairs, toX, toY);
      },
    };
  }

  /** On the line of the set that an event is about, where that is drawn. */
  drawEvents(s, groups, pairs, toX, toY) {
    const [set] = this.state.measure.split(".");
    const lines = new Map(pairs.flatMap(({ members }) => members.map((m) => [m.curve, m.line])));
    const many = groups.reduce((sum, { members }) => sum + members.length, 0) > MANY;
    for (const { members, role } of groups) {
      for (const { curve, line } of members) {
        for (const [of, step] of [
          ["train", curve.memorised],
          ["validation", curve.generalised],
        ]) {
          const on = of === set ? line : lines.get(curve) || line;
          const x = step === undefined ? null : this.steps.forward(step - this.zero(curve));
          const [y] = x === null ? [null] : interpolate(on, x);
          if (y === null) continue;
          const [ink, card] = [colour(role), cssColour("--card")];
          const look = of === "train" ? { colour: card, edge: ink } : { colour: ink, edge: card };
          s.disc(toX(x), toY(y), many ? 2.5 : 4.5, { ...look, edgeWidth: many ? 1 : 1.6 });
        }
      }
    }
  }
}

function drawGroup(s, group, toX, toY, dash) {
  const path = (line) => line.map(([a, b]) => [toX(a), toY(b)]);
  const ink = colour(group.role);
  const few = group.lines.length < FEWEST;
  const main = dash.length === 0;
  if (!few && main)
    s.area(path([...group.low, ...[...group.high].reverse()]), { colour: ink, alpha: 0.22 });
  const alpha = few ? 1 : Math.max(0.12, Math.min(0.5, 6 / group.lines.length));
  if (few || main)
    for (const line of group.lines)
      s.line(path(line), { colour: ink, width: few && main ? 2 : few ? 1.5 : 1, alpha, dash });
  if (!few) s.line(path(group.median), { colour: ink, width: main ? 3 : 1.8, dash });
}
