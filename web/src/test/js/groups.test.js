import { arrange, at } from "../pages/groups.js";
import { equal, test } from "./check.js";

const line = (slope) => [
  [0, 0],
  [10, 10 * slope],
];
const arranged = (slopes) =>
  arrange(
    slopes.map((slope) => ({ id: String(slope), slope })),
    () => "all",
    (curve) => line(curve.slope),
  );

test("three runs have a median and quartiles", () => {
  const [group] = arranged([1, 2, 5]);
  equal(group.runs, 3);
  equal(group.median.at(-1), [10, 20]);
  equal(group.low.at(-1), [10, 15]);
  equal(group.high.at(-1), [10, 35]);
});

test("two runs have no band", () => equal(arranged([1, 2])[0].median, []));

test("a value between two probes is on the straight line between them", () => {
  const { runs, spread } = at(arranged([1, 2, 3]), 5);
  equal(
    runs.map((run) => run.value),
    [5, 10, 15],
  );
  equal([...spread.values()][0].median, 10);
});

test("a run of one probe has no line", () => {
  const [group] = arrange(
    [{}],
    () => "all",
    () => [[0, 1]],
  );
  equal([group.runs, group.lines.length], [1, 0]);
});
