// @ts-check
/**
 * The room above the first line: whether the reader sees it, and what it says of what is before.
 *
 * NOTE: a button is not in it but in the page around, since WebKit calls no listeners on a document
 * in which scripts are off. See `pin.js`.
 */
export class Head {
  /** Whether half of it is in view. */
  inView = false;
  /** Whether the reader has come back to it, and did not begin here. */
  reached = false;
  #room;
  #scroller;
  #sights;
  #left = false;

  /**
   * @param {HTMLElement} lines the scroller's one child
   * @param {() => void} onSight called when it comes into view or leaves it
   */
  constructor(lines, onSight) {
    this.#scroller = /** @type {HTMLElement} */ (lines.parentElement);
    this.#room = lines.ownerDocument.createElement('p');
    this.#room.className = 'head';
    const half = {root: this.#scroller, threshold: 0.5};
    this.#sights = new IntersectionObserver((sights) => {
      this.#seen(sights[sights.length - 1].intersectionRatio >= 0.5);
      onSight();
    }, half);
  }

  start() {
    this.#scroller.append(this.#room);
    this.#sights.observe(this.#room);
  }

  stop() {
    this.#sights.disconnect();
  }

  /** @param {string} sentence or nothing */
  say(sentence) {
    if (this.#room.textContent !== sentence) this.#room.textContent = sentence;
  }

  /** @param {boolean} inView */
  #seen(inView) {
    this.inView = inView;
    this.reached = inView && this.#left;
    if (!inView) this.#left = true;
  }
}
