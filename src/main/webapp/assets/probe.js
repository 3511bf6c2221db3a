// @ts-check
import {tailUrl} from './links.js';

/**
 * What a server says about a stream before it is asked for it: it is there (`ok`), it has this
 * against it (`refused`, in its own sentence), the position is no longer good (`lost`), or nothing
 * that helps (`away`).
 *
 * @typedef {{answer: 'ok' | 'lost' | 'away'} | {answer: 'refused', sentence: string}} Finding
 */

const answerMillis = 4_000;

/**
 * What an answer's status means for a stream.
 *
 * @param {number} status
 * @param {boolean} positioned whether a position was asked for
 * @returns {'ok' | 'lost' | 'refused' | 'away'}
 */
export function meaningOf(status, positioned) {
  if (status >= 200 && status < 300) return 'ok';
  if (positioned && (status === 400 || status === 410)) return 'lost';
  // 408, 425 and 429 are a server or a proxy that is busy, not one that says no.
  if (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) return 'refused';
  return 'away';
}

/**
 * Asks whether a stream would be served, at the cost of a request without a body.
 *
 * @param {{log: string, match?: string, level?: string}} wanted
 * @param {{lines?: number, from?: string}} place
 * @returns {Promise<Finding>}
 */
export async function probe(wanted, place) {
  try {
    const url = tailUrl({...wanted, ...place, format: 'html'});
    const {status} = await ask(url, 'HEAD');
    const answer = meaningOf(status, place.from !== undefined);
    return answer === 'refused' ? {answer, sentence: await sentenceOf(wanted, status)} : {answer};
  } catch {
    return {answer: 'away'};
  }
}

/**
 * @param {{log: string, match?: string, level?: string}} wanted
 * @param {number} status
 */
async function sentenceOf(wanted, status) {
  const answer = await ask(tailUrl({...wanted, lines: 0, format: 'text', follow: false}), 'GET');
  const type = answer.headers.get('Content-Type') ?? '';
  const text = type.startsWith('text/plain') && !answer.ok ? (await answer.text()).trim() : '';
  return text !== '' && text.length < 500 ? text : `The server answers ${status} for this log.`;
}

/**
 * @param {string} url
 * @param {string} method
 */
function ask(url, method) {
  return fetch(url, {method, cache: 'no-store', signal: AbortSignal.timeout(answerMillis)});
}
