// @ts-check
import {earlierText} from './earlier-lines.js';
import {countText, linesText} from './figures.js';
import {byId, setText} from './page.js';

/**
 * What is said over the lines: at their top, of those before; and in the middle, of why there are
 * none.
 */
export class Notes {
  #earlier = byId('earlier', HTMLButtonElement);
  #empty = byId('empty', HTMLElement);
  #told = byId('told', HTMLElement);
  #holder = byId('stream', HTMLElement);

  /** @param {() => void} onEarlier called when earlier lines are wanted */
  constructor(onEarlier) {
    this.#earlier.addEventListener('click', onEarlier);
  }

  /**
   * @param {import('./stream.js').Stream | null} stream
   * @param {import('./address.js').View} view what is wanted of it
   */
  show(stream, view) {
    this.#showEarlier(stream);
    const text = stream?.page?.isEmpty ? emptyText(view, stream.earlier) : '';
    setText(this.#empty, text);
    this.#empty.hidden = text === '';
  }

  /**
   * Says that earlier lines have come, to whom can't see it.
   *
   * @param {number} found how many
   * @param {number} held how many lines there are now
   */
  tell(found, held) {
    setText(this.#told, `${linesText(found)} more above, ${countText(held)} in all`);
  }

  /** @param {import('./stream.js').Stream | null} stream */
  #showEarlier(stream) {
    const head = stream?.page?.head;
    const begins = stream?.earlier.state === 'none' && !stream.page?.isEmpty;
    head?.say(begins ? 'The log begins here' : '');
    // It stays as it is for the moment in which that is found out.
    if (head?.inView && !stream?.earlier.isKnown) return;
    const text = stream && head?.inView ? earlierText(stream.earlier) : '';
    // Who pressed it goes on from the lines.
    if (text === '' && document.activeElement === this.#earlier)
      this.#holder.focus({preventScroll: true});
    if (text !== '') setText(this.#earlier, text);
    this.#earlier.hidden = text === '';
  }
}

/**
 * Why no line is shown.
 *
 * @param {{match: string, level: string, from: string, lines: number}} view
 * @param {{state: string, looked: number}} earlier what lies before, and how much of it was looked
 *     through
 * @returns {string}
 */
export function emptyText({match, level, from, lines}, {state, looked}) {
  const which = [
    match === '' ? '' : ` with “${match}”`,
    level === '' ? '' : ` of level ${level}${level === 'error' ? '' : ' or above'}`,
  ].join('');
  if (which === '' && (from === '' || state === 'none')) return 'This log is empty.';
  const where = from === '' ? ` in the last ${linesText(lines + looked)}` : ` since ${from}`;
  return `No line${which}${state === 'none' ? '' : where} yet.`;
}
