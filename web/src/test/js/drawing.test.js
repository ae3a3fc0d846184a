import { contourLines } from "../views/contours.js";
import { csv } from "../views/download.js";
import { bytes, mix, parseColour, ramp } from "../views/draw.js";
import { readState, writeState } from "../views/state.js";
import { equal, holds, near, test } from "./check.js";

test("values with commas, quotes and line breaks are quoted", () => {
  equal(
    csv(
      ["a", "b"],
      [
        ['say "hi"', "1,2"],
        [null, "x\ny"],
      ],
    ),
    'a,b\n"say ""hi""","1,2"\n,"x\ny"\n',
  );
});

test("colours are read from hexadecimal and from rgb", () => {
  equal(
    [parseColour("#0072b2"), parseColour("rgb(1, 2, 3)")],
    [
      [0, 114, 178],
      [1, 2, 3],
    ],
  );
});

test("colours mix in proportion, and the ramp ends where it should", () => {
  equal(mix([0, 0, 0], [100, 200, 50], 0.5), [50, 100, 25]);
  equal([ramp(-1), ramp(2)], [parseColour("#00224e"), parseColour("#fee838")]);
});

test("bytes come out of base64", () => equal([...bytes("AH//")], [0, 127, 255]));

test("the state of a page stands in its address, and what is as usual leaves it", () => {
  writeState({ zoom: "1..20", steps: "linear" });
  equal(readState(), { zoom: "1..20", steps: "linear" });
  writeState({ zoom: null, steps: "" });
  equal(readState(), {});
});

test("a contour of a cone is a circle round its tip", () => {
  const size = 41;
  const cone = Array.from({ length: size * size }, (_, i) =>
    Math.hypot((i % size) - 20, Math.floor(i / size) - 20),
  );
  const [{ level, lines }] = contourLines(cone, size, size, [10]);
  equal(level, 10);
  // The square outside the grid, and the circle.
  const circle = lines.find((line) => line.every(([x, y]) => Math.hypot(x - 20, y - 20) < 11));
  holds(circle !== undefined, "there is no circle");
  for (const [x, y] of circle) near(Math.hypot(x - 20, y - 20), 10, 0.05);
});

test("a height that is not finite has no contour through it", () => {
  const lines = contourLines([0, 0, 0, 0, NaN, 0, 0, 0, 0], 3, 3, [1])[0].lines;
  equal(lines, []);
});
