// @ts-check
/**
 * The address is the state: only this module reads and writes it, and nobody keeps a copy.
 *
 * @typedef {object} View
 * @property {string | null} log the log in view, or null when none is chosen
 * @property {number} lines how many lines to begin with, of which those that pass are shown
 * @property {string} from the time to begin at instead, as it was typed, or nothing
 * @property {string} match what must be found in a line, or nothing
 * @property {string} level how serious a line must be at least, or nothing
 * @property {number} context how many lines to show around each that passes
 * @property {boolean} wrap whether long lines are wrapped
 * @property {boolean} fold whether what goes on with the line above it, a stack trace, is folded
 */

export const defaultLines = 500;
export const maxLines = 10_000;
/** Of so many lines those that pass a filter can be shown. */
export const maxSearchedLines = 1_000_000;
export const levels = ['info', 'warn', 'error'];
export const maxContext = 1_000;

/**
 * The view that an address's query stands for. What is missing or makes no sense is the default.
 *
 * @param {string} search such as `?log=app.log&lines=100`
 * @returns {View}
 */
export function viewOf(search) {
  const query = new URLSearchParams(search);
  const match = query.get('match') ?? '';
  const level = levels.find((word) => word === query.get('level')) ?? '';
  const most = isFiltered({match, level}) ? maxSearchedLines : maxLines;
  return {
    log: query.get('log') || null,
    lines: numberOf(query.get('lines'), 1, most) ?? defaultLines,
    from: query.get('from') ?? '',
    match,
    level,
    context: numberOf(query.get('context'), 0, maxContext) ?? 0,
    wrap: query.get('wrap') !== 'off',
    fold: query.get('fold') === 'on',
  };
}

/**
 * @param {string | null} text
 * @param {number} least
 * @param {number} most
 * @returns {number | null} null if the text is no whole number between the two
 */
function numberOf(text, least, most) {
  const number = /^\d{1,7}$/.test(text ?? '') ? Number(text) : NaN;
  return number >= least && number <= most ? number : null;
}

/**
 * The relative address of a view; it says nothing of what is as usual.
 *
 * @param {View} view
 * @returns {string}
 */
export function addressOf({log, lines, from, match, level, context, wrap, fold}) {
  const query = [];
  if (log !== null) query.push(`log=${encodeName(log)}`);
  if (lines !== defaultLines) query.push(`lines=${lines}`);
  if (from !== '') query.push(`from=${encodeName(from)}`);
  if (match !== '') query.push(`match=${encodeName(match)}`);
  if (level !== '') query.push(`level=${level}`);
  if (context !== 0) query.push(`context=${context}`);
  if (!wrap) query.push('wrap=off');
  if (fold) query.push('fold=on');
  return query.length === 0 ? './' : `./?${query.join('&')}`;
}

/**
 * Whether some lines are left out.
 *
 * @param {{match: string, level: string}} view
 */
export function isFiltered({match, level}) {
  return match !== '' || level !== '';
}

/**
 * A log's name, a text or a time as a query value. Slashes and colons stay, since they are allowed
 * there and people read addresses.
 *
 * @param {string} name
 * @returns {string}
 */
export function encodeName(name) {
  const encoded = encodeURIComponent(name.toWellFormed?.() ?? name);
  return encoded.replaceAll('%2F', '/').replaceAll('%3A', ':');
}

/** The window's address as a view. It sends `change` when the view has become another. */
export class Address extends EventTarget {
  #changed = () => this.dispatchEvent(new Event('change'));

  start() {
    window.addEventListener('popstate', this.#changed);
  }

  stop() {
    window.removeEventListener('popstate', this.#changed);
  }

  /** @returns {View} */
  get view() {
    return viewOf(window.location.search);
  }

  /**
   * Goes to another log, which the back button undoes.
   *
   * @param {View} view
   */
  go(view) {
    if (addressOf(view) === addressOf(this.view)) return;
    window.history.pushState(null, '', addressOf(view));
    this.#changed();
  }

  /**
   * Shows the same log otherwise, which is no step of its own in the history.
   *
   * @param {View} view
   */
  refine(view) {
    window.history.replaceState(null, '', addressOf(view));
    this.#changed();
  }
}
