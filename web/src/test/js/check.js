/*
 * Tests in JavaScript: ScriptUnitTest loads each file named *.test.js into Chromium and reports
 * every case by its name.
 *
 *   test("a name in words", () => equal(formatStep(7100), "7,100"));    the function may be async
 */
let cases = [];

export function test(name, body) {
  cases.push({ name, body });
}

function fail(sentence) {
  throw new Error(sentence);
}

/** Compares by value: numbers, texts, arrays, objects of them. */
export function equal(actual, expected) {
  const [seen, wanted] = [actual, expected].map((value) => JSON.stringify(value));
  if (seen !== wanted) fail(`expected ${wanted}, but it is ${seen}`);
}

export function near(actual, expected, tolerance = 1e-9) {
  if (!(Math.abs(actual - expected) <= tolerance))
    fail(`expected ${expected}, but it is ${actual}`);
}

export function holds(condition, sentence) {
  if (!condition) fail(sentence);
}

/** Runs the cases since the last call: [{ name, failure }], where null is none. */
export async function run() {
  const due = cases;
  cases = [];
  const results = [];
  for (const { name, body } of due) {
    try {
      await body();
      results.push({ name, failure: null });
    } catch (error) {
      results.push({ name, failure: `${error.message}\n${error.stack}` });
    }
  }
  return results;
}
