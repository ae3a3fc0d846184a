import { Board } from "../charts/board.js";
import { element } from "../charts/parts.js";
import { equal, holds, near, test } from "./check.js";

const DATA = {
  grids: [[0, 9, 99]],
  panels: [
    {
      id: "loss",
      title: "Loss",
      group: "main",
      log: true,
      series: [{ name: "train", role: "train", grid: 0, values: [100, 1, 0] }],
    },
  ],
  marks: [],
  delay: null,
  phases: [],
  sightings: [],
};

async function shown(data, state) {
  const box = element("div");
  box.style.width = "800px";
  document.body.prepend(box);
  const board = new Board(box, data, { state });
  const [panel] = board.panels;
  for (let i = 0; i < 100 && !panel.plot; i++) await new Promise((done) => setTimeout(done, 20));
  holds(panel.plot, "the panel was drawn");
  return { board, panel, plot: panel.plot };
}

test("step 0 is at the left edge and the steps follow the logarithm of step + 1", async () => {
  const { board, plot } = await shown(DATA, {});
  const place = (step) => plot.valToPos(step, "x");
  near(place(0), 0, 1e-6);
  near(place(99) / place(9), 2, 1e-6);
  board.destroy();
});

test("values follow uPlot's logarithm; zero becomes a gap, and the panel says so", async () => {
  const { board, panel, plot } = await shown(DATA, {});
  const place = (value) => plot.valToPos(value, "y");
  near(place(1) - place(10), place(10) - place(100), 1e-6);
  equal(plot.data[1], [100, 1, null]);
  equal(
    panel.note.textContent,
    "1 value is zero or negative and has no place on a logarithmic axis.",
  );
  board.destroy();
});

test("on a linear axis zero is a value like any other", async () => {
  const { board, panel, plot } = await shown(DATA, { axis: "loss:linear", steps: "linear" });
  equal([plot.data[1], panel.note.textContent], [[100, 1, 0], ""]);
  near(plot.valToPos(99, "x") / plot.valToPos(9, "x"), 11, 1e-6);
  board.destroy();
});

test("the zoom of an address is in steps, and shows all again when it is taken back", async () => {
  let told = null;
  const { board } = await shown(DATA, { zoom: "9..99" });
  board.onState = (state) => (told = state);
  equal(board.range(), [9, 99]);
  board.tellState();
  equal(told.zoom, "9..99");
  board.setRange(null);
  equal([board.range()[0], told.zoom], [0, null]);
  board.destroy();
});

test("a board whose steps are epochs says so", async () => {
  const { board, panel } = await shown({ ...DATA, unit: { one: "epoch", many: "epochs" } }, {});
  equal(panel.plot.axes[0].label, "epoch (logarithm of epoch + 1)");
  board.showStep(9);
  equal(board.readout.textContent, "Epoch 9");
  board.destroy();
});

test("each set that phases were told by has a strip of its own", async () => {
  const phases = [{ name: "plateau", from: 0, to: 99, evidence: "flat", confidence: 0.9 }];
  const others = [{ title: "Phases by boats", phases, sightings: [] }];
  const { board } = await shown({ ...DATA, phases, phasesTitle: "Phases by cars", others }, {});
  equal(
    board.strips.map((strip) => [strip.title.firstChild.textContent, strip.bar.children.length]),
    [
      ["Phases by cars", 1],
      ["Phases by boats", 1],
    ],
  );
  board.update(DATA);
  equal(board.strips.length, 1);
  board.destroy();
});
