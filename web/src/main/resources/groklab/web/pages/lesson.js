/* A lesson: what is known, a guess, what a recorded run did, and why. */
import { cssColour, element, forgetColours, segmented, swatch } from "../charts/parts.js";
import { command, settings as lesson } from "./dashboard.js";
import { exercise } from "./exercise.js";
import { LessonFigure } from "./lesson-figure.js";
import { judgeChoice, judgeLine, judgeTicks, prose } from "./lesson-words.js";

/** Where a rise counts as generalised; the runs of the lessons have the usual threshold. */
const GENERALISED = 0.95;

const root = document.getElementById("lesson");
const figure = new LessonFigure(lesson);
const outcome = element("p", "lesson-outcome");
outcome.setAttribute("role", "status");
const after = element("div", "lesson-after");
after.hidden = true;

// ---- the question -------------------------------------------------------------------------------

const boxes = [];

function options() {
  return (lesson.ask.option || []).map((option, i) => {
    const label = element("label");
    const box = element("input");
    box.type = lesson.ask.form === "many" ? "checkbox" : "radio";
    box.name = "guess";
    box.value = String(i);
    boxes.push(box);
    label.append(box, prose("span", "", option.text));
    return label;
  });
}

const GUESS_FIRST = {
  draw: "Guess first: draw the line on the picture.",
  choose: "Guess first: choose an answer.",
  many: "Guess first: tick what you expect.",
};

function chosen() {
  return boxes.flatMap((box, i) => (box.checked ? [i] : []));
}

function hasGuess() {
  return (lesson.ask.form === "draw" ? figure.drawn : chosen()).length > 0;
}

function judge() {
  if (!hasGuess()) return "You did not guess.";
  if (lesson.ask.form === "draw")
    return judgeLine(figure.drawn, GENERALISED, figure.lines[0].generalizedAt);
  return lesson.ask.form === "many"
    ? judgeTicks(lesson.ask.option, new Set(chosen()))
    : judgeChoice(lesson.ask.option, chosen()[0]);
}

function markOptions() {
  boxes.forEach((box, i) => {
    box.disabled = true;
    const { right } = lesson.ask.option[i];
    const many = lesson.ask.form === "many";
    box.parentElement.classList.toggle("right", Boolean(right));
    const mark = right ? (many ? "it did" : "so it is") : many ? "it did not" : "";
    if (mark) box.parentElement.append(element("span", "mark", mark));
  });
}

const go = element("button", "action primary", "That is my guess: show it");
go.type = "button";
go.addEventListener("click", () => {
  if (hasGuess()) show();
  else {
    outcome.textContent = GUESS_FIRST[lesson.ask.form];
    skip.hidden = false;
  }
});
/** For who shows a lesson to others, and for a guess of "none of them". */
const skip = element("button", "action", "Show it without a guess");
skip.type = "button";
skip.hidden = true;
skip.addEventListener("click", show);

function show() {
  go.disabled = true;
  clear.hidden = true;
  skip.hidden = true;
  figure.asks = false;
  legend(true);
  figure.reveal(() => {
    outcome.textContent = judge();
    markOptions();
    after.hidden = false;
  });
}
const clear = element("button", "action", "Draw again");
clear.type = "button";
clear.hidden = lesson.ask.form !== "draw";
clear.addEventListener("click", () => figure.clear());

function question() {
  const box = element("section", "lesson-ask");
  const set = element("fieldset");
  set.append(element("legend", "", lesson.ask.question), ...options());
  if (lesson.ask.form === "draw") {
    set.append(
      element(
        "p",
        "reading",
        "With the pointer, or with the arrow keys on the picture: right goes on in time, up and " +
          "down move the line.",
      ),
    );
  }
  const row = element("div", "row");
  row.append(go, clear, skip);
  box.append(set, row, outcome);
  return box;
}

// ---- the figure ---------------------------------------------------------------------------------

const legendBox = element("div", "legend");

function legend(all) {
  const items = figure.lines
    .filter((line) => all || !line.hidden)
    .map((line) => {
      const item = element("span", "legend-item");
      item.append(swatch(figure.roleOf(line), []), element("span", "legend-name", line.name));
      return item;
    });
  if (lesson.figure.given) {
    const item = element("span", "legend-item");
    item.append(swatch("train", [7, 3]), element("span", "legend-name", "training examples"));
    items.unshift(item);
  }
  legendBox.replaceChildren(...items);
}

function drawing() {
  const box = element("section", "lesson-figure");
  const head = element("div", "row");
  head.append(
    legendBox,
    segmented("steps", ["log", "linear"], "log", (mode) => figure.setSteps(mode)),
  );
  box.append(head, figure.canvas);
  return box;
}

// ---- what follows -------------------------------------------------------------------------------

function evidence() {
  if (!lesson.evidence) return [];
  const list = element("ul", "lesson-evidence");
  for (const { entry, claim, judgement, text } of lesson.evidence) {
    const item = prose("li", "", `${text} `);
    item.append(
      element("span", "judgement", judgement),
      " ",
      element("code", "", `./groklab reproduce ${entry}`),
      ` (${claim})`,
    );
    list.append(item);
  }
  return [element("h2", "", "Claims behind it, and what came of them here"), list];
}

function provenance() {
  const box = element("details");
  box.append(
    element("summary", "", "The runs of this lesson, and how to make them again"),
    element(
      "p",
      "reading",
      "When a run is looked at depends on what is measured, and T_mem and T_grok are steps at " +
        "which it was: with other measures they may differ by some steps, the weights do not.",
    ),
  );
  for (const run of lesson.runs) {
    box.append(
      command(run.command),
      element(
        "p",
        "reading",
        `seed ${run.seed}, ${run.steps} steps, ${run.verdict}, digest ${run.digest}`,
      ),
    );
  }
  return box;
}

function following() {
  const live = element("a", "action primary", lesson.live.text);
  live.href = `/start#recipe=${encodeURIComponent(lesson.live.recipe)}`;
  const next = element("a", "action", lesson.next ? "Next lesson" : "All lessons");
  next.href = lesson.next ? `/lessons/${lesson.next}` : "/lessons";
  const row = element("div", "row");
  row.append(live, next);
  after.append(
    element("h2", "", "What happened, and why"),
    ...lesson.after.text.map((text) => prose("p", "lesson-text", text)),
    ...evidence(),
    element("h2", "", "Try it"),
    row,
    ...lesson.exercise.map(exercise),
    provenance(),
  );
}

following();
root.append(
  element("p", "lesson-place", `Lesson ${lesson.number} of ${lesson.of}`),
  element("h1", "page-title", lesson.title),
  prose("p", "lesson-text", lesson.lead),
  drawing(),
  question(),
  after,
);
legend(false);
figure.draw();
new ResizeObserver(() => figure.draw()).observe(figure.canvas.parentElement);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  forgetColours();
  cssColour("--ink");
  figure.draw();
});
