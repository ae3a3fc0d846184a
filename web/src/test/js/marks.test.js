import { paintBand, paintMarks } from "../views/marks.js";
import { equal, test } from "./check.js";

const BOX = { left: 50, right: 850, top: 78, bottom: 420 };
const painted = { box: BOX, toX: (position) => position };
const ends = [
  { step: 100, label: "memorised at 100", role: "train" },
  { step: 600, label: "generalised at 600", role: "validation" },
];
const delay = { from: 100, to: 600, label: "delay: 500 steps" };

function paint(data) {
  const calls = { line: [], text: [], area: [] };
  const surface = {
    line: (points) => calls.line.push(points),
    area: (points) => calls.area.push(points),
    text: (text, x, y, { align }) => calls.text.push([text, x, align]),
  };
  const board = { data, stepScale: { forward: (step) => step } };
  paintBand(surface, board, painted.toX, BOX.top, BOX.bottom);
  paintMarks(surface, board, painted);
  return calls;
}

test("a picture has the band of the delay, its bracket and the labels of both ends", () => {
  const { area, text, line } = paint({ marks: ends, delay });
  equal(area, [
    [
      [100, 78],
      [600, 78],
      [600, 420],
      [100, 420],
    ],
  ]);
  equal(text, [
    ["memorised at 100", 105, "left"],
    ["generalised at 600", 605, "left"],
    ["delay: 500 steps", 350, "center"],
  ]);
  equal(line.length, 5);
});

test("a first label stands left of its line where there is room, a second right of it", () => {
  const later = ends.map((mark) => ({ ...mark, step: mark.step + 200 }));
  equal(
    paint({ marks: later, delay: null }).text.map(([, x, align]) => [x, align]),
    [
      [295, "right"],
      [795, "right"],
    ],
  );
});

test("what is beyond the edge of a zoomed picture is left out", () => {
  const { text, line } = paint({ marks: [{ ...ends[0], step: 20 }], delay: null });
  equal([text, line], [[], []]);
});
