import { NotSaved } from "./types.js";

/**
 * @typedef {import("./types.js").Operation} Operation
 *
 * @typedef {object} Waiting
 * @property {number} seq The client's own order: operations are sent in the order they were made.
 * @property {Operation} operation
 * @property {NotSaved | null} problem Why the last attempt failed.
 * @property {boolean} kept Whether it is in storage and outlives this view.
 *
 * @typedef {Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">} Keeping
 */

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 30_000;

/**
 * Operations that are not known to be saved.
 *
 * One is under way at a time, so that they arrive in the order they were made. What fails for
 * want of a connection is tried again, ever less often; what was refused waits for a decision.
 *
 * Each operation is kept in the browser's storage until it is acknowledged, so that it outlives
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
   * @param {(operation: Operation) => Promise<unknown>} options.send Rejects with a `NotSaved`.
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
    return this.#waiting.map(({ operation }) => operation);
  }

  /** The first problem among what waits, or null while all goes well. */
  get problem() {
    return this.#waiting.find(({ problem }) => problem)?.problem ?? null;
  }

  /** @param {Operation} operation */
  add(operation) {
    this.#lastSeq = Math.max(Date.now(), this.#lastSeq + 1);
    const entry = { seq: this.#lastSeq, operation, problem: null, kept: true };
    try {
      if (this.#storage) this.#storage.setItem(this.#key(entry), JSON.stringify(operation));
      else entry.kept = false;
    } catch {
      entry.kept = false; // Storage is full: kept in this view alone.
    }
    this.#waiting.push(entry);
    this.#onChange();
    this.retry();
  }

  /** Send what waits now, what was refused included. */
  retry() {
    for (const entry of this.#waiting) if (entry.problem?.lasting) entry.problem = null;
    this.#delay = FIRST_DELAY;
    void this.#pump();
  }

  /** Give up what was refused. */
  discardRefused() {
    for (const entry of this.#waiting.filter(({ problem }) => problem?.lasting)) this.#settle(entry);
    this.#onChange();
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
        await this.#send(entry.operation);
        this.#settle(entry);
        this.#delay = FIRST_DELAY;
      } catch (error) {
        entry.problem = error instanceof NotSaved ? error : new NotSaved("failed", String(error));
        if (!entry.problem.lasting) {
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

  /** @param {{seq: number, operation: Operation}} entry */
  #key({ seq, operation }) {
    return `${this.#prefix}${seq}/${operation.id}`;
  }

  /** @returns {Map<string, Waiting>} */
  #kept() {
    const found = new Map();
    const storage = this.#storage;
    for (let i = 0; i < (storage?.length ?? 0); i++) {
      const key = storage?.key(i);
      if (!key?.startsWith(this.#prefix)) continue;
      const seq = Number.parseInt(key.slice(this.#prefix.length), 10);
      const operation = JSON.parse(storage?.getItem(key) ?? "null");
      if (operation) found.set(key, { seq, operation, problem: null, kept: true });
    }
    return found;
  }

  /** @param {Map<string, Waiting>} kept */
  #adopt(kept) {
    const known = new Set(this.#waiting.map((entry) => this.#key(entry)));
    const adopted = [...kept].filter(([key]) => !known.has(key)).map(([, entry]) => entry);
    this.#waiting = [...this.#waiting, ...adopted].sort((a, b) => a.seq - b.seq);
    return adopted.sort((a, b) => a.seq - b.seq).map(({ operation }) => operation);
  }
}
