/*
 * Many runs on top of each other: each run thin, per group the median and the band between the
 * quartiles.
 */
import { colour, cssColour, element, segmented, swatch, tableBox } from "../charts/parts.js";
import { formatStep } from "../charts/scales.js";
import { ComparePicture } from "./compare-picture.js";
import { summaryTable } from "./compare-table.js";
import { explain, heading } from "./compare-words.js";
import { ask, attempt, carrySelection, command, runPath, showCommand } from "./dashboard.js";
import { arrange, at } from "./groups.js";
import { RunAdder, isForeign, leaveOutMissing } from "./run-adder.js";
import { readState, writeState } from "../views/state.js";
import { csv, picture } from "../views/download.js";
import { plot, prepare } from "../views/draw.js";
import { CanvasSurface } from "../views/surface.js";

const SAVED = { width: 1000, height: 520 };
const KEY_STEPS = 80;
const USUAL = {
  measure: "validation.accuracy",
  sets: "both",
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
const title = element("div");
const stack = element("div", "stack");
const canvas = element("canvas");
const cursor = element("canvas", "cursor");
const legend = element("div", "legend");
const readout = element("p", "readout compare-readout");
const note = element("p", "view-note");
let curves = [];
let groups = [];
let pairs = []; // the same groups, of the other set
/** What came of runs by their ids, as the tables of runs have it. */
let rows = new Map();
/** Keys in which the specs differ: { key: { id: value } }. */
let keys = {};
/** The runs whose rows and keys have been asked for. */
let known = { runs: null };
let meant = null;
let drawn = null;
let placed = null;

const look = new ComparePicture(state);
const shown = () => groups.filter((group) => !hidden.has(group.name));
const shownPairs = () => pairs.filter((group) => !hidden.has(group.name));

const nameOf = (curve) => (isForeign(curve.id) ? curve.name : curve.id);
const valueOf = (curve) => keys[state.group]?.[curve.id]?.replaceAll('"', "");

/** The name of a curve's group: of all seeds, of a run alone, or the value of a key. */
function keyOf(curve) {
  if (state.group === "run") return nameOf(curve);
  if (state.group === "name") return nameOf(curve).replace(/(-seed\d+)(-\d+)?$/, "");
  return `${state.group} = ${valueOf(curve) ?? "–"}`;
}

/** None while the curves of another measure are on their way. */
const pairOf = (curve) => (curve.paired ? look.lineOf(curve, curve.paired) : []);

/** In the order of the values of the key that colours are of. */
function inOrder() {
  if (!keys[state.group]) return curves;
  const said = (curve) => valueOf(curve) ?? "";
  return curves.toSorted((a, b) => said(a).localeCompare(said(b), "en", { numeric: true }));
}

const idsOf = () => (state.runs || "").split(",").filter(Boolean);

// ---- drawing ------------------------------------------------------------------------------------

function draw() {
  const width = Math.max(280, panel.clientWidth - 20);
  const height = Math.max(260, Math.min(520, width * 0.5));
  drawn = look.spec(shown(), shownPairs(), width);
  const surface = new CanvasSurface(prepare(canvas, width, height), width, height);
  placed = drawn && plot(surface, drawn);
  prepare(cursor, width, height);
  stack.style.height = `${height}px`;
  const left = curves.length - groups.reduce((sum, group) => sum + group.lines.length, 0);
  title.replaceChildren(heading(state.measure, curves.length));
  if (drawn) {
    const units = curves.map((curve) => ({ name: nameOf(curve), unit: curve.unit }));
    note.textContent = explain({ paired: look.paired, left, align: state.align, units });
  } else sayNothing();
  stack.hidden = readout.hidden = drawn === null;
  canvas.setAttribute(
    "aria-label",
    `${state.measure}, runs: ${curves.length}. Arrow keys read values: ` +
      "left and right move along the steps, up and down from run to run.",
  );
  root.dataset.drawn = String(curves.length);
  describe(null);
}

/** No run has such values; perhaps another measure was meant. */
function sayNothing() {
  note.textContent = idsOf().length
    ? `There are no values of ${state.measure} to draw.`
    : "No run is chosen yet: add one above, or tick some in the list of runs.";
  if (!meant) return;
  const instead = Object.assign(element("button", "action", meant), { type: "button" });
  instead.addEventListener("click", () => choose(meant));
  note.append(" Did you mean ", instead, "?");
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
  const step = Math.max(0, Math.round(look.steps.inverse(x)));
  const band = spread.get(run.group);
  const words = formatStep(step);
  const place = state.align === "T_mem" ? `${words} steps after memorisation` : `step ${words}`;
  readout.replaceChildren(
    element("strong", "", nameOf(run.curve)),
    ` · ${place}: `,
    element("strong", "", look.say(run.value)),
  );
  if (!band) return;
  const quartiles = `${look.say(band.low)} to ${look.say(band.high)}`;
  readout.append(` · ${run.group.name}: median ${look.say(band.median)}, quartiles ${quartiles}`);
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
  groups = arrange(inOrder(), keyOf, (curve) => look.lineOf(curve, curve));
  pairs = look.paired ? arrange(inOrder(), keyOf, pairOf) : [];
  drawLegend();
  draw();
  drawTable();
}

/** A run whose files are still being read has no row yet. */
function drawTable() {
  const of = Map.groupBy(inOrder(), keyOf);
  const rowsOf = (group) => group.map(({ id }) => rows.get(id)).filter(Boolean);
  table.replaceChildren(
    summaryTable([...of].map(([name, group]) => ({ name, rows: rowsOf(group) }))),
  );
}

/** What came of the runs, asked again until all of them are read. */
async function loadRows() {
  const [own, foreign] = await Promise.all([ask("/api/runs"), ask("/api/foreign")]);
  rows = new Map([
    ...own.runs.filter(({ state: now }) => now !== "reading").map((row) => [row.id, row]),
    ...foreign.runs.map((row) => [`@${row.id}`, { ...row, steps: row.lastStep }]),
  ]);
  more.offer(own.runs, foreign.runs);
  if (curves.length > 0) drawTable();
  if (!own.complete) setTimeout(() => attempt(loadRows), 300);
}

/** In which keys the runs differ, for the choice of colours. */
async function loadKeys(ours) {
  const query = new URLSearchParams({ runs: ours });
  keys = ours.length > 1 ? await ask(`/api/differences?${query}`) : {};
  const choices = ["name", "run", ...Object.keys(keys)];
  grouping.replaceChildren(...choices.map((key) => new Option(key)));
  if (!choices.includes(state.group)) state.group = USUAL.group;
  grouping.value = state.group;
}

function choose(name) {
  state.measure = measure.value = name;
  load();
}

function compareThese(ids) {
  state.runs = ids.join(",");
  writeState({ runs: state.runs });
  return load();
}

async function load() {
  const ids = idsOf();
  const ours = ids.filter((id) => !isForeign(id));
  twin.hidden = ours.length === 0;
  showCommand(twin, `./groklab compare ${ours.map(runPath).join(" ")}`);
  carrySelection(ids);
  if (known.runs !== state.runs) {
    attempt(loadRows);
    known = { runs: state.runs, keys: attempt(() => loadKeys(ours)) };
  }
  if (ids.length === 0) {
    stack.hidden = readout.hidden = true;
    note.textContent = "Select runs on the pages of runs or of foreign runs to compare them.";
    return;
  }
  const asked = state.measure;
  const query = new URLSearchParams({ measure: asked, runs: ids.join(",") });
  const answer = await attempt(() => ask(`/api/overlay?${query}`));
  await known.keys;
  if (!answer) await leaveOutMissing(ids, compareThese, note);
  if (!answer || asked !== state.measure) return;
  const unasked = state.measure === USUAL.measure;
  if (unasked && answer.measures.includes(LOSS) && answer.curves.every(isEmpty))
    return choose(LOSS);
  curves = answer.curves;
  meant = answer.meant;
  list.replaceChildren(...answer.measures.map((name) => new Option(name)));
  update();
}

// ---- controls -----------------------------------------------------------------------------------

const measure = element("input");
measure.value = state.measure;
measure.setAttribute("list", "measures");
measure.addEventListener("change", () => choose(measure.value.trim()));
const more = new RunAdder(idsOf, (id) => compareThese([...idsOf(), id]));
const list = element("datalist");
list.id = "measures";
const choice = element("label", "choice", "measure ");
choice.append(measure, list);
const grouping = element("select");
grouping.append(new Option("name"), new Option("run"));
grouping.addEventListener("change", () => {
  state.group = grouping.value;
  update();
});
const colours = element("label", "choice", "colour by ");
colours.append(grouping);
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
  option("sets", "sets", ["both", "one"]),
  colours,
  picture("the comparison", "comparison", {
    size: () => SAVED,
    paint: (surface) => {
      const whole = look.spec(shown(), shownPairs(), SAVED.width);
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
panel.append(title, legend, readout, stack, note);
const table = tableBox("What came of the runs, group by group");
table.classList.add("compare-table");
const twin = command("./groklab compare");
root.append(element("h1", "page-title", "Compare runs"), bar, panel, table, twin);
new ResizeObserver(draw).observe(panel);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
addEventListener("hashchange", () => location.reload());
load();
