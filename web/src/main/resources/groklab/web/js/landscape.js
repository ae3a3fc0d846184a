/* The training objective on the plane through three checkpoints of a run, computed when it is asked for. */
"use strict";

(() => {
  const { element, segmented, cssColour, colour, formatStep, formatValue, valueScales, formatPowerOfTen } = GroklabCharts.parts;
  const { ask, settings, attempt } = GroklabDashboard;
  const { prepare, ramp, rgb, CanvasSurface, plot, ticks } = GroklabDraw;

  const root = element("section", "landscape");
  root.id = "landscape";
  const open = element("button", "action", "Compute the landscape");
  open.type = "button";
  const note = element("p", "view-note", "The training loss, with or without the pull of weight decay, on the plane through the first, the memorising and " +
    "the last weights: two basins, and the way from one to the other.");
  const plane = element("canvas");
  const line = element("canvas");
  let found = null;
  let withDecay = false;

  /** What is shown: the loss, or the loss plus half the weight decay times the squared norm. */
  const shownOf = (losses, squares) => losses.map((loss, i) => loss + (withDecay ? 0.5 * found.weightDecay * squares[i] : 0));

  open.addEventListener("click", () => attempt(async () => {
    open.disabled = true;
    open.textContent = "Computing…";
    try {
      found = await ask(`/api/runs/${encodeURIComponent(settings.id)}/landscape`);
      GroklabState.write({ landscape: "shown" });
      open.remove();
      box.hidden = false;
      draw();
    } finally {
      open.disabled = false;
      open.textContent = "Compute the landscape";
    }
  }));

  function draw() {
    if (!found) return;
    drawPlane();
    drawLine();
  }

  function drawPlane() {
    const width = Math.min(500, box.clientWidth - 26);
    const { xs, ys, path } = found;
    const values = shownOf(found.losses, found.squares);
    const height = Math.round(width * 0.8);
    const context = prepare(plane, width, height);
    const logs = values.map((v) => Math.log10(Math.max(v, 1e-9)));
    const low = Math.min(...logs);
    const high = Math.max(...logs);
    const image = new ImageData(xs.length, ys.length);
    logs.forEach((v, i) => {
      const row = ys.length - 1 - Math.floor(i / xs.length);
      image.data.set([...ramp((v - low) / (high - low)), 255], 4 * (row * xs.length + (i % xs.length)));
    });
    const small = document.createElement("canvas");
    small.width = xs.length;
    small.height = ys.length;
    small.getContext("2d").putImageData(image, 0, 0);
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(small, 0, 0, width, height);
    const place = (p) => [((p.x - xs[0]) / (xs.at(-1) - xs[0])) * width, height - ((p.y - ys[0]) / (ys.at(-1) - ys[0])) * height];
    const surface = { context };
    CanvasSurface.prototype.line.call(surface, path.map(place), { colour: "#000", width: 4, alpha: 0.5 });
    CanvasSurface.prototype.line.call(surface, path.map(place), { colour: "#fff", width: 2 });
    for (const p of path) {
      const [x, y] = place(p);
      const marked = p === path[0] || p === path.at(-1) || p.step === found.memorising;
      context.fillStyle = marked ? "#d55e00" : "#fff";
      context.beginPath();
      context.arc(x, y, marked ? 6 : 3, 0, 2 * Math.PI);
      context.fill();
      if (!marked) continue;
      const name = p === path[0] ? "start" : p === path.at(-1) ? `step ${formatStep(p.step)}` : `memorised, step ${formatStep(p.step)}`;
      const align = x > width * 0.7 ? "right" : "left";
      const at = x + (align === "left" ? 10 : -10);
      context.lineWidth = 3;
      context.strokeStyle = "rgba(0,0,0,0.7)";
      context.textAlign = align;
      context.textBaseline = "middle";
      context.font = `600 12px ${cssColour("--font")}`;
      context.strokeText(name, at, y);
      CanvasSurface.prototype.text.call(surface, name, at, y, { colour: "#fff", align, weight: "600" });
    }
    plane.setAttribute("aria-label", `Loss from ${formatValue(10 ** low)} (dark) to ${formatValue(10 ** high)} (bright), with the path of training`);
    note.textContent = `Dark is low: from ${formatValue(10 ** low)} to ${formatValue(10 ** high)}, colours on a logarithm. ${
      withDecay ? "Decay counts as ½·λ·‖w‖², which decoupled decay (AdamW) follows only in spirit. " : ""}` +
      "The path is its shadow on the plane; between its marked points it runs outside of it.";
  }

  function drawLine() {
    const width = Math.min(500, box.clientWidth - 26);
    const { positions } = found.barrier;
    const losses = shownOf(found.barrier.losses, found.barrier.squares);
    const barrier = Math.max(...losses) - Math.max(losses[0], losses.at(-1));
    const logs = losses.map((v) => Math.log10(Math.max(v, 1e-9)));
    const y = [Math.min(...logs) - 0.1, Math.max(...logs) + 0.1];
    const surface = new CanvasSurface(prepare(line, width, 220), width, 220);
    plot(surface, {
      x: [0, 1], y, title: `On the straight line: ${barrier > 0 ? `a barrier of ${formatValue(barrier)}` : "no barrier"}`,
      xLabel: "from the memorising to the last weights", xTicks: [0, 0.25, 0.5, 0.75, 1].map((v) => [v, String(v)]),
      yTicks: ticks(valueScales.log, y, 160, formatPowerOfTen),
      draw: (s, toX, toY) => s.line(positions.map((p, i) => [toX(p), toY(logs[i])]), { colour: colour("0"), width: 2.2 }),
    });
  }

  const box = element("div", "view");
  box.hidden = true;
  const pictures = element("div", "landscape-pictures");
  pictures.append(plane, line);
  for (const canvas of [plane, line]) canvas.setAttribute("role", "img");
  box.append(segmented("height", ["loss", "loss + decay"], "loss", (mode) => {
    withDecay = mode !== "loss";
    draw();
  }), GroklabDownload.buttons("the landscape", {
    PNG: () => GroklabDownload.savePng("landscape", plane),
    CSV: () => GroklabDownload.save("landscape.csv", GroklabDownload.csv(["x", "y", withDecay ? "loss plus decay" : "loss"],
      shownOf(found.losses, found.squares).map((v, i) => [found.xs[i % found.xs.length], found.ys[Math.floor(i / found.xs.length)], v])), "text/csv"),
  }), pictures);
  root.append(element("h2", "", "Landscape"), note, open, box);
  document.getElementById("replay").after(root);
  new ResizeObserver(draw).observe(root);
  if (GroklabState.read().landscape) open.click();
})();
