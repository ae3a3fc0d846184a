/* What lessons say: their little markup, and how a guess is judged. */
import { element } from "../charts/parts.js";
import { formatStep } from "../charts/scales.js";

/** Text with `code` and *emphasis*, nothing else. */
export function prose(tag, className, text) {
  const node = element(tag, className);
  for (const part of text.split(/(`[^`]+`|\*[^*]+\*)/)) {
    if (part.startsWith("`")) node.append(element("code", "", part.slice(1, -1)));
    else if (part.startsWith("*")) node.append(element("em", "", part.slice(1, -1)));
    else node.append(part);
  }
  return node;
}

/** The first step at which a drawn line, points [step, share], is at least at `share`. */
export function crossing(points, share) {
  const found = points.find(([, value]) => value >= share);
  return found === undefined ? null : found[0];
}

/** What came of a line that was drawn before. */
export function judgeLine(points, share, generalisedAt) {
  const per = `${Math.round(100 * share)} %`;
  const guess = crossing(points, share);
  const truth =
    generalisedAt === undefined
      ? `The network never reached ${per}.`
      : `The network reached ${per} at step ${formatStep(generalisedAt)}.`;
  if (guess === null) return `Your line never reaches ${per}. ${truth}`;
  if (generalisedAt === undefined)
    return `Your line reaches ${per} at step ${formatStep(guess)}. ${truth}`;
  const factor = generalisedAt / Math.max(1, guess);
  const distance =
    factor >= 1.5
      ? ` That is ${formatStep(factor)} times as late as you thought.`
      : factor <= 1 / 1.5
        ? ` That is ${formatStep(1 / factor)} times as early as you thought.`
        : " That is about where you thought.";
  return `Your line reaches ${per} at step ${formatStep(guess)}. ${truth}${distance}`;
}

/** What came of ticks, `chosen` a set of numbers of options. */
export function judgeTicks(options, chosen) {
  const hits = options.filter((option, i) => Boolean(option.right) === chosen.has(i)).length;
  if (hits === options.length) return "That is what happened.";
  return `Of ${options.length} you had ${hits} right.`;
}

/** What came of one choice, of options [{ text, right }] of which one is right. */
export function judgeChoice(options, chosen) {
  if (options[chosen].right) return "Yes, that is the answer.";
  return `No. The answer is: “${options.find((option) => option.right).text}”`;
}
