import { localise } from "./code_tree.js";
import { element } from "../core/dom.js";

/**
 * What the next coding carries beside its code: one small select per attribute of the scheme.
 *
 * A choice holds for the passage in hand; the next passage begins with the defaults again, so
 * that nobody codes ten passages as "absent" by forgetting.
 */
export class AttributeChoice {
  element = element("fieldset", { class: "qwb-attributes", hidden: true });
  /** @type {Map<import("../core/types.js").Attribute, HTMLSelectElement>} */
  #selects = new Map();

  /**
   * @param {import("../core/types.js").Attribute[]} attributes
   * @param {string} language
   * @param {import("../words/wording.js").Wording} wording
   */
  show(attributes, language, wording) {
    const before = this.values;
    this.#selects = new Map(
      attributes.map((attribute) => [attribute, choice(attribute, before, language, wording)]),
    );
    const rows = [...this.#selects].map(([attribute, select]) =>
      element(
        "label",
        { title: localise(attribute.definition, language) },
        element("span", {}, localise(attribute.label, language) || attribute.id),
        select,
      ),
    );
    this.element.hidden = attributes.length === 0;
    this.element.replaceChildren(element("legend", {}, wording.forNext), ...rows);
    this.#mark();
    this.element.onchange = () => this.#mark();
  }

  /** The chosen values that are not the default. @returns {Record<string, string>} */
  get values() {
    const chosen = [...this.#selects].map(([{ id, default: usual }, { value }]) => ({ id, usual, value }));
    return Object.fromEntries(
      chosen.filter(({ value, usual }) => value !== (usual ?? "")).map(({ id, value }) => [id, value]),
    );
  }

  reset() {
    for (const [attribute, select] of this.#selects) select.value = attribute.default ?? "";
    this.#mark();
  }

  #mark() {
    for (const [attribute, select] of this.#selects) {
      select.classList.toggle("qwb-set", select.value !== (attribute.default ?? ""));
    }
  }
}

/**
 * @param {import("../core/types.js").Attribute} attribute
 * @param {Record<string, string>} before
 * @param {string} language
 * @param {import("../words/wording.js").Wording} wording
 */
function choice({ id, values, default: usual }, before, language, wording) {
  const options = values.map((value) =>
    element("option", { value: value.id }, localise(value.label, language) || value.id),
  );
  if (usual === null) options.unshift(element("option", { value: "" }, wording.unset));
  const select = element("select", {}, ...options);
  select.value = before[id] ?? usual ?? "";
  return select;
}
