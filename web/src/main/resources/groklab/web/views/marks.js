/* What charts/marks.js draws on a chart of a page, on a picture of it that is saved. */
import { colour, cssColour } from "../charts/parts.js";

/** Where a plot begins that has a title, a bracket and labels above it. */
export const MARKS_TOP = 78;

/** The width of a letter: pictures are painted where none can be measured. */
const LETTER = 7;
const ARROW = 5;

const place = (board, step, toX) => toX(board.stepScale.forward(step));

export function paintBand(surface, board, toX, top, bottom) {
  const { delay } = board.data;
  if (!delay) return;
  const [from, to] = [delay.from, delay.to].map((step) => place(board, step, toX));
  surface.area(
    [
      [from, top],
      [to, top],
      [to, bottom],
      [from, bottom],
    ],
    { colour: cssColour("--band") },
  );
}

/** painted: what plot() of draw.js gives back. */
export function paintMarks(surface, board, { box, toX }) {
  let flags = 0;
  let ends = 0;
  for (const mark of board.data.marks) {
    const order = mark.flag ? flags++ : ends++;
    const x = place(board, mark.step, toX);
    if (x < box.left || x > box.right) continue;
    const line = [
      [x, box.top - (mark.flag ? 0 : 20)],
      [x, box.bottom],
    ];
    surface.line(line, { colour: colour(mark.role), width: 1.5, dash: [4, 3] });
    paintLabel(surface, mark, x, order, box);
  }
  if (board.data.delay) paintBracket(surface, board, box, toX);
}

function paintLabel(surface, mark, x, order, box) {
  const width = LETTER * mark.label.length + 5;
  const fitsLeft = x > width;
  const onLeft = mark.flag || order === 0 ? fitsLeft : x + width > box.right && fitsLeft;
  surface.text(mark.label, x + (onLeft ? -5 : 5), box.top + (mark.flag ? 16 + 15 * order : -11), {
    colour: colour(mark.role),
    align: onLeft ? "right" : "left",
    weight: "600",
  });
}

function paintBracket(surface, board, box, toX) {
  const { delay } = board.data;
  const [from, to] = [delay.from, delay.to].map((step) =>
    Math.min(box.right, Math.max(box.left, place(board, step, toX))),
  );
  if (to - from < 2) return;
  const y = box.top - 24;
  const ink = cssColour("--ink");
  const arrow = Math.min(ARROW, (to - from) / 3);
  const head = (end, inwards) => [
    [end + inwards * arrow, y - 0.7 * arrow],
    [end, y],
    [end + inwards * arrow, y + 0.7 * arrow],
  ];
  for (const points of [
    [
      [from, y],
      [to, y],
    ],
    head(from, 1),
    head(to, -1),
  ])
    surface.line(points, { colour: ink, width: 1.5 });
  const half = (LETTER * delay.label.length) / 2;
  const centre = Math.max(half, Math.min(box.right - half, (from + to) / 2));
  surface.text(delay.label, centre, y - 12, { colour: ink, align: "center", weight: "600" });
}
