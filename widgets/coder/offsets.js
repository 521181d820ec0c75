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
    return points + this.#countWhile((unit, k) => unit - k < points);
  }

  /**
   * @param {number} units A position inside a character counts as the one before it.
   * @returns {number} code points
   */
  toPoints(units) {
    return units - this.#countWhile((unit) => unit < units);
  }

  /** @param {(unit: number, k: number) => boolean} holds True for a first part of the list. */
  #countWhile(holds) {
    let low = 0;
    let high = this.#wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(/** @type {number} */ (this.#wide[middle]), middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
