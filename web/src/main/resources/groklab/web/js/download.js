/* Saving what a view shows: a picture as PNG or SVG, its numbers as CSV. Everything is made in the page itself. */
"use strict";

const GroklabDownload = (() => {
  const { element, valueScales, formatValue, formatPowerOfTen, colour } = GroklabCharts.parts;

  function save(name, content, type) {
    const link = element("a");
    link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function savePng(name, canvas) {
    const whole = document.createElement("canvas");
    whole.width = canvas.width;
    whole.height = canvas.height;
    const context = whole.getContext("2d");
    context.fillStyle = GroklabCharts.parts.cssColour("--card");
    context.fillRect(0, 0, whole.width, whole.height);
    context.drawImage(canvas, 0, 0);
    whole.toBlob((blob) => save(`${name}.png`, blob));
  }

  function csv(header, rows) {
    const cell = (value) => {
      const text = value === null || value === undefined ? "" : String(value);
      return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return [header, ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n";
  }

  /** Buttons; makers: { PNG: () => ..., SVG: ..., CSV: ... }. */
  function buttons(label, makers) {
    const group = element("div", "downloads");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", `Save ${label}`);
    for (const [kind, make] of Object.entries(makers)) {
      const button = element("button", "", kind);
      button.type = "button";
      button.title = `Save ${label} as ${kind}`;
      button.addEventListener("click", make);
      group.append(button);
    }
    return group;
  }

  // ---- panels of charts.js ---------------------------------------------------------------------------------------

  function panelCsv(panel) {
    const names = panel.spec.series.map((series) => series.measure || series.name);
    const { steps, columns } = panel.aligned;
    return csv(["step", ...names], steps.map((step, i) => [step, ...columns.map((column) => column[i])]));
  }

  function panelSvg(panel) {
    const surface = new GroklabDraw.SvgSurface(900, 420);
    const scale = valueScales[panel.valueMode];
    const [steps, ...columns] = panel.positions();
    const x = panel.board.range();
    const y = panel.yRange(columns);
    const percent = panel.spec.percent;
    const label = (value) => percent ? `${Math.round(100 * value)} %`
      : panel.valueMode === "log" ? formatPowerOfTen(value) : formatValue(value, false);
    GroklabDraw.plot(surface, {
      x, y, title: panel.spec.title, xLabel: panel.board.stepScale.label,
      xTicks: GroklabDraw.ticks(panel.board.stepScale, x, 800, (v) => GroklabDraw.shortStep(Math.round(v))),
      yTicks: percent ? [0, 0.25, 0.5, 0.75, 1].map((v) => [v, label(v)])
        : GroklabDraw.ticks(scale, y, 340, label),
      draw: (s, toX, toY) => columns.forEach((column, index) => {
        const series = panel.spec.series[index];
        let run = [];
        const flush = () => {
          if (run.length > 1) {
            s.line(run, { colour: colour(series.role), width: 2, dash: series.role === "train" ? [7, 3] : [] });
          }
          run = [];
        };
        column.forEach((value, i) => {
          if (typeof value === "number") run.push([toX(steps[i]), toY(value)]);
          else if (value === null) flush();
        });
        flush();
      }),
    });
    return surface.toString();
  }

  function addToPanel(panel) {
    const name = panel.spec.id;
    panel.root.querySelector(".panel-head").append(buttons(panel.spec.title, {
      PNG: () => panel.plot && savePng(name, panel.plot.ctx.canvas),
      SVG: () => save(`${name}.svg`, panelSvg(panel), "image/svg+xml"),
      CSV: () => save(`${name}.csv`, panelCsv(panel), "text/csv"),
    }));
  }

  return { save, savePng, csv, buttons, addToPanel };
})();
