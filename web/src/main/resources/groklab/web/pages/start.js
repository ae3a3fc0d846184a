/* Starting a run from a recipe and its knobs. */
import { element } from "../charts/parts.js";
import {
  change,
  command,
  field,
  mayChange,
  runPath,
  say,
  settings,
  showCommand,
} from "./dashboard.js";
import { FormError } from "./form-error.js";
import { parseSpec, setOption } from "./spec.js";
import { readState, writeState } from "../views/state.js";

const root = document.getElementById("start");
const KNOBS = [
  ["task.operation", "operation", ""],
  ["task.modulus", "modulus p", "the table has p × p cells; primes are cleanest"],
  ["task.trainFraction", "data fraction", "less data: a longer wait"],
  ["optimizer.weightDecay", "weight decay", "the pull towards small weights"],
  ["optimizer.learningRate", "learning rate", ""],
  ["optimizer.kind", "optimiser", ""],
  [
    "training.batch",
    "batch",
    'full, half, a number of examples, or a schedule: [[0, 32], [1000, "full"]]',
  ],
  ["model.width", "width", "of the network"],
  ["budget.steps", "steps at most", ""],
  ["budget.stopWhen", "stop when", ""],
  ["seed", "seed", "another seed, another start"],
];
/** More checkpoints than by default, so that there is something to replay. */
const MORE = { "checkpoints.perDoubling": "4" };
const inputs = new Map();
let values = {};
let choices = {};
const recipe = element("select");
recipe.id = "recipe";
recipe.append(...settings.recipes.map((r) => new Option(r.name, r.name)));
recipe.value = readState().recipe || "quickstart";
const purpose = element("p", "reading");
const grid = element("div", "knobs");
const twin = command("");

function input(key) {
  if (!(key in choices)) {
    const box = element("input");
    box.value = values[key];
    box.autocomplete = "off";
    return box;
  }
  const select = element("select");
  select.append(...choices[key].map((v) => new Option(v, v)));
  select.value = values[key];
  return select;
}

function choose() {
  const chosen = settings.recipes.find((r) => r.name === recipe.value);
  values = parseSpec(chosen.spec);
  choices = chosen.choices;
  const minutes = chosen.minutes === 1 ? "1 minute" : `${chosen.minutes} minutes`;
  const expect = chosen.expect ? ` What to expect: ${chosen.expect}.` : "";
  purpose.textContent = `${chosen.purpose}. About ${minutes} on two cores.${expect}`;
  const wanted = readState();
  inputs.clear();
  grid.replaceChildren(
    ...KNOBS.filter(([key]) => key in values).map(([key, label, hint]) => {
      const box = input(key);
      box.name = key;
      if (wanted[key] !== undefined) box.value = wanted[key];
      box.addEventListener("input", update);
      inputs.set(key, box);
      return field(label, box, hint);
    }),
  );
  update();
}

/** Another kind begins with its own defaults, so what the page shows of it is said whole. */
function isSaid(key, box) {
  const kind = inputs.get(`${key.split(".")[0]}.kind`);
  const another = kind && kind.value !== values[kind.name];
  return another || box.value.trim() !== values[key];
}

function changed() {
  return Object.fromEntries(
    [...inputs]
      .filter(([key, box]) => isSaid(key, box))
      .map(([key, box]) => [key, box.value.trim()]),
  );
}

function update() {
  const set = changed();
  writeState({
    recipe: recipe.value,
    ...Object.fromEntries([...inputs.keys()].map((key) => [key, set[key] ?? null])),
  });
  const sets = Object.entries({ ...MORE, ...set }).map(([key, value]) => setOption(key, value));
  const out = settings.folder ? [`--out ${runPath("NAME")}`] : [];
  showCommand(twin, ["./groklab run", recipe.value, ...sets, ...out].join(" "));
}

const form = element("form", "start");
const go = element("button", "action primary", "Start");
go.type = "submit";
go.disabled = !mayChange;
form.append(field("recipe", recipe), purpose, grid, go, twin);
const formError = new FormError(form, inputs);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  go.disabled = true;
  formError.hide();
  say("Compiling the network…");
  try {
    const set = { ...MORE, ...changed() };
    const answer = await change("/api/runs", { recipe: recipe.value, set });
    location.href = `/runs/${encodeURIComponent(answer.id)}${tour.checked ? "#tour=1" : ""}`;
  } catch (error) {
    say("");
    formError.show(error.message);
  } finally {
    go.disabled = !mayChange;
  }
});
recipe.addEventListener("change", () => {
  formError.hide();
  history.replaceState(null, "", `#recipe=${recipe.value}`);
  choose();
});
const tour = element("input");
tour.type = "checkbox";
const guide = element("label", "guide");
guide.append(tour, " Show me around: five steps, while it runs");
form.insertBefore(guide, go);
root.append(element("h1", "page-title", "Start a run"), form);
if (!mayChange)
  root.append(
    element(
      "p",
      "muted",
      "Looking only: open the address that groklab serve has printed to start runs.",
    ),
  );
choose();
