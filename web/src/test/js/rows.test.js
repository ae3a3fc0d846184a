import { COLUMNS, inOrder, matches, rowsCsv } from "../pages/rows.js";
import { parseSpec, setOption } from "../pages/spec.js";
import { equal, test } from "./check.js";

const rows = [
  { id: "b", name: "addition", seed: 3, state: "finished", verdict: "grokking", generalised: 70 },
  { id: "a", name: "division", seed: 30, state: "running", generalised: undefined },
  {
    id: "c",
    name: "addition",
    seed: 4,
    state: "finished",
    verdict: "memorisation",
    generalised: 9,
  },
];
const ids = (found) => found.map((row) => row.id).join("");

test("a run that ended on its way up is not decided, and one that lost it says so", () => {
  const text = COLUMNS.find((column) => column.key === "verdict").text;
  equal(text({ state: "finished", verdict: "memorisation", open: true }), "not decided");
  equal(text({ state: "finished", verdict: "grokking", lost: true }), "grokking, lost");
  equal(text({ state: "finished", verdict: "grokking" }), "grokking");
});

test("a filter finds the rows that have all its words", () => {
  equal(ids(rows.filter((row) => matches(row, "ADDITION grok"))), "b");
  equal(ids(rows.filter((row) => matches(row, ""))), "bac");
});

test("an order goes up and, with a minus, down; what is unknown comes last", () => {
  equal(ids(inOrder(rows, "id")), "abc");
  equal(ids(inOrder(rows, "generalised")), "cba");
  equal(ids(inOrder(rows, "-generalised")), "bca");
});

test("saved rows have a header, and nothing where nothing is known", () => {
  const [header, first] = rowsCsv(rows.slice(1, 2)).split("\n");
  equal(header.startsWith("id,name,seed,state,verdict,"), true);
  equal(first.startsWith("a,division,30,running,,"), true);
});

test("a spec is read as keys with their sections, without quotes", () => {
  equal(parseSpec('name = "odd"\nseed = 3\n\n[task]\nkind = "modular"\nmodulus = 113\n'), {
    name: "odd",
    seed: "3",
    "task.kind": "modular",
    "task.modulus": "113",
  });
});

test("a schedule of batches is one value, and one word of a command line", () => {
  const spec = parseSpec('[training]\nbatch = [[0, 32], [1000, "full"]]\n');
  equal(spec["training.batch"], '[[0, 32], [1000, "full"]]');
  equal(
    setOption("training.batch", spec["training.batch"]),
    `--set 'training.batch=[[0, 32], [1000, "full"]]'`,
  );
  equal(setOption("optimizer.weightDecay", "1e-3"), "--set optimizer.weightDecay=1e-3");
  equal(setOption("name", "it's"), "--set 'name=it'\\''s'");
});
