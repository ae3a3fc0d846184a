/*
 * The replay of a run from its stored checkpoints: a scrubber, and the views that follow it.
 *
 *   source: { contents: { steps, size, columns, firstY, operation, split }, frame(step, planesOf): Promise }
 *
 * A frame, of one checkpoint: { step, table, fourier: [share of power, from frequency 1], planes: [{ frequency,
 * points: [x, y, ...] }], planesOf, neurons: [count, from frequency 1], neuronCount, attention: [[share]],
 * spectra: [{ name, norm, effectiveRank, values, alpha, xmin, tail, distance, enough, noFit }], logBase, elements }.
 * A frame from before the run branched off has the name of the `run` that it is of, and that run's split and operation.
 * table and split are base64 of one byte per equation: table has bit 7 for right and 0..127 for the confidence; split
 * is 1 for trained on and 2 for validation.
 */
"use strict";

const GroklabReplay = (() => {
  const { element, formatStep } = GroklabCharts.parts;
  const FRAME_MILLIS = 420;

  class Replay {
    constructor(container, source, onStep) {
      Object.assign(this, { container, source, onStep, steps: source.contents.steps, following: true });
      this.spectrum = new GroklabFrequencies.Spectrum();
      this.weights = new GroklabWeights.WeightSpectra();
      const table = source.contents.size ? [new GroklabTable.AnswerTable(source.contents)] : [];
      const columns = [[...table, this.weights],
        [new GroklabFrequencies.Planes(), this.spectrum, new GroklabFrequencies.Neurons(), new GroklabWeights.Attention()]];
      this.views = columns.flat();
      const grid = element("div", "views");
      grid.append(...columns.map((views) => {
        const column = element("div", "views-column");
        column.append(...views.map((view) => view.root));
        return column;
      }));
      container.replaceChildren(element("h2", "", "Inside the network"), this.scrubber(), grid);
      new ResizeObserver(() => this.redraw()).observe(grid);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
    }

    scrubber() {
      const bar = element("div", "scrubber");
      this.play = element("button", "play", "▶ Replay");
      this.play.type = "button";
      this.play.addEventListener("click", () => (this.timer ? this.pause() : this.start()));
      this.slider = element("input");
      this.slider.type = "range";
      this.slider.min = 0;
      this.slider.setAttribute("aria-label", "Checkpoint shown");
      this.slider.addEventListener("input", () => {
        this.pause();
        this.following = Number(this.slider.value) === this.steps.length - 1;
        this.show(Number(this.slider.value));
      });
      this.readout = element("output", "scrubber-readout");
      bar.append(this.play, this.slider, this.readout);
      this.setSteps(this.steps);
      return bar;
    }

    setSteps(steps) {
      const grown = steps.length !== this.steps.length || steps.at(-1) !== this.steps.at(-1);
      this.steps = steps;
      this.slider.max = Math.max(0, steps.length - 1);
      this.slider.disabled = steps.length < 2;
      this.play.disabled = steps.length < 2;
      if (grown && this.following && !this.timer) this.show(steps.length - 1);
    }

    indexOf(step) {
      return Math.max(0, this.steps.findLastIndex((known) => known <= step));
    }

    async show(index) {
      if (this.steps.length === 0) return;
      const step = this.steps[Math.min(index, this.steps.length - 1)];
      this.slider.value = index;
      this.slider.setAttribute("aria-valuetext", `step ${formatStep(step)}`);
      this.readout.textContent = `step ${formatStep(step)} · checkpoint ${index + 1} of ${this.steps.length}`;
      this.wanted = step;
      try {
        const frame = await this.source.frame(step, this.steps.at(-1));
        if (this.wanted !== step) return;
        this.frame = frame;
        if (frame.run) this.readout.textContent += ` · of ${frame.run}, before the branch`;
        this.container.dataset.step = step;
        if (step === this.steps[0]) this.weights.setFirst(frame);
        this.views.forEach((view) => view.setFrame(frame));
        this.onStep(step, this.following && index === this.steps.length - 1);
      } catch (error) {
        if (this.wanted === step) this.readout.textContent = error.message;
      }
    }

    start() {
      if (Number(this.slider.value) >= this.steps.length - 1) this.show(0);
      this.play.textContent = "❚❚ Pause";
      this.following = false;
      const advance = async () => {
        const next = Number(this.slider.value) + 1;
        if (next >= this.steps.length) return this.pause();
        await this.show(next);
        if (this.timer) this.timer = setTimeout(advance, FRAME_MILLIS);
      };
      this.timer = setTimeout(advance, FRAME_MILLIS);
    }

    pause() {
      clearTimeout(this.timer);
      this.timer = null;
      this.play.textContent = "▶ Replay";
    }

    /** Fetches what the spectrum over time needs, one after the other. */
    async fill() {
      for (const step of [...this.steps]) {
        try {
          const frame = await this.source.frame(step, this.steps.at(-1));
          if (step === this.steps[0]) this.weights.setFirst(frame);
          this.spectrum.add(frame);
        } catch (error) {
          this.readout.textContent = error.message;
          return;
        }
      }
    }

    redraw() {
      this.views.forEach((view) => view.draw());
    }
  }

  function mount(container, source, onStep) {
    return new Replay(container, source, onStep);
  }

  return { mount };
})();
