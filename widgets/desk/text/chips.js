import { localise } from "../codebook/code_tree.js";
import { codeTag, element } from "../core/dom.js";

/**
 * @typedef {object} ChipContext
 * @property {import("../codebook/code_tree.js").CodeTree} tree
 * @property {import("../core/types.js").Attribute[]} attributes
 * @property {string} language
 * @property {import("../words/wording.js").Wording} wording
 * @property {Set<string>} unsaved Codings whose saving has failed so far.
 */

/**
 * The codes of one turn beside its text: what the highlights show, for keyboard and screen reader.
 *
 * @param {HTMLElement} list
 * @param {number} segment
 * @param {import("../core/placement.js").Placed[]} placed
 * @param {ChipContext} context
 */
export function showChips(list, segment, placed, context) {
  const tabindex = list.closest("article")?.tabIndex ?? -1;
  list.replaceChildren(...placed.map((one) => chip(one, segment, tabindex, context)));
}

/**
 * @param {import("../core/placement.js").Placed} placed
 * @param {number} segment
 * @param {number} tabindex
 * @param {ChipContext} context
 */
function chip({ coding, pieces }, segment, tabindex, { tree, attributes, language, wording, unsaved }) {
  const label = tree.label(coding.code);
  const said = attributeWords(coding.attributes, attributes, language);
  if (pieces[0]?.segment !== segment) said.push(wording.continued);
  return element(
    "li",
    { class: `qwb-chip${unsaved.has(coding.id) ? " qwb-unsaved" : ""}`, "data-coding": coding.id },
    element(
      "button",
      { type: "button", class: "qwb-chip-name", tabindex },
      codeTag(tree.get(coding.code)?.code),
      element("span", {}, label, said.length > 0 ? element("small", {}, said.join(", ")) : ""),
    ),
    element(
      "button",
      { type: "button", class: "qwb-chip-remove", tabindex, "aria-label": wording.remove(label) },
      "×",
    ),
  );
}

/**
 * The labels of the values that differ from the default.
 *
 * @param {Record<string, string>} values
 * @param {import("../core/types.js").Attribute[]} attributes
 * @param {string} language
 */
export function attributeWords(values, attributes, language) {
  const said = [];
  for (const attribute of attributes) {
    const value = values[attribute.id];
    if (value === undefined || value === attribute.default) continue;
    const known = attribute.values.find(({ id }) => id === value);
    said.push(known ? localise(known.label, language) || value : value);
  }
  return said;
}
