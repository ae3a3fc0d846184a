/*
 * The page of a sweep that is one file: its data, described in views/sweep-view.js, with the runs.
 */
import { SweepView } from "../views/sweep-view.js";
import { dataOf } from "./page-data.js";

const data = dataOf("data");
new SweepView(document.getElementById("sweep"), data, (cell, index) => ({
  runs: data.runs,
  from: index === 0 ? 0 : data.ends[index - 1],
  to: data.ends[index],
}));
