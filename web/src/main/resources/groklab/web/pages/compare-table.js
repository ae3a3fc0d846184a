/* The table below a comparison: per group what came of its runs. */
import { element } from "../charts/parts.js";
import { formatStep, formatValue } from "../charts/scales.js";

function median(sorted) {
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}

/** "3,225" or "2,100..4,000". */
function range(sorted, say) {
  const [low, high] = [say(sorted[0]), say(sorted.at(-1))];
  return low === high ? low : `${low}..${high}`;
}

/**
 * When runs came to something: median and range. A run that did not is later than its last step,
 * so the median is stated where all of those went on beyond it.
 *
 * rows: [{ [key]: a step, or undefined, steps: the last one }]
 */
export function times(rows, key) {
  const known = rows.map((row) => row[key]).filter((step) => step !== undefined);
  if (rows.length === 0) return "–";
  known.sort((a, b) => a - b);
  const open = rows.filter((row) => row[key] === undefined).map((row) => row.steps ?? 0);
  if (known.length === 0) return `none of ${rows.length}, > ${formatStep(Math.min(...open))}`;
  if (rows.length === 1) return formatStep(known[0]);
  const spread = range(known, formatStep);
  const middle = median([...known, ...open.map(() => Infinity)]);
  const said =
    middle < Infinity && open.every((step) => step >= middle)
      ? `${formatStep(Math.round(middle))} (${spread})`
      : `${spread}, median open`;
  return open.length === 0 ? said : `${said}, ${known.length} of ${rows.length}`;
}

/** The last values: median, range, and of how many runs they are. */
export function finals(rows, isShare) {
  const key = isShare ? "validationAccuracy" : "validationValue";
  const known = rows.map((row) => row[key]).filter((value) => value !== undefined);
  if (known.length === 0) return "–";
  known.sort((a, b) => a - b);
  const say = (value) => formatValue(Number(value.toPrecision(4)), isShare);
  const spread = known.length === 1 ? "" : ` (${range(known, say)})`;
  return `${say(median(known))}${spread}, n = ${known.length}`;
}

/** "3 grokking, 1 running". */
export function verdicts(rows) {
  const counts = new Map();
  for (const row of rows) {
    const outcome = row.fresh ? "fresh examples" : row.open ? "not decided" : row.verdict;
    const ended = row.state === undefined || row.state === "finished";
    const said = (ended ? outcome : row.state) || "–";
    counts.set(said, (counts.get(said) || 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join(", ");
}

/** groups: [{ name, rows }], rows as of the tables of our runs and of foreign ones. */
export function summaryTable(groups) {
  const all = groups.flatMap(({ rows }) => rows);
  const isShare = all.some((row) => row.validationAccuracy !== undefined);
  const noun = isShare ? "accuracy" : all.find((row) => row.criterionNoun)?.criterionNoun;
  const table = element("table");
  const line = (tag, texts) => {
    const row = element("tr");
    row.append(...texts.map((text, i) => element(i === 0 ? "th" : tag, "", text)));
    return row;
  };
  const head = element("thead");
  const final = `final ${noun ?? "value"}, unseen`;
  head.append(line("th", ["group", "runs", "verdicts", "T_mem", "T_grok", final]));
  const body = element("tbody");
  body.append(
    ...groups.map(({ name, rows }) =>
      line("td", [
        name,
        String(rows.length),
        verdicts(rows),
        times(
          rows.filter((row) => !row.fresh),
          "memorised",
        ),
        times(rows, "generalised"),
        finals(rows, isShare),
      ]),
    ),
  );
  table.append(head, body);
  return table;
}
