/** The row of the tree that something belongs to. @param {EventTarget | null} target */
export function rowOf(target) {
  const row = target instanceof Element ? target.closest("[data-code]") : null;
  return row instanceof HTMLElement ? row : null;
}
