import { FormError, inputNamedIn } from "../pages/form-error.js";
import { equal, test } from "./check.js";

function form() {
  const made = document.createElement("form");
  const inputs = new Map(
    ["model.width", "model.widthMax", "seed"].map((key) => {
      const input = document.createElement("input");
      made.append(input);
      return [key, input];
    }),
  );
  return { made, inputs };
}

test("the input is the one whose key the sentence names, the longer of two", () => {
  const { inputs } = form();
  equal(inputNamedIn("model.widthMax is -1", inputs), inputs.get("model.widthMax"));
  equal(inputNamedIn("model.width is -1", inputs), inputs.get("model.width"));
  equal(inputNamedIn("the disk is full", inputs), null);
});

test("a sentence stands after its field, and another one takes its place", () => {
  const { made, inputs } = form();
  const error = new FormError(made, inputs);
  error.show("seed is x");
  equal(inputs.get("seed").nextSibling.textContent, "seed is x");
  equal(inputs.get("seed").getAttribute("aria-invalid"), "true");
  error.show("the disk is full");
  equal(inputs.get("seed").getAttribute("aria-invalid"), null);
  equal(made.lastChild.textContent, "the disk is full");
  equal(made.querySelectorAll(".field-error").length, 1);
  error.hide();
  equal(made.querySelectorAll(".field-error").length, 0);
});
