import { showChips } from "./chips.js";
import { Highlights } from "./highlights.js";
import { act } from "../core/keys.js";
import { TextView } from "./text_view.js";

/**
 * @typedef {import("../core/placement.js").Placed} Placed
 * @typedef {import("./text_view.js").Ends} Ends
 * @typedef {import("./chips.js").ChipContext} ChipContext
 */

/** A transcript with its codings: highlights in the text, and chips beside it that say the same. */
export class CodedText {
  #view;
  #highlights;
  /** @type {import("../core/coding_session.js").Opened | null} */
  #opened = null;
  /** @type {ChipContext | null} */
  #context = null;
  #onRemove;

  /**
   * @param {object} options
   * @param {(ends: Ends | null) => void} options.onChoice
   * @param {(coding: string) => void} options.onRemove
   * @param {AbortSignal} options.signal
   */
  constructor({ onChoice, onRemove, signal }) {
    this.#onRemove = onRemove;
    this.#highlights = new Highlights(signal);
    this.#view = new TextView({
      onChoice,
      onPoint: (segment, unit) => this.#pointAt(segment, unit),
      signal,
    });
    this.element.addEventListener("click", (event) => this.#clicked(event.target));
    this.element.addEventListener("keydown", (event) => this.#chipKey(event));
    this.element.addEventListener("focusin", (event) => this.#lookAt(codingOf(event.target)));
    this.element.addEventListener("focusout", () => this.#lookAt(""));
    this.element.addEventListener("pointerover", (event) => this.#lookAt(codingOf(event.target)));
  }

  get element() {
    return this.#view.element;
  }

  /**
   * @param {import("../core/coding_session.js").Opened} opened
   * @param {ChipContext} context
   * @returns {boolean} whether the text on the screen is a new one; selection and focus stay in an old one
   */
  show(opened, context) {
    const before = this.#opened?.document;
    const isNewText =
      before?.uid !== opened.document.uid ||
      before.revision !== opened.document.revision ||
      this.#context?.wording !== context.wording;
    this.#highlights.clear();
    this.#opened = opened;
    this.#context = context;
    if (isNewText) {
      this.#view.show(opened.text, opened.document, context.wording);
      this.element.scrollTop = 0;
    }
    for (const id of opened.placement.ids) this.#paint(/** @type {Placed} */ (opened.placement.get(id)));
    for (const segment of opened.text.segments.keys()) this.#showChips(segment);
    return isNewText;
  }

  /** @param {Placed} placed */
  add(placed) {
    this.#paint(placed);
    for (const { segment } of placed.pieces) this.#showChips(segment);
  }

  /** @param {Placed} placed */
  remove(placed) {
    this.#highlights.erase(placed.coding.id);
    for (const { segment } of placed.pieces) this.#showChips(segment);
  }

  /**
   * Draw again the chips of these codings.
   *
   * @param {Iterable<string>} codings
   */
  refresh(codings) {
    const segments = new Set();
    for (const id of codings) {
      for (const { segment } of this.#opened?.placement.get(id)?.pieces ?? []) segments.add(segment);
    }
    for (const segment of segments) this.#showChips(segment);
  }

  /**
   * Mark the text that the next code goes to. It stays marked while focus is in the codebook.
   *
   * @param {import("../core/transcript_text.js").Piece[]} pieces
   * @param {boolean} isCoded Its codes' colours are then let through.
   */
  markPassage(pieces, isCoded) {
    const highlight = isCoded ? "qwb-active" : "qwb-passage";
    this.#highlights.paint("passage", highlight, this.#view.rangesOf(pieces));
  }

  /** Take note of what is selected now. */
  readChoice() {
    this.#view.readChoice();
  }

  focus() {
    this.#view.focus();
  }

  /** @param {Placed} placed */
  #paint({ coding, lane, pieces }) {
    const slot = this.#context?.tree.get(coding.code)?.code.colour ?? 0;
    this.#highlights.paint(coding.id, `qwb-${slot}-${lane}`, this.#view.rangesOf(pieces));
  }

  /** @param {number} segment */
  #showChips(segment) {
    const { placement } = this.#opened ?? {};
    if (!placement || !this.#context) return;
    const list = this.#view.codesOf(segment);
    const focused = list.contains(document.activeElement);
    const at = focused ? [...list.children].findIndex((one) => one.contains(document.activeElement)) : 0;
    showChips(list, segment, placement.in(segment), this.#context);
    if (!focused) return;
    const next = list.children[Math.min(at, list.children.length - 1)]?.querySelector("button");
    if (next) next.focus();
    else this.#view.focus(segment);
  }

  /** @param {string} coding "" looks at none. */
  #lookAt(coding) {
    const placed = this.#opened?.placement.get(coding);
    if (placed) this.#highlights.paint("active", "qwb-active", this.#view.rangesOf(placed.pieces));
    else this.#highlights.erase("active");
  }

  /**
   * A click into coded text leads to its chip.
   *
   * @param {number} segment
   * @param {number} unit
   */
  #pointAt(segment, unit) {
    if (!this.#opened) return;
    const { text, placement } = this.#opened;
    const placed = placement.innermostAt(segment, text.pointAt(segment, unit));
    if (!placed) return;
    for (const chip of this.#view.codesOf(segment).children) {
      if (codingOf(chip) === placed.coding.id) chip.querySelector("button")?.focus({ preventScroll: true });
    }
  }

  /** @param {EventTarget | null} target */
  #clicked(target) {
    if (target instanceof Element && target.closest(".qwb-chip-remove")) this.#onRemove(codingOf(target));
  }

  /** @param {KeyboardEvent} event */
  #chipKey(event) {
    const coding = codingOf(event.target);
    if (!coding) return;
    const remove = () => this.#onRemove(coding);
    act(event, { Delete: remove, Backspace: remove, Escape: () => this.#view.focus() });
  }
}

/** @param {EventTarget | null} target The coding whose chip this is in, or "". */
function codingOf(target) {
  const chip = target instanceof Element ? target.closest("[data-coding]") : null;
  return chip instanceof HTMLElement ? (chip.dataset.coding ?? "") : "";
}
