import { chipList } from "./chips.js";
import { Handles } from "./handles.js";
import { Highlights } from "./highlights.js";
import { inLanes, stripeColumn } from "./stripes.js";
import { TextView } from "./text_view.js";

/**
 * @typedef {import("../core/opened_transcript.js").OpenedTranscript} OpenedTranscript
 * @typedef {import("../core/placement.js").Placed} Placed
 * @typedef {import("../core/transcript_text.js").Piece} Piece
 * @typedef {import("./text_view.js").Ends} Ends
 * @typedef {import("./chips.js").ChipContext} ChipContext
 */

/** How many turns get their codes in one idle moment. */
const AT_ONCE = 25;

/**
 * A transcript with its codings: highlights in the text, stripes and chips beside it that say the same.
 *
 * Highlights are painted at once for the whole text. Stripes and chips are drawn for the turns near the
 * window; the chips of all others follow when the browser has nothing else to do, for screen readers.
 */
export class CodedText {
  view;
  #highlights;
  #handles;
  /** @type {OpenedTranscript | null} */
  #opened = null;
  /** @type {ChipContext | null} */
  #context = null;
  /** Turns whose codes are as they should be. */
  #drawn = /** @type {Set<number>} */ (new Set());
  #striped = /** @type {Set<number>} */ (new Set());
  #frame = 0;
  #idle = 0;
  #onChoose;

  /**
   * @param {object} options
   * @param {(ends: Ends | null) => void} options.onChoice Called when text is selected, or no longer.
   * @param {(coding: string) => void} options.onChoose Called when a coding is taken in hand.
   * @param {(coding: string, ends: Ends) => void} options.onAdjust Called when a coding's end was dragged.
   * @param {AbortSignal} options.signal
   */
  constructor({ onChoice, onChoose, onAdjust, signal }) {
    this.#onChoose = onChoose;
    this.#highlights = new Highlights(signal);
    this.view = new TextView({
      onChoice,
      onPoint: (segment, unit) => this.#pointAt(segment, unit),
      onNear: (segments) => this.#draw(segments),
      signal,
    });
    this.#handles = new Handles(this.view, {
      onDrag: (pieces) => this.markPassage(pieces, false),
      onDone: onAdjust,
    });
    const { element } = this.view;
    element.addEventListener("click", (event) => {
      const coding = codingOf(event.target);
      if (coding) onChoose(coding);
    });
    element.addEventListener("pointerover", (event) => this.#lookAt(codingOf(event.target)));
    element.addEventListener("focusin", (event) => this.#lookAt(codingOf(event.target)));
    element.addEventListener("focusout", () => this.#lookAt(""));
    const resized = new ResizeObserver(() => this.#layOut());
    resized.observe(element);
    signal.addEventListener("abort", () => {
      resized.disconnect();
      cancelAnimationFrame(this.#frame);
      stopIdling(this.#idle);
    });
  }

  get element() {
    return this.view.element;
  }

  /**
   * @param {OpenedTranscript} opened
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
    this.#drawn.clear();
    this.#striped.clear();
    if (isNewText) this.view.show(opened.text, opened.document, context.wording);
    else this.#draw(this.view.nearSegments);
    for (const placed of opened.placement.all) this.#paint(placed);
    this.chosen(context.chosen);
    this.#drawRest();
    return isNewText;
  }

  /** @param {import("../core/opened_transcript.js").Painted} painted */
  change({ set, removed }) {
    for (const { coding } of removed) this.#highlights.erase(coding.id);
    for (const placed of set) this.#paint(placed);
    this.#redraw([...removed, ...set]);
  }

  /**
   * Draw again the chips of these codings.
   *
   * @param {Iterable<string>} codings
   */
  refresh(codings) {
    const { placement } = this.#opened ?? {};
    this.#redraw([...codings].flatMap((id) => placement?.get(id) ?? []));
  }

  /**
   * Mark the text that the next code goes to. It stays marked while focus is in the codebook.
   *
   * @param {Piece[]} pieces
   * @param {boolean} isCoded Its codes' colours are then let through.
   */
  markPassage(pieces, isCoded) {
    const highlight = isCoded ? "qwb-active" : "qwb-passage";
    this.#highlights.paint("passage", highlight, this.view.rangesOf(pieces));
  }

  /** @param {Piece[]} hits @param {Piece | null} current */
  markHits(hits, current) {
    this.#highlights.paint("hits", "qwb-hit", this.view.rangesOf(hits));
    this.#highlights.paint("hit", "qwb-hit-current", this.view.rangesOf(current ? [current] : []));
  }

  /** Show which coding is in hand, with handles at its ends. @param {string | null} coding */
  chosen(coding) {
    if (!this.#context) return;
    const before = this.#context.chosen;
    this.#context.chosen = coding;
    this.refresh([before, coding].flatMap((id) => id ?? []));
    const placed = coding ? this.#opened?.placement.get(coding) : undefined;
    this.#highlights.paint("chosen", "qwb-active", this.view.rangesOf(placed?.pieces ?? []));
    this.#handles.show(placed ?? null);
  }

  /** @param {Placed} placed */
  #paint({ coding, lane, pieces }) {
    const slot = this.#context?.tree.get(coding.code)?.code.colour ?? 0;
    this.#highlights.paint(coding.id, `qwb-${slot}-${lane}`, this.view.rangesOf(pieces));
  }

  /** @param {Placed[]} placed */
  #redraw(placed) {
    const segments = new Set(placed.flatMap(({ pieces }) => pieces.map(({ segment }) => segment)));
    for (const segment of segments) {
      this.#drawn.delete(segment);
      this.#striped.delete(segment);
    }
    this.#draw([...segments].filter((segment) => this.view.isNear(segment)));
    this.#drawRest();
  }

  /** @param {number[]} segments */
  #draw(segments) {
    for (const segment of segments) if (!this.#drawn.has(segment)) this.#drawChips(segment);
    // Stripes need to know where lines are: measured together, after the browser has laid them out.
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#drawStripes());
  }

  /** @param {number} segment */
  #drawChips(segment) {
    const article = this.view.articleOf(segment);
    if (!article || !this.#opened || !this.#context) return;
    this.#drawn.add(segment);
    const placed = this.#opened.placement.in(segment);
    const old = article.querySelector(".qwb-chips");
    const chips = placed.length > 0 ? chipList(segment, placed, this.#context, article.tabIndex) : null;
    // The second of the two that describe the turn to a screen reader.
    if (chips) chips.id = article.getAttribute("aria-describedby")?.split(" ")[1] ?? "";
    if (old) this.#keepingFocus(segment, old, () => old.replaceWith(...(chips ? [chips] : [])));
    else if (chips) article.append(chips);
  }

  /**
   * @param {number} segment
   * @param {Element} chips
   * @param {() => void} replace
   */
  #keepingFocus(segment, chips, replace) {
    const active = document.activeElement;
    const focused = chips.contains(active);
    const at = focused ? [...chips.children].findIndex((chip) => chip.contains(active)) : 0;
    const id = focused ? codingOf(active) : "";
    replace();
    if (!focused) return;
    const now = [...(this.view.articleOf(segment)?.querySelectorAll(".qwb-chip") ?? [])];
    const next = now.find((chip) => codingOf(chip) === id) ?? now[Math.min(at, now.length - 1)];
    const button = next?.querySelector("button");
    if (button) button.focus({ preventScroll: true });
    else this.view.focus(segment);
  }

  #drawStripes() {
    this.#frame = 0;
    const { placement } = this.#opened ?? {};
    if (!placement || !this.#context) return;
    const waiting = this.view.nearSegments.filter((segment) => !this.#striped.has(segment));
    const measured = waiting.map((segment) => {
      const top = this.view.topOf(segment);
      const extents = placement.in(segment).flatMap((placed) => {
        const piece = placed.pieces.find((one) => one.segment === segment);
        const boxes = piece ? this.view.boxesOf(piece) : [];
        const [first, last] = [boxes[0], boxes[boxes.length - 1]];
        return first && last ? [{ placed, top: first.top - top, bottom: last.bottom - top }] : [];
      });
      return { segment, stripes: inLanes(extents) };
    });
    for (const { segment, stripes } of measured) {
      const article = this.view.articleOf(segment);
      article?.querySelector(".qwb-stripes")?.remove();
      if (stripes.length > 0) article?.append(stripeColumn(stripes, this.#context));
      this.#striped.add(segment);
    }
    this.#handles.place();
  }

  #layOut() {
    this.#striped.clear();
    this.#draw(this.view.nearSegments);
  }

  #drawRest() {
    stopIdling(this.#idle);
    this.#idle = whenIdle(() => {
      let count = 0;
      for (let segment = 0; segment < this.view.length && count < AT_ONCE; segment++) {
        if (this.#drawn.has(segment)) continue;
        this.#drawChips(segment);
        count++;
      }
      if (count > 0) this.#drawRest();
    });
  }

  /** @param {string} coding "" looks at none. */
  #lookAt(coding) {
    const placed = this.#opened?.placement.get(coding);
    if (placed) this.#highlights.paint("active", "qwb-active", this.view.rangesOf(placed.pieces));
    else this.#highlights.erase("active");
  }

  /**
   * A click into coded text takes the innermost coding there in hand, and the next one out if that
   * is in hand already.
   *
   * @param {number} segment
   * @param {number} unit
   */
  #pointAt(segment, unit) {
    if (!this.#opened) return;
    const { text, placement } = this.#opened;
    const over = placement.over(segment, text.pointAt(segment, unit));
    const at = over.findIndex(({ coding }) => coding.id === this.#context?.chosen);
    const next = over[(at + 1) % over.length];
    if (next) this.#onChoose(next.coding.id);
  }
}

/** @param {EventTarget | null} target The coding whose chip or stripe this is in, or "". */
export function codingOf(target) {
  const marked = target instanceof Element ? target.closest("[data-coding]") : null;
  return marked instanceof HTMLElement ? (marked.dataset.coding ?? "") : "";
}

/** @param {() => void} work */
function whenIdle(work) {
  // Safari has no idle callbacks before version 27.
  return "requestIdleCallback" in window
    ? requestIdleCallback(work, { timeout: 2000 })
    : Number(setTimeout(work, 50));
}

/** @param {number} handle */
function stopIdling(handle) {
  if ("cancelIdleCallback" in window) cancelIdleCallback(handle);
  else clearTimeout(handle);
}
