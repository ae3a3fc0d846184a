import { alignSeries, extent } from "../charts/parts.js";
import { equal, test } from "./check.js";

test("series of one grid keep its steps; what was not measured is undefined", () => {
  const { steps, columns } = alignSeries({ series: [{ grid: 0, values: [1, null, "NaN"] }] }, [
    [0, 5, 9],
  ]);
  equal(steps, [0, 5, 9]);
  equal(columns[0][0], 1);
  equal(columns[0][1] === undefined, true);
  equal(columns[0][2], "NaN");
});

test("series of two grids share the union of their steps", () => {
  const panel = {
    series: [
      { grid: 0, values: [1, 2] },
      { grid: 1, values: [7] },
    ],
  };
  const { steps, columns } = alignSeries(panel, [[0, 10], [4]]);
  equal(steps, [0, 4, 10]);
  equal(columns, [
    [1, undefined, 2],
    [undefined, 7, undefined],
  ]);
});

test("the extent of columns ignores what is no number", () => {
  equal(extent([[undefined, 3, "NaN"], [-2]]), [-2, 3]);
  equal(extent([[undefined, "NaN"]]), null);
});
