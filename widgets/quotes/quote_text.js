import { FoldedText, wordsIn } from "../desk/text/folding.js";

/**
 * @typedef {object} Quote As `workbench.findings.quotes.listing` tells of it.
 * @property {string} id
 * @property {string} transcript
 * @property {number} start
 * @property {number} end
 * @property {number | null} turn
 * @property {string} speaker
 * @property {string} participant
 * @property {string} code
 * @property {string} coder
 * @property {string} memo
 * @property {[string, string][]} attributes
 * @property {string} before
 * @property {string} text
 * @property {string} after
 * @property {boolean} newest
 */

/**
 * Who says it, and where.
 *
 * @param {Quote} quote
 * @param {import("./words.js").Words} words
 */
export function whereFrom({ speaker, participant, transcript, turn }, words) {
  const who = speaker && participant ? `${speaker} (${participant})` : speaker || participant;
  return [who, transcript, turn === null ? "" : words.turn(turn)].filter(Boolean);
}

/**
 * A quote with its source, as it is copied.
 *
 * @param {Quote} quote
 * @param {import("./words.js").Words} words
 */
export function withSource(quote, words) {
  const coded = [quote.code, quote.coder && words.codedBy(quote.coder)].filter(Boolean).join(", ");
  return `“${quote.text}” (${[whereFrom(quote, words).join(", "), coded].filter(Boolean).join("; ")})`;
}

/** Finds the quotes that hold words, in any order, each whole or the beginning of one; see `docs/search.md`. */
export class QuoteFilter {
  #folded;

  /** @param {Quote[]} quotes */
  constructor(quotes) {
    this.#folded = quotes.map((quote) => ({
      quote,
      parts: [quote.text, quote.memo].filter(Boolean).map((part) => new FoldedText(part)),
    }));
  }

  /**
   * @param {string} typed
   * @returns {Quote[]}
   */
  holding(typed) {
    const words = wordsIn(typed);
    return this.#folded
      .filter(({ parts }) => words.every((word) => parts.some((part) => part.find(word, 1).length > 0)))
      .map(({ quote }) => quote);
  }
}
