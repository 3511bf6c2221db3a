// @ts-check
import {byId} from './page.js';

/**
 * A field of the toolbar, in a form: Enter asks for what was typed, and so does emptying it.
 * Nothing else is asked while one types, and what was typed and not asked is forgotten.
 */
export class Field {
  #input;
  #form;
  #shown = '';

  /** @param {string} id the input's */
  constructor(id) {
    this.#input = byId(id, HTMLInputElement);
    this.#form = /** @type {HTMLFormElement} */ (this.#input.form);
  }

  /**
   * @param {() => void} onAsk called when what the field holds is wanted
   * @param {'input' | 'search'} emptied whether to ask as soon as it is empty, or when it was
   *     emptied by its own button, as Chromium and WebKit tell
   */
  start(onAsk, emptied) {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      onAsk();
      this.#input.select();
    });
    this.#input.addEventListener(emptied, () => {
      if (this.#input.value === '' && this.#shown !== '') onAsk();
    });
    this.#input.addEventListener('blur', () => (this.#input.value = this.#shown));
  }

  get value() {
    return this.#input.value;
  }

  /** @param {string} value what is in view */
  show(value) {
    this.#shown = value;
    this.#input.value = value;
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }
}
