import { crossing, judgeChoice, judgeLine, judgeTicks, prose } from "../pages/lesson-words.js";
import { equal, test } from "./check.js";

test("code and emphasis are marked, and nothing else", () => {
  const node = prose("p", "", "run `groklab list` *now*, 2 * 3");
  equal(node.textContent, "run groklab list now, 2 * 3");
  equal([...node.children].map((child) => child.tagName).join(), "CODE,EM");
});

test("a drawn line is judged by where it reaches the threshold", () => {
  const line = [
    [30, 0],
    [100, 0.5],
    [200, 0.97],
  ];
  equal(crossing(line, 0.95), 200);
  equal(crossing(line, 0.99), null);
  equal(
    judgeLine(line, 0.95, 3226),
    "Your line reaches 95 % at step 200. The network reached 95 % at step 3,226." +
      " That is 16 times as late as you thought.",
  );
  equal(judgeLine(line, 0.95, 240).endsWith("That is about where you thought."), true);
  equal(
    judgeLine(line, 0.95, undefined),
    "Your line reaches 95 % at step 200. The network never reached 95 %.",
  );
  equal(judgeLine([[30, 0.2]], 0.95, 10).startsWith("Your line never reaches 95 %."), true);
});

test("ticks count right where an option was rightly ticked and where it was rightly left", () => {
  const options = [{ right: true }, { right: false }, { right: true }];
  equal(judgeTicks(options, new Set([0, 2])), "That is what happened.");
  equal(judgeTicks(options, new Set([1])), "Of 3 you had 0 right.");
  equal(judgeTicks(options, new Set()), "Of 3 you had 1 right.");
});

test("a wrong choice is told which was right", () => {
  const options = [{ text: "Luck." }, { text: "Work.", right: true }];
  equal(judgeChoice(options, 1), "Yes, that is the answer.");
  equal(judgeChoice(options, 0), "No. The answer is: “Work.”");
});
