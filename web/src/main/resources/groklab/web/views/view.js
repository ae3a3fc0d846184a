/*
 * A view of one checkpoint: a card with a title, an (i), a picture and a sentence below it. A view
 * says how high it is, how it is painted on any surface and what its numbers are; showing it,
 * keeping it sharp and saving it is done here.
 */
import { about } from "../charts/about.js";
import { element } from "../charts/parts.js";
import { watch } from "../charts/screen.js";
import { picture } from "./download.js";
import { prepare } from "./draw.js";
import { CanvasSurface } from "./surface.js";

const PADDING = 26;
const SAVED_WIDTH = 640;

export class View {
  /** kind: of the class and of the files that are saved. */
  constructor(kind, title, note = "") {
    this.root = element("section", `view view-${kind}`);
    this.root.hidden = true; // there is nothing to show or to save before the first frame
    this.head = element("div", "view-head");
    const heading = element("h3", "", title);
    if (this.page) heading.append(about(this.page, title));
    this.head.append(heading);
    this.canvas = element("canvas");
    this.canvas.setAttribute("role", "img");
    this.note = element("p", "view-note", note);
    this.downloads = picture(title.toLowerCase(), kind, {
      size: () => ({ width: SAVED_WIDTH, height: this.height(SAVED_WIDTH) }),
      paint: (surface) => this.paint(surface),
      csv: () => this.csv(),
      command: (directory, directoryOf) => this.command(directory, directoryOf),
    });
    this.head.append(this.downloads);
    this.root.append(this.head, this.canvas, this.note);
    this.place = watch(this.root, () => this.drawNow());
  }

  /** The name whose page tells about this view, if there is one. */
  get page() {
    return "";
  }

  /** The command that prints the numbers of this view. */
  command(directory, directoryOf) {
    const run = this.frame.run ? directoryOf(this.frame.run) : directory;
    return `./groklab measure ${run} --step ${this.frame.step} --measure ${this.measures}`;
  }

  /** Whether a frame has what this view shows. */
  has() {
    return true;
  }

  setFrame(frame) {
    this.frame = frame;
    this.root.hidden = !this.has(frame);
    if (this.root.hidden) return;
    this.take(frame);
    if (this.canvas.style.height === "") this.reserve();
    this.draw();
  }

  /** Prepares what is drawn of a frame; says it in words. */
  take() {}

  /** The widest that the picture becomes on a page. */
  widest() {
    return Infinity;
  }

  /** Keeps the room of the picture before it is drawn, so that nothing moves when it is. */
  reserve() {
    const width = this.width();
    if (width > 0) this.canvas.style.height = `${this.height(width)}px`;
  }

  draw() {
    this.place.stale();
  }

  width() {
    return Math.min(this.widest(), this.root.clientWidth - PADDING);
  }

  drawNow() {
    const width = this.width();
    if (!this.frame || this.root.hidden || width <= 0) return false;
    const height = this.height(width);
    const context = prepare(this.canvas, width, height);
    this.paint(new CanvasSurface(context, width, height));
    return true;
  }
}
