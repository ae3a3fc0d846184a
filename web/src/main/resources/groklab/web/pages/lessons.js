/* The list of lessons, and all their exercises for whoever teaches. */
import { element } from "../charts/parts.js";
import { settings } from "./dashboard.js";
import { exercise } from "./exercise.js";
import { prose } from "./lesson-words.js";

const root = document.getElementById("lessons");
const cards = element("div", "lesson-cards");
settings.lessons.forEach((lesson, i) => {
  const card = element("a", "lesson-card");
  card.href = `/lessons/${lesson.id}`;
  card.append(
    element("span", "place", `Lesson ${i + 1} · about ${lesson.minutes} minutes`),
    element("span", "name", lesson.title),
    prose("span", "lead", lesson.teaser),
  );
  cards.append(card);
});
const teachers = element("details", "section");
teachers.append(element("summary", "", "For whoever teaches: all exercises with their solutions"));
for (const lesson of settings.lessons) {
  teachers.append(element("h3", "", lesson.title), ...lesson.exercise.map(exercise));
}
root.append(
  element("h1", "page-title", "Lessons"),
  element(
    "p",
    "reading",
    "Each asks for your guess first, then shows what a recorded run did, then says why. Every " +
      "number comes from a run whose command stands below it, and which gives the same again.",
  ),
  cards,
  teachers,
);
