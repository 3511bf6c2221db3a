// @ts-check
import {connectionText} from './connection.js';
import {newLinesText} from './figures.js';
import {curlCommand, tailUrl} from './links.js';
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
  #lines = byId('lines', HTMLSelectElement);
  #wrap = byId('wrap', HTMLButtonElement);
  #copy = byId('copy-curl', HTMLButtonElement);
  #alone = byId('alone', HTMLAnchorElement);
  #toBottom = byId('to-bottom', HTMLButtonElement);
  #copyLabel = this.#copy.textContent;

  /**
   * @param {object} listener
   * @param {(lines: number) => void} listener.onLines
   * @param {() => void} listener.onWrap
   * @param {() => void} listener.onCopy
   * @param {() => void} listener.onBottom
   */
  constructor({onLines, onWrap, onCopy, onBottom}) {
    this.#lines.addEventListener('change', () => onLines(Number(this.#lines.value)));
    this.#wrap.addEventListener('click', onWrap);
    this.#copy.addEventListener('click', onCopy);
    this.#toBottom.addEventListener('click', onBottom);
  }

  /** @param {View} view */
  show({log, lines, wrap}) {
    showName(this.#name, splitName(log ?? ''));
    this.#name.hidden = log === null;
    this.#tools.hidden = log === null;
    this.#wrap.setAttribute('aria-pressed', String(wrap));
    this.#chooseLines(lines);
    if (log === null) this.#alone.removeAttribute('href');
    else this.#alone.setAttribute('href', tailUrl({log, format: 'html', lines}));
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
  async copyCurl({log, lines}) {
    const command = curlCommand(new URL(tailUrl({log, lines}), document.baseURI).href);
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

  /** A number that is not among the choices is one all the same. @param {number} lines */
  #chooseLines(lines) {
    this.#lines.value = String(lines);
    if (this.#lines.value === String(lines)) return;
    this.#lines.add(new Option(`${lines} lines`, String(lines)));
    this.#lines.value = String(lines);
  }
}
