import { lastBefore, nextAfter, sentencesOf, wordsOf } from "./word_steps.js";

/** @typedef {import("./word_steps.js").Stretch} Stretch */

/** Selecting words and sentences of the turn that has the keyboard. */
export class PassageSteps {
  #view;
  #passage;
  language = "und";
  /** Sentences by turn, once the host has told them. @type {Map<number, Stretch[]> | null} */
  sentences = null;

  /**
   * @param {import("./text_view.js").TextView} view
   * @param {() => import("../core/transcript_text.js").Piece[]} passage The passage in hand, or an empty piece
   *   where steps begin. It outlives the browser's selection, which goes wherever the focus goes.
   */
  constructor(view, passage) {
    this.#view = view;
    this.#passage = passage;
  }

  /** @param {number} [segment] */
  words(segment = this.#view.current) {
    return wordsOf(this.#view.wordsOf(segment), this.language);
  }

  #sentences() {
    const segment = this.#view.current;
    return this.sentences?.get(segment) ?? sentencesOf(this.#view.wordsOf(segment), this.language);
  }

  /** @type {Record<string, () => void>} By the id of the action. */
  actions = {
    "next-word": () => this.#take(nextAfter(this.words(), this.#chosen.end)),
    "previous-word": () => this.#take(lastBefore(this.words(), this.#chosen.start)),
    "word-more": () => this.#stretch(nextAfter(this.words(), this.#chosen.end)),
    "word-less": () => this.#stretch(lastBefore(this.words(), this.#chosen.end - 1)),
    "next-sentence": () => this.#take(nextAfter(this.#sentences(), this.#chosen.end)),
    "previous-sentence": () => this.#take(lastBefore(this.#sentences(), this.#chosen.start)),
    "sentence-more": () => this.#stretch(nextAfter(this.#sentences(), this.#chosen.end)),
    "sentence-less": () => this.#stretch(lastBefore(this.#sentences(), this.#chosen.end - 1)),
    "whole-turn": () => this.#take({ start: 0, end: this.#view.lengthOf(this.#view.current) }),
  };

  /** What is in hand in the turn that has the keyboard; nothing stands at its beginning. */
  get #chosen() {
    const [piece, more] = this.#passage();
    return piece?.segment === this.#view.current && !more ? piece : { start: 0, end: 0 };
  }

  /** @param {Stretch | null} stretch */
  #take(stretch) {
    if (!stretch) return;
    this.#view.select({ segment: this.#view.current, ...stretch });
    this.#view.reveal({ segment: this.#view.current, ...stretch });
  }

  /** @param {Stretch | null} to */
  #stretch(to) {
    const { start, end } = this.#chosen;
    if (!to) return;
    // With nothing selected, to take one more means to take the first.
    const from = start === end ? to.start : start;
    if (to.end > from) this.#take({ start: from, end: to.end });
  }
}
