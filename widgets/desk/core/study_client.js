import { isNotSaved } from "./types.js";

/**
 * @typedef {import("./types.js").Changes} Changes
 * @typedef {import("./types.js").Loaded} Loaded
 * @typedef {import("./types.js").Receipt} Receipt
 */

const PATIENCE = 10_000;

/**
 * The study behind a transport, and what of it is known here: the number of the newest operation,
 * so that whatever others do is asked for, once.
 */
export class StudyClient {
  #transport;
  #onChanges;
  /** Number of the newest operation that is known here. */
  #newest = 0;
  /** @type {string | null} Uid of the transcript on the screen. */
  #shown = null;
  #loads = 0;
  #looking = false;
  /** Number of the newest operation that was told of. */
  #heard = 0;
  /** How many changes of our own wait for their answer: its notice may overtake it. */
  #sending = 0;
  connected = true;

  /**
   * @param {import("./types.js").Transport} transport
   * @param {object} listeners
   * @param {(changes: Changes) => void} listeners.onChanges Called with what others did.
   * @param {(live: boolean) => void} listeners.onConnection
   */
  constructor(transport, { onChanges, onConnection }) {
    this.#transport = transport;
    this.#onChanges = onChanges;
    transport.onNotice((notice) => {
      if (notice.type === "connection") {
        this.connected = notice.live;
        if (notice.live) void this.#look();
        onConnection(notice.live);
      } else {
        this.#heard = Math.max(this.#heard, notice.newest);
        this.#catchUp();
      }
    });
  }

  /** Ask for what others did, unless it may be what is being sent. */
  #catchUp() {
    if (this.#sending === 0 && this.#heard > this.#newest) void this.#look();
  }

  /**
   * A question that changes nothing.
   *
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   * @returns {Promise<any>}
   */
  ask(type, fields = {}) {
    // A busy kernel may take long over an answer: that is no failure.
    return this.#transport.ask({ ...fields, type });
  }

  /**
   * @param {string | null} transcript
   * @returns {Promise<Loaded>}
   */
  async load(transcript) {
    this.#loads++;
    const loaded = await this.ask("load", { transcript });
    this.#newest = loaded.newest;
    this.#shown = loaded.document?.uid ?? null;
    return loaded;
  }

  /**
   * @param {import("./types.js").Operation[]} operations Applied together.
   * @returns {Promise<Receipt>}
   */
  async apply(operations) {
    this.#sending++;
    try {
      const receipt = await this.#transport.ask({ type: "apply", operations }, PATIENCE);
      // With a gap, somebody else was faster: their change is still to be asked for.
      if (receipt.seq === this.#newest + operations.length) this.#newest = receipt.seq;
      return receipt;
    } finally {
      this.#sending--;
      this.#catchUp();
    }
  }

  async #look() {
    if (this.#looking || this.#loads === 0) return;
    this.#looking = true;
    const loads = this.#loads;
    const request = { type: "changes", transcript: this.#shown, since: this.#newest };
    const changes = await this.#transport.ask(request, PATIENCE).catch((problem) => {
      // Whoever cannot answer now gives notice again, or is asked when the next change is sent.
      if (isNotSaved(problem)) return null;
      throw problem;
    });
    this.#looking = false;
    // An answer from before the last load tells of another screen.
    if (!changes || loads !== this.#loads) return;
    this.#newest = Math.max(this.#newest, changes.newest);
    this.#onChanges(changes);
  }
}
