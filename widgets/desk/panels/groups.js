/**
 * Things that belong together, in the order in which their groups come first.
 *
 * @template Thing
 * @param {Iterable<Thing>} things
 * @param {(thing: Thing) => string} keyOf
 * @returns {[key: string, members: Thing[]][]}
 */
export function grouped(things, keyOf) {
  /** @type {Map<string, Thing[]>} */
  const groups = new Map();
  for (const thing of things) {
    const members = groups.get(keyOf(thing));
    if (members) members.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return [...groups];
}
