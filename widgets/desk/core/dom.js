/**
 * A new element. Strings become text nodes: nothing is ever parsed as HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null>} attributes `false` and null leave one out.
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

let count = 0;

/** An id that no other element of the page has, for `aria-describedby` and the like. */
export function uniqueId() {
  return `qwb-${Date.now().toString(36)}-${++count}`;
}

/**
 * The colour and marker of a code; colour is never the only sign, its name stands beside it.
 *
 * @param {{colour: number, marker: string} | undefined} code undefined for a code that the scheme no longer has
 */
export function codeTag(code) {
  return element(
    "span",
    { class: `qwb-tag qwb-slot-${code?.colour ?? 0}`, "aria-hidden": "true" },
    code ? code.marker : "?",
  );
}
