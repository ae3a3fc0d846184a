/* How numbers of a foreign run are written. */
import { formatStep } from "../charts/scales.js";

/** A time, or where the log stops for now. */
export function censored(row, key) {
  return row[key] === undefined ? `> ${formatStep(row.lastStep)}` : formatStep(row[key]);
}

export function confidence(row) {
  return `${Math.round(100 * row.confidence)} %`;
}
