import {
  formatPowerOfTen,
  formatStep,
  formatValue,
  shortStep,
  stepScales,
  valueScales,
} from "../charts/scales.js";
import { equal, near, test } from "./check.js";

test("a step has its thousands grouped", () => equal(formatStep(7100), "7,100"));

test("a tick of steps is short where that loses nothing", () => {
  equal([0, 999, 1000, 1500, 20000, 1e6, 1234].map(shortStep), [
    "0",
    "999",
    "1k",
    "1.5k",
    "20k",
    "1M",
    "1,234",
  ]);
});

test("a value has four digits", () => {
  equal(
    [0, 3.14159, 123456, 0.0123].map((v) => formatValue(v)),
    ["0", "3.142", "123500", "0.0123"],
  );
});

test("a tiny or a huge value is written with its power of ten", () => {
  equal(
    [1.234e-5, 2e6].map((v) => formatValue(v)),
    ["1.23e-5", "2.00e6"],
  );
});

test("what was not measured is a dash, what was not finite keeps its name", () => {
  equal([formatValue(undefined), formatValue(null), formatValue("NaN")], ["–", "–", "NaN"]);
});

test("a share is a percentage", () => equal(formatValue(0.5, true), "50.0 %"));

test("powers of ten are raised, and those that people read easily are not", () => {
  equal([1e-7, 0.01, 100, 1e5].map(formatPowerOfTen), ["10⁻⁷", "0.01", "100", "10⁵"]);
});

test("step 0 has a place on the logarithm of steps", () => {
  equal(stepScales.log.forward(0), 0);
  near(stepScales.log.inverse(stepScales.log.forward(7100)), 7100, 1e-6);
});

test("ticks of steps on a logarithm begin at 0 and are powers of ten", () => {
  equal(stepScales.log.ticks(0, 10000, 900), [0, 1, 10, 100, 1000, 10000]);
});

test("ticks of steps stay apart when there is little room", () => {
  equal(stepScales.log.ticks(0, 1e6, 150), [0, 1, 100, 10000, 1000000]);
});

test("ticks of a short stretch of steps are even", () => {
  equal(stepScales.log.ticks(100, 150, 400), [100, 110, 120, 130, 140, 150]);
});

test("linear ticks of steps are whole steps", () => {
  equal(stepScales.linear.ticks(0, 3, 800), [0, 1, 2, 3]);
});

test("what is zero or negative has no place on the logarithm of values", () => {
  equal([0, -1, 100].map(valueScales.log.forward), [null, null, 2]);
});

test("ticks of values over few decades are 1, 2, 5", () => {
  equal(valueScales.log.ticks(1, 100, 300), [1, 2, 5, 10, 20, 50, 100]);
});

test("ticks of values over many decades leave some out", () => {
  equal(valueScales.log.ticks(1e-8, 1, 150), [1e-8, 1e-6, 0.0001, 0.01, 1]);
});
