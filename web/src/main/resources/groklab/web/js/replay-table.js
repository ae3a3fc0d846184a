/* The answer table: one cell for every equation x ∘ y, coloured by whether it is trained on, right, and how surely. */
"use strict";

const GroklabTable = (() => {
  const { element, segmented, cssColour, colour } = GroklabCharts.parts;
  const { prepare, parseColour, mix, bytes } = GroklabDraw;
  const TRAIN = 1;
  const VALIDATION = 2;

  class AnswerTable {
    constructor(contents) {
      this.contents = contents;
      this.split = bytes(contents.split);
      this.show = "all";
      this.root = element("section", "view view-table");
      const head = element("div", "view-head");
      head.append(element("h3", "", "Answer table"));
      head.append(segmented("cells", ["all", "unseen", "trained"], "all", (mode) => {
        this.show = mode;
        this.draw();
      }));
      head.append(GroklabDownload.buttons("the answer table", {
        PNG: () => GroklabDownload.savePng("answer-table", this.canvas),
        CSV: () => GroklabDownload.save("answer-table.csv", this.csv(), "text/csv"),
      }));
      this.canvas = element("canvas", "table-canvas");
      this.canvas.tabIndex = 0;
      this.canvas.setAttribute("role", "img");
      this.note = element("p", "view-note");
      this.note.setAttribute("aria-live", "polite");
      this.counts = element("p", "table-counts");
      this.root.append(head, this.counts, this.canvas, this.note, this.legend());
      this.canvas.addEventListener("mousemove", (event) => this.point(event.offsetX, event.offsetY));
      this.canvas.addEventListener("mouseleave", () => this.describe(null));
      this.canvas.addEventListener("keydown", (event) => this.onKey(event));
    }

    legend() {
      const legend = element("p", "table-legend");
      for (const [name, text] of [["train", "trained on, right"], ["validation", "never seen, right"], ["wrong", "wrong"]]) {
        const item = element("span", "table-legend-item");
        item.append(element("i", `cell cell-${name}`), text);
        legend.append(item);
      }
      legend.append(element("span", "muted", "fuller colour: surer of the right answer"));
      return legend;
    }

    setFrame(frame) {
      this.frame = frame;
      this.cells = bytes(frame.table);
      this.draw();
      this.describe(null);
    }

    colours() {
      const card = parseColour(cssColour("--card"));
      const none = mix(card, parseColour(cssColour("--muted")), 0.28);
      return { card, none, [TRAIN]: parseColour(colour("train")), [VALIDATION]: parseColour(colour("validation")), 0: none };
    }

    draw() {
      if (!this.cells) return;
      const { size, columns } = this.contents;
      const width = Math.min(520, this.root.clientWidth - 26);
      if (width <= 0) return;
      const context = prepare(this.canvas, width, Math.round((width * size) / columns));
      const palette = this.colours();
      const image = new ImageData(columns, size);
      const right = [0, 0, 0];
      const total = [0, 0, 0];
      this.cells.forEach((cell, i) => {
        const split = this.split[i];
        const isRight = cell >> 7;
        const sure = (cell & 127) / 127;
        total[split]++;
        right[split] += isRight;
        const hidden = (this.show === "unseen" && split !== VALIDATION) || (this.show === "trained" && split !== TRAIN);
        const shade = hidden ? palette.card
          : isRight ? mix(palette.none, palette[split], 0.35 + 0.65 * sure)
            : mix(palette.none, palette[split], 0.3 * sure);
        image.data.set([...shade, 255], 4 * i);
      });
      const small = document.createElement("canvas");
      small.width = columns;
      small.height = size;
      small.getContext("2d").putImageData(image, 0, 0);
      context.imageSmoothingEnabled = false;
      context.drawImage(small, 0, 0, width, this.canvas.clientHeight || Math.round((width * size) / columns));
      const share = (s) => total[s] ? `${((100 * right[s]) / total[s]).toFixed(1)} %` : "none";
      this.counts.textContent = `Right: ${share(TRAIN)} of what it trains on, ${share(VALIDATION)} of what it has never seen.`;
      this.canvas.setAttribute("aria-label", `Answer table of ${size} by ${columns} equations. ${
        this.counts.textContent} Arrow keys move from cell to cell.`);
    }

    point(left, top) {
      const { size, columns } = this.contents;
      const column = Math.floor((left / this.canvas.clientWidth) * columns);
      const row = Math.floor((top / this.canvas.clientHeight) * size);
      this.describe(Math.min(size - 1, row) * columns + Math.min(columns - 1, column));
    }

    onKey(event) {
      const { columns } = this.contents;
      const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
      if (move === undefined || !this.cells) return;
      const next = (this.cell === null || this.cell === undefined ? 0 : this.cell) + move;
      if (next >= 0 && next < this.cells.length) this.describe(next);
      event.preventDefault();
    }

    describe(cell) {
      this.cell = cell;
      if (cell === null || !this.cells || cell >= this.cells.length) {
        this.note.textContent = "Rows are x, columns are y. Point at a cell to read it.";
        return;
      }
      const { columns, firstY, operation } = this.contents;
      const kind = ["in neither set", "trained on", "never seen"][this.split[cell]];
      const sure = Math.round((100 * (this.cells[cell] & 127)) / 127);
      this.note.textContent = `x = ${Math.floor(cell / columns)}, y = ${(cell % columns) + firstY} (${operation}): ${kind}, ${
        this.cells[cell] >> 7 ? "right" : "wrong"}, gives the right answer ${sure} %.`;
    }

    csv() {
      const { columns, firstY } = this.contents;
      return GroklabDownload.csv(["x", "y", "set", "right", "confidence"], [...this.cells].map((cell, i) => [
        Math.floor(i / columns), (i % columns) + firstY, ["", "train", "validation"][this.split[i]], cell >> 7,
        ((cell & 127) / 127).toFixed(3)]));
    }
  }

  return { AnswerTable };
})();
