import { band } from "../views/cell-runs.js";
import { equal, test } from "./check.js";

const run = (steps, train) => ({ steps, train });

test("a band has the lowest, the middle and the highest value of each step", () => {
  const runs = [run([0, 10], [0, 0.2]), run([0, 10], [0.1, 0.6]), run([0, 10], [0.3, 0.4])];
  equal(band(runs, "train"), [
    [0, 0, 0.1, 0.3],
    [10, 0.2, 0.4, 0.6],
  ]);
});

test("a run that has ended counts with its last value, one that has not begun does not", () => {
  const runs = [run([0, 5], [0, 1]), run([0, 5, 20], [0, 0.5, 0.7]), run([5, 20], [0.2, null])];
  equal(band(runs, "train"), [
    [0, 0, 0, 0],
    [5, 0.2, 0.5, 1],
    [20, 0.2, 0.7, 1],
  ]);
});
