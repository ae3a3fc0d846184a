/*
 * The charts of Groklab: the report, the comparison and every later page draw through this file.
 *
 *   const board = GroklabCharts.mount(container, data);
 *   board.update(newData);    board.destroy();
 *
 * data: { grids:  [[step, ...], ...],
 *         panels: [{ id, title, hint, group: "main" | "small" | "more", percent, log,
 *                    series: [{ name, role, grid, values: [number | null | "NaN" | "Infinity" ...] }] }],
 *         marks:  [{ step, label, role }],          vertical lines, labelled above the first panel
 *         delay:  { from, to, label, open } | null,  the band between memorisation and generalisation
 *         phases: [{ name, from, to, evidence, confidence }],
 *         sightings: [{ name, from, to, evidence, confidence }] }
 *
 * A value of null means "not measured at this step": the line goes on. A string means "measured and not finite":
 * the line has a gap. Steps may be shown on a logarithm of (step + 1), so that step 0 has a place of its own;
 * values on a logarithmic axis that are zero or negative have none, become gaps, and the panel says how many.
 */
"use strict";

const GroklabCharts = (() => {
  const AXIS_WIDTH = 58;
  const RIGHT_PADDING = 14;
  const LABEL_HEIGHT = 44;
  const FEW_POINTS = 40;
  const NARROW = 420;

  // ---- numbers ------------------------------------------------------------------------------------------------

  const grouped = new Intl.NumberFormat("en-US");

  function formatStep(step) {
    return grouped.format(Math.round(step));
  }

  /** A tick label for an axis of steps: 0, 10, 1k, 20k, 1M. */
  function shortStep(step) {
    const units = [[1e9, "G"], [1e6, "M"], [1e3, "k"]];
    for (const [size, letter] of units) {
      if (step >= size && Math.abs(step / size - Math.round((step / size) * 100) / 100) < 1e-9) {
        return `${Math.round((step / size) * 100) / 100}${letter}`;
      }
    }
    return formatStep(step);
  }

  function formatValue(value, percent) {
    if (typeof value === "string") return value;
    if (value == null) return "–";
    if (percent) return `${(100 * value).toFixed(1)} %`;
    const size = Math.abs(value);
    if (size === 0) return "0";
    if (size < 1e-3 || size >= 1e6) return value.toExponential(2).replace("e+", "e");
    return String(Number(value.toPrecision(4)));
  }

  const superscripts = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

  function formatPowerOfTen(value) {
    const exponent = Math.round(Math.log10(value));
    const isPower = Math.abs(value / 10 ** exponent - 1) < 1e-9;
    if (!isPower || (exponent > -3 && exponent < 4)) return formatValue(value, false);
    return "10" + [...String(exponent)].map((digit) => superscripts[digit]).join("");
  }

  // ---- scales: uPlot draws linear axes only; the logarithms are taken here, so that zero has one honest place ----

  function niceStep(span, count) {
    const raw = span / Math.max(1, count);
    const power = 10 ** Math.floor(Math.log10(raw));
    return [1, 2, 5, 10].find((factor) => factor * power >= raw * 0.999) * power;
  }

  function linearTicks(low, high, count) {
    const step = niceStep(high - low || 1, count);
    const ticks = [];
    for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) {
      ticks.push(Number((index * step).toPrecision(12)));
    }
    return ticks;
  }

  /** Ticks on a logarithm between two positive values: powers of ten; 1-2-5 or even steps when the span is short. */
  function logTicks(low, high, count) {
    const decades = Math.log10(high / low);
    if (decades < 0.7) return linearTicks(low, high, count).filter((tick) => tick > 0);
    const multiples = decades < Math.min(2.2, count / 2) ? [1, 2, 5] : [1];
    const stride = Math.max(1, Math.ceil(decades / Math.max(2, count)));
    const ticks = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
      if (power % stride !== 0) continue;
      for (const multiple of multiples) {
        const tick = Number(`${multiple}e${power}`);
        if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(tick);
      }
    }
    return ticks;
  }

  const stepScales = {
    log: {
      label: "optimiser step (logarithm of step + 1)",
      forward: (step) => Math.log10(step + 1),
      inverse: (position) => 10 ** position - 1,
      ticks(low, high, width) {
        const decades = Math.log10((high + 1) / (low + 1));
        if (decades < 0.7) return linearTicks(Math.max(0, low), high, width / 80).filter(Number.isInteger);
        const ticks = low <= 0 ? [0] : [];
        return ticks.concat(logTicks(Math.max(low, 1), Math.max(high, 2), width / 46));
      },
    },
    linear: {
      label: "optimiser step",
      forward: (step) => step,
      inverse: (position) => position,
      ticks: (low, high, width) => linearTicks(low, high, width / 80).filter(Number.isInteger),
    },
  };

  const valueScales = {
    log: {
      forward: (value) => (value > 0 ? Math.log10(value) : null),
      inverse: (position) => 10 ** position,
      ticks: (low, high, height) => logTicks(low, high, height / 30),
    },
    linear: {
      forward: (value) => value,
      inverse: (position) => position,
      ticks: (low, high, height) => linearTicks(low, high, height / 38),
    },
  };

  // ---- small helpers ------------------------------------------------------------------------------------------

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function colour(role) {
    const name = `--series-${role}`;
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || cssColour("--ink");
  }

  function cssColour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  /** One shared step column and one value column per series; undefined where a series has no probe. */
  function alignSeries(panel, grids) {
    const used = [...new Set(panel.series.map((series) => series.grid))];
    if (used.length === 1) {
      return {
        steps: grids[used[0]],
        columns: panel.series.map((series) => series.values.map((value) => (value === null ? undefined : value))),
      };
    }
    const steps = [...new Set(used.flatMap((grid) => grids[grid]))].sort((a, b) => a - b);
    const place = new Map(steps.map((step, index) => [step, index]));
    const columns = panel.series.map((series) => {
      const column = new Array(steps.length).fill(undefined);
      series.values.forEach((value, index) => {
        if (value !== null) column[place.get(grids[series.grid][index])] = value;
      });
      return column;
    });
    return { steps, columns };
  }

  function extent(columns) {
    let low = Infinity;
    let high = -Infinity;
    for (const column of columns) {
      for (const value of column) {
        if (typeof value !== "number") continue;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    return low <= high ? [low, high] : null;
  }

  function segmented(label, options, chosen, onChoose) {
    const group = element("div", "segmented");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    group.append(element("span", "segmented-label", label));
    const buttons = options.map((option) => {
      const button = element("button", "", option);
      button.type = "button";
      button.setAttribute("aria-pressed", String(option === chosen));
      button.addEventListener("click", () => {
        buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
        onChoose(option);
      });
      return button;
    });
    group.append(...buttons);
    return group;
  }

  // ---- one panel ----------------------------------------------------------------------------------------------

  class Panel {
    constructor(board, spec, isFirst) {
      this.board = board;
      this.spec = spec;
      this.isFirst = isFirst;
      this.valueMode = spec.log ? "log" : "linear";
      this.hidden = new Set();
      this.root = element("section", `panel panel-${spec.group}`);
      this.legendValues = [];
      const head = element("div", "panel-head");
      const title = element("h3", "", spec.title);
      if (spec.hint) title.append(element("small", "", spec.hint));
      head.append(title);
      if (!spec.percent) {
        head.append(segmented("axis", ["log", "linear"], this.valueMode, (mode) => this.setValueMode(mode)));
      }
      this.note = element("p", "panel-note");
      this.plotBox = element("div", "plot");
      this.plotBox.tabIndex = 0;
      this.plotBox.setAttribute("role", "img");
      this.plotBox.setAttribute(
        "aria-label", `${spec.title} against steps. Arrow keys move from probe to probe, + and - zoom, 0 shows all.`);
      this.plotBox.addEventListener("keydown", (event) => board.onKey(event, this));
      this.root.append(head, this.legend(), this.plotBox, this.note);
    }

    legend() {
      const list = element("div", "legend");
      this.legendValues = this.spec.series.map((series, index) => {
        const item = element("button", "legend-item");
        item.type = "button";
        item.title = "Show or hide this line";
        item.setAttribute("aria-pressed", "true");
        const swatch = element("span", `swatch swatch-${series.role}`);
        const value = element("span", "legend-value");
        item.append(swatch, element("span", "legend-name", series.name), value);
        item.addEventListener("click", () => {
          const show = this.hidden.has(index);
          if (show) this.hidden.delete(index);
          else this.hidden.add(index);
          item.setAttribute("aria-pressed", String(show));
          if (this.plot) this.plot.setSeries(index + 1, { show });
        });
        list.append(item);
        return value;
      });
      return list;
    }

    setValueMode(mode) {
      this.valueMode = mode;
      this.draw();
    }

    setData(spec, grids) {
      this.spec = spec;
      this.aligned = alignSeries(spec, grids);
      this.draw();
    }

    /** The columns as positions on the axes; counts what has no place on a logarithmic axis. */
    positions() {
      const scale = valueScales[this.valueMode];
      let lost = 0;
      const columns = this.aligned.columns.map((column) =>
        column.map((value) => {
          if (value === undefined) return undefined;
          if (typeof value === "string") return null;
          const position = scale.forward(value);
          if (position === null) lost++;
          return position;
        }));
      this.note.textContent = lost === 0 ? "" :
        `${formatStep(lost)} ${lost === 1 ? "value is" : "values are"} zero or negative and ${
          lost === 1 ? "has" : "have"} no place on a logarithmic axis.`;
      return [this.aligned.steps.map(this.board.stepScale.forward), ...columns];
    }

    yRange(columns) {
      if (this.spec.percent) return [-0.02, 1.02];
      const seen = extent(columns);
      if (seen === null) return this.valueMode === "log" ? [-1, 1] : [0, 1];
      const pad = (seen[1] - seen[0]) * 0.06 || Math.abs(seen[0]) * 0.1 || 0.5;
      return [seen[0] - pad, seen[1] + pad];
    }

    height(width) {
      if (this.spec.group !== "main") return 190;
      const base = Math.max(210, Math.min(340, width * 0.4));
      return base + (this.isFirst ? LABEL_HEIGHT : 0);
    }

    draw() {
      const width = Math.floor(this.plotBox.clientWidth);
      if (width === 0 || !this.aligned) return;
      if (this.plot) this.plot.destroy();
      const data = this.positions();
      this.range = this.yRange(data.slice(1));
      this.plot = new uPlot(this.options(width), data, this.plotBox);
      this.showValues();
    }

    /** New values on the axes that are there; much cheaper than drawing anew. */
    refresh(spec, grids) {
      this.spec = spec;
      this.aligned = alignSeries(spec, grids);
      if (!this.plot || this.plotBox.clientWidth === 0) return;
      const data = this.positions();
      this.range = this.yRange(data.slice(1));
      this.plot.setData(data);
      if (this.board.shownStep == null) this.showValues();
    }

    options(width) {
      const board = this.board;
      const scale = valueScales[this.valueMode];
      const font = `12px ${cssColour("--font")}`;
      const axis = {
        stroke: cssColour("--muted"), font, labelFont: font,
        grid: { stroke: cssColour("--grid"), width: 1 }, ticks: { stroke: cssColour("--grid"), width: 1, size: 5 },
      };
      return {
        width,
        height: this.height(width),
        padding: [this.isFirst ? LABEL_HEIGHT : 8, RIGHT_PADDING, 0, 0],
        legend: { show: false },
        scales: { x: { time: false, range: () => board.range() }, y: { range: () => this.range } },
        cursor: {
          y: false,
          drag: { x: true, y: false, setScale: false },
          points: { size: 8 },
          sync: { key: board.key, scales: ["x", null], setSeries: false,
            filters: { pub: (type) => type === "mousemove" || type === "mouseleave" } },
        },
        axes: [
          { ...axis, size: 44, gap: 4, label: board.stepScale.label, labelSize: 18, labelGap: 0,
            splits: (plot) => board.tickPositions(plot.bbox.width / uPlot.pxRatio),
            values: (plot, splits) => splits.map((split) => shortStep(Math.round(board.stepScale.inverse(split)))) },
          { ...axis, size: AXIS_WIDTH,
            splits: (plot, index, low, high) => this.valueTicks(scale, low, high, plot.bbox.height / uPlot.pxRatio),
            values: (plot, splits) => splits.map((split) => this.valueLabel(scale.inverse(split))) },
        ],
        series: [{}, ...this.spec.series.map((series, index) => this.seriesOptions(series, index))],
        hooks: {
          drawClear: [(plot) => drawDelayBand(plot, board)],
          drawAxes: [(plot) => drawMarks(plot, board, this.isFirst)],
          setCursor: [(plot) => this.onCursor(plot)],
          setSelect: [(plot) => board.zoomToSelection(plot)],
          ready: [(plot) => plot.over.addEventListener("dblclick", () => board.setRange(null))],
        },
      };
    }

    valueTicks(scale, low, high, height) {
      if (this.spec.percent) return [0, 0.25, 0.5, 0.75, 1];
      return scale.ticks(scale.inverse(low), scale.inverse(high), height).map(scale.forward);
    }

    valueLabel(value) {
      if (this.spec.percent) return `${Math.round(100 * value)} %`;
      return this.valueMode === "log" ? formatPowerOfTen(value) : formatValue(Number(value.toPrecision(10)), false);
    }

    seriesOptions(series, index) {
      const count = this.aligned.columns[index].reduce((sum, v) => sum + (typeof v === "number" ? 1 : 0), 0);
      const main = series.role === "train" || series.role === "validation" || series.role === "total";
      return {
        show: !this.hidden.has(index),
        stroke: () => colour(series.role),
        width: main ? 2.25 : 1.5,
        dash: series.dash || (series.role === "train" ? [7, 3] : undefined),
        points: count <= FEW_POINTS ? { show: true, size: 6, fill: () => colour(series.role) } : { size: 5 },
      };
    }

    onCursor(plot) {
      const index = plot.cursor.left >= 0 ? plot.cursor.idx : null;
      this.showValues(index === null ? undefined : plot.cursor.idxs);
      if (this.board.leader === this || plot.cursor.event) {
        this.board.showStep(index === null ? null : this.aligned.steps[index]);
      }
    }

    /** Writes the values under the cursor into the legend; without a cursor, the last ones. */
    showValues(indices) {
      this.aligned.columns.forEach((column, series) => {
        let index = indices ? indices[series + 1] : null;
        if (!indices) index = column.findLastIndex((value) => value !== undefined);
        const value = index === null || index < 0 ? null : column[index];
        this.legendValues[series].textContent = formatValue(value, this.spec.percent);
      });
    }

    moveTo(step) {
      const left = this.plot.valToPos(this.board.stepScale.forward(step), "x");
      this.plot.setCursor({ left, top: this.plot.bbox.height / uPlot.pxRatio / 2 });
    }
  }

  // ---- what is drawn on every panel: the delay and its two ends -------------------------------------------------

  function canvasX(plot, board, step) {
    return plot.valToPos(board.stepScale.forward(step), "x", true);
  }

  function drawDelayBand(plot, board) {
    const delay = board.data.delay;
    if (!delay) return;
    const { left, top, width, height } = plot.bbox;
    const from = Math.max(left, canvasX(plot, board, delay.from));
    const to = Math.min(left + width, canvasX(plot, board, delay.to));
    if (to <= from) return;
    plot.ctx.save();
    plot.ctx.fillStyle = cssColour("--band");
    plot.ctx.fillRect(from, top, to - from, height);
    plot.ctx.restore();
  }

  function drawMarks(plot, board, withLabels) {
    const { ctx, bbox } = plot;
    const ratio = uPlot.pxRatio;
    const labelTop = withLabels ? bbox.top - 20 * ratio : bbox.top;
    ctx.save();
    if (board.replayStep != null) drawReplayStep(plot, board);
    ctx.lineWidth = 1.5 * ratio;
    ctx.font = `600 ${12 * ratio}px ${cssColour("--font")}`;
    ctx.textBaseline = "middle";
    board.data.marks.forEach((mark, index) => {
      const x = Math.round(canvasX(plot, board, mark.step));
      if (x < bbox.left || x > bbox.left + bbox.width) return;
      ctx.strokeStyle = colour(mark.role);
      ctx.setLineDash([4 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x, labelTop);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      if (withLabels) drawMarkLabel(plot, mark, x, index === 0);
    });
    if (withLabels && board.data.delay) drawBracket(plot, board);
    ctx.restore();
  }

  function drawReplayStep(plot, board) {
    const { ctx, bbox } = plot;
    const x = canvasX(plot, board, board.replayStep);
    if (x < bbox.left || x > bbox.left + bbox.width) return;
    ctx.fillStyle = cssColour("--ink");
    ctx.globalAlpha = 0.55;
    ctx.fillRect(x - uPlot.pxRatio, bbox.top, 2 * uPlot.pxRatio, bbox.height);
    ctx.globalAlpha = 1;
  }

  /** The first label stands left of its line and the second right of it, unless the edge of the plot is nearer. */
  function drawMarkLabel(plot, mark, x, preferLeft) {
    const { ctx, bbox } = plot;
    const ratio = uPlot.pxRatio;
    const label = bbox.width / ratio < NARROW ? formatStep(mark.step) : mark.label;
    const width = ctx.measureText(label).width + 5 * ratio;
    const fitsLeft = x - width > 0;
    const fitsRight = x + width < bbox.left + bbox.width + RIGHT_PADDING * ratio;
    const onLeft = preferLeft ? fitsLeft : !fitsRight && fitsLeft;
    ctx.fillStyle = colour(mark.role);
    ctx.textAlign = onLeft ? "right" : "left";
    ctx.fillText(label, x + (onLeft ? -5 : 5) * ratio, bbox.top - 11 * ratio);
  }

  function drawBracket(plot, board) {
    const { ctx, bbox } = plot;
    const delay = board.data.delay;
    const ratio = uPlot.pxRatio;
    const right = bbox.left + bbox.width;
    const from = Math.min(right, Math.max(bbox.left, canvasX(plot, board, delay.from)));
    const to = Math.min(right, Math.max(bbox.left, canvasX(plot, board, delay.to)));
    if (to - from < 2 * ratio) return;
    const y = bbox.top - 22 * ratio;
    const arrow = Math.min(5 * ratio, (to - from) / 3);
    ctx.setLineDash([]);
    ctx.strokeStyle = ctx.fillStyle = cssColour("--ink");
    ctx.beginPath();
    ctx.moveTo(from, y);
    ctx.lineTo(to, y);
    ctx.moveTo(from + arrow, y - arrow * 0.7);
    ctx.lineTo(from, y);
    ctx.lineTo(from + arrow, y + arrow * 0.7);
    ctx.moveTo(to - arrow, y - arrow * 0.7);
    ctx.lineTo(to, y);
    ctx.lineTo(to - arrow, y + arrow * 0.7);
    ctx.stroke();
    const half = ctx.measureText(delay.label).width / 2;
    const centre = Math.max(half, Math.min(right + RIGHT_PADDING * ratio - half, (from + to) / 2));
    ctx.textAlign = "center";
    ctx.fillText(delay.label, centre, bbox.top - 34 * ratio);
  }

  // ---- the strip of phases ------------------------------------------------------------------------------------

  const PHASES = ["undetermined", "confusion", "memorisation", "plateau", "comprehension", "transition", "generalised",
    "collapsed", "un-grokked"];

  class PhaseStrip {
    constructor(board) {
      this.board = board;
      this.root = element("section", "phases");
      this.bar = element("div", "phase-bar");
      this.beside = element("div", "phase-bar sighting-bar");
      this.detail = element("p", "phase-detail");
      this.root.append(element("h3", "", "Phases"), this.bar, this.beside, this.detail);
    }

    draw() {
      const { phases, sightings = [] } = this.board.data;
      this.root.hidden = phases.length === 0;
      this.bar.replaceChildren(...phases.map((phase) => {
        const known = PHASES.includes(phase.name) ? phase.name : "other";
        return this.part(phase, `phase phase-${known}`);
      }));
      this.beside.hidden = sightings.length === 0;
      this.beside.replaceChildren(...sightings.map((sighting) => this.part(sighting, "phase sighting")));
      this.detail.textContent = "Point at a phase, or move to it with Tab, to read the evidence for it.";
    }

    part(phase, classes) {
      const [low, high] = this.board.range();
      const { stepScale } = this.board;
      const place = (step) => Math.min(1, Math.max(0, (stepScale.forward(step) - low) / (high - low)));
      const part = element("button", classes);
      part.type = "button";
      part.append(element("span", "", phase.name));
      const text = describePhase(phase);
      part.setAttribute("aria-label", text);
      part.title = text;
      part.style.left = `${100 * place(phase.from)}%`;
      part.style.width = `${100 * (place(phase.to) - place(phase.from))}%`;
      for (const kind of ["mouseenter", "focus", "click"]) {
        part.addEventListener(kind, () => (this.detail.textContent = text));
      }
      return part;
    }
  }

  function describePhase(phase) {
    const share = phase.confidence == null ? "" : ` (confidence ${Math.round(100 * phase.confidence)} %)`;
    const evidence = phase.evidence ? `: ${phase.evidence}` : "";
    const when = phase.from === phase.to
      ? `step ${formatStep(phase.from)}`
      : `steps ${formatStep(phase.from)} to ${formatStep(phase.to)}`;
    return `${phase.name}, ${when}${share}${evidence}`;
  }

  // ---- the board: panels that share one axis of steps and one cursor -------------------------------------------

  let boards = 0;

  class Board {
    constructor(container, data) {
      this.container = container;
      this.key = `groklab-${boards++}`;
      this.stepScale = stepScales.log;
      this.zoom = null;
      this.build(data);
      this.width = container.clientWidth;
      this.resizer = new ResizeObserver(() => {
        if (container.clientWidth !== this.width) {
          this.width = container.clientWidth;
          this.draw();
        }
      });
      this.resizer.observe(container);
      this.scheme = matchMedia("(prefers-color-scheme: dark)");
      this.redraw = () => this.draw();
      this.scheme.addEventListener("change", this.redraw);
    }

    build(data) {
      this.data = data;
      this.strip = new PhaseStrip(this);
      this.panels = data.panels.map((spec, index) => new Panel(this, spec, index === 0));
      const groups = { main: element("div", "main-panels"), small: element("div", "small-panels"),
        more: element("div", "small-panels") };
      this.panels.forEach((panel, index) => {
        groups[panel.spec.group].append(panel.root);
        if (index === 0) groups.main.append(this.strip.root);
      });
      const parts = [this.toolbar(), groups.main, groups.small];
      if (groups.more.childElementCount > 0) parts.push(this.more(groups.more));
      this.container.replaceChildren(...parts);
      this.showStep(null);
      this.setData(data);
    }

    more(group) {
      const details = element("details", "more");
      const filter = element("input", "more-filter");
      filter.type = "search";
      filter.placeholder = "Find a measure, e.g. fourier";
      filter.setAttribute("aria-label", "Find a measure");
      filter.addEventListener("input", () => {
        const wanted = filter.value.toLowerCase();
        this.panels.forEach((panel) => {
          if (panel.spec.group === "more") panel.root.hidden = !panel.spec.title.toLowerCase().includes(wanted);
        });
      });
      details.append(element("summary", "", `More measures (${group.childElementCount})`), filter, group);
      details.addEventListener("toggle", () => this.draw());
      return details;
    }

    toolbar() {
      const bar = element("div", "toolbar");
      this.readout = element("p", "readout");
      this.readout.setAttribute("aria-live", "polite");
      const reset = element("button", "reset", "Show all");
      reset.type = "button";
      reset.addEventListener("click", () => this.setRange(null));
      this.reset = reset;
      bar.append(this.readout, reset, segmented("steps", ["log", "linear"], "log", (mode) => {
        this.stepScale = stepScales[mode];
        this.zoom = null;
        this.draw();
      }));
      return bar;
    }

    setData(data) {
      this.data = data;
      this.panels.forEach((panel, index) => panel.setData(data.panels[index], data.grids));
      this.draw();
    }

    /** Takes new data of the same lines, as often as a live run brings them. */
    refresh(data) {
      this.data = data;
      this.panels.forEach((panel, index) => panel.refresh(data.panels[index], data.grids));
      this.strip.draw();
    }

    /** Shows on all panels which step is replayed; null shows none. */
    showReplay(step) {
      this.replayStep = step;
      this.panels.forEach((panel) => panel.plot && panel.plot.redraw(false));
    }

    /** Takes new data; the panels are kept, with their settings, when they still show the same lines. */
    update(data) {
      const shape = (d) => JSON.stringify(d.panels.map((p) => [p.id, p.series.map((s) => [s.name, s.role])]));
      if (shape(data) === shape(this.data)) this.setData(data);
      else this.build(data);
    }

    draw() {
      this.reset.hidden = this.zoom === null;
      this.strip.draw();
      this.panels.forEach((panel) => panel.draw());
    }

    /** The visible part of the axis of steps, in positions of the present scale. */
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
      if (low === high) return [this.stepScale.forward(Math.max(0, low - 1)), this.stepScale.forward(high + 1)];
      const ends = [this.stepScale.forward(low), this.stepScale.forward(high)];
      return [ends[0], ends[1] + (ends[1] - ends[0]) * 0.01];
    }

    setRange(range) {
      this.zoom = range;
      this.draw();
    }

    zoomToSelection(plot) {
      const { left, width } = plot.select;
      if (width < 4) return;
      const ends = [plot.posToVal(left, "x"), plot.posToVal(left + width, "x")];
      queueMicrotask(() => this.setRange(ends));
    }

    tickPositions(width) {
      const [low, high] = this.range();
      const scale = this.stepScale;
      return scale.ticks(scale.inverse(low), scale.inverse(high), width).map(scale.forward);
    }

    showStep(step) {
      if (step === this.shownStep) return;
      this.shownStep = step;
      if (this.onStep) this.onStep(step);
      if (step === null || step === undefined) {
        this.readout.textContent = "Last values. Point at a chart to read a step; drag across it to zoom.";
        return;
      }
      const phase = this.data.phases.findLast((candidate) => candidate.from <= step);
      this.readout.replaceChildren(element("strong", "", `Step ${formatStep(step)}`), phase ? ` · ${phase.name}` : "");
    }

    onKey(event, panel) {
      const steps = panel.aligned ? panel.aligned.steps : [];
      if (steps.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      const last = steps.length - 1;
      const index = this.shownStep == null ? last : Math.max(0, steps.findLastIndex((s) => s <= this.shownStep));
      const stride = event.shiftKey ? 10 : 1;
      const targets = { ArrowLeft: index - stride, ArrowRight: index + stride, Home: 0, End: last };
      if (event.key in targets) {
        this.leader = panel;
        panel.moveTo(steps[Math.min(last, Math.max(0, targets[event.key]))]);
        this.leader = null;
      } else if (event.key === "+" || event.key === "-") {
        this.zoomAround(this.stepScale.forward(steps[index]), event.key === "+" ? 0.5 : 2);
      } else if (event.key === "0" || event.key === "Escape") {
        this.setRange(null);
      } else {
        return;
      }
      event.preventDefault();
    }

    zoomAround(centre, factor) {
      const [low, high] = this.range();
      this.zoom = null;
      const whole = this.range();
      const ends = [centre - (centre - low) * factor, centre + (high - centre) * factor];
      const clipped = [Math.max(whole[0], ends[0]), Math.min(whole[1], ends[1])];
      const isWhole = clipped[0] <= whole[0] && clipped[1] >= whole[1];
      this.setRange(isWhole || clipped[1] - clipped[0] < 1e-6 ? null : clipped);
    }

    destroy() {
      this.resizer.disconnect();
      this.scheme.removeEventListener("change", this.redraw);
      this.panels.forEach((panel) => panel.plot && panel.plot.destroy());
      this.container.replaceChildren();
    }
  }

  /** Paper is white: while the page is printed, the charts are drawn in the light colours. */
  function printInLightColours(board) {
    addEventListener("beforeprint", () => {
      document.documentElement.dataset.theme = "light";
      board.draw();
    });
    addEventListener("afterprint", () => {
      delete document.documentElement.dataset.theme;
      board.draw();
    });
  }

  function mount(container, data) {
    const board = new Board(container, data);
    printInLightColours(board);
    return board;
  }

  return {
    mount,
    parts: { element, segmented, colour, cssColour, formatStep, formatValue, formatPowerOfTen, shortStep, stepScales,
      valueScales },
  };
})();
