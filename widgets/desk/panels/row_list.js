import { element } from "../core/dom.js";
import { act } from "../core/keys.js";
import { controlsOf, focusIn, holderOf, itemsOf, redraw } from "./redraw.js";

/**
 * A list that is one stop of the Tab key: the arrow keys lead from row to row, Tab through the
 * controls of one row.
 *
 * Rows are elements with a `data-key`; they may stand in groups. A control says with `data-do` what
 * it does; a click elsewhere in a row means `go`.
 */
export class RowList {
  element = element("ul", { class: "qwb-rows", role: "list" });
  #current = "";

  /** @param {(does: string, key: string, control: Element) => void} onDo */
  constructor(onDo) {
    const tell = (/** @type {Event} */ event) => {
      const { target } = event;
      const held = holderOf(this.element, target) ?? keyOf(target);
      if (!(target instanceof Element) || !held) return;
      const control = target.closest("[data-do]");
      const chooses = control?.matches("select, input") ?? false;
      if (control ? chooses === (event.type === "change") : event.type === "click" && isPlain(target)) {
        onDo(control?.getAttribute("data-do") ?? "go", held.key, control ?? target);
      }
    };
    this.element.addEventListener("click", tell);
    this.element.addEventListener("change", tell);
    this.element.addEventListener("focusin", ({ target }) => {
      const key = keyOf(target)?.key;
      if (key === undefined || key === this.#current) return;
      this.#current = key;
      this.#lead(this.element);
    });
    this.element.addEventListener("keydown", (event) => this.#keyDown(event));
  }

  /** @param {Node[]} rows */
  draw(rows) {
    const fresh = element("ul", {}, ...rows);
    this.#lead(fresh);
    redraw(this.element, ...fresh.childNodes);
  }

  /** @returns {boolean} whether there is a row to take the focus */
  focus() {
    const item = this.#lead(this.element);
    if (item) controlsOf(item)[0]?.focus();
    return item !== undefined;
  }

  /** Let Tab lead to the current row; to the first where that is gone. @param {HTMLElement} list */
  #lead(list) {
    const items = itemsOf(list);
    const current = items.find(({ dataset }) => dataset.key === this.#current) ?? items[0];
    this.#current = current?.dataset.key ?? "";
    for (const item of items) {
      for (const control of controlsOf(item)) control.tabIndex = item === current ? 0 : -1;
    }
    return current;
  }

  /** @param {KeyboardEvent} event */
  #keyDown(event) {
    // Arrow keys belong to a select: they choose in it.
    if (event.target instanceof HTMLSelectElement) return;
    const held = holderOf(this.element, event.target);
    if (!held) return;
    const items = itemsOf(this.element);
    const go = (/** @type {number} */ at) => {
      const item = items[at];
      if (item) focusIn(item, held);
    };
    act(event, {
      ArrowDown: () => go(held.at + 1),
      ArrowUp: () => go(held.at - 1),
      Home: () => go(0),
      End: () => go(items.length - 1),
    });
  }
}

/** @param {EventTarget | null} target */
function keyOf(target) {
  const item = target instanceof Element ? target.closest("[data-key]") : null;
  return item instanceof HTMLElement ? { key: item.dataset.key ?? "" } : null;
}

/**
 * Whether a click here means the row: not on a control of its own, nor the end of marking words to copy them.
 *
 * @param {Element} target
 */
function isPlain(target) {
  return !target.closest("button, select, input, label, summary, a") && !document.getSelection()?.toString();
}
