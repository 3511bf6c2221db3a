// @ts-check
/** The addresses that the viewer asks the server for, and the commands that it offers. */

import {encodeName} from './address.js';

/**
 * The address of a log's stream, relative to the page.
 *
 * @param {{log: string, lines?: number, from?: string, format?: string, follow?: boolean}} wanted
 *     `from` is a position and takes the place of `lines`
 * @returns {string}
 */
export function tailUrl({log, lines, from, format, follow = true}) {
  const query = [`log=${encodeName(log)}`];
  if (format !== undefined) query.push(`format=${format}`);
  if (from !== undefined) query.push(`from=${encodeURIComponent(from)}`);
  else if (lines !== undefined) query.push(`lines=${lines}`);
  if (!follow) query.push('follow=false');
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
