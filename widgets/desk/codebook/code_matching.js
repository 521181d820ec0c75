/** @typedef {import("./code_tree.js").CodeRow} CodeRow */

/**
 * Where a label holds the letters that were typed, as the words before, in and after the match.
 *
 * Either case will do, and a letter typed without its accent stands for all of its accents, so
 * that "tal" finds "tål"; a letter typed with an accent is only itself.
 *
 * @param {string} words
 * @param {string} typed
 * @returns {[before: string, match: string, after: string] | null} null where there is none
 */
export function matchIn(words, typed) {
  const letters = [...words.normalize("NFC")];
  const wanted = lettersOf(typed);
  const at = letters.findIndex((_, start) => beginsWith(letters, wanted, start));
  if (at < 0 || wanted.length === 0) return null;
  const end = at + wanted.length;
  return [letters.slice(0, at).join(""), letters.slice(at, end).join(""), letters.slice(end).join("")];
}

/**
 * Whether a row's label or marker holds the letters of a filter.
 *
 * @param {CodeRow} row
 * @param {string} filter
 */
export function fits({ code, label }, filter) {
  return matchIn(label, filter) !== null || matchIn(code.marker, filter) !== null;
}

/**
 * The rows that fit a few typed letters, the best first: whole names, then names that begin so,
 * markers, words within names, letters anywhere, and at last letters in this order with others
 * between. Nothing typed gives the codes with number keys first. Equals keep their order.
 *
 * @param {CodeRow[]} rows
 * @param {string} typed
 */
export function rank(rows, typed) {
  const wanted = lettersOf(typed);
  if (wanted.length === 0) return [...rows].sort((a, b) => Number(a.key || 10) - Number(b.key || 10));
  return rows
    .map((row) => ({ row, distance: distanceOf(row, wanted) }))
    .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance)
    .map(({ row }) => row);
}

/** @param {CodeRow} row @param {string[]} wanted */
function distanceOf({ label, code }, wanted) {
  const letters = [...label.normalize("NFC")];
  const starts = letters.flatMap((_, i) => (beginsWith(letters, wanted, i) ? [i] : []));
  if (starts[0] === 0) return letters.length === wanted.length ? 0 : 1;
  if (beginsWith([...code.marker.normalize("NFC")], wanted, 0)) return 2;
  if (starts.some((i) => !/[\p{L}\p{N}]/u.test(letters[i - 1] ?? ""))) return 3;
  if (starts.length > 0) return 4;
  let next = 0;
  for (const letter of letters) if (isTyped(letter, wanted[next] ?? "")) next++;
  return next === wanted.length ? 5 + letters.length / 1e6 : Number.POSITIVE_INFINITY;
}

/** @param {string} typed */
function lettersOf(typed) {
  return [...typed.trim().normalize("NFC").toLowerCase()];
}

/** @param {string[]} letters @param {string[]} wanted @param {number} start */
function beginsWith(letters, wanted, start) {
  return wanted.every((typed, i) => isTyped(letters[start + i] ?? "", typed));
}

/** @param {string} letter @param {string} typed in lower case */
function isTyped(letter, typed) {
  return letter !== "" && (letter.toLowerCase() === typed || withoutAccents(letter) === typed);
}

/**
 * Lower case without accents; ø counts as an o with one.
 *
 * @param {string} words
 */
export function withoutAccents(words) {
  return words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ø", "o");
}
