/*
 * The charts of Groklab: panels that share one axis of steps and one cursor. The report, the
 * dashboard and every later page draw through these files.
 *
 *   const board = new Board(container, data, { state, onState, onPanel });
 *   board.update(newData);    board.destroy();
 *
 * state: what the reader chose, as texts, so that it fits into an address: { steps: "linear",
 *        zoom: "100..2000", show: "fourier.gini,gradient.norm", hide: "train.loss",
 *        axis: "loss:linear" }; what is absent is as usual. onState(state) is told of every change,
 *        null standing for "as usual"; onPanel(panel) may add to a new panel.
 *
 * data: { grids:  [[step, ...], ...],
 *         panels: [{ id, title, hint, about, group: "main" | "small" | "more", percent, log,
 *                    series: [{ name, measure, role, dash, grid, values: [value, ...] }] }],
 *                                                   hint: one line, about: the name of its page
 *         marks:  [{ step, label, role, flag }],    vertical lines, labelled above the first panel;
 *                                                   flags are labelled in it, below one another
 *         delay:  { from, to, label } | null,       the band between the two times
 *         phases: [{ name, from, to, evidence, confidence }],
 *         sightings: [{ name, from, to, evidence, confidence }],
 *         phasesTitle, others: [{ title, phases, sightings }],
 *                                                   where phases were told by several sets
 *         unit: { one, many } }                     what steps count, if not optimiser steps
 *
 * A value is a number, null for "not measured at this step" (the line goes on), or "NaN",
 * "Infinity" or "-Infinity" for "measured and not finite" (the line has a gap). What is zero or
 * negative has no place on a logarithmic axis: it becomes a gap, and the panel says how many.
 */
import { Panel } from "./panel.js";
import { element, segmented } from "./parts.js";
import { PhaseStrip, stripsOf } from "./phases.js";
import { STEP, formatStep, stepScales } from "./scales.js";

let boards = 0;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export class Board {
  constructor(container, data, { state = {}, onState = () => {}, onPanel = () => {} } = {}) {
    this.container = container;
    Object.assign(this, { onState, onPanel, onPick: null });
    this.key = `groklab-${boards++}`;
    this.takeState(state);
    this.width = container.clientWidth;
    this.build(data);
    this.resizer = new ResizeObserver(() => {
      if (container.clientWidth !== this.width) {
        this.width = container.clientWidth;
        this.draw();
      }
    });
    this.resizer.observe(container);
  }

  takeState(state) {
    const list = (text) => (text || "").split(",").filter(Boolean);
    this.stepMode = state.steps === "linear" ? "linear" : "log";
    this.stepScale = stepScales[this.stepMode];
    this.pinned = new Set(list(state.show));
    this.hidden = new Set(list(state.hide));
    this.axes = new Map(
      list(state.axis)
        .map((entry) => entry.split(":"))
        .filter(([, mode]) => mode === "log" || mode === "linear"),
    );
    const ends = /^(\d+)\.\.(\d+)$/.exec(state.zoom || "");
    this.zoom =
      ends && Number(ends[1]) < Number(ends[2]) ? [Number(ends[1]), Number(ends[2])] : null;
  }

  tellState() {
    const steps = this.zoom && this.zoom.map((step) => Math.max(0, Math.round(step)));
    this.onState({
      steps: this.stepMode === "log" ? null : this.stepMode,
      zoom: steps && steps[0] < steps[1] ? steps.join("..") : null,
      show: [...this.pinned].join(",") || null,
      hide: [...this.hidden].join(",") || null,
      axis: [...this.axes].map((entry) => entry.join(":")).join(",") || null,
    });
  }

  build(data) {
    this.clear();
    this.data = data;
    this.strips = stripsOf(data).map((_, index) => new PhaseStrip(this, index));
    this.panels = data.panels.map((spec, index) => new Panel(this, spec, index === 0));
    this.panels.forEach(this.onPanel);
    const main = element("div", "main-panels");
    const small = element("div", "small-panels");
    this.chosen = element("div", "small-panels chosen-panels");
    this.rest = element("div", "small-panels");
    this.panels.forEach((panel, index) => {
      if (panel.spec.group !== "more")
        (panel.spec.group === "main" ? main : small).append(panel.root);
      if (index === 0) main.append(...this.strips.map((strip) => strip.root));
    });
    const more = this.more();
    this.container.replaceChildren(this.toolbar(), main, small, this.chosen, more);
    this.arrangeMore();
    more.hidden = this.optional().length === 0;
    this.shownStep = undefined;
    this.showStep(null);
    this.panels.forEach((panel) => panel.reserve());
    this.refresh(data);
  }

  // ---- measures that are shown when they are asked for ------------------------------------------

  optional() {
    return this.panels.filter((panel) => panel.spec.group === "more");
  }

  /** Puts every optional panel where it belongs, in the order of the data. */
  arrangeMore() {
    const optional = this.optional();
    const rest = optional.filter((panel) => !this.pinned.has(panel.spec.id));
    this.chosen.replaceChildren(
      ...optional.filter((panel) => this.pinned.has(panel.spec.id)).map((panel) => panel.root),
    );
    this.rest.replaceChildren(...rest.map((panel) => panel.root));
    this.summary.textContent = `More measures (${rest.length})`;
    this.choices.replaceChildren(...rest.map((panel) => new Option(panel.spec.title)));
    this.add.hidden = rest.length === 0;
    optional.forEach((panel) => panel.showPinned(this.pinned.has(panel.spec.id)));
  }

  /** Adds an optional measure to the page, or takes it away again. */
  pin(panel, on) {
    if (on) this.pinned.add(panel.spec.id);
    else this.pinned.delete(panel.spec.id);
    this.arrangeMore();
    panel.draw();
    this.tellState();
  }

  adder() {
    const input = element("input", "adder");
    input.placeholder = "Add a measure…";
    input.setAttribute("aria-label", "Add a measure to the page");
    this.choices = element("datalist");
    this.choices.id = `${this.key}-measures`;
    input.setAttribute("list", this.choices.id);
    input.addEventListener("change", () => {
      const found = this.optional().find((panel) => panel.spec.title === input.value.trim());
      if (!found) return;
      input.value = "";
      this.pin(found, true);
      found.root.scrollIntoView({ block: "center" });
      found.plotBox.focus({ preventScroll: true });
    });
    this.add = element("span", "adder-box");
    this.add.append(input, this.choices);
    return this.add;
  }

  more() {
    const details = element("details", "more");
    const filter = element("input", "more-filter");
    filter.type = "search";
    filter.placeholder = "Find a measure, e.g. fourier";
    filter.setAttribute("aria-label", "Find a measure");
    filter.addEventListener("input", () => {
      const wanted = filter.value.toLowerCase();
      this.optional().forEach((panel) => {
        panel.root.hidden =
          !this.pinned.has(panel.spec.id) && !panel.spec.title.toLowerCase().includes(wanted);
      });
    });
    this.summary = element("summary");
    details.append(this.summary, filter, this.rest);
    return details;
  }

  toolbar() {
    const bar = element("div", "toolbar");
    this.readout = element("p", "readout");
    this.readout.setAttribute("aria-live", "polite");
    const reset = element("button", "reset", "Show all");
    reset.type = "button";
    reset.addEventListener("click", () => this.setRange(null));
    reset.hidden = this.zoom === null;
    this.reset = reset;
    bar.append(
      this.readout,
      this.adder(),
      reset,
      segmented(this.unit.many, ["log", "linear"], this.stepMode, (mode) => {
        this.stepMode = mode;
        this.stepScale = stepScales[mode];
        this.setRange(null);
      }),
    );
    return bar;
  }

  /** Takes new data of the same lines, as often as a live run brings them. */
  refresh(data) {
    this.data = data;
    this.panels.forEach((panel, index) => panel.setData(data.panels[index], data.grids));
    this.strips.forEach((strip) => strip.draw());
  }

  /** Shows on all panels which step is replayed; null shows none. */
  showReplay(step) {
    if (step === this.replayStep) return;
    this.replayStep = step;
    this.panels.forEach((panel) => panel.place.stale());
  }

  /**
   * Takes new data; the panels are kept, with their settings, when they still show the same lines.
   */
  update(data) {
    const shape = (d) =>
      JSON.stringify([
        stripsOf(d).length,
        d.panels.map((p) => [p.id, p.series.map((s) => [s.name, s.role])]),
      ]);
    if (shape(data) === shape(this.data)) this.refresh(data);
    else this.build(data);
  }

  draw() {
    this.reset.hidden = this.zoom === null;
    this.strips.forEach((strip) => strip.draw());
    this.panels.forEach((panel) => panel.draw());
  }

  /** What the steps count. */
  get unit() {
    return this.data.unit || STEP;
  }

  /** The first and the last step that are visible. */
  range() {
    if (this.zoom) return this.zoom;
    let low = Infinity;
    let high = -Infinity;
    for (const grid of this.data.grids) {
      if (grid.length === 0) continue;
      low = Math.min(low, grid[0]);
      high = Math.max(high, grid[grid.length - 1]);
    }
    if (low > high) return [0, 1];
    if (low === high) return [Math.max(0, low - 1), high + 1];
    const [left, right] = [low, high].map(this.stepScale.forward);
    return [low, this.stepScale.inverse(right + (right - left) * 0.01)];
  }

  setRange(range) {
    this.zoom = range;
    this.draw();
    this.tellState();
  }

  zoomToSelection(plot) {
    const { left, width } = plot.select;
    if (width < 4) return;
    const ends = [plot.posToVal(left, "x"), plot.posToVal(left + width, "x")];
    queueMicrotask(() => this.setRange(ends));
  }

  stepTicks(width) {
    return this.stepScale.ticks(...this.range(), width);
  }

  /** From now on a click on a chart, or Enter, picks a step. */
  pickWith(onPick) {
    this.onPick = onPick;
    this.shownStep = undefined;
    this.showStep(null);
  }

  showStep(step) {
    if (step === this.shownStep) return;
    this.shownStep = step;
    if (this.onStep) this.onStep(step);
    if (step === null || step === undefined) {
      const click = this.onPick ? " click to see the network then;" : "";
      this.readout.textContent =
        `Last values. Point at a chart to read others;${click} ` + "drag across it to zoom.";
      return;
    }
    const phase = this.data.phases.findLast((candidate) => candidate.from <= step);
    this.readout.replaceChildren(
      element("strong", "", `${capital(this.unit.one)} ${formatStep(step)}`),
      phase ? ` · ${phase.name}` : "",
    );
  }

  onKey(event, panel) {
    const steps = panel.aligned ? panel.aligned.steps : [];
    if (steps.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = steps.length - 1;
    const index =
      this.shownStep == null
        ? last
        : Math.max(
            0,
            steps.findLastIndex((s) => s <= this.shownStep),
          );
    const stride = event.shiftKey ? 10 : 1;
    const targets = { ArrowLeft: index - stride, ArrowRight: index + stride, Home: 0, End: last };
    if (event.key in targets) {
      this.leader = panel;
      panel.moveTo(steps[Math.min(last, Math.max(0, targets[event.key]))]);
      this.leader = null;
    } else if (event.key === "+" || event.key === "-") {
      this.zoomAround(steps[index], event.key === "+" ? 0.5 : 2);
    } else if (event.key === "0" || event.key === "Escape") {
      this.setRange(null);
    } else if (event.key === "Enter" && this.onPick) {
      this.onPick(steps[index]);
    } else {
      return;
    }
    event.preventDefault();
  }

  zoomAround(step, factor) {
    const { forward, inverse } = this.stepScale;
    const centre = forward(step);
    const [low, high] = this.range().map(forward);
    this.zoom = null;
    const whole = this.range().map(forward);
    const ends = [centre - (centre - low) * factor, centre + (high - centre) * factor];
    const clipped = [Math.max(whole[0], ends[0]), Math.min(whole[1], ends[1])];
    const isWhole = clipped[0] <= whole[0] && clipped[1] >= whole[1];
    this.setRange(isWhole || clipped[1] - clipped[0] < 1e-6 ? null : clipped.map(inverse));
  }

  clear() {
    (this.panels || []).forEach((panel) => panel.destroy());
  }

  destroy() {
    this.resizer.disconnect();
    this.clear();
    this.container.replaceChildren();
  }
}
