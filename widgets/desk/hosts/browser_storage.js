/** What the browser keeps for this site; null where it gives nothing, as in a sandboxed frame. */
export function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
