/*
 * Drawing beside uPlot: canvases, colour ramps, and axes with lines on them, on any surface of
 * surface.js.
 */
import { cssColour } from "../charts/parts.js";

/** A canvas as wide as its box, sharp on every screen; returns its context in CSS pixels. */
export function prepare(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

export function parseColour(text) {
  const hex = /^#([0-9a-f]{6})$/i.exec(text);
  if (hex) return [0, 2, 4].map((at) => parseInt(hex[1].slice(at, at + 2), 16));
  const numbers = text.match(/[\d.]+/g);
  return numbers ? numbers.slice(0, 3).map(Number) : [128, 128, 128];
}

export function mix(from, to, share) {
  return from.map((channel, i) => Math.round(channel + (to[i] - channel) * share));
}

/** Cividis: even in brightness, the same for colour-blind eyes. */
const RAMP = [
  "#00224e",
  "#123570",
  "#3b496c",
  "#575d6d",
  "#707173",
  "#8a8678",
  "#a59c74",
  "#c3b369",
  "#e1cc55",
  "#fee838",
].map(parseColour);

export function ramp(share) {
  const place = Math.min(1, Math.max(0, share)) * (RAMP.length - 1);
  const index = Math.min(RAMP.length - 2, Math.floor(place));
  return mix(RAMP[index], RAMP[index + 1], place - index);
}

export function rgb(colour, alpha = 1) {
  return `rgba(${colour[0]},${colour[1]},${colour[2]},${alpha})`;
}

export function bytes(base64) {
  const text = atob(base64);
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}

/**
 * Axes with lines on them.
 *
 * spec: { x: [low, high], y: [low, high] in positions, xTicks and yTicks: [[position, label], ...],
 * xLabel, title,
 *         legend: [{ name, colour, dash }, ...], rightMargin, top (of the plot),
 *         draw(surface, toX, toY) }
 */
export function plot(surface, spec) {
  const box = {
    left: 52,
    top: spec.top ?? (spec.title || spec.legend ? 26 : 10),
    right: surface.width - (spec.rightMargin || 12),
    bottom: surface.height - 40,
  };
  const toX = (v) =>
    box.left + ((v - spec.x[0]) / (spec.x[1] - spec.x[0])) * (box.right - box.left);
  const toY = (v) =>
    box.bottom - ((v - spec.y[0]) / (spec.y[1] - spec.y[0])) * (box.bottom - box.top);
  const muted = cssColour("--muted");
  const grid = cssColour("--grid");
  for (const [position, label] of spec.yTicks) {
    surface.line(
      [
        [box.left, toY(position)],
        [box.right, toY(position)],
      ],
      { colour: grid },
    );
    surface.text(label, box.left - 6, toY(position), { colour: muted, align: "right", size: 11 });
  }
  for (const [position, label] of spec.xTicks) {
    surface.line(
      [
        [toX(position), box.top],
        [toX(position), box.bottom],
      ],
      { colour: grid },
    );
    surface.text(label, toX(position), box.bottom + 12, {
      colour: muted,
      align: "center",
      size: 11,
    });
  }
  if (spec.legend) drawLegend(surface, spec.legend, box.right);
  surface.text(spec.xLabel || "", (box.left + box.right) / 2, box.bottom + 30, {
    colour: muted,
    align: "center",
    size: 11,
  });
  if (spec.title)
    surface.text(spec.title, box.left, 12, { colour: cssColour("--ink"), size: 13, weight: "600" });
  surface.within(box.left, box.top, box.right - box.left, box.bottom - box.top, () =>
    spec.draw(surface, toX, toY),
  );
  return { box, toX, toY };
}

/** Names of lines at the top right: [{ name, colour, dash }, ...], the first furthest left. */
function drawLegend(surface, entries, right) {
  let x = right;
  for (const { name, colour, dash } of [...entries].reverse()) {
    surface.text(name, x, 12, { colour: cssColour("--ink"), align: "right", size: 11 });
    x -= 6.4 * name.length + 8;
    surface.line(
      [
        [x - 18, 12],
        [x, 12],
      ],
      { colour, width: 2.5, dash },
    );
    x -= 34;
  }
}

/**
 * A raster of a few cells as a picture of its own, for surfaces to enlarge; colourOf(index) gives
 * [r, g, b].
 */
export function raster(columns, rows, colourOf) {
  const image = new ImageData(columns, rows);
  for (let i = 0; i < columns * rows; i++) image.data.set([...colourOf(i), 255], 4 * i);
  const small = document.createElement("canvas");
  small.width = columns;
  small.height = rows;
  small.getContext("2d").putImageData(image, 0, 0);
  return small;
}

/** Ticks of a scale of charts/scales.js between two positions. */
export function ticks(scale, range, pixels, label) {
  return scale
    .ticks(scale.inverse(range[0]), scale.inverse(range[1]), pixels)
    .map((value) => [scale.forward(value), label(value)]);
}
