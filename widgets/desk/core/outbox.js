import { isNotSaved, NotSaved } from "./types.js";

/**
 * @typedef {import("./types.js").Operation} Operation
 *
 * @typedef {object} Waiting A step: operations that are applied together.
 * @property {number} seq The client's own order: steps are sent in the order they were made.
 * @property {Operation[]} operations
 * @property {NotSaved | null} problem Why the last attempt failed.
 * @property {boolean} kept Whether it is in storage and outlives this view.
 * @property {boolean} forgets Whether it goes when it is refused, and does not wait for a decision.
 * @property {() => void} onSaved
 * @property {(problem: NotSaved) => void} onRefused
 *
 * @typedef {Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">} Keeping
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
 * the same study and coder comes next sends it. Sending twice does no harm.
 */
export class Outbox {
  /** @type {Waiting[]} */
  #waiting = [];
  #storage;
  #prefix;
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
   * @param {Keeping | null} options.storage null where the browser gives none.
   * @param {string} options.study
   * @param {string} options.coder
   * @param {(operations: Operation[]) => Promise<unknown>} options.send Rejects with a `NotSaved`.
   * @param {() => void} options.onChange
   */
  constructor({ storage, study, coder, send, onChange }) {
    this.#storage = storage;
    this.#prefix = `qual-workbench/unsaved/${JSON.stringify([study, coder])}/`;
    this.#send = send;
    this.#onChange = onChange;
    this.#adopt(this.#kept());
  }

  /** Operations that wait, in order. */
  get operations() {
    return this.#waiting.flatMap(({ operations }) => operations);
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
    /** @type {Waiting} */
    const entry = { ...unheard(this.#lastSeq, operations), kept: true, forgets };
    const saved = new Promise((resolve, reject) => {
      entry.onSaved = () => resolve(undefined);
      entry.onRefused = reject;
    });
    saved.catch(() => {}); // Who does not wait for it sees the problem in the save state.
    try {
      if (this.#storage) this.#storage.setItem(this.#key(entry), JSON.stringify(operations));
      else entry.kept = false;
    } catch {
      entry.kept = false; // Storage is full: kept in this view alone.
    }
    this.#waiting.push(entry);
    this.#onChange();
    this.retry();
    return /** @type {Promise<void>} */ (saved);
  }

  /** Send what waits now, what was refused included. */
  retry() {
    for (const entry of this.#waiting) if (entry.problem?.lasting) entry.problem = null;
    this.#delay = FIRST_DELAY;
    void this.#pump();
  }

  /** Give up what was refused. @returns {Operation[]} what was given up */
  discardRefused() {
    const refused = this.#waiting.filter(({ problem }) => problem?.lasting);
    for (const entry of refused) this.#settle(entry);
    this.#onChange();
    return refused.flatMap(({ operations }) => operations);
  }

  /**
   * Take note of what other views of the same page or browser did.
   *
   * @returns {{adopted: Operation[], settled: boolean}} what they left behind, and whether
   *   something that waited here was saved or given up there
   */
  sync() {
    const kept = this.#kept();
    const before = this.#waiting.length;
    this.#waiting = this.#waiting.filter((entry) => !entry.kept || kept.has(this.#key(entry)));
    const settled = this.#waiting.length < before;
    const adopted = this.#adopt(kept);
    if (settled || adopted.length > 0) this.#onChange();
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
        this.#settle(entry);
        entry.onSaved();
        this.#delay = FIRST_DELAY;
      } catch (error) {
        entry.problem = isNotSaved(error) ? error : new NotSaved("failed", String(error));
        if (entry.problem.lasting) {
          if (entry.forgets) this.#settle(entry);
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

  /** @param {Waiting} entry */
  #settle(entry) {
    this.#waiting = this.#waiting.filter((other) => other !== entry);
    if (entry.kept) this.#storage?.removeItem(this.#key(entry));
  }

  /** @param {{seq: number, operations: Operation[]}} entry */
  #key({ seq, operations }) {
    return `${this.#prefix}${seq}/${operations[0]?.id}`;
  }

  /** @returns {Map<string, Waiting>} */
  #kept() {
    const found = new Map();
    const storage = this.#storage;
    for (let i = 0; i < (storage?.length ?? 0); i++) {
      const key = storage?.key(i);
      if (!key?.startsWith(this.#prefix)) continue;
      const seq = Number.parseInt(key.slice(this.#prefix.length), 10);
      const operations = JSON.parse(storage?.getItem(key) ?? "null");
      if (operations) found.set(key, { ...unheard(seq, operations), kept: true });
    }
    return found;
  }

  /** @param {Map<string, Waiting>} kept */
  #adopt(kept) {
    const known = new Set(this.#waiting.map((entry) => this.#key(entry)));
    const adopted = [...kept].filter(([key]) => !known.has(key)).map(([, entry]) => entry);
    this.#waiting = [...this.#waiting, ...adopted].sort((a, b) => a.seq - b.seq);
    return adopted.sort((a, b) => a.seq - b.seq).flatMap(({ operations }) => operations);
  }
}

/**
 * A step that nobody has waited for or heard of yet.
 *
 * @param {number} seq
 * @param {Operation[]} operations
 */
function unheard(seq, operations) {
  return { seq, operations, problem: null, forgets: false, onSaved: () => {}, onRefused: () => {} };
}
