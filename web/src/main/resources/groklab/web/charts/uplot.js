/* uPlot draws the curves. It is loaded before every module and defines this one global name. */
export const uPlot = globalThis.uPlot;
