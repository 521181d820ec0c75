import { element, uniqueId } from "../core/dom.js";
import { firstIndex } from "../core/first_index.js";
import { act } from "../core/keys.js";
import { nextWord, previousWord } from "./word_steps.js";

/**
 * @typedef {import("../core/transcript_text.js").Piece} Piece
 * @typedef {{first: Piece, last: Piece}} Ends Where a choice of text begins and ends.
 */

const CLOCK_LENGTH = "00:00:00".length;

/**
 * The transcript: one article a turn, one text node in it, and a place for its codes.
 *
 * One turn at a time is in the tab order; arrow keys move between turns and, word by word,
 * within one, so that every passage can be chosen without a mouse.
 */
export class TextView {
  element = element("section", { class: "qwb-text" });
  #language = "und";
  /** @type {Text[]} */
  #nodes = [];
  /** @type {HTMLElement[]} */
  #articles = [];
  #current = 0;
  #onChoice;

  /**
   * @param {object} options
   * @param {(ends: Ends | null) => void} options.onChoice Called when text is chosen, and with null when it no longer is.
   * @param {(segment: number, unit: number) => void} options.onPoint Called when a place is clicked.
   * @param {AbortSignal} options.signal
   */
  constructor({ onChoice, onPoint, signal }) {
    this.#onChoice = onChoice;
    document.addEventListener("selectionchange", () => this.readChoice(), { signal });
    this.element.addEventListener("mousedown", (event) => {
      // Pressed within a selection, the mouse would drag its text away instead of choosing anew.
      if (event.button === 0 && !event.shiftKey) document.getSelection()?.removeAllRanges();
    });
    this.element.addEventListener("focusin", (event) => this.#focused(event.target), { signal });
    this.element.addEventListener("keydown", (event) => this.#keyDown(event), { signal });
    this.element.addEventListener(
      "click",
      () => {
        const selection = document.getSelection();
        const segment = this.#nodes.indexOf(/** @type {Text} */ (selection?.anchorNode));
        if (selection?.isCollapsed && segment >= 0) onPoint(segment, selection.anchorOffset);
      },
      { signal },
    );
  }

  /**
   * @param {import("../core/transcript_text.js").TranscriptText} text
   * @param {{name: string, language: string}} document
   * @param {import("../words/wording.js").Wording} wording
   */
  show(text, { name, language }, wording) {
    this.#language = language;
    this.#current = 0;
    this.#nodes = text.segments.map((_, i) => document.createTextNode(text.words(i)));
    this.#articles = text.segments.map((segment, i) => this.#article(segment, i, wording));
    const longest = text.segments.reduce(
      (most, { speaker, startMs }) => Math.max(most, speaker.length, startMs === null ? 0 : CLOCK_LENGTH),
      0,
    );
    this.element.style.setProperty("--qwb-who", `${Math.min(longest + 1, 14)}ch`);
    this.element.lang = language === "und" ? "" : language;
    this.element.setAttribute("role", "region");
    this.element.setAttribute("aria-label", wording.transcriptNamed(name));
    this.element.replaceChildren(...this.#articles);
    if (this.#articles[0]) this.#articles[0].tabIndex = 0;
  }

  /**
   * @param {import("../core/transcript_text.js").Segment} segment
   * @param {number} i
   * @param {import("../words/wording.js").Wording} wording
   */
  #article({ speaker, startMs }, i, wording) {
    const [who, said, codes] = [uniqueId(), uniqueId(), uniqueId()];
    const node = /** @type {Text} */ (this.#nodes[i]);
    return element(
      "article",
      {
        class: speaker ? "qwb-turn" : "qwb-turn qwb-unspoken",
        tabindex: -1,
        "data-segment": i,
        "aria-labelledby": who,
        "aria-describedby": `${said} ${codes}`,
      },
      element(
        "div",
        { class: "qwb-who", id: who },
        element("span", { class: "qwb-speaker", dir: "auto" }, speaker || wording.unnamed(i + 1)),
        startMs === null ? "" : element("span", { class: "qwb-time" }, clock(startMs)),
      ),
      element("p", { class: "qwb-said", id: said, dir: "auto" }, node),
      element("ul", { class: "qwb-chips", id: codes, lang: wording.tag, "aria-label": wording.codesOfTurn }),
    );
  }

  /** @param {number} segment */
  codesOf(segment) {
    return /** @type {HTMLElement} */ (this.#articles[segment]?.lastElementChild);
  }

  /** @param {Piece[]} pieces */
  rangesOf(pieces) {
    return pieces.map(({ segment, start, end }) => {
      const node = /** @type {Text} */ (this.#nodes[segment]);
      return new StaticRange({
        startContainer: node,
        startOffset: start,
        endContainer: node,
        endOffset: end,
      });
    });
  }

  /** @param {number} [segment] */
  focus(segment = this.#current) {
    this.#articles[segment]?.focus({ preventScroll: true });
    this.#articles[segment]?.scrollIntoView({ block: "nearest" });
  }

  /** Take note of what is selected now; a selection outside the text says nothing. */
  readChoice() {
    const selection = document.getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    if (!range || !this.element.contains(range.commonAncestorContainer)) return;
    this.#onChoice(range.collapsed ? null : this.#endsOf(range));
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
    const segment = Number(article?.dataset.segment ?? this.#current);
    this.#setTabStop(this.#current, -1);
    this.#setTabStop(segment, 0);
    this.#current = segment;
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

  /** @param {KeyboardEvent} event */
  #keyDown(event) {
    if (!(event.target instanceof Element) || event.target.closest(".qwb-chips")) return;
    act(event, {
      ArrowDown: () => this.focus(Math.min(this.#current + 1, this.#nodes.length - 1)),
      ArrowUp: () => this.focus(Math.max(this.#current - 1, 0)),
      Home: () => this.focus(0),
      End: () => this.focus(this.#nodes.length - 1),
      " ": () => this.#choose(0, this.#nodes[this.#current]?.length ?? 0),
      ArrowRight: () => this.#chooseWord(nextWord, this.#chosen?.end ?? 0),
      ArrowLeft: () => this.#chooseWord(previousWord, this.#chosen?.start ?? 0),
      "Shift+ArrowRight": () => this.#moveEnd(nextWord, this.#chosen?.end ?? 0),
      "Shift+ArrowLeft": () => this.#moveEnd(previousWord, (this.#chosen?.end ?? 0) - 1),
    });
  }

  /** What is chosen within the current turn, in its units. */
  get #chosen() {
    const node = this.#nodes[this.#current];
    const selection = document.getSelection();
    if (!node || selection?.anchorNode !== node || selection.focusNode !== node) return null;
    const { startOffset: start, endOffset: end } = selection.getRangeAt(0);
    return { start, end };
  }

  /**
   * @param {typeof nextWord} step
   * @param {number} from
   */
  #chooseWord(step, from) {
    const word = step(this.#nodes[this.#current]?.data ?? "", from, this.#language);
    if (word) this.#choose(word.start, word.end);
  }

  /**
   * @param {typeof nextWord} step
   * @param {number} from
   */
  #moveEnd(step, from) {
    const start = this.#chosen?.start ?? 0;
    const word = step(this.#nodes[this.#current]?.data ?? "", from, this.#language);
    if (word && word.end > start) this.#choose(start, word.end);
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  #choose(start, end) {
    const node = this.#nodes[this.#current];
    if (!node) return;
    document.getSelection()?.setBaseAndExtent(node, start, node, end);
    this.readChoice();
  }
}

/** @param {number} milliseconds */
function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}
