// @ts-check
import {isFiltered, maxLines} from './address.js';
import {connectionText} from './connection.js';
import {Field} from './field.js';
import {newLinesText} from './figures.js';
import {curlCommand, tailUrl, volumeUrl} from './links.js';
import {splitName} from './log-names.js';
import {byId, showName} from './page.js';

/** @typedef {import('./address.js').View} View */

const copiedMillis = 1_600;

/**
 * What stands around the stream: the log's name, how the connection is, the choices, the way to the
 * bottom.
 */
export class Toolbar {
  #name = byId('log-name', HTMLElement);
  #connection = byId('connection', HTMLElement);
  #banner = byId('banner', HTMLElement);
  #tools = byId('tools', HTMLElement);
  #match = new Field('match');
  #level = byId('level', HTMLSelectElement);
  #context = byId('context', HTMLSelectElement);
  #from = new Field('from');
  #lines = byId('lines', HTMLSelectElement);
  #wrap = byId('wrap', HTMLButtonElement);
  #fold = byId('fold', HTMLButtonElement);
  #copy = byId('copy-curl', HTMLButtonElement);
  #volume = byId('volume', HTMLAnchorElement);
  #download = byId('download', HTMLAnchorElement);
  #alone = byId('alone', HTMLAnchorElement);
  #toBottom = byId('to-bottom', HTMLButtonElement);
  #copyLabel = this.#copy.textContent;

  /**
   * @param {object} listener
   * @param {(lines: number) => void} listener.onLines
   * @param {(filter: {match: string, level: string, context: number}) => void} listener.onFilter
   * @param {(from: string) => void} listener.onFrom
   * @param {() => void} listener.onWrap
   * @param {() => void} listener.onFold
   * @param {() => void} listener.onCopy
   * @param {() => void} listener.onBottom
   */
  constructor({onLines, onFilter, onFrom, onWrap, onFold, onCopy, onBottom}) {
    this.#lines.addEventListener('change', () => onLines(Number(this.#lines.value)));
    const filter = () => onFilter(this.#filter);
    for (const select of [this.#level, this.#context]) select.addEventListener('change', filter);
    this.#match.start(filter, 'input');
    this.#from.start(() => onFrom(this.#from.value.trim()), 'search');
    this.#wrap.addEventListener('click', onWrap);
    this.#fold.addEventListener('click', onFold);
    this.#copy.addEventListener('click', onCopy);
    this.#toBottom.addEventListener('click', onBottom);
  }

  /** @param {View} view */
  show(view) {
    const {log, lines, from, match, level, wrap, fold} = view;
    showName(this.#name, splitName(log ?? ''));
    this.#name.hidden = log === null;
    this.#tools.hidden = log === null;
    this.#wrap.setAttribute('aria-pressed', String(wrap));
    this.#fold.setAttribute('aria-pressed', String(fold));
    this.#match.show(match);
    this.#level.value = level;
    this.#from.show(from);
    this.#showNumbers(view);
    if (log === null) return;
    this.#alone.setAttribute('href', tailUrl({...view, log, format: 'html'}));
    this.#volume.setAttribute('href', volumeUrl({log, match, level}));
    this.#download.setAttribute('href', tailUrl({...view, log, lines: undefined, download: true}));
  }

  /** Puts the cursor where one writes what must be found in a line. */
  focusMatch() {
    this.#match.focus();
  }

  /** Puts the cursor where one writes the time to begin at. */
  focusFrom() {
    this.#from.focus();
  }

  /** What is wanted of lines, as it stands in the controls. */
  get #filter() {
    const context = Number(this.#context.value);
    return {match: this.#match.value, level: this.#level.value, context};
  }

  /** A number that makes no sense beside the rest is not shown. @param {View} view */
  #showNumbers({lines, from, match, level, context}) {
    const filtered = isFiltered({match, level});
    this.#context.parentElement?.toggleAttribute('hidden', !filtered);
    choose(this.#context, context, `± ${context} lines`);
    this.#lines.parentElement?.toggleAttribute('hidden', from !== '');
    for (const choice of this.#lines.options) {
      choice.hidden = !filtered && Number(choice.value) > maxLines;
    }
    choose(this.#lines, lines, `${lines} lines`);
  }

  /** @param {import('./stream.js').State | null} state */
  showConnection(state) {
    const {label, tone, sentence} = state
      ? connectionText(state)
      : {label: '', tone: 'idle', sentence: ''};
    if (this.#connection.textContent !== label) this.#connection.textContent = label;
    this.#connection.dataset.tone = tone;
    if (this.#banner.textContent !== sentence) this.#banner.textContent = sentence;
    this.#banner.hidden = sentence === '';
  }

  /**
   * @param {boolean} pinned
   * @param {number} newLines
   */
  showPlace(pinned, newLines) {
    this.#toBottom.hidden = pinned;
    const text = newLinesText(newLines);
    if (!pinned && this.#toBottom.textContent !== text) this.#toBottom.textContent = text;
  }

  /**
   * Copies the command that follows this log.
   *
   * @param {View & {log: string}} view
   */
  async copyCurl(view) {
    const command = curlCommand(new URL(tailUrl(view), document.baseURI).href);
    try {
      await navigator.clipboard.writeText(command);
      this.#copy.textContent = 'Copied';
    } catch {
      // The clipboard is there on secure origins only; otherwise the command is shown to be copied
      // by hand.
      window.prompt('Copy this command:', command);
    }
    window.setTimeout(() => (this.#copy.textContent = this.#copyLabel), copiedMillis);
  }
}

/**
 * Chooses a number, which is a choice of its own if it is not among them.
 *
 * @param {HTMLSelectElement} select
 * @param {number} number
 * @param {string} text
 */
function choose(select, number, text) {
  select.value = String(number);
  if (select.value === String(number)) return;
  select.add(new Option(text, String(number)));
  select.value = String(number);
}
