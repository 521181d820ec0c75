/**
 * The first index for which something holds, found by halving.
 *
 * @param {number} length
 * @param {(index: number) => boolean} holds False up to some index and true from there on.
 * @returns {number} `length` where it never holds
 */
export function firstIndex(length, holds) {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
