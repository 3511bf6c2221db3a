// @ts-check
/**
 * Whether the reader is at the bottom of a stream, and the place where a reader is who is not.
 *
 * The stream's own style sheet keeps it at its bottom: its scroller is a reversed column, in which
 * `scrollTop` is 0 at the bottom and negative above. What is left to do is to notice, and to help
 * WebKit.
 *
 * NOTE: WebKit calls no listeners on a document in which scripts are off
 * (https://webkit.org/b/218086), but it does call observers, so scrolling is noticed by a sentinel
 * at the bottom that comes into view or leaves it.
 *
 * NOTE: WebKit has no scroll anchoring here: it keeps the distance to the bottom, so a reader who
 * has scrolled up would drift as lines arrive (https://webkit.org/b/261775), or as the window is
 * resized. What grew below, and what the window lost or won there, is taken back before it is
 * painted.
 */

const tolerancePixels = 6;
const anchors = CSS.supports('overflow-anchor', 'auto');

export class Pin {
  /** Whether the reader is at the bottom. */
  pinned = true;
  /**
   * Whether the reader is to begin at the first line: once there are more than fit, the view goes
   * there and stays.
   */
  beginsAtTop = false;
  #scroller;
  #lines;
  #onChange;
  #sentinel;
  #sights;
  #growth;
  #height = 0;
  #window = 0;
  #width = 0;
  #rest = 0;

  /**
   * @param {HTMLElement} lines the scroller's one child
   * @param {() => void} onChange called when the reader leaves the bottom or comes back to it
   */
  constructor(lines, onChange) {
    this.#lines = lines;
    this.#scroller = /** @type {HTMLElement} */ (lines.parentElement);
    this.#onChange = onChange;
    this.#sentinel = lines.ownerDocument.createElement('p');
    const root = this.#scroller;
    this.#sights = new IntersectionObserver((sights) => this.#seen(sights), {
      root,
      rootMargin: `${tolerancePixels}px`,
    });
    this.#growth = new ResizeObserver(() => this.#grown());
  }

  start() {
    Object.assign(this.#sentinel.style, {
      flex: 'none',
      width: '1px',
      height: '1px',
      margin: '-1px 0 0',
    });
    this.#scroller.prepend(this.#sentinel);
    this.#sights.observe(this.#sentinel);
    this.#growth.observe(this.#lines);
    this.#growth.observe(this.#scroller);
  }

  stop() {
    this.#sights.disconnect();
    this.#growth.disconnect();
    this.#sentinel.remove();
  }

  toBottom() {
    this.beginsAtTop = false;
    this.#scroller.scrollTo({top: 0});
    this.#become(true);
  }

  toTop() {
    this.#scroller.scrollTo({top: -this.#scroller.scrollHeight});
  }

  /**
   * Scrolls like a key would.
   *
   * @param {{pages?: number, lines?: number}} step negative is up
   */
  scroll({pages = 0, lines = 0}) {
    const page = this.#scroller.clientHeight * 0.9;
    this.#scroller.scrollBy({top: pages * page + lines * 20});
  }

  /** Whether there is something below the view, even if that has not been noticed yet. */
  get isAway() {
    return Math.abs(this.#scroller.scrollTop) > tolerancePixels;
  }

  /** The pixels above the first one that is in view. */
  get offset() {
    const {scrollHeight, clientHeight, scrollTop} = this.#scroller;
    return scrollHeight - clientHeight + scrollTop;
  }

  /**
   * Puts the reader where another document of the same lines had them, which is no news to anybody.
   *
   * @param {{pinned: boolean, offset: number}} place
   */
  place({pinned, offset}) {
    this.#measure();
    if (!pinned) this.#scroller.scrollTop += offset - this.offset;
    this.pinned = pinned;
  }

  /**
   * Makes a change above what is in view.
   *
   * @param {() => void} change
   */
  above(change) {
    this.beginsAtTop = false;
    this.#grown();
    change();
    this.#measure();
  }

  /**
   * Makes a change below what is in view.
   *
   * @param {() => void} change
   */
  below(change) {
    this.#grown();
    const {offset, pinned} = this;
    this.#scroller.style.overflowAnchor = 'none';
    change();
    this.place({offset, pinned});
    this.#scroller.style.overflowAnchor = '';
  }

  /**
   * Makes a change around an element in view, and puts in its place the one that stands for it then.
   *
   * @param {Element} element
   * @param {() => Element | null} change returns that one, or null if nothing need stay
   */
  around(element, change) {
    this.#grown();
    const {top} = element.getBoundingClientRect();
    this.#scroller.style.overflowAnchor = 'none';
    const now = change();
    if (now !== null) this.#scroller.scrollTop += now.getBoundingClientRect().top - top;
    this.#measure();
    this.#scroller.style.overflowAnchor = '';
  }

  /** @param {IntersectionObserverEntry[]} sights */
  #seen(sights) {
    this.#become(sights[sights.length - 1].isIntersecting);
  }

  #grown() {
    const before = this.#height - this.#window;
    const sameWidth = this.#width === this.#lines.clientWidth;
    this.#measure();
    if (this.beginsAtTop) this.#beginAtTop();
    else if (!this.pinned && sameWidth && !anchors)
      this.#moveBy(before - (this.#height - this.#window));
  }

  #beginAtTop() {
    if (this.#scroller.scrollHeight <= this.#window) return;
    this.beginsAtTop = false;
    this.toTop();
    this.#become(false);
  }

  /**
   * A scroller may stand on whole pixels only; what is left over counts the next time.
   *
   * @param {number} pixels
   */
  #moveBy(pixels) {
    const wanted = this.#scroller.scrollTop + pixels + this.#rest;
    this.#scroller.scrollTop = wanted;
    this.#rest = wanted - this.#scroller.scrollTop;
    if (Math.abs(this.#rest) >= 1) this.#rest = 0;
  }

  #measure() {
    this.#height = this.#lines.getBoundingClientRect().height;
    this.#width = this.#lines.clientWidth;
    this.#window = this.#scroller.clientHeight;
  }

  /** @param {boolean} pinned */
  #become(pinned) {
    if (this.pinned === pinned) return;
    this.pinned = pinned;
    this.#onChange();
  }
}
