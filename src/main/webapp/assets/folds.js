// @ts-check
import {isContinuation} from './continuation.js';
import {countText, linesText} from './figures.js';
import {setText} from './page.js';
import {linesIn} from './received-lines.js';

/** A single line takes no more room than the marker that would stand for it. */
const leastLines = 2;

/**
 * What is folded of a streamed document: of a line and those that go on with it, a stack trace
 * perhaps, the first one stays, and a marker stands for the others until it is opened.
 *
 * ```
 *   section  div              the first line
 *            details.fold     the marker
 *            div[hidden] …    what it stands for, in any number of sections
 *   section  div[hidden] …
 *            div              the first line of the next group
 * ```
 *
 * The lines stay where they are, and the document alone says what is folded and what was opened; so
 * groups may grow, lose lines and become one, and are looked at again when lines have come or gone.
 * An event or a rule between lines ends a group. The first line of all is shown, whatever it goes
 * on with.
 *
 * NOTE: a marker is opened by the browser itself, since WebKit calls no listeners on a document in
 * which scripts are off (see `pin.js`), and an observer sees that it was.
 */
export class Folds {
  #element;
  #pin;
  #on;
  /** @type {Node | null} */
  #first = null;
  /** The first line of the last group. @type {Node | null} */
  #last = null;
  /** The first lines of groups. @type {WeakSet<Node>} */
  #begun = new WeakSet();
  /** @type {WeakMap<Node, boolean>} */
  #continuations = new WeakMap();
  #observer;

  /**
   * @param {HTMLElement} element the one with the sections
   * @param {import('./pin.js').Pin} pin the reader's place among them
   * @param {boolean} on whether to fold
   */
  constructor(element, pin, on) {
    this.#element = element;
    this.#pin = pin;
    this.#on = on;
    this.#observer = new MutationObserver((records) => this.#changed(records));
  }

  start() {
    this.look();
    const attributeFilter = ['open', 'hidden'];
    this.#observer.observe(this.#element, {subtree: true, attributeFilter});
  }

  stop() {
    this.#observer.disconnect();
  }

  /**
   * Folds everything, or nothing. Who is at the bottom stays there, and for others the first line
   * in view stays where it is.
   *
   * @param {boolean} on
   */
  turn(on) {
    if (on === this.#on) return;
    this.#on = on;
    const change = () => (on ? this.look() : this.#unfold());
    const line = this.#pin.pinned ? undefined : this.#firstInView();
    if (line === undefined) this.#pin.below(change);
    else this.#pin.around(line, () => (change(), line.hidden ? markerOf(line) : line));
  }

  /** Looks at what has come and gone, which is at the top and at the bottom only. */
  look() {
    if (!this.#on) return;
    const first = this.#element.querySelector('section > div');
    let last = this.#last?.isConnected ? this.#last : null;
    let line = first === this.#first ? (last ?? first) : first;
    this.#first = first;
    while (line !== null) {
      this.#last = line;
      line = this.#fold(line);
      // From a group that has begun there before to the last one, all is as it was.
      if (line !== null && last !== null && this.#begun.has(line)) [line, last] = [last, null];
    }
    this.#observer.takeRecords();
  }

  #unfold() {
    for (const marker of this.#element.querySelectorAll('.fold')) marker.remove();
    for (const line of this.#element.querySelectorAll('section > div[hidden]')) hide(line, false);
    this.#first = this.#last = null;
    this.#begun = new WeakSet();
    this.#observer.takeRecords();
  }

  /**
   * Folds what goes on with a line, as far as its marker is not open.
   *
   * @param {Node} line the first of a group
   * @returns {Node | null} the first of the next one
   */
  #fold(line) {
    const {lines, markers, next} = this.#group(line);
    const count = linesIn(lines);
    const open = markers.some((marker) => marker.open);
    const marker = count < leastLines ? null : (markers[0] ?? this.#newMarker());
    for (const other of markers) if (other !== marker) other.remove();
    if (marker !== null) {
      marker.open = open;
      setText(marker.children[0], foldText(count, open));
      if (lines[0].previousSibling !== marker) lines[0].before(marker);
    }
    this.#begun.add(line);
    hide(line, false);
    for (const one of lines) {
      this.#begun.delete(one);
      hide(one, marker !== null && !open);
    }
    return next;
  }

  /**
   * What goes on with a line, and the markers among it: there are several where groups have become
   * one. That of a group whose first line is gone stands above its new first one.
   *
   * @param {Node} line
   */
  #group(line) {
    const above = line.previousSibling;
    const markers = above !== null && isMarker(above) ? [above] : [];
    /** @type {HTMLElement[]} */
    const lines = [];
    let node = after(line);
    for (; node !== null && this.#belongs(node, line); node = after(node)) {
      if (isMarker(node)) markers.push(node);
      // What goes on with the first line itself, which came in pieces, is no line below it.
      else if (isLine(node) && (lines.length > 0 || !isPiece(node))) lines.push(node);
    }
    while (node !== null && !isLine(node)) node = after(node);
    return {lines, markers, next: node !== null && after(node) !== null ? node : null};
  }

  /**
   * Whether a node is in the group of a line, as all between them are. The last line of all may not
   * have come to its end, so it waits until something follows.
   *
   * @param {Node} node
   * @param {Node} line
   */
  #belongs(node, line) {
    if (node.nodeName === 'ASIDE' || node.nodeName === 'HR') return false;
    if (!isLine(node)) return true;
    return after(node) !== null && logOf(node) === logOf(line) && this.#goesOn(node);
  }

  /** @param {HTMLElement} line */
  #goesOn(line) {
    let goesOn = this.#continuations.get(line);
    if (goesOn === undefined) {
      const text = line.textContent ?? '';
      goesOn = isPiece(line) || isContinuation(text.slice(logOf(line).length));
      this.#continuations.set(line, goesOn);
    }
    return goesOn;
  }

  #newMarker() {
    const marker = this.#element.ownerDocument.createElement('details');
    marker.className = 'fold';
    marker.append(this.#element.ownerDocument.createElement('summary'));
    return marker;
  }

  /**
   * A marker was opened or closed, or the browser has found a line in the page and uncovered it:
   * then the others of its group are shown too.
   *
   * @param {MutationRecord[]} records
   */
  #changed(records) {
    for (const {target} of records) {
      const marker = isMarker(target) ? target : markerOf(target);
      if (marker === null || !marker.isConnected) continue;
      if (marker !== target) marker.open = true;
      const line = /** @type {Node} */ (lineOf(marker));
      this.#pin.around(marker, () => (this.#fold(line), marker));
    }
    this.#observer.takeRecords();
  }

  /** @returns {HTMLElement | undefined} */
  #firstInView() {
    /** @type {(element: Element) => boolean} */
    const inView = (element) => element.getBoundingClientRect().bottom > 0;
    const section = [...this.#element.children].find(inView);
    const lines = section?.querySelectorAll(':scope > div:not([hidden])') ?? [];
    return /** @type {HTMLElement | undefined} */ ([...lines].find(inView));
  }
}

/**
 * What a marker says.
 *
 * @param {number} count how many lines it stands for
 * @param {boolean} open whether they are shown
 * @returns {string}
 */
export function foldText(count, open) {
  return open ? `▾ ${linesText(count)}` : `… ${countText(count)} more lines`;
}

/**
 * NOTE: lines that are hidden so are found by a search in the page, which uncovers them; a browser
 * that does not know of it hides them all the same.
 *
 * @param {Node} line
 * @param {boolean} hidden
 */
function hide(line, hidden) {
  const element = /** @type {Element} */ (line);
  if (element.hasAttribute('hidden') === hidden) return;
  if (hidden) element.setAttribute('hidden', 'until-found');
  else element.removeAttribute('hidden');
}

/**
 * The next node of the lines, in another section perhaps.
 *
 * @param {Node} node
 */
function after(node) {
  let next = node.nextSibling;
  let section = node.parentElement?.nextElementSibling ?? null;
  for (; next === null && section !== null; section = section.nextElementSibling) {
    next = section.firstChild;
  }
  return next;
}

/**
 * The node of the lines before.
 *
 * @param {Node} node
 */
function before(node) {
  let previous = node.previousSibling;
  let section = node.parentElement?.previousElementSibling ?? null;
  for (; previous === null && section !== null; section = section.previousElementSibling) {
    previous = section.lastChild;
  }
  return previous;
}

/**
 * The marker that stands for a line.
 *
 * @param {Node} line
 */
function markerOf(line) {
  let node = before(line);
  while (node !== null && !isMarker(node)) node = before(node);
  return node;
}

/**
 * The line that a marker is under.
 *
 * @param {Node} marker
 */
function lineOf(marker) {
  let node = before(marker);
  while (node !== null && !isLine(node)) node = before(node);
  return node;
}

/**
 * @param {Node} node
 * @returns {node is HTMLDetailsElement}
 */
function isMarker(node) {
  return node.nodeName === 'DETAILS';
}

/**
 * @param {Node} node
 * @returns {node is HTMLElement}
 */
function isLine(node) {
  return node.nodeName === 'DIV';
}

/**
 * Whether it is the rest of a line that came in pieces.
 *
 * @param {HTMLElement} line
 */
function isPiece(line) {
  return line.classList.contains('continued');
}

/**
 * What names the log of a line, where there are several.
 *
 * @param {Node} line
 * @returns {string} or nothing
 */
function logOf(line) {
  const first = /** @type {Element} */ (line).firstElementChild;
  return first?.className === 'log' ? (first.textContent ?? '') : '';
}
