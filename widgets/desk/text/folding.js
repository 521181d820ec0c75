/**
 * Finding words in a text whatever their case and accents, by the rules of `docs/search.md`: a letter
 * from a to z finds itself with any accent, every other letter finds only itself. Words may be parted by
 * any signs; the last one may be the beginning of a longer word.
 */

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const NOT_IN_WORD = "[^\\p{L}\\p{N}\\p{M}]+";

/** A text in small letters without accents, and where each letter of it stands in the text. */
export class FoldedText {
  #places;
  #text;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
    let folded = "";
    const places = [];
    let at = 0;
    for (const letter of text) {
      const plain = plainLetter(letter);
      folded += plain;
      for (let i = 0; i < plain.length; i++) places.push(at);
      at += letter.length;
    }
    places.push(at);
    this.folded = folded;
    this.#places = Uint32Array.from(places);
  }

  /** @param {number} at In the folded text. */
  place(at) {
    return /** @type {number} */ (this.#places[at]);
  }

  /**
   * Places of a query, in units of the text; at most `most`.
   *
   * @param {string} query
   * @param {number} most
   * @returns {{start: number, end: number}[]}
   */
  find(query, most) {
    const words = wordsIn(query);
    if (words.length === 0) return [];
    // Words are letters, numbers and marks: nothing in them is a sign of a pattern.
    const pattern = words.map(fold).join(NOT_IN_WORD);
    // The last word goes on to its end: what is coded is the whole word.
    const rest = "[\\p{L}\\p{N}\\p{M}]*";
    const search = new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])${pattern}${rest}`, "gu");
    const exact = words.some((word) => /[^a-z]/i.test(word));
    const found = [];
    for (const match of this.folded.matchAll(search)) {
      const start = this.place(match.index);
      const end = this.place(match.index + match[0].length);
      if (exact && !accentsFit(words, this.#text.slice(start, end))) continue;
      found.push({ start, end });
      if (found.length === most) break;
    }
    return found;
  }
}

/** @param {string} query */
export function wordsIn(query) {
  return query.normalize("NFC").match(WORD) ?? [];
}

/** Small letters without accents. @param {string} words */
export function fold(words) {
  return Array.from(words, plainLetter).join("");
}

/** @param {string} letter */
function plainLetter(letter) {
  const lower = letter.toLowerCase();
  if (lower <= "\x7f") return lower;
  return lower.normalize("NFD").replace(/\p{M}/gu, "");
}

/**
 * Whether every letter that was typed with an accent, or is none from a to z, stands in the text as it is.
 *
 * @param {string[]} typed
 * @param {string} found
 */
function accentsFit(typed, found) {
  const there = found.normalize("NFC").match(WORD) ?? [];
  return typed.every((word, i) => {
    const letters = Array.from((there[i] ?? "").toLowerCase().normalize("NFC"));
    return Array.from(word.toLowerCase().normalize("NFC")).every(
      (letter, at) => /[a-z]/.test(letter) || letters[at] === letter,
    );
  });
}
