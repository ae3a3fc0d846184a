/* The spec of a run as the pages read it. */

/** Keys and values of a spec as the server writes it. */
export function parseSpec(text) {
  const values = {};
  let section = "";
  for (const line of text.split("\n")) {
    const header = /^\[(.+)\]$/.exec(line);
    const pair = /^(\w+) = (.*)$/.exec(line);
    if (header) section = `${header[1]}.`;
    else if (pair) values[section + pair[1]] = pair[2].replace(/^"(.*)"$/, "$1");
  }
  return values;
}

/** `--set key=value` as a shell reads it: what is more than a plain word is quoted. */
export function setOption(key, value) {
  const setting = `${key}=${value}`;
  const isPlain = /^[\w.+=/:,-]*$/.test(setting);
  return `--set ${isPlain ? setting : `'${setting.replaceAll("'", "'\\''")}'`}`;
}
