/* Many runs on top of each other: each run thin, per group the median and the band between the quartiles. */
"use strict";

(() => {
  const { element, segmented, colour, cssColour, formatStep, formatValue, formatPowerOfTen, stepScales, valueScales, shortStep } = GroklabCharts.parts;
  const { ask, attempt, command } = GroklabDashboard;
  const { prepare, CanvasSurface, SvgSurface, plot, ticks } = GroklabDraw;
  const MEASURES = ["validation.accuracy", "train.accuracy", "validation.loss", "train.loss", "weights.l2"];
  const POINTS = 160;

  const state = { measure: "validation.accuracy", align: "start", steps: "log", group: "name", ...GroklabState.read() };
  const root = document.getElementById("compare");
  const canvas = element("canvas");
  const legend = element("div", "legend");
  const note = element("p", "view-note");
  let curves = [];
  let groups = [];

  const isLog = () => /loss/i.test(state.measure);
  const isShare = () => state.measure.endsWith("accuracy");
  const scale = () => valueScales[isLog() ? "log" : "linear"];
  const steps = () => stepScales[state.steps];

  /** Steps of a curve on the axis that is shown; after alignment, those before T_mem are left out. */
  function positions(curve) {
    const zero = state.align === "T_mem" ? curve.memorised : 0;
    if (zero === undefined) return [];
    const points = [];
    curve.steps.forEach((step, i) => {
      const value = scale().forward(curve.values[i]);
      if (step >= zero && value !== null) points.push([steps().forward(step - zero), value]);
    });
    return points;
  }

  function arrange() {
    const byName = new Map();
    for (const curve of curves) {
      const key = state.group === "run" ? curve.id : curve.id.replace(/(-seed\d+)(-\d+)?$/, "");
      if (!byName.has(key)) byName.set(key, []);
      byName.get(key).push(curve);
    }
    groups = [...byName].map(([name, members], i) => {
      const lines = members.map(positions).filter((line) => line.length > 1);
      return { name, members, lines, role: String(i % 7), ...summary(lines) };
    });
  }

  function interpolate(line, x, cursor) {
    let i = cursor;
    while (i + 1 < line.length && line[i + 1][0] < x) i++;
    const [a, b] = [line[i], line[Math.min(i + 1, line.length - 1)]];
    if (x < line[0][0] || x > line.at(-1)[0]) return [null, i];
    return [b[0] === a[0] ? a[1] : a[1] + ((x - a[0]) / (b[0] - a[0])) * (b[1] - a[1]), i];
  }

  function quantile(sorted, share) {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    return sorted[low] + (place - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
  }

  /** Median and quartiles where at least half of the runs, and at least three, have a value. */
  function summary(lines) {
    const out = { median: [], low: [], high: [] };
    if (lines.length < 3) return out;
    const end = Math.max(...lines.map((line) => line.at(-1)[0]));
    const start = Math.min(...lines.map((line) => line[0][0]));
    const cursors = lines.map(() => 0);
    for (let k = 0; k < POINTS; k++) {
      const x = start + ((end - start) * k) / (POINTS - 1);
      const values = [];
      lines.forEach((line, i) => {
        const [value, cursor] = interpolate(line, x, cursors[i]);
        cursors[i] = cursor;
        if (value !== null) values.push(value);
      });
      if (values.length < 3 || 2 * values.length < lines.length) continue;
      values.sort((a, b) => a - b);
      out.median.push([x, quantile(values, 0.5)]);
      out.low.push([x, quantile(values, 0.25)]);
      out.high.push([x, quantile(values, 0.75)]);
    }
    return out;
  }

  // ---- drawing ------------------------------------------------------------------------------------------------------

  function spec() {
    const all = groups.flatMap((group) => group.lines);
    const flat = all.flat();
    if (flat.length === 0) return null;
    let [low, high, end, start] = [Infinity, -Infinity, -Infinity, Infinity];
    for (const [x, y] of flat) {
      low = Math.min(low, y);
      high = Math.max(high, y);
      end = Math.max(end, x);
      start = Math.min(start, x);
    }
    const pad = (high - low) * 0.05 || 0.5;
    const y = isShare() ? [-0.02, 1.02] : [low - pad, high + pad];
    const x = [start, end + (end - start) * 0.01 || 1];
    const label = (v) => (isShare() ? `${Math.round(100 * v)} %` : isLog() ? formatPowerOfTen(v) : formatValue(Number(v.toPrecision(6))));
    return {
      x, y, title: state.measure, xLabel: state.align === "T_mem" ? `steps after memorisation${state.steps === "log" ? " (logarithm of step + 1)" : ""}` : steps().label,
      xTicks: ticks(steps(), x, canvas.clientWidth || 800, (v) => shortStep(Math.round(v))),
      yTicks: isShare() ? [0, 0.25, 0.5, 0.75, 1].map((v) => [v, label(v)]) : ticks(scale(), y, 360, label),
      draw: (s, toX, toY) => groups.forEach((group) => drawGroup(s, group, toX, toY)),
    };
  }

  function drawGroup(s, group, toX, toY) {
    const path = (line) => line.map(([a, b]) => [toX(a), toY(b)]);
    const few = group.lines.length < 3;
    if (!few) s.area(path([...group.low, ...[...group.high].reverse()]), { colour: colour(group.role), alpha: 0.22 });
    const alpha = few ? 1 : Math.max(0.12, Math.min(0.5, 6 / group.lines.length));
    for (const line of group.lines) s.line(path(line), { colour: colour(group.role), width: few ? 2 : 1, alpha });
    if (!few) s.line(path(group.median), { colour: colour(group.role), width: 3 });
  }

  function draw() {
    const width = Math.max(280, panel.clientWidth - 20);
    const height = Math.max(260, Math.min(520, width * 0.5));
    const picture = spec();
    const surface = new CanvasSurface(prepare(canvas, width, height), width, height);
    if (picture) plot(surface, picture);
    const left = curves.length - groups.reduce((sum, group) => sum + group.lines.length, 0);
    note.textContent = picture === null ? "None of these runs has such values."
      : `Thin: single runs. Thick: median, band: quartiles, of groups of three and more, drawn where at least half of the runs have values; between probes on straight lines.${
        left > 0 ? ` ${left} ${left === 1 ? "run has" : "runs have"} nothing to draw here${state.align === "T_mem" ? " (not memorised)" : ""}.` : ""}`;
    canvas.setAttribute("aria-label", `${state.measure} of ${curves.length} runs`);
    legend.replaceChildren(...groups.map((group) => {
      const item = element("span", "legend-item");
      const times = group.members.length > 1 ? ` (${group.members.length} runs)` : "";
      item.append(element("span", `swatch swatch-${group.role}`), element("span", "legend-name", `${group.name}${times}`));
      return item;
    }));
  }

  function update() {
    GroklabState.write({ measure: state.measure, align: state.align, steps: state.steps, group: state.group });
    arrange();
    draw();
  }

  async function load() {
    const ids = (state.runs || "").split(",").filter(Boolean);
    twin.querySelector("code").textContent = `groklab compare ${ids.slice(0, 6).map((id) => `runs/${id}`).join(" ")}${ids.length > 6 ? " …" : ""}`;
    if (ids.length === 0) {
      note.textContent = "Select runs on the page of runs, then compare them here.";
      return;
    }
    const answer = await attempt(() => ask(`/api/overlay?measure=${encodeURIComponent(state.measure)}&runs=${encodeURIComponent(ids.join(","))}`));
    if (answer) {
      curves = answer;
      update();
    }
  }

  // ---- controls -----------------------------------------------------------------------------------------------------

  const measure = element("input");
  measure.value = state.measure;
  measure.setAttribute("list", "measures");
  measure.addEventListener("change", () => {
    state.measure = measure.value.trim();
    load();
  });
  const list = element("datalist");
  list.id = "measures";
  list.append(...MEASURES.map((name) => new Option(name)));
  const choice = element("label", "choice", "measure ");
  choice.append(measure, list);
  const option = (label, key, options) => segmented(label, options, state[key], (value) => {
    state[key] = value;
    update();
  });
  const bar = element("div", "row");
  bar.append(choice, option("aligned at", "align", ["start", "T_mem"]), option("steps", "steps", ["log", "linear"]), option("colour by", "group", ["name", "run"]),
    GroklabDownload.buttons("the comparison", {
      PNG: () => GroklabDownload.savePng("comparison", canvas),
      SVG: () => {
        const surface = new SvgSurface(1000, 520);
        const picture = spec();
        if (picture) plot(surface, picture);
        GroklabDownload.save("comparison.svg", surface.toString(), "image/svg+xml");
      },
      CSV: () => GroklabDownload.save("comparison.csv", GroklabDownload.csv(["run", "step", state.measure],
        curves.flatMap((curve) => curve.steps.map((step, i) => [curve.id, step, curve.values[i]]))), "text/csv"),
    }));
  const panel = element("section", "panel");
  canvas.setAttribute("role", "img");
  panel.append(legend, canvas, note);
  const readout = element("p", "readout");
  readout.setAttribute("aria-live", "polite");
  const twin = command("groklab compare");
  root.append(element("h1", "page-title", "Compare runs"), bar, panel, twin);
  new ResizeObserver(draw).observe(panel);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  load();
})();
