/** @typedef {import("../core/types.js").Hit} Hit */

/** What tells a place from others, in this answer and the next. @param {Hit} hit */
export const placeOf = ({ transcript, start, end }) => `${start} ${end} ${transcript}`;

/**
 * The numbers of the hits that get no code: those that were put aside, and those that have it.
 *
 * @param {Hit[]} hits
 * @param {Set<string>} aside Places.
 * @returns {Set<number>}
 */
export function leftOut(hits, aside) {
  const isOut = (/** @type {Hit} */ hit) => hit.already || aside.has(placeOf(hit));
  return new Set([...hits.keys()].filter((number) => isOut(/** @type {Hit} */ (hits[number]))));
}
