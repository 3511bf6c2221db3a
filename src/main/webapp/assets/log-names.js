// @ts-check
/** Which logs the list shows, and in which order. */

/**
 * A name in two parts: the folder with its slash, and the file.
 *
 * @param {string} name
 * @returns {{folder: string, file: string}}
 */
export function splitName(name) {
  const file = name.lastIndexOf('/') + 1;
  return {folder: name.slice(0, file), file: name.slice(file)};
}

/**
 * A test for names that hold every word of what was typed, in any order and any case.
 *
 * @param {string} typed
 * @returns {(name: string) => boolean}
 */
export function nameFilter(typed) {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (name) => {
    const text = name.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/**
 * The order to show the logs in. While somebody is about to choose one, nothing moves under the
 * pointer: what is shown keeps its place, and new logs come after it.
 *
 * @param {string[]} shown the names in the order in which they are shown
 * @param {string[]} wanted the names as they should be, newest first
 * @param {boolean} held whether somebody is about to choose
 * @returns {string[]}
 */
export function orderOf(shown, wanted, held) {
  if (!held) return wanted;
  const there = new Set(wanted);
  const known = new Set(shown);
  return [...shown.filter((name) => there.has(name)), ...wanted.filter((name) => !known.has(name))];
}

/**
 * What to say under the filter.
 *
 * @param {{total: number, matching: number, typed: string, truncated: boolean}} list
 * @returns {string}
 */
export function listNote({total, matching, typed, truncated}) {
  if (total === 0) return 'No logs under this root yet. They appear here as soon as there are any.';
  if (typed.trim() !== '' && matching === 0) return `Nothing matches “${typed.trim()}”.`;
  if (typed.trim() !== '') return `${matching} of ${total} logs`;
  if (truncated) return `The ${total} logs that changed last; there are more.`;
  return total === 1 ? '1 log' : `${total} logs`;
}
