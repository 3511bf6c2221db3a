// @ts-check
/** When to try again, and the wait until then. */

const firstMillis = 1_000;
const longestMillis = 30_000;

/**
 * How long to wait before an attempt: longer each time, and never the same for all readers of a
 * server that comes back, so that they do not all arrive at once.
 *
 * @param {number} attempt 0 is the first
 * @param {number} random from 0 to 1
 * @returns {number} milliseconds
 */
export function retryMillis(attempt, random) {
  const full = Math.min(longestMillis, firstMillis * 2 ** Math.min(attempt, 10));
  return Math.round(full * (0.5 + random / 2));
}

/** One wait at a time, told in whole seconds. */
export class Retry {
  #timer = 0;
  #until = 0;
  #onTick;
  #run;

  /**
   * @param {object} wanted
   * @param {(seconds: number) => void} wanted.onTick called with the seconds left, each second
   * @param {() => void} wanted.run called at the end of the wait
   */
  constructor({onTick, run}) {
    this.#onTick = onTick;
    this.#run = run;
  }

  /** @param {number} millis */
  after(millis) {
    this.cancel();
    this.#until = performance.now() + millis;
    this.#tick();
  }

  /** Ends the wait, if there is one. */
  now() {
    if (this.#timer === 0) return;
    this.cancel();
    this.#run();
  }

  cancel() {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
  }

  #tick() {
    const left = this.#until - performance.now();
    if (left <= 0) {
      this.#timer = 0;
      this.#run();
      return;
    }
    this.#onTick(Math.ceil(left / 1000));
    this.#timer = window.setTimeout(() => this.#tick(), left % 1000 || 1000);
  }
}
