/* Five steps for somebody who sees this for the first time; the step stands in the address. */
import { element } from "../charts/parts.js";
import { readState, writeState } from "../views/state.js";

const STEPS = [
  [
    "Memorise",
    "#charts",
    "The network is shown a part of a table, such as x + y modulo 59. The dashed line is how " +
      "much of that part it gets right. It climbs fast: the network learns its examples by " +
      "heart. Of the cells it has never seen it knows nothing; the solid line stays at the bottom.",
  ],
  [
    "Wait",
    "#charts",
    "Now nothing seems to happen. Learning by heart is a basin that is easy to find and uneasy " +
      "to stay in: it needs large weights, and weight decay charges energy for them. Watch the " +
      "weight norm sink while accuracy stands still. There are far more ways to memorise than to " +
      "understand; that is entropy, and it is why the network finds memory first.",
  ],
  [
    "Jump",
    "#charts",
    "Then the solid line climbs. The network has reached a second basin: one rule for the whole " +
      "table, with smaller weights. This late jump is called grokking. The shaded band is the " +
      "delay.",
  ],
  [
    "Why",
    "#replay",
    "Press Replay. The empty cells of the answer table fill, the embedding bends into circles, " +
      "and in the Fourier spectrum a few bright lines remain: the network computes with a " +
      "handful of waves. The circles grow long before the accuracy moves.",
  ],
  [
    "What if",
    "#controls",
    "Change a knob from here. Too little weight decay, and it stays in the memorising basin; too " +
      "much, and it learns nothing; in between lies a Goldilocks zone. Half the data, another " +
      "learning rate: the original goes on, and both can be compared.",
  ],
];

const card = element("aside", "tour");

function go(index) {
  writeState({ tour: index === null ? null : index + 1 });
  draw(index);
}

function draw(index) {
  card.hidden = index === null;
  if (index === null) return;
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
  const target = document.querySelector(place);
  if (target) target.scrollIntoView({ block: index === 4 ? "center" : "start", behavior: "auto" });
}

export function mountTour() {
  card.setAttribute("aria-label", "Guided tour");
  card.setAttribute("aria-live", "polite");
  document.body.append(card);
  const open = element("button", "action", "Tour");
  open.type = "button";
  open.addEventListener("click", () => go(0));
  document.querySelector(".nav").insertBefore(open, document.getElementById("nav-end"));
  const wanted = Number(readState().tour);
  draw(wanted >= 1 && wanted <= STEPS.length ? wanted - 1 : null);
}
