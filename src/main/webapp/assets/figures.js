// @ts-check
/** Figures as people read them. */

const units = ['KB', 'MB', 'GB', 'TB', 'PB'];

/**
 * A size in bytes, to three figures: `512 B`, `1.2 KB`, `34 MB`.
 *
 * @param {number} bytes
 * @returns {string}
 */
export function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  let size = bytes;
  let unit = -1;
  // 999.5 would round up to a fourth figure, so it is one of the next unit already.
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/**
 * How long ago something was, in its largest unit: `now`, `12 s ago`, `3 min ago`, `2 h ago`, `5
 * days ago`.
 *
 * @param {number} millis a negative one, from clocks that disagree, counts as now
 * @returns {string}
 */
export function ageText(millis) {
  const seconds = Math.floor(millis / 1000);
  if (seconds < 5) return 'now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86_400);
  if (days < 60) return days === 1 ? 'yesterday' : `${days} days ago`;
  return days < 730
    ? `${Math.floor(days / 30.4)} months ago`
    : `${Math.floor(days / 365.25)} years ago`;
}

/**
 * A count with its thousands apart: `12,345`.
 *
 * @param {number} count
 * @returns {string}
 */
export function countText(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * What stands under a log for its older segments: `3 older segments · 34 MB`.
 *
 * @param {number} count
 * @param {number} bytes of all of them
 * @returns {string}
 */
export function olderText(count, bytes) {
  return `${countText(count)} older ${count === 1 ? 'segment' : 'segments'} · ${sizeText(bytes)}`;
}

/**
 * A number of lines: `1 line`, `1,234 lines`.
 *
 * @param {number} count
 * @returns {string}
 */
export function linesText(count) {
  return `${countText(count)} ${count === 1 ? 'line' : 'lines'}`;
}

/**
 * What the button at the foot of the stream says to a reader who has scrolled up.
 *
 * @param {number} count how many lines have come since
 * @returns {string}
 */
export function newLinesText(count) {
  if (count === 0) return '↓ Back to the bottom';
  return `↓ ${countText(count)} new ${count === 1 ? 'line' : 'lines'}`;
}
