/**
 * @typedef {object} Coding In code points, as on the wire.
 * @property {string} id
 * @property {number} start
 * @property {number} end
 * @property {string} code
 * @property {Record<string, string>} attributes
 * @property {number} flags See `FLAGS` in `operations.js`.
 *
 * @typedef {object} Placed
 * @property {Coding} coding
 * @property {number} lane Overlapping codings are underlined at different depths, one a lane.
 * @property {import("./transcript_text.js").Piece[]} pieces
 */

/** How many overlapping codings can be told apart by their underlines. */
export const LANES = 4;

/** Which codings stand where in a transcript, and in which lane. */
export class Placement {
  #text;
  /** @type {Map<string, Placed>} */
  #byId = new Map();
  /** @type {Map<number, Set<Placed>>} */
  #bySegment = new Map();
  /** How many codings each code has, and each segment that holds most of one. */
  #codes = /** @type {Map<string, number>} */ (new Map());
  #held = /** @type {Map<number, number>} */ (new Map());

  /** @param {import("./transcript_text.js").TranscriptText} text */
  constructor(text) {
    this.#text = text;
  }

  /**
   * Put a coding in its place; one with the same id goes first.
   *
   * @param {Coding} coding
   * @returns {Placed}
   */
  set(coding) {
    this.remove(coding.id);
    const pieces = this.#text.piecesOf(coding);
    const placed = { coding, pieces, lane: this.#freeLane(coding, pieces) };
    this.#byId.set(coding.id, placed);
    for (const { segment } of pieces) {
      const there = this.#bySegment.get(segment) ?? new Set();
      this.#bySegment.set(segment, there.add(placed));
    }
    this.#count(placed, 1);
    return placed;
  }

  /**
   * @param {string} id
   * @returns {Placed | null} null when there is no such coding
   */
  remove(id) {
    const placed = this.#byId.get(id);
    if (!placed) return null;
    this.#byId.delete(id);
    for (const { segment } of placed.pieces) this.#bySegment.get(segment)?.delete(placed);
    this.#count(placed, -1);
    return placed;
  }

  /** @param {Placed} placed @param {1 | -1} by */
  #count({ coding, pieces }, by) {
    this.#codes.set(coding.code, this.countOf(coding.code) + by);
    const longest = pieces.reduce((most, one) => (lengthOf(one) > lengthOf(most) ? one : most), pieces[0]);
    if (longest) this.#held.set(longest.segment, (this.#held.get(longest.segment) ?? 0) + by);
  }

  /** How many codings a code has. @param {string} code */
  countOf(code) {
    return this.#codes.get(code) ?? 0;
  }

  /** Whether a segment holds most of some coding. @param {number} segment */
  holdsCoding(segment) {
    return (this.#held.get(segment) ?? 0) > 0;
  }

  /** @param {string} id */
  get(id) {
    return this.#byId.get(id);
  }

  get ids() {
    return [...this.#byId.keys()];
  }

  get all() {
    return this.#byId.values();
  }

  get size() {
    return this.#byId.size;
  }

  /**
   * Codings in a segment in order of their place; those of one place in the order they came.
   *
   * @param {number} segment
   * @returns {Placed[]}
   */
  in(segment) {
    return [...(this.#bySegment.get(segment) ?? [])].sort(
      ({ coding: a }, { coding: b }) => a.start - b.start || b.end - a.end,
    );
  }

  /**
   * The codings over a code point of a segment, the shortest first.
   *
   * @param {number} segment
   * @param {number} point
   */
  over(segment, point) {
    const over = this.in(segment).filter(({ coding }) => coding.start <= point && point < coding.end);
    return over.sort(({ coding: a }, { coding: b }) => a.end - a.start - (b.end - b.start));
  }

  /** Codings that share text with a span, in order of their place. @param {import("./transcript_text.js").Span} span */
  overlapping({ start, end }) {
    const found = new Set();
    for (const { segment } of this.#text.piecesOf({ start, end })) {
      for (const placed of this.in(segment)) {
        if (placed.coding.start < end && start < placed.coding.end) found.add(placed);
      }
    }
    return /** @type {Placed[]} */ ([...found]);
  }

  /**
   * The coding of exactly this span with this code, if there is one.
   *
   * @param {import("./transcript_text.js").Span} span
   * @param {string} code
   */
  same({ start, end }, code) {
    const segment = this.#text.piecesOf({ start, end })[0]?.segment ?? -1;
    return this.in(segment).find(
      ({ coding }) => coding.start === start && coding.end === end && coding.code === code,
    );
  }

  /**
   * @param {Coding} coding
   * @param {import("./transcript_text.js").Piece[]} pieces
   */
  #freeLane(coding, pieces) {
    const taken = new Set();
    for (const { segment } of pieces) {
      for (const { coding: other, lane } of this.#bySegment.get(segment) ?? []) {
        if (other.start < coding.end && coding.start < other.end) taken.add(lane);
      }
    }
    let lane = 0;
    while (lane < LANES - 1 && taken.has(lane)) lane++;
    return lane;
  }
}

/** @param {import("./transcript_text.js").Piece | undefined} piece */
function lengthOf(piece) {
  return piece ? piece.end - piece.start : 0;
}
