import { element } from "../core/dom.js";
import { localise } from "./code_tree.js";

/**
 * What the next coding carries beside its code.
 *
 * A choice holds for the passage in hand; the next passage begins with the defaults again, so
 * that nobody codes ten passages as "absent" by forgetting.
 */
export class NextAttributes extends EventTarget {
  #session;
  /** @type {Record<string, string>} */
  #chosen = {};

  /** @param {Pick<import("../core/session.js").Session, "scheme">} session */
  constructor(session) {
    super();
    this.#session = session;
  }

  /** The attributes that can be set. @returns {import("../core/types.js").Attribute[]} */
  get attributes() {
    return this.#session.scheme?.attributes ?? [];
  }

  /** The chosen values that are not the default. @returns {Record<string, string>} */
  get values() {
    const chosen = this.attributes.map(({ id, default: usual }) => ({ id, usual, value: this.#chosen[id] }));
    return Object.fromEntries(
      chosen.flatMap(({ id, usual, value }) => (value && value !== usual ? [[id, value]] : [])),
    );
  }

  /** @param {string} attribute @param {string} value "" for none */
  set(attribute, value) {
    this.#chosen[attribute] = value;
    this.dispatchEvent(new Event("change"));
  }

  reset() {
    this.#chosen = {};
    this.dispatchEvent(new Event("change"));
  }
}

/** One small select per attribute of the scheme. */
export class AttributeChoice {
  element = element("fieldset", { class: "qwb-attributes", hidden: true });
  #desk;
  #next;
  /** @type {Map<import("../core/types.js").Attribute, HTMLSelectElement>} */
  #selects = new Map();
  /** @type {unknown[]} */
  #shown = [];

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {NextAttributes} next
   */
  constructor(desk, next) {
    this.#desk = desk;
    this.#next = next;
    next.addEventListener("change", () => this.#mark(), { signal: desk.signal });
  }

  show() {
    const { language, wording } = this.#desk;
    const { attributes } = this.#next;
    // A select that somebody is just opening stays as it is.
    if (this.#shown[0] === attributes && this.#shown[1] === language) return;
    this.#shown = [attributes, language];
    this.#selects = new Map(
      attributes.map((attribute) => [attribute, choice(attribute, language, wording.codebook.unset)]),
    );
    const rows = [...this.#selects].map(([attribute, select]) => {
      select.addEventListener("change", () => this.#next.set(attribute.id, select.value));
      return element(
        "label",
        { title: localise(attribute.definition, language) },
        element("span", {}, localise(attribute.label, language) || attribute.id),
        select,
      );
    });
    this.element.hidden = attributes.length === 0;
    this.element.replaceChildren(element("legend", {}, wording.codebook.forNext), ...rows);
    this.#mark();
  }

  #mark() {
    const { values } = this.#next;
    for (const [attribute, select] of this.#selects) {
      const value = values[attribute.id];
      select.value = value ?? attribute.default ?? "";
      select.classList.toggle("qwb-set", value !== undefined);
    }
  }
}

/**
 * @param {import("../core/types.js").Attribute} attribute
 * @param {string} language
 * @param {string} unset
 */
function choice({ values, default: usual }, language, unset) {
  const options = values.map((value) =>
    element("option", { value: value.id }, localise(value.label, language) || value.id),
  );
  if (usual === null) options.unshift(element("option", { value: "" }, unset));
  return element("select", {}, ...options);
}
