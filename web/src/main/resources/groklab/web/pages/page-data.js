/* What the server or the report has put into the page, as JSON in elements of its own. */

export function dataOf(id) {
  const holder = document.getElementById(id);
  return holder ? JSON.parse(holder.textContent) : null;
}
