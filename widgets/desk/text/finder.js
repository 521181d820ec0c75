import { FoldedText, fold, wordsIn } from "./folding.js";
import { wordsOf } from "./word_steps.js";

/**
 * @typedef {import("../core/transcript_text.js").Piece} Piece
 * @typedef {import("../core/types.js").SearchBy} SearchBy
 */

/** More places than this are not painted; a search for one letter would find them. */
export const MOST_HITS = 5000;

/** Finds words in the open transcript, turn by turn, so quickly that it keeps up with typing. */
export class Finder {
  #text;
  #language;
  /** @type {FoldedText[] | null} */
  #folded = null;
  /** @type {Map<string, string> | null} Lemmas by word form, once the host has told them. */
  #lemmas = null;
  /** @type {Map<string, Piece[]> | null} */
  #byLemma = null;

  /**
   * @param {import("../core/transcript_text.js").TranscriptText} text
   * @param {string} language
   */
  constructor(text, language) {
    this.#text = text;
    this.#language = language;
  }

  /** @param {Record<string, string>} lemmas */
  learn(lemmas) {
    this.#lemmas = new Map(Object.entries(lemmas));
    this.#byLemma = null;
  }

  get knowsLemmas() {
    return this.#lemmas !== null;
  }

  /**
   * @param {string} query
   * @param {SearchBy} by
   * @returns {Piece[]} in order of place, at most `MOST_HITS`
   */
  find(query, by) {
    return by === "lemma" && this.#lemmas ? this.#findLemmas(query) : this.#findForms(query);
  }

  /** @param {string} query */
  #findForms(query) {
    this.#folded ??= this.#text.segments.map((_, i) => new FoldedText(this.#text.words(i)));
    /** @type {Piece[]} */
    const found = [];
    for (const segment of this.#text.spoken) {
      const left = MOST_HITS - found.length;
      if (left === 0) break;
      for (const { start, end } of this.#folded[segment]?.find(query, left) ?? []) {
        found.push({ segment, start, end });
      }
    }
    return found;
  }

  /** @param {string} query One word or several that follow each other. */
  #findLemmas(query) {
    const [first = [], ...rest] = wordsIn(query).map((word) => this.#piecesOf(word));
    const found = [];
    for (const piece of first) {
      let end = piece.end;
      const follows = rest.every((pieces) => {
        const next = pieces.find((one) => this.#isNext(piece.segment, end, one));
        if (next) end = next.end;
        return next !== undefined;
      });
      if (follows) found.push({ ...piece, end });
      if (found.length === MOST_HITS) break;
    }
    return found;
  }

  /** Where the forms of a word stand: those with its lemma, and those whose lemma it is. @param {string} word */
  #piecesOf(word) {
    const index = this.#index();
    const pieces = [this.#lemma(word), fold(word)].flatMap((lemma) => index.get(lemma) ?? []);
    return [...new Set(pieces)].sort((a, b) => a.segment - b.segment || a.start - b.start);
  }

  /** @param {number} segment @param {number} end @param {Piece} next */
  #isNext(segment, end, next) {
    if (next.segment !== segment || next.start < end) return false;
    return wordsIn(this.#text.words(segment).slice(end, next.start)).length === 0;
  }

  #index() {
    if (this.#byLemma) return this.#byLemma;
    this.#byLemma = new Map();
    for (const segment of this.#text.spoken) {
      const words = this.#text.words(segment);
      for (const { start, end } of wordsOf(words, this.#language)) {
        const lemma = this.#lemma(words.slice(start, end));
        const pieces = this.#byLemma.get(lemma) ?? [];
        pieces.push({ segment, start, end });
        this.#byLemma.set(lemma, pieces);
      }
    }
    return this.#byLemma;
  }

  /** @param {string} word */
  #lemma(word) {
    const form = word.normalize("NFC").toLowerCase();
    return fold(this.#lemmas?.get(form) ?? form);
  }
}
