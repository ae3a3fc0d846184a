/*
 * Drawing beside uPlot: canvases, colour ramps, and one way of drawing lines that gives the same picture on a canvas and
 * as SVG.
 */
"use strict";

const GroklabDraw = (() => {
  const { cssColour, formatStep, shortStep } = GroklabCharts.parts;

  /** A canvas as wide as its box, sharp on every screen; returns its context in CSS pixels. */
  function prepare(canvas, width, height) {
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return context;
  }

  function parseColour(text) {
    const hex = /^#([0-9a-f]{6})$/i.exec(text);
    if (hex) return [0, 2, 4].map((at) => parseInt(hex[1].slice(at, at + 2), 16));
    const numbers = text.match(/[\d.]+/g);
    return numbers ? numbers.slice(0, 3).map(Number) : [128, 128, 128];
  }

  function mix(from, to, share) {
    return from.map((channel, i) => Math.round(channel + (to[i] - channel) * share));
  }

  /** Cividis: even in brightness, the same for colour-blind eyes. */
  const RAMP = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838"]
    .map(parseColour);

  function ramp(share) {
    const place = Math.min(1, Math.max(0, share)) * (RAMP.length - 1);
    const index = Math.min(RAMP.length - 2, Math.floor(place));
    return mix(RAMP[index], RAMP[index + 1], place - index);
  }

  function rgb(colour, alpha = 1) {
    return `rgba(${colour[0]},${colour[1]},${colour[2]},${alpha})`;
  }

  function bytes(base64) {
    const text = atob(base64);
    const out = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
    return out;
  }

  // ---- surfaces: the same calls draw on a canvas or write SVG ---------------------------------------------------

  class CanvasSurface {
    constructor(context, width, height) {
      Object.assign(this, { context, width, height });
      context.clearRect(0, 0, width, height);
    }

    line(points, { colour, width = 1, alpha = 1, dash = [] }) {
      const c = this.context;
      c.save();
      c.globalAlpha = alpha;
      c.strokeStyle = colour;
      c.lineWidth = width;
      c.lineJoin = "round";
      c.setLineDash(dash);
      c.beginPath();
      points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
      c.stroke();
      c.restore();
    }

    area(points, { colour, alpha = 1 }) {
      const c = this.context;
      c.save();
      c.globalAlpha = alpha;
      c.fillStyle = colour;
      c.beginPath();
      points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
      c.closePath();
      c.fill();
      c.restore();
    }

    text(text, x, y, { colour, align = "left", size = 12, weight = "400" }) {
      const c = this.context;
      c.fillStyle = colour;
      c.textAlign = align;
      c.textBaseline = "middle";
      c.font = `${weight} ${size}px ${cssColour("--font")}`;
      c.fillText(text, x, y);
    }

    /** Draws only inside a rectangle. */
    within(x, y, width, height, draw) {
      const c = this.context;
      c.save();
      c.beginPath();
      c.rect(x, y, width, height);
      c.clip();
      draw();
      c.restore();
    }
  }

  const escapeXml = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

  class SvgSurface {
    constructor(width, height) {
      Object.assign(this, { width, height, parts: [] });
    }

    path(points) {
      return points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
    }

    line(points, { colour, width = 1, alpha = 1, dash = [] }) {
      const pattern = dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : "";
      this.parts.push(`<path d="${this.path(points)}" fill="none" stroke="${escapeXml(colour)}" stroke-width="${width}" ` +
        `stroke-opacity="${alpha}" stroke-linejoin="round"${pattern}/>`);
    }

    area(points, { colour, alpha = 1 }) {
      this.parts.push(`<path d="${this.path(points)}Z" fill="${escapeXml(colour)}" fill-opacity="${alpha}"/>`);
    }

    text(text, x, y, { colour, align = "left", size = 12, weight = "400" }) {
      const anchor = { left: "start", center: "middle", right: "end" }[align];
      this.parts.push(`<text x="${x.toFixed(1)}" y="${(y + size * 0.35).toFixed(1)}" font-size="${size}" ` +
        `font-weight="${weight}" font-family="sans-serif" text-anchor="${anchor}" fill="${escapeXml(colour)}">` +
        `${escapeXml(text)}</text>`);
    }

    within(x, y, width, height, draw) {
      const box = `${x} ${y} ${width} ${height}`;
      this.parts.push(`<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="${box}">`);
      draw();
      this.parts.push("</svg>");
    }

    toString() {
      const namespace = new DOMParser().parseFromString("<svg></svg>", "text/html").querySelector("svg").namespaceURI;
      return `<svg xmlns="${namespace}" width="${this.width}" height="${this.height}" ` +
        `viewBox="0 0 ${this.width} ${this.height}"><rect width="100%" height="100%" ` +
        `fill="${escapeXml(cssColour("--card"))}"/>${this.parts.join("")}</svg>`;
    }
  }

  /**
   * Axes with lines on them.
   *
   * spec: { x: [low, high], y: [low, high] in positions, xTicks and yTicks: [[position, label], ...], xLabel, title,
   *         draw(surface, toX, toY) }
   */
  function plot(surface, spec) {
    const box = { left: 52, top: spec.title ? 26 : 10, right: surface.width - 12, bottom: surface.height - 40 };
    const toX = (v) => box.left + ((v - spec.x[0]) / (spec.x[1] - spec.x[0])) * (box.right - box.left);
    const toY = (v) => box.bottom - ((v - spec.y[0]) / (spec.y[1] - spec.y[0])) * (box.bottom - box.top);
    const muted = cssColour("--muted");
    const grid = cssColour("--grid");
    for (const [position, label] of spec.yTicks) {
      surface.line([[box.left, toY(position)], [box.right, toY(position)]], { colour: grid });
      surface.text(label, box.left - 6, toY(position), { colour: muted, align: "right", size: 11 });
    }
    for (const [position, label] of spec.xTicks) {
      surface.line([[toX(position), box.top], [toX(position), box.bottom]], { colour: grid });
      surface.text(label, toX(position), box.bottom + 12, { colour: muted, align: "center", size: 11 });
    }
    surface.text(spec.xLabel || "", (box.left + box.right) / 2, box.bottom + 30, { colour: muted, align: "center", size: 11 });
    if (spec.title) surface.text(spec.title, box.left, 12, { colour: cssColour("--ink"), size: 13, weight: "600" });
    surface.within(box.left, box.top, box.right - box.left, box.bottom - box.top, () => spec.draw(surface, toX, toY));
    return { box, toX, toY };
  }

  /** Ticks of a scale of GroklabCharts between two positions. */
  function ticks(scale, range, pixels, label) {
    return scale.ticks(scale.inverse(range[0]), scale.inverse(range[1]), pixels)
      .map((value) => [scale.forward(value), label(value)]);
  }

  return { prepare, parseColour, mix, ramp, rgb, bytes, CanvasSurface, SvgSurface, plot, ticks, formatStep, shortStep };
})();
