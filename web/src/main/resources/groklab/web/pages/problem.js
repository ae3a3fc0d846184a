/* A page that cannot be shown: why, and where to go instead. */
import { element } from "../charts/parts.js";
import { settings } from "./dashboard.js";

/** Where the addresses of a kind begin, and the page of all of that kind. */
const HOMES = [
  ["/lessons/", "All lessons"],
  ["/sweeps/", "All sweeps"],
  ["/foreign/", "All foreign runs"],
  ["/", "All runs"],
];
const [place, name] = HOMES.find(([start]) => location.pathname.startsWith(start));
const home = element("a", "action primary", name);
home.href = place.replace(/(.)\/$/, "$1");
const row = element("div", "row");
row.append(home);
document
  .getElementById("problem")
  .append(
    element("h1", "page-title", "This page cannot be shown"),
    element("p", "reading", settings.error),
    row,
  );
