// @ts-check
import {addressOf} from './address.js';
import {ageText, sizeText} from './figures.js';
import {listNote, nameFilter, orderOf, splitName} from './log-names.js';
import {byId, showName} from './page.js';

/**
 * @typedef {import('./address.js').View} View
 * @typedef {import('./catalog.js').Listing} Listing
 * @typedef {import('./catalog.js').Log} Log
 */

const freshMillis = 10_000;

/** The list of logs: a link for each, found by typing, moved through with the arrow keys. */
export class LogList {
  #list = byId('log-list', HTMLOListElement);
  #note = byId('logs-note', HTMLElement);
  #filter = byId('filter', HTMLInputElement);
  #template = byId('log-item', HTMLTemplateElement);
  /** @type {Map<string, HTMLLIElement>} */
  #items = new Map();
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
    const names = new Set(logs.map(({name}) => name));
    for (const [name, item] of this.#items) {
      if (names.has(name)) continue;
      item.remove();
      this.#items.delete(name);
    }
    for (const log of logs) this.#show(this.#item(log.name), log, now);
    const held = this.#list.matches(':hover') || this.#list.contains(document.activeElement);
    this.#arrange(orderOf(this.#order, [...names], held));
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
    const at = links.findIndex((link) => link === document.activeElement);
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
    return [...this.#list.querySelectorAll('li:not([hidden]) > a')].map(
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
  #show(item, {size, modified}, now) {
    const link = /** @type {HTMLAnchorElement} */ (item.firstElementChild);
    const time = /** @type {HTMLTimeElement} */ (link.querySelector('time'));
    setText(/** @type {Element} */ (link.querySelector('.size')), sizeText(size));
    setText(time, ageText(now - modified));
    time.dateTime = new Date(modified).toISOString();
    time.title = new Date(modified).toLocaleString();
    link.toggleAttribute('data-fresh', now - modified < freshMillis);
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
      item.hidden = !matches(name);
      if (!item.hidden) matching += 1;
    }
    const total = this.#items.size;
    const note = {total, matching, typed: this.#filter.value, truncated: this.#truncated};
    setText(this.#note, listNote(note));
  }
}

/**
 * @param {Element} element
 * @param {string} text
 */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
