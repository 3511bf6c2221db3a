// @ts-check
import {isFiltered, maxLines} from './address.js';
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
  #matchForm = byId('match-form', HTMLFormElement);
  #match = byId('match', HTMLInputElement);
  #level = byId('level', HTMLSelectElement);
  #filter = {match: '', level: ''};
  #wrap = byId('wrap', HTMLButtonElement);
  #copy = byId('copy-curl', HTMLButtonElement);
  #download = byId('download', HTMLAnchorElement);
  #alone = byId('alone', HTMLAnchorElement);
  #toBottom = byId('to-bottom', HTMLButtonElement);
  #copyLabel = this.#copy.textContent;

  /**
   * @param {object} listener
   * @param {(lines: number) => void} listener.onLines
   * @param {(filter: {match: string, level: string}) => void} listener.onFilter
   * @param {() => void} listener.onWrap
   * @param {() => void} listener.onCopy
   * @param {() => void} listener.onBottom
   */
  constructor({onLines, onFilter, onWrap, onCopy, onBottom}) {
    this.#lines.addEventListener('change', () => onLines(Number(this.#lines.value)));
    const filter = () => onFilter({match: this.#match.value, level: this.#level.value});
    this.#level.addEventListener('change', filter);
    this.#matchForm.addEventListener('submit', (event) => {
      event.preventDefault();
      filter();
    });
    // Nothing is asked while it is typed; what was typed and not asked is forgotten.
    this.#match.addEventListener('input', () => {
      if (this.#match.value === '' && this.#filter.match !== '') filter();
    });
    this.#match.addEventListener('blur', () => (this.#match.value = this.#filter.match));
    this.#wrap.addEventListener('click', onWrap);
    this.#copy.addEventListener('click', onCopy);
    this.#toBottom.addEventListener('click', onBottom);
  }

  /** @param {View} view */
  show({log, lines, match, level, wrap}) {
    showName(this.#name, splitName(log ?? ''));
    this.#name.hidden = log === null;
    this.#tools.hidden = log === null;
    this.#wrap.setAttribute('aria-pressed', String(wrap));
    this.#showFilter({match, level});
    this.#chooseLines(lines);
    if (log === null) return;
    this.#alone.setAttribute('href', tailUrl({log, format: 'html', lines, match, level}));
    this.#download.setAttribute('href', tailUrl({log, match, level, download: true}));
  }

  /** Puts the cursor where one writes what must be found in a line. */
  focusMatch() {
    this.#match.focus();
    this.#match.select();
  }

  /** @param {{match: string, level: string}} filter */
  #showFilter(filter) {
    this.#filter = filter;
    this.#match.value = filter.match;
    this.#level.value = filter.level;
    const filtered = isFiltered(filter);
    for (const choice of this.#lines.options) {
      choice.hidden = !filtered && Number(choice.value) > maxLines;
    }
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
  async copyCurl({log, lines, match, level}) {
    const command = curlCommand(new URL(tailUrl({log, lines, match, level}), document.baseURI).href);
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
