/** @typedef {import("../core/types.js").Memo} Memo */

/**
 * The memos that hold certain letters, in their text, in what they are about or in the coded words;
 * the newest first.
 *
 * @param {Memo[]} memos
 * @param {string} letters
 * @param {(memo: Memo) => string} titleOf
 * @returns {Memo[]}
 */
export function fitting(memos, letters, titleOf) {
  const wanted = letters.trim().toLowerCase();
  return memos
    .filter((memo) =>
      [memo.text, titleOf(memo), memo.place?.text ?? ""].join("\n").toLowerCase().includes(wanted),
    )
    .sort((a, b) => (a.changed < b.changed ? 1 : a.changed > b.changed ? -1 : 0));
}
