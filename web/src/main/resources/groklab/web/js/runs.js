/*
 * The table of runs. Only the lines that can be seen are in the page, so a thousand runs scroll like ten. The state
 * (filter, order, selection) stands in the address.
 *
 * A row: { id, name, seed, state, changed, task, modulus, fraction, model, width, optimizer, learningRate, weightDecay,
 *          batch, budget, steps, verdict, memorised, generalised, trainAccuracy, validationAccuracy, spark: [percent],
 *          trainSpark, branchedFrom, branchedAt }; what is not known is absent.
 */
"use strict";

(() => {
  const { element, formatStep, formatValue } = GroklabCharts.parts;
  const { ask, attempt, command, mayChange } = GroklabDashboard;
  const ROW = 40;
  const REFRESH_MILLIS = 2000;
  const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
  const ratio = (row) => (row.memorised && row.generalised ? row.generalised / row.memorised : undefined);
  const censored = (row, key) => (row[key] !== undefined ? formatStep(row[key]) : row.steps === undefined ? "" : `> ${formatStep(row.steps)}`);

  const COLUMNS = [
    { key: "curve", title: "curves", text: () => "", sort: (r) => r.validationAccuracy },
    { key: "id", title: "run", text: (r) => r.id, sort: (r) => r.id },
    { key: "verdict", title: "verdict", text: (r) => (r.state === "finished" ? r.verdict : r.state), sort: (r) => r.verdict || r.state },
    { key: "memorised", title: "T_mem", number: true, text: (r) => censored(r, "memorised"), sort: (r) => r.memorised },
    { key: "generalised", title: "T_grok", number: true, text: (r) => censored(r, "generalised"), sort: (r) => r.generalised },
    { key: "delay", title: "delay", number: true, text: (r) => (ratio(r) ? `×${formatValue(Number(ratio(r).toPrecision(3)))}` : ""), sort: ratio },
    { key: "task", title: "task", text: (r) => (r.task ? `${r.task} ${r.modulus}` : ""), sort: (r) => `${r.task} ${String(r.modulus).padStart(5)}` },
    { key: "fraction", title: "data", number: true, text: (r) => (r.fraction === undefined ? "" : `${formatValue(100 * r.fraction)} %`), sort: (r) => r.fraction },
    { key: "weightDecay", title: "decay", number: true, text: (r) => formatValue(r.weightDecay), sort: (r) => r.weightDecay },
    { key: "learningRate", title: "rate", number: true, text: (r) => formatValue(r.learningRate), sort: (r) => r.learningRate },
    { key: "seed", title: "seed", number: true, text: (r) => String(r.seed ?? ""), sort: (r) => r.seed },
    { key: "changed", title: "changed", number: true, text: (r) => since(r.changed), sort: (r) => r.changed }];

  let rows = [];
  let shown = [];
  const state = GroklabState.read();
  const selected = new Set((state.selected || "").split(",").filter(Boolean));
  let order = state.order || "-changed";

  function since(time) {
    const seconds = (time - Date.now()) / 1000;
    for (const [unit, size] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
      if (Math.abs(seconds) >= size) return ago.format(Math.round(seconds / size), unit);
    }
    return "now";
  }

  // ---- filter and order -------------------------------------------------------------------------------------------

  const haystack = new WeakMap();

  function matches(row, words) {
    if (!haystack.has(row)) {
      haystack.set(row, `${row.id} ${row.name} ${row.state} ${row.verdict || ""} ${row.task} ${row.modulus} ${row.model} ${row.optimizer} wd=${
        row.weightDecay} lr=${row.learningRate} data=${row.fraction} seed=${row.seed} batch=${row.batch} width=${row.width}`.toLowerCase());
    }
    return words.every((word) => haystack.get(row).includes(word));
  }

  function arrange() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const column = COLUMNS.find((c) => c.key === order.replace("-", "")) || COLUMNS.at(-1);
    const sign = order.startsWith("-") ? -1 : 1;
    shown = rows.filter((row) => matches(row, words)).sort((a, b) => {
      const [x, y] = [column.sort(a), column.sort(b)];
      if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
      return sign * (typeof x === "number" ? x - y : String(x).localeCompare(String(y)));
    });
    GroklabState.write({ find: filter.value, order: order === "-changed" ? null : order, selected: [...selected].join(",") });
    count.textContent = shown.length === rows.length ? `${formatStep(rows.length)} runs` : `${formatStep(shown.length)} of ${formatStep(rows.length)} runs`;
    body.setAttribute("aria-rowcount", String(shown.length));
    spacer.style.height = `${shown.length * ROW}px`;
    paint();
    drawActions();
  }

  // ---- lines that can be seen --------------------------------------------------------------------------------------

  function paint() {
    const first = Math.max(0, Math.floor(viewport.scrollTop / ROW) - 5);
    const last = Math.min(shown.length, Math.ceil((viewport.scrollTop + viewport.clientHeight) / ROW) + 4);
    const focused = document.activeElement && document.activeElement.dataset.id;
    lines.style.transform = `translateY(${first * ROW}px)`;
    lines.replaceChildren(...shown.slice(first, last).map((row, i) => line(row, first + i)));
    if (focused) {
      const again = lines.querySelector(`input[data-id="${CSS.escape(focused)}"]`);
      if (again) again.focus({ preventScroll: true });
    }
  }

  function line(row, index) {
    const made = element("div", `run-row state-${row.state}`);
    made.setAttribute("role", "row");
    made.setAttribute("aria-rowindex", String(index + 1));
    const box = element("input");
    box.type = "checkbox";
    box.checked = selected.has(row.id);
    box.dataset.id = row.id;
    box.setAttribute("aria-label", `Select ${row.id}`);
    box.addEventListener("change", () => {
      if (box.checked) selected.add(row.id);
      else selected.delete(row.id);
      GroklabState.write({ selected: [...selected].join(",") });
      drawActions();
    });
    const first = element("span", "cell cell-select");
    first.setAttribute("role", "cell");
    first.append(box);
    made.append(first, ...COLUMNS.map((column) => cell(row, column)));
    return made;
  }

  function cell(row, column) {
    const made = element("span", `cell cell-${column.key}${column.number ? " number" : ""}`);
    made.setAttribute("role", "cell");
    if (column.key === "curve") {
      made.append(spark(row));
    } else if (column.key === "id") {
      const link = element("a", "", row.id);
      link.href = `/runs/${encodeURIComponent(row.id)}`;
      made.append(link);
    } else if (column.key === "verdict") {
      made.append(element("span", `badge badge-${column.text(row)}`, column.text(row)));
    } else {
      made.textContent = column.text(row) === "–" ? "" : column.text(row);
    }
    return made;
  }

  function spark(row) {
    const name = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
    const svg = name("svg");
    svg.setAttribute("viewBox", "0 0 90 28");
    svg.setAttribute("class", "spark");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", `Accuracy ends at ${formatValue(row.trainAccuracy, true)} on training and ${formatValue(row.validationAccuracy, true)} on unseen data`);
    for (const [values, role] of [[row.trainSpark, "train"], [row.spark, "validation"]]) {
      if (!values || values.length === 0) continue;
      const path = name("polyline");
      const points = values.map((v, i) => (v === null ? null : `${((90 * i) / (values.length - 1)).toFixed(1)},${(26 - 0.24 * v).toFixed(1)}`));
      path.setAttribute("points", points.filter(Boolean).join(" "));
      path.setAttribute("class", `spark-${role}`);
      svg.append(path);
    }
    return svg;
  }

  // ---- around the table --------------------------------------------------------------------------------------------

  const root = document.getElementById("runs");
  const filter = element("input", "filter");
  filter.type = "search";
  filter.id = "filter";
  filter.placeholder = "Find: grokking wd=1 seed=3 …";
  filter.setAttribute("aria-label", "Find runs");
  filter.value = state.find || "";
  filter.addEventListener("input", arrange);
  const count = element("span", "muted");
  count.setAttribute("aria-live", "polite");
  const actions = element("div", "row actions");
  const head = element("div", "run-row run-head");
  head.setAttribute("role", "row");
  const viewport = element("div", "viewport");
  const spacer = element("div", "spacer");
  const lines = element("div", "lines");
  const body = element("div", "run-table");
  body.setAttribute("role", "table");
  body.setAttribute("aria-label", "Runs");

  function drawHead() {
    const all = element("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", "Select all runs shown");
    all.addEventListener("change", () => {
      for (const row of shown) {
        if (all.checked) selected.add(row.id);
        else selected.delete(row.id);
      }
      arrange();
    });
    const first = element("span", "cell cell-select");
    first.setAttribute("role", "columnheader");
    first.append(all);
    head.replaceChildren(first, ...COLUMNS.map((column) => {
      const box = element("span", `cell cell-${column.key}${column.number ? " number" : ""}`);
      box.setAttribute("role", "columnheader");
      const up = order === column.key;
      const down = order === `-${column.key}`;
      box.setAttribute("aria-sort", up ? "ascending" : down ? "descending" : "none");
      const button = element("button", "sort", `${column.title}${up ? " ▲" : down ? " ▼" : ""}`);
      button.type = "button";
      button.addEventListener("click", () => {
        order = down ? column.key : up ? `-${column.key}` : column.number || column.key === "curve" ? `-${column.key}` : column.key;
        drawHead();
        arrange();
      });
      box.append(button);
      return box;
    }));
  }

  function drawActions() {
    const ids = rows.filter((row) => selected.has(row.id)).map((row) => row.id);
    const compare = element("a", `action${ids.length > 1 ? " primary" : ""}`, `Compare ${ids.length || ""} selected`);
    if (ids.length > 1) compare.href = `/compare#runs=${encodeURIComponent(ids.join(","))}`;
    else compare.setAttribute("aria-disabled", "true");
    const clear = element("button", "action", "Clear selection");
    clear.type = "button";
    clear.hidden = ids.length === 0;
    clear.addEventListener("click", () => {
      selected.clear();
      arrange();
    });
    const start = element("a", `action${ids.length > 1 ? "" : " primary"}`, "Start a run");
    start.href = "/start";
    start.hidden = !mayChange;
    const save = element("button", "action", "Save CSV");
    save.type = "button";
    save.addEventListener("click", () => GroklabDownload.save("runs.csv", GroklabDownload.csv(
      ["id", "name", "seed", "state", "verdict", "memorised", "generalised", "steps", "task", "modulus", "fraction", "model", "width", "optimizer", "learningRate",
        "weightDecay", "batch", "trainAccuracy", "validationAccuracy"],
      shown.map((row) => [row.id, row.name, row.seed, row.state, row.verdict, row.memorised, row.generalised, row.steps, row.task, row.modulus, row.fraction,
        row.model, row.width, row.optimizer, row.learningRate, row.weightDecay, row.batch, row.trainAccuracy, row.validationAccuracy])), "text/csv"));
    actions.replaceChildren(start, compare, clear, save);
    twin.querySelector("code").textContent = ids.length > 1 ? `groklab compare ${ids.slice(0, 6).map((id) => `runs/${id}`).join(" ")}${ids.length > 6 ? " …" : ""}`
      : "groklab serve --runs runs";
  }

  const twin = command("groklab serve --runs runs");
  let last = "";

  async function refresh() {
    let complete = true;
    if (!document.hidden) {
      const answer = await attempt(() => ask("/api/runs"));
      const text = JSON.stringify(answer);
      if (answer && text !== last) {
        last = text;
        rows = answer.runs;
        empty.hidden = rows.length > 0;
        arrange();
      }
      complete = !answer || answer.complete;
    }
    setTimeout(refresh, complete ? REFRESH_MILLIS : 100);
  }

  const empty = element("div", "empty");
  const begin = element("a", "action primary", "Start your first run");
  begin.href = "/start";
  empty.append(element("p", "verdict", "No runs yet."), element("p", "reading", "A run takes about a minute: a small network learns a table by heart, waits, and suddenly understands it."), begin);
  empty.hidden = true;
  const bar = element("div", "row");
  bar.append(filter, count, actions);
  body.append(viewport);
  viewport.append(head, spacer);
  spacer.append(lines);
  viewport.tabIndex = 0;
  viewport.setAttribute("aria-label", "Scroll the runs");
  let waiting = false;
  viewport.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      paint();
    });
  });
  addEventListener("resize", paint);
  root.append(element("h1", "page-title", "Runs"), bar, empty, body, twin);
  drawHead();
  refresh();
})();
