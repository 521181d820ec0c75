/** @typedef {{kind: "same" | "gone" | "new", words: string}} Part */

/** Longer texts are told apart as wholes: comparing them word by word takes the square of their length. */
const MOST = 4_000_000;

/**
 * What became of a text, word by word: the parts that are not `new` make up `then`, those that are
 * not `gone` make up `now`.
 *
 * @param {string} then
 * @param {string} now
 * @returns {Part[]}
 */
export function wordDiff(then, now) {
  const [a, b] = [pieces(then), pieces(now)];
  /** @type {Part[]} */
  const parts = [];
  const add = (/** @type {Part["kind"]} */ kind, /** @type {string} */ words) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.words += words;
    else if (words) parts.push({ kind, words });
  };
  if (a.length * b.length > MOST) {
    add("gone", then);
    add("new", now);
    return parts;
  }
  const common = commonLengths(a, b);
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      add("same", left);
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || common(i + 1, j) >= common(i, j + 1))) {
      add("gone", left);
      i++;
    } else {
      add("new", right ?? "");
      j++;
    }
  }
  return parts;
}

/** Words with the white space before them. @param {string} text */
function pieces(text) {
  return text.match(/\s*\S+|\s+$/gu) ?? [];
}

/**
 * The length of the longest common subsequence of `a` from i and `b` from j.
 *
 * @param {string[]} a
 * @param {string[]} b
 */
function commonLengths(a, b) {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (/** @type {number} */ i, /** @type {number} */ j) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}
