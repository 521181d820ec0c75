import { NotSaved } from "./types.js";

/**
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("./types.js").Loaded} Loaded
 * @typedef {import("./types.js").Operation} Operation
 * @typedef {import("./types.js").Receipt} Receipt
 * @typedef {import("./types.js").Transport} Transport
 *
 * @typedef {object} Comm The part of a widget model that carries messages.
 * @property {(message: Record<string, unknown>) => void} send Throws when the kernel is gone.
 * @property {(event: string, listener: (message: any) => void) => void} on
 *
 * @typedef {{resolve: (reply: any) => void, reject: (problem: NotSaved) => void}} Asked
 */

const PATIENCE = 10_000;
const POLL_EVERY = 2000;

/**
 * The transport over a widget's comm: requests `{type, id, ...}`, each answered by one reply with
 * the same id (`docs/widget_protocol.md`). It asks every two seconds for what others changed.
 *
 * @implements {Transport}
 */
export class CommTransport {
  #comm;
  #signal;
  #isVisible;
  // Every view of a widget hears all of its messages: ids say whose a reply is.
  #prefix = Math.random().toString(36).slice(2);
  #asked = /** @type {Map<string, Asked>} */ (new Map());
  #count = 0;
  #newest = 0;
  /** @type {string | null} The transcript on the screen. */
  #transcript = null;
  #loads = 0;
  #live = true;

  /**
   * @param {Comm} comm
   * @param {{signal: AbortSignal, isVisible: () => boolean}} options
   */
  constructor(comm, { signal, isVisible }) {
    this.#comm = comm;
    this.#signal = signal;
    this.#isVisible = isVisible;
    comm.on("msg:custom", (reply) => this.#receive(reply));
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
    // With a gap, somebody else was faster: the next poll brings both.
    if (receipt.seq === this.#newest + 1) this.#newest = receipt.seq;
    return receipt;
  }

  /** @param {(change: Change) => void} listener */
  onChange(listener) {
    let asking = false;
    const poll = async () => {
      if (asking || !this.#isVisible()) return;
      asking = true;
      const changes = await this.#changes().finally(() => {
        asking = false;
      });
      for (const change of changes) listener(change);
    };
    const timer = setInterval(poll, POLL_EVERY);
    this.#comm.on("comm_live_update", () => void poll());
    this.#signal.addEventListener("abort", () => clearInterval(timer));
  }

  /** @returns {Promise<Change[]>} */
  async #changes() {
    const loads = this.#loads;
    const message = { type: "changes", transcript: this.#transcript, since: this.#newest };
    /** @type {Change[]} */
    const changes = [];
    let reply = null;
    let live = true;
    try {
      reply = await this.#ask(message, PATIENCE);
    } catch (problem) {
      // A busy kernel, or one that cannot read the study now, is asked again next time.
      live = !(problem instanceof NotSaved && problem.reason === "gone");
    }
    if (live !== this.#live) changes.push({ type: "connection", live });
    this.#live = live;
    // An answer from before the last load tells of another screen.
    if (!reply || loads !== this.#loads || reply.newest === this.#newest) return changes;
    const { newest, reload, added, removed } = reply;
    this.#newest = newest;
    if (reload) changes.push({ type: "reload" });
    else if (added.length > 0 || removed.length > 0) changes.push({ type: "codings", added, removed });
    return changes;
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
      reject(new NotSaved("gone"));
    }
    return promise.finally(() => {
      clearTimeout(timer);
      this.#asked.delete(id);
    });
  }

  /** @param {{id?: string, type?: string, message?: string, lasting?: boolean}} reply */
  #receive(reply) {
    const asked = this.#asked.get(reply.id ?? "");
    if (!asked) return;
    if (reply.type === "error") {
      asked.reject(new NotSaved(reply.lasting ? "refused" : "failed", reply.message));
    } else asked.resolve(reply);
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
