/** Answers that take longer than this say so, in milliseconds. */
const SLOW = 500;

/**
 * A question that is asked again and again while its answer takes time: only the answer to the
 * last one counts.
 */
export class Question {
  #turn = 0;
  #onState;

  /** @param {(state: "looking" | "answered" | {problem: unknown}) => void} onState */
  constructor(onState) {
    this.#onState = onState;
  }

  /**
   * @template Reply
   * @param {Promise<Reply>} asked
   * @returns {Promise<Reply | null>} null where it failed, or where another question was asked meanwhile
   */
  async ask(asked) {
    const turn = ++this.#turn;
    const isLast = () => turn === this.#turn;
    const slow = setTimeout(() => isLast() && this.#onState("looking"), SLOW);
    try {
      const reply = await asked;
      if (!isLast()) return null;
      this.#onState("answered");
      return reply;
    } catch (problem) {
      if (isLast()) this.#onState({ problem });
      return null;
    } finally {
      clearTimeout(slow);
    }
  }

  /** The answer to what was asked is no longer wanted. */
  drop() {
    this.#turn++;
    this.#onState("answered");
  }
}
