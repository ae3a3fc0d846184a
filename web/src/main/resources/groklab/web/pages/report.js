/* A report: everything is in the file. */
import { dataOf } from "./page-data.js";
import { mountBoard, mountReplay } from "./run.js";

const board = mountBoard();
const stored = dataOf("replay-data");
if (stored) {
  const frames = new Map(stored.frames.map((frame) => [frame.step, frame]));
  mountReplay(board, { contents: stored, frame: async (step) => frames.get(step) }).complete();
}
