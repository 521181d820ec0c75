import { lastBefore, nextAfter, sentencesOf, wordsOf } from "./word_steps.js";

/**
 * @typedef {import("../core/transcript_text.js").Piece} Piece
 * @typedef {import("./word_steps.js").Stretch} Stretch
 */

/** Selecting by words and sentences, from what is in hand or from the beginning of the turn that has the keyboard. */
export class PassageSteps {
  #view;
  #inHand;
  #onEnd;
  language = "und";
  /** Sentences by turn, once the host has told them. @type {Map<number, Stretch[]> | null} */
  sentences = null;

  /**
   * @param {import("./text_view.js").TextView} view
   * @param {object} options
   * @param {() => Piece[]} options.inHand The passage in hand, turn by turn, or an empty piece where steps begin.
   *   It outlives the browser's selection, which goes wherever the focus goes.
   * @param {() => void} options.onEnd Called when there is nothing to step to.
   */
  constructor(view, { inHand, onEnd }) {
    this.#view = view;
    this.#inHand = inHand;
    this.#onEnd = onEnd;
  }

  words = (segment = this.#view.current) => wordsOf(this.#view.wordsOf(segment), this.language);

  #sentences = (/** @type {number} */ segment) =>
    this.sentences?.get(segment) ?? sentencesOf(this.#view.wordsOf(segment), this.language);

  /** @type {Record<string, () => void>} By the id of the action. */
  actions = {
    "next-word": () => this.#after(this.words),
    "previous-word": () => this.#before(this.words),
    "word-more": () => this.#grow(this.words),
    "word-less": () => this.#shrink(this.words),
    "next-sentence": () => this.#after(this.#sentences),
    "previous-sentence": () => this.#before(this.#sentences),
    "sentence-more": () => this.#grow(this.#sentences),
    "sentence-less": () => this.#shrink(this.#sentences),
    "whole-turn": () => {
      const segment = this.#view.current;
      this.#view.take({ segment, start: 0, end: this.#view.lengthOf(segment) });
    },
  };

  /** What is in hand, if the turn that has the keyboard is in it; else nothing, at the beginning of that turn. */
  get #chosen() {
    const pieces = this.#inHand();
    const segment = this.#view.current;
    const here = pieces.some((piece) => piece.segment === segment) ? pieces : [];
    const nothing = { segment, start: 0, end: 0 };
    return { first: here[0] ?? nothing, last: here.at(-1) ?? nothing };
  }

  /** @param {(segment: number) => Stretch[]} stretchesOf */
  #after(stretchesOf) {
    const { last } = this.#chosen;
    this.#take(last.segment, nextAfter(stretchesOf(last.segment), last.end));
  }

  /** @param {(segment: number) => Stretch[]} stretchesOf */
  #before(stretchesOf) {
    const { first } = this.#chosen;
    this.#take(first.segment, lastBefore(stretchesOf(first.segment), first.start));
  }

  /** @param {number} segment @param {Stretch | null} stretch */
  #take(segment, stretch) {
    if (stretch) this.#view.take({ segment, ...stretch });
    else this.#onEnd();
  }

  /** One stretch more, if need be of the next turn. @param {(segment: number) => Stretch[]} stretchesOf */
  #grow(stretchesOf) {
    const { first, last } = this.#chosen;
    let { segment } = last;
    let next = nextAfter(stretchesOf(segment), last.end);
    while (!next && segment < this.#view.length - 1) next = stretchesOf(++segment)[0] ?? null;
    if (!next) return this.#onEnd();
    // With nothing selected, to take one more means to take the first.
    const isEmpty = first.segment === last.segment && first.start === last.end;
    this.#hold(isEmpty ? { segment, ...next } : first, { segment, ...next });
  }

  /** One stretch less at the end. @param {(segment: number) => Stretch[]} stretchesOf */
  #shrink(stretchesOf) {
    const { first, last } = this.#chosen;
    let { segment } = last;
    let end = lastBefore(stretchesOf(segment), last.end - 1);
    while (!end && segment > first.segment) end = stretchesOf(--segment).at(-1) ?? null;
    if (end && (segment > first.segment || end.end > first.start)) this.#hold(first, { segment, ...end });
  }

  /** Select from one place to another, with its end in sight. @param {Piece} first @param {Piece} last */
  #hold(first, last) {
    this.#view.select(first, last);
    this.#view.reveal({ ...last, start: Math.max(last.end - 1, 0) });
  }
}
