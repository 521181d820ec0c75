import { element } from "../core/dom.js";

/**
 * @typedef {import("../core/placement.js").Placed} Placed
 * @typedef {import("../core/transcript_text.js").Piece} Piece
 * @typedef {import("./text_view.js").Ends} Ends
 */

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Two handles at the ends of the coding in hand, by which the mouse makes it longer or shorter. */
export class Handles {
  #view;
  #onDrag;
  #onDone;
  /** @type {Placed | null} */
  #placed = null;
  #start = element("span", { class: "qwb-handle qwb-handle-start", "aria-hidden": "true", hidden: true });
  #end = element("span", { class: "qwb-handle qwb-handle-end", "aria-hidden": "true", hidden: true });

  /**
   * @param {import("./text_view.js").TextView} view
   * @param {object} listeners
   * @param {(pieces: Piece[]) => void} listeners.onDrag Called with what would be coded, with nothing at the end.
   * @param {(coding: string, ends: Ends) => void} listeners.onDone
   */
  constructor(view, { onDrag, onDone }) {
    this.#view = view;
    this.#onDrag = onDrag;
    this.#onDone = onDone;
    for (const handle of [this.#start, this.#end]) {
      handle.addEventListener("pointerdown", (event) => this.#grab(handle, event));
    }
  }

  /** They appear once they are placed. @param {Placed | null} placed */
  show(placed) {
    this.#placed = placed;
    this.#start.hidden = true;
    this.#end.hidden = true;
  }

  /** Look where the coding's ends are on the screen. @returns {() => void} puts the handles there */
  measure() {
    const pieces = this.#placed?.pieces ?? [];
    const [first, last] = [pieces[0], pieces.at(-1)];
    const places = [
      this.#placeOf(this.#start, first && { ...first, end: Math.min(first.start + 2, first.end) }),
      this.#placeOf(this.#end, last && { ...last, start: Math.max(last.end - 2, last.start) }),
    ];
    return () => {
      for (const place of places) place();
    };
  }

  /**
   * @param {HTMLElement} handle
   * @param {Piece | undefined} piece The letters at the end that it stands for.
   */
  #placeOf(handle, piece) {
    const near = piece && this.#view.isNear(piece.segment);
    const boxes = near ? this.#view.boxesOf(piece) : [];
    const isStart = handle === this.#start;
    const box = boxes[isStart ? 0 : boxes.length - 1];
    const letters = piece ? this.#view.wordsOf(piece.segment).slice(piece.start, piece.end) : "";
    const side = isStart === RIGHT_TO_LEFT.test(letters) ? "right" : "left";
    const article = piece ? this.#view.articleOf(piece.segment) : undefined;
    const frame = article?.getBoundingClientRect();
    return () => {
      handle.hidden = !box;
      if (!box || !article || !frame) return;
      if (handle.parentElement !== article) article.append(handle);
      handle.style.left = `${box[side] - frame.left}px`;
      handle.style.top = `${box.top - frame.top}px`;
      handle.style.height = `${box.height}px`;
    };
  }

  /**
   * @param {HTMLElement} handle
   * @param {PointerEvent} down
   */
  #grab(handle, down) {
    const placed = this.#placed;
    const [first, last] = [placed?.pieces[0], placed?.pieces.at(-1)];
    if (!placed || !first || !last) return;
    down.preventDefault();
    down.stopPropagation();
    const isStart = handle === this.#start;
    /** @type {Ends | null} */
    let ends = null;
    const dragging = new AbortController();
    const { signal } = dragging;
    let at = down;
    const move = () => {
      // The line's middle, not the handle's: a hand seldom stays on one line.
      const place = this.#view.placeAt(at.clientX, at.clientY);
      if (!place) return;
      const moved = { segment: place.segment, start: place.unit, end: place.unit };
      const tried = isStart
        ? { first: { ...moved, end: this.#view.lengthOf(moved.segment) }, last }
        : { first, last: { ...moved, start: 0 } };
      if (!isForward(tried)) return;
      ends = tried;
      this.#onDrag(piecesBetween(tried, this.#view));
    };
    const follow = (/** @type {PointerEvent} */ event) => {
      at = event;
      move();
    };
    // At the edge of the window the text goes on.
    const scrolling = setInterval(() => {
      if (this.#view.scrollTowards(at.clientY)) move();
    }, 30);
    const stop = () => {
      clearInterval(scrolling);
      dragging.abort();
      this.#onDrag([]);
      if (ends) this.#onDone(placed.coding.id, ends);
    };
    const giveUp = () => {
      ends = null;
      stop();
    };
    const key = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      giveUp();
    };
    document.addEventListener("pointermove", follow, { signal });
    document.addEventListener("pointerup", stop, { signal });
    document.addEventListener("pointercancel", giveUp, { signal });
    document.addEventListener("keydown", key, { signal, capture: true });
  }
}

/** @param {Ends} ends Whether there is any text between them. */
function isForward({ first, last }) {
  return first.segment < last.segment || (first.segment === last.segment && first.start < last.end);
}

/**
 * @param {Ends} ends
 * @param {import("./text_view.js").TextView} view
 * @returns {Piece[]}
 */
function piecesBetween({ first, last }, view) {
  const pieces = [];
  for (let segment = first.segment; segment <= last.segment; segment++) {
    const start = segment === first.segment ? first.start : 0;
    const end = segment === last.segment ? last.end : view.lengthOf(segment);
    pieces.push({ segment, start, end });
  }
  return pieces;
}
