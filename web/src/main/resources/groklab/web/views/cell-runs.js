/*
 * The runs of one cell of a sweep: a table, and their curves on one pair of axes, each seed for
 * itself or all as a band with their median.
 */
import { colour, dashOf, element, segmented, swatch, tableBox } from "../charts/parts.js";
import { formatStep, shortStep, stepScales } from "../charts/scales.js";
import { csv, picture } from "./download.js";
import { bytes, plot, prepare, ticks } from "./draw.js";
import { CanvasSurface } from "./surface.js";

/** Of a digest, enough to tell runs apart; the whole stands in its title. */
const DIGITS = 12;
const POINT_BYTES = 8;
const MISSING = 0xffff;
const WHOLE = 0xfffe;
const COLOURS = 7;
const SAVED = { width: 900, height: 420 };

/**
 * Curves as the page holds them: base64, for each point its step in 4 bytes, then train and
 * validation in 2 bytes each, little endian; 65534 is 1, 65535 no value.
 */
export function unpack(text) {
  const packed = bytes(text);
  const view = new DataView(packed.buffer);
  const out = { steps: [], train: [], validation: [] };
  const value = (number) => (number === MISSING ? null : number / WHOLE);
  for (let i = 0; i < packed.length; i += POINT_BYTES) {
    out.steps.push(view.getUint32(i, true));
    out.train.push(value(view.getUint16(i + 4, true)));
    out.validation.push(value(view.getUint16(i + 6, true)));
  }
  return out;
}

/** Stretches without a gap, as [step, value]. */
function stretches(steps, values) {
  const all = [[]];
  values.forEach((value, i) => {
    if (value === null) all.push([]);
    else all.at(-1).push([steps[i], value]);
  });
  return all.filter((points) => points.length > 0);
}

/** The value of a run at a step: of its last probe until then; null before its first. */
function valueAt(steps, values, step) {
  let [from, to] = [0, steps.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (steps[middle] <= step) from = middle + 1;
    else to = middle;
  }
  let i = from - 1;
  while (i >= 0 && values[i] === null) i--;
  return i < 0 ? null : values[i];
}

/**
 * The lowest, middle and highest of several runs at each step at which one was probed:
 * [step, low, median, high]. A run that has ended counts with its last value.
 */
export function band(runs, name) {
  const steps = [...new Set(runs.flatMap((run) => run.steps))].sort((a, b) => a - b);
  return steps
    .map((step) => {
      const values = runs
        .map((run) => valueAt(run.steps, run[name], step))
        .filter((value) => value !== null)
        .sort((a, b) => a - b);
      const half = values.length >> 1;
      const median = values.length % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
      return values.length > 0 ? [step, values[0], median, values.at(-1)] : null;
    })
    .filter(Boolean);
}

const BAND_FROM = 3; // two runs have no middle

export class CellRuns {
  /**
   * state: { steps, curves }, what the reader chose before; onChange is told what he chooses, null
   * for what is usual.
   */
  constructor(state, onChange) {
    Object.assign(this, { runs: null, shown: [] });
    this.steps = state.steps || "log";
    this.curves = state.curves || "each seed";
    this.root = element("section", "cell-runs");
    this.root.hidden = true;
    this.title = element("h2");
    this.note = element("p", "reading");
    this.canvas = element("canvas");
    this.canvas.setAttribute("role", "img");
    this.legend = element("div", "legend");
    this.table = tableBox("Runs of the cell");
    const bar = element("div", "sweep-bar");
    bar.append(
      segmented("steps", ["log", "linear"], this.steps, (chosen) => {
        this.steps = chosen;
        onChange({ steps: chosen === "log" ? null : chosen });
        this.draw();
      }),
      segmented("curves", ["each seed", "band"], this.curves, (chosen) => {
        this.curves = chosen;
        onChange({ curves: chosen === "each seed" ? null : chosen });
        this.fillLegend();
        this.draw();
      }),
      picture("the curves", "curves", {
        size: () => SAVED,
        paint: (surface) => this.paint(surface),
        csv: () => this.csv(),
      }),
    );
    this.panel = element("div", "panel");
    this.panel.append(this.legend, this.canvas);
    this.root.append(this.title, this.note, bar, this.panel, this.table);
    new ResizeObserver(() => this.draw()).observe(this.panel);
  }

  /** { runs, from, to }: a stretch of runs, to excluded; title and words say which cell it is. */
  show({ runs, from, to }, title, words) {
    this.runs = runs;
    this.shown = [];
    for (let run = from; run < to; run++) {
      const role = String((run - from) % COLOURS);
      this.shown.push({ run, role, ...unpack(this.runs.curves[run]) });
    }
    this.title.textContent = title;
    this.note.textContent = words;
    this.root.hidden = false;
    this.fillTable();
    this.fillLegend();
    this.draw();
  }

  hide() {
    this.root.hidden = true;
  }

  fillTable() {
    const table = element("table");
    const head = element("tr");
    for (const name of ["seed", "verdict", "T_mem", "T_grok", "command", "digest"]) {
      head.append(element("th", name.startsWith("T_") || name === "seed" ? "number" : "", name));
    }
    table.append(element("thead"), element("tbody"));
    table.tHead.append(head);
    table.tBodies[0].append(...this.shown.map(({ run }) => this.row(run)));
    this.table.replaceChildren(table);
  }

  row(run) {
    const { runs } = this;
    const step = (number) =>
      number === null ? `> ${formatStep(runs.until[run])}` : formatStep(number);
    const row = element("tr");
    row.title = runs.ids[run];
    const failure = runs.failures[run];
    row.append(
      element("td", "number", String(runs.seeds[run])),
      element("td", "", failure ? `failed: ${failure}` : runs.verdicts[run]),
      element("td", "number", step(runs.memorised[run])),
      element("td", "number", step(runs.generalised[run])),
    );
    row.append(element("td"), element("td"));
    const [command, digest] = [...row.cells].slice(-2);
    if (runs.commands[run]) command.append(element("code", "", runs.commands[run]));
    if (runs.digests[run]) {
      digest.append(element("code", "", `${runs.digests[run].slice(0, DIGITS)}…`));
      digest.title = runs.digests[run];
    }
    return row;
  }

  isBand() {
    return this.curves === "band" && this.shown.length >= BAND_FROM;
  }

  fillLegend() {
    if (this.isBand()) {
      const named = [
        ["validation", "validation: median and range of all seeds"],
        ["train", "train: likewise; a run that has ended counts with its last value"],
      ].map(([role, text]) => {
        const item = element("span", "legend-item");
        item.append(swatch(role, dashOf({ role })), element("span", "", text));
        return item;
      });
      this.legend.replaceChildren(...named);
      return;
    }
    const named = this.shown.slice(0, COLOURS).map(({ run, role }) => {
      const item = element("span", "legend-item");
      item.append(swatch(role, []), element("span", "", `seed ${this.runs.seeds[run]}`));
      return item;
    });
    const train = element("span", "legend-item");
    train.append(swatch("total", dashOf({ role: "train" })), element("span", "", "dashed: train"));
    const rest = this.shown.length - COLOURS;
    this.legend.replaceChildren(...named, train);
    if (rest > 0) this.legend.append(element("span", "legend-item", `and ${rest} more seeds`));
    if (this.curves === "band")
      this.legend.append(element("span", "legend-item", `a band needs ${BAND_FROM} runs`));
  }

  paintBands(surface, place) {
    for (const role of ["train", "validation"]) {
      const points = band(this.shown, role);
      const edge = (i) => points.map((point) => place([point[0], point[i]]));
      const style = { colour: colour(role) };
      surface.area([...edge(1), ...edge(3).reverse()], { ...style, alpha: 0.18 });
      surface.line(edge(2), { ...style, width: 2.2, dash: dashOf({ role }) });
    }
  }

  paintEach(surface, place) {
    for (const { steps, train, validation, role } of this.shown) {
      const style = { colour: colour(role) };
      for (const points of stretches(steps, train))
        surface.line(points.map(place), { ...style, width: 1.4, dash: dashOf({ role: "train" }) });
      for (const points of stretches(steps, validation))
        surface.line(points.map(place), { ...style, width: 2.2 });
    }
  }

  paint(surface) {
    const scale = stepScales[this.steps];
    const last = Math.max(1, ...this.shown.flatMap(({ steps }) => steps.slice(-1)));
    const x = [0, scale.forward(last) * 1.01];
    plot(surface, {
      x,
      y: [-0.02, 1.02],
      title: "Accuracy",
      xLabel: scale.label(),
      xTicks: ticks(scale, x, surface.width - 100, (v) => shortStep(Math.round(v))),
      yTicks: [0, 0.25, 0.5, 0.75, 1].map((v) => [v, `${100 * v} %`]),
      draw: (s, toX, toY) => {
        const place = ([step, v]) => [toX(scale.forward(step)), toY(v)];
        if (this.isBand()) this.paintBands(s, place);
        else this.paintEach(s, place);
      },
    });
  }

  csv() {
    return csv(
      ["run", "step", "train", "validation"],
      this.shown.flatMap(({ run, steps, train, validation }) =>
        steps.map((step, i) => [this.runs.ids[run], step, train[i], validation[i]]),
      ),
    );
  }

  draw() {
    const width = this.panel.clientWidth - 16;
    if (this.root.hidden || width <= 0) return;
    const height = Math.max(220, Math.min(420, width * 0.45));
    this.paint(new CanvasSurface(prepare(this.canvas, width, height), width, height));
    const points = this.shown.reduce((sum, { steps }) => sum + steps.length, 0);
    this.canvas.setAttribute(
      "aria-label",
      `Accuracy on train and validation data of ${this.shown.length} runs, ${points} points.`,
    );
    this.root.dataset.points = String(points);
  }
}
