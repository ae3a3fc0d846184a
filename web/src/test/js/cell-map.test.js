import { at, box, layout, rising } from "../views/cell-map.js";
import { unpack } from "../views/cell-runs.js";
import { equal, holds, near, test } from "./check.js";

const axis = (key, texts) => ({ key, label: key, texts, ticks: texts });
const square = { across: axis("a", ["1", "2", "3"]), upwards: axis("b", ["x", "y"]) };
const map = { legend: [{}, {}], bar: null };

test("the first row is at the bottom", () => {
  const place = layout(square, map, 900);
  const [x, y] = box(place, 2, 0);
  const [, above] = box(place, 2, 1);
  holds(y > above, "the second row is above the first");
  equal(at(place, x + 1, y + 1), [2, 0]);
  equal(at(place, x + 1, above + 1), [2, 1]);
});

test("beside the cells there is none", () => {
  const { grid, ...rest } = layout(square, map, 900);
  const place = { grid, ...rest };
  equal(at(place, grid.left - 1, grid.top + 1), null);
  equal(at(place, grid.left + grid.width + 1, grid.top + 1), null);
  equal(at(place, grid.left + 1, grid.top - 1), null);
});

test("a strip has one row and no axis at its left", () => {
  const place = layout({ ...square, upwards: null }, map, 900);
  equal(place.rows, 1);
  holds(place.grid.left < 20, "no room for texts is kept");
});

test("on a narrow page the legend stands below the map", () => {
  const place = layout(square, map, 400);
  holds(place.legend.top > place.grid.top + place.grid.height, "it is below");
  holds(place.grid.left + place.grid.width <= 400, "the map fits");
});

test("many columns fit the page", () => {
  const texts = Array.from({ length: 200 }, (_, i) => String(i));
  const place = layout({ across: axis("a", texts), upwards: null }, map, 900);
  holds(place.grid.width <= 900, "they do");
});

test("a hatching stays in its box", () => {
  const [x, y, width, height] = [10, 20, 33, 17];
  for (const [a, b] of rising([x, y, width, height]).flat()) {
    holds(a >= x && a <= x + width && b >= y && b <= y + height, `(${a}, ${b}) is outside`);
  }
});

test("packed curves come out as they went in", () => {
  const view = new DataView(new ArrayBuffer(16));
  view.setUint32(0, 0, true);
  view.setUint16(4, 0, true);
  view.setUint16(6, 0xffff, true);
  view.setUint32(8, 3_000_000_000, true);
  view.setUint16(12, 0xfffe, true);
  view.setUint16(14, 0x7fff, true);
  const text = btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
  const { steps, train, validation } = unpack(text);
  equal(steps, [0, 3_000_000_000]);
  equal(train, [0, 1]);
  equal(validation[0], null);
  near(validation[1], 0.5, 1e-4);
});

test("a run without probes has no points", () => equal(unpack("").steps, []));
