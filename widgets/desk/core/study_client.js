import { isNotSaved } from "./types.js";

/**
 * @typedef {import("./types.js").Changes} Changes
 * @typedef {import("./types.js").Loaded} Loaded
 * @typedef {import("./types.js").Receipt} Receipt
 *
 * @typedef {object} Screen
 * @property {string | null} transcript Uid of what is shown.
 * @property {number} newest Number of the newest operation that is known there.
 */

const PATIENCE = 10_000;

/**
 * The study behind a transport, and how far the screen knows it: whatever others do is asked for
 * once, and only handed on while the screen is the one that it was asked for.
 */
export class StudyClient {
  #transport;
  #onChanges;
  /** @type {Screen | null} null before anything is shown. */
  #screen = null;
  /** Number of the newest operation that was told of. */
  #heard = 0;
  #looking = false;
  /** How many changes of our own wait for their answer: its notice may overtake it. */
  #sending = 0;
  connected = true;

  /**
   * @param {import("./types.js").Transport} transport
   * @param {object} listeners
   * @param {(changes: Changes) => void} listeners.onChanges Called with what others did to what is shown.
   * @param {(live: boolean) => void} listeners.onConnection
   */
  constructor(transport, { onChanges, onConnection }) {
    this.#transport = transport;
    this.#onChanges = onChanges;
    transport.onNotice((notice) => {
      if (notice.type === "connection") {
        this.connected = notice.live;
        // Nobody told of what happened meanwhile.
        if (notice.live) void this.#look();
        onConnection(notice.live);
      } else {
        this.#heard = Math.max(this.#heard, notice.newest);
        this.catchUp();
      }
    });
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

  /** What was loaded is on the screen now, and is kept up from here on. @param {Loaded} loaded */
  show({ document, newest }) {
    this.#screen = { transcript: document?.uid ?? null, newest };
    this.catchUp();
  }

  /**
   * @param {import("./types.js").Operation[]} operations Applied together.
   * @returns {Promise<Receipt>}
   */
  async apply(operations) {
    this.#sending++;
    try {
      const receipt = await this.#transport.ask({ type: "apply", operations }, PATIENCE);
      this.#known(receipt.seq, operations.length);
      return receipt;
    } finally {
      this.#sending--;
      this.catchUp();
    }
  }

  /** Own operations were saved, the last of them with the number `seq`. @param {number} seq @param {number} count */
  #known(seq, count) {
    const screen = this.#screen;
    this.#heard = Math.max(this.#heard, seq, screen?.newest ?? 0);
    // With a gap, somebody else was faster: their change is still to be asked for. And where the screen was
    // further already, what was waiting here is painted over what came after it.
    if (screen && seq <= screen.newest + count) screen.newest = seq;
  }

  /** Ask for what others did, if anything was heard of, unless it may be what is being sent. */
  catchUp() {
    if (this.#sending === 0 && this.#screen && this.#heard > this.#screen.newest) void this.#look();
  }

  async #look() {
    const screen = this.#screen;
    if (this.#looking || !screen) return;
    this.#looking = true;
    const { transcript, newest: since } = screen;
    try {
      const changes = await this.#transport.ask({ type: "changes", transcript, since }, PATIENCE);
      this.#looking = false;
      // An answer that one of our own changes has overtaken tells of what is no longer so.
      const isOld = changes.newest < screen.newest;
      screen.newest = isOld ? since : changes.newest;
      if (!isOld && screen === this.#screen) this.#onChanges(changes);
      this.catchUp();
    } catch (problem) {
      this.#looking = false;
      // Whoever cannot answer now is asked again with the next notice, or when the session looks around.
      if (!isNotSaved(problem)) throw problem;
    }
  }
}
