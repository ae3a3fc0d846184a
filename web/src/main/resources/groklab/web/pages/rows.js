/*
 * The rows of the table of runs, and what a column shows of them.
 *
 * A row: { id, name, seed, state, changed, task, fraction, model, width, optimizer,
 * learningRate, weightDecay, batch, budget, steps, verdict, open: it ended on its way up,
 * lost: it ended after having lost again what it had, memorised, generalised, trainAccuracy,
 * validationAccuracy, spark: [percent], trainSpark, branchedFrom, branchedAt, why: what is wrong
 * with a damaged run, fresh: every step has examples of its own, so that nothing is memorised and
 * there is no verdict }; what is not known is absent.
 */
import { formatStep, formatValue } from "../charts/scales.js";
import { csv } from "../views/download.js";

const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const ratio = (row) =>
  row.memorised && row.generalised && !row.branchedFrom
    ? row.generalised / row.memorised
    : undefined;
const outcome = (row) =>
  row.fresh
    ? "fresh examples"
    : row.open
      ? "not decided"
      : row.lost
        ? `${row.verdict}, lost`
        : row.verdict;
const censored = (row, key) =>
  row[key] !== undefined
    ? formatStep(row[key])
    : row.steps === undefined
      ? ""
      : `> ${formatStep(row.steps)}`;

export const COLUMNS = [
  { key: "curve", title: "curves", text: () => "", sort: (r) => r.validationAccuracy },
  { key: "id", title: "run", text: (r) => r.id, sort: (r) => r.id },
  {
    key: "verdict",
    title: "verdict",
    text: (r) => (r.state === "finished" ? outcome(r) : r.state),
    sort: (r) => outcome(r) || r.state,
  },
  {
    key: "memorised",
    title: "T_mem",
    number: true,
    text: (r) => (r.fresh ? "" : censored(r, "memorised")),
    sort: (r) => r.memorised,
  },
  {
    key: "generalised",
    title: "T_grok",
    number: true,
    text: (r) => censored(r, "generalised"),
    sort: (r) => r.generalised,
  },
  {
    key: "delay",
    title: "delay",
    number: true,
    text: (r) => (ratio(r) ? `×${formatValue(Number(ratio(r).toPrecision(3)))}` : ""),
    sort: ratio,
  },
  {
    key: "task",
    title: "task",
    text: (r) => r.task || "",
    sort: (r) => (r.task || "").replace(/\d+/g, (digits) => digits.padStart(6, "0")),
  },
  {
    key: "fraction",
    title: "data",
    number: true,
    text: (r) => (r.fraction === undefined ? "" : `${formatValue(100 * r.fraction)} %`),
    sort: (r) => r.fraction,
  },
  {
    key: "weightDecay",
    title: "decay",
    number: true,
    text: (r) => formatValue(r.weightDecay),
    sort: (r) => r.weightDecay,
  },
  {
    key: "learningRate",
    title: "rate",
    number: true,
    text: (r) => formatValue(r.learningRate),
    sort: (r) => r.learningRate,
  },
  {
    key: "seed",
    title: "seed",
    number: true,
    text: (r) => String(r.seed ?? ""),
    sort: (r) => r.seed,
  },
  {
    key: "changed",
    title: "changed",
    number: true,
    text: (r) => since(r.changed),
    sort: (r) => r.changed,
  },
];

function since(time) {
  const seconds = (time - Date.now()) / 1000;
  for (const [unit, size] of [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ]) {
    if (Math.abs(seconds) >= size) return ago.format(Math.round(seconds / size), unit);
  }
  return "now";
}

const haystacks = new WeakMap();

/** What the filter looks for the words of, in small letters. */
function haystack(row) {
  const known = [row.id, row.name, row.state, row.verdict, row.task, row.model];
  const named = {
    wd: row.weightDecay,
    lr: row.learningRate,
    data: row.fraction,
    seed: row.seed,
    batch: row.batch,
    width: row.width,
  };
  const pairs = Object.entries(named).map(([key, value]) => `${key}=${value}`);
  return [...known, row.optimizer, ...pairs].join(" ").toLowerCase();
}

/** Whether a row has every word of a filter. */
export function matches(row, filter) {
  if (!haystacks.has(row)) haystacks.set(row, haystack(row));
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => haystacks.get(row).includes(word));
}

/** Rows in an order: the key of a column, with "-" the other way round; what is unknown is last. */
export function inOrder(rows, order) {
  const column = COLUMNS.find((c) => c.key === order.replace("-", "")) || COLUMNS.at(-1);
  const sign = order.startsWith("-") ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [column.sort(a), column.sort(b)];
    if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
    return sign * (typeof x === "number" ? x - y : String(x).localeCompare(String(y)));
  });
}

/** The names of a row that are saved. */
const SAVED =
  "id name seed state verdict memorised generalised steps task fraction model width " +
  "optimizer learningRate weightDecay batch trainAccuracy validationAccuracy";

export function rowsCsv(rows) {
  const names = SAVED.split(" ");
  return csv(
    names,
    rows.map((row) => names.map((name) => row[name])),
  );
}
