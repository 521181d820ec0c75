import { codeTag, element, uniqueId } from "../core/dom.js";
import { act } from "../core/keys.js";
import { rank } from "./code_matching.js";
import { marked } from "./marked_label.js";

/** @typedef {import("./code_tree.js").CodeRow} CodeRow */

/** A box to type a few letters of a code into, and the codes that fit below it, the best first. */
export class CodeChooser {
  #desk;
  #options;
  /** @type {CodeRow[]} */
  #found = [];
  #at = 0;
  /** Codes that carry a tick. @type {Set<string>} */
  ticked = new Set();
  #list = element("div", { class: "qwb-choices", role: "listbox", id: uniqueId() });
  input = element("input", {
    type: "text",
    class: "qwb-filter",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-expanded": "true",
    "aria-autocomplete": "list",
    "aria-controls": this.#list.id,
  });
  element = element("div", { class: "qwb-chooser" }, this.input, this.#list);

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {object} options
   * @param {string} options.label
   * @param {() => CodeRow[]} options.rows The codes to choose from.
   * @param {(code: import("../core/types.js").Code, stay: boolean) => void} options.onPick
   *   `stay`: with Shift, to choose another one after it.
   * @param {((typed: string) => void) | null} [options.onNew] Offers to make a code of what was typed.
   */
  constructor(desk, options) {
    this.#desk = desk;
    this.#options = options;
    this.input.setAttribute("aria-label", options.label);
    this.input.placeholder = options.label;
    this.#list.setAttribute("aria-label", options.label);
    this.input.addEventListener("input", () => this.show());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const item = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
      if (item) this.#pick([...this.#list.children].indexOf(item), event.shiftKey);
    });
    this.show();
  }

  /** Looks again for what fits, from the first one on. */
  show() {
    this.#found = rank(this.#options.rows(), this.input.value);
    this.#at = 0;
    const { codebook } = this.#desk.wording;
    const items = this.#found.map((row) => this.#item(row));
    if (this.#newName)
      items.push(option(element("span", { class: "qwb-label" }, codebook.newNamed(this.#newName))));
    this.#list.replaceChildren(...items);
    if (items.length === 0) this.#list.append(element("p", {}, codebook.noSuchCode));
    this.#mark();
  }

  get #newName() {
    return this.#options.onNew ? this.input.value.trim() : "";
  }

  /** @param {CodeRow} row */
  #item({ code, label, key }) {
    const { tree, wording } = this.#desk;
    const above = tree.above(code.id).map(({ id }) => tree.label(id));
    return option(
      codeTag(code),
      element("span", { class: "qwb-label" }, ...marked(label, this.input.value)),
      above.length > 0 ? element("small", {}, above.reverse().join(" › ")) : "",
      key ? element("kbd", { "aria-hidden": "true" }, key) : "",
      this.ticked.has(code.id)
        ? element("span", { role: "img", "aria-label": wording.codebook.given }, "✓")
        : "",
    );
  }

  #mark() {
    for (const [i, item] of [...this.#list.children].entries()) {
      item.setAttribute("aria-selected", String(i === this.#at));
    }
    const now = this.#list.children[this.#at];
    now?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", now?.id ?? "");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    const count = this.#found.length + (this.#newName ? 1 : 0);
    const go = (/** @type {number} */ by) => {
      this.#at = (this.#at + by + count) % Math.max(count, 1);
      this.#mark();
    };
    act(event, {
      ArrowDown: () => go(1),
      ArrowUp: () => go(-1),
      Enter: () => this.#pick(this.#at, false),
      "Shift+Enter": () => this.#pick(this.#at, true),
    });
  }

  /** @param {number} at @param {boolean} stay */
  #pick(at, stay) {
    const row = this.#found[at];
    if (row) this.#options.onPick(row.code, stay);
    else if (this.#newName) this.#options.onNew?.(this.#newName);
  }
}

/** @param {...(Node | string)} children */
function option(...children) {
  return element("div", { role: "option", id: uniqueId(), class: "qwb-choice" }, ...children);
}
