// @ts-check
/** Finding and filling the parts of the page. */

/**
 * The element of the page with this id.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} with the id ${id}`);
  return element;
}

/**
 * Gives an element a text, and leaves it alone if it has that already.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Shows a log's name in an element that holds a `.folder` and a `.file`.
 *
 * @param {Element} element
 * @param {{folder: string, file: string}} name
 */
export function showName(element, {folder, file}) {
  for (const [part, text] of [
    ['.folder', folder],
    ['.file', file],
  ]) {
    const place = element.querySelector(part);
    if (place !== null) place.textContent = text;
  }
}
