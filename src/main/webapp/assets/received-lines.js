// @ts-check
/**
 * The lines of a streamed document: counts them as they come, knows the position behind the last
 * whole run of them, and keeps them within bounds.
 *
 * ```
 *   #lines
 *     section  i[data-at] div div div …     the first mark of all: where the lines begin
 *     section  div div div … i[data-at]     whole: received for good
 *     section  div div i[data-at] div div   what follows the last mark is not: it will come again
 * ```
 *
 * A section keeps its first mark, so that lines can be taken away at a known position. The other
 * marks but the last are taken out, and so are the comments that a quiet stream sends: only lines
 * take room.
 */
export class ReceivedLines {
  /** How many lines have come in all, those of adopted sections and trimmed ones too. */
  received = 0;
  /** How many lines are in the document. */
  held = 0;
  /** When something came last, be it a heartbeat: milliseconds of `performance.now()`. */
  heardAt = performance.now();
  /** @type {Element | null} */
  #mark = null;
  /** @type {WeakMap<Node, number>} */
  #counts = new WeakMap();
  #element;
  #onChange;
  #observer;

  /**
   * @param {HTMLElement} element the one with the sections
   * @param {() => void} onChange called when something has come
   */
  constructor(element, onChange) {
    this.#element = element;
    this.#onChange = onChange;
    this.#observer = new MutationObserver((records) => this.#heard(records));
  }

  start() {
    for (const section of this.#element.children) this.#takeSection(section);
    this.#observer.observe(this.#element, {childList: true, subtree: true});
  }

  /** Stops to observe; everything that has come by now is counted. */
  stop() {
    this.#take(this.#observer.takeRecords());
    this.#observer.disconnect();
  }

  /** The position to go on from, or null while nothing whole has come. */
  get position() {
    return this.#mark?.getAttribute('data-at') ?? null;
  }

  /** The position at which the lines begin, or null while it has not come. */
  get first() {
    return this.#element.querySelector('section > i[data-at]')?.getAttribute('data-at') ?? null;
  }

  /** Removes what came after the last mark. Call it when the stream is over. */
  dropIncomplete() {
    const section = this.#mark?.parentElement;
    if (!this.#mark || !section) return;
    while (section.nextElementSibling) this.#removeSection(section.nextElementSibling);
    while (this.#mark.nextSibling) {
      const lines = linesIn([this.#mark.nextSibling]);
      this.#count(section, -lines);
      this.received -= lines;
      this.#mark.nextSibling.remove();
    }
  }

  /**
   * Takes over what an earlier stream of this log received, before the first line of this one.
   *
   * @param {ReceivedLines} earlier stopped, and without anything incomplete
   */
  adopt(earlier) {
    this.stop();
    const first = this.#element.firstElementChild;
    for (const section of [...earlier.#element.children]) {
      this.#element.insertBefore(this.#element.ownerDocument.adoptNode(section), first);
      this.#counts.set(section, earlier.#counts.get(section) ?? 0);
    }
    this.held += earlier.held;
    this.received += earlier.received;
    this.#mark ??= earlier.#mark;
    this.#observer.observe(this.#element, {childList: true, subtree: true});
  }

  /**
   * Puts earlier lines above the first one.
   *
   * @param {Iterable<Element>} sections of another document, the first of which begins with a mark
   * @returns {number} how many lines they have
   */
  prepend(sections) {
    const before = this.held;
    const top = this.#element.firstElementChild;
    this.#take(this.#observer.takeRecords());
    for (const section of sections) {
      const first = markOf(section);
      for (const mark of section.querySelectorAll(':scope > i')) if (mark !== first) mark.remove();
      this.#count(section, linesIn(section.childNodes));
      this.#element.insertBefore(this.#element.ownerDocument.adoptNode(section), top);
    }
    this.#observer.takeRecords();
    return this.held - before;
  }

  /**
   * Removes lines from the top, up to a mark; at least `lines` lines stay.
   *
   * @param {number} lines
   */
  trim(lines) {
    for (;;) {
      const [first, ...rest] = this.#element.children;
      const next = rest.find((section) => markOf(section) !== null);
      if (next === undefined || first.contains(this.#mark)) return;
      const least = this.#counts.get(first) ?? 0;
      if (!trimmable(this.held, least, lines) || !this.#trimTo(next, lines)) return;
    }
  }

  /**
   * Removes what is before the first mark of a section, if enough stays.
   *
   * @param {Element} section
   * @param {number} lines
   */
  #trimTo(section, lines) {
    const before = siblingsBefore(section);
    const within = siblingsBefore(/** @type {Element} */ (markOf(section)));
    const whole = before.reduce((sum, node) => sum + (this.#counts.get(node) ?? 0), 0);
    if (!trimmable(this.held, whole + linesIn(within), lines)) return false;
    this.#count(section, -linesIn(within));
    this.held -= whole;
    for (const node of [...before, ...within]) node.remove();
    return true;
  }

  /**
   * Removes lines from the bottom, back to a mark, until at most `lines` are left. They are not
   * received any more. Call it when the stream is over.
   *
   * @param {number} lines
   */
  cut(lines) {
    const {children} = this.#element;
    while (children.length > 1 && this.held > lines) {
      this.#removeSection(children[children.length - 1]);
    }
    const marks = this.#element.querySelectorAll('section > i[data-at]');
    this.#mark = marks[marks.length - 1] ?? null;
    this.dropIncomplete();
  }

  /** @param {MutationRecord[]} records */
  #heard(records) {
    this.heardAt = performance.now();
    this.#take(records);
    this.#onChange();
  }

  /** @param {MutationRecord[]} records */
  #take(records) {
    for (const {target, addedNodes} of records) {
      if (target.nodeName !== 'SECTION') continue;
      const lines = linesIn(addedNodes);
      this.#count(target, lines);
      this.received += lines;
      for (const node of addedNodes) this.#takeMark(node);
    }
  }

  /** @param {Element} section */
  #takeSection(section) {
    const lines = linesIn(section.childNodes);
    this.#count(section, lines);
    this.received += lines;
    for (const node of [...section.childNodes]) this.#takeMark(node);
  }

  /** @param {Node} node */
  #takeMark(node) {
    if (node.nodeType === Node.COMMENT_NODE) node.parentNode?.removeChild(node);
    if (node.nodeName !== 'I') return;
    if (!(/** @type {Element} */ (node).hasAttribute('data-at'))) {
      node.parentNode?.removeChild(node); // how far a search has got
      return;
    }
    const section = this.#mark?.parentElement;
    if (section && markOf(section) !== this.#mark) this.#mark?.remove();
    this.#mark = /** @type {Element} */ (node);
  }

  /** @param {Element} section */
  #removeSection(section) {
    const lines = this.#counts.get(section) ?? 0;
    this.held -= lines;
    this.received -= lines;
    section.remove();
  }

  /**
   * @param {Node} section
   * @param {number} lines
   */
  #count(section, lines) {
    this.#counts.set(section, (this.#counts.get(section) ?? 0) + lines);
    this.held += lines;
  }
}

/**
 * The first mark of a section, or null if it has none.
 *
 * @param {Element} section
 */
function markOf(section) {
  return section.querySelector(':scope > i[data-at]');
}

/** @param {Element} element */
function siblingsBefore(element) {
  const all = [...(element.parentElement?.childNodes ?? [])];
  return /** @type {Element[]} */ (all.slice(0, all.indexOf(element)));
}

/**
 * How many lines begin in these nodes. A line that came in pieces is one line.
 *
 * @param {Iterable<Node>} nodes
 * @returns {number}
 */
export function linesIn(nodes) {
  let lines = 0;
  for (const node of nodes) {
    if (node.nodeName === 'DIV' && !(/** @type {Element} */ (node).classList.contains('continued')))
      lines += 1;
  }
  return lines;
}

/**
 * Whether the oldest section may go, so that at least `bound` lines stay.
 *
 * @param {number} held how many lines there are
 * @param {number} oldest how many of them are in the oldest section
 * @param {number} bound
 * @returns {boolean}
 */
export function trimmable(held, oldest, bound) {
  return held - oldest >= bound;
}
