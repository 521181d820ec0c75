import { codingsFrom, effectOf } from "./operations.js";
import { Placement } from "./placement.js";
import { TranscriptText } from "./transcript_text.js";

/**
 * @typedef {import("./operations.js").Effect} Effect
 * @typedef {import("./placement.js").Placed} Placed
 * @typedef {import("./types.js").Operation} Operation
 *
 * @typedef {{set: Placed[], removed: Placed[]}} Painted What has changed on the screen.
 */

/** A transcript as it is on the screen, with its codings. */
export class OpenedTranscript {
  /**
   * @param {import("./types.js").TranscriptDocument} document
   * @param {import("./types.js").CodingTable} codings
   * @param {number} lost Codings that have no place in it.
   */
  constructor(document, codings, lost) {
    this.document = document;
    this.lost = lost;
    this.text = new TranscriptText(document);
    this.placement = new Placement(this.text);
    for (const coding of codingsFrom(codings)) this.placement.set(coding);
  }

  /** What operations do to the codings here. @param {Operation[]} operations @returns {Effect} */
  effectOf(operations) {
    const effects = operations.map((one) => effectOf(one, this.document, this.placement));
    return { set: effects.flatMap(({ set }) => set), removed: effects.flatMap(({ removed }) => removed) };
  }

  /** The codings here that operations made. @param {string[]} operations */
  madeBy(operations) {
    const made = (/** @type {string} */ id) => operations.some((one) => id.startsWith(`${one}-`));
    return this.placement.ids.filter(made);
  }

  /**
   * @param {Effect} effect
   * @returns {{painted: Painted, inverse: Effect}} `inverse` takes it back.
   */
  apply({ set, removed }) {
    /** @type {Painted} */
    const painted = { set: [], removed: [] };
    /** @type {Effect} */
    const inverse = { set: [], removed: [] };
    for (const id of removed) {
      const placed = this.placement.remove(id);
      if (!placed) continue;
      painted.removed.push(placed);
      inverse.set.push(placed.coding);
    }
    for (const coding of set) {
      const before = this.placement.get(coding.id);
      if (before) {
        painted.removed.push(before);
        inverse.set.push(before.coding);
      } else inverse.removed.push(coding.id);
      painted.set.push(this.placement.set(coding));
    }
    return { painted, inverse };
  }

  /** How many spoken turns hold most of a coding, as the study counts them. */
  get coded() {
    return this.text.spoken.filter((segment) => this.placement.holdsCoding(segment)).length;
  }
}
