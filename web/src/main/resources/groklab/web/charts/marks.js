/* What is drawn on every panel: the delay, its two ends, and the step that is replayed. */
import { colour, cssColour } from "./parts.js";
import { formatStep } from "./scales.js";
import { uPlot } from "./uplot.js";

export const RIGHT_PADDING = 14;
const NARROW = 420;

function canvasX(plot, step) {
  return plot.valToPos(step, "x", true);
}

export function drawDelayBand(plot, board) {
  const delay = board.data.delay;
  if (!delay) return;
  const { left, top, width, height } = plot.bbox;
  const from = Math.max(left, canvasX(plot, delay.from));
  const to = Math.min(left + width, canvasX(plot, delay.to));
  if (to <= from) return;
  plot.ctx.save();
  plot.ctx.fillStyle = cssColour("--band");
  plot.ctx.fillRect(from, top, to - from, height);
  plot.ctx.restore();
}

export function drawMarks(plot, board, withLabels) {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const labelTop = withLabels ? bbox.top - 20 * ratio : bbox.top;
  ctx.save();
  if (board.replayStep != null) drawReplayStep(plot, board);
  ctx.lineWidth = 1.5 * ratio;
  ctx.font = `600 ${12 * ratio}px ${cssColour("--font")}`;
  ctx.textBaseline = "middle";
  let flags = 0;
  let ends = 0;
  board.data.marks.forEach((mark) => {
    const place = mark.flag ? flags++ : ends++;
    const x = Math.round(canvasX(plot, mark.step));
    if (x < bbox.left || x > bbox.left + bbox.width) return;
    ctx.strokeStyle = colour(mark.role);
    ctx.setLineDash([4 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, labelTop);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    if (withLabels) drawMarkLabel(plot, mark, x, place);
  });
  if (withLabels && board.data.delay) drawBracket(plot, board);
  ctx.restore();
}

function drawReplayStep(plot, board) {
  const { ctx, bbox } = plot;
  const x = canvasX(plot, board.replayStep);
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.fillStyle = cssColour("--ink");
  ctx.globalAlpha = 0.55;
  ctx.fillRect(x - uPlot.pxRatio, bbox.top, 2 * uPlot.pxRatio, bbox.height);
  ctx.globalAlpha = 1;
}

/**
 * Above the plot the first label stands left of its line and the second right of it, unless the
 * edge of the plot is nearer. Flags (where a branch began, a turn was done, another set of examples
 * generalised) have their labels below one another in the plot.
 */
function drawMarkLabel(plot, mark, x, place) {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const label = bbox.width / ratio < NARROW ? formatStep(mark.step) : mark.label;
  const width = ctx.measureText(label).width + 5 * ratio;
  const fitsLeft = x - width > 0;
  const fitsRight = x + width < bbox.left + bbox.width + RIGHT_PADDING * ratio;
  const onLeft = mark.flag || place === 0 ? fitsLeft : !fitsRight && fitsLeft;
  const below = mark.flag ? 16 + 15 * place : -11;
  ctx.textAlign = onLeft ? "right" : "left";
  ctx.fillStyle = colour(mark.role);
  ctx.fillText(label, x + (onLeft ? -5 : 5) * ratio, bbox.top + below * ratio);
}

function drawBracket(plot, board) {
  const { ctx, bbox } = plot;
  const delay = board.data.delay;
  const ratio = uPlot.pxRatio;
  const right = bbox.left + bbox.width;
  const from = Math.min(right, Math.max(bbox.left, canvasX(plot, delay.from)));
  const to = Math.min(right, Math.max(bbox.left, canvasX(plot, delay.to)));
  if (to - from < 2 * ratio) return;
  const y = bbox.top - 22 * ratio;
  const arrow = Math.min(5 * ratio, (to - from) / 3);
  ctx.setLineDash([]);
  ctx.strokeStyle = ctx.fillStyle = cssColour("--ink");
  ctx.beginPath();
  ctx.moveTo(from, y);
  ctx.lineTo(to, y);
  ctx.moveTo(from + arrow, y - arrow * 0.7);
  ctx.lineTo(from, y);
  ctx.lineTo(from + arrow, y + arrow * 0.7);
  ctx.moveTo(to - arrow, y - arrow * 0.7);
  ctx.lineTo(to, y);
  ctx.lineTo(to - arrow, y + arrow * 0.7);
  ctx.stroke();
  const half = ctx.measureText(delay.label).width / 2;
  const centre = Math.max(half, Math.min(right + RIGHT_PADDING * ratio - half, (from + to) / 2));
  ctx.textAlign = "center";
  ctx.fillText(delay.label, centre, bbox.top - 34 * ratio);
}
