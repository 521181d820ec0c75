import { firstIndex } from "./first_index.js";

/**
 * Positions in one text: code points on the wire, UTF-16 units in the browser.
 *
 * The two part ways after each character outside the Basic Multilingual Plane (emoji, for
 * example), which is one code point and two units.
 */
export class OffsetMap {
  /** @type {Uint32Array} Units at which a two-unit character begins, ascending. */
  #wide;

  /** @param {string} text */
  constructor(text) {
    this.#wide = Uint32Array.from(text.matchAll(/[\u{10000}-\u{10ffff}]/gu), (match) => match.index);
  }

  /**
   * @param {number} points
   * @returns {number} units
   */
  toUnits(points) {
    // Before the k-th wide character stand k others, so that it begins at code point unit - k.
    return points + firstIndex(this.#wide.length, (k) => this.#unitOf(k) - k >= points);
  }

  /**
   * @param {number} units A position inside a character counts as the one before it.
   * @returns {number} code points
   */
  toPoints(units) {
    return units - firstIndex(this.#wide.length, (k) => this.#unitOf(k) >= units);
  }

  /** @param {number} k */
  #unitOf(k) {
    return /** @type {number} */ (this.#wide[k]);
  }
}
