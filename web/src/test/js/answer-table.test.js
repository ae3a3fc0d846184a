import { equation, says } from "../views/answer-table.js";
import { equal, test } from "./check.js";

test("a cell is an equation where the operation is arithmetic modulo p", () => {
  equal(equation("add", 17, 50, 59), "17 + 50 = 8 (mod 59)");
  equal(equation("subtract", 3, 5, 59), "3 − 5 = 57 (mod 59)");
  equal(equation("multiply", 7, 9, 59), "7 × 9 = 4 (mod 59)");
  equal(equation("divide", 1, 2, 59), "1 ÷ 2 = 30 (mod 59)");
});

test("another operation is named beside its pair", () => {
  equal(equation("cubic-xy", 3, 4, 59), "x = 3, y = 4 (cubic-xy)");
});

test("a cell says what the network answers, right or wrong", () => {
  equal(says(128 + 127, undefined, 40), "the network says 40, 100 % sure");
  equal(says(3, 31, 40), "the network says 31, with 2 % on the right answer");
});

test("where answers have no numbers or are not recorded, it says whether it is right", () => {
  equal(says(128 + 64, undefined, undefined), "the network is right, 50 % sure");
  equal(says(0, undefined, 40), "the network is wrong, 0 % on the right answer");
});
