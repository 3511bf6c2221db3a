// @ts-check
import {countText} from './figures.js';
import {heldLines} from './stream.js';

/**
 * How a stream's state is told: in a word or two, in a tone, and in a sentence where there is more
 * to say.
 *
 * @param {import('./stream.js').State} state
 * @returns {{label: string, tone: 'good' | 'busy' | 'bad' | 'idle', sentence: string}}
 */
export function connectionText(state) {
  switch (state.is) {
    case 'opening':
      return {label: 'Opening…', tone: 'busy', sentence: ''};
    case 'live':
      return {label: 'Live', tone: 'good', sentence: ''};
    case 'waiting':
      return {label: `Reconnecting in ${state.seconds} s`, tone: 'busy', sentence: brokenSentence};
    case 'asking':
      return {label: 'Reconnecting…', tone: 'busy', sentence: brokenSentence};
    case 'refused':
      return {label: refusedLabel(state.seconds), tone: 'bad', sentence: state.sentence};
    case 'paused':
      return {label: 'Paused', tone: 'idle', sentence: pausedSentence};
    case 'ended':
      return {label: 'Ended', tone: 'idle', sentence: ''};
  }
}

/** @param {number} seconds infinity if it is refused for good */
function refusedLabel(seconds) {
  return seconds === Infinity ? 'Refused' : `Trying again in ${seconds} s`;
}

const brokenSentence = 'The stream broke off. It goes on by itself where it was; nothing is lost.';
const pausedSentence =
  `${countText(heldLines)} lines are held here, so the stream pauses. ` +
  'It goes on when you return to the bottom.';
