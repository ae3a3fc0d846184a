/* The embedding in the planes of its key frequencies, its Fourier spectrum over time, and the neurons' frequencies. */
"use strict";

const GroklabFrequencies = (() => {
  const { element, cssColour, colour, formatStep, shortStep, stepScales } = GroklabCharts.parts;
  const { prepare, ramp, rgb, CanvasSurface } = GroklabDraw;

  /** Circles forming: the elements in the order in which a perfect circle would hold them, joined by a line. */
  class Planes {
    constructor() {
      this.root = element("section", "view view-planes");
      const head = element("div", "view-head");
      head.append(element("h3", "", "Embedding in its key-frequency planes"));
      head.append(GroklabDownload.buttons("the planes", {
        PNG: () => GroklabDownload.savePng("embedding-planes", this.canvas),
        CSV: () => GroklabDownload.save("embedding-planes.csv", this.csv(), "text/csv"),
      }));
      this.canvas = element("canvas");
      this.canvas.setAttribute("role", "img");
      this.note = element("p", "view-note");
      this.root.append(head, this.canvas, this.note);
    }

    setFrame(frame) {
      this.frame = frame;
      this.root.hidden = !frame.planes;
      if (frame.planes) this.draw();
    }

    draw() {
      const planes = this.frame && this.frame.planes;
      const width = this.root.clientWidth - 26;
      if (!planes || width <= 0) return;
      const perRow = width > 560 ? 4 : 2;
      const side = Math.floor(width / perRow);
      const rows = Math.ceil(planes.length / perRow);
      const context = prepare(this.canvas, width, rows * (side + 18));
      context.clearRect(0, 0, width, rows * (side + 18));
      planes.forEach((plane, i) => this.drawPlane(context, plane, (i % perRow) * side, Math.floor(i / perRow) * (side + 18), side));
      const names = planes.map((plane) => plane.frequency).join(", ");
      this.note.textContent = `Frequencies ${names}: the strongest in the embedding at step ${
        formatStep(this.frame.planesOf)}, whose planes are used at every step.`;
      this.canvas.setAttribute("aria-label", `Embedding of step ${formatStep(this.frame.step)} in the planes of frequencies ${names}`);
    }

    drawPlane(context, plane, left, top, side) {
      const points = plane.points;
      const count = points.length / 2;
      let radius = 1e-9;
      for (const value of points) radius = Math.max(radius, Math.abs(value));
      const scale = (side / 2 - 12) / radius;
      const place = (j) => [left + side / 2 + points[2 * j] * scale, top + side / 2 - points[2 * j + 1] * scale];
      const order = [...Array(count).keys()].sort((a, b) => ((a * plane.frequency) % count) - ((b * plane.frequency) % count));
      const surface = { context };
      CanvasSurface.prototype.line.call(surface, [...order, order[0]].map(place), { colour: cssColour("--muted"), alpha: 0.45 });
      order.forEach((j, rank) => {
        const [x, y] = place(j);
        context.fillStyle = rgb(ramp(rank / count));
        context.strokeStyle = cssColour("--ink");
        context.lineWidth = 0.6;
        context.beginPath();
        context.arc(x, y, 3.2, 0, 2 * Math.PI);
        context.fill();
        context.stroke();
      });
      CanvasSurface.prototype.text.call(surface, `frequency ${plane.frequency}`, left + side / 2, top + side + 6,
        { colour: cssColour("--muted"), align: "center", size: 11 });
    }

    csv() {
      const rows = this.frame.planes.flatMap((plane) => [...Array(plane.points.length / 2).keys()].map((j) =>
        [plane.frequency, j, plane.points[2 * j], plane.points[2 * j + 1]]));
      return GroklabDownload.csv(["frequency", "element", "x", "y"], rows);
    }
  }

  /** Share of the embedding's power at every frequency and stored step; the brighter, the more. */
  class Spectrum {
    constructor() {
      this.frames = new Map();
      this.root = element("section", "view view-spectrum");
      const head = element("div", "view-head");
      head.append(element("h3", "", "Fourier spectrum of the embedding"));
      head.append(GroklabDownload.buttons("the spectrum", {
        PNG: () => GroklabDownload.savePng("fourier-spectrum", this.canvas),
        CSV: () => GroklabDownload.save("fourier-spectrum.csv", this.csv(), "text/csv"),
      }));
      this.canvas = element("canvas");
      this.canvas.setAttribute("role", "img");
      this.canvas.setAttribute("aria-label", "Power of the embedding at every frequency, from the first to the last checkpoint");
      this.note = element("p", "view-note", "Left to right: steps on a logarithm, each as wide as its stored neighbours allow. Bottom to top: frequencies. Brighter: a larger share of the power.");
      this.root.append(head, this.canvas, this.note);
    }

    add(frame) {
      if (!frame.fourier) return;
      this.frames.set(frame.step, frame.fourier);
      if (!this.waiting) {
        this.waiting = true;
        requestAnimationFrame(() => {
          this.waiting = false;
          this.draw();
        });
      }
    }

    setFrame(frame) {
      this.step = frame.step;
      this.add(frame);
    }

    draw() {
      this.root.hidden = this.frames.size === 0;
      const width = this.root.clientWidth - 26;
      if (this.frames.size === 0 || width <= 0) return;
      const steps = [...this.frames.keys()].sort((a, b) => a - b);
      const count = this.frames.get(steps[0]).length;
      const height = 190;
      const context = prepare(this.canvas, width, height + 22);
      const left = 30;
      const rowHeight = height / count;
      const place = stepScales.log.forward;
      const end = place(steps.at(-1)) || 1;
      const edges = steps.map((step, i) => (i === 0 ? 0 : (place(steps[i - 1]) + place(step)) / 2 / end));
      const toX = (share) => left + share * (width - left);
      const most = Math.max(...[...this.frames.values()].flat(), 1e-9);
      steps.forEach((step, column) => {
        const from = toX(edges[column]);
        const to = toX(column + 1 < steps.length ? edges[column + 1] : 1);
        this.frames.get(step).forEach((share, k) => {
          context.fillStyle = rgb(ramp(Math.sqrt(share / most)));
          context.fillRect(from, height - (k + 1) * rowHeight, to - from + 0.6, rowHeight + 0.6);
        });
        if (step === this.step) {
          context.strokeStyle = cssColour("--series-validation");
          context.lineWidth = 2;
          context.strokeRect(from, 1, Math.max(2, to - from - 1), height - 2);
        }
      });
      const surface = { context };
      const text = (t, x, y, align) => CanvasSurface.prototype.text.call(surface, t, x, y, { colour: cssColour("--muted"), align, size: 11 });
      for (const k of [1, Math.round(count / 2), count]) text(String(k), left - 5, height - (k - 0.5) * rowHeight, "right");
      for (const tick of stepScales.log.ticks(0, steps.at(-1), width)) {
        text(shortStep(Math.round(tick)), toX(place(tick) / end), height + 12, "center");
      }
    }

    csv() {
      const rows = [...this.frames].sort((a, b) => a[0] - b[0]).flatMap(([step, shares]) => shares.map((s, k) => [step, k + 1, s]));
      return GroklabDownload.csv(["step", "frequency", "share of power"], rows);
    }
  }

  /** How many neurons each frequency owns. */
  class Neurons {
    constructor() {
      this.root = element("section", "view view-neurons");
      this.canvas = element("canvas");
      this.canvas.setAttribute("role", "img");
      this.note = element("p", "view-note");
      this.root.append(element("h3", "", "Neurons by frequency"), this.canvas, this.note);
    }

    setFrame(frame) {
      this.frame = frame;
      this.root.hidden = !frame.neurons;
      this.draw();
    }

    draw() {
      const counts = this.frame && this.frame.neurons;
      const width = this.root.clientWidth - 26;
      if (!counts || width <= 0) return;
      const context = prepare(this.canvas, width, 150);
      const most = Math.max(...counts, 1);
      const bar = (width - 30) / counts.length;
      const surface = { context };
      const text = (t, x, y, align) => CanvasSurface.prototype.text.call(surface, t, x, y, { colour: cssColour("--muted"), align, size: 11 });
      context.fillStyle = colour("2");
      counts.forEach((n, k) => context.fillRect(30 + k * bar, 130 - (n / most) * 120, Math.max(1, bar - 1), (n / most) * 120));
      text(String(most), 25, 12, "right");
      for (const k of [1, Math.round(counts.length / 2), counts.length]) text(String(k), 30 + (k - 0.5) * bar, 141, "center");
      const owned = counts.reduce((a, b) => a + b, 0);
      this.note.textContent = `${owned} of ${this.frame.neuronCount} neurons follow one frequency (it explains at least 85 % of what they do).`;
      this.canvas.setAttribute("aria-label", this.note.textContent);
    }
  }

  return { Planes, Spectrum, Neurons };
})();
