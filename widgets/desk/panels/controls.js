import { canApply } from "../codebook/code_tree.js";
import { codeTag, element } from "../core/dom.js";

/** @typedef {import("../core/desk_context.js").DeskContext} DeskContext */

/**
 * @param {string} does What the panel is told when it is pressed.
 * @param {string} words
 * @param {Record<string, string | number | boolean | null>} [attributes]
 */
export function button(does, words, attributes = {}) {
  return element("button", { type: "button", "data-do": does, ...attributes }, words);
}

/**
 * @param {string} label For screen readers.
 * @param {(readonly [value: string, words: string, off?: boolean])[]} options
 * @param {string} value
 * @param {Record<string, string | number | boolean | null>} [attributes]
 */
export function choice(label, options, value, attributes = {}) {
  const select = element("select", { "aria-label": label, title: label, ...attributes });
  for (const [id, words, off = false] of options) {
    select.append(element("option", { value: id, disabled: off, selected: id === value }, words));
  }
  return select;
}

/**
 * All codes, indented as in the codebook.
 *
 * @param {DeskContext} desk
 * @param {string} none What stands for no code.
 * @param {boolean} toApply Whether only codes that can be applied may be chosen.
 * @returns {[value: string, words: string, off: boolean][]}
 */
export function codeOptions({ tree }, none, toApply) {
  /** @type {[string, string, boolean][]} */
  const options = [["", none, false]];
  for (const { code, label, depth } of tree.all) {
    if (!(toApply && code.retired))
      options.push([code.id, "\u2003".repeat(depth) + label, toApply && !canApply(code)]);
  }
  return options;
}

/**
 * A code by its marker, colour and name.
 *
 * @param {DeskContext} desk
 * @param {string} code
 */
export function codeName({ tree }, code) {
  return element(
    "span",
    { class: "qwb-code-name" },
    codeTag(tree.get(code)?.code),
    element("bdi", {}, tree.label(code)),
  );
}

/**
 * A moment in words, in the time of this place.
 *
 * @param {string} time UTC, ISO 8601.
 * @param {string} language
 */
export function momentIn(time, language) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

/**
 * Leave a panel with Escape, for the text.
 *
 * @param {HTMLElement} panel
 * @param {DeskContext} desk
 */
export function leaveByEscape(panel, desk) {
  panel.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.key !== "Escape" || event.defaultPrevented) return;
    // The first Escape empties a field of search words, as browsers do.
    if (target instanceof HTMLInputElement && target.type === "search" && target.value !== "") return;
    event.preventDefault();
    event.stopPropagation();
    desk.focusText();
  });
}
