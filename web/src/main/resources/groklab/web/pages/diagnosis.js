/* A report of diagnosed runs: everything is in the file. The state of one run is in the address. */
import { Board } from "../charts/board.js";
import { addToPanel } from "../views/download.js";
import { readState, writeState } from "../views/state.js";

const runs = [...document.querySelectorAll(".diagnosis")];
const kept = runs.length === 1 ? { state: readState(), onState: writeState } : {};
for (const run of runs) {
  const data = JSON.parse(run.querySelector(".data").textContent);
  new Board(run.querySelector(".charts"), data, { ...kept, onPanel: addToPanel });
}
