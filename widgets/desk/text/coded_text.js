import { Highlights } from "./highlights.js";
import { codingOf, Margin } from "./margin.js";
import { segmentOf, TextView } from "./text_view.js";
import { Washes } from "./washes.js";

/**
 * @typedef {import("../core/opened_transcript.js").OpenedTranscript} OpenedTranscript
 * @typedef {import("../core/placement.js").Placed} Placed
 * @typedef {import("../core/transcript_text.js").Piece} Piece
 * @typedef {import("./text_view.js").Ends} Ends
 * @typedef {import("./chips.js").ChipContext} ChipContext
 */

/**
 * A transcript with its codings: colours behind the words, stripes and chips beside them that say the same.
 *
 * Only turns near the window are painted, so that thousands of codings cost no more than those in sight.
 */
export class CodedText {
  view;
  #highlights;
  #washes = new Washes();
  #margin;
  /** Turns are drawn again whenever they have been laid out anew, before that reaches the screen. */
  #laidOut = new ResizeObserver((entries) => this.#draw(entries.map(({ target }) => segmentOf(target))));
  /** Turns whose codings have changed. */
  #changed = /** @type {Set<number>} */ (new Set());
  /** @type {import("./handles.js").Handles | null} */
  #handles = null;
  #onAdjust;
  /** @type {OpenedTranscript | null} */
  #opened = null;
  /** @type {ChipContext | null} */
  #context = null;
  /** @type {Map<number, Piece[]>} Found words by turn. */
  #hits = new Map();
  #onChoose;

  /**
   * @param {object} options
   * @param {(ends: Ends | null) => void} options.onChoice Called when text is selected, or no longer.
   * @param {(segment: number) => void} options.onTurn Called when the keyboard was brought to another turn, or the mouse.
   * @param {(coding: string) => void} options.onChoose Called when a coding is taken in hand.
   * @param {(coding: string, ends: Ends) => void} options.onAdjust Called when a coding's end was dragged.
   * @param {AbortSignal} options.signal
   */
  constructor({ onChoice, onTurn, onChoose, onAdjust, signal }) {
    this.#onChoose = onChoose;
    this.#onAdjust = onAdjust;
    this.#highlights = new Highlights(signal);
    this.view = new TextView({
      onChoice,
      onTurn,
      onPoint: (segment, unit) => {
        onTurn(segment);
        this.#pointAt(segment, unit);
      },
      onNear: (segments) => {
        for (const segment of segments) this.#laidOut.observe(this.view.saidOf(segment));
        this.#paintHits(segments);
        this.#margin.draw();
      },
      onFar: (segments) => {
        for (const segment of segments) {
          this.#laidOut.unobserve(this.view.saidOf(segment));
          this.#washes.erase(segment);
          this.#highlights.erase(segment);
        }
      },
      signal,
    });
    this.#margin = new Margin(this.view, signal);
    signal.addEventListener("abort", () => this.#laidOut.disconnect());
    const { element } = this.view;
    element.addEventListener("click", (event) => {
      const coding = codingOf(event.target);
      if (coding) onChoose(coding);
    });
    element.addEventListener("pointerover", (event) => this.#lookAt(codingOf(event.target)));
    element.addEventListener("focusin", (event) => this.#lookAt(codingOf(event.target)));
    element.addEventListener("focusout", () => this.#lookAt(""));
  }

  get element() {
    return this.view.element;
  }

  /** Give the coding in hand its handles, which load after the text. @param {typeof import("./handles.js").Handles} Made */
  addHandles(Made) {
    this.#handles = new Made(this.view, {
      onDrag: (pieces) => this.markPassage(pieces, false),
      onDone: this.#onAdjust,
    });
    this.#margin.handles = this.#handles;
    this.#markChosen();
    this.#margin.draw();
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
    this.#opened = opened;
    this.#context = context;
    this.#margin.show(opened, context);
    if (isNewText) {
      this.#highlights.clear();
      this.#washes.clear();
      this.#laidOut.disconnect();
      this.view.show(opened.text, opened.document, context.wording);
    } else {
      this.#drawSoon(this.view.nearSegments);
      this.#margin.draw();
    }
    this.chosen(context.chosen);
    this.#margin.drawRest();
    return isNewText;
  }

  /** @param {import("../core/opened_transcript.js").Painted} painted */
  change({ set, removed }) {
    this.#redraw([...removed, ...set]);
    if ([...removed, ...set].some(({ coding }) => coding.id === this.#context?.chosen)) this.#markChosen();
  }

  /**
   * Draw again what stands beside the text for these codings.
   *
   * @param {Iterable<string>} codings
   */
  refresh(codings) {
    const { placement } = this.#opened ?? {};
    this.#margin.redraw(segmentsOf([...codings].flatMap((id) => placement?.get(id) ?? [])));
  }

  /**
   * Mark the text that the next code goes to. It stays marked while focus is in the codebook.
   *
   * @param {Piece[]} pieces
   * @param {boolean} isCoded Its codes' colours are then let through.
   */
  markPassage(pieces, isCoded) {
    this.#mark("passage", isCoded ? "qwb-active" : "qwb-passage", pieces);
  }

  /** @param {Piece[]} hits @param {Piece | null} current */
  markHits(hits, current) {
    const before = this.#hits;
    this.#hits = new Map();
    for (const hit of hits) this.#hits.set(hit.segment, [...(this.#hits.get(hit.segment) ?? []), hit]);
    this.#paintHits(this.view.nearSegments.filter((one) => before.has(one) || this.#hits.has(one)));
    this.#mark("hit", "qwb-hit-current", current ? [current] : []);
  }

  /** Show which coding is in hand, with handles at its ends. @param {string | null} coding */
  chosen(coding) {
    if (!this.#context) return;
    const before = this.#context.chosen;
    this.#context.chosen = coding;
    this.refresh([before, coding].flatMap((id) => id ?? []));
    this.#markChosen();
  }

  #markChosen() {
    const coding = this.#context?.chosen;
    const placed = coding ? this.#opened?.placement.get(coding) : undefined;
    this.#mark("chosen", "qwb-active", placed?.pieces ?? []);
    this.#handles?.show(placed ?? null);
  }

  /** @param {number[]} segments */
  #paintHits(segments) {
    for (const segment of segments) this.#mark(segment, "qwb-hit", this.#hits.get(segment) ?? []);
  }

  /** Draw codings again, in the next frame. @param {Iterable<number>} segments */
  #drawSoon(segments) {
    if (this.#changed.size === 0) requestAnimationFrame(() => this.#draw([...this.#changed]));
    for (const segment of segments) this.#changed.add(segment);
  }

  /** Draw the codings of turns that are laid out. @param {number[]} segments */
  #draw(segments) {
    const { placement } = this.#opened ?? {};
    // Where words are is measured all together: each change between two looks lays the page out anew.
    const measured = segments.flatMap((segment) => {
      this.#changed.delete(segment);
      const article = this.view.articleOf(segment);
      if (!placement || !article || !this.view.isNear(segment)) return [];
      const washes = placement.in(segment).flatMap(({ coding, lane, pieces }) => {
        const piece = pieces.find((one) => one.segment === segment);
        const slot = this.#context?.tree.get(coding.code)?.code.colour ?? 0;
        return piece ? [{ slot, lane, boxes: this.view.boxesOf(piece) }] : [];
      });
      return [{ segment, article, frame: article.getBoundingClientRect(), washes }];
    });
    for (const { segment, article, frame, washes } of measured) {
      this.#washes.draw(segment, article, frame, washes);
    }
  }

  /**
   * @param {string | number} what
   * @param {string} highlight
   * @param {Piece[]} pieces
   */
  #mark(what, highlight, pieces) {
    this.#highlights.paint(
      what,
      pieces.map((piece) => ({ highlight, range: this.view.rangeOf(piece) })),
    );
  }

  /** @param {Placed[]} placed */
  #redraw(placed) {
    const segments = segmentsOf(placed);
    this.#drawSoon([...segments].filter((segment) => this.view.isNear(segment)));
    this.#margin.redraw(segments);
  }

  /** @param {string} coding "" looks at none. */
  #lookAt(coding) {
    this.#mark("active", "qwb-active", this.#opened?.placement.get(coding)?.pieces ?? []);
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

/** @param {Placed[]} placed */
function segmentsOf(placed) {
  return new Set(placed.flatMap(({ pieces }) => pieces.map(({ segment }) => segment)));
}
