// @ts-check
import {Pin} from './pin.js';
import {ReceivedLines} from './received-lines.js';

/** A stream is broken when it has been quiet for so many heartbeats. */
const silentHeartbeats = 2.5;

/**
 * A streamed document that is shown: its frame, the lines in it, and the reader's place among them.
 */
export class StreamPage {
  /** When it was there first: milliseconds of `performance.now()`. */
  since = performance.now();

  /**
   * @param {import('./stream-frame.js').StreamFrame} frame one that is ready
   * @param {{onReceived: () => void, onMoved: () => void}} listener told when something has come,
   *     and when the reader leaves the bottom or comes back to it
   */
  constructor(frame, {onReceived, onMoved}) {
    const element = /** @type {HTMLElement} */ (frame.lines);
    this.frame = frame;
    this.document = element.ownerDocument;
    this.lines = new ReceivedLines(element, onReceived);
    this.pin = new Pin(element, onMoved);
  }

  /** @param {StreamPage | null} earlier the page that this one takes the place of */
  start(earlier) {
    this.lines.start();
    this.pin.start();
    if (earlier !== null) this.#takeOver(earlier);
    this.frame.show();
  }

  stop() {
    this.pin.stop();
    this.lines.stop();
    this.frame.stop();
  }

  /** Ends the stream behind its last whole run of lines; what it brought by then stays in view. */
  settle() {
    this.frame.halt();
    this.lines.stop();
    this.lines.dropIncomplete();
  }

  /** @param {number} now of `performance.now()` */
  isSilent(now) {
    return now - this.lines.heardAt > silentHeartbeats * this.frame.heartbeatMillis;
  }

  /** @param {StreamPage} earlier */
  #takeOver(earlier) {
    const place = {pinned: earlier.pin.pinned, offset: earlier.pin.offset};
    if (earlier.lines.position !== null) this.lines.adopt(earlier.lines);
    this.pin.place(place);
    earlier.stop();
  }
}
