import { codeTag, element, uniqueId } from "../core/dom.js";
import { BLOCKS } from "./code_fields.js";
import { localise } from "./code_tree.js";

/** The definition of the code that is looked at, and when to use it. */
export class CodeDetails {
  #desk;
  #closed = /** @type {Set<string>} */ (new Set());
  /** @type {unknown[]} */
  #shown = [];
  #main = element("div", { id: uniqueId() });
  #blocks = element("div", {});
  element = element("section", { class: "qwb-details", tabindex: 0 }, this.#main, this.#blocks);

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** For `aria-describedby`: what says in a few words what the code is. */
  get id() {
    return this.#main.id;
  }

  /** @param {string} id @param {string} counted How often it was given, in words. */
  show(id, counted) {
    const { tree, language, wording } = this.#desk;
    const words = wording.codebook;
    const row = tree.get(id);
    const now = [id, row?.code, counted, language];
    // Who is reading keeps the place while the study goes on.
    if (now.every((one, i) => one === this.#shown[i]) && this.#shown.length > 0) return;
    if (id !== this.#shown[0]) this.element.scrollTop = 0;
    this.#shown = now;
    this.element.setAttribute("aria-label", words.about);
    if (!row) {
      this.#main.replaceChildren(element("p", {}, words.hint));
      this.#blocks.replaceChildren();
      return;
    }
    const { code, label } = row;
    const about = [counted, code.retired ? words.retired : ""].filter(Boolean).join(" · ");
    this.#main.replaceChildren(
      element("div", { class: "qwb-defined" }, code.group ? "" : codeTag(code), label),
      about ? element("small", {}, about) : "",
      element("p", {}, localise(code.definition, language) || words.undefined),
    );
    this.#blocks.replaceChildren(...BLOCKS.flatMap((block) => this.#block(block, code[block])));
  }

  /**
   * @param {import("./code_fields.js").Block} block
   * @param {import("../core/types.js").Localised[]} sentences
   */
  #block(block, sentences) {
    if (sentences.length === 0) return [];
    const { language, wording } = this.#desk;
    const items = sentences.map((sentence) => element("li", {}, localise(sentence, language)));
    const made = element(
      "details",
      { class: `qwb-block qwb-${block}`, open: !this.#closed.has(block) },
      element("summary", {}, wording.codebook[block]),
      element("ul", {}, ...items),
    );
    made.addEventListener("toggle", () => {
      if (made.open) this.#closed.delete(block);
      else this.#closed.add(block);
    });
    return [made];
  }
}
