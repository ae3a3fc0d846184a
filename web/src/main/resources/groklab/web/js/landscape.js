/*
 * The losses away from the path of training, computed when they are asked for: on the plane through the first, the
 * memorising and the generalising weights, and on the straight line between two checkpoints.
 *
 * Plane: { memorising, generalising, weightDecay, decay, xs, ys, train, validation, squares, path: [{ step, x, y,
 * distance }] }, heights row by row from ys[0]; line: { from, to, positions, train, validation, squares }. A height of
 * null is not finite.
 */
"use strict";

(() => {
  const { element, segmented, cssColour, colour, formatStep, formatValue, valueScales, formatPowerOfTen } = GroklabCharts.parts;
  const { ask, settings, attempt } = GroklabDashboard;
  const { ramp, rgb, parseColour, raster, plot, ticks } = GroklabDraw;
  const { View } = GroklabView;
  const HEIGHTS = ["loss + decay", "loss", "unseen loss"];
  const CONTOURS = 9;
  const SMALLEST = 1e-9;
  const base = `/api/runs/${encodeURIComponent(settings.id)}`;

  /** The heights that are shown, as logarithms; NaN where there is none. */
  function logHeights(found, kind, weightDecay) {
    const losses = kind === "unseen loss" ? found.validation : found.train;
    return losses.map((loss, i) => {
      if (loss === null) return NaN;
      return Math.log10(Math.max(SMALLEST, loss + (kind === "loss + decay" ? 0.5 * weightDecay * found.squares[i] : 0)));
    });
  }

  /** Lines of equal height on a grid, as pairs of points in units of the grid (marching squares). */
  function contour(values, columns, rows, level) {
    const segments = [];
    for (let row = 0; row + 1 < rows; row++) {
      for (let column = 0; column + 1 < columns; column++) {
        const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]]
          .map(([x, y]) => [x, y, values[y * columns + x] - level]);
        const cuts = [];
        corners.forEach(([x, y, v], i) => {
          const [x2, y2, v2] = corners[(i + 1) % 4];
          if (v < 0 !== v2 < 0) cuts.push([x + ((x2 - x) * v) / (v - v2), y + ((y2 - y) * v) / (v - v2)]);
        });
        for (let i = 0; i + 1 < cuts.length; i += 2) segments.push([cuts[i], cuts[i + 1]]);
      }
    }
    return segments;
  }

  class Plane extends View {
    constructor() {
      super("landscape", "On a plane");
      const wanted = GroklabState.read().height;
      this.kind = HEIGHTS.includes(wanted) ? wanted : HEIGHTS[0];
      this.head.insertBefore(segmented("height", HEIGHTS, this.kind, (kind) => {
        this.kind = kind;
        GroklabState.write({ height: kind === HEIGHTS[0] ? null : kind });
        this.setFrame(this.frame);
      }), this.downloads);
    }

    command(directory) {
      return `groklab landscape ${directory}`;
    }

    take(found) {
      if (this.kind === "unseen loss" && !found.validation) this.kind = "loss";
      this.logs = logHeights(found, this.kind, found.weightDecay);
      const finite = this.logs.filter(Number.isFinite);
      this.low = Math.min(...finite);
      this.high = Math.max(...finite, this.low + 1e-6);
      const far = Math.max(...found.path.map((point) => point.distance));
      const words = {
        "loss + decay": `Training loss plus ½ · ${formatValue(found.weightDecay)} · ‖w‖²${
          found.decay === "decoupled" ? " (decoupled decay follows this sum only in spirit: it does not pass through the optimiser's scaling)" : ""}. `,
        loss: "Training loss alone: what the network is graded on. ",
        "unseen loss": "Loss on the equations it has never seen: the second basin is low here, the first is not. ",
      };
      this.note.textContent = `${words[this.kind]}Dark is low; lines join equal heights, colours and lines on a logarithm, between the ${found.xs.length} × ${
        found.ys.length} computed points interpolated. The path is its shadow: between the three marked points it runs up to ${formatValue(Number(far.toPrecision(3)))} away from the plane.`;
      this.canvas.setAttribute("aria-label", `${this.kind} from ${formatValue(10 ** this.low)} (dark) to ${formatValue(10 ** this.high)} (bright), with the path of training`);
    }

    widest() {
      return 720;
    }

    /** Both axes are distances in weight space and have one scale, unless the plane is very flat. */
    height(width) {
      const { xs, ys } = this.frame;
      const ratio = (ys.at(-1) - ys[0]) / (xs.at(-1) - xs[0]);
      return Math.round((width - 128) * Math.min(1.1, Math.max(0.45, ratio))) + 50;
    }

    paint(surface) {
      const { xs, ys } = this.frame;
      const x = [xs[0], xs.at(-1)];
      const y = [ys[0], ys.at(-1)];
      const linear = (range, size) => ticks(valueScales.linear, range, size, (v) => formatValue(Number(v.toPrecision(6))));
      const { box } = plot(surface, {
        x, y, rightMargin: 76, xLabel: "distance in weight space, from memorising (0) towards generalising",
        xTicks: linear(x, (surface.width - 128) / 2), yTicks: linear(y, surface.height - 50),
        draw: (s, toX, toY) => this.paintHeights(s, toX, toY),
      });
      this.paintScale(surface, box);
    }

    paintHeights(s, toX, toY) {
      const { xs, ys } = this.frame;
      const shareOf = (log) => (log - this.low) / (this.high - this.low);
      const none = parseColour(cssColour("--muted"));
      const picture = raster(xs.length, ys.length, (i) => {
        const row = ys.length - 1 - Math.floor(i / xs.length);
        const log = this.logs[row * xs.length + (i % xs.length)];
        return Number.isFinite(log) ? ramp(shareOf(log)) : none;
      });
      const [dx, dy] = [xs[1] - xs[0], ys[1] - ys[0]];
      const [left, top] = [toX(xs[0] - dx / 2), toY(ys.at(-1) + dy / 2)];
      s.image(picture, left, top, toX(xs.at(-1) + dx / 2) - left, toY(ys[0] - dy / 2) - top, true);
      for (const level of this.levels()) {
        const shade = (level - this.low) / (this.high - this.low) > 0.6 ? "#000000" : "#ffffff";
        for (const segment of contour(this.logs, xs.length, ys.length, level)) {
          s.line(segment.map(([c, r]) => [toX(xs[0] + c * dx), toY(ys[0] + r * dy)]), { colour: shade, alpha: 0.35 });
        }
      }
      this.paintPath(s, toX, toY);
    }

    levels() {
      return [...Array(CONTOURS).keys()].map((k) => this.low + ((k + 1) / (CONTOURS + 1)) * (this.high - this.low));
    }

    paintPath(s, toX, toY) {
      const { path, memorising, generalising, xs } = this.frame;
      const place = (point) => [toX(point.x), toY(point.y)];
      s.line(path.map(place), { colour: "#000000", width: 4.5, alpha: 0.55 });
      s.line(path.map(place), { colour: "#ffffff", width: 2 });
      const names = new Map([[path[0].step, "start"], [path.at(-1).step, `end, step ${formatStep(path.at(-1).step)}`],
        [memorising, `memorised, step ${formatStep(memorising)}`], [generalising, `generalised, step ${formatStep(generalising)}`]]);
      for (const point of path) s.disc(...place(point), names.has(point.step) ? 5.5 : 2.8, { colour: names.has(point.step) ? "#d55e00" : "#ffffff", edge: "#000000", edgeWidth: 0.8 });
      const right = toX(xs.at(-1));
      for (const point of path) {
        if (!names.has(point.step)) continue;
        const [x, y] = place(point);
        const flush = x + 170 > right;
        s.text(names.get(point.step), x + (flush ? -11 : 11), y + (point.step > memorising ? 13 : -11), { colour: "#ffffff", align: flush ? "right" : "left", weight: "600", halo: "rgba(0,0,0,0.8)" });
      }
    }

    /** What the colours mean, at the right. */
    paintScale(surface, box) {
      const left = box.right + 10;
      const height = box.bottom - box.top;
      const bar = raster(1, 64, (i) => ramp(1 - i / 63));
      surface.image(bar, left, box.top, 12, height, true);
      for (const [position, label] of ticks(valueScales.log, [this.low, this.high], height, formatPowerOfTen)) {
        const share = (position - this.low) / (this.high - this.low);
        surface.text(label, left + 17, box.bottom - share * height, { colour: cssColour("--muted"), size: 11 });
      }
    }

    csv() {
      const { xs, ys, train, validation = [], squares } = this.frame;
      return GroklabDownload.csv(["x", "y", "train loss", "validation loss", "squared norm"], train.map((loss, i) =>
        [xs[i % xs.length], ys[Math.floor(i / xs.length)], loss, validation[i], squares[i]]));
    }
  }

  class Barrier extends View {
    constructor(steps, from, to) {
      super("barrier", "On the straight line between two checkpoints");
      const wanted = /^(\d+)\.\.(\d+)$/.exec(GroklabState.read().line || "");
      this.ends = [from, to].map((usual, i) => {
        const select = element("select");
        select.append(...steps.map((step) => new Option(formatStep(step), String(step))));
        select.value = wanted && steps.includes(Number(wanted[i + 1])) ? wanted[i + 1] : String(usual);
        select.addEventListener("change", () => this.load());
        const label = element("label", "choice", i === 0 ? "from step " : "to step ");
        label.append(select);
        this.head.insertBefore(label, this.downloads);
        return select;
      });
      this.usual = `${from}..${to}`;
    }

    async load() {
      const [from, to] = this.ends.map((select) => select.value);
      GroklabState.write({ line: `${from}..${to}` === this.usual ? null : `${from}..${to}` });
      const line = await attempt(() => ask(`${base}/barrier?from=${from}&to=${to}`));
      if (line) this.setFrame(line);
    }

    command(directory) {
      return `groklab landscape ${directory} --line ${this.frame.from}..${this.frame.to}`;
    }

    curves() {
      return [["train", this.frame.train], ["validation", this.frame.validation]].filter(([, losses]) => losses);
    }

    take(line) {
      const words = this.curves().map(([name, losses]) => {
        const name_ = name === "train" ? "training loss" : "unseen loss";
        if (losses.includes(null)) return `${name_}: not finite somewhere on it`;
        const above = Math.max(...losses) - Math.max(losses[0], losses.at(-1));
        return `${name_}: ${above > 0 ? `a barrier of ${formatValue(Number(above.toPrecision(4)))} above its higher end` : "no barrier"}`;
      });
      this.note.textContent = `${words.join("; ")}. ${line.positions.length} points, joined by straight lines.`;
      this.canvas.setAttribute("aria-label", `Losses on the line from step ${formatStep(line.from)} to step ${formatStep(line.to)}. ${this.note.textContent}`);
    }

    widest() {
      return 620;
    }

    height() {
      return 260;
    }

    paint(surface) {
      const { positions } = this.frame;
      const curves = this.curves().map(([name, losses]) => [name, losses.map((loss) => (loss === null ? null : Math.log10(Math.max(SMALLEST, loss))))]);
      const finite = curves.flatMap(([, logs]) => logs).filter((log) => log !== null);
      const y = [Math.min(...finite) - 0.15, Math.max(...finite) + 0.15];
      const dash = (name) => (name === "train" ? [7, 3] : []);
      plot(surface, {
        x: [0, 1], y, legend: curves.map(([name]) => ({ name, colour: colour(name), dash: dash(name) })),
        xLabel: `share of the way from step ${formatStep(this.frame.from)} to step ${formatStep(this.frame.to)}`,
        xTicks: [0, 0.25, 0.5, 0.75, 1].map((v) => [v, String(v)]), yTicks: ticks(valueScales.log, y, surface.height - 60, formatPowerOfTen),
        draw: (s, toX, toY) => curves.forEach(([name, logs]) => s.line(
          logs.flatMap((log, i) => (log === null ? [] : [[toX(positions[i]), toY(log)]])), { colour: colour(name), width: 2.2, dash: dash(name) })),
      });
    }

    csv() {
      const { positions, train, validation = [], squares } = this.frame;
      return GroklabDownload.csv(["position", "train loss", "validation loss", "squared norm"],
        positions.map((position, i) => [position, train[i], validation[i], squares[i]]));
    }
  }

  const root = element("section", "landscape");
  root.id = "landscape";
  const open = element("button", "action", "Compute the landscape");
  open.type = "button";
  const note = element("p", "reading", "The losses around the path of training, on the plane through the first, the memorising and the generalising weights: " +
    "two basins, and the way from one to the other. It takes some seconds.");
  const views = element("div", "views landscape-views");
  let shown = [];

  open.addEventListener("click", () => attempt(async () => {
    open.disabled = true;
    open.textContent = "Computing…";
    try {
      const found = await ask(`${base}/landscape`);
      GroklabState.write({ landscape: "shown" });
      const barrier = new Barrier(found.path.map((point) => point.step), found.memorising, found.generalising);
      shown = [new Plane(), barrier];
      views.replaceChildren(...shown.map((view) => view.root));
      open.remove();
      shown[0].setFrame(found);
      await barrier.load();
    } finally {
      open.disabled = false;
      open.textContent = "Compute the landscape";
    }
  }));

  root.append(element("h2", "", "Landscape"), note, open, views);
  document.getElementById("replay").after(root);
  new ResizeObserver(() => shown.forEach((view) => view.draw())).observe(root);
  if (GroklabState.read().landscape) open.click();
})();
