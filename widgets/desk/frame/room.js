import { Splitter } from "./splitter.js";

/** @typedef {import("./panel_column.js").PanelColumn} PanelColumn */

/** From this width of the desk on, in pixels, text has room between two columns; and beside one. */
const [TWO, ONE] = [1040, 600];
/** Below this width a column takes the place of the text, and the text takes it back. */
const COVERS = 480;
/** How much of the desk a column may take, with another one beside it and alone. */
const [OF_TWO, ALONE] = [0.4, 0.6];

/**
 * The room that the text and the columns beside it share: where there is too little for all, a column
 * gives way, and comes back once there is room again.
 */
export class Room {
  #desk;
  #columns;
  #splitters;
  /** Closed for want of room, not by anybody. @type {Set<PanelColumn>} */
  #away = new Set();
  /** How many columns had room when it was last seen to. */
  #had = 2;
  #isArranging = false;

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {{left: PanelColumn, right: PanelColumn}} columns
   * @param {import("../core/kept_steps.js").Keeping | null} storage
   */
  constructor(desk, { left, right }, storage) {
    this.#desk = desk;
    this.#columns = [left, right];
    const { root, signal } = desk;
    const widest = () => root.clientWidth * (this.#places === 2 ? OF_TWO : ALONE);
    this.#splitters = [
      new Splitter(desk, left.element, { side: "left", widest, storage }),
      new Splitter(desk, right.element, { side: "right", widest, storage }),
    ];
    const resized = new ResizeObserver(() => this.#resized());
    resized.observe(root);
    signal.addEventListener("abort", () => resized.disconnect());
    root.addEventListener(
      "focusin",
      ({ target }) => {
        if (root.clientWidth >= COVERS || !(target instanceof Element) || !target.closest(".qwb-text"))
          return;
        for (const column of this.#columns) column.toggle(false);
      },
      { signal },
    );
  }

  /** How many columns have room beside the text. */
  get #places() {
    const { clientWidth } = this.#desk.root;
    return clientWidth >= TWO ? 2 : clientWidth >= ONE ? 1 : 0;
  }

  /** Somebody has opened or closed a column. @param {PanelColumn} column */
  toggled(column) {
    for (const splitter of this.#splitters) splitter.tell();
    if (this.#isArranging) return;
    const other = this.#columns.find((one) => one !== column);
    if (!other) return;
    this.#away.delete(column);
    if (column.isOpen && this.#places < 2) this.#give(other);
    else if (!column.isOpen && this.#places > 0) this.#bringBack(other);
  }

  #resized() {
    const places = this.#places;
    // A hidden desk has no width; a study without interviews has no text.
    if (places === this.#had || this.#desk.root.clientWidth === 0 || !this.#desk.session.opened) return;
    this.#had = places;
    const [left, right] = this.#columns;
    if (!left || !right) return;
    if (places === 0) this.#give(right);
    if (places === 0 || (places === 1 && right.isOpen)) this.#give(left);
    if (places === 1 && !right.isOpen) this.#bringBack(this.#away.has(right) ? right : left);
    if (places === 2) for (const column of this.#columns) this.#bringBack(column);
  }

  /** @param {PanelColumn} column */
  #give(column) {
    if (!column.isOpen) return;
    this.#away.add(column);
    this.#arrange(column, false);
  }

  /** @param {PanelColumn} column */
  #bringBack(column) {
    if (this.#away.delete(column)) this.#arrange(column, true);
  }

  /** @param {PanelColumn} column @param {boolean} open */
  #arrange(column, open) {
    this.#isArranging = true;
    column.toggle(open);
    this.#isArranging = false;
  }
}
