/* The state of a page, which stands in its address. */
"use strict";

/** What a view shows, in the part of the address behind "#", so that it can be sent to somebody or come back later. */
const GroklabState = {
  read() {
    return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  },
  write(changes) {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const [key, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === "") state.delete(key);
      else state.set(key, value);
    }
    const text = state.toString();
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  },
};
