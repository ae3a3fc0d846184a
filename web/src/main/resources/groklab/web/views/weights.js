/* Weight spectra with their power-law fit, and attention. */
import { colour, cssColour, element } from "../charts/parts.js";
import { formatPowerOfTen, formatValue, valueScales } from "../charts/scales.js";
import { readState, writeState } from "./state.js";
import { csv } from "./download.js";
import { plot, ramp, rgb, ticks } from "./draw.js";
import { View } from "./view.js";

/**
 * The share of eigenvalues of WᵀW at or above each value, on two logarithms: a power law is a
 * straight line.
 */
export class WeightSpectra extends View {
  constructor() {
    super("weight-spectra", "Weight spectra");
    const label = element("label", "choice", "matrix ");
    this.select = element("select");
    this.select.addEventListener("change", () => {
      writeState({ matrix: this.select.value });
      this.describe();
      this.draw();
    });
    label.append(this.select);
    this.head.insertBefore(label, this.downloads);
  }

  get page() {
    return "spectrum.alpha";
  }

  get measures() {
    return "spectrum";
  }

  setFirst(frame) {
    this.first = frame;
    if (!this.frame || !this.has(this.frame)) return;
    this.describe();
    this.draw();
  }

  has(frame) {
    return frame.spectra.length > 0;
  }

  take(frame) {
    if (this.select.options.length === 0) {
      this.select.append(
        ...frame.spectra.map((spectrum) => new Option(spectrum.name, spectrum.name)),
      );
      const wanted = readState().matrix;
      if (frame.spectra.some((spectrum) => spectrum.name === wanted)) this.select.value = wanted;
    }
    this.describe();
  }

  of(frame) {
    return frame && frame.spectra.find((spectrum) => spectrum.name === this.select.value);
  }

  /** The same matrix in the first checkpoint, unless that is the one shown. */
  before() {
    return this.first && this.first.step !== this.frame.step ? this.of(this.first) : undefined;
  }

  describe() {
    const spectrum = this.of(this.frame);
    const [norm, rank] = [spectrum.norm, spectrum.effectiveRank].map((v) => formatValue(v));
    const dashed = this.before() ? " Dashed: the first checkpoint." : "";
    this.note.textContent = `Norm ${norm}, effective rank ${rank}; ${this.fit(spectrum)}.${dashed}`;
    this.canvas.setAttribute(
      "aria-label",
      `Spectrum of ${spectrum.name}. ${this.note.textContent}`,
    );
  }

  fit({ alpha, tail, distance, enough, noFit }) {
    if (!alpha) return `no power law: ${noFit}`;
    const doubt = enough ? "" : "; too few eigenvalues for the fit to say much";
    return (
      `power law (vermilion): α = ${formatValue(alpha)} over the upper ${tail} eigenvalues, ` +
      `distance ${formatValue(distance)}${doubt}`
    );
  }

  height() {
    return 230;
  }

  curve(spectrum) {
    const values = spectrum.values.map((s) => s * s).filter((v) => v > 1e-9);
    return values.map((value, i) => [Math.log10(value), Math.log10((i + 1) / values.length)]);
  }

  paint(surface) {
    const spectrum = this.of(this.frame);
    const now = this.curve(spectrum);
    const before = this.before() ? this.curve(this.before()) : [];
    const all = [...now, ...before];
    const x = [Math.min(...all.map((p) => p[0])), Math.max(...all.map((p) => p[0])) + 0.05];
    const y = [Math.min(...all.map((p) => p[1])) - 0.1, 0.08];
    plot(surface, {
      x,
      y,
      xLabel: "eigenvalue of WᵀW",
      xTicks: ticks(valueScales.log, x, surface.width / 2, formatPowerOfTen),
      yTicks: ticks(valueScales.log, y, 180, formatPowerOfTen),
      draw: (s, toX, toY) => {
        const path = (points) => points.map(([a, b]) => [toX(a), toY(b)]);
        if (before.length)
          s.line(path(before), { colour: cssColour("--muted"), width: 1.5, dash: [4, 3] });
        s.line(path(now), { colour: colour("0"), width: 2.2 });
        if (spectrum.alpha) {
          const start = Math.log10(spectrum.xmin);
          const level = Math.log10(spectrum.tail / now.length);
          const end = now[0][0];
          s.line(
            path([
              [start, level],
              [end, level + (end - start) * (1 - spectrum.alpha)],
            ]),
            { colour: colour("1"), width: 2 },
          );
        }
      },
    });
  }

  csv() {
    return csv(
      ["matrix", "rank", "singular value", "eigenvalue"],
      this.frame.spectra.flatMap((spectrum) =>
        spectrum.values.map((value, i) => [
          spectrum.name,
          i + 1,
          value,
          Number((value * value).toPrecision(4)),
        ]),
      ),
    );
  }
}

/** Where each head looks from the last position, on average over all equations. */
export class Attention extends View {
  constructor() {
    super(
      "attention",
      "Attention from the last position",
      "Average over all equations; rows are heads, columns are positions of the input.",
    );
  }

  get page() {
    return "representation.attention";
  }

  get measures() {
    return "representation";
  }

  has(frame) {
    return Boolean(frame.attention);
  }

  names() {
    const positions = this.frame.attention[0].length;
    return positions === 3 ? ["x", "y", "="] : [...Array(positions).keys()].map(String);
  }

  take(frame) {
    const names = this.names();
    const words = frame.attention.map((shares, head) => {
      const each = shares.map((share, i) => `${names[i]} ${share.toFixed(2)}`);
      return `Head ${head}: ${each.join(", ")}`;
    });
    this.canvas.setAttribute("aria-label", words.join(". "));
  }

  widest() {
    return 420;
  }

  height() {
    return 26 * (this.frame.attention.length + 1);
  }

  paint(surface) {
    const left = 56;
    const names = this.names();
    const cell = (surface.width - left) / names.length;
    const text = (t, x, y, ink) =>
      surface.text(t, x, y, { colour: ink, align: "center", size: 12.5 });
    names.forEach((name, i) => text(name, left + (i + 0.5) * cell, 13, cssColour("--muted")));
    this.frame.attention.forEach((shares, head) => {
      const top = 26 * (head + 1);
      text(`head ${head}`, left / 2, top + 13, cssColour("--muted"));
      shares.forEach((share, i) => {
        surface.box(left + i * cell + 1, top + 1, cell - 2, 24, { colour: rgb(ramp(share)) });
        text(
          share.toFixed(2),
          left + (i + 0.5) * cell,
          top + 13,
          share > 0.55 ? "#000000" : "#ffffff",
        );
      });
    });
  }

  csv() {
    return csv(
      ["head", "position", "share"],
      this.frame.attention.flatMap((shares, head) =>
        shares.map((share, i) => [head, this.names()[i], share]),
      ),
    );
  }
}
