// @ts-check
/**
 * Which lines go on with the one above them, as those of a stack trace do. The rule is the one by
 * which the server's filters take lines as one event, `comettail.filter.Continuation`, and
 * `ContinuationIT` holds the two against each other.
 */

const beginnings = [
  '[ \\t]',
  '[})\\]][,;]?$',
  'Caused by: ', // Java
  'Suppressed: ',
  '\\.\\.\\. ',
  'Traceback \\(most recent call last\\)', // Python
  'During handling of the above exception',
  'The above exception was the direct cause',
  '--- End of ', // .NET
  '[\\w.$]+(?:Exception|Error|Throwable|Warning)(?::|$)', // what was thrown
];
const continuation = new RegExp(`^(?:${beginnings.join('|')})`);

/**
 * @param {string} text of a line, which says it all: nothing else need be known of a log
 * @returns {boolean}
 */
export function isContinuation(text) {
  return continuation.test(text);
}
