/*
 * What a page shows stands in its address, behind "#", so that it can be sent to somebody or come
 * back later.
 */

export function readState() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

/** Takes changes; null, undefined and "" stand for "as usual" and leave the address. */
export function writeState(changes) {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") state.delete(key);
    else state.set(key, value);
  }
  const text = state.toString();
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}
