// @ts-check
import {Folds} from './folds.js';
import {Head} from './head.js';
import {Pin} from './pin.js';
import {ReceivedLines} from './received-lines.js';

/** A stream is broken when it has been quiet for so many heartbeats. */
const silentHeartbeats = 2.5;

/**
 * A streamed document that is shown: its frame, the lines in it and what is folded of them, the room
 * above them, and the reader's place among them.
 */
export class StreamPage {
  /** When it was there first: milliseconds of `performance.now()`. */
  since = performance.now();

  /**
   * @param {import('./stream-frame.js').StreamFrame} frame one that is ready
   * @param {object} listener
   * @param {() => void} listener.onReceived called when something has come
   * @param {() => void} listener.onMoved called when the reader leaves the bottom or comes back
   * @param {() => void} listener.onHead called when the reader comes to the first line or leaves it
   * @param {boolean} folded whether to fold what goes on with the line above it
   */
  constructor(frame, {onReceived, onMoved, onHead}, folded) {
    const element = /** @type {HTMLElement} */ (frame.lines);
    this.frame = frame;
    this.document = element.ownerDocument;
    this.lines = new ReceivedLines(element, () => {
      this.folds.look();
      onReceived();
    });
    this.pin = new Pin(element, onMoved);
    this.folds = new Folds(element, this.pin, folded);
    this.head = new Head(element, onHead);
  }

  /** @param {StreamPage | null} earlier the page that this one takes the place of */
  start(earlier) {
    this.lines.start();
    this.folds.start();
    this.head.start();
    this.pin.start();
    if (earlier !== null) this.#takeOver(earlier);
    this.frame.show();
  }

  stop() {
    this.folds.stop();
    this.pin.stop();
    this.head.stop();
    this.lines.stop();
    this.frame.stop();
  }

  /** Ends the stream behind its last whole run of lines; what it brought by then stays in view. */
  settle() {
    this.frame.halt();
    this.lines.stop();
    this.lines.dropIncomplete();
    this.folds.look();
  }

  /** Whether the stream has begun, and no line has come. */
  get isEmpty() {
    return this.lines.first !== null && this.lines.held === 0;
  }

  /**
   * Puts earlier lines above the first one; what is in view stays where it is.
   *
   * @param {Iterable<Element>} sections
   * @returns {number} how many lines they have
   */
  putAbove(sections) {
    let lines = 0;
    this.pin.above(() => {
      lines = this.lines.prepend(sections);
      this.folds.look();
    });
    return lines;
  }

  /** Removes lines below what is in view; at most so many stay. @param {number} lines */
  cutBelow(lines) {
    this.pin.below(() => {
      this.lines.cut(lines);
      this.folds.look();
    });
  }

  /** @param {number} now of `performance.now()` */
  isSilent(now) {
    return now - this.lines.heardAt > silentHeartbeats * this.frame.heartbeatMillis;
  }

  /** @param {StreamPage} earlier */
  #takeOver(earlier) {
    const place = {pinned: earlier.pin.pinned, offset: earlier.pin.offset};
    this.pin.beginsAtTop = earlier.pin.beginsAtTop;
    if (earlier.lines.position !== null) this.lines.adopt(earlier.lines);
    this.folds.look();
    this.pin.place(place);
    earlier.stop();
  }
}
