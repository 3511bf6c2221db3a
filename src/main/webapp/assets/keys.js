// @ts-check
/**
 * @typedef {'filter' | 'find' | 'time' | 'bottom' | 'top' | 'pageUp' | 'pageDown' | 'lineUp' | 'lineDown' | 'listUp'
 *     | 'listDown' | 'previous' | 'next' | 'wrap' | 'fold' | 'copy' | 'help' | 'escape'} Command
 *
 * Where the focus is: in the field that filters the list, in another that takes text, in the list,
 * in the stream, in another control, or nowhere.
 * @typedef {'field' | 'text' | 'list' | 'stream' | 'control' | 'page'} Where
 */

/** @type {Record<string, Command>} */
const everywhere = {
  '/': 'filter',
  'f': 'find',
  't': 'time',
  'G': 'bottom',
  'End': 'bottom',
  'g': 'top',
  'Home': 'top',
  '[': 'previous',
  ']': 'next',
  'w': 'wrap',
  'z': 'fold',
  'c': 'copy',
  '?': 'help',
  'Escape': 'escape',
};

/** @type {Record<Where, Record<string, Command>>} */
const inPlace = {
  field: {ArrowDown: 'listDown', Escape: 'escape'},
  text: {Escape: 'escape'},
  list: {...everywhere, ArrowDown: 'listDown', ArrowUp: 'listUp'},
  // The stream scrolls by itself when it has the focus.
  stream: everywhere,
  // A select or a button has its own use for the keys that move things.
  control: {'/': 'filter', 'G': 'bottom', '?': 'help', 'Escape': 'escape'},
  page: {
    ...everywhere,
    'ArrowDown': 'lineDown',
    'ArrowUp': 'lineUp',
    'PageDown': 'pageDown',
    'PageUp': 'pageUp',
    ' ': 'pageDown',
  },
};

/**
 * What a key means, or null when it is the browser's.
 *
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean}} event
 * @param {Where} where
 * @returns {Command | null}
 */
export function commandOf({key, ctrlKey, metaKey, altKey}, where) {
  if (ctrlKey || metaKey || altKey) return null;
  const commands = inPlace[where];
  return Object.hasOwn(commands, key) ? commands[key] : null;
}

/**
 * Where in the viewer's page an element is.
 *
 * @param {Element | null} element
 * @returns {Where}
 */
export function whereOf(element) {
  if (element === null || element.matches('body, #stream')) return 'page';
  if (element.matches('#filter')) return 'field';
  if (element.matches('input, textarea')) return 'text';
  if (element.closest('#log-list') !== null) return 'list';
  return 'control';
}
