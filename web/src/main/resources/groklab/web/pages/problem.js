/* A page that cannot be shown: why, and where to go instead. */
import { element } from "../charts/parts.js";
import { settings } from "./dashboard.js";

const home = element("a", "action primary", "All runs");
home.href = "/";
const row = element("div", "row");
row.append(home);
document
  .getElementById("problem")
  .append(
    element("h1", "page-title", "This page cannot be shown"),
    element("p", "reading", settings.error),
    row,
  );
