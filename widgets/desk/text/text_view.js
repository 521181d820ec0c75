import { element } from "../core/dom.js";
import { firstIndex } from "../core/first_index.js";
import { speakerWidth, turnArticles } from "./turn_articles.js";

/**
 * @typedef {import("../core/transcript_text.js").Piece} Piece
 * @typedef {{first: Piece, last: Piece}} Ends Where a choice of text begins and ends.
 */

/** How many pixels outside the window turns count as near it. */
const NEAR = 300;
/** How close to the edge a dragging hand makes the text go on, in pixels. */
const EDGE = 32;
/** How many turns are surely near it at first, before they are laid out. */
const FIRST = 12;

/**
 * The transcript: its turns, what is selected in it, and which turn has the keyboard.
 *
 * One turn at a time is in the tab order; keys move between turns and, word by word,
 * within one, so that every passage can be chosen without a mouse.
 */
export class TextView {
  element = element("section", { class: "qwb-text" });
  /** @type {Text[]} */
  #nodes = [];
  /** @type {HTMLElement[]} */
  #articles = [];
  #near = /** @type {Set<number>} */ (new Set());
  #onNear;
  #onFar;
  #onChoice;
  #onTurn;
  /** The turn that has, or had last, the keyboard. */
  current = 0;
  /** Where the selection begins, or began before it left the text. @type {{segment: number, unit: number} | null} */
  caret = null;

  /**
   * @param {object} options
   * @param {(ends: Ends | null) => void} options.onChoice Called when text is chosen, and with null when it no longer is.
   * @param {(segment: number) => void} options.onTurn Called when the keyboard was brought to another turn.
   * @param {(segment: number, unit: number) => void} options.onPoint Called when a place is clicked.
   * @param {(segments: number[]) => void} options.onNear Called with turns that come near the window.
   * @param {(segments: number[]) => void} options.onFar Called with turns that are no longer near it.
   * @param {AbortSignal} options.signal
   */
  constructor({ onChoice, onTurn, onPoint, onNear, onFar, signal }) {
    this.#onChoice = onChoice;
    this.#onTurn = onTurn;
    this.#onNear = onNear;
    this.#onFar = onFar;
    // An observer of all turns would cost every frame a look at each of them.
    this.element.addEventListener("scroll", () => this.#look());
    const resized = new ResizeObserver(() => this.#look());
    resized.observe(this.element);
    signal.addEventListener("abort", () => resized.disconnect());
    document.addEventListener("selectionchange", () => this.readChoice(), { signal });
    this.element.addEventListener("mousedown", (event) => {
      // Pressed within a selection, the mouse would drag its text away instead of choosing anew.
      if (event.button === 0 && !event.shiftKey) document.getSelection()?.removeAllRanges();
    });
    this.element.addEventListener("focusin", (event) => this.#focused(event.target));
    this.element.addEventListener("click", (event) => {
      const { target } = event;
      if (target instanceof Element && target.closest(".qwb-number")) {
        const segment = segmentOf(target);
        this.focus(segment);
        this.select({ segment, start: 0, end: this.lengthOf(segment) });
        return;
      }
      const selection = document.getSelection();
      const segment = this.#nodes.indexOf(/** @type {Text} */ (selection?.anchorNode));
      if (selection?.isCollapsed && segment >= 0) onPoint(segment, selection.anchorOffset);
    });
  }

  /**
   * @param {import("../core/transcript_text.js").TranscriptText} text
   * @param {{name: string, language: string}} document
   * @param {import("../words/wording.js").Wording} wording
   */
  show(text, { name, language }, wording) {
    this.#near.clear();
    this.current = 0;
    this.caret = null;
    const { articles, nodes } = turnArticles(text, wording);
    [this.#articles, this.#nodes] = [articles, nodes];
    this.element.style.setProperty("--qwb-who", speakerWidth(text, this.element));
    this.element.lang = language === "und" ? "" : language;
    this.element.setAttribute("role", "region");
    this.element.setAttribute("aria-label", wording.transcriptNamed(name));
    const held = this.element.contains(document.activeElement);
    this.element.replaceChildren(...articles);
    this.element.scrollTop = 0;
    if (articles[0]) articles[0].tabIndex = 0;
    if (held) this.focus(0);
    for (let i = 0; i < Math.min(FIRST, articles.length); i++) this.#near.add(i);
    this.#onNear([...this.#near]);
    requestAnimationFrame(() => this.#look());
  }

  /** @param {number} segment */
  isNear(segment) {
    return this.#near.has(segment);
  }

  /** See which turns are near the window. */
  #look() {
    const { scrollTop, clientHeight } = this.element;
    const at = (/** @type {number} */ i) => /** @type {HTMLElement} */ (this.#articles[i]);
    // A column that is hidden, as while themes change, has no height, and nothing is near.
    const last = firstIndex(this.length, (i) => at(i).offsetTop > scrollTop + clientHeight + NEAR);
    const first = firstIndex(last, (i) => at(i).offsetTop + at(i).offsetHeight > scrollTop - NEAR);
    const left = [...this.#near].filter((segment) => segment < first || segment >= last);
    const came = [];
    for (let segment = first; segment < last; segment++) if (!this.#near.has(segment)) came.push(segment);
    for (const segment of left) this.#near.delete(segment);
    for (const segment of came) this.#near.add(segment);
    if (left.length > 0) this.#onFar(left);
    if (came.length > 0) this.#onNear(came);
  }

  get nearSegments() {
    return [...this.#near];
  }

  get length() {
    return this.#nodes.length;
  }

  /** @param {number} segment */
  lengthOf(segment) {
    return this.#nodes[segment]?.length ?? 0;
  }

  /** @param {number} segment */
  wordsOf(segment) {
    return this.#nodes[segment]?.data ?? "";
  }

  /** @param {number} segment */
  articleOf(segment) {
    return this.#articles[segment];
  }

  /** The element that holds the words of a turn. @param {number} segment */
  saidOf(segment) {
    return /** @type {HTMLElement} */ (this.#nodes[segment]?.parentElement);
  }

  /** How far down the window the words of a turn begin. @param {number} segment */
  topOf(segment) {
    return this.saidOf(segment).getBoundingClientRect().top;
  }

  /** @param {Piece} piece */
  rangeOf({ segment, start, end }) {
    const node = /** @type {Text} */ (this.#nodes[segment]);
    return new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
  }

  /** The boxes of a piece on the screen, line by line. @param {Piece} piece */
  boxesOf({ segment, start, end }) {
    const range = document.createRange();
    const node = /** @type {Text} */ (this.#nodes[segment]);
    range.setStart(node, start);
    range.setEnd(node, end);
    return range.getClientRects();
  }

  /** The place in the text under a point of the window. @param {number} x @param {number} y */
  placeAt(x, y) {
    const found = caretAt(x, y);
    const segment = found ? this.#nodes.indexOf(/** @type {Text} */ (found.node)) : -1;
    return found && segment >= 0 ? { segment, unit: found.offset } : null;
  }

  /** @param {number} [segment] */
  focus(segment = this.current) {
    const to = Math.max(0, Math.min(segment, this.length - 1));
    this.#focus(to);
    this.#articles[to]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} segment */
  #focus(segment) {
    const before = this.current;
    this.#articles[segment]?.focus({ preventScroll: true });
    if (this.current !== before) this.#onTurn(this.current);
  }

  /** Scroll on while a dragging hand is at the upper or lower edge. @param {number} y @returns {boolean} whether it does */
  scrollTowards(y) {
    const { top, bottom } = this.element.getBoundingClientRect();
    const by = y < top + EDGE ? -EDGE / 2 : y > bottom - EDGE ? EDGE / 2 : 0;
    this.element.scrollTop += by;
    return by !== 0;
  }

  /** Bring a place into the middle of the window, if it is not in sight. @param {Piece} piece */
  reveal(piece) {
    this.#articles[piece.segment]?.scrollIntoView({ block: "nearest" });
    const [box] = this.boxesOf(piece);
    const frame = this.element.getBoundingClientRect();
    if (!box) return;
    if (box.top < frame.top + 24 || box.bottom > frame.bottom - 48) {
      this.element.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }

  /** Bring the keyboard to a place, and select it. @param {Piece} piece @param {boolean} [selects] */
  take(piece, selects = true) {
    this.#focus(piece.segment);
    this.reveal(piece);
    if (selects) this.select(piece);
  }

  /** @param {Piece} first @param {Piece} [last] Where it ends, if in another turn. */
  select(first, last = first) {
    const [from, to] = [this.#nodes[first.segment], this.#nodes[last.segment]];
    if (!from || !to) return;
    document.getSelection()?.setBaseAndExtent(from, first.start, to, last.end);
    this.readChoice();
  }

  /** Take note of what is selected now; a selection outside the text says nothing. */
  readChoice() {
    const selection = document.getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    if (!range || !this.#holds(range)) return;
    const segment = this.#nodes.indexOf(/** @type {Text} */ (range.startContainer));
    if (segment >= 0) this.caret = { segment, unit: range.startOffset };
    this.#onChoice(range.collapsed ? null : this.#endsOf(range));
  }

  /** @param {Range} range */
  #holds(range) {
    return this.element.contains(range.commonAncestorContainer);
  }

  /**
   * @param {Range} range
   * @returns {Ends | null} null when no text is in it
   */
  #endsOf(range) {
    const nodes = this.#nodes;
    const at = (/** @type {number} */ i) => /** @type {Text} */ (nodes[i]);
    let first = firstIndex(nodes.length, (i) => range.comparePoint(at(i), at(i).length) >= 0);
    let last = firstIndex(nodes.length, (i) => range.comparePoint(at(i), 0) > 0) - 1;
    if (nodes[first] === range.startContainer && range.startOffset === nodes[first]?.length) first++;
    if (nodes[last] === range.endContainer && range.endOffset === 0) last--;
    const [from, to] = [nodes[first], nodes[last]];
    if (!from || !to || first > last) return null;
    const start = from === range.startContainer ? range.startOffset : 0;
    const end = to === range.endContainer ? range.endOffset : to.length;
    return {
      first: { segment: first, start, end: first === last ? end : from.length },
      last: { segment: last, start: first === last ? start : 0, end },
    };
  }

  /** @param {EventTarget | null} target */
  #focused(target) {
    const article = target instanceof Element ? target.closest("article") : null;
    if (!article) return;
    this.#setTabStop(this.current, -1);
    this.current = segmentOf(article);
    this.#setTabStop(this.current, 0);
  }

  /**
   * Put a turn and its codes into the tab order, or take them out.
   *
   * @param {number} segment
   * @param {0 | -1} tabIndex
   */
  #setTabStop(segment, tabIndex) {
    const article = this.#articles[segment];
    if (!article) return;
    article.tabIndex = tabIndex;
    for (const button of article.querySelectorAll("button")) button.tabIndex = tabIndex;
  }
}

/** @param {Element} element In an article. */
export function segmentOf(element) {
  const article = element.closest("article");
  return Number(article?.dataset.segment ?? -1);
}

/**
 * @param {number} x
 * @param {number} y
 * @returns {{node: Node, offset: number} | null}
 */
function caretAt(x, y) {
  // Safari has only the older of the two.
  if ("caretPositionFromPoint" in document) {
    const place = document.caretPositionFromPoint(x, y);
    return place && { node: place.offsetNode, offset: place.offset };
  }
  const range = /** @type {any} */ (document).caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
