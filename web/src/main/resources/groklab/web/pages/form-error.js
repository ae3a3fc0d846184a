/* What is wrong in a form is said at the field that it is about. */
import { element } from "../charts/parts.js";

/** The input whose key the sentence names; of "model.width" and "model.widthMax" the longer. */
export function inputNamedIn(sentence, inputs) {
  const names = [...inputs.keys()].filter((name) => sentence.includes(name));
  names.sort((a, b) => b.length - a.length);
  return names.length > 0 ? inputs.get(names[0]) : null;
}

/** One sentence at a field of `form`, or at its end; null takes it away. */
export class FormError {
  /** inputs: a map of keys to the inputs of the form. */
  constructor(form, inputs) {
    Object.assign(this, { form, inputs });
    this.box = element("p", "field-error");
    this.box.id = "field-error";
    this.box.setAttribute("role", "alert");
    this.input = null;
  }

  show(sentence) {
    this.hide();
    this.box.textContent = sentence;
    this.input = inputNamedIn(sentence, this.inputs);
    if (this.input === null) {
      this.form.append(this.box);
      return;
    }
    this.input.after(this.box);
    this.input.setAttribute("aria-invalid", "true");
    this.input.setAttribute("aria-describedby", this.box.id);
    this.input.focus();
  }

  hide() {
    this.box.remove();
    this.input?.removeAttribute("aria-invalid");
    this.input?.removeAttribute("aria-describedby");
    this.input = null;
  }
}
