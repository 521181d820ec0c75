/** @import { Effect } from "./operations.js" */

/**
 * @typedef {"here" | "lists" | "scheme" | "all"} Reach Only codings of the shown transcript; or statuses, memos
 *   and counts too; or the scheme and these; or codings in ways that only the host knows.
 *
 * @typedef {object} Done One step that can be taken back.
 * @property {string[]} operations Their ids, in the order they were made.
 * @property {string} transcript Uid of the transcript whose codings the effects tell of.
 * @property {Reach} reach What else it changed.
 * @property {Effect} undo What taking it back does to the codings there.
 * @property {Effect} redo What it did.
 */

/** What was done here, for undo and redo. */
export class History {
  /** @type {Done[]} */
  #done = [];
  /** @type {Done[]} */
  #undone = [];

  /** @param {Done} step */
  add(step) {
    this.#done.push(step);
    this.#undone = [];
  }

  /** The step that would be taken back. @param {"undo" | "redo"} direction */
  next(direction) {
    return (direction === "undo" ? this.#done : this.#undone).at(-1);
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /**
   * Take the last step back, or an undo.
   *
   * @param {"undo" | "redo"} direction
   * @param {(step: Done) => string} send Gets the step to take back; returns the id of the operation that does it.
   * @returns {boolean} false when there is none
   */
  move(direction, send) {
    const [from, to] = direction === "undo" ? [this.#done, this.#undone] : [this.#undone, this.#done];
    const step = from.pop();
    if (!step) return false;
    const { transcript, reach, undo, redo } = step;
    // What takes a step back can be taken back by its own id.
    to.push({ operations: [send(step)], transcript, reach, undo: redo, redo: undo });
    return true;
  }

  /** Forget steps that came to nothing. @param {Set<string>} operations */
  forget(operations) {
    const kept = (/** @type {Done} */ step) => !step.operations.some((id) => operations.has(id));
    this.#done = this.#done.filter(kept);
    this.#undone = this.#undone.filter(kept);
  }

  clear() {
    this.#done = [];
    this.#undone = [];
  }
}
