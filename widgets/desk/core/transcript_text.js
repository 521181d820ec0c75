import { firstIndex } from "./first_index.js";
import { OffsetMap } from "./offsets.js";

/**
 * @typedef {object} Segment A stretch of text that stands on the screen as one text node: what one
 *   turn says, or a heading between turns.
 * @property {string} speaker Empty where nobody is named.
 * @property {number | null} startMs
 * @property {boolean} isTurn
 * @property {number} start In units of the whole text.
 * @property {number} end
 *
 * @typedef {object} Span
 * @property {number} start
 * @property {number} end
 *
 * @typedef {object} Piece The part of a span that lies in one segment, in units of that segment.
 * @property {number} segment
 * @property {number} start
 * @property {number} end
 */

/** So many characters of either end of long words. */
const BRIEF = 40;

/**
 * A transcript's text in segments: the border at which code points become UTF-16 units.
 * Outside this class, positions that came from or go to the wire are code points, and positions
 * on the screen are units.
 */
export class TranscriptText {
  #text;
  #offsets;
  /** @type {Segment[]} In order, without overlap. */
  segments = [];
  /** @type {number[]} The segments that are turns of a speaker. */
  spoken = [];

  /** @param {import("./types.js").TranscriptDocument} document */
  constructor(document) {
    this.#text = document.text;
    this.#offsets = new OffsetMap(document.text);
    let reached = 0;
    for (const [speaker, labelStart, , bodyStart, bodyEnd, startMs] of document.turns) {
      this.#addUnspoken(reached, this.#offsets.toUnits(labelStart));
      const [start, end] = [this.#offsets.toUnits(bodyStart), this.#offsets.toUnits(bodyEnd)];
      this.spoken.push(this.segments.length);
      this.segments.push({ speaker, startMs, isTurn: true, start, end });
      reached = end;
    }
    this.#addUnspoken(reached, this.#text.length);
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  #addUnspoken(start, end) {
    const span = this.#trimmed(start, end);
    if (span) this.segments.push({ speaker: "", startMs: null, isTurn: false, ...span });
  }

  /** @param {number} segment */
  words(segment) {
    const { start, end } = this.#segment(segment);
    return this.#text.slice(start, end);
  }

  /**
   * The code points of a passage chosen on the screen, without white space at its ends.
   *
   * @param {Piece | undefined} first
   * @param {Piece | undefined} last
   * @returns {Span | null} null where nothing but white space was chosen
   */
  spanOf(first, last) {
    if (!first || !last) return null;
    const start = this.pointAt(first.segment, first.start);
    return this.trimmed({ start, end: this.pointAt(last.segment, last.end) });
  }

  /**
   * Where a span of code points stands on the screen.
   *
   * @param {Span} span
   * @returns {Piece[]}
   */
  piecesOf(span) {
    const start = this.#offsets.toUnits(span.start);
    const end = this.#offsets.toUnits(span.end);
    const pieces = [];
    const first = firstIndex(this.segments.length, (at) => this.#segment(at).end > start);
    for (let at = first; at < this.segments.length; at++) {
      const segment = this.#segment(at);
      if (segment.start >= end) break;
      pieces.push({
        segment: at,
        start: Math.max(start - segment.start, 0),
        end: Math.min(end, segment.end) - segment.start,
      });
    }
    return pieces;
  }

  /**
   * The code point at a place on the screen.
   *
   * @param {number} segment
   * @param {number} unit
   */
  pointAt(segment, unit) {
    return this.#offsets.toPoints(this.#segment(segment).start + unit);
  }

  /**
   * A span of code points without white space at its ends.
   *
   * @param {Span} span
   * @returns {Span | null} null where nothing else is in it
   */
  trimmed({ start, end }) {
    const span = this.#trimmed(this.#offsets.toUnits(start), this.#offsets.toUnits(end));
    return span && { start: this.#offsets.toPoints(span.start), end: this.#offsets.toPoints(span.end) };
  }

  /** The words of a span of code points. @param {Span} span */
  quote({ start, end }) {
    return this.#text.slice(this.#offsets.toUnits(start), this.#offsets.toUnits(end));
  }

  /** The words of a span, or, if they are many, its first and last. @param {Span} span */
  brief({ start, end }) {
    if (end - start <= 2 * BRIEF) return this.quote({ start, end });
    return `${this.quote({ start, end: start + BRIEF })} … ${this.quote({ start: end - BRIEF, end })}`;
  }

  /** @param {number} at */
  #segment(at) {
    const segment = this.segments[at];
    if (!segment) throw new RangeError(`there is no segment ${at}`);
    return segment;
  }

  /**
   * @param {number} start
   * @param {number} end
   * @returns {Span | null}
   */
  #trimmed(start, end) {
    const words = this.#text.slice(start, end);
    const trimmedStart = start + words.length - words.trimStart().length;
    const trimmedEnd = start + words.trimEnd().length;
    return trimmedStart < trimmedEnd ? { start: trimmedStart, end: trimmedEnd } : null;
  }
}
