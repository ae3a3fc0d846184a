import { equation } from "../views/answer-table.js";
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
