/*
 * Saving what a view shows: its picture as PNG or SVG, its numbers as CSV, and the command that
 * prints them.
 */
import { colour, cssColour, dashOf, element } from "../charts/parts.js";
import { formatPowerOfTen, formatValue, shortStep, valueScales } from "../charts/scales.js";
import { plot, ticks } from "./draw.js";
import { MARKS_TOP, paintBand, paintMarks } from "./marks.js";
import { CanvasSurface, SvgSurface } from "./surface.js";

const PNG_SCALE = 2;
const PANEL = { width: 900, height: 460 };
const CAPTION = 20;

export function save(name, content, type) {
  const link = element("a");
  link.href = URL.createObjectURL(
    content instanceof Blob ? content : new Blob([content], { type }),
  );
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function savePng(name, { width, height }, paint) {
  const canvas = document.createElement("canvas");
  canvas.width = PNG_SCALE * width;
  canvas.height = PNG_SCALE * (height + CAPTION);
  const context = canvas.getContext("2d");
  context.setTransform(PNG_SCALE, 0, 0, PNG_SCALE, 0, 0);
  const surface = new CanvasSurface(context, width, height);
  surface.box(0, 0, width, height + CAPTION, { colour: cssColour("--card") });
  paint(surface);
  paintCaption(surface);
  canvas.toBlob((blob) => save(`${name}.png`, blob));
}

function saveSvg(name, { width, height }, paint) {
  const surface = new SvgSurface(width, height);
  paint(surface);
  paintCaption(surface);
  surface.height += CAPTION;
  save(`${name}.svg`, surface.toString(), "image/svg+xml");
}

/** Below a picture that leaves its page: what the page is about, a run's name for one. */
function paintCaption(surface) {
  const style = { colour: cssColour("--muted"), size: 11 };
  surface.text(document.title, 10, surface.height + CAPTION / 2 - 2, style);
}

export function csv(header, rows) {
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

/** Buttons; makers: { PNG: () => ..., SVG: ..., CSV: ... }. */
function buttons(label, makers) {
  const group = element("div", "downloads");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", `Save ${label}`);
  for (const [kind, make] of Object.entries(makers)) {
    const button = element("button", "", kind);
    button.type = "button";
    button.title =
      kind === "CLI" ? `Copy the command that prints ${label}` : `Save ${label} as ${kind}`;
    button.addEventListener("click", () => make(button));
    group.append(button);
  }
  return group;
}

/**
 * The directory of the run that the page shows, as it is written on a command line; null in a
 * report.
 */
let directory = null;
let directoryOf = null;

export function useDirectory(path, pathOf) {
  directory = path;
  directoryOf = pathOf;
}

/** Copies a command, and shows it where the button was, since what was copied cannot be seen. */
async function copyCommand(button, command) {
  button.title = command;
  try {
    await navigator.clipboard.writeText(command);
    button.textContent = "Copied";
  } catch (refused) {
    button.textContent = `$ ${command}`;
    button.title = `${command} (the browser does not let this page copy: ${refused.message})`;
  }
  setTimeout(() => (button.textContent = "CLI"), 4000);
}

/**
 * The buttons of a picture.
 *
 * view: { size() -> { width, height }, paint(surface), csv() -> text, command(directory,
 * directoryOf) -> text or
 * absent }
 */
export function picture(label, name, view) {
  const makers = {
    PNG: () => savePng(name, view.size(), (surface) => view.paint(surface)),
    SVG: () => saveSvg(name, view.size(), (surface) => view.paint(surface)),
    CSV: () => save(`${name}.csv`, view.csv(), "text/csv"),
  };
  if (view.command && directory)
    makers.CLI = (button) => copyCommand(button, view.command(directory, directoryOf));
  return buttons(label, makers);
}

// ---- panels of the charts -----------------------------------------------------------------------

function panelCsv(panel) {
  const names = panel.spec.series.map((series) => series.measure || series.name);
  const { steps, columns } = panel.aligned;
  return csv(
    [panel.board.unit.one, ...names],
    steps.map((step, i) => [step, ...columns.map((column) => column[i])]),
  );
}

/**
 * Unbroken stretches of a column as points; undefined is not measured, null has no place on the
 * axis.
 */
function stretches(steps, column, toX, toY) {
  const all = [[]];
  column.forEach((value, i) => {
    if (typeof value === "number") all.at(-1).push([toX(steps[i]), toY(value)]);
    else if (value === null) all.push([]);
  });
  return all.filter((points) => points.length > 1);
}

function paintPanel(panel, surface) {
  const { board } = panel;
  const scale = valueScales[panel.valueMode];
  const [steps, ...columns] = panel.drawable();
  const shown = panel.spec.series
    .map((series, index) => ({ series, column: columns[index] }))
    .filter(({ series }) => !board.hidden.has(series.measure || series.name));
  const stepPosition = board.stepScale.forward;
  const x = board.range().map(stepPosition);
  const y = panel.yRange(columns).map(scale.forward);
  const { percent } = panel.spec;
  const label = (value) =>
    percent
      ? `${Math.round(100 * value)} %`
      : panel.valueMode === "log"
        ? formatPowerOfTen(value)
        : formatValue(value, false);
  const painted = plot(surface, {
    top: board.data.marks.length > 0 ? MARKS_TOP : undefined,
    x,
    y,
    title: panel.spec.title,
    xLabel: board.stepScale.label(board.unit),
    legend:
      shown.length > 4
        ? null
        : shown.map(({ series }) => ({
            name: series.name,
            colour: colour(series.role),
            dash: dashOf(series),
          })),
    xTicks: ticks(board.stepScale, x, PANEL.width - 100, (v) => shortStep(Math.round(v))),
    yTicks: percent
      ? [0, 0.25, 0.5, 0.75, 1].map((v) => [v, label(v)])
      : ticks(scale, y, PANEL.height - 80, label),
    draw: (s, toX, toY) => {
      paintBand(s, board, toX, toY(y[1]), toY(y[0]));
      const placeX = (step) => toX(stepPosition(step));
      const placeY = (value) => toY(scale.forward(value));
      for (const { series, column } of shown) {
        for (const points of stretches(steps, column, placeX, placeY))
          s.line(points, { colour: colour(series.role), width: 2, dash: dashOf(series) });
      }
    },
  });
  paintMarks(surface, board, painted);
}

export function addToPanel(panel) {
  panel.root.querySelector(".panel-head").append(
    picture(panel.spec.title, panel.spec.id, {
      size: () => PANEL,
      paint: (surface) => paintPanel(panel, surface),
      csv: () => panelCsv(panel),
    }),
  );
}
