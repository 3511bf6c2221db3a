// @ts-check
/**
 * A streamed document in an iframe, in which no script runs: it is looked at from here.
 *
 * ```
 *   holder
 *     iframe.outer  sandboxed, a document of ours that holds nothing but
 *       iframe.inner  the stream: body > main > #lines > section > div
 * ```
 *
 * NOTE: why two. When a chunked response is cut off, WebKit fires `load` on its iframe, but
 * Chromium fires nothing at all and its document stays "loading". The document around an iframe
 * does become complete in both, so the outer iframe's `load` tells of most ends of the stream: the
 * proper one, the abrupt one, and a server that does not answer.
 *
 * NOTE: when the connection is reset, WebKit too fires nothing, but the document's navigation
 * timing has an end then.
 */

const lookMillis = 30;
const watchMillis = 500;

export class StreamFrame {
  #outer = document.createElement('iframe');
  #inner = document.createElement('iframe');
  #timer = 0;
  #url;
  #holder;
  #onReady;
  #onEnd;
  #over = () => this.#end();

  /**
   * @param {object} wanted
   * @param {string} wanted.url the stream's address
   * @param {HTMLElement} wanted.holder the element that gets the iframe
   * @param {() => void} wanted.onReady called when the element for the lines is there; it may hold
   *     some already
   * @param {() => void} wanted.onEnd called when the response has ended, however it did
   */
  constructor({url, holder, onReady, onEnd}) {
    this.#url = new URL(url, document.baseURI).href;
    this.#holder = holder;
    this.#onReady = onReady;
    this.#onEnd = onEnd;
  }

  /** Begins to load, unseen. */
  start() {
    this.#outer.title = 'Lines of the log';
    this.#outer.setAttribute('sandbox', 'allow-same-origin');
    this.#outer.style.visibility = 'hidden';
    this.#holder.append(this.#outer);
    this.#fillOuter();
    this.#timer = window.setInterval(() => this.#look(), lookMillis);
  }

  /** Stops loading; what has been received stays. No more calls are made. */
  halt() {
    window.clearInterval(this.#timer);
    this.#outer.removeEventListener('load', this.#over);
    this.#window?.stop();
  }

  stop() {
    this.halt();
    this.#outer.remove();
  }

  show() {
    this.#outer.style.visibility = '';
  }

  /** The stream's document, or null while there is none that may be looked at. */
  get document() {
    return this.#inner.contentDocument;
  }

  /**
   * The stream's window, or null while there is none that may be touched. The page that a browser
   * shows in the place of a server that does not answer is of another origin.
   */
  get #window() {
    return this.document === null ? null : this.#inner.contentWindow;
  }

  /** The element that holds the lines, or null when this is not (yet) a stream. */
  get lines() {
    return this.document?.getElementById('lines') ?? null;
  }

  /** Whether the server has answered with a page of its own that says why there is no stream. */
  get refused() {
    return this.document?.querySelector('main.refusal') != null;
  }

  /**
   * How the stream says that it ended: `finished`, `closing`, or null when it did not say anything.
   */
  get endWord() {
    return this.document?.querySelector('footer')?.dataset.end ?? null;
  }

  /** How long a stream of this server is quiet at most, or infinity when it sends no heartbeats. */
  get heartbeatMillis() {
    return Number(this.document?.body?.dataset.heartbeat) * 1000 || Infinity;
  }

  /**
   * An open document takes its iframe before it closes, so that it is complete only when the stream
   * has ended.
   */
  #fillOuter() {
    const outer = /** @type {Document} */ (this.#outer.contentDocument);
    outer.open();
    const html = outer.createElement('html');
    html.style.colorScheme = 'light dark';
    Object.assign(this.#inner.style, {
      position: 'fixed',
      inset: 0,
      width: '100%',
      height: '100%',
      border: 0,
    });
    this.#inner.title = this.#outer.title;
    this.#inner.src = this.#url;
    html.append(outer.createElement('body'));
    outer.append(html);
    outer.body.append(this.#inner);
    this.#outer.addEventListener('load', this.#over);
    outer.close();
  }

  #look() {
    if (this.lines === null || !this.#styled()) return;
    window.clearInterval(this.#timer);
    this.#timer = window.setInterval(() => this.#watch(), watchMillis);
    this.#onReady();
  }

  #watch() {
    const timing = this.#window?.performance.getEntriesByType('navigation')[0];
    if (timing !== undefined && /** @type {PerformanceResourceTiming} */ (timing).responseEnd > 0)
      this.#end();
  }

  /**
   * A place in the document means nothing before its style sheets, those that they import too, are
   * there.
   */
  #styled() {
    const link = this.document?.querySelector('link');
    const rules = link?.sheet?.cssRules[0];
    return !link || (!!rules && (!('styleSheet' in rules) || !!rules.styleSheet));
  }

  #end() {
    this.halt();
    this.#onEnd();
  }
}
