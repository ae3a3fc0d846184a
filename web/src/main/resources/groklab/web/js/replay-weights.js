/* Weight spectra with their power-law fit, and attention. */
"use strict";

const GroklabWeights = (() => {
  const { element, cssColour, colour, formatValue, formatPowerOfTen, valueScales } = GroklabCharts.parts;
  const { prepare, ramp, rgb, CanvasSurface, plot, ticks } = GroklabDraw;

  /** The share of eigenvalues of WᵀW at or above each value, on two logarithms: a power law is a straight line. */
  class WeightSpectra {
    constructor() {
      this.root = element("section", "view view-weights");
      const head = element("div", "view-head");
      head.append(element("h3", "", "Weight spectra"));
      const label = element("label", "choice", "matrix ");
      this.select = element("select");
      this.select.addEventListener("change", () => this.draw());
      label.append(this.select);
      head.append(label);
      this.canvas = element("canvas");
      this.canvas.setAttribute("role", "img");
      this.note = element("p", "view-note");
      this.root.append(head, this.canvas, this.note);
    }

    setFirst(frame) {
      this.first = frame;
    }

    setFrame(frame) {
      this.frame = frame;
      this.root.hidden = frame.spectra.length === 0;
      if (this.select.options.length === 0) {
        this.select.append(...frame.spectra.map((spectrum) => new Option(spectrum.name, spectrum.name)));
      }
      this.draw();
    }

    curve(spectrum) {
      const values = spectrum.values.map((s) => s * s).filter((v) => v > 1e-9);
      return values.map((value, i) => [Math.log10(value), Math.log10((i + 1) / values.length)]);
    }

    draw() {
      const width = this.root.clientWidth - 26;
      const of = (frame) => frame && frame.spectra.find((spectrum) => spectrum.name === this.select.value);
      const spectrum = of(this.frame);
      if (!spectrum || width <= 0) return;
      const now = this.curve(spectrum);
      const before = of(this.first) && this.first.step !== this.frame.step ? this.curve(of(this.first)) : [];
      const all = [...now, ...before];
      const x = [Math.min(...all.map((p) => p[0])), Math.max(...all.map((p) => p[0])) + 0.05];
      const y = [Math.min(...all.map((p) => p[1])) - 0.1, 0.08];
      const surface = new CanvasSurface(prepare(this.canvas, width, 230), width, 230);
      plot(surface, {
        x, y, xLabel: "eigenvalue of WᵀW", xTicks: ticks(valueScales.log, x, width / 2, formatPowerOfTen),
        yTicks: ticks(valueScales.log, y, 180, formatPowerOfTen),
        draw: (s, toX, toY) => {
          const path = (points) => points.map(([a, b]) => [toX(a), toY(b)]);
          if (before.length) s.line(path(before), { colour: cssColour("--muted"), width: 1.5, dash: [4, 3] });
          s.line(path(now), { colour: colour("0"), width: 2.2 });
          if (spectrum.alpha) {
            const start = Math.log10(spectrum.xmin);
            const level = Math.log10(spectrum.tail / now.length);
            const end = now[0][0];
            s.line(path([[start, level], [end, level + (end - start) * (1 - spectrum.alpha)]]), { colour: colour("1"), width: 2 });
          }
        },
      });
      const fit = spectrum.alpha
        ? `power law (vermilion): α = ${formatValue(spectrum.alpha)} over the upper ${spectrum.tail} eigenvalues, distance ${
          formatValue(spectrum.distance)}${spectrum.enough ? "" : "; too few eigenvalues for the fit to say much"}`
        : `no power law: ${spectrum.noFit}`;
      this.note.textContent = `Norm ${formatValue(spectrum.norm)}, effective rank ${formatValue(spectrum.effectiveRank)}; ${
        fit}.${before.length ? " Dashed: the first checkpoint." : ""}`;
      this.canvas.setAttribute("aria-label", `Spectrum of ${spectrum.name}. ${this.note.textContent}`);
    }
  }

  /** Where each head looks from the last position, on average over all equations. */
  class Attention {
    constructor() {
      this.root = element("section", "view view-attention");
      this.table = element("table", "attention");
      this.root.append(element("h3", "", "Attention from the last position"), this.table,
        element("p", "view-note", "Average over all equations; rows are heads, columns are positions of the input."));
    }

    setFrame(frame) {
      this.root.hidden = !frame.attention;
      if (!frame.attention) return;
      const positions = frame.attention[0].length;
      const names = positions === 3 ? ["x", "y", "="] : [...Array(positions).keys()].map(String);
      const head = element("tr");
      head.append(element("th", "", "head"), ...names.map((name) => element("th", "", name)));
      const rows = frame.attention.map((shares, i) => {
        const row = element("tr");
        row.append(element("th", "", String(i)), ...shares.map((share) => {
          const cell = element("td", "", share.toFixed(2));
          cell.style.background = rgb(ramp(share));
          cell.style.color = share > 0.55 ? "#000" : "#fff";
          return cell;
        }));
        return row;
      });
      this.table.replaceChildren(head, ...rows);
    }

    draw() {}
  }

  return { WeightSpectra, Attention };
})();
