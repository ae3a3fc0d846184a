/*
 * Many runs on top of each other: each run thin, per group the median and the band between the
 * quartiles.
 */
import { colour, cssColour, element, segmented, swatch } from "../charts/parts.js";
import {
  formatPowerOfTen,
  formatStep,
  formatValue,
  shortStep,
  stepScales,
  valueScales,
} from "../charts/scales.js";
import { ask, attempt, command, runPath } from "./dashboard.js";
import { FEWEST, arrange, at } from "./groups.js";
import { RunAdder, isForeign } from "./run-adder.js";
import { readState, writeState } from "../views/state.js";
import { csv, picture } from "../views/download.js";
import { plot, prepare, ticks } from "../views/draw.js";
import { CanvasSurface } from "../views/surface.js";

const SAVED = { width: 1000, height: 520 };
const KEY_STEPS = 80;
const USUAL = {
  measure: "validation.accuracy",
  align: "start",
  steps: "log",
  group: "name",
  hide: "",
};

/** What is compared where no run has accuracies and nobody asked for anything else. */
const LOSS = "validation.loss";
const isEmpty = (curve) => curve.steps.length === 0;

const state = { ...USUAL, ...readState() };
const hidden = new Set(state.hide.split(",").filter(Boolean));
const root = document.getElementById("compare");
const stack = element("div", "stack");
const canvas = element("canvas");
const cursor = element("canvas", "cursor");
const legend = element("div", "legend");
const readout = element("p", "readout compare-readout");
const note = element("p", "view-note");
let curves = [];
let groups = [];
let drawn = null;
let placed = null;

const isLog = () => /loss/i.test(state.measure);
const isShare = () => state.measure.endsWith("accuracy");
const scale = () => valueScales[isLog() ? "log" : "linear"];
const steps = () => stepScales[state.steps];
const shown = () => groups.filter((group) => !hidden.has(group.name));
const say = (position) => formatValue(Number(scale().inverse(position).toPrecision(5)), isShare());

/** Steps of a curve on the axis that is shown; after alignment, those before T_mem are left out. */
function lineOf(curve) {
  const zero = state.align === "T_mem" ? curve.memorised : 0;
  if (zero === undefined) return [];
  const points = [];
  curve.steps.forEach((step, i) => {
    const value = scale().forward(curve.values[i]);
    if (step >= zero && value !== null) points.push([steps().forward(step - zero), value]);
  });
  return points;
}

const nameOf = (curve) => (isForeign(curve.id) ? curve.name : curve.id);
const keyOf = (curve) =>
  state.group === "run" ? nameOf(curve) : nameOf(curve).replace(/(-seed\d+)(-\d+)?$/, "");
const idsOf = () => (state.runs || "").split(",").filter(Boolean);

// ---- drawing ------------------------------------------------------------------------------------

function spec(width) {
  const flat = shown()
    .flatMap((group) => group.lines)
    .flat();
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
  const label = (v) =>
    isShare()
      ? `${Math.round(100 * v)} %`
      : isLog()
        ? formatPowerOfTen(v)
        : formatValue(Number(v.toPrecision(6)));
  return {
    x,
    y,
    end,
    title: state.measure,
    xLabel:
      state.align === "T_mem"
        ? `steps after memorisation${state.steps === "log" ? " (logarithm of step + 1)" : ""}`
        : steps().label(),
    xTicks: ticks(steps(), x, width, (v) => shortStep(Math.round(v))),
    yTicks: isShare()
      ? [0, 0.25, 0.5, 0.75, 1].map((v) => [v, label(v)])
      : ticks(scale(), y, 360, label),
    draw: (s, toX, toY) => shown().forEach((group) => drawGroup(s, group, toX, toY)),
  };
}

function drawGroup(s, group, toX, toY) {
  const path = (line) => line.map(([a, b]) => [toX(a), toY(b)]);
  const few = group.lines.length < FEWEST;
  if (!few)
    s.area(path([...group.low, ...[...group.high].reverse()]), {
      colour: colour(group.role),
      alpha: 0.22,
    });
  const alpha = few ? 1 : Math.max(0.12, Math.min(0.5, 6 / group.lines.length));
  for (const line of group.lines)
    s.line(path(line), { colour: colour(group.role), width: few ? 2 : 1, alpha });
  if (!few) s.line(path(group.median), { colour: colour(group.role), width: 3 });
}

function draw() {
  const width = Math.max(280, panel.clientWidth - 20);
  const height = Math.max(260, Math.min(520, width * 0.5));
  drawn = spec(width);
  const surface = new CanvasSurface(prepare(canvas, width, height), width, height);
  placed = drawn && plot(surface, drawn);
  prepare(cursor, width, height);
  stack.style.height = `${height}px`;
  const left = curves.length - groups.reduce((sum, group) => sum + group.lines.length, 0);
  note.textContent = drawn === null ? "None of these runs has such values." : explain(left);
  canvas.setAttribute(
    "aria-label",
    `${state.measure} of ${curves.length} runs. Arrow keys read values: ` +
      "left and right move along the steps, up and down from run to run.",
  );
  root.dataset.drawn = String(curves.length);
  describe(null);
}

/** What the lines are; `left` runs have none. */
function explain(left) {
  const lines =
    "Thin: single runs. Thick: median, band: quartiles, of groups of three and more, drawn where " +
    "at least half of the runs have values; between probes on straight lines, nothing is smoothed.";
  const said = [lines, ...otherUnits()];
  if (left === 0) return said.join(" ");
  const reason = state.align === "T_mem" ? " (not memorised)" : "";
  said.push(`${left} ${left === 1 ? "run has" : "runs have"} nothing to draw here${reason}.`);
  return said.join(" ");
}

/** Foreign logs may count something else than steps. */
function otherUnits() {
  return curves
    .filter(({ unit }) => unit && unit !== "step")
    .map((curve) => `The axis counts, of ${nameOf(curve)}, not steps but: ${curve.unit}.`);
}

function drawLegend() {
  legend.replaceChildren(
    ...groups.map((group) => {
      const item = element("button", "legend-item");
      item.type = "button";
      item.title = "Show or hide this group";
      item.setAttribute("aria-pressed", String(!hidden.has(group.name)));
      const times = group.runs > 1 ? ` (${group.runs} runs)` : "";
      item.append(swatch(group.role, []), element("span", "legend-name", `${group.name}${times}`));
      item.addEventListener("click", () => {
        if (!hidden.delete(group.name)) hidden.add(group.name);
        state.hide = [...hidden].join(",");
        update();
      });
      return item;
    }),
  );
}

// ---- reading values -----------------------------------------------------------------------------

/** Marks one run at one place and says what stands there; null shows nothing. */
function describe(found) {
  const surface = new CanvasSurface(
    cursor.getContext("2d"),
    canvas.clientWidth,
    canvas.clientHeight,
  );
  cursor.at = found;
  if (found === null) {
    readout.textContent = "Point at a line to read its run and values; click to open the run.";
    return;
  }
  const { x, run, spread } = found;
  const { toX, toY, box } = placed;
  const path = run.line.map(([a, b]) => [toX(a), toY(b)]);
  surface.within(box.left, box.top, box.right - box.left, box.bottom - box.top, () => {
    surface.line(
      [
        [toX(x), box.top],
        [toX(x), box.bottom],
      ],
      { colour: cssColour("--muted"), dash: [3, 3] },
    );
    surface.line(path, { colour: cssColour("--card"), width: 5, alpha: 0.8 });
    surface.line(path, { colour: colour(run.group.role), width: 2.5 });
    surface.disc(toX(x), toY(run.value), 5, {
      colour: colour(run.group.role),
      edge: cssColour("--card"),
      edgeWidth: 2,
    });
  });
  const step = Math.max(0, Math.round(steps().inverse(x)));
  const band = spread.get(run.group);
  const words = formatStep(step);
  const place = state.align === "T_mem" ? `${words} steps after memorisation` : `step ${words}`;
  readout.replaceChildren(
    element("strong", "", nameOf(run.curve)),
    ` · ${place}: `,
    element("strong", "", say(run.value)),
  );
  if (!band) return;
  const quartiles = `${say(band.low)} to ${say(band.high)}`;
  readout.append(` · ${run.group.name}: median ${say(band.median)}, quartiles ${quartiles}`);
}

function point(event) {
  if (!placed) return;
  const { box, toY } = placed;
  if (event.offsetX < box.left || event.offsetX > box.right) {
    describe(null);
    return;
  }
  const x =
    drawn.x[0] + ((event.offsetX - box.left) / (box.right - box.left)) * (drawn.x[1] - drawn.x[0]);
  const { runs, spread } = at(shown(), Math.min(x, drawn.end));
  const distance = (run) => Math.abs(toY(run.value) - event.offsetY);
  const run = runs.reduce(
    (best, other) => (best === null || distance(other) < distance(best) ? other : best),
    null,
  );
  describe(run && { x: Math.min(x, drawn.end), run, spread });
}

function onKey(event) {
  if (!placed || !(event.key.startsWith("Arrow") || event.key === "Enter")) return;
  event.preventDefault();
  const before = cursor.at;
  if (event.key === "Enter") {
    if (before) openRun(before.run);
    return;
  }
  const [first, last] = [drawn.x[0], drawn.end];
  const stride = (last - first) / KEY_STEPS;
  const moved = { ArrowLeft: -stride, ArrowRight: stride }[event.key] || 0;
  const x = before ? Math.min(last, Math.max(first, before.x + moved)) : last;
  const { runs, spread } = at(shown(), x);
  runs.sort((a, b) => a.value - b.value);
  const same = before ? runs.findIndex((run) => run.curve === before.run.curve) : -1;
  const place = same + ({ ArrowUp: 1, ArrowDown: -1 }[event.key] || 0);
  const run = runs[Math.min(runs.length - 1, Math.max(0, same < 0 ? runs.length - 1 : place))];
  describe(run ? { x, run, spread } : null);
}

function openRun(run) {
  const { id } = run.curve;
  location.href = isForeign(id)
    ? `/foreign/${encodeURIComponent(id.slice(1))}`
    : `/runs/${encodeURIComponent(id)}`;
}

// ---- state --------------------------------------------------------------------------------------

function update() {
  writeState(
    Object.fromEntries(
      Object.keys(USUAL).map((key) => [key, state[key] === USUAL[key] ? null : state[key]]),
    ),
  );
  groups = arrange(curves, keyOf, lineOf);
  drawLegend();
  draw();
}

async function load() {
  const ids = idsOf();
  const ours = ids.filter((id) => !isForeign(id));
  twin.hidden = ours.length === 0;
  twin.querySelector("code").textContent = `groklab compare ${ours.map(runPath).join(" ")}`;
  attempt(() => more.offer());
  if (ids.length === 0) {
    note.textContent =
      "Select runs on the page of runs or of foreign runs, then compare them here.";
    return;
  }
  const query = new URLSearchParams({ measure: state.measure, runs: ids.join(",") });
  const answer = await attempt(() => ask(`/api/overlay?${query}`));
  if (!answer) return;
  const unasked = state.measure === USUAL.measure;
  if (unasked && answer.measures.includes(LOSS) && answer.curves.every(isEmpty)) {
    state.measure = measure.value = LOSS;
    await load();
    return;
  }
  curves = answer.curves;
  list.replaceChildren(...answer.measures.map((name) => new Option(name)));
  update();
}

// ---- controls -----------------------------------------------------------------------------------

const measure = element("input");
measure.value = state.measure;
measure.setAttribute("list", "measures");
measure.addEventListener("change", () => {
  state.measure = measure.value.trim();
  load();
});
const more = new RunAdder(idsOf, (id) => {
  state.runs = [...idsOf(), id].join(",");
  writeState({ runs: state.runs });
  load();
});
const list = element("datalist");
list.id = "measures";
const choice = element("label", "choice", "measure ");
choice.append(measure, list);
const option = (label, key, options) =>
  segmented(label, options, state[key], (value) => {
    state[key] = value;
    update();
  });
const bar = element("div", "row");
bar.append(
  choice,
  more.root,
  option("aligned at", "align", ["start", "T_mem"]),
  option("steps", "steps", ["log", "linear"]),
  option("colour by", "group", ["name", "run"]),
  picture("the comparison", "comparison", {
    size: () => SAVED,
    paint: (surface) => {
      const whole = spec(SAVED.width);
      const names = shown()
        .slice(0, 4)
        .map((group) => ({ name: group.name, colour: colour(group.role) }));
      if (whole) plot(surface, { ...whole, legend: names });
    },
    csv: () =>
      csv(
        ["run", "step", state.measure],
        curves.flatMap((curve) =>
          curve.steps.map((step, i) => [nameOf(curve), step, curve.values[i]]),
        ),
      ),
  }),
);
const panel = element("section", "panel");
canvas.setAttribute("role", "img");
canvas.tabIndex = 0;
canvas.addEventListener("mousemove", point);
canvas.addEventListener("mouseleave", () => describe(null));
canvas.addEventListener("click", () => cursor.at && openRun(cursor.at.run));
canvas.addEventListener("keydown", onKey);
readout.setAttribute("aria-live", "polite");
stack.append(canvas, cursor);
panel.append(legend, readout, stack, note);
const twin = command("groklab compare");
root.append(element("h1", "page-title", "Compare runs"), bar, panel, twin);
new ResizeObserver(draw).observe(panel);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
load();
