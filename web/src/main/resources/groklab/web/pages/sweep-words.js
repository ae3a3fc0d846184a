/* What the dashboard says of a sweep besides its maps. */
import { formatStep } from "../charts/scales.js";

const MINUTE = 60_000;

/** How long ago, in one unit. */
export function ago(millis) {
  if (millis < MINUTE) return `${Math.max(0, Math.round(millis / 1000))} s ago`;
  if (millis < 60 * MINUTE) return `${Math.round(millis / MINUTE)} min ago`;
  if (millis < 48 * 60 * MINUTE) return `${Math.round(millis / MINUTE / 60)} h ago`;
  return `${Math.round(millis / MINUTE / 60 / 24)} days ago`;
}

/** What is known of how a sweep goes on: sealed when every run has ended. */
export function stateWords({ asked, ended, others, sealed, changed }, now) {
  const more = others > 0 ? ` and ${formatStep(others)} between its cells` : "";
  const counts = `${formatStep(ended)} of ${formatStep(asked)} runs${more} have ended`;
  if (sealed) return `${counts}; the sweep is complete.`;
  return changed && ended > 0 ? `${counts}, the last ${ago(now - changed)}.` : `${counts}.`;
}
