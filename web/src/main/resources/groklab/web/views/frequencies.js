/*
 * The embedding in the planes of its key frequencies, its Fourier spectrum over time, and the
 * neurons' frequencies. For multiplication and division a frame's `elements` are in the order of
 * their discrete logarithm (to `logBase`), over which these tasks are additions; without it,
 * element j is j.
 */
import { colour, cssColour } from "../charts/parts.js";
import { formatStep, shortStep, stepScales } from "../charts/scales.js";
import { csv } from "./download.js";
import { ramp, rgb } from "./draw.js";
import { View } from "./view.js";

const LABEL = 18;

const small = (surface, text, x, y, align) =>
  surface.text(text, x, y, { colour: cssColour("--muted"), align, size: 11 });
const overLogs = (frame) =>
  frame.logBase
    ? ` Elements 1 to ${frame.elements.length} in the order of their discrete logarithm ` +
      `to base ${frame.logBase}.`
    : "";

/**
 * Circles forming: the elements in the order in which a perfect circle would hold them, joined by a
 * line.
 */
export class Planes extends View {
  constructor() {
    super("embedding-planes", "Embedding in its key-frequency planes");
  }

  get page() {
    return "key frequency";
  }

  get measures() {
    return "fourier";
  }

  has(frame) {
    return Boolean(frame.planes);
  }

  take(frame) {
    const names = frame.planes.map((plane) => plane.frequency).join(", ");
    const strongest = `the strongest in the embedding at step ${formatStep(frame.planesOf)}`;
    this.note.textContent =
      `Frequencies ${names}: ${strongest}, ` +
      `whose planes are used at every step.${overLogs(frame)}`;
    this.canvas.setAttribute(
      "aria-label",
      `Embedding of step ${formatStep(frame.step)} in the planes of frequencies ${names}`,
    );
  }

  perRow(width) {
    return width > 560 ? 4 : 2;
  }

  height(width) {
    const perRow = this.perRow(width);
    return Math.ceil(this.frame.planes.length / perRow) * (Math.floor(width / perRow) + LABEL);
  }

  paint(surface) {
    const perRow = this.perRow(surface.width);
    const side = Math.floor(surface.width / perRow);
    this.frame.planes.forEach((plane, i) =>
      this.paintPlane(
        surface,
        plane,
        (i % perRow) * side,
        Math.floor(i / perRow) * (side + LABEL),
        side,
      ),
    );
  }

  paintPlane(surface, plane, left, top, side) {
    const { points } = plane;
    const count = points.length / 2;
    const radius = points.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    const scale = (side / 2 - 12) / radius;
    const place = (j) => [
      left + side / 2 + points[2 * j] * scale,
      top + side / 2 - points[2 * j + 1] * scale,
    ];
    const order = [...Array(count).keys()].sort(
      (a, b) => ((a * plane.frequency) % count) - ((b * plane.frequency) % count),
    );
    surface.line([...order, order[0]].map(place), { colour: cssColour("--muted"), alpha: 0.45 });
    order.forEach((j, rank) =>
      surface.disc(...place(j), 3.2, {
        colour: rgb(ramp(rank / count)),
        edge: cssColour("--ink"),
        edgeWidth: 0.6,
      }),
    );
    small(surface, `frequency ${plane.frequency}`, left + side / 2, top + side + 6, "center");
  }

  csv() {
    const element = (j) => (this.frame.elements ? this.frame.elements[j] : j);
    const rows = this.frame.planes.flatMap((plane) =>
      [...Array(plane.points.length / 2).keys()].map((j) => [
        plane.frequency,
        element(j),
        plane.points[2 * j],
        plane.points[2 * j + 1],
      ]),
    );
    return csv(["frequency", "element", "x", "y"], rows);
  }
}

/** Share of the embedding's power at every frequency and stored step; the brighter, the more. */
export class Spectrum extends View {
  constructor() {
    super("fourier-spectrum", "Fourier spectrum of the embedding");
    this.frames = new Map();
    this.canvas.setAttribute(
      "aria-label",
      "Power of the embedding at every frequency, from the first to the last checkpoint",
    );
  }

  get page() {
    return "fourier.embedding.gini";
  }

  get measures() {
    return "fourier";
  }

  /** Takes a frame of any step; the picture is of all that are known. */
  add(frame) {
    if (!frame.fourier) return;
    this.frames.set(frame.step, frame.fourier);
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  has(frame) {
    return Boolean(frame.fourier && frame.fourier.length);
  }

  take(frame) {
    this.frames.set(frame.step, frame.fourier);
    this.note.textContent =
      "Left to right: steps on a logarithm, each as wide as its stored neighbours allow. " +
      "Bottom to top: frequencies. Brighter: a larger share of the power (colour: its square " +
      `root).${overLogs(frame)}`;
  }

  height() {
    return 212;
  }

  paint(surface) {
    const steps = [...this.frames.keys()].sort((a, b) => a - b);
    const count = this.frames.get(steps[0]).length;
    const left = 30;
    const bottom = surface.height - 22;
    const rowHeight = bottom / count;
    const place = stepScales.log.forward;
    const end = place(steps.at(-1)) || 1;
    const edges = steps.map((step, i) =>
      i === 0 ? 0 : (place(steps[i - 1]) + place(step)) / 2 / end,
    );
    const toX = (share) => left + share * (surface.width - left);
    const most = Math.max(...[...this.frames.values()].flat(), 1e-9);
    steps.forEach((step, column) => {
      const from = toX(edges[column]);
      const to = toX(column + 1 < steps.length ? edges[column + 1] : 1);
      this.frames.get(step).forEach((share, k) =>
        surface.box(from, bottom - (k + 1) * rowHeight, to - from + 0.6, rowHeight + 0.6, {
          colour: rgb(ramp(Math.sqrt(share / most))),
        }),
      );
      if (step === this.frame.step) {
        surface.box(from, 1, Math.max(2, to - from - 1), bottom - 2, {
          edge: cssColour("--series-validation"),
          edgeWidth: 2,
        });
      }
    });
    for (const k of [1, Math.round(count / 2), count])
      small(surface, String(k), left - 5, bottom - (k - 0.5) * rowHeight, "right");
    for (const tick of stepScales.log.ticks(0, steps.at(-1), surface.width)) {
      small(surface, shortStep(Math.round(tick)), toX(place(tick) / end), bottom + 12, "center");
    }
  }

  csv() {
    const rows = [...this.frames]
      .sort((a, b) => a[0] - b[0])
      .flatMap(([step, shares]) => shares.map((s, k) => [step, k + 1, s]));
    return csv(["step", "frequency", "share of power"], rows);
  }
}

/** How many neurons each frequency owns. */
export class Neurons extends View {
  constructor() {
    super("neuron-frequencies", "Neurons by frequency");
  }

  get page() {
    return "fourier.neuronFve";
  }

  get measures() {
    return "fourier.neuronFve";
  }

  has(frame) {
    return Boolean(frame.neurons);
  }

  take(frame) {
    const owned = frame.neurons.reduce((a, b) => a + b, 0);
    this.note.textContent =
      `${owned} of ${frame.neuronCount} neurons follow one frequency ` +
      `(it explains at least 85 % of what they do).${overLogs(frame)}`;
    this.canvas.setAttribute("aria-label", this.note.textContent);
  }

  height() {
    return 150;
  }

  paint(surface) {
    const counts = this.frame.neurons;
    const most = Math.max(...counts, 1);
    const left = 30;
    const bottom = surface.height - 20;
    const bar = (surface.width - left) / counts.length;
    surface.line(
      [
        [left, bottom],
        [surface.width, bottom],
      ],
      { colour: cssColour("--grid") },
    );
    counts.forEach((n, k) =>
      surface.box(
        left + k * bar,
        bottom - (n / most) * (bottom - 10),
        Math.max(1, bar - 1),
        (n / most) * (bottom - 10),
        { colour: colour("2") },
      ),
    );
    small(surface, String(most), left - 5, 12, "right");
    for (const k of [1, Math.round(counts.length / 2), counts.length])
      small(surface, String(k), left + (k - 0.5) * bar, bottom + 11, "center");
  }

  csv() {
    return csv(
      ["frequency", "neurons"],
      this.frame.neurons.map((n, k) => [k + 1, n]),
    );
  }
}
