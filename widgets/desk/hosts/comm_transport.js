import { NotSaved } from "../core/types.js";

/**
 * @typedef {import("../core/types.js").Notice} Notice
 * @typedef {import("../core/types.js").Transport} Transport
 *
 * @typedef {object} Comm The part of a widget model that carries messages.
 * @property {(message: Record<string, unknown>) => void} send Throws when the kernel is gone.
 * @property {(event: string, listener: (message: any) => void) => void} on
 *
 * @typedef {{resolve: (reply: any) => void, reject: (problem: NotSaved) => void}} Asked
 */

/**
 * The transport over a widget's comm: requests with an `id`, each answered by one reply with
 * the same id, and notices that somebody changed the study (`docs/desk_protocol.md`).
 *
 * @implements {Transport}
 */
export class CommTransport {
  #comm;
  // Every view of a widget hears all of its messages: ids say whose a reply is.
  #prefix = Math.random().toString(36).slice(2);
  #asked = /** @type {Map<string, Asked>} */ (new Map());
  #count = 0;
  #live = true;
  /** @type {(notice: Notice) => void} */
  #tell = () => {};

  /** @param {Comm} comm */
  constructor(comm) {
    this.#comm = comm;
    comm.on("msg:custom", (message) => this.#receive(message));
    // The kernel can be reached again, or for the first time: only an answer tells.
    comm.on("comm_live_update", () => this.#tell({ type: "connection", live: this.#live }));
  }

  /** @param {(notice: Notice) => void} listener */
  onNotice(listener) {
    this.#tell = listener;
  }

  /**
   * @param {{type: string} & Record<string, unknown>} request
   * @param {number} [patience]
   * @returns {Promise<any>}
   */
  ask(request, patience) {
    const id = `${this.#prefix}-${++this.#count}`;
    const { promise, resolve, reject } = deferred();
    this.#asked.set(id, { resolve, reject });
    const timer =
      patience === undefined ? undefined : setTimeout(() => reject(new NotSaved("silent")), patience);
    try {
      this.#comm.send({ ...request, id });
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
    if (message.type === "changed") this.#tell({ type: "changed", newest: message.newest ?? 0 });
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
