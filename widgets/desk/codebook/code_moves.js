/** @typedef {import("./code_tree.js").CodeTree} CodeTree */
/** @typedef {{parent: string | null, before: string | null}} CodePlace Below which code, and before which sibling; null for the top and for last. */
/** @typedef {"up" | "down" | "in" | "out"} Step */
/** @typedef {"before" | "after" | "into"} Side */

/**
 * Where a code goes by one step of the keyboard: past a sibling, below the sibling above it, or
 * out of its parent to stand right after it.
 *
 * @param {CodeTree} tree
 * @param {string} code
 * @param {Step} step
 * @param {(id: string) => boolean} isShown Siblings that are not on the screen are stepped over.
 * @returns {CodePlace | null} null where there is no way to go
 */
export function placeByStep(tree, code, step, isShown) {
  const parent = parentOf(tree, code);
  const siblings = tree.children(parent).map(({ id }) => id);
  const at = siblings.indexOf(code);
  if (at < 0) return null;
  if (step === "out") return parent === null ? null : after(tree, parent, code);
  const above = siblings.slice(0, at).findLast(isShown);
  if (step === "down") {
    const below = siblings.slice(at + 1).find(isShown);
    return below === undefined ? null : after(tree, below, code);
  }
  if (above === undefined) return null;
  return step === "in" ? { parent: above, before: null } : { parent, before: above };
}

/**
 * Where a code goes that is let go on another one.
 *
 * @param {CodeTree} tree
 * @param {string} code
 * @param {string} target
 * @param {Side} side
 * @returns {CodePlace | null} null where it cannot go, below itself, and where it already is
 */
export function placeByDrop(tree, code, target, side) {
  if (!tree.get(target) || tree.below(code).has(target)) return null;
  const parent = parentOf(tree, target);
  const place =
    side === "into"
      ? { parent: target, before: null }
      : side === "before"
        ? { parent, before: target }
        : after(tree, target, code);
  const now = after(tree, code, code);
  return place.parent === now.parent && place.before === now.before ? null : place;
}

/**
 * Right after a sibling.
 *
 * @param {CodeTree} tree
 * @param {string} sibling
 * @param {string} moved What moves does not count as the next one.
 * @returns {CodePlace}
 */
export function after(tree, sibling, moved) {
  const parent = parentOf(tree, sibling);
  const ids = tree.children(parent).map(({ id }) => id);
  return { parent, before: ids.slice(ids.indexOf(sibling) + 1).find((id) => id !== moved) ?? null };
}

/** @param {CodeTree} tree @param {string} code */
function parentOf(tree, code) {
  return tree.above(code)[0]?.id ?? null;
}
