/*
 * The losses on the plane through the weights of three checkpoints.
 *
 * Plane: { memorising, memorised, generalising, generalised (the steps of the second and the third,
 * and whether the network had got so far by then), weightDecay, decay, xs, ys, train, validation,
 * squares, path: [{ step, x, y, distance }] }, heights row by row from ys[0]. A height of null is
 * not finite.
 */
import { cssColour, segmented } from "../charts/parts.js";
import { formatPowerOfTen, formatStep, formatValue, valueScales } from "../charts/scales.js";
import { contourLines } from "./contours.js";
import { csv } from "./download.js";
import { parseColour, plot, ramp, raster, ticks } from "./draw.js";
import { readState, writeState } from "./state.js";
import { View } from "./view.js";

const HEIGHTS = ["loss + decay", "loss", "unseen loss"];
const CONTOURS = 9;
const SMALLEST = 1e-9;

/** The heights that are shown, as logarithms; NaN where there is none. */
function logHeights(found, kind, weightDecay) {
  const losses = kind === "unseen loss" ? found.validation : found.train;
  return losses.map((loss, i) => {
    if (loss === null) return NaN;
    return Math.log10(
      Math.max(
        SMALLEST,
        loss + (kind === "loss + decay" ? 0.5 * weightDecay * found.squares[i] : 0),
      ),
    );
  });
}

/** How many basins the grid shows: points lower than all around them, edges left out. */
export function basins(heights, columns) {
  const at = (row, column) => heights[row * columns + column];
  let count = 0;
  for (let row = 1; row + 1 < heights.length / columns; row++)
    for (let column = 1; column + 1 < columns; column++) {
      const around = [-1, 0, 1].flatMap((dy) =>
        [-1, 0, 1].filter((dx) => dx || dy).map((dx) => at(row + dy, column + dx)),
      );
      if (around.every((height) => height > at(row, column))) count++;
    }
  return count;
}

function lowest(heights, columns) {
  const count = basins(heights, columns);
  if (count === 0) return "Its lowest point is at the edge of the picture. ";
  return count === 1 ? "It shows one basin. " : `It shows ${count} basins. `;
}

export class Plane extends View {
  constructor() {
    super("landscape", "On a plane");
    const wanted = readState().height;
    this.kind = HEIGHTS.includes(wanted) ? wanted : HEIGHTS[0];
    this.head.insertBefore(
      segmented("height", HEIGHTS, this.kind, (kind) => {
        this.kind = kind;
        writeState({ height: kind === HEIGHTS[0] ? null : kind });
        this.setFrame(this.frame);
      }),
      this.downloads,
    );
  }

  get page() {
    return "landscape";
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
    this.note.textContent =
      `${this.meaning(found)}${lowest(this.logs, found.xs.length)}` +
      "Dark is low; lines join equal heights, colours and lines on a " +
      `logarithm, between the ${found.xs.length} × ${found.ys.length} computed points ` +
      "interpolated. The path is its shadow: between the three marked points it runs up to " +
      `${formatValue(Number(far.toPrecision(3)))} away from the plane.`;
    const [low, high] = [this.low, this.high].map((log) => formatValue(10 ** log));
    this.canvas.setAttribute(
      "aria-label",
      `${this.kind} from ${low} (dark) to ${high} (bright), with the path of training`,
    );
  }

  /** What the heights are. */
  meaning({ weightDecay, decay }) {
    if (this.kind === "loss") return "Training loss alone: what the network is graded on. ";
    if (this.kind === "unseen loss") {
      return "Loss on the examples it has never seen. ";
    }
    const remark =
      decay === "decoupled"
        ? " (decoupled decay follows this sum only in spirit: it does not pass through " +
          "the optimiser's scaling)"
        : "";
    return `Training loss plus ½ · ${formatValue(weightDecay)} · ‖w‖²${remark}. `;
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
    const { xs, ys, memorising, generalising } = this.frame;
    const x = [xs[0], xs.at(-1)];
    const y = [ys[0], ys.at(-1)];
    const linear = (range, size) =>
      ticks(valueScales.linear, range, size, (v) => formatValue(Number(v.toPrecision(6))));
    const { box } = plot(surface, {
      x,
      y,
      rightMargin: 76,
      xLabel:
        `distance in weight space, from step ${formatStep(memorising)} (0) ` +
        `towards step ${formatStep(generalising)}`,
      xTicks: linear(x, (surface.width - 128) / 2),
      yTicks: linear(y, surface.height - 50),
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
    const place = ([column, row]) => [toX(xs[0] + column * dx), toY(ys[0] + row * dy)];
    for (const { level, lines } of contourLines(this.logs, xs.length, ys.length, this.levels())) {
      const style = { colour: shareOf(level) > 0.6 ? "#000000" : "#ffffff", alpha: 0.35 };
      lines.forEach((line) => s.line(line.map(place), style));
    }
    this.paintPath(s, toX, toY);
  }

  levels() {
    return [...Array(CONTOURS).keys()].map(
      (k) => this.low + ((k + 1) / (CONTOURS + 1)) * (this.high - this.low),
    );
  }

  paintPath(s, toX, toY) {
    const { path, memorising, memorised, generalising, generalised, xs } = this.frame;
    const place = (point) => [toX(point.x), toY(point.y)];
    s.line(path.map(place), { colour: "#000000", width: 4.5, alpha: 0.55 });
    s.line(path.map(place), { colour: "#ffffff", width: 2 });
    const names = new Map([
      [path[0].step, "start"],
      [path.at(-1).step, `end, step ${formatStep(path.at(-1).step)}`],
      [memorising, `${memorised ? "memorised by " : ""}step ${formatStep(memorising)}`],
      [generalising, `${generalised ? "generalised by " : ""}step ${formatStep(generalising)}`],
    ]);
    for (const point of path)
      s.disc(...place(point), names.has(point.step) ? 5.5 : 2.8, {
        colour: names.has(point.step) ? "#d55e00" : "#ffffff",
        edge: "#000000",
        edgeWidth: 0.8,
      });
    const right = toX(xs.at(-1));
    for (const point of path) {
      if (!names.has(point.step)) continue;
      const [x, y] = place(point);
      const flush = x + 185 > right;
      s.text(
        names.get(point.step),
        x + (flush ? -11 : 11),
        y + (point.step > memorising ? 13 : -11),
        {
          colour: "#ffffff",
          align: flush ? "right" : "left",
          weight: "600",
          halo: "rgba(0,0,0,0.8)",
        },
      );
    }
  }

  /** What the colours mean, at the right. */
  paintScale(surface, box) {
    const left = box.right + 10;
    const height = box.bottom - box.top;
    const bar = raster(1, 64, (i) => ramp(1 - i / 63));
    surface.image(bar, left, box.top, 12, height, true);
    for (const [position, label] of ticks(
      valueScales.log,
      [this.low, this.high],
      height,
      formatPowerOfTen,
    )) {
      const share = (position - this.low) / (this.high - this.low);
      surface.text(label, left + 17, box.bottom - share * height, {
        colour: cssColour("--muted"),
        size: 11,
      });
    }
  }

  csv() {
    const { xs, ys, train, validation = [], squares } = this.frame;
    return csv(
      ["x", "y", "train loss", "validation loss", "squared norm"],
      train.map((loss, i) => [
        xs[i % xs.length],
        ys[Math.floor(i / xs.length)],
        loss,
        validation[i],
        squares[i],
      ]),
    );
  }
}
