/* Numbers as people read them, and the scales of the axes with their ticks. */
const grouped = new Intl.NumberFormat("en-US");

export function formatStep(step) {
  return grouped.format(Math.round(step));
}

/** A tick label for an axis of steps: 0, 10, 1k, 20k, 1M. */
export function shortStep(step) {
  const units = [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ];
  for (const [size, letter] of units) {
    if (step >= size && Math.abs(step / size - Math.round((step / size) * 100) / 100) < 1e-9) {
      return `${Math.round((step / size) * 100) / 100}${letter}`;
    }
  }
  return formatStep(step);
}

export function formatValue(value, percent) {
  if (typeof value === "string") return value;
  if (value == null) return "–";
  if (percent) return `${(100 * value).toFixed(1)} %`;
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-3 || size >= 1e6) return value.toExponential(2).replace("e+", "e");
  return String(Number(value.toPrecision(4)));
}

const superscripts = {
  "-": "⁻",
  0: "⁰",
  1: "¹",
  2: "²",
  3: "³",
  4: "⁴",
  5: "⁵",
  6: "⁶",
  7: "⁷",
  8: "⁸",
  9: "⁹",
};

export function formatPowerOfTen(value) {
  const exponent = Math.round(Math.log10(value));
  const isPower = Math.abs(value / 10 ** exponent - 1) < 1e-9;
  if (!isPower || (exponent > -3 && exponent < 4)) return formatValue(value, false);
  return `10${[...String(exponent)].map((digit) => superscripts[digit]).join("")}`;
}

// ---- scales ------------------------------------------------------------------------------------
//
// uPlot takes the logarithms itself; `uplot` is the kind of axis that it is told to draw. Its own
// logarithm (distr: 3) has no place for 0. That is right for values: what is zero or negative is
// left out and counted. Steps begin at 0, so theirs is the logarithm of (step + 1), which uPlot
// draws as an axis of our own (distr: 100). `forward` and `inverse` are the same scales for the
// pictures that are drawn without uPlot, and the ticks are those of both.

function niceStep(span, count) {
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].find((factor) => factor * power >= raw * 0.999) * power;
}

function linearTicks(low, high, count) {
  const step = niceStep(high - low || 1, count);
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

/**
 * Ticks on a logarithm between two positive values: powers of ten; 1-2-5 or even steps when the
 * span is short.
 */
function logTicks(low, high, count) {
  const decades = Math.log10(high / low);
  if (decades < 0.7) return linearTicks(low, high, count).filter((tick) => tick > 0);
  const multiples = decades < Math.min(2.2, count / 2) ? [1, 2, 5] : [1];
  const stride = Math.max(1, Math.ceil(decades / Math.max(2, count)));
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (power % stride !== 0) continue;
    for (const multiple of multiples) {
      const tick = Number(`${multiple}e${power}`);
      if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(tick);
    }
  }
  return ticks;
}

/** What the steps of a run count, unless it says something else. */
export const STEP = { name: "optimiser step", one: "step", many: "steps" };

const stepToPosition = (step) => Math.log10(step + 1);
const positionToStep = (position) => 10 ** position - 1;

export const stepScales = {
  log: {
    label: (unit = STEP) => `${unit.name || unit.one} (logarithm of ${unit.one} + 1)`,
    uplot: { distr: 100, fwd: stepToPosition, bwd: positionToStep },
    forward: stepToPosition,
    inverse: positionToStep,
    ticks(low, high, width) {
      const decades = Math.log10((high + 1) / (low + 1));
      if (decades < 0.7)
        return linearTicks(Math.max(0, low), high, width / 80).filter(Number.isInteger);
      const ticks = low <= 0 ? [0] : [];
      return ticks.concat(logTicks(Math.max(low, 1), Math.max(high, 2), width / 46));
    },
  },
  linear: {
    label: (unit = STEP) => unit.name || unit.one,
    uplot: { distr: 1 },
    forward: (step) => step,
    inverse: (position) => position,
    ticks: (low, high, width) => linearTicks(low, high, width / 80).filter(Number.isInteger),
  },
};

export const valueScales = {
  log: {
    uplot: { distr: 3, log: 10 },
    forward: (value) => (value > 0 ? Math.log10(value) : null),
    inverse: (position) => 10 ** position,
    ticks: (low, high, height) => logTicks(low, high, height / 30),
  },
  linear: {
    uplot: { distr: 1 },
    forward: (value) => value,
    inverse: (position) => position,
    ticks: (low, high, height) => linearTicks(low, high, height / 38),
  },
};
