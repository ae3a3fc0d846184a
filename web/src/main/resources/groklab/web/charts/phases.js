/* The strip of phases above the charts, and the sightings beside them, each with its evidence. */
"use strict";

const GroklabPhases = (() => {
  const { formatStep } = GroklabScales;
  const { element } = GroklabParts;
  const PHASES = ["undetermined", "confusion", "memorisation", "plateau", "comprehension", "transition", "generalised",
    "collapsed", "un-grokked"];

  class PhaseStrip {
    constructor(board) {
      this.board = board;
      this.root = element("section", "phases");
      this.bar = element("div", "phase-bar");
      this.beside = element("div", "phase-bar sighting-bar");
      this.detail = element("p", "phase-detail");
      this.root.append(element("h3", "", "Phases"), this.bar, this.beside, this.detail);
    }

    draw() {
      const { phases, sightings = [] } = this.board.data;
      this.root.hidden = phases.length === 0;
      this.bar.replaceChildren(...phases.map((phase) => {
        const known = PHASES.includes(phase.name) ? phase.name : "other";
        return this.part(phase, `phase phase-${known}`);
      }));
      this.beside.hidden = sightings.length === 0;
      this.beside.replaceChildren(...sightings.map((sighting) => this.part(sighting, "phase sighting")));
      this.detail.textContent = "Point at a phase, or move to it with Tab, to read the evidence for it.";
    }

    part(phase, classes) {
      const [low, high] = this.board.range();
      const { stepScale } = this.board;
      const place = (step) => Math.min(1, Math.max(0, (stepScale.forward(step) - low) / (high - low)));
      const part = element("button", classes);
      part.type = "button";
      part.append(element("span", "", phase.name));
      const text = describePhase(phase);
      part.setAttribute("aria-label", text);
      part.title = text;
      part.style.left = `${100 * place(phase.from)}%`;
      part.style.width = `${100 * (place(phase.to) - place(phase.from))}%`;
      for (const kind of ["mouseenter", "focus", "click"]) {
        part.addEventListener(kind, () => (this.detail.textContent = text));
      }
      return part;
    }
  }

  function describePhase(phase) {
    const share = phase.confidence == null ? "" : ` (confidence ${Math.round(100 * phase.confidence)} %)`;
    const evidence = phase.evidence ? `: ${phase.evidence}` : "";
    const when = phase.from === phase.to
      ? `step ${formatStep(phase.from)}`
      : `steps ${formatStep(phase.from)} to ${formatStep(phase.to)}`;
    return `${phase.name}, ${when}${share}${evidence}`;
  }

  return { PhaseStrip };
})();
