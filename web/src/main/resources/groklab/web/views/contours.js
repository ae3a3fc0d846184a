/*
 * Lines of equal height on a grid. d3-contour finds them; it is loaded before every module of the
 * pages that need it, and defines this one global name.
 */
const { d3 } = globalThis;

/**
 * For each level { level, lines }, lines of [column, row], where whole numbers are points of the
 * grid. A line is closed; where it leaves the grid it goes round outside, half a cell away.
 */
export function contourLines(values, columns, rows, levels) {
  const find = d3.contours().size([columns, rows]).thresholds(levels);
  const onPoints = ([x, y]) => [x - 0.5, y - 0.5]; // d3 counts from the corners of cells
  return find(values).map(({ value, coordinates }) => ({
    level: value,
    lines: coordinates.flat().map((ring) => ring.map(onPoints)),
  }));
}
