/**
 * The numbers of the hits that get no code: those that were put aside, and those that have it.
 *
 * @param {import("../core/types.js").Hit[]} hits
 * @param {Set<number>} aside
 * @returns {Set<number>}
 */
export function leftOut(hits, aside) {
  return new Set([...hits.keys()].filter((number) => aside.has(number) || hits[number]?.already));
}
