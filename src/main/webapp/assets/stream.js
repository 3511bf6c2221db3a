// @ts-check
import {EarlierLines} from './earlier-lines.js';
import {tailUrl} from './links.js';
import {probe, probeBusy} from './probe.js';
import {Retry, retryMillis} from './retry.js';
import {StreamFrame} from './stream-frame.js';
import {StreamPage} from './stream-page.js';

/**
 * What a stream is doing.
 *
 * @typedef {{is: 'opening' | 'live' | 'asking' | 'paused' | 'ended'}
 *     | {is: 'waiting', seconds: number}
 *     | {is: 'refused', seconds: number, sentence: string}} State for an infinity of seconds: for
 *     good
 */

/** At the bottom, this many lines stay in the page. */
export const keptLines = 10_000;
/**
 * For a reader who has scrolled up, so many are held; then the stream pauses, and earlier lines
 * take the place of the latest.
 */
export const heldLines = 50_000;
const watchMillis = 1_000;
const openMillis = 10_000;
/** After so long a life a stream counts as having worked, and the waits begin anew. */
const steadyMillis = 10_000;

/**
 * Follows one log in the page, and comes back by itself where it was.
 *
 * ```
 *   opening   its lines are there ► live       it does not open ► waiting
 *   live      closing, cut, silent ► waiting   held too much ► paused     finished ► ended
 *   waiting   time ► asking
 *   asking    yes, or position lost ► opening  no, or busy ► refused      away ► waiting
 *   refused   time ► asking
 *   paused    at the bottom ► opening
 * ```
 *
 * A stream that comes back loads unseen; when it is there, it takes over the lines of the one
 * before and its place.
 */
export class Stream {
  /** @type {State} */
  state = {is: 'opening'};
  /** What lies before the first line. @type {EarlierLines} */
  earlier;
  #wanted;
  #beginning;
  #holder;
  #listener;
  /** @type {StreamPage | null} */
  #page = null;
  /** @type {StreamFrame | null} */
  #next = null;
  #nextSince = 0;
  #attempt = 0;
  #seenLines = 0;
  #folded;
  #watch = 0;
  #sentence = '';
  #refused = false;
  #stopped = false;
  #retry = new Retry({onTick: (seconds) => this.#tick(seconds), run: () => this.#ask()});
  #wake = () => this.#awake();

  /**
   * @param {object} wanted
   * @param {string} wanted.log
   * @param {string} wanted.match what must be found in a line, or nothing
   * @param {string} wanted.level how serious a line must be at least, or nothing
   * @param {number} wanted.context how many lines to show around each of those
   * @param {number} wanted.lines how many lines to begin with
   * @param {string} wanted.from the time to begin at instead, or nothing
   * @param {boolean} wanted.fold whether to fold what goes on with the line above it
   * @param {HTMLElement} wanted.holder
   * @param {object} listener
   * @param {() => void} listener.onState called when `state` has changed
   * @param {() => void} listener.onPlace called when `pinned`, `newLines`, the number of lines or
   *     what lies before the first one may have changed
   * @param {(found: number, held: number) => void} listener.onEarlier called when earlier lines
   *     have come, with their number and that of all
   * @param {(page: Document) => void} listener.onDocument called with each streamed document that
   *     is shown
   */
  constructor({lines, from, fold, holder, ...wanted}, listener) {
    this.#wanted = wanted;
    this.#beginning = {lines, from};
    this.#folded = fold;
    this.#holder = holder;
    this.#listener = listener;
    this.earlier = new EarlierLines({...wanted, lines}, () => this.#page, {
      onChange: () => listener.onPlace(),
      onLoaded: () => this.#loaded(),
    });
  }

  start() {
    document.addEventListener('visibilitychange', this.#wake);
    window.addEventListener('online', this.#wake);
    this.#watch = window.setInterval(() => this.#look(), watchMillis);
    this.#open();
  }

  stop() {
    this.#stopped = true;
    window.clearInterval(this.#watch);
    window.removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#retry.cancel();
    this.#next?.stop();
    this.#page?.stop();
    this.earlier.stop();
  }

  get pinned() {
    return this.#page?.pin.pinned ?? true;
  }

  /** How many lines have come since the reader left the bottom. */
  get newLines() {
    if (this.#page === null || this.pinned) return 0;
    return Math.max(0, this.#page.lines.received - this.#seenLines);
  }

  /** What is shown, or null while nothing is. */
  get page() {
    return this.#page;
  }

  /** Goes to the bottom, and on with a stream that was paused there. */
  toBottom() {
    this.#page?.pin.toBottom();
    this.#trim();
  }

  /** @param {boolean} folded whether to fold what goes on with the line above it */
  fold(folded) {
    this.#folded = folded;
    this.#page?.folds.turn(folded);
  }

  /** Goes to the first line, and from there on to earlier ones. */
  toTop() {
    if (this.#page?.head.inView) this.earlier.load();
    this.#page?.pin.toTop();
  }

  #place() {
    const from = this.#page?.lines.position ?? null;
    return from === null ? this.#beginning : {from};
  }

  #open() {
    this.#next?.stop();
    this.#nextSince = performance.now();
    const frame = new StreamFrame({
      url: tailUrl({...this.#wanted, format: 'html', ...this.#place()}),
      holder: this.#holder,
      onReady: () => this.#show(frame),
      onEnd: () => this.#over(frame),
    });
    this.#next = frame;
    frame.start();
    this.#become({is: 'opening'});
  }

  /** @param {StreamFrame} frame */
  #show(frame) {
    const earlier = this.#page;
    const listener = {
      onReceived: () => this.#received(),
      onMoved: () => this.#moved(),
      onHead: () => this.earlier.moved(),
    };
    this.#page = new StreamPage(frame, listener, this.#folded);
    // Who comes for a time reads from there on, and counts nothing as new before the end was seen.
    if (earlier === null && this.#beginning.from !== '') {
      this.#page.pin.beginsAtTop = true;
      this.#seenLines = Infinity;
    }
    this.#next = null;
    this.#listener.onDocument(this.#page.document);
    this.#page.start(earlier);
    this.#become({is: 'live'});
    this.#received();
  }

  #received() {
    this.#bound();
    this.earlier.look();
    this.#listener.onPlace();
  }

  /** Keeps the lines within bounds. */
  #bound() {
    const page = this.#page;
    if (page === null) return;
    if (page.pin.pinned && !page.pin.beginsAtTop) this.#trim();
    else if (page.lines.held > heldLines && this.state.is === 'live') this.#pause();
  }

  /** Earlier lines have come; where there are too many, the latest make room for them. */
  #loaded() {
    this.#bound();
    const page = /** @type {StreamPage} */ (this.#page);
    if (!this.pinned && page.lines.held > heldLines && this.#next === null) {
      if (this.state.is === 'ended') this.#pause();
      page.cutBelow(heldLines);
    }
    this.#listener.onEarlier(this.earlier.found, page.lines.held);
  }

  #pause() {
    this.#page?.settle();
    this.#become({is: 'paused'});
  }

  #trim() {
    this.#page?.lines.trim(keptLines);
    if (this.#page !== null) this.#seenLines = this.#page.lines.received;
  }

  #moved() {
    if (this.#page === null) return;
    if (this.pinned || this.#seenLines !== Infinity) this.#seenLines = this.#page.lines.received;
    if (this.pinned) this.#trim();
    if (this.pinned && this.state.is === 'paused') this.#open();
    this.#listener.onPlace();
  }

  /** The frame's response has ended. @param {StreamFrame} frame */
  #over(frame) {
    this.#refused = frame.refused;
    // It may have ended before anybody looked, and then it holds lines all the same.
    if (frame === this.#next && frame.lines !== null) this.#show(frame);
    if (frame.endWord === 'finished') {
      this.#page?.lines.stop();
      this.#become({is: 'ended'});
    } else {
      this.#broken();
    }
  }

  #broken() {
    const lived =
      this.state.is === 'live' && this.#page !== null ? performance.now() - this.#page.since : 0;
    if (lived > steadyMillis) this.#attempt = 0;
    this.#next?.stop();
    this.#next = null;
    this.#page?.settle();
    this.#sentence = '';
    // What never began is asked about at once: there may be a sentence that says why.
    const never = (this.#page === null || this.#refused) && this.#attempt === 0;
    this.#retry.after(never ? 0 : retryMillis(this.#attempt, Math.random()));
    this.#attempt += 1;
  }

  /** @param {number} seconds */
  #tick(seconds) {
    const sentence = this.#sentence;
    this.#become(sentence === '' ? {is: 'waiting', seconds} : {is: 'refused', seconds, sentence});
  }

  async #ask() {
    if (this.#sentence === '') this.#become({is: 'asking'});
    const finding = await this.#probe();
    if (this.#stopped) return;
    if (finding.answer === 'ok') {
      this.#refused = false;
      this.#open();
    } else if (finding.answer === 'lost') {
      this.#forget();
      this.#open();
    } else if (finding.answer === 'refused') {
      this.#refuse(finding);
    } else {
      this.#broken();
    }
  }

  async #probe() {
    const positioned = this.#page !== null && this.#page.lines.position !== null;
    const finding = await probe(this.#wanted, {...this.#place(), positioned});
    return finding.answer === 'ok' && this.#refused ? probeBusy(this.#wanted) : finding;
  }

  /** @param {{sentence: string, seconds: number}} refusal */
  #refuse({sentence, seconds}) {
    this.#sentence = sentence;
    if (seconds === Infinity) this.#become({is: 'refused', sentence, seconds});
    else this.#retry.after(seconds * 1000 * (1 + Math.random() / 4));
  }

  /** The server no longer knows the position: begin again, in an empty page. */
  #forget() {
    this.#page?.stop();
    this.#page = null;
    this.#seenLines = 0;
  }

  #look() {
    const now = performance.now();
    if (this.#next !== null) {
      if (now - this.#nextSince > openMillis) this.#broken();
    } else if (this.state.is === 'live' && this.#page?.isSilent(now)) {
      this.#broken();
    }
  }

  #awake() {
    if (document.hidden) return;
    this.#look();
    this.#retry.now();
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    this.#listener.onState();
  }
}
