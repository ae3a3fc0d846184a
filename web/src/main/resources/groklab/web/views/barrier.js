/*
 * The losses on the straight line between two checkpoints: { from, to, positions, train,
 * validation, squares }. A loss of null is not finite.
 */
import { colour, element } from "../charts/parts.js";
import { formatPowerOfTen, formatStep, formatValue, valueScales } from "../charts/scales.js";
import { csv } from "./download.js";
import { plot, ticks } from "./draw.js";
import { readState, writeState } from "./state.js";
import { View } from "./view.js";

const SMALLEST = 1e-9;

export class Barrier extends View {
  /** fetchLine(from, to) gives the losses between two checkpoints, or null if it could not. */
  constructor(steps, from, to, fetchLine) {
    super("barrier", "On the straight line between two checkpoints");
    const wanted = /^(\d+)\.\.(\d+)$/.exec(readState().line || "");
    this.ends = [from, to].map((usual, i) => {
      const select = element("select");
      select.append(...steps.map((step) => new Option(formatStep(step), String(step))));
      select.value =
        wanted && steps.includes(Number(wanted[i + 1])) ? wanted[i + 1] : String(usual);
      select.addEventListener("change", () => this.load());
      const label = element("label", "choice", i === 0 ? "from step " : "to step ");
      label.append(select);
      this.head.insertBefore(label, this.downloads);
      return select;
    });
    this.canvas.setAttribute("aria-label", "Losses on the line: not computed yet");
    this.usual = `${from}..${to}`;
    this.fetchLine = fetchLine;
  }

  get page() {
    return "landscape";
  }

  async load() {
    const [from, to] = this.ends.map((select) => select.value);
    writeState({ line: `${from}..${to}` === this.usual ? null : `${from}..${to}` });
    const line = await this.fetchLine(from, to);
    if (line) this.setFrame(line);
  }

  command(directory) {
    return `groklab landscape ${directory} --line ${this.frame.from}..${this.frame.to}`;
  }

  /** The two checkpoints in words. */
  span() {
    const { from, to } = this.frame;
    return `step ${formatStep(from)} to step ${formatStep(to)}`;
  }

  curves() {
    return [
      ["train", this.frame.train],
      ["validation", this.frame.validation],
    ].filter(([, losses]) => losses);
  }

  take(line) {
    const words = this.curves().map(([name, losses]) => {
      const loss = name === "train" ? "training loss" : "unseen loss";
      if (losses.includes(null)) return `${loss}: not finite somewhere on it`;
      const above = Math.max(...losses) - Math.max(losses[0], losses.at(-1));
      if (above <= 0) return `${loss}: no barrier`;
      const height = formatValue(Number(above.toPrecision(4)));
      return `${loss}: a barrier of ${height} above its higher end`;
    });
    this.note.textContent =
      `${words.join("; ")}. ${line.positions.length} points, ` + "joined by straight lines.";
    this.canvas.setAttribute(
      "aria-label",
      `Losses on the line from ${this.span()}. ${this.note.textContent}`,
    );
  }

  widest() {
    return 620;
  }

  height() {
    return 260;
  }

  paint(surface) {
    const { positions } = this.frame;
    const curves = this.curves().map(([name, losses]) => [
      name,
      losses.map((loss) => (loss === null ? null : Math.log10(Math.max(SMALLEST, loss)))),
    ]);
    const finite = curves.flatMap(([, logs]) => logs).filter((log) => log !== null);
    const y = [Math.min(...finite) - 0.15, Math.max(...finite) + 0.15];
    const dash = (name) => (name === "train" ? [7, 3] : []);
    plot(surface, {
      x: [0, 1],
      y,
      legend: curves.map(([name]) => ({ name, colour: colour(name), dash: dash(name) })),
      xLabel: `share of the way from ${this.span()}`,
      xTicks: [0, 0.25, 0.5, 0.75, 1].map((v) => [v, String(v)]),
      yTicks: ticks(valueScales.log, y, surface.height - 60, formatPowerOfTen),
      draw: (s, toX, toY) =>
        curves.forEach(([name, logs]) =>
          s.line(
            logs.flatMap((log, i) => (log === null ? [] : [[toX(positions[i]), toY(log)]])),
            { colour: colour(name), width: 2.2, dash: dash(name) },
          ),
        ),
    });
  }

  csv() {
    const { positions, train, validation = [], squares } = this.frame;
    return csv(
      ["position", "train loss", "validation loss", "squared norm"],
      positions.map((position, i) => [position, train[i], validation[i], squares[i]]),
    );
  }
}
