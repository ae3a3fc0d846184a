/*
 * The (i) beside the title of a picture: the page of what it shows, as `groklab explain` prints it.
 * A page that is served fetches it; a file that stands alone says how to read it.
 */
import { element } from "./parts.js";

const SERVED = "groklab-pages";

/** A button that opens the page of a name. */
export function about(name, title) {
  const button = element("button", "about", "i");
  button.type = "button";
  button.title = `What is this? The page of ${name}`;
  button.setAttribute("aria-label", `What is this? The page of ${name}, shown as "${title}"`);
  button.addEventListener("click", () => open(name, button));
  return button;
}

async function open(name, button) {
  const dialog = element("dialog", "about-page");
  const close = element("button", "reset", "Close");
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  dialog.setAttribute("aria-label", `The page of ${name}`);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside its content
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    button.focus();
  });
  const content = element("div", "about-content", `Reading the page of ${name} …`);
  dialog.append(content, close);
  document.body.append(dialog);
  dialog.showModal();
  await fill(content, name);
}

async function fill(content, name) {
  const served = document.querySelector(`meta[name="${SERVED}"]`);
  const command = element("code", "", `./groklab explain ${name}`);
  if (served === null) {
    content.replaceChildren(element("p", "", "What this is, says the page of its name:"), command);
    return;
  }
  try {
    const response = await fetch(`${served.content}${encodeURIComponent(name)}`);
    if (!response.ok) throw new Error(String(response.status));
    content.innerHTML = await response.text();
  } catch {
    content.replaceChildren(element("p", "", "The page could not be fetched; try"), command);
  }
}
