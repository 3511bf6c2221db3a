// @ts-check
import {byId} from './page.js';

/**
 * The list of logs as a drawer, which a narrow window makes of it: the style sheet decides when.
 */
export class Drawer {
  #viewer = byId('viewer', HTMLElement);
  #openButton = byId('open-logs', HTMLButtonElement);
  #closeButton = byId('close-logs', HTMLButtonElement);
  #reader = byId('reader', HTMLElement);

  start() {
    this.#openButton.addEventListener('click', () => {
      this.#set(true);
      this.#closeButton.focus();
    });
    this.#closeButton.addEventListener('click', () => this.close());
    this.#reader.addEventListener('click', (event) => {
      if (this.isOpen && event.target !== this.#openButton) this.close();
    });
    this.#set(false);
  }

  get isOpen() {
    return this.#viewer.dataset.drawer === 'open';
  }

  open() {
    this.#set(true);
  }

  close() {
    const within = byId('logs', HTMLElement).contains(document.activeElement);
    this.#set(false);
    if (within && this.#openButton.offsetParent !== null) this.#openButton.focus();
  }

  /** @param {boolean} open */
  #set(open) {
    this.#viewer.dataset.drawer = open ? 'open' : 'closed';
    this.#openButton.setAttribute('aria-expanded', String(open));
  }
}
