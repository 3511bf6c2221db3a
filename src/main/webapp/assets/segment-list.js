// @ts-check
import {addressOf} from './address.js';
import {ageText, olderText, sizeText} from './figures.js';
import {splitName} from './log-names.js';
import {byId, setText} from './page.js';

/**
 * @typedef {import('./address.js').View} View
 * @typedef {import('./catalog.js').Log} Log
 * @typedef {import('./catalog.js').LogFile} LogFile
 */

/**
 * A log's older segments in the list of logs: a line that unfolds. What is folded is not made, since
 * there may be thousands.
 */
export class SegmentList {
  #details;
  #list;
  #template = byId('segment-item', HTMLTemplateElement);
  /** @type {Map<string, HTMLLIElement>} */
  #items = new Map();
  /** @type {Log | null} */
  #log = null;
  #now = 0;
  /** @type {View} */
  #view;

  /**
   * @param {HTMLDetailsElement} details
   * @param {View} view
   */
  constructor(details, view) {
    this.#details = details;
    this.#list = /** @type {HTMLOListElement} */ (details.querySelector('ol'));
    this.#view = view;
    details.addEventListener('toggle', () => this.#fill());
  }

  /**
   * @param {Log} log
   * @param {number} now
   */
  show(log, now) {
    const known = this.#log !== null;
    this.#log = log;
    this.#now = now;
    const {segments} = log;
    const bytes = segments.reduce((sum, {size}) => sum + size, 0);
    this.#details.hidden = segments.length === 0;
    const summary = /** @type {Element} */ (this.#details.querySelector('summary'));
    setText(summary, olderText(segments.length, bytes));
    if (!known) this.#unfoldChosen();
    this.#fill();
  }

  /** @param {View} view what is chosen, and how its links should show a segment */
  choose(view) {
    const another = view.log !== this.#view.log;
    this.#view = view;
    if (another) this.#unfoldChosen();
    for (const [name, item] of this.#items) this.#point(item, name);
  }

  /** Unfolds the segments when one of them is chosen, and leaves them as they are otherwise. */
  #unfoldChosen() {
    if (this.#log?.segments.some(({name}) => name === this.#view.log)) this.#details.open = true;
  }

  #fill() {
    const segments = this.#details.open && this.#log !== null ? this.#log.segments : [];
    const names = new Set(segments.map(({name}) => name));
    for (const [name, item] of this.#items) {
      if (names.has(name)) continue;
      item.remove();
      this.#items.delete(name);
    }
    segments.forEach((segment, at) => {
      const item = this.#item(segment.name);
      show(item, segment, this.#now);
      const there = this.#list.children[at] ?? null;
      if (item !== there) this.#list.insertBefore(item, there);
    });
  }

  /** @param {string} name */
  #item(name) {
    const known = this.#items.get(name);
    if (known !== undefined) return known;
    const copy = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true));
    const item = /** @type {HTMLLIElement} */ (copy.firstElementChild);
    const folder = splitName(this.#log?.name ?? '').folder;
    setText(/** @type {Element} */ (item.querySelector('.segment')), name.slice(folder.length));
    this.#point(item, name);
    this.#items.set(name, item);
    return item;
  }

  /**
   * Points its link at the segment as a log of its own.
   *
   * @param {HTMLLIElement} item
   * @param {string} name
   */
  #point(item, name) {
    const link = /** @type {HTMLAnchorElement} */ (item.firstElementChild);
    link.dataset.log = name;
    link.setAttribute('href', addressOf({...this.#view, log: name}));
    if (name === this.#view.log) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

/**
 * @param {HTMLLIElement} item
 * @param {LogFile} segment
 * @param {number} now
 */
function show(item, {size, modified}, now) {
  const time = /** @type {HTMLTimeElement} */ (item.querySelector('time'));
  setText(/** @type {Element} */ (item.querySelector('.size')), sizeText(size));
  setText(time, ageText(now - modified));
  time.dateTime = new Date(modified).toISOString();
  time.title = new Date(modified).toLocaleString();
}
