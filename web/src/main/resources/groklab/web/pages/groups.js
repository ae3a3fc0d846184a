/*
 * Curves of many runs as groups: the lines of each run, and per group the median and the quartiles.
 */
const POINTS = 160;
export const FEWEST = 3;

/**
 * The value of a line of [x, y] at x, on a straight line between its points, searching from an
 * index on.
 */
export function interpolate(line, x, cursor = 0) {
  if (x < line[0][0] || x > line.at(-1)[0]) return [null, cursor];
  let i = cursor;
  while (i + 1 < line.length && line[i + 1][0] < x) i++;
  const [a, b] = [line[i], line[Math.min(i + 1, line.length - 1)]];
  return [b[0] === a[0] ? a[1] : a[1] + ((x - a[0]) / (b[0] - a[0])) * (b[1] - a[1]), i];
}

function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  return sorted[low] + (place - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}

/**
 * Median and quartiles of values, where at least half of the lines, and at least three, have one;
 * else null.
 */
function quartiles(values, of) {
  if (values.length < FEWEST || 2 * values.length < of) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return {
    low: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    high: quantile(sorted, 0.75),
  };
}

function summary(lines) {
  const out = { median: [], low: [], high: [] };
  if (lines.length < FEWEST) return out;
  const end = Math.max(...lines.map((line) => line.at(-1)[0]));
  const start = Math.min(...lines.map((line) => line[0][0]));
  const cursors = lines.map(() => 0);
  for (let k = 0; k < POINTS; k++) {
    const x = start + ((end - start) * k) / (POINTS - 1);
    const values = [];
    lines.forEach((line, i) => {
      const [value, cursor] = interpolate(line, x, cursors[i]);
      cursors[i] = cursor;
      if (value !== null) values.push(value);
    });
    const found = quartiles(values, lines.length);
    if (found) for (const key of Object.keys(out)) out[key].push([x, found[key]]);
  }
  return out;
}

/**
 * Groups of curves: [{ name, role, members: [{ curve, line }], lines, median, low, high }, ...].
 *
 * keyOf(curve) names the group; lineOf(curve) gives its points on the axes.
 */
export function arrange(curves, keyOf, lineOf) {
  const byName = new Map();
  for (const curve of curves) {
    const key = keyOf(curve);
    if (!byName.has(key)) byName.set(key, []);
    byName.get(key).push({ curve, line: lineOf(curve) });
  }
  return [...byName].map(([name, all], i) => {
    const members = all.filter(({ line }) => line.length > 1);
    const lines = members.map(({ line }) => line);
    return { name, runs: all.length, role: String(i % 7), members, lines, ...summary(lines) };
  });
}

/** Every run's value at x: [{ group, curve, value }], and per group its quartiles there. */
export function at(groups, x) {
  const runs = [];
  const spread = new Map();
  for (const group of groups) {
    const values = [];
    for (const { curve, line } of group.members) {
      const [value] = interpolate(line, x);
      if (value === null) continue;
      values.push(value);
      runs.push({ group, curve, line, value });
    }
    spread.set(group, quartiles(values, group.members.length));
  }
  return { runs, spread };
}
