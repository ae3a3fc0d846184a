/* What stands around a comparison: its title, and what its lines are. */
import { about } from "../charts/about.js";
import { element } from "../charts/parts.js";

const LINES =
  "Thin: single runs. Thick: median, band: quartiles, of groups of three and more, drawn where " +
  "at least half of the runs have values; between probes on straight lines, nothing is smoothed.";
const EVENTS = "Marks: hollow where a run memorised, full where it generalised.";

/** What is compared, with the page of its measure. */
export function heading(measure, runs) {
  const title = element(
    "h2",
    "panel-title",
    `${measure} of ${runs === 1 ? "1 run" : `${runs} runs`}`,
  );
  title.append(about(measure, measure));
  return title;
}

/**
 * What the lines are.
 *
 * paired: the measure of the other set, or null; left: how many runs have no line; align: what
 * steps count from; units: [{ name, unit }] of the runs
 */
export function explain({ paired, left, align, units }) {
  const other = paired ? [`Dashed: ${paired}, of groups the median alone.`] : [];
  const said = [LINES, ...other, EVENTS, ...otherUnits(units)];
  if (left === 0) return said.join(" ");
  const reason = align === "T_mem" ? " (not memorised)" : "";
  said.push(`${left} ${left === 1 ? "run has" : "runs have"} nothing to draw here${reason}.`);
  return said.join(" ");
}

/** Foreign logs may count something else than steps. */
function otherUnits(units) {
  return units
    .filter(({ unit }) => unit && unit !== "step")
    .map(({ name, unit }) => `The axis counts, of ${name}, not steps but: ${unit}.`);
}
