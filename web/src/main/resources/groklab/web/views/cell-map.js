/*
 * The map of a sweep: a rectangle for each cell, its axes and its legend, on any surface. The
 * colours and words of each cell come with the data, the same as in the figures.
 */
import { cssColour } from "../charts/parts.js";
import { parseColour, ramp, rgb } from "./draw.js";

const HATCH = 6;
const LEGEND = 216; // the longest, "later than the budget allows", with its box
const FEWEST_WIDE = 620; // below, the legend stands under the map
const LETTER = 6.3; // about the width of a letter of 11 pixels

const widest = (texts) => Math.max(0, ...texts.map((text) => text.length)) * LETTER;

/**
 * Where everything lies for a width of the whole picture; axes: { across, upwards or null }; top:
 * what is left free above the map.
 */
export function layout({ across, upwards }, map, width, top = 8) {
  const beside = width >= FEWEST_WIDE;
  const left = upwards ? 40 + widest(upwards.ticks) : 8;
  const room = width - left - (beside ? LEGEND + 24 : 8);
  const columns = across.texts.length;
  const rows = upwards ? upwards.texts.length : 1;
  const cellWidth = Math.max(1, Math.min(84, room / columns));
  const label = upwards ? upwards.label.length * 7.2 : 0;
  const cellHeight = Math.max(Math.min(52, Math.max(4, 460 / rows)), label / rows);
  const grid = { left, top, width: cellWidth * columns, height: cellHeight * rows };
  const legendHeight = map.legend.length * 24 + (map.bar ? 220 : 0);
  const bottom = grid.top + grid.height + 50;
  const legend = beside ? { left: grid.left + grid.width + 24, top } : { left: 8, top: bottom + 8 };
  const height = beside ? Math.max(bottom, legendHeight + top + 8) : bottom + legendHeight + 16;
  return { grid, legend, height, cellWidth, cellHeight, columns, rows };
}

/** The [column, row] at a point, rows from the bottom; null beside the grid. */
export function at({ grid, cellWidth, cellHeight, columns, rows }, x, y) {
  const column = Math.floor((x - grid.left) / cellWidth);
  const row = Math.floor((grid.top + grid.height - y) / cellHeight);
  return column >= 0 && column < columns && row >= 0 && row < rows ? [column, row] : null;
}

/** The box of a cell: [x, y, width, height]. */
export function box({ grid, cellWidth, cellHeight }, column, row) {
  return [
    grid.left + column * cellWidth,
    grid.top + grid.height - (row + 1) * cellHeight,
    cellWidth,
    cellHeight,
  ];
}

/** Lines x + y = constant in a box, which meet those of its neighbours. */
export function rising([x, y, width, height]) {
  const lines = [];
  for (let sum = Math.ceil((x + y) / HATCH) * HATCH; sum < x + y + width + height; sum += HATCH) {
    const from = Math.max(x, sum - y - height);
    const to = Math.min(x + width, sum - y);
    lines.push([
      [from, sum - from],
      [to, sum - to],
    ]);
  }
  return lines;
}

function falling([x, y, width, height]) {
  return rising([x, 0, width, height]).map((line) => line.map(([a, b]) => [a, y + height - b]));
}

function isDark(hex) {
  const linear = parseColour(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] < 0.2;
}

function ground(code) {
  if (code === "hatched") return cssColour("--card");
  return code === "crossed" ? cssColour("--border") : code;
}

function inkOn(code) {
  if (!code.startsWith("#")) return cssColour("--ink");
  return isDark(code) ? "#ffffff" : "#1c1e21";
}

function fill(surface, area, code) {
  surface.box(...area, { colour: ground(code) });
  const colour = cssColour("--muted");
  if (!code.startsWith("#"))
    rising(area).forEach((line) => surface.line(line, { colour, alpha: 0.6 }));
  if (code === "crossed")
    falling(area).forEach((line) => surface.line(line, { colour, alpha: 0.6 }));
}

function write(surface, [x, y, width, height], code, text) {
  const all = text.split("\n").slice(0, Math.floor((height - 2) / 14));
  const wide = all.findIndex((line) => line.length * LETTER > width - 4);
  const lines = wide < 0 ? all : all.slice(0, wide);
  const halo = code.startsWith("#") ? undefined : ground(code);
  lines.forEach((line, i) =>
    surface.text(line, x + width / 2, y + height / 2 + (i - (lines.length - 1) / 2) * 14, {
      colour: inkOn(code),
      align: "center",
      size: 11,
      halo,
    }),
  );
}

function paintAxes(surface, { across, upwards }, place) {
  const { grid, cellWidth, cellHeight } = place;
  const [ink, muted] = [cssColour("--ink"), cssColour("--muted")];
  const small = { colour: ink, size: 11 };
  const bottom = grid.top + grid.height;
  const stride = Math.ceil((widest(across.ticks) + 8) / cellWidth);
  for (let i = 0; i < across.texts.length; i += stride) {
    const x = grid.left + (i + 0.5) * cellWidth;
    const tick = [
      [x, bottom],
      [x, bottom + 4],
    ];
    surface.line(tick, { colour: muted });
    surface.text(across.ticks[i], x, bottom + 14, { ...small, align: "center" });
  }
  const middle = grid.left + grid.width / 2;
  surface.text(across.label, middle, bottom + 36, { colour: ink, size: 12, align: "center" });
  if (!upwards) return;
  for (let i = 0; i < upwards.texts.length; i += Math.ceil(15 / cellHeight)) {
    const y = bottom - (i + 0.5) * cellHeight;
    const tick = [
      [grid.left - 4, y],
      [grid.left, y],
    ];
    surface.line(tick, { colour: muted });
    surface.text(upwards.ticks[i], grid.left - 7, y, { ...small, align: "right" });
  }
  surface.upwards(upwards.label, 12, grid.top + grid.height / 2, { colour: ink, size: 12 });
}

function paintBar(surface, bar, { left, top }) {
  const [height, slices] = [160, 80];
  const ink = cssColour("--ink");
  surface.text(bar.label, left, top + 6, { colour: ink, size: 12 });
  const from = top + 22;
  for (let i = 0; i < slices; i++) {
    const y = from + height - ((i + 1) * height) / slices;
    surface.box(left, y, 16, height / slices + 0.3, { colour: rgb(ramp((i + 0.5) / slices)) });
  }
  for (const [share, label] of bar.ticks) {
    const y = from + (1 - share) * height;
    const tick = [
      [left + 16, y],
      [left + 20, y],
    ];
    surface.line(tick, { colour: cssColour("--muted") });
    surface.text(label, left + 24, y, { colour: ink, size: 11 });
  }
  return from + height + 20;
}

function paintLegend(surface, map, { left, top }) {
  let y = map.bar ? paintBar(surface, map.bar, { left, top }) : top;
  for (const { fill: code, words } of map.legend) {
    const area = [left, y, 22, 16];
    fill(surface, area, code);
    surface.box(...area, { edge: cssColour("--muted") });
    surface.text(words, left + 30, y + 8, { colour: cssColour("--ink"), size: 12 });
    y += 24;
  }
}

/** Paints one map of the data of a sweep. */
export function paintMap(surface, data, map, place) {
  const edge = Math.min(place.cellWidth, place.cellHeight) >= 14 ? cssColour("--card") : null;
  data.columns.forEach((column, i) => {
    const area = box(place, column, data.rows[i]);
    fill(surface, area, map.fills[i]);
    if (edge) surface.box(...area, { edge });
    write(surface, area, map.fills[i], map.lines[i]);
  });
  const { grid } = place;
  surface.box(grid.left, grid.top, grid.width, grid.height, { edge: cssColour("--muted") });
  paintAxes(surface, data, place);
  paintLegend(surface, map, place.legend);
}
