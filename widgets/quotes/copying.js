import { element } from "../desk/core/dom.js";

/**
 * Put a text on the clipboard.
 *
 * @param {string} text
 * @param {HTMLElement} near Where a field may stand for a moment.
 * @returns {Promise<boolean>} whether the browser allowed it
 */
export async function copyText(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyFromField(text, near); // Only pages that came over https, or from this machine, have a clipboard.
  }
}

/**
 * @param {string} text
 * @param {HTMLElement} near
 */
function copyFromField(text, near) {
  const focused = document.activeElement;
  const field = element("textarea", { class: "qwf-copied", "aria-hidden": "true", tabindex: -1 });
  field.value = text;
  near.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}
