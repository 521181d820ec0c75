import { canApply, fits, localise } from "./code_tree.js";
import { codeTag, element, uniqueId } from "../core/dom.js";
import { act } from "../core/keys.js";

/** @typedef {import("./code_tree.js").CodeRow} CodeRow */

/** The codebook beside the text: a tree of codes with a filter, and the definition of the one looked at. */
export class CodebookPanel {
  /** @type {import("./code_tree.js").CodeTree | null} */
  #tree = null;
  #language = "en";
  /** @type {import("../words/wording.js").Wording | null} */
  #wording = null;
  #folded = /** @type {Set<string>} */ (new Set());
  #all = false;
  /** @type {CodeRow[]} */
  #rows = [];
  #current = "";
  #onApply;
  #onLeave;
  #filter = element("input", {
    type: "search",
    class: "qwb-filter",
    autocomplete: "off",
    spellcheck: "false",
  });
  #list = element("div", { class: "qwb-tree", role: "tree" });
  #more = element("button", { type: "button", class: "qwb-more" });
  #definition = element("div", { class: "qwb-definition", id: uniqueId() });
  element = element("aside", { class: "qwb-codebook" }, this.#filter, this.#list, this.#more);

  /**
   * @param {object} options
   * @param {(code: import("../core/types.js").Code) => void} options.onApply
   * @param {() => void} options.onLeave Called when Escape leads back to the text.
   * @param {HTMLElement} options.below What stands between the tree and the definition.
   */
  constructor({ onApply, onLeave, below }) {
    this.#onApply = onApply;
    this.#onLeave = onLeave;
    this.element.append(below, this.#definition);
    this.#filter.addEventListener("input", () => this.#render());
    this.#filter.addEventListener("keydown", (event) => this.#filterKey(event));
    this.#more.addEventListener("click", () => {
      this.#all = !this.#all;
      this.#render();
    });
    // Pressing the mouse here leaves the selection and the focus in the text.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#clicked(event.target));
    this.#list.addEventListener("keydown", (event) => this.#treeKey(event));
    this.#list.addEventListener("focusin", (event) => this.#lookAt(rowIdOf(event.target)));
    this.#list.addEventListener("pointerover", (event) => this.#define(rowIdOf(event.target)));
    this.#list.addEventListener("pointerleave", () => this.#define(""));
  }

  /**
   * @param {import("./code_tree.js").CodeTree} tree
   * @param {string} language
   * @param {import("../words/wording.js").Wording} wording
   */
  show(tree, language, wording) {
    [this.#tree, this.#language, this.#wording] = [tree, language, wording];
    this.#filter.placeholder = wording.filter;
    this.#filter.setAttribute("aria-label", wording.filter);
    this.#list.setAttribute("aria-label", wording.codes);
    this.element.setAttribute("aria-label", wording.codes);
    this.#render();
    this.#define("");
  }

  focusFilter() {
    this.#filter.focus();
    this.#filter.select();
  }

  #render() {
    if (!this.#tree || !this.#wording) return;
    const filter = this.#filter.value;
    this.#rows = this.#tree.rows({ filter, all: this.#all, folded: this.#folded });
    if (!this.#rows.some(({ code }) => code.id === this.#current)) {
      this.#current = this.#rows[0]?.code.id ?? "";
    }
    this.#list.replaceChildren(...this.#rows.map((row) => this.#item(row)));
    if (this.#rows.length === 0) this.#list.append(element("p", {}, this.#wording.noSuchCode));
    this.#more.hidden = !this.#tree.hasMore || filter.trim() !== "";
    this.#more.textContent = this.#all ? this.#wording.fewerCodes : this.#wording.allCodes;
  }

  /** @param {CodeRow} row */
  #item({ code, label, depth, branch, key }) {
    const shownBelow = this.#rows.some((row) => row.code.parent === code.id);
    const folds = branch && (shownBelow || this.#folded.has(code.id));
    return element(
      "div",
      {
        role: "treeitem",
        class: `qwb-code${canApply(code) ? "" : " qwb-group"}`,
        "data-code": code.id,
        tabindex: code.id === this.#current ? 0 : -1,
        "aria-level": depth + 1,
        "aria-expanded": folds ? String(!this.#folded.has(code.id)) : null,
        "aria-keyshortcuts": key || null,
        "aria-describedby": this.#definition.id,
        style: `--qwb-depth: ${depth}`,
      },
      element("span", { class: "qwb-twisty", "aria-hidden": "true" }),
      code.group ? "" : codeTag(code),
      element("span", { class: "qwb-label" }, label),
      key ? element("kbd", { "aria-hidden": "true" }, key) : "",
    );
  }

  /** @param {EventTarget | null} target */
  #clicked(target) {
    const id = rowIdOf(target);
    if (target instanceof Element && target.closest(".qwb-twisty")) this.#fold(id);
    else this.#apply(id);
  }

  /** @param {string} id */
  #apply(id) {
    const row = this.#tree?.get(id);
    if (!row) return;
    if (canApply(row.code)) this.#onApply(row.code);
    else this.#fold(id);
  }

  /**
   * @param {string} id
   * @param {boolean} [folded]
   */
  #fold(id, folded = !this.#folded.has(id)) {
    if (!this.#tree?.get(id)?.branch) return;
    if (folded) this.#folded.add(id);
    else this.#folded.delete(id);
    const focused = this.#list.contains(document.activeElement);
    this.#render();
    if (focused) this.#focus(this.#current);
  }

  /** @param {KeyboardEvent} event */
  #filterKey(event) {
    act(event, {
      Enter: () => {
        const first = this.#rows.find((row) => canApply(row.code) && fits(row, this.#filter.value));
        if (first) this.#onApply(first.code);
      },
      ArrowDown: () => this.#focus(this.#rows[0]?.code.id ?? ""),
      Escape: () => {
        if (this.#filter.value === "") this.#onLeave();
        this.#filter.value = "";
        this.#render();
      },
    });
  }

  /** @param {KeyboardEvent} event */
  #treeKey(event) {
    const at = this.#rows.findIndex(({ code }) => code.id === this.#current);
    const focusAt = (/** @type {number} */ i) => this.#focus(this.#rows[i]?.code.id ?? "");
    act(event, {
      ArrowDown: () => focusAt(at + 1),
      ArrowUp: () => (at === 0 ? this.focusFilter() : focusAt(at - 1)),
      Home: () => focusAt(0),
      End: () => focusAt(this.#rows.length - 1),
      ArrowLeft: () => this.#fold(this.#current, true),
      ArrowRight: () => this.#fold(this.#current, false),
      Enter: () => this.#apply(this.#current),
      " ": () => this.#apply(this.#current),
      Escape: () => this.#onLeave(),
    });
  }

  /** @param {string} id */
  #focus(id) {
    const items = [...this.#list.querySelectorAll('[role="treeitem"]')];
    const item = items.find((one) => one instanceof HTMLElement && one.dataset.code === id);
    if (item instanceof HTMLElement) item.focus();
  }

  /** @param {string} id */
  #lookAt(id) {
    if (!id) return;
    this.#current = id;
    for (const item of this.#list.children) {
      if (item instanceof HTMLElement) item.tabIndex = item.dataset.code === id ? 0 : -1;
    }
    this.#define(id);
  }

  /** @param {string} id */
  #define(id) {
    const row = this.#tree?.get(id);
    const words = row ? localise(row.code.definition, this.#language) : "";
    this.#definition.replaceChildren(
      row ? element("div", { class: "qwb-defined" }, row.label) : "",
      element("p", {}, row ? words : (this.#wording?.hint ?? "")),
    );
  }
}

/** @param {EventTarget | null} target */
function rowIdOf(target) {
  const item = target instanceof Element ? target.closest("[data-code]") : null;
  return item instanceof HTMLElement ? (item.dataset.code ?? "") : "";
}
