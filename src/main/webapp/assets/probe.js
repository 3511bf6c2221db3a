// @ts-check
import {tailUrl} from './links.js';

/**
 * What a server says about a stream before it is asked for it: it is there (`ok`), it has this
 * against it (`refused`, in its own sentence), the position is no longer good (`lost`), or nothing
 * that helps (`away`). A refusal may be over after some seconds, or is for good.
 *
 * @typedef {{answer: 'ok' | 'lost' | 'away'}
 *     | {answer: 'refused', sentence: string, seconds: number}} Finding
 *
 * @typedef {import('./links.js').Wanted} Wanted
 */

const answerMillis = 4_000;
/** When to ask again for a log that is not there, or that the server may not read. */
const refusedSeconds = 30;
/** When to ask again if a server that is busy does not say. */
const busySeconds = 5;

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
 * After how many seconds a refusal may be another answer; never, if it is about what was asked.
 *
 * @param {number} status
 * @param {string | null} retryAfter the header of that name
 * @returns {number} perhaps infinity
 */
export function secondsOf(status, retryAfter) {
  if (status === 400) return Infinity;
  if (status < 500 && status !== 429) return refusedSeconds;
  return /^\d{1,4}$/.test(retryAfter ?? '') ? Number(retryAfter) : busySeconds;
}

/**
 * Asks whether a stream would be served, at the cost of a request without a body.
 *
 * @param {Wanted} wanted
 * @param {object} place
 * @param {number} [place.lines]
 * @param {string} [place.from] a time or a position
 * @param {boolean} place.positioned whether it is a position
 * @returns {Promise<Finding>}
 */
export async function probe(wanted, {positioned, ...place}) {
  try {
    const {status} = await ask(tailUrl({...wanted, ...place, format: 'html'}), 'HEAD');
    const answer = meaningOf(status, positioned);
    return answer === 'refused' ? await refusalOf({...wanted, ...place}) : {answer};
  } catch {
    return {answer: 'away'};
  }
}

/**
 * Asks why a server refuses streams of a log that is there: it has as many as it may have.
 *
 * @param {Wanted} wanted
 * @returns {Promise<Finding>}
 */
export async function probeBusy(wanted) {
  try {
    return await refusalOf({...wanted, lines: 0});
  } catch {
    return {answer: 'away'};
  }
}

/**
 * Has the server say in a sentence why it refuses a stream.
 *
 * @param {Wanted} wanted
 * @returns {Promise<Finding>}
 */
async function refusalOf(wanted) {
  const answer = await ask(tailUrl({...wanted, format: 'text', follow: false}), 'GET');
  if (answer.ok) {
    answer.body?.cancel();
    return {answer: 'ok'};
  }
  const type = answer.headers.get('Content-Type') ?? '';
  const text = type.startsWith('text/plain') ? (await answer.text()).trim() : '';
  const short = text !== '' && text.length < 500;
  return {
    answer: 'refused',
    sentence: short ? text : `The server answers ${answer.status} for this log.`,
    seconds: secondsOf(answer.status, answer.headers.get('Retry-After')),
  };
}

/**
 * @param {string} url
 * @param {string} method
 */
function ask(url, method) {
  return fetch(url, {method, cache: 'no-store', signal: AbortSignal.timeout(answerMillis)});
}
