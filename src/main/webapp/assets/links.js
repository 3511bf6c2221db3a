// @ts-check
/**
 * The addresses that the viewer asks the server for, and the commands that it offers.
 *
 * @typedef {object} Wanted what is wanted of a log
 * @property {string} log
 * @property {number} [lines] how many of the last lines
 * @property {string} [from] a position or a time, which takes the place of `lines`
 * @property {string} [to] a position or a time
 * @property {boolean} [follow]
 * @property {string} [format]
 * @property {string} [match] what must be found in a line, or nothing
 * @property {string} [level] how serious a line must be at least, or nothing
 * @property {number} [context] how many lines around each of those
 * @property {boolean} [download]
 */

import {encodeName, isFiltered} from './address.js';

/**
 * The address of a log's stream, relative to the page.
 *
 * @param {Wanted} wanted
 * @returns {string}
 */
export function tailUrl(wanted) {
  const {log, lines, from = '', to, format, follow = true} = wanted;
  const {match = '', level = '', context = 0, download = false} = wanted;
  const query = [`log=${encodeName(log)}`];
  if (format !== undefined) query.push(`format=${format}`);
  if (from !== '') query.push(`from=${encodeName(from)}`);
  else if (lines !== undefined) query.push(`lines=${lines}`);
  if (to !== undefined) query.push(`to=${encodeName(to)}`);
  if (match !== '') query.push(`match=${encodeURIComponent(match)}`);
  if (level !== '') query.push(`level=${level}`);
  if (context > 0 && isFiltered({match, level})) query.push(`context=${context}`);
  if (!follow) query.push('follow=false');
  if (download) query.push('download=true');
  return `tail?${query.join('&')}`;
}

/**
 * The address of the picture of how many lines a log has over time.
 *
 * @param {{log: string, match: string, level: string}} wanted
 * @returns {string}
 */
export function volumeUrl({log, match, level}) {
  const query = [`log=${encodeName(log)}`, 'format=html'];
  if (match !== '') query.push(`match=${encodeURIComponent(match)}`);
  if (level !== '') query.push(`level=${level}`);
  return `volume?${query.join('&')}`;
}

/**
 * A command for a POSIX shell that follows an address.
 *
 * @param {string} url
 * @returns {string}
 */
export function curlCommand(url) {
  return `curl -N ${shellQuote(url)}`;
}

/**
 * Text as one word of a POSIX shell: nothing is special between single quotes but the quote itself.
 *
 * @param {string} text
 * @returns {string}
 */
export function shellQuote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
