/* "What if?": a run that goes on from a checkpoint with other settings. */
import { element } from "../charts/parts.js";
import { formatStep } from "../charts/scales.js";
import { change, command, field, runPath, showCommand } from "./dashboard.js";
import { FormError } from "./form-error.js";
import { setOption } from "./spec.js";

const KNOBS = [
  ["optimizer.weightDecay", "weight decay"],
  ["optimizer.learningRate", "learning rate"],
  ["task.trainFraction", "data fraction"],
  ["training.batch", "batch"],
  ["budget.steps", "steps in all"],
  ["budget.stopWhen", "stop when"],
];

export class BranchDialog {
  /**
   * id, values: the run of the page and its settings.
   * checkpoint(): { step, run } to begin at; a step of null is the present one.
   */
  constructor(id, values, checkpoint) {
    Object.assign(this, { id, values, checkpoint, inputs: new Map() });
    this.root = element("dialog", "branch");
    this.from = element("p", "branch-from");
    this.twin = command("");
    this.root.append(this.form());
    this.root.setAttribute("aria-label", "Branch this run with changed settings");
    document.body.append(this.root);
  }

  form() {
    const form = element("form");
    form.append(element("h2", "", "What if?"), this.from);
    for (const [key, label] of KNOBS.filter(([known]) => known in this.values)) {
      const input = element("input");
      input.name = key;
      input.value = this.values[key];
      input.autocomplete = "off";
      input.addEventListener("input", () => this.updateTwin());
      this.inputs.set(key, input);
      form.append(field(label, input));
    }
    this.go = element("button", "action primary", "Branch");
    this.go.type = "submit";
    const cancel = element("button", "action", "Cancel");
    cancel.type = "button";
    cancel.addEventListener("click", () => this.root.close());
    const row = element("div", "row");
    row.append(this.go, cancel);
    form.append(this.twin, row);
    this.error = new FormError(form, this.inputs);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.tryToBranch();
    });
    return form;
  }

  open() {
    this.error.hide();
    this.root.showModal();
    const { step, run } = this.checkpoint();
    const origin = run === this.id ? "" : ` of ${run}`;
    this.from.textContent =
      step === null
        ? "The new run begins at the present step; this run goes on."
        : `The new run begins at the checkpoint of step ${formatStep(step)}${origin}; ` +
          "this run stays as it is. Move the scrubber to begin elsewhere.";
    this.updateTwin();
  }

  /**
   * What differs from the run that has the checkpoint. Of another run's settings this page knows
   * nothing, so then it is all of them.
   */
  settings() {
    const isOurs = this.checkpoint().run === this.id;
    return Object.fromEntries(
      [...this.inputs]
        .map(([key, input]) => [key, input.value.trim()])
        .filter(([key, value]) => !isOurs || value !== this.values[key]),
    );
  }

  updateTwin() {
    const { step, run } = this.checkpoint();
    const at = step === null ? "" : ` --at ${step}`;
    const set = Object.entries(this.settings()).map(([key, value]) => ` ${setOption(key, value)}`);
    showCommand(this.twin, `./groklab run --branch ${runPath(run)}${at}${set.join("")}`);
  }

  /** The form stays open, with all that was typed, until the run exists. */
  async tryToBranch() {
    this.go.disabled = true;
    this.error.hide();
    try {
      await this.branch();
    } catch (error) {
      this.error.show(error.message);
    } finally {
      this.go.disabled = false;
    }
  }

  async branch() {
    const { step, run } = this.checkpoint();
    const answer = await change(`/api/runs/${encodeURIComponent(run)}/branch`, {
      step,
      set: this.settings(),
    });
    const compared = `compared=${encodeURIComponent(this.id)}`;
    location.href = `/runs/${encodeURIComponent(answer.id)}#${compared}`;
  }
}
