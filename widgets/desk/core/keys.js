/**
 * A key press by name: `Shift+ArrowRight`, `Delete`, `1`, `Ctrl+z`. Cmd counts as Ctrl. Letters and
 * signs stand for themselves, so that `?` and `N` need no word for Shift.
 *
 * @param {Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "getModifierState">} event
 */
export function keyName(event) {
  const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
  const hasCapsLock = event.getModifierState("CapsLock");
  // AltGr writes signs, as in [ and @ on Danish keyboards; browsers call it Ctrl and Alt at once.
  const writes = ctrlKey && altKey && key.length === 1;
  const ctrl = (ctrlKey || metaKey) && !writes;
  const alt = altKey && !writes;
  // On French and other keyboards the number row gives digits only with Shift.
  const digit = ctrlKey || altKey || shiftKey ? undefined : /^Digit([1-9])$/.exec(code)?.[1];
  const isLetter = key.length === 1;
  const name = digit && isLetter && !/^\d$/.test(key) ? digit : hasCapsLock ? inCase(key, shiftKey) : key;
  const shown = ctrl && isLetter ? name.toLowerCase() : name;
  const shift = shiftKey && (!isLetter || ctrl);
  return `${ctrl ? "Ctrl+" : ""}${alt ? "Alt+" : ""}${shift ? "Shift+" : ""}${shown}`;
}

/** A letter as Shift alone makes it, whatever Caps Lock does. @param {string} key @param {boolean} shift */
function inCase(key, shift) {
  if (!/^\p{L}$/u.test(key)) return key;
  return shift ? key.toUpperCase() : key.toLowerCase();
}

/**
 * Run the action that a key has here.
 *
 * @param {KeyboardEvent} event
 * @param {Record<string, () => void>} actions By key name.
 * @returns {boolean} whether there was one
 */
export function act(event, actions) {
  const action = actions[keyName(event)];
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
  const isChord = (/** @type {KeyboardEvent} */ { ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey;
  const guard = (/** @type {KeyboardEvent} */ event) => {
    if (!isChord(event)) event.stopPropagation();
  };
  root.addEventListener("keydown", guard, { signal });

  /** @type {Element | null} Where the focus was in here, unless somebody has put it elsewhere since. */
  let last = null;
  const note = (/** @type {Event} */ { target }) => {
    last = target instanceof Element && root.contains(target) ? target : null;
  };
  document.addEventListener("focusin", note, { signal });
  document.addEventListener("pointerdown", note, { signal, capture: true });
  const hold = (/** @type {KeyboardEvent} */ event) => {
    // What has the focus may be drawn anew at any moment: the next key is still meant for us.
    if (event.target !== document.body || !last || last.checkVisibility()) return;
    if (!isChord(event)) event.stopPropagation();
    root.focus({ preventScroll: true });
  };
  window.addEventListener("keydown", hold, { signal, capture: true });
}
