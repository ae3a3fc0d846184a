import { finals, times, verdicts } from "../pages/compare-table.js";
import { equal, test } from "./check.js";

const rows = (...all) => all.map(([generalised, steps]) => ({ generalised, steps }));
const said = (...all) => times(rows(...all), "generalised");

test("times have a median and a range", () =>
  equal(said([300, 900], [100, 900], [250, 900]), "250 (100..300)"));

test("one time stands alone", () => equal(said([7100, 9000]), "7,100"));

test("a run that did not come there is later than the others, if it went on beyond them", () => {
  equal(said([300, 900], [100, 900], [undefined, 900]), "300 (100..300), 2 of 3");
  equal(said([300, 900], [100, 900], [undefined, 200]), "100..300, median open, 2 of 3");
  equal(said([100, 900], [undefined, 900], [undefined, 900]), "100, median open, 1 of 3");
});

test("where none came there, how long all were watched", () =>
  equal(said([undefined, 900], [undefined, 700]), "none of 2, > 700"));

test("final values say of how many runs they are", () => {
  const known = [{ validationAccuracy: 0.5 }, { validationAccuracy: 1 }, {}];
  equal(finals(known, true), "75.0 % (50.0 %..100.0 %), n = 2");
  equal(finals([{}], true), "–");
});

test("a run that goes on has its state for a verdict", () => {
  const all = [
    { state: "finished", verdict: "grokking" },
    { state: "running" },
    { verdict: "grokking" },
    { state: "finished", fresh: true },
  ];
  equal(verdicts(all), "2 grokking, 1 running, 1 fresh examples");
});

test("a run whose budget ended on its way has no verdict yet", () => {
  const all = [
    { state: "finished", verdict: "memorisation", open: true },
    { state: "finished", verdict: "memorisation" },
  ];
  equal(verdicts(all), "1 not decided, 1 memorisation");
});
