/*
 * Only what can be seen is drawn. A picture is watched, and says when it has become stale; on the
 * screen it is drawn at once, elsewhere when it comes there: scrolled to, unfolded, or the tab that
 * it is in brought to the front.
 *
 *   const place = watch(element, paint);
 *   place.stale();    paint() is called, now or when it is seen; what it returns is returned,
 *                     unless it is for later
 *   place.stale(true) the same, as paint(true): not only the numbers are new but also widths or
 *                     colours
 *   place.end();      the element is gone
 *
 * paint returns false if it could not paint, and is then asked again when the element is seen the
 * next time.
 *
 * Paper has no screen: before the page is printed, everything is painted, in the light colours,
 * since paper is white.
 */
import { forgetColours } from "./parts.js";

/* Drawn a little before it is seen, so that scrolling does not show it appear. */
const MARGIN = "150px 0px";
const places = new Map();

class Place {
  constructor(element, paint) {
    Object.assign(this, { element, paint, seen: false, late: false, anew: false });
  }

  stale(anew = false) {
    this.late = true;
    this.anew = this.anew || anew;
    return this.seen && !document.hidden ? this.draw() : undefined;
  }

  draw() {
    const result = this.paint(this.anew);
    this.late = this.anew = result === false;
    return result;
  }

  end() {
    observer.unobserve(this.element);
    places.delete(this.element);
  }
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const place = places.get(target);
      if (!place) continue;
      place.seen = isIntersecting;
      if (place.seen && place.late && !document.hidden) place.draw();
    }
  },
  { rootMargin: MARGIN },
);

export function watch(element, paint) {
  const place = new Place(element, paint);
  places.set(element, place);
  observer.observe(element);
  return place;
}

function inNewColours() {
  forgetColours();
  places.forEach((place) => place.stale(true));
}

document.addEventListener("visibilitychange", () =>
  places.forEach((place) => {
    if (!document.hidden && place.seen && place.late) place.draw();
  }),
);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", inNewColours);
addEventListener("beforeprint", () => {
  document.documentElement.dataset.theme = "light";
  forgetColours();
  places.forEach((place) => {
    place.anew = true;
    place.draw();
  });
});
addEventListener("afterprint", () => {
  delete document.documentElement.dataset.theme;
  inNewColours();
});
