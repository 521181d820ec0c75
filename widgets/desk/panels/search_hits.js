/** @typedef {import("../core/types.js").Hit} Hit */

/**
 * Hits by transcript, each with its number in the answer.
 *
 * @param {Hit[]} hits
 * @returns {{transcript: string, hits: {number: number, hit: Hit}[]}[]} in the order of the answer
 */
export function byTranscript(hits) {
  /** @type {Map<string, {number: number, hit: Hit}[]>} */
  const groups = new Map();
  for (const [number, hit] of hits.entries()) {
    const group = groups.get(hit.transcript) ?? [];
    if (group.length === 0) groups.set(hit.transcript, group);
    group.push({ number, hit });
  }
  return [...groups].map(([transcript, inIt]) => ({ transcript, hits: inIt }));
}

/**
 * The numbers of the hits that get no code: those that were put aside, and those that have it.
 *
 * @param {Hit[]} hits
 * @param {Set<number>} aside
 * @returns {Set<number>}
 */
export function leftOut(hits, aside) {
  return new Set([...hits.keys()].filter((number) => aside.has(number) || hits[number]?.already));
}
