// @ts-check
/**
 * @typedef {object} LogFile
 * @property {string} name
 * @property {number} size in bytes
 * @property {number} modified the time of its last change, in milliseconds since 1970
 *
 * @typedef {LogFile & {file: string | null, segments: LogFile[]}} Log
 *     its size is that of its current file, whose name may be another than the log's and is null if
 *     there is none; its older segments are newest first
 *
 * @typedef {object} Listing
 * @property {Log[]} logs newest first
 * @property {boolean} truncated whether there are more than the server lists
 * @property {number} now the server's time, so that ages are right when the clocks disagree
 */

const refreshMillis = 5_000;
const answerMillis = 20_000;

/**
 * What the server says of a file.
 *
 * @typedef {{name: string, size: number, modified: string}} FileAnswer
 */

/** @param {FileAnswer} answer */
function fileOf({name, size, modified}) {
  return {name, size, modified: Date.parse(modified)};
}

/**
 * The listing in an answer of the server.
 *
 * @param {{logs: (FileAnswer & {file: string | null, segments: FileAnswer[]})[], truncated?: boolean}}
 *     answer
 * @param {string | null} date the answer's Date header
 * @returns {Listing}
 */
export function listingOf(answer, date) {
  const logs = answer.logs.map((log) => ({
    ...fileOf(log),
    file: log.file,
    segments: log.segments.map(fileOf),
  }));
  logs.sort((a, b) => b.modified - a.modified);
  return {logs, truncated: answer.truncated === true, now: Date.parse(date ?? '') || Date.now()};
}

/** What the server lists, asked again every few seconds while the page is visible. */
export class Catalog {
  #timer = 0;
  #asking = false;
  #onListing;
  #onTrouble;
  #seen = () => this.#ask();

  /**
   * @param {{onListing: (listing: Listing) => void, onTrouble: (sentence: string) => void}}
   *     listener
   */
  constructor({onListing, onTrouble}) {
    this.#onListing = onListing;
    this.#onTrouble = onTrouble;
  }

  start() {
    document.addEventListener('visibilitychange', this.#seen);
    this.#timer = window.setInterval(this.#seen, refreshMillis);
    this.#ask();
  }

  stop() {
    window.clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  async #ask() {
    if (document.hidden || this.#asking) return;
    this.#asking = true;
    try {
      this.#onListing(await this.#fetch());
    } catch {
      this.#onTrouble('The list is not fresh: the server does not answer.');
    } finally {
      this.#asking = false;
    }
  }

  async #fetch() {
    const headers = {Accept: 'application/json'};
    const answer = await fetch('logs', {headers, signal: AbortSignal.timeout(answerMillis)});
    if (!answer.ok) throw new Error(`logs answered ${answer.status}`);
    return listingOf(await answer.json(), answer.headers.get('Date'));
  }
}
