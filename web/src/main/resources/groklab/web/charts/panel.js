/* One panel of curves: a title, a legend with values, and a plot. */
import { about } from "./about.js";
import { RIGHT_PADDING, drawDelayBand, drawMarks } from "./marks.js";
import {
  alignSeries,
  colour,
  cssColour,
  dashOf,
  element,
  extent,
  segmented,
  setText,
  swatch,
} from "./parts.js";
import { formatPowerOfTen, formatStep, formatValue, shortStep, valueScales } from "./scales.js";
import { watch } from "./screen.js";
import { uPlot } from "./uplot.js";

const AXIS_WIDTH = 58;
const LABEL_HEIGHT = 44;
const FEW_POINTS = 40;

export class Panel {
  constructor(board, spec, isFirst) {
    this.board = board;
    this.spec = spec;
    this.isFirst = isFirst;
    this.usualMode = spec.log ? "log" : "linear";
    this.valueMode = board.axes.get(spec.id) || this.usualMode;
    this.root = element("section", `panel panel-${spec.group}`);
    this.legendValues = [];
    const head = element("div", "panel-head");
    const title = element("h3", "", spec.title);
    if (spec.about) title.append(about(spec.about, spec.title));
    head.append(title);
    if (spec.group === "more") head.append(this.pinButton());
    if (!spec.percent) {
      head.append(
        segmented("axis", ["log", "linear"], this.valueMode, (mode) => this.setValueMode(mode)),
      );
    }
    this.note = element("p", "panel-note");
    this.plotBox = element("div", "plot");
    this.plotBox.tabIndex = 0;
    this.plotBox.setAttribute("role", "img");
    this.plotBox.setAttribute(
      "aria-label",
      `${spec.title} against ${board.unit.many}. ` +
        "Arrow keys move from probe to probe, + and - zoom, 0 shows all.",
    );
    this.plotBox.addEventListener("keydown", (event) => board.onKey(event, this));
    this.root.append(head);
    if (spec.hint) this.root.append(element("p", "panel-line", spec.hint));
    this.root.append(this.legend(), this.plotBox, this.note);
    this.place = watch(this.root, (anew) => this.show(anew));
  }

  pinButton() {
    this.pinned = element("button", "pin");
    this.pinned.type = "button";
    this.pinned.addEventListener("click", () =>
      this.board.pin(this, !this.board.pinned.has(this.spec.id)),
    );
    return this.pinned;
  }

  showPinned(on) {
    this.pinned.textContent = on ? "Remove" : "Add to page";
    this.pinned.setAttribute("aria-label", `${this.pinned.textContent}: ${this.spec.title}`);
  }

  legend() {
    const list = element("div", "legend");
    this.legendValues = this.spec.series.map((series, index) => {
      const item = element("button", "legend-item");
      item.type = "button";
      item.title = "Show or hide this line";
      const measure = series.measure || series.name;
      const { hidden } = this.board;
      item.setAttribute("aria-pressed", String(!hidden.has(measure)));
      const value = element("span", "legend-value");
      item.append(
        swatch(series.role, dashOf(series)),
        element("span", "legend-name", series.name),
        value,
      );
      item.addEventListener("click", () => {
        const show = hidden.has(measure);
        if (show) hidden.delete(measure);
        else hidden.add(measure);
        item.setAttribute("aria-pressed", String(show));
        if (this.plot) this.plot.setSeries(index + 1, { show });
        this.board.tellState();
      });
      list.append(item);
      return value;
    });
    return list;
  }

  setValueMode(mode) {
    this.valueMode = mode;
    if (mode === this.usualMode) this.board.axes.delete(this.spec.id);
    else this.board.axes.set(this.spec.id, mode);
    this.draw();
    this.board.tellState();
  }

  /** New values on the axes that are there, much cheaper than drawing anew. */
  setData(spec, grids) {
    this.spec = spec;
    this.grids = grids;
    this.columns = null;
    this.place.stale();
  }

  /**
   * Steps and columns, made when they are needed: of a live run, most panels are out of sight most
   * of the time.
   */
  get aligned() {
    this.columns = this.columns || alignSeries(this.spec, this.grids);
    return this.columns;
  }

  /** Steps and columns as uPlot takes them; counts what has no place on a logarithmic axis. */
  drawable() {
    const isLog = this.valueMode === "log";
    let lost = 0;
    const columns = this.aligned.columns.map((column) =>
      column.map((value) => {
        if (value === undefined) return undefined;
        if (typeof value === "string") return null;
        if (value > 0 || !isLog) return value;
        lost++;
        return null;
      }),
    );
    setText(
      this.note,
      lost === 0
        ? ""
        : `${formatStep(lost)} ${lost === 1 ? "value is" : "values are"} zero or negative and ${
            lost === 1 ? "has" : "have"
          } no place on a logarithmic axis.`,
    );
    return [this.aligned.steps, ...columns];
  }

  yRange(columns) {
    if (this.spec.percent) return [-0.02, 1.02];
    const scale = valueScales[this.valueMode];
    const seen = extent(columns);
    if (seen === null) return this.valueMode === "log" ? [0.1, 10] : [0, 1];
    const [low, high] = seen.map(scale.forward);
    if (low === 0 && high === 0 && this.valueMode === "linear") return [0, 1]; // nothing, all along
    const pad = (high - low) * 0.06 || Math.abs(low) * 0.1 || 0.5;
    return [scale.inverse(low - pad), scale.inverse(high + pad)];
  }

  height(width) {
    if (this.spec.group !== "main") return 190;
    const base = Math.max(210, Math.min(340, width * 0.4));
    return base + (this.isFirst ? LABEL_HEIGHT : 0);
  }

  /** Other axes, another width or other colours. */
  draw() {
    this.reserve();
    this.place.stale(true);
  }

  /** Keeps the room of the plot before it is drawn, so that nothing moves when it is. */
  reserve() {
    this.plotBox.style.minHeight = `${this.height(this.plotBox.clientWidth)}px`;
  }

  show(anew) {
    const width = anew || !this.plot ? Math.floor(this.plotBox.clientWidth) : this.plot.width;
    if (width === 0) return false;
    const data = this.drawable();
    this.range = this.yRange(data.slice(1));
    if (this.plot && !anew) {
      this.plot.setData(data);
    } else {
      if (this.plot) this.plot.destroy();
      this.plot = new uPlot(this.options(width), data, this.plotBox);
    }
    if (anew || this.board.shownStep == null) this.showValues();
    return true;
  }

  destroy() {
    this.place.end();
    if (this.plot) this.plot.destroy();
  }

  options(width) {
    const board = this.board;
    const font = `12px ${cssColour("--font")}`;
    const axis = {
      filter: (plot, splits) => splits,
      stroke: cssColour("--muted"),
      font,
      labelFont: font,
      grid: { stroke: cssColour("--grid"), width: 1 },
      ticks: { stroke: cssColour("--grid"), width: 1, size: 5 },
    };
    return {
      width,
      height: this.height(width),
      padding: [this.isFirst ? LABEL_HEIGHT : 8, RIGHT_PADDING, 0, 0],
      legend: { show: false },
      scales: {
        x: { ...board.stepScale.uplot, time: false, range: () => board.range() },
        y: { ...valueScales[this.valueMode].uplot, range: () => this.range },
      },
      cursor: {
        y: false,
        drag: { x: true, y: false, setScale: false },
        points: { size: 8 },
        sync: {
          key: board.key,
          scales: ["x", null],
          setSeries: false,
          filters: { pub: (type) => type === "mousemove" || type === "mouseleave" },
        },
      },
      axes: [
        {
          ...axis,
          size: 44,
          gap: 4,
          label: board.stepScale.label(board.unit),
          labelSize: 18,
          labelGap: 0,
          splits: (plot) => board.stepTicks(plot.bbox.width / uPlot.pxRatio),
          values: (plot, splits) => splits.map((split) => shortStep(Math.round(split))),
        },
        {
          ...axis,
          size: AXIS_WIDTH,
          splits: (plot, index, low, high) =>
            this.valueTicks(low, high, plot.bbox.height / uPlot.pxRatio),
          values: (plot, splits) => splits.map((split) => this.valueLabel(split)),
        },
      ],
      series: [{}, ...this.spec.series.map((series, index) => this.seriesOptions(series, index))],
      hooks: {
        drawClear: [(plot) => drawDelayBand(plot, board)],
        drawAxes: [(plot) => drawMarks(plot, board, this.isFirst)],
        setCursor: [(plot) => this.onCursor(plot)],
        setSelect: [(plot) => board.zoomToSelection(plot)],
        ready: [(plot) => this.listen(plot)],
      },
    };
  }

  /** Two clicks show all; one, which is no drag, picks the step that is pointed at. */
  listen(plot) {
    plot.over.addEventListener("dblclick", () => this.board.setRange(null));
    plot.over.addEventListener("click", () => {
      const { onPick } = this.board;
      if (onPick && plot.select.width === 0 && plot.cursor.left >= 0)
        onPick(this.aligned.steps[plot.cursor.idx]);
    });
  }

  valueTicks(low, high, height) {
    if (this.spec.percent) return [0, 0.25, 0.5, 0.75, 1];
    return valueScales[this.valueMode].ticks(low, high, height);
  }

  valueLabel(value) {
    if (this.spec.percent) return `${Math.round(100 * value)} %`;
    return this.valueMode === "log"
      ? formatPowerOfTen(value)
      : formatValue(Number(value.toPrecision(10)), false);
  }

  seriesOptions(series, index) {
    const count = this.aligned.columns[index].reduce(
      (sum, v) => sum + (typeof v === "number" ? 1 : 0),
      0,
    );
    const main = series.role === "train" || series.role === "validation" || series.role === "total";
    return {
      show: !this.board.hidden.has(series.measure || series.name),
      stroke: () => colour(series.role),
      width: main ? 2.25 : 1.5,
      dash: dashOf(series),
      points:
        count <= FEW_POINTS
          ? { show: true, size: 6, fill: () => colour(series.role) }
          : { size: 5 },
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
      setText(this.legendValues[series], formatValue(value, this.spec.percent));
    });
  }

  moveTo(step) {
    if (!this.plot) this.show(true);
    const left = this.plot.valToPos(step, "x");
    this.plot.setCursor({ left, top: this.plot.bbox.height / uPlot.pxRatio / 2 });
  }
}
