import { codeTag, element } from "../core/dom.js";
import { act } from "../core/keys.js";
import { canApply } from "./code_tree.js";
import { marked } from "./marked_label.js";
import { rowOf } from "./tree_rows.js";

/** @typedef {import("./code_tree.js").CodeRow} CodeRow */

/**
 * @typedef {object} TreeActions
 * @property {(id: string) => void} onApply
 * @property {(id: string, folded: boolean) => void} onFold
 * @property {(id: string) => void} onLook The focus has come to a code.
 * @property {(id: string, anchor: DOMRect) => void} onMenu
 * @property {(id: string, place: import("./code_moves.js").CodePlace) => void} onMove
 * @property {(id: string, label: string) => Promise<boolean>} onRename Whether it was saved.
 * @property {() => void} onLeave Escape leads back to the text.
 * @property {() => void} onTop ArrowUp leads out of the first row.
 *
 * @typedef {object} TreeLook
 * @property {string} filter
 * @property {Set<string>} folded
 * @property {(id: string) => {short: string, words: string}} counted How often a code was given.
 * @property {string} describedBy
 * @property {string | null} inHand The code of the coding in hand.
 */

/** The tree of codes on the screen: one row a code, of which one is the way in for the Tab key. */
export class TreeView {
  element = element("div", { class: "qwb-tree", role: "tree" });
  #desk;
  #actions;
  /** @type {CodeRow[]} */
  rows = [];
  current = "";
  #renaming = false;
  /** @type {(() => void) | null} What is to be shown once the renaming is over. */
  #waiting = null;

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {TreeActions} actions
   */
  constructor(desk, actions) {
    this.#desk = desk;
    this.#actions = actions;
    const list = this.element;
    // Pressing the mouse here leaves the selection and the focus in the text.
    list.addEventListener("mousedown", (event) => {
      if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
    });
    list.addEventListener("click", (event) => this.#clicked(event));
    list.addEventListener("contextmenu", (event) => this.#contextMenu(event));
    list.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("focusin", (event) => this.#look(rowOf(event.target)?.dataset.code));
    void desk.there.then(({ dragRows, placeByDrop }) =>
      dragRows(list, {
        canDrop: (code, target, side) => placeByDrop(desk.tree, code, target, side) !== null,
        onDrop: (code, target, side) => {
          const place = placeByDrop(desk.tree, code, target, side);
          if (place) actions.onMove(code, place);
        },
      }),
    );
  }

  /** @param {CodeRow[]} rows @param {TreeLook} look */
  show(rows, look) {
    if (this.#renaming) {
      this.#waiting = () => this.show(rows, look);
      return;
    }
    const focused = this.element.contains(document.activeElement);
    const scrolled = this.element.scrollTop;
    this.rows = rows;
    if (!rows.some(({ code }) => code.id === this.current)) this.current = rows[0]?.code.id ?? "";
    this.element.setAttribute("aria-label", this.#desk.wording.codebook.codes);
    this.element.replaceChildren(...rows.map((row) => this.#item(row, look)));
    this.element.scrollTop = scrolled;
    if (focused) this.focus();
  }

  /** Shows other counts in the rows that are there. @param {TreeLook["counted"]} counted */
  count(counted) {
    for (const [i, { code }] of this.rows.entries()) {
      const place = this.element.children[i]?.querySelector(".qwb-count");
      if (place instanceof HTMLElement) showCount(place, counted(code.id));
    }
  }

  /** @param {string} [id] The way in if it is not on the screen. */
  focus(id = this.current) {
    (this.#row(id) ?? this.#row(this.current))?.focus();
  }

  /** @param {string} id */
  #row(id) {
    const at = this.rows.findIndex(({ code }) => code.id === id);
    const row = this.element.children[at];
    return row instanceof HTMLElement ? row : null;
  }

  /** @param {CodeRow} row @param {TreeLook} look */
  #item({ code, label, depth, branch, key }, { filter, folded, counted, describedBy, inHand }) {
    const shownBelow = this.rows.some((row) => row.code.parent === code.id);
    const folds = shownBelow || (branch && folded.has(code.id));
    const count = element("span", { class: "qwb-count", "aria-hidden": "true" });
    if (!code.group) showCount(count, counted(code.id));
    return element(
      "div",
      {
        role: "treeitem",
        class: `qwb-code${code.group ? " qwb-group" : ""}${code.retired ? " qwb-retired" : ""}`,
        "data-code": code.id,
        tabindex: code.id === this.current ? 0 : -1,
        "aria-label": label,
        "aria-level": depth + 1,
        "aria-current": code.id === inHand,
        "aria-expanded": folds ? String(shownBelow) : null,
        "aria-keyshortcuts": key || null,
        "aria-describedby": describedBy,
        style: `--qwb-depth: ${depth}`,
      },
      element("span", { class: "qwb-twisty", "aria-hidden": "true" }),
      code.group ? "" : codeTag(code),
      element("span", { class: "qwb-label" }, ...marked(label, filter)),
      count,
      key ? element("kbd", { "aria-hidden": "true" }, key) : "",
      element(
        "button",
        {
          type: "button",
          class: "qwb-row-menu",
          tabindex: -1,
          "aria-haspopup": "menu",
          "aria-label": this.#desk.wording.codebook.actionsOf(label),
        },
        "…",
      ),
    );
  }

  /** @param {MouseEvent} event */
  #clicked({ target }) {
    const row = rowOf(target);
    const id = row?.dataset.code;
    if (!id || !(target instanceof Element) || target.closest("input")) return;
    if (target.closest("button")) return this.#openMenu(id, target.getBoundingClientRect());
    const code = this.#desk.tree.get(id)?.code;
    if (target.closest(".qwb-twisty") || !code || !canApply(code)) this.#fold(id);
    else this.#actions.onApply(id);
  }

  /** @param {string} id @param {DOMRect} anchor */
  #openMenu(id, anchor) {
    this.#look(id);
    this.#actions.onMenu(id, anchor);
  }

  /** @param {MouseEvent} event */
  #contextMenu(event) {
    const id = rowOf(event.target)?.dataset.code;
    if (!id || this.#renaming) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab has a menu of its own.
    // The menu keys have been seen to already, as keys.
    if (event.button === 2 || event.ctrlKey) this.#openMenu(id, new DOMRect(event.clientX, event.clientY));
  }

  /** @param {string} id @param {boolean} [folded] */
  #fold(id, folded = this.#row(id)?.ariaExpanded === "true") {
    if (this.#row(id)?.ariaExpanded) this.#actions.onFold(id, folded);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.#renaming) return;
    const id = this.current;
    const at = this.rows.findIndex(({ code }) => code.id === id);
    const focusAt = (/** @type {number} */ i) => this.focus(this.rows[i]?.code.id ?? "");
    const apply = () => this.#actions.onApply(id);
    const menu = () => this.#openMenu(id, this.#row(id)?.getBoundingClientRect() ?? new DOMRect());
    const byNumber = [...this.#desk.tree.byKey].map(([key, code]) => [
      key,
      () => this.#actions.onApply(code.id),
    ]);
    act(event, {
      ...Object.fromEntries(byNumber),
      ArrowDown: () => focusAt(at + 1),
      ArrowUp: () => (at === 0 ? this.#actions.onTop() : focusAt(at - 1)),
      Home: () => focusAt(0),
      End: () => focusAt(this.rows.length - 1),
      ArrowLeft: () => this.#left(id),
      ArrowRight: () => (this.#row(id)?.ariaExpanded === "true" ? focusAt(at + 1) : this.#fold(id, false)),
      "Alt+ArrowUp": () => this.#step(id, "up"),
      "Alt+ArrowDown": () => this.#step(id, "down"),
      "Alt+ArrowRight": () => this.#step(id, "in"),
      "Alt+ArrowLeft": () => this.#step(id, "out"),
      Enter: apply,
      " ": apply,
      Escape: () => this.#actions.onLeave(),
      F2: () => this.rename(id),
      ContextMenu: menu,
      "Shift+F10": menu,
    });
  }

  /** Folds the row, or goes to the one above it. @param {string} id */
  #left(id) {
    if (this.#row(id)?.ariaExpanded === "true") this.#fold(id, true);
    else this.focus(this.#desk.tree.above(id)[0]?.id ?? id);
  }

  /** @param {string} id @param {import("./code_moves.js").Step} step */
  #step(id, step) {
    const desk = this.#desk;
    const isShown = (/** @type {string} */ other) => this.rows.some(({ code }) => code.id === other);
    void desk.whenThere(({ placeByStep }) => {
      const place = placeByStep(desk.tree, id, step, isShown);
      if (place) this.#actions.onMove(id, place);
      else desk.say(desk.wording.codebook.cannotMove);
    });
  }

  /** @param {string} [id] */
  #look(id) {
    if (!id) return;
    this.current = id;
    for (const [i, { code }] of this.rows.entries()) {
      this.element.children[i]?.setAttribute("tabindex", code.id === id ? "0" : "-1");
    }
    this.#actions.onLook(id);
  }

  /**
   * Lets a label be typed anew in its place.
   *
   * @param {string} id
   * @param {string} [typed] What was typed when it could not be saved.
   */
  rename(id, typed) {
    void this.#desk.whenThere(({ renameField }) => this.#rename(renameField, id, typed));
  }

  /**
   * @param {typeof import("./rename_field.js").renameField} renameField
   * @param {string} id
   * @param {string} [typed]
   */
  #rename(renameField, id, typed) {
    const place = this.#row(id)?.querySelector(".qwb-label");
    if (!place || this.#renaming) return;
    const before = this.#desk.tree.label(id);
    this.#renaming = true;
    renameField(place, {
      label: this.#desk.wording.codebook.newName(before),
      typed: typed ?? before,
      onDone: (label, back) => {
        this.#renaming = false;
        this.#waiting?.();
        this.#waiting = null;
        if (back) this.focus(id);
        if (label === null || label === before) return;
        void this.#actions.onRename(id, label).then((saved) => saved || this.rename(id, label));
      },
    });
  }
}

/** @param {HTMLElement} place @param {{short: string, words: string}} counted */
function showCount(place, { short, words }) {
  if (place.title === words) return; // Each change is laid out, and most codes have the count they had.
  place.textContent = short;
  place.title = words;
}
