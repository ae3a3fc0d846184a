/*
 * A sweep in the dashboard, as it goes on: asks for the maps again and again, and for the runs of a
 * cell when it is chosen.
 *
 * From the server: what views/sweep-view.js describes, with { version, asked, ended, others,
 * sealed, changed, sentences, axes: name to texts, held: name to text }.
 */
import { element } from "../charts/parts.js";
import { readState, writeState } from "../views/state.js";
import { SweepView } from "../views/sweep-view.js";
import { ask, attempt, say, settings } from "./dashboard.js";
import { stateWords } from "./sweep-words.js";

const REFRESH_MILLIS = 1500;
const root = document.getElementById("sweep");
const title = element("h1", "sweep-title", settings.id);
const words = element("p", "reading");
words.setAttribute("role", "status");
const sentences = element("div");
const choices = element("div", "sweep-bar");
const body = element("div");
root.append(title, words, sentences, choices, body);

const state = readState();
const wish = { across: state.across, upwards: state.upwards, at: {} };
for (const each of (state.at || "").split(";").filter(Boolean)) {
  const [key, ...value] = each.split("=");
  wish.at[key] = value.join("=");
}
let view = null;
let version = 0;
let latest = null;

function query(more) {
  const params = new URLSearchParams(more);
  for (const key of ["across", "upwards"]) if (wish[key]) params.set(key, wish[key]);
  for (const [key, value] of Object.entries(wish.at)) params.append("at", `${key}=${value}`);
  return params.toString();
}

const address = (tail, more) =>
  `/api/sweeps/${encodeURIComponent(settings.id)}${tail}?${query(more)}`;

function runsOf([column, row]) {
  return attempt(async () => {
    const runs = await ask(address("/runs", { column, row }));
    return { runs, from: 0, to: runs.ids.length };
  });
}

function select(label, options, chosen, onChange) {
  const box = element("label", "choice", `${label} `);
  const list = element("select");
  list.setAttribute("aria-label", label);
  for (const text of options) {
    const option = element("option", "", text);
    option.value = text;
    option.selected = text === chosen;
    list.append(option);
  }
  list.addEventListener("change", () => onChange(list.value));
  box.append(list);
  return box;
}

async function change(next) {
  Object.assign(wish, next);
  writeState({
    across: wish.across || null,
    upwards: wish.upwards || null,
    at:
      Object.entries(wish.at)
        .map(([key, value]) => `${key}=${value}`)
        .join(";") || null,
  });
  version = 0;
  if (view) view.forget();
  await attempt(refresh);
}

/** Another axis across or upwards; what lay there changes places with it, nothing is held twice. */
function turn(direction, name) {
  const now = { across: latest.across.key, upwards: latest.upwards && latest.upwards.key };
  const other = direction === "across" ? "upwards" : "across";
  const next = { ...now, [direction]: name, at: {} };
  if (next[other] === name) next[other] = now[direction];
  change(next);
}

function drawChoices() {
  const names = Object.keys(latest.axes);
  if (names.length < 3) return;
  choices.replaceChildren(
    select("across", names, latest.across.key, (name) => turn("across", name)),
    select("upwards", names, latest.upwards.key, (name) => turn("upwards", name)),
    ...Object.entries(latest.held).map(([name, text]) =>
      select(name, latest.axes[name], text, (value) =>
        change({
          across: latest.across.key,
          upwards: latest.upwards.key,
          at: { ...wish.at, [name]: value },
        }),
      ),
    ),
  );
}

async function refresh() {
  const data = await ask(address("", { seen: version }));
  if (data.maps) {
    version = data.version;
    latest = data;
    if (data.columns.length > 0) wish.at = { ...data.held }; // the plane stays as others fill
    const lines = data.columns.length > 0 ? data.sentences : [];
    sentences.replaceChildren(...lines.map((text) => element("p", "reading", text)));
    drawChoices();
    if (view) view.update(data);
    else view = new SweepView(body, data, runsOf);
    root.dataset.ended = String(data.ended);
  }
  words.textContent = stateWords(latest, Date.now());
}

async function follow() {
  try {
    await refresh();
    say("");
  } catch (error) {
    say(error.message, true);
  }
  setTimeout(follow, REFRESH_MILLIS);
}

follow();
