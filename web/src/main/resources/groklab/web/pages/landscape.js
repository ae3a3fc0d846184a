/* The losses away from the path of training, computed when they are asked for. */
import { element } from "../charts/parts.js";
import { Barrier } from "../views/barrier.js";
import { Plane } from "../views/plane.js";
import { readState, writeState } from "../views/state.js";
import { ask, attempt } from "./dashboard.js";

/** Puts the section below the replay. base: the address of the run's data. */
export function mountLandscape(base) {
  const root = element("section", "landscape");
  root.id = "landscape";
  const open = element("button", "action", "Compute the landscape");
  open.type = "button";
  const note = element(
    "p",
    "reading",
    "The losses around the path of training, on the plane through three checkpoints: the first, " +
      "that at which the network had memorised and that at which it had generalised, or the " +
      "middle and the last where it had not. It takes some seconds.",
  );
  const views = element("div", "views landscape-views");
  let shown = [];

  open.addEventListener("click", () =>
    attempt(async () => {
      open.disabled = true;
      open.textContent = "Computing…";
      try {
        const found = await ask(`${base}/landscape`);
        writeState({ landscape: "shown" });
        const steps = found.path.map((point) => point.step);
        const line = (from, to) => attempt(() => ask(`${base}/barrier?from=${from}&to=${to}`));
        const barrier = new Barrier(steps, found.memorising, found.generalising, line);
        shown = [new Plane(), barrier];
        views.replaceChildren(...shown.map((view) => view.root));
        open.remove();
        shown[0].setFrame(found);
        await barrier.load();
      } finally {
        open.disabled = false;
        open.textContent = "Compute the landscape";
      }
    }),
  );

  root.append(element("h2", "", "Landscape"), note, open, views);
  document.getElementById("replay").after(root);
  new ResizeObserver(() => shown.forEach((view) => view.draw())).observe(root);
  if (readState().landscape) open.click();
}
