/**
 * A key press by name: `Shift+ArrowRight`, `Delete`, `1`; null for chords that are the host's.
 *
 * @param {Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">} event
 */
export function keyName({ key, code, shiftKey, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey) return null;
  // On French and other keyboards the number row gives digits only with Shift.
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  if (digit && !/^\d$/.test(key) && !shiftKey) return digit;
  return shiftKey && key.length > 1 ? `Shift+${key}` : key;
}

/**
 * Run the action that a key has here.
 *
 * @param {KeyboardEvent} event
 * @param {Record<string, () => void>} actions By key name.
 * @returns {boolean} whether there was one
 */
export function act(event, actions) {
  const action = actions[keyName(event) ?? ""];
  if (!action) return false;
  event.preventDefault();
  event.stopPropagation();
  action();
  return true;
}

/**
 * Keep key presses from the host's single-key commands (`x` cuts a notebook cell), and let its
 * chords through. Stopping the event at our root is what works in JupyterLab; it looks at the
 * focused element itself before it looks at any attribute of an ancestor.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
export function guardKeys(root, signal) {
  const guard = (/** @type {KeyboardEvent} */ event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  };
  root.addEventListener("keydown", guard, { signal });
}
