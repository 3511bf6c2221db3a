// @ts-check
import {addressOf} from './address.js';
import {ageText, sizeText} from './figures.js';
import {listNote, nameFilter, orderOf, splitName} from './log-names.js';
import {byId, setText, showName} from './page.js';
import {SegmentList} from './segment-list.js';

/**
 * @typedef {import('./address.js').View} View
 * @typedef {import('./catalog.js').Listing} Listing
 * @typedef {import('./catalog.js').Log} Log
 */

const freshMillis = 10_000;

/**
 * The list of logs: a link for each and its older segments folded under it, found by typing, moved
 * through with the arrow keys.
 */
export class LogList {
  #list = byId('log-list', HTMLOListElement);
  #note = byId('logs-note', HTMLElement);
  #filter = byId('filter', HTMLInputElement);
  #template = byId('log-item', HTMLTemplateElement);
  /** @type {Map<string, HTMLLIElement>} */
  #items = new Map();
  /** @type {Map<string, SegmentList>} */
  #segments = new Map();
  /** @type {Map<string, Log>} */
  #logs = new Map();
  /** @type {string[]} */
  #order = [];
  #truncated = false;
  #listed = false;
  /** @type {View} */
  #view;

  /** @param {View} view */
  constructor(view) {
    this.#view = view;
  }

  start() {
    this.#filter.addEventListener('input', () => this.#applyFilter());
    byId('filter-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#links()[0]?.click();
    });
  }

  /** @param {Listing} listing */
  update({logs, truncated, now}) {
    this.#truncated = truncated;
    this.#listed = true;
    this.#logs = new Map(logs.map((log) => [log.name, log]));
    for (const [name, item] of this.#items) {
      if (this.#logs.has(name)) continue;
      item.remove();
      this.#items.delete(name);
      this.#segments.delete(name);
    }
    for (const log of logs) this.#show(this.#item(log.name), log, now);
    const held = this.#list.matches(':hover') || this.#list.contains(document.activeElement);
    this.#arrange(orderOf(this.#order, [...this.#logs.keys()], held));
    this.#applyFilter();
  }

  /** @param {string} sentence why the list may be old */
  trouble(sentence) {
    this.#note.textContent = sentence;
  }

  /** @param {View} view what is chosen, and how its links should show a log */
  choose(view) {
    this.#view = view;
    for (const [name, item] of this.#items) this.#point(item, name);
    for (const segments of this.#segments.values()) segments.choose(view);
  }

  focusFilter() {
    this.#filter.focus();
    this.#filter.select();
  }

  /** Returns whether there was a filter to clear. */
  clearFilter() {
    const typed = this.#filter.value !== '';
    this.#filter.value = '';
    this.#applyFilter();
    return typed;
  }

  /**
   * Moves the focus through the shown logs; above the first is the filter.
   *
   * @param {1 | -1} step
   */
  moveFocus(step) {
    const links = this.#links();
    const focused = document.activeElement;
    // From the line that unfolds the segments it goes on as from its log.
    const from = focused?.matches('summary') ? focused.closest('li')?.firstElementChild : focused;
    const at = links.findIndex((link) => link === from);
    if (at + step < 0) this.focusFilter();
    else links[Math.min(at + step, links.length - 1)]?.focus();
  }

  /**
   * Opens the shown log above or below the chosen one.
   *
   * @param {1 | -1} step
   */
  openNext(step) {
    const links = this.#links();
    const at = links.findIndex((link) => link.hasAttribute('aria-current'));
    const next = links[at === -1 ? 0 : at + step];
    next?.scrollIntoView({block: 'nearest'});
    next?.click();
  }

  /** @returns {HTMLAnchorElement[]} */
  #links() {
    return [...this.#list.querySelectorAll(':scope > li:not([hidden]) a[href]')].map(
      (link) => /** @type {any} */ (link),
    );
  }

  /** @param {string} name */
  #item(name) {
    const known = this.#items.get(name);
    if (known !== undefined) return known;
    const copy = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true));
    const item = /** @type {HTMLLIElement} */ (copy.firstElementChild);
    showName(item, splitName(name));
    this.#point(item, name);
    this.#items.set(name, item);
    const older = /** @type {HTMLDetailsElement} */ (item.querySelector('details'));
    this.#segments.set(name, new SegmentList(older, this.#view));
    return item;
  }

  /**
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

  /**
   * @param {HTMLLIElement} item
   * @param {Log} log
   * @param {number} now
   */
  #show(item, log, now) {
    const {name, file, size, modified} = log;
    const link = /** @type {HTMLAnchorElement} */ (item.firstElementChild);
    const time = /** @type {HTMLTimeElement} */ (link.querySelector('time'));
    setText(/** @type {Element} */ (link.querySelector('.size')), sizeText(size));
    setText(time, ageText(now - modified));
    time.dateTime = new Date(modified).toISOString();
    time.title = new Date(modified).toLocaleString();
    link.toggleAttribute('data-fresh', now - modified < freshMillis);
    link.title = file === null || file === name ? '' : file;
    this.#segments.get(name)?.show(log, now);
  }

  /** @param {string[]} order */
  #arrange(order) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const within = this.#list.contains(focused);
    let next = this.#list.firstElementChild;
    for (const name of order) {
      const item = /** @type {HTMLLIElement} */ (this.#items.get(name));
      if (item === next) next = next.nextElementSibling;
      else this.#list.insertBefore(item, next);
    }
    this.#order = order;
    if (within && document.activeElement !== focused) focused?.focus({preventScroll: true});
  }

  #applyFilter() {
    if (!this.#listed) return;
    const matches = nameFilter(this.#filter.value);
    let matching = 0;
    for (const [name, item] of this.#items) {
      const segments = this.#logs.get(name)?.segments ?? [];
      item.hidden = !matches(name) && !segments.some((segment) => matches(segment.name));
      if (!item.hidden) matching += 1;
    }
    const total = this.#items.size;
    const note = {total, matching, typed: this.#filter.value, truncated: this.#truncated};
    setText(this.#note, listNote(note));
  }
}
