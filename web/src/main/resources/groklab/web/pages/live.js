/*
 * The run page as the dashboard shows it: it goes on by itself, and the run can be stopped, resumed
 * and branched.
 */
import { element, setText } from "../charts/parts.js";
import { formatStep } from "../charts/scales.js";
import { watch } from "../charts/screen.js";
import { BranchDialog } from "./branch.js";
import { ask, attempt, change, command, mayChange, runPath, say, settings } from "./dashboard.js";
import { parseSpec } from "./spec.js";
import { Pace } from "../charts/pace.js";
import { mountLandscape } from "./landscape.js";
import { dataOf } from "./page-data.js";
import { mountBoard, mountReplay } from "./run.js";
import { mountTour } from "./tour.js";
import { useDirectory } from "../views/download.js";

const id = settings.id;
const base = `/api/runs/${encodeURIComponent(id)}`;
const frames = new Map();
useDirectory(runPath(id), runPath);
let data = dataOf("data");
const board = mountBoard();
let views = null;
let head = null;
let progress = {};
let whole = true;
let updates = Promise.resolve();
let seen = `0:${settings.probes}`;
let state = settings.finished ? "finished" : "";

// ---- frames of stored checkpoints ---------------------------------------------------------------

async function frame(step, planesOf) {
  const key = `${step}/${planesOf}`;
  if (!frames.has(key)) {
    frames.set(
      key,
      ask(`${base}/frames/${step}?planes=${planesOf}`).then((answer) => {
        if (answer.gone === undefined) return answer;
        throw new Error(
          `The checkpoint of step ${formatStep(step)} was for resumption alone, and is gone.`,
        );
      }),
    );
    frames.get(key).catch(() => frames.delete(key));
  }
  return frames.get(key);
}

async function openReplay() {
  const contents = await ask(`${base}/replay`);
  if (views || contents.steps.length === 0) return;
  views = mountReplay(board, { contents, frame });
  if (state && state !== "running") views.complete();
}

// ---- what the stream brings ---------------------------------------------------------------------

const columnsOf = (d) => d.panels.flatMap((panel) => panel.series);

function append(update) {
  const known = new Map(columnsOf(data).map((series) => [series.measure, series]));
  const names = Object.keys(update.values);
  if (update.from === 0 || names.some((name) => !known.has(name))) return false;
  const grid = data.grids[0];
  const after = update.steps.findIndex((step) => grid.length === 0 || step > grid[grid.length - 1]);
  if (after < 0) return true;
  grid.push(...update.steps.slice(after));
  for (const [name, series] of known) {
    if (series.grid !== 0) continue; // of the run that this one branched off from
    const values = update.values[name] ? update.values[name].slice(after) : [];
    while (values.length < update.steps.length - after) values.push(null);
    series.values.push(...values);
  }
  return true;
}

async function reload() {
  data = await ask(`${base}/charts`);
  whole = data.panels.length > 0;
  board.update(data);
}

const headline = watch(document.getElementById("head"), () => {
  if (head !== null) document.getElementById("head").innerHTML = head;
  head = null;
});

/** What is written changes once a second, what is drawn as often as it may. */
const writing = new Pace(writeProgress, { shortest: 1000, longest: 1000 });
const drawing = new Pace(async () => {
  if (whole) board.refresh(data);
  else await inTurn(reload);
  headline.stale();
  writeProgress();
});

/**
 * One after the other: an update that has to fetch something must not come back and undo a later
 * one.
 */
function inTurn(action) {
  updates = updates.then(() => attempt(action));
  return updates;
}

async function onUpdate(event) {
  const update = JSON.parse(event.data);
  seen = event.lastEventId;
  if (update.head) head = update.head;
  whole = whole && append(update) && data.panels.length > 0;
  Object.assign(data, update.around);
  if (update.checkpoints && views) views.setSteps(update.checkpoints);
  else if (update.checkpoints && update.checkpoints.length > 0) await attempt(openReplay);
  onProgress(update.progress);
  drawing.ask();
  if (state !== update.state) await onState(update.state);
}

async function onState(now) {
  const before = state;
  state = now;
  document.documentElement.dataset.state = now;
  drawControls();
  drawing.now();
  if (now !== "running" && views) views.complete();
  if (now !== "running" && before === "running") {
    say(`The run has ${now === "finished" ? "ended" : "stopped"}.`);
    document.getElementById("after").innerHTML = await ask(`${base}/after`);
    await reload();
  }
}

function onProgress(now) {
  progress = now;
  writing.ask();
}

function writeProgress() {
  if (progress.step === undefined) return;
  const rate = progress.rate ? `, ${formatStep(progress.rate)} steps/s` : "";
  setText(
    live,
    state === "running"
      ? `● running · step ${formatStep(progress.step)} of ${formatStep(progress.budget)}${rate}`
      : state === "stopped"
        ? "■ stopped"
        : state === "finished"
          ? "✓ finished"
          : "",
  );
  here = progress.here;
  stop.hidden = !(mayChange && here && state === "running");
}

function follow() {
  const stream = new EventSource(`${base}/stream?seen=${seen}`);
  stream.addEventListener("update", (event) => inTurn(() => onUpdate(event)));
  stream.addEventListener("progress", (event) => onProgress(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) {
      say("The dashboard cannot be reached; trying again.", true);
      setTimeout(follow, 2000);
    }
  });
  addEventListener("pagehide", () => stream.close());
}

// ---- controls -----------------------------------------------------------------------------------

let here = settings.here;
const live = element("p", "live");
live.id = "live";
const stop = element("button", "action", "Stop");
const resume = element("button", "action", "Resume");
const branch = element("button", "action primary", "Change a knob from here…");
const controls = document.getElementById("controls");
const values = parseSpec(settings.spec);
const dialog = new BranchDialog(id, values, checkpoint);

stop.addEventListener("click", () =>
  attempt(async () => {
    await change(`${base}/stop`);
    say("Finishing the step and saving.");
  }),
);
resume.addEventListener("click", () =>
  attempt(async () => {
    await change(`${base}/resume`);
    say("The run goes on.");
  }),
);
branch.addEventListener("click", () => dialog.open());

/** The checkpoint that is shown and the run that has it; a branch begins there. */
function checkpoint() {
  if (!views || (views.following && state === "running")) return { step: null, run: id };
  const step = views.steps[Number(views.slider.value)];
  const isShown = views.frame && views.frame.step === step;
  return { step, run: (isShown && views.frame.run) || id };
}

function drawControls() {
  resume.hidden = !mayChange || state !== "stopped";
  stop.hidden = !(mayChange && here && state === "running");
  branch.hidden = !mayChange;
}

function link(text, address) {
  const made = element("a", "action", text);
  made.href = address;
  return made;
}

function makeControls() {
  const row = element("div", "row controls");
  for (const button of [stop, resume, branch]) button.type = "button";
  const parent = values["branch.run"];
  row.append(
    live,
    stop,
    resume,
    branch,
    link("Save report", `/runs/${encodeURIComponent(id)}/report.html`),
    link("Save metrics", `/runs/${encodeURIComponent(id)}/metrics.jsonl`),
  );
  if (parent)
    row.append(
      link("Compare with its origin", `/compare#runs=${encodeURIComponent(`${parent},${id}`)}`),
    );
  controls.append(row, command(`./groklab show ${runPath(id)}`));
  if (!mayChange) {
    controls.append(
      element(
        "p",
        "muted",
        "Looking only: open the address that groklab serve has printed to start, stop and " +
          "branch runs.",
      ),
    );
  }
  drawControls();
}

makeControls();
mountLandscape(base);
mountTour();
attempt(openReplay);
follow();
