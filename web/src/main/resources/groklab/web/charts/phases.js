/* The strip of phases above the charts, and the sightings beside them, each with its evidence. */
import { about } from "./about.js";
import { element, setText } from "./parts.js";
import { formatStep } from "./scales.js";

const PHASES = [
  "undetermined",
  "confusion",
  "memorisation",
  "plateau",
  "comprehension",
  "transition",
  "generalised",
  "collapsed",
  "un-grokked",
  "lost",
];

/** About the pixels of a letter and of what surrounds a name, and of what lies beside the strip. */
const LETTER = 7.2;
const AROUND = 10;
const BESIDE = 72;

/** The strips of phases: one, or one for each set that phases were told by. */
export function stripsOf({ phasesTitle = "Phases", phases, sightings = [], others = [] }) {
  return [{ title: phasesTitle, phases, sightings }, ...others];
}

export class PhaseStrip {
  /** @param index of the strips that the board's data have */
  constructor(board, index) {
    Object.assign(this, { board, index });
    this.root = element("section", "phases");
    this.bar = element("div", "phase-bar");
    this.beside = element("div", "phase-bar sighting-bar");
    this.detail = element(
      "p",
      "phase-detail",
      "Point at a phase, or move to it with Tab, to read the evidence for it.",
    );
    this.title = element("h3");
    this.titleText = element("span");
    this.title.append(this.titleText, about("phase", "Phases"));
    this.outside = element("p", "phase-outside");
    this.outside.setAttribute("aria-hidden", "true"); // said by the parts themselves
    this.root.append(this.title, this.bar, this.beside, this.outside, this.detail);
  }

  draw() {
    const { title, phases, sightings } = stripsOf(this.board.data)[this.index];
    setText(this.titleText, title);
    this.root.hidden = phases.length === 0;
    this.beside.hidden = sightings.length === 0;
    this.fill(this.bar, phases, (phase) => `phase phase-${known(phase)}`);
    this.fill(this.beside, sightings, () => "phase sighting");
    this.nameOutside(phases);
  }

  /** Names that have no room in their part stand below, with its colour. */
  nameOutside(phases) {
    const room = (i) => (parseFloat(this.bar.children[i].style.width) / 100) * this.barWidth();
    const short = phases.filter((phase, i) => phase.name.length * LETTER + AROUND > room(i));
    phases.forEach((phase, i) => {
      this.bar.children[i].firstChild.hidden = short.includes(phase);
    });
    const text = short.map((phase) => `${phase.name}/${phase.from}`).join();
    if (this.outside.dataset.names === text) return;
    this.outside.dataset.names = text;
    this.outside.replaceChildren(
      ...short.map((phase) => {
        const item = element("span", "phase-name");
        item.append(element("i", `phase-${known(phase)}`), `${phase.name} from `);
        item.append(`${this.board.unit.one} ${formatStep(phase.from)}`);
        return item;
      }),
    );
    this.outside.hidden = short.length === 0;
  }

  barWidth() {
    return Math.max(0, this.board.width - BESIDE);
  }

  /**
   * Parts stay the same elements while they grow, so that one that is being read keeps the focus.
   */
  fill(bar, phases, classesOf) {
    while (bar.children.length > phases.length) bar.lastChild.remove();
    while (bar.children.length < phases.length) bar.append(this.part());
    phases.forEach((phase, i) => this.show(bar.children[i], phase, classesOf(phase)));
  }

  part() {
    const part = element("button");
    part.type = "button";
    part.append(element("span"));
    for (const kind of ["mouseenter", "focus", "click"]) {
      part.addEventListener(kind, () => (this.detail.textContent = part.title));
    }
    return part;
  }

  show(part, phase, classes) {
    const { stepScale } = this.board;
    const [low, high] = this.board.range().map(stepScale.forward);
    const place = (step) =>
      Math.min(1, Math.max(0, (stepScale.forward(step) - low) / (high - low)));
    const text = describePhase(phase, this.board.unit);
    part.className = classes;
    setText(part.firstChild, phase.name);
    part.setAttribute("aria-label", text);
    part.title = text;
    part.style.left = `${100 * place(phase.from)}%`;
    part.style.width = `${100 * (place(phase.to) - place(phase.from))}%`;
  }
}

const known = (phase) => (PHASES.includes(phase.name) ? phase.name : "other");

function describePhase(phase, unit) {
  const share =
    phase.confidence == null ? "" : ` (confidence ${Math.round(100 * phase.confidence)} %)`;
  const evidence = phase.evidence ? `: ${phase.evidence}` : "";
  const when =
    phase.from === phase.to
      ? `${unit.one} ${formatStep(phase.from)}`
      : `${unit.many} ${formatStep(phase.from)} to ${formatStep(phase.to)}`;
  return `${phase.name}, ${when}${share}${evidence}`;
}
