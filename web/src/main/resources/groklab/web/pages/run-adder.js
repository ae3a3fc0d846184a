/* A choice of the runs that are not compared yet, ours and foreign ones. */
import { element } from "../charts/parts.js";
import { ask, say } from "./dashboard.js";

/** The id of a foreign run has "@" in front of it where both kinds can stand. */
export const isForeign = (id) => id.startsWith("@");

export class RunAdder {
  /** @param {() => string[]} ids of those that are compared; onAdd(id) is told of one more */
  constructor(ids, onAdd) {
    this.ids = ids;
    this.root = element("select", "add-run");
    this.root.hidden = true;
    this.root.setAttribute("aria-label", "Add a run to the comparison");
    this.root.addEventListener("change", () => onAdd(this.root.value));
  }

  /** Takes the rows of all runs there are, ours and foreign ones. */
  offer(own, foreign) {
    const there = new Set(this.ids());
    const ours = own.map(({ id }) => new Option(id, id));
    const others = foreign
      .filter((run) => run.verdict)
      .map(({ id, name }) => new Option(name, `@${id}`));
    this.root.replaceChildren(
      new Option("add a run…", ""),
      ...[
        ["runs", ours],
        ["foreign runs", others],
      ].map(([label, options]) => {
        const group = element("optgroup");
        group.label = label;
        group.append(...options.filter((option) => !there.has(option.value)));
        return group;
      }),
    );
    this.root.hidden = this.root.querySelectorAll("optgroup option").length === 0;
  }
}

/** Compares those that are there, and says which are not; a link may be older than its runs. */
export async function leaveOutMissing(ids, compareThese, note) {
  const [own, foreign] = await Promise.all([ask("/api/runs"), ask("/api/foreign")]);
  const there = new Set([
    ...own.runs.map(({ id }) => id),
    ...foreign.runs.map(({ id }) => `@${id}`),
  ]);
  const left = ids.filter((id) => there.has(id));
  if (left.length === 0 || left.length === ids.length) {
    note.textContent = "Nothing could be read of these runs; why stands above.";
    return;
  }
  await compareThese(left);
  const gone = ids.filter((id) => !there.has(id));
  say(`Not among the runs here, and left out: ${gone.join(", ")}.`, true);
}
