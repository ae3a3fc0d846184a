/*
 * Small parts that every chart is made of: elements, colours, columns on one axis of steps, a
 * choice of a few.
 */
const colours = new Map();

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/** A box that scrolls where its table is too large, by the keyboard too. */
export function tableBox(label) {
  const box = element("div", "table-box");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", label);
  return box;
}

export function colour(role) {
  return cssColour(`--series-${role}`) || cssColour("--ink");
}

/**
 * What the style sheet says, asked once: each question makes the browser bring all styles of the
 * page up to date.
 */
export function cssColour(name) {
  if (!colours.has(name))
    colours.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return colours.get(name);
}

/** After the page has changed between light and dark. */
export function forgetColours() {
  colours.clear();
}

/** Writes a text where another one stands; the same one again would cost a new layout. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * One shared step column and one value column per series; undefined where a series has no probe.
 */
export function alignSeries(panel, grids) {
  const used = [...new Set(panel.series.map((series) => series.grid))];
  if (used.length === 1) {
    return {
      steps: grids[used[0]],
      columns: panel.series.map((series) =>
        series.values.map((value) => (value === null ? undefined : value)),
      ),
    };
  }
  const steps = [...new Set(used.flatMap((grid) => grids[grid]))].sort((a, b) => a - b);
  const place = new Map(steps.map((step, index) => [step, index]));
  const columns = panel.series.map((series) => {
    const column = new Array(steps.length).fill(undefined);
    series.values.forEach((value, index) => {
      if (value !== null) column[place.get(grids[series.grid][index])] = value;
    });
    return column;
  });
  return { steps, columns };
}

export function extent(columns) {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (const value of column) {
      if (typeof value !== "number") continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

/** How a line is drawn: [dash, gap, ...] in pixels, empty = solid. */
export function dashOf(series) {
  return series.dash || (series.role === "train" ? [7, 3] : []);
}

/** A piece of a line as the chart draws it, for legends. */
export function swatch(role, dash) {
  const box = element("span", "swatch-box");
  box.innerHTML =
    `<svg class="swatch swatch-${role}"><line x2="100%" y1="50%" y2="50%"` +
    `${dash.length > 0 ? ` stroke-dasharray="${dash.join(" ")}"` : ""}/></svg>`;
  return box;
}

export function segmented(label, options, chosen, onChoose) {
  const group = element("div", "segmented");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  group.append(element("span", "segmented-label", label));
  const buttons = options.map((option) => {
    const button = element("button", "", option);
    button.type = "button";
    button.setAttribute("aria-pressed", String(option === chosen));
    button.addEventListener("click", () => {
      buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
      onChoose(option);
    });
    return button;
  });
  group.append(...buttons);
  return group;
}
