/**
 * @typedef {import("./types.js").Operation} Operation
 * @typedef {"saved" | "given up"} End How a step came to an end.
 *
 * @typedef {Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">} Keeping
 */

const LONG_AGO = 24 * 60 * 60 * 1000;

/**
 * Steps of one study and coder in the browser's storage, where all views of the same browser find them.
 * In place of a step may stand how it ended, for views that have it too.
 */
export class KeptSteps {
  #storage;
  #prefix;

  /** @param {Keeping | null} storage null where the browser gives none. @param {string} study @param {string} coder */
  constructor(storage, study, coder) {
    this.#storage = storage;
    this.#prefix = `qual-workbench/unsaved/${JSON.stringify([study, coder])}/`;
    for (const [key, what] of this.read()) {
      if (typeof what === "string" && this.seqOf(key) < Date.now() - LONG_AGO) this.remove(key);
    }
  }

  /** @param {{seq: number, operations: Operation[]}} step */
  keyOf({ seq, operations }) {
    return `${this.#prefix}${seq}/${operations[0]?.id}`;
  }

  /** When a step was made, in milliseconds. @param {string} key */
  seqOf(key) {
    return Number.parseInt(key.slice(this.#prefix.length), 10);
  }

  /** @returns {Map<string, Operation[] | End>} */
  read() {
    const found = new Map();
    const storage = this.#storage;
    for (let i = 0; i < (storage?.length ?? 0); i++) {
      const key = storage?.key(i);
      const what = key?.startsWith(this.#prefix) && storage?.getItem(key);
      if (what) found.set(key, JSON.parse(what));
    }
    return found;
  }

  /**
   * @param {string} key
   * @param {Operation[] | End} what
   * @returns {boolean} false where nothing can be kept: storage is full, or there is none
   */
  put(key, what) {
    try {
      this.#storage?.setItem(key, JSON.stringify(what));
      return this.#storage !== null;
    } catch {
      return false;
    }
  }

  /** @param {string} key */
  remove(key) {
    this.#storage?.removeItem(key);
  }
}
