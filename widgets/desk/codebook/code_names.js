import { withoutAccents } from "./code_matching.js";
import { canApply } from "./code_tree.js";

const LETTERS = /** @type {Record<string, string>} */ ({
  æ: "ae",
  ø: "oe",
  å: "aa",
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ß: "ss",
});
const LONGEST_ID = 40;

/**
 * An id for a new code: its name in small ASCII letters, digits and `_`, with a number behind it
 * where that is taken.
 *
 * @param {string} label
 * @param {Iterable<string>} taken The ids of the codes that there are.
 */
export function codeIdFrom(label, taken) {
  const known = new Set(taken);
  const spelt = label
    .toLowerCase()
    .normalize("NFC")
    .replace(/[æøåäöüß]/gu, (letter) => LETTERS[letter] ?? "");
  const words = spelt
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .match(/[a-z0-9]+/g) ?? ["code"];
  const id = words.join("_").slice(0, LONGEST_ID).replace(/_$/, "");
  let unique = id;
  for (let i = 2; known.has(unique); i++) unique = `${id}_${i}`;
  return unique;
}

/**
 * Codes that can be applied whose names are nearly these words: the same but for case, accents
 * and punctuation, or a few letters away.
 *
 * @param {string} words
 * @param {import("./code_tree.js").CodeRow[]} rows
 */
export function nearNames(words, rows) {
  const wanted = bare(words);
  if (wanted === "") return [];
  return rows.filter((row) => {
    const name = bare(row.label);
    const slips = Math.floor(Math.min(wanted.length, name.length, 15) / 5);
    return canApply(row.code) && isWithin(wanted, name, slips);
  });
}

/** @param {string} words */
function bare(words) {
  return withoutAccents(words).replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Whether one word becomes the other by adding, leaving out or replacing at most `slips` letters
 * (Levenshtein 1966).
 *
 * @param {string} from
 * @param {string} to
 * @param {number} slips
 */
function isWithin(from, to, slips) {
  if (Math.abs(from.length - to.length) > slips) return false;
  let above = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const kept = (above[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
      row.push(Math.min(kept, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    above = row;
  }
  return (above[to.length] ?? 0) <= slips;
}
