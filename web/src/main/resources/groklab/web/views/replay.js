/*
 * The replay of a run from its stored checkpoints: a scrubber, and the views that follow it. Frames
 * of a run that goes on are fetched when somebody looks at them; the newest one as often as Pace
 * allows.
 *
 *   source: { contents: { steps, stored, size, columns, firstY, operation, split, answers },
 *             frame(step, planesOf): Promise }
 *
 * stored: how many checkpoints the run has, where steps are some of them.
 *
 * A frame, of one checkpoint: { step, table, fourier: [share of power, from frequency 1], planes:
 * [{ frequency, points: [x, y, ...] }], planesOf, neurons: [count, from frequency 1], neuronCount,
 * attention: [[share]], spectra: [{ name, norm, effectiveRank, values, alpha, xmin, tail, distance,
 * enough, noFit }], logBase, elements }. A frame from before the run branched off has the name of
 * the `run` that it is of, and that run's split, operation and answers; a frame from after the data
 * were changed has the latter three, too. table, split and answers are base64 of one byte per
 * equation: table has bit 7 for right and 0..127 for the confidence; split is 1 for trained on and
 * 2 for validation; answers are the right classes, also of wrong labels. said is what the network
 * answers where it is wrong, one byte each.
 */
import { element } from "../charts/parts.js";
import { formatStep } from "../charts/scales.js";
import { watch } from "../charts/screen.js";
import { Pace } from "../charts/pace.js";
import { AnswerTable } from "./answer-table.js";
import { Neurons, Planes, Spectrum } from "./frequencies.js";
import { Attention, WeightSpectra } from "./weights.js";

const FRAME_MILLIS = 420;
const LONGEST_MILLIS = 5000;
const NOTHING =
  "There is no picture of this network: its examples are no pairs or too many, it has no " +
  "attention, and its weight matrices are smaller than 8 x 8.";

export class Replay {
  constructor(container, source, onStep) {
    Object.assign(this, {
      container,
      source,
      onStep,
      steps: source.contents.steps,
      following: true,
    });
    this.spectrum = new Spectrum();
    this.weights = new WeightSpectra();
    const table = source.contents.size ? [new AnswerTable(source.contents)] : [];
    const columns = [
      [...table, this.weights],
      [new Planes(), this.spectrum, new Neurons(), new Attention()],
    ];
    this.views = columns.flat();
    const grid = element("div", "views");
    grid.append(
      ...columns.map((views) => {
        const column = element("div", "views-column");
        column.append(...views.map((view) => view.root));
        return column;
      }),
    );
    this.nothing = element("p", "view-note");
    this.nothing.hidden = true;
    container.replaceChildren(
      element("h2", "", "Inside the network"),
      this.scrubber(),
      this.nothing,
      grid,
    );
    new ResizeObserver(() => this.views.forEach((view) => view.draw())).observe(grid);
    this.newest = watch(container, () => this.following && this.show(this.steps.length - 1));
    this.whole = watch(grid, () => this.fill());
    this.whole.stale();
    this.pace = new Pace(() => this.newest.stale(), { longest: LONGEST_MILLIS, unseen: 1 });
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
    this.takeSteps(this.steps);
    return bar;
  }

  takeSteps(steps) {
    this.steps = steps;
    this.slider.max = Math.max(0, steps.length - 1);
    this.slider.disabled = steps.length < 2;
    this.play.disabled = steps.length < 2;
  }

  /**
   * Takes the steps that a live run has now; whoever follows it is shown the newest when its turn
   * has come.
   */
  setSteps(steps) {
    const grown = steps.length !== this.steps.length || steps.at(-1) !== this.steps.at(-1);
    if (!grown) return;
    this.takeSteps(steps);
    if (!this.whole.seen) this.whole.stale();
    if (!this.following) return;
    this.slider.value = steps.length - 1;
    this.pace.ask();
  }

  /** Shows the newest checkpoint from now on, as soon as it can be seen. */
  follow() {
    this.following = true;
    this.slider.value = this.steps.length - 1;
    this.newest.stale();
  }

  /** Fetches everything, seen or not. */
  complete() {
    return Promise.all([this.following ? this.show(this.steps.length - 1) : null, this.fill()]);
  }

  indexOf(step) {
    return Math.max(
      0,
      this.steps.findLastIndex((known) => known <= step),
    );
  }

  /** Shows the last checkpoint up to a step. */
  pick(step) {
    this.pause();
    this.following = false;
    return this.show(this.indexOf(step));
  }

  async show(index) {
    if (this.steps.length === 0) return;
    const step = this.steps[Math.min(index, this.steps.length - 1)];
    this.slider.value = index;
    this.slider.setAttribute("aria-valuetext", `step ${formatStep(step)}`);
    const { stored } = this.source.contents;
    const more = stored > this.steps.length ? ` shown here, ${stored} stored` : "";
    const place = `checkpoint ${index + 1} of ${this.steps.length}${more}`;
    this.readout.textContent = `step ${formatStep(step)} · ${place}`;
    this.wanted = step;
    if (!this.frame) {
      this.nothing.textContent = "Reading the checkpoint …";
      this.nothing.hidden = false;
    }
    try {
      const frame = await this.source.frame(step, this.steps.at(-1));
      if (this.wanted !== step) return;
      this.frame = frame;
      if (frame.run) this.readout.textContent += ` · of ${frame.run}, before the branch`;
      this.container.dataset.step = step;
      if (step === this.steps[0]) this.weights.setFirst(frame);
      this.views.forEach((view) => view.setFrame(frame));
      this.nothing.textContent = NOTHING;
      this.nothing.hidden = this.views.some((view) => !view.root.hidden);
      this.onStep(step, this.following);
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
    for (const step of this.steps.filter((known) => !this.spectrum.frames.has(known))) {
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
}
