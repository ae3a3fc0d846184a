/* Five steps for somebody who sees this for the first time; the step stands in the address. */
import { element } from "../charts/parts.js";
import { readState, writeState } from "../views/state.js";

const STEPS = [
  [
    "Memorise",
    "#charts",
    "The network trains on a part of the examples. The dashed line is how well it does on that " +
      "part, the solid line on examples it has never seen. Where the dashed line moves first, " +
      "the network learns its examples by heart.",
  ],
  [
    "Wait",
    "#charts",
    "As long as the solid line stays where guessing puts it, the network knows its examples and " +
      "no rule. Watch the weight norms meanwhile: weight decay pulls them down, also while " +
      "nothing else seems to happen.",
  ],
  [
    "Jump",
    "#charts",
    "If the solid line follows much later, that is grokking: the network has found a rule that " +
      "holds for examples it has never seen. The shaded band between the two marks is the delay. " +
      "Not every run gets there; the sentence at the top says what this one did.",
  ],
  [
    "Why",
    "#replay",
    "Press Replay: the pictures show the inside of the network at its checkpoints, those that " +
      "make sense for its task. In modular arithmetic, a network that has found the rule often " +
      "computes with a few waves: few bright lines in the spectrum, circles in the embedding.",
  ],
  [
    "What if",
    "#controls",
    "Change a knob from here: weight decay, the learning rate, how much it may train on. Each " +
      "can decide when the network generalises, and whether. The original goes on, and both can " +
      "be compared.",
  ],
];

const card = element("aside", "tour");

/*
 * The section of the present step, until the visitor scrolls. Charts and pictures above it come in
 * bit by bit and push it away; it is brought back each time the page has grown.
 */
let landed = null;

function land(target) {
  landed = target;
  // Room below the page, so that the last section too can stand above the card.
  document.body.style.paddingBottom = target ? `${card.offsetHeight + 32}px` : "";
  if (target) target.scrollIntoView({ block: "start", behavior: "auto" });
}

function go(index) {
  writeState({ tour: index === null ? null : index + 1 });
  draw(index);
}

function draw(index) {
  card.hidden = index === null;
  if (index === null) {
    land(null);
    return;
  }
  const [title, place, text] = STEPS[index];
  const row = element("div", "row");
  const button = (label, target, primary) => {
    const made = element("button", primary ? "action primary" : "action", label);
    made.type = "button";
    made.addEventListener("click", () => go(target));
    return made;
  };
  if (index > 0) row.append(button("Back", index - 1));
  row.append(
    index < STEPS.length - 1 ? button("Next", index + 1, true) : button("Done", null, true),
  );
  if (index < STEPS.length - 1) row.append(button("Close", null));
  card.replaceChildren(
    element("p", "tour-count", `${index + 1} of ${STEPS.length}`),
    element("h2", "", title),
    element("p", "", text),
    row,
  );
  land(document.querySelector(place));
}

export function mountTour() {
  card.setAttribute("aria-label", "Guided tour");
  card.setAttribute("aria-live", "polite");
  document.body.append(card);
  new ResizeObserver(() => landed && land(landed)).observe(document.body);
  for (const moves of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(moves, (event) => card.contains(event.target) || (landed = null), {
      passive: true,
    });
  }
  const open = element("button", "action", "Tour");
  open.type = "button";
  open.addEventListener("click", () => go(0));
  document.querySelector(".nav").insertBefore(open, document.getElementById("nav-end"));
  const wanted = Number(readState().tour);
  draw(wanted >= 1 && wanted <= STEPS.length ? wanted - 1 : null);
}
