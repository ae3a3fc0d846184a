import { explain } from "../pages/compare-words.js";
import { equal, test } from "./check.js";

const FEW = { paired: null, left: 0, align: "start", units: [{ name: "a", unit: "step" }] };
const ends = (text, words) => text.endsWith(words);

test("what is drawn is explained, and no more", () => {
  equal(explain(FEW).includes("Dashed"), false);
  equal(ends(explain(FEW), "full where it generalised."), true);
  equal(explain({ ...FEW, paired: "train.loss" }).includes("Dashed: train.loss"), true);
});

test("runs without a line are counted, with the reason", () => {
  equal(ends(explain({ ...FEW, left: 1 }), " 1 run has nothing to draw here."), true);
  equal(
    ends(
      explain({ ...FEW, left: 2, align: "T_mem" }),
      " 2 runs have nothing to draw here (not memorised).",
    ),
    true,
  );
});

test("another unit than steps is said of its run", () =>
  equal(
    ends(
      explain({ ...FEW, units: [{ name: "log", unit: "epoch" }] }),
      " The axis counts, of log, not steps but: epoch.",
    ),
    true,
  ));
