import { localise } from "../codebook/code_tree.js";
import { codeTag, element } from "../core/dom.js";
import { FLAGS } from "../core/operations.js";

/**
 * @typedef {object} ChipContext
 * @property {import("../codebook/code_tree.js").CodeTree} tree
 * @property {import("../core/types.js").Attribute[]} attributes
 * @property {string} language
 * @property {import("../words/wording.js").Wording} wording
 * @property {Set<string>} unsaved Codings whose saving has failed so far.
 * @property {string | null} chosen The coding in hand.
 */

/**
 * The codes of one turn beside its text: what the colours behind its words show, for keyboard and screen reader.
 *
 * @param {number} segment
 * @param {import("../core/placement.js").Placed[]} placed
 * @param {ChipContext} context
 * @param {number} tabindex
 * @param {import("../core/transcript_text.js").TranscriptText} text
 */
export function chipList(segment, placed, context, tabindex, text) {
  const chips = placed.map((one) => chip(one, segment, tabindex, context, text.brief(one.coding)));
  const { tag, codesOfTurn } = context.wording;
  return element("ul", { class: "qwb-chips", lang: tag, "aria-label": codesOfTurn }, ...chips);
}

/**
 * @param {import("../core/placement.js").Placed} placed
 * @param {number} segment
 * @param {number} tabindex
 * @param {ChipContext} context
 * @param {string} words What is coded.
 */
function chip(
  { coding, pieces },
  segment,
  tabindex,
  { tree, attributes, language, wording, unsaved, chosen },
  words,
) {
  const said = attributeWords(coding.attributes, attributes, language);
  if (pieces[0]?.segment !== segment) said.push(wording.continued);
  const isChosen = coding.id === chosen;
  const marks = [];
  if (coding.flags & FLAGS.memo) marks.push(mark("✎", wording.hasMemo));
  if (coding.flags & FLAGS.older) marks.push(mark("↻", wording.olderDefinition));
  if (coding.flags & FLAGS.unsure) marks.push(mark("?", wording.placeUnsure));
  if (unsaved.has(coding.id)) marks.push(mark("⚠", wording.notSavedYet));
  return element(
    "li",
    {
      class: `qwb-chip${unsaved.has(coding.id) ? " qwb-unsaved" : ""}${isChosen ? " qwb-chosen" : ""}`,
      "data-coding": coding.id,
    },
    element(
      "button",
      {
        ...{ type: "button", class: "qwb-chip-name", tabindex },
        ...{ "aria-pressed": String(isChosen), "aria-description": words },
      },
      codeTag(tree.get(coding.code)?.code),
      element(
        "span",
        { title: tree.label(coding.code) }, // Long names are cut.
        tree.label(coding.code),
        ...marks,
        said.length > 0 ? element("small", {}, said.join(", ")) : "",
      ),
    ),
  );
}

/** @param {string} sign @param {string} words */
function mark(sign, words) {
  return element("span", { class: "qwb-mark", role: "img", "aria-label": words, title: words }, sign);
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
