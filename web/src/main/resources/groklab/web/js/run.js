/* The run page in both its lives: charts and replay from the data inside the page, and the state in the address. */
"use strict";

/** What a view shows, in the part of the address behind "#", so that it can be sent to somebody or come back later. */
const GroklabState = {
  read() {
    return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  },
  write(changes) {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const [key, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === "") state.delete(key);
      else state.set(key, value);
    }
    const text = state.toString();
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  },
};

const GroklabRun = (() => {
  function dataOf(id) {
    const holder = document.getElementById(id);
    return holder ? JSON.parse(holder.textContent) : null;
  }

  function board() {
    const made = GroklabCharts.mount(document.getElementById("charts"), dataOf("data"));
    decorate(made);
    const state = GroklabState.read();
    if (state.steps === "linear") made.container.querySelectorAll(".toolbar .segmented button")[1].click();
    made.container.addEventListener("click", (event) => {
      const button = event.target.closest(".toolbar .segmented button");
      if (button) GroklabState.write({ steps: button.textContent === "linear" ? "linear" : null });
    });
    return made;
  }

  function decorate(made) {
    made.panels.forEach((panel) => GroklabDownload.addToPanel(panel));
  }

  /** Joins a board and a replay: the step replayed is marked on the curves and stands in the address. */
  function replay(made, source) {
    const views = GroklabReplay.mount(document.getElementById("replay"), source, (step, newest) => {
      made.showReplay(newest ? null : step);
      GroklabState.write({ step: newest ? null : step });
    });
    const wanted = GroklabState.read().step;
    views.following = wanted === undefined;
    views.show(wanted === undefined ? views.steps.length - 1 : views.indexOf(Number(wanted)));
    return views;
  }

  /** A report: everything is in the file. */
  function start() {
    const made = board();
    const stored = dataOf("replay-data");
    if (stored) {
      const frames = new Map(stored.frames.map((frame) => [frame.step, frame]));
      replay(made, { contents: stored, frame: async (step) => frames.get(step) }).fill();
    }
  }

  return { start, board, decorate, replay, dataOf };
})();
