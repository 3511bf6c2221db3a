// @ts-check
import {isFiltered} from './address.js';
import {countText} from './figures.js';
import {tailUrl} from './links.js';

/**
 * What is known of the lines before the first one that is shown.
 *
 * @typedef {'unknown' | 'asking' | 'there' | 'loading' | 'failed' | 'none'} State
 */

/** So many lines are asked for at a time; with a filter as many as are looked through at first. */
export const pageLines = 500;
const answerMillis = 60_000;

/**
 * Loads the lines before the first one that is shown when the reader comes there, and tells when
 * there are none.
 *
 * ```
 *   unknown   the first line is in view ► asking   reached by scrolling ► loading
 *   asking    one line before it ► there           nothing ► none
 *   there     wanted ► loading
 *   loading   a page of lines ► unknown            nothing ► none       no answer ► failed
 *   failed    wanted ► loading
 * ```
 *
 * What is known is known of one position: when lines have been added or removed at the top, it is
 * unknown again.
 */
export class EarlierLines {
  /** How many lines the last page brought, or -1 while none has come. */
  found = -1;
  /** Why the last page did not come. */
  sentence = '';
  /** How many lines have been looked through. */
  looked = 0;
  /** @type {State} */
  #state = 'unknown';
  /** @type {string | null} */
  #position = null;
  #stop = new AbortController();
  #wanted;
  #page;
  #listener;

  /**
   * @param {import('./links.js').Wanted & {match: string, level: string, lines: number}} wanted
   * @param {() => import('./stream-page.js').StreamPage | null} page what is shown
   * @param {{onChange: () => void, onLoaded: () => void}} listener told when the state has changed,
   *     and when lines have come
   */
  constructor(wanted, page, listener) {
    this.#wanted = wanted;
    this.#page = page;
    this.#listener = listener;
  }

  stop() {
    this.#stop.abort();
  }

  /** @returns {State} */
  get state() {
    return this.#position === (this.#page()?.lines.first ?? null) ? this.#state : 'unknown';
  }

  /** Whether it is known what lies there, or why not. */
  get isKnown() {
    return ['there', 'failed', 'none'].includes(this.state);
  }

  /** How many lines are asked for at a time. */
  get step() {
    return isFiltered(this.#wanted) ? Math.max(pageLines, this.#wanted.lines) : pageLines;
  }

  /** The reader has come to the first line, or has left it. */
  moved() {
    const page = this.#page();
    if (page?.head.reached && page.pin.isAway) this.load();
    else this.look();
    this.#listener.onChange();
  }

  /** Looks whether there is anything before the first line, if that is in view. */
  look() {
    if (this.#page()?.head.inView && this.state === 'unknown') this.#ask('asking', {lines: 1});
  }

  /** Loads a page of lines, unless it is known that there are none. */
  load() {
    if (this.state === 'loading' || this.state === 'none') return;
    const {match, level, context} = this.#wanted;
    this.#ask('loading', {lines: this.step, match, level, context});
  }

  /**
   * @param {'asking' | 'loading'} state
   * @param {{lines: number, match?: string, level?: string, context?: number}} what
   */
  async #ask(state, what) {
    const position = this.#page()?.lines.first ?? null;
    if (position === null) return;
    this.#position = position;
    this.#become(state);
    const {log} = this.#wanted;
    const url = tailUrl({log, ...what, to: position, format: 'html', follow: false});
    try {
      const answer = await this.#fetch(url);
      // Meanwhile the first line may have become another, or a page be asked for.
      if (this.#position === position && this.state === state) this.#take(answer, what.lines);
    } catch (trouble) {
      if (this.#stop.signal.aborted || this.state !== state) return;
      this.sentence = trouble instanceof Refused ? trouble.message : '';
      this.#become('failed');
    }
  }

  /** @param {string} url */
  async #fetch(url) {
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(answerMillis)]);
    const answer = await fetch(url, {cache: 'no-store', signal});
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (answer.ok && page.querySelector('footer[data-end="finished"]') !== null) return page;
    throw new Refused(page.querySelector('main.refusal p')?.textContent ?? '');
  }

  /**
   * @param {Document} answer
   * @param {number} lines how many were asked for
   */
  #take(answer, lines) {
    const begin = answer.querySelector('section > i[data-at]')?.getAttribute('data-at') ?? null;
    const none = begin === null || begin === this.#position;
    if (none || this.#state === 'asking') {
      this.#become(none ? 'none' : 'there');
      return;
    }
    const page = /** @type {import('./stream-page.js').StreamPage} */ (this.#page());
    this.looked += lines;
    const sections = [...answer.querySelectorAll('#lines > section')];
    if (this.#wanted.context && page.lines.held > 0) sections[sections.length - 1].append(seam());
    this.found = page.putAbove(sections);
    this.#become('unknown');
    this.#listener.onLoaded();
    this.look();
  }

  /** @param {State} state */
  #become(state) {
    this.#state = state;
    this.#listener.onChange();
  }
}

/** Whether the lines of two pages are neighbours isn't known, so with context a rule parts them. */
function seam() {
  return document.createElement('hr');
}

/** An answer that is not what was asked for; its message is the server's sentence or nothing. */
class Refused extends Error {}

/**
 * What the control at the top of the lines says.
 *
 * @param {{state: State, found: number, step: number, sentence: string}} earlier
 * @returns {string} nothing if there is nothing to do
 */
export function earlierText({state, found, step, sentence}) {
  if (state === 'failed') return `${sentence || 'They did not come.'} Try again`;
  if (state !== 'there') return '';
  return found === 0 ? `↑ None in ${countText(step)} lines. Further back` : '↑ Earlier lines';
}
