/* An exercise of a lesson. */
import { element } from "../charts/parts.js";
import { command } from "./dashboard.js";
import { prose } from "./lesson-words.js";

/** A task, and its solution behind a fold. */
export function exercise({ task, solution, answer }) {
  const box = element("div", "lesson-exercise");
  const fold = element("details");
  fold.append(element("summary", "", "Solution"), ...solution.map(command));
  fold.append(prose("p", "reading", answer));
  box.append(prose("p", "", task), fold);
  return box;
}
