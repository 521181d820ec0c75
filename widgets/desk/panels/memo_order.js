import { withoutAccents } from "../codebook/code_matching.js";

/** @typedef {import("../core/types.js").Memo} Memo */

/**
 * The memos that hold certain letters in their text, in what they are about or in the coded words,
 * whatever their case and accents; the newest first.
 *
 * @param {Memo[]} memos
 * @param {string} letters
 * @param {(memo: Memo) => string} titleOf
 * @returns {Memo[]}
 */
export function fitting(memos, letters, titleOf) {
  const wanted = withoutAccents(letters.trim());
  return memos
    .filter((memo) => {
      const words = [memo.text, titleOf(memo), memo.place?.text ?? ""].join("\n");
      return withoutAccents(words).includes(wanted);
    })
    .sort((a, b) => (a.changed < b.changed ? 1 : a.changed > b.changed ? -1 : 0));
}
