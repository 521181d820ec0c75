/**
 * Numbers in few characters: `3,7-12`.
 *
 * @param {Iterable<number>} numbers
 */
export function ranges(numbers) {
  /** @type {[first: number, last: number][]} */
  const runs = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && number <= run[1] + 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}
