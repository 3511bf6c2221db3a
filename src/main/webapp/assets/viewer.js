// @ts-check
import {Address} from './address.js';
import {Catalog} from './catalog.js';
import {Drawer} from './drawer.js';
import {commandOf, whereOf} from './keys.js';
import {LogList} from './log-list.js';
import {Notes} from './notes.js';
import {byId} from './page.js';
import {Stream} from './stream.js';
import {Toolbar} from './toolbar.js';

/** The wiring: the address says what is in view, and each part shows its share of it. */
class Viewer {
  #address = new Address();
  #list = new LogList(this.#address.view);
  #drawer = new Drawer();
  #catalog = new Catalog({
    onListing: (listing) => this.#list.update(listing),
    onTrouble: (sentence) => this.#list.trouble(sentence),
  });
  #toolbar = new Toolbar({
    onLines: (lines) => this.#address.refine({...this.#address.view, lines}),
    onFilter: (filter) => this.#address.refine({...this.#address.view, ...filter}),
    onFrom: (from) => this.#goTo(from),
    onWrap: () => this.#toggleWrap(),
    onFold: () => this.#toggleFold(),
    onCopy: () => this.#copy(),
    onBottom: () => this.#stream?.toBottom(),
  });
  #notes = new Notes(() => this.#stream?.earlier.load());
  #help = byId('help', HTMLDialogElement);
  #root = byId('viewer', HTMLElement);
  #holder = byId('stream', HTMLElement);
  /** @type {Stream | null} */
  #stream = null;
  #following = '';
  /** @type {Document | null} */
  #page = null;

  start() {
    this.#root.hidden = false;
    this.#address.addEventListener('change', () => this.#show());
    this.#root.addEventListener('click', (event) => this.#clicked(event));
    document.addEventListener('keydown', (event) =>
      this.#pressed(event, whereOf(document.activeElement)),
    );
    byId('open-help', HTMLButtonElement).addEventListener('click', () => this.#help.showModal());
    for (const part of [this.#address, this.#list, this.#drawer, this.#catalog]) part.start();
    this.#show();
  }

  #show() {
    const view = this.#address.view;
    document.title = view.log === null ? 'Comet Tail' : `${view.log} - Comet Tail`;
    this.#root.toggleAttribute('data-log', view.log !== null);
    byId('welcome', HTMLElement).hidden = view.log !== null;
    this.#list.choose(view);
    this.#toolbar.show(view);
    this.#showWrap();
    this.#stream?.fold(view.fold);
    const wanted = JSON.stringify({...view, wrap: true, fold: false});
    if (wanted !== this.#following) this.#follow(view);
    this.#following = wanted;
  }

  /** @param {import('./address.js').View} view */
  #follow(view) {
    const {log} = view;
    this.#stream?.stop();
    this.#page = null;
    this.#stream = null;
    this.#toolbar.showPlace(true, 0);
    this.#toolbar.showConnection(null);
    this.#notes.show(null, view);
    if (log === null) return;
    const stream = new Stream(
      {...view, log, holder: this.#holder},
      {
        onState: () => this.#toolbar.showConnection(stream.state),
        onPlace: () => {
          this.#toolbar.showPlace(stream.pinned, stream.newLines);
          this.#notes.show(stream, view);
        },
        onEarlier: (found, held) => this.#notes.tell(found, held),
        onDocument: (page) => this.#adoptPage(page),
      },
    );
    this.#stream = stream;
    stream.start();
  }

  /** @param {Document} page the streamed document that is shown from now on */
  #adoptPage(page) {
    this.#page = page;
    this.#showWrap();
    page.addEventListener('keydown', (event) => this.#pressed(event, 'stream'));
    page.addEventListener('pointerdown', () => this.#drawer.close());
  }

  /** A time that is asked for again is gone to again. @param {string} from */
  #goTo(from) {
    if (from !== '' && from === this.#address.view.from) this.#follow(this.#address.view);
    else this.#address.go({...this.#address.view, from});
  }

  #showWrap() {
    if (this.#page !== null)
      this.#page.documentElement.dataset.wrap = this.#address.view.wrap ? 'on' : 'off';
  }

  #toggleWrap() {
    const view = this.#address.view;
    this.#address.refine({...view, wrap: !view.wrap});
  }

  #toggleFold() {
    const view = this.#address.view;
    this.#address.refine({...view, fold: !view.fold});
  }

  #copy() {
    const {log, ...rest} = this.#address.view;
    if (log !== null) this.#toolbar.copyCurl({log, ...rest});
  }

  /**
   * A plain click on a log stays in the page; with a key or another button it is the browser's.
   *
   * @param {MouseEvent} event
   */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest('a[data-log], #home'));
    if (link === null || !isPlain(event)) return;
    event.preventDefault();
    this.#address.go({...this.#address.view, log: link.dataset.log ?? null});
    this.#drawer.close();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {import('./keys.js').Where} where
   */
  #pressed(event, where) {
    if (this.#help.open) return;
    const command = commandOf(event, where);
    if (command === null) return;
    event.preventDefault();
    this.#commands[command]();
  }

  /** @type {Record<import('./keys.js').Command, () => void>} */
  #commands = {
    filter: () => {
      this.#drawer.open();
      this.#list.focusFilter();
    },
    find: () => this.#toolbar.focusMatch(),
    time: () => this.#toolbar.focusFrom(),
    bottom: () => this.#stream?.toBottom(),
    top: () => this.#stream?.toTop(),
    pageUp: () => this.#stream?.page?.pin.scroll({pages: -1}),
    pageDown: () => this.#stream?.page?.pin.scroll({pages: 1}),
    lineUp: () => this.#stream?.page?.pin.scroll({lines: -3}),
    lineDown: () => this.#stream?.page?.pin.scroll({lines: 3}),
    listUp: () => this.#list.moveFocus(-1),
    listDown: () => this.#list.moveFocus(1),
    previous: () => this.#list.openNext(-1),
    next: () => this.#list.openNext(1),
    wrap: () => this.#toggleWrap(),
    fold: () => this.#toggleFold(),
    copy: () => this.#copy(),
    help: () => this.#help.showModal(),
    escape: () => this.#escape(),
  };

  #escape() {
    if (this.#list.clearFilter()) return;
    this.#drawer.close();
    this.#holder.focus({preventScroll: true});
  }
}

/**
 * Whether a click is one that follows a link here, and not one that the browser has a use for.
 *
 * @param {MouseEvent} event
 */
function isPlain({button, ctrlKey, metaKey, shiftKey, altKey}) {
  return button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey;
}

// An iframe that streams would keep the page itself from ever being loaded, so everything begins
// after that.
if (document.readyState === 'complete') new Viewer().start();
else window.addEventListener('load', () => new Viewer().start());
