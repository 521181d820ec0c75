import { element } from "../core/dom.js";

const LONGEST_NAME = 200;

/**
 * @param {string} words
 * @param {() => void} onClick
 * @param {Record<string, string | number | boolean | null>} [attributes]
 */
export function button(words, onClick, attributes) {
  const made = element("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", onClick);
  return made;
}

/** A control under the words that name it. @param {string} words @param {HTMLElement} control */
export function labelled(words, control) {
  return element("label", { class: "qwb-field" }, element("span", {}, words), control);
}

/**
 * A field for a name.
 *
 * @param {string} value
 * @param {(value: string) => void} [onInput]
 * @param {Record<string, string | number>} [attributes]
 */
export function nameField(value, onInput, attributes) {
  const field = element("input", {
    type: "text",
    autocomplete: "off",
    maxlength: LONGEST_NAME,
    ...attributes,
  });
  field.value = value;
  field.addEventListener("input", () => onInput?.(field.value));
  return field;
}
