import { KeptSteps } from "./kept_steps.js";
import { isNotSaved, NotSaved } from "./types.js";

/**
 * @typedef {import("./kept_steps.js").End} End
 * @typedef {import("./types.js").Operation} Operation
 *
 * @typedef {object} Waiting A step: operations that are applied together.
 * @property {number} seq The client's own order: steps are sent in the order they were made.
 * @property {Operation[]} operations
 * @property {"made" | "found" | "seen"} origin Made here, found in storage when this view began, or seen there since.
 * @property {NotSaved | null} problem Why the last attempt failed.
 * @property {boolean} kept Whether it is in storage and outlives this view.
 * @property {boolean} forgets Whether it goes when it is refused, and does not wait for a decision.
 * @property {() => void} onSaved
 * @property {(problem: NotSaved) => void} onRefused
 */

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 30_000;

/**
 * Steps that are not known to be saved.
 *
 * One is under way at a time, so that they arrive in the order they were made. What fails for
 * want of a connection is tried again, ever less often; what was refused waits for a decision.
 *
 * Each step is kept in the browser's storage until it is acknowledged, so that it outlives
 * a reload of the page, and the view that a restarted kernel leaves behind: whichever view of
 * the same study and coder comes next sends it. Sending twice does no harm. A step that is gone
 * from storage is sent all the same by the view that made it, since storage can be cleared.
 */
export class Outbox {
  /** @type {Waiting[]} */
  #waiting = [];
  #kept;
  #send;
  #onChange;
  #lastSeq = 0;
  #sending = false;
  #closed = false;
  #delay = FIRST_DELAY;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {object} options
   * @param {import("./kept_steps.js").Keeping | null} options.storage null where the browser gives none.
   * @param {string} options.study
   * @param {string} options.coder
   * @param {(operations: Operation[]) => Promise<unknown>} options.send Rejects with a `NotSaved`.
   * @param {() => void} options.onChange
   */
  constructor({ storage, study, coder, send, onChange }) {
    this.#kept = new KeptSteps(storage, study, coder);
    this.#send = send;
    this.#onChange = onChange;
    this.#adopt("found");
  }

  /** Operations that wait, in order. */
  get operations() {
    return this.#waiting.flatMap(({ operations }) => operations);
  }

  /** What waits, in order. @returns {readonly Waiting[]} */
  get steps() {
    return this.#waiting;
  }

  /** How many steps wait. */
  get size() {
    return this.#waiting.length;
  }

  /** The first problem among what waits, or null while all goes well. */
  get problem() {
    return this.#waiting.find(({ problem }) => problem)?.problem ?? null;
  }

  /**
   * @param {Operation[]} operations
   * @param {boolean} [forgets] Whether they go when they are refused.
   * @returns {Promise<void>} resolves when they are saved, rejects when they are refused for good
   */
  add(operations, forgets = false) {
    this.#lastSeq = Math.max(Date.now(), this.#lastSeq + 1);
    const entry = { ...unheard(this.#lastSeq, operations, "made"), forgets };
    const saved = new Promise((resolve, reject) => {
      entry.onSaved = () => resolve(undefined);
      entry.onRefused = reject;
    });
    saved.catch(() => {}); // Who does not wait for it sees the problem in the save state.
    entry.kept = this.#kept.put(this.#kept.keyOf(entry), operations);
    this.#waiting.push(entry);
    this.#onChange();
    this.resume();
    return /** @type {Promise<void>} */ (saved);
  }

  /** Send what waits now. What was refused goes on waiting: later steps may have built on that. */
  resume() {
    this.#delay = FIRST_DELAY;
    void this.#pump();
  }

  /** Send what waits now, what was refused included: somebody has decided so. */
  retry() {
    for (const entry of this.#waiting) if (entry.problem?.lasting) entry.problem = null;
    this.resume();
  }

  /** Give up what was refused. @returns {Operation[]} what was given up */
  discardRefused() {
    const refused = this.#waiting.filter(({ problem }) => problem?.lasting);
    for (const entry of refused) this.#end(entry, "given up");
    this.#onChange();
    return refused.flatMap(({ operations }) => operations);
  }

  /**
   * Give up one step, if it was refused.
   *
   * @param {string[]} operations Ids.
   * @returns {boolean} Whether it was.
   */
  giveUp(operations) {
    const entry = this.#waiting.find((one) => one.operations.some(({ id }) => operations.includes(id)));
    if (!entry?.problem?.lasting) return false;
    this.#end(entry, "given up");
    this.#onChange();
    return true;
  }

  /**
   * Take note of what other views of the same page or browser did.
   *
   * @returns {{adopted: Operation[], settled: boolean}} what they left behind, and whether
   *   something that waited here was saved or given up there
   */
  sync() {
    const stored = this.#kept.read();
    const before = this.#waiting.length;
    let isCleared = false;
    for (const entry of this.#waiting.filter(({ kept }) => kept)) {
      const now = stored.get(this.#kept.keyOf(entry));
      if (now === undefined && entry.origin !== "seen") {
        // Saved by another view, or cleared away: who sends it once more gets to know.
        isCleared = true;
        entry.kept = false;
        entry.problem = null;
      } else if (typeof now !== "object") this.#endedElsewhere(entry, now ?? "saved");
    }
    const settled = this.#waiting.length < before;
    const adopted = this.#adopt("seen");
    if (settled || isCleared || adopted.length > 0) {
      this.#onChange();
      this.resume();
    }
    return { adopted, settled };
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #pump() {
    if (this.#sending || this.#closed) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    for (let entry = this.#next(); entry && !this.#closed; entry = this.#next()) {
      try {
        await this.#send(entry.operations);
        this.#end(entry, "saved");
        entry.onSaved();
        this.#delay = FIRST_DELAY;
      } catch (error) {
        entry.problem = isNotSaved(error) ? error : new NotSaved("failed", String(error));
        if (entry.problem.lasting) {
          if (entry.forgets) this.#end(entry, "given up");
          entry.onRefused(entry.problem);
        } else {
          this.#timer = setTimeout(() => this.#pump(), this.#delay);
          this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY);
          break;
        }
      } finally {
        if (!this.#closed) this.#onChange();
      }
    }
    this.#sending = false;
  }

  #next() {
    return this.#waiting.find(({ problem }) => !problem?.lasting);
  }

  /**
   * A step has come to an end here. One that was made here and is saved leaves nothing in storage;
   * otherwise other views that have it learn from there how it ended.
   *
   * @param {Waiting} entry
   * @param {End} how
   */
  #end(entry, how) {
    this.#waiting = this.#waiting.filter((other) => other !== entry);
    if (!entry.kept) return;
    const key = this.#kept.keyOf(entry);
    const isTold = entry.origin !== "made" || how === "given up";
    if (!isTold || !this.#kept.put(key, how)) this.#kept.remove(key);
  }

  /** @param {Waiting} entry @param {End} how */
  #endedElsewhere(entry, how) {
    this.#waiting = this.#waiting.filter((other) => other !== entry);
    if (entry.origin === "made") this.#kept.remove(this.#kept.keyOf(entry));
    if (how === "saved") entry.onSaved();
    else entry.onRefused(entry.problem ?? new NotSaved("refused"));
  }

  /** @param {"found" | "seen"} origin @returns {Operation[]} what was not known here */
  #adopt(origin) {
    const known = new Set(this.#waiting.map((entry) => this.#kept.keyOf(entry)));
    /** @type {Waiting[]} */
    const adopted = [];
    for (const [key, what] of this.#kept.read()) {
      if (typeof what === "string" || known.has(key)) continue;
      adopted.push({ ...unheard(this.#kept.seqOf(key), what, origin), kept: true });
    }
    adopted.sort((a, b) => a.seq - b.seq);
    this.#waiting = [...this.#waiting, ...adopted].sort((a, b) => a.seq - b.seq);
    return adopted.flatMap(({ operations }) => operations);
  }
}

/**
 * A step that nobody has waited for or heard of yet.
 *
 * @param {number} seq
 * @param {Operation[]} operations
 * @param {Waiting["origin"]} origin
 * @returns {Waiting}
 */
function unheard(seq, operations, origin) {
  const silent = { onSaved: () => {}, onRefused: () => {} };
  return { seq, operations, origin, problem: null, kept: false, forgets: false, ...silent };
}
