/**
 * Put two texts together that were typed over the same one, so that no word that anybody typed is lost,
 * and no word twice where that can be.
 *
 * Changes in different places are both made. Where they meet, as they do when both wrote on at the end,
 * mine stands below theirs on a line of its own.
 *
 * @param {string} over What both were typed over.
 * @param {string} theirs
 * @param {string} mine
 * @returns {string}
 */
export function bothTexts(over, theirs, mine) {
  if (mine === over) return theirs;
  if (theirs === over) return mine;
  const [before, there, here] = [pieces(over), pieces(theirs), pieces(mine)];
  const [their, my] = [changed(before, there), changed(before, here)];
  if (their.end < my.start) return inTurn(before, [their, there], [my, here]);
  if (my.end < their.start) return inTurn(before, [my, here], [their, there]);
  let start = Math.min(their.start, my.start);
  let end = Math.max(their.end, my.end);
  // Whole lines, so that what stands there twice can be read.
  while (start > 0 && !before[start - 1]?.includes("\n")) start--;
  while (end < before.length && !before[end]?.includes("\n")) end++;
  const part = (/** @type {string[]} */ text) =>
    text.slice(start, text.length - (before.length - end)).join("");
  const both = below(part(before), part(there), part(here));
  return before.slice(0, start).join("") + both + before.slice(end).join("");
}

/**
 * Where the cursor goes when a text is put in the place of another one: it stays among the words that it was among.
 *
 * @param {string} before
 * @param {string} after
 * @param {number} at
 */
export function cursorIn(before, after, at) {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const left = before.length - at;
  const isInHead = at <= head;
  const isInTail = left <= tail;
  if (isInTail && (!isInHead || tail > head)) return after.length - left;
  return Math.min(at, after.length);
}

/** Words, and the white space between them. @param {string} text */
function pieces(text) {
  return text.replace(/\r\n?/g, "\n").match(/\s+|\S+/gu) ?? [];
}

/**
 * The one stretch in which a text differs from what it was typed over: from `start` to `end` there.
 *
 * @param {string[]} before
 * @param {string[]} after
 */
function changed(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { start, end: before.length - same, same };
}

/**
 * Two changes in different places, the one that comes first in the text first.
 *
 * @typedef {[stretch: ReturnType<typeof changed>, text: string[]]} Change
 * @param {string[]} before
 * @param {Change} first
 * @param {Change} second
 */
function inTurn(before, [first, one], [second, other]) {
  return [
    ...one.slice(0, one.length - first.same),
    ...before.slice(first.end, second.start),
    ...other.slice(second.start),
  ].join("");
}

/**
 * @param {string} over
 * @param {string} theirs
 * @param {string} mine
 */
function below(over, theirs, mine) {
  if (holds(mine, theirs)) return mine;
  if (holds(theirs, mine)) return theirs;
  const [their, my] = [added(over, theirs), added(over, mine)];
  if (their === null || my === null) return `${theirs.trimEnd()}\n${mine.trimStart()}`;
  return `${over}${their.trimEnd()}\n${my.trimStart()}`;
}

/** What was written on behind a text, or null if it is not there any longer. @param {string} over @param {string} text */
function added(over, text) {
  const rest = text.slice(over.length);
  // Whoever writes on in the middle of a word has made another word of it.
  const isWhole = /(^|\s)$/u.test(over) || /^(\s|$)/u.test(rest);
  return text.startsWith(over) && isWhole ? rest : null;
}

/** Whether a text holds all the words of another one in a row. @param {string} text @param {string} other */
function holds(text, other) {
  const [words, few] = [text, other].map((one) => one.match(/\S+/gu) ?? []);
  return !few?.length || ` ${words?.join(" ")} `.includes(` ${few.join(" ")} `);
}
