import { act } from "../core/keys.js";
import { nameField } from "./controls.js";

/**
 * Puts a field in the place of a name. Enter and leaving it take what was typed, Escape does not.
 *
 * @param {Element} place
 * @param {object} options
 * @param {string} options.label What the field is called.
 * @param {string} options.typed What stands in it at first.
 * @param {(typed: string | null, back: boolean) => void} options.onDone Called once, when the name is back in
 *   its place; null for nothing to save. `back`: whether the focus was in the field to the end.
 */
export function renameField(place, { label, typed, onDone }) {
  const field = nameField(typed, undefined, { class: "qwb-rename", "aria-label": label });
  let open = true;
  const done = (/** @type {boolean} */ take, /** @type {boolean} */ back) => {
    if (!open) return; // Taking the field away is leaving it, too.
    open = false;
    field.replaceWith(place);
    onDone((take && field.value.trim()) || null, back);
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation(); // Letters are letters here, not keys of the desk.
    if (!event.isComposing) act(event, { Enter: () => done(true, true), Escape: () => done(false, true) });
  });
  field.addEventListener("blur", () => done(true, false));
  place.replaceWith(field);
  field.select();
  field.focus();
}
