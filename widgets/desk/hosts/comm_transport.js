import { NotSaved } from "../core/types.js";

/**
 * @typedef {import("../core/types.js").Change} Change
 * @typedef {import("../core/types.js").Loaded} Loaded
 * @typedef {import("../core/types.js").Operation} Operation
 * @typedef {import("../core/types.js").Receipt} Receipt
 * @typedef {import("../core/types.js").Transport} Transport
 *
 * @typedef {object} Comm The part of a widget model that carries messages.
 * @property {(message: Record<string, unknown>) => void} send Throws when the kernel is gone.
 * @property {(event: string, listener: (message: any) => void) => void} on
 *
 * @typedef {{resolve: (reply: any) => void, reject: (problem: NotSaved) => void}} Asked
 */

const PATIENCE = 10_000;

/**
 * The transport over a widget's comm: requests `{type, id, ...}`, each answered by one reply with
 * the same id, and notices `{type: "changed"}` that somebody changed the study
 * (`docs/widget_protocol.md`).
 *
 * @implements {Transport}
 */
export class CommTransport {
  #comm;
  // Every view of a widget hears all of its messages: ids say whose a reply is.
  #prefix = Math.random().toString(36).slice(2);
  #asked = /** @type {Map<string, Asked>} */ (new Map());
  #count = 0;
  /** Number of the newest operation that this view knows of. */
  #newest = 0;
  /** @type {string | null} The transcript on the screen. */
  #transcript = null;
  #loads = 0;
  #live = true;
  #looking = false;
  /** @type {(change: Change) => void} */
  #tell = () => {};

  /** @param {Comm} comm */
  constructor(comm) {
    this.#comm = comm;
    comm.on("msg:custom", (message) => this.#receive(message));
    comm.on("comm_live_update", () => void this.#look());
  }

  /**
   * @param {string | null} transcript
   * @returns {Promise<Loaded>}
   */
  async load(transcript) {
    this.#loads++;
    // A busy kernel may take long over a first answer: that is no failure.
    const loaded = await this.#ask({ type: "load", transcript }, Number.POSITIVE_INFINITY);
    this.#newest = loaded.newest;
    this.#transcript = loaded.document?.name ?? null;
    return loaded;
  }

  /**
   * @param {Operation} operation
   * @returns {Promise<Receipt>}
   */
  async send(operation) {
    const receipt = await this.#ask({ type: "apply", operation }, PATIENCE);
    // With a gap, somebody else was faster: their change is still to be asked for.
    if (receipt.seq === this.#newest + 1) this.#newest = receipt.seq;
    return receipt;
  }

  /** @param {(change: Change) => void} listener */
  onChange(listener) {
    this.#tell = listener;
  }

  /** Ask what others changed. */
  async #look() {
    if (this.#looking || this.#loads === 0) return;
    this.#looking = true;
    const loads = this.#loads;
    const request = { type: "changes", transcript: this.#transcript, since: this.#newest };
    // Whoever cannot answer now gives notice again, or is asked when the next change is sent.
    const reply = await this.#ask(request, PATIENCE).catch(() => null);
    this.#looking = false;
    // An answer from before the last load tells of another screen.
    if (!reply || loads !== this.#loads) return;
    const { newest, reload, added, removed } = reply;
    this.#newest = newest;
    if (reload) this.#tell({ type: "reload" });
    else if (added.length > 0 || removed.length > 0) this.#tell({ type: "codings", added, removed });
  }

  /**
   * @param {Record<string, unknown>} message
   * @param {number} patience Milliseconds.
   * @returns {Promise<any>}
   */
  #ask(message, patience) {
    const id = `${this.#prefix}-${++this.#count}`;
    const { promise, resolve, reject } = deferred();
    this.#asked.set(id, { resolve, reject });
    const timer = Number.isFinite(patience)
      ? setTimeout(() => reject(new NotSaved("silent")), patience)
      : undefined;
    try {
      this.#comm.send({ ...message, id });
    } catch {
      this.#setLive(false);
      reject(new NotSaved("gone"));
    }
    return promise.finally(() => {
      clearTimeout(timer);
      this.#asked.delete(id);
    });
  }

  /** @param {{id?: string, type?: string, newest?: number, message?: string, lasting?: boolean}} message */
  #receive(message) {
    this.#setLive(true);
    if (message.type === "changed" && message.newest !== this.#newest) void this.#look();
    const asked = this.#asked.get(message.id ?? "");
    if (message.type === "error") {
      asked?.reject(new NotSaved(message.lasting ? "refused" : "failed", message.message));
    } else asked?.resolve(message);
  }

  /** @param {boolean} live */
  #setLive(live) {
    if (live === this.#live) return;
    this.#live = live;
    if (!live) for (const { reject } of this.#asked.values()) reject(new NotSaved("gone"));
    this.#tell({ type: "connection", live });
  }
}

/** `Promise.withResolvers`, which browsers of 2023 lack. */
function deferred() {
  /** @type {(value: any) => void} */
  let resolve = () => {};
  /** @type {(problem: NotSaved) => void} */
  let reject = () => {};
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
