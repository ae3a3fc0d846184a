/*
 * What all pages of the dashboard share: asking the server, saying what happened, the command line
 * of a view.
 */
import { element } from "../charts/parts.js";
import { dataOf } from "./page-data.js";

export const settings = dataOf("settings");

export async function ask(address, options = {}) {
  const response = await fetch(address, options);
  const text = await response.text();
  if (!response.ok) {
    let sentence = `The dashboard answered with ${response.status}.`;
    try {
      sentence = JSON.parse(text).error || sentence;
    } catch (notJson) {
      sentence = `${sentence} ${notJson.message}`;
    }
    throw new Error(sentence);
  }
  return response.headers.get("Content-Type").startsWith("application/json")
    ? JSON.parse(text)
    : text;
}

/** Asks for a change; only a page that was opened with the token may. */
export function change(address, body = {}) {
  return ask(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Groklab-Token": settings.token || "" },
    body: JSON.stringify(body),
  });
}

const status = element("p", "status");
status.setAttribute("role", "status");
status.setAttribute("aria-live", "polite");
document.getElementById("nav-end").append(status);

export function say(text, isError = false) {
  status.textContent = text;
  status.classList.toggle("error", isError);
}

/** Runs something that may fail and says so. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    say(error.message, true);
    return null;
  }
}

/**
 * A run's directory as it is written on a command line. Where the folder of runs is, only who may
 * change things is told, unless it is the usual one; else it is the name in that folder.
 */
export function runPath(id) {
  const path = settings.folder ? `${settings.folder}/${id}` : id;
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The pages of runs and of their comparison hand the selection to each other. */
export function carrySelection(ids) {
  for (const [page, key] of [
    ["/", "selected"],
    ["/compare", "runs"],
  ]) {
    const links = [...document.querySelectorAll(".nav a:not(.brand)")];
    const state = ids.length > 0 ? `#${new URLSearchParams({ [key]: ids })}` : "";
    links.find(({ pathname }) => pathname === page).href = `${page}${state}`;
  }
}

/** The command that does the same on the command line, with a button that copies it. */
export function command(text) {
  const box = element("p", "command");
  const code = element("code");
  const copy = element("button", "", "Copy");
  copy.type = "button";
  copy.addEventListener("click", () =>
    attempt(async () => {
      await navigator.clipboard.writeText(code.textContent);
      say("Copied.");
    }),
  );
  box.append(code, copy);
  showCommand(box, text);
  return box;
}

/** Each word is a box of its own, so that no line ends within "--at". */
export function showCommand(box, text) {
  const words = text.split(/(?<= )/).map((word) => element("span", "", word));
  box.querySelector("code").replaceChildren(...words);
}

export const mayChange = Boolean(settings.token);
if (!mayChange) document.documentElement.classList.add("read-only");

export function field(label, input, hint) {
  const box = element("label", "field");
  box.append(element("span", "field-label", label), input);
  if (hint) box.append(element("span", "field-hint", hint));
  return box;
}
