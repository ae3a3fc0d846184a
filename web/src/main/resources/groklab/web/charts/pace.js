/*
 * How often a live page is brought up to date. It may be open on the very processors that train: so
 * every update is timed, and the next one waits until all of them together take no more than a
 * small share of one processor. What the reader does, and the end of a run, does not wait.
 *
 *   const pace = new Pace(work, { shortest, longest, unseen });
 *                  shortest, longest: milliseconds between two updates; unseen: see below
 *   pace.ask();    work() is done when it is due, once for all who asked meanwhile
 *   pace.now();    work() is done in the next frame
 *
 * The work is done at the beginning of a frame, and timed until the first task after it: scripts,
 * styles, layout and painting. A tab in the background has no frames, so nothing is done there
 * until it comes to the front. What a promise that work() returns waits for, such as a picture that
 * the dashboard computes, counts as well. What a browser does on other threads to bring a frame to
 * the screen cannot be timed by a page; `unseen` says how many times the time that is seen the
 * whole takes.
 */
const SHARE = 0.015; // of one processor
const UNSEEN = 2; // drawing: traced in Chromium without a graphics card

export class Pace {
  constructor(work, { shortest = 200, longest = 2000, unseen = UNSEEN } = {}) {
    Object.assign(this, {
      work,
      shortest,
      longest,
      unseen,
      due: 0,
      timer: null,
      asked: false,
      busy: false,
      hurry: false,
    });
  }

  ask() {
    this.asked = true;
    this.plan();
  }

  now() {
    this.asked = this.hurry = true;
    this.due = 0;
    clearTimeout(this.timer);
    this.timer = null;
    this.plan();
  }

  plan() {
    if (!this.asked || this.busy || this.timer !== null) return;
    this.timer = setTimeout(() => this.start(), Math.max(0, this.due - performance.now()));
  }

  start() {
    this.timer = null;
    this.busy = true;
    requestAnimationFrame(async () => {
      this.asked = this.hurry = false;
      const began = performance.now();
      try {
        await this.work();
      } finally {
        await new Promise((painted) => setTimeout(painted));
        const now = performance.now();
        const wait = Math.min(
          this.longest,
          Math.max(this.shortest, ((now - began) * this.unseen) / SHARE),
        );
        this.due = this.hurry ? 0 : now + wait;
        this.busy = false;
        this.plan();
      }
    });
  }
}
