// @ts-check
/** The addresses that the viewer asks the server for, and the commands that it offers. */

import {encodeName} from './address.js';

/**
 * The address of a log's stream, relative to the page.
 *
 * @param {{log: string, lines?: number, from?: string, format?: string, follow?: boolean,
 *     match?: string, level?: string, download?: boolean}} wanted `from` is a position and takes
 *     the place of `lines`
 * @returns {string}
 */
export function tailUrl(wanted) {
  const {log, lines, from, format, follow = true} = wanted;
  const {match = '', level = '', download = false} = wanted;
  const query = [`log=${encodeName(log)}`];
  if (format !== undefined) query.push(`format=${format}`);
  if (from !== undefined) query.push(`from=${encodeURIComponent(from)}`);
  else if (lines !== undefined) query.push(`lines=${lines}`);
  if (match !== '') query.push(`match=${encodeURIComponent(match)}`);
  if (level !== '') query.push(`level=${level}`);
  if (!follow) query.push('follow=false');
  if (download) query.push('download=true');
  return `tail?${query.join('&')}`;
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
