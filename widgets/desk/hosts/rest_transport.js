import { NotSaved } from "../core/types.js";

/**
 * @typedef {import("../core/types.js").Notice} Notice
 * @typedef {import("../core/types.js").Transport} Transport
 *
 * @typedef {object} Server How the host reaches its Jupyter server, signed in.
 * @property {(path: string, init: RequestInit) => Promise<Response>} fetch Rejects if nobody is there.
 * @property {(path: string) => WebSocket} connect
 */

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 30_000;
const SIGNED_OUT = "Jupyter does not know you any more. Reload the page and sign in again";
const NO_ANSWER = "This was not answered by the workbench. Is its server extension enabled?";
// What stands before a server says that it is away.
const AWAY = [502, 503, 504];
const NEVER = [400, 413];

/**
 * The transport over HTTP: each request is a POST to `qual-workbench/ask`, and a websocket tells
 * that somebody changed the study (`docs/jupyterlab.md`). `workbench/server/` is the other end.
 *
 * @implements {Transport}
 */
export class RestTransport {
  #server;
  #study;
  #coder;
  #signal;
  #live = true;
  #delay = FIRST_DELAY;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {(notice: Notice) => void} */
  #tell = () => {};

  /**
   * @param {Server} server
   * @param {object} desk
   * @param {string} desk.study What the server calls the study.
   * @param {string} desk.coder
   * @param {AbortSignal} desk.signal Ends the watching.
   */
  constructor(server, { study, coder, signal }) {
    this.#server = server;
    this.#study = study;
    this.#coder = coder;
    this.#signal = signal;
    signal.addEventListener("abort", () => {
      clearTimeout(this.#timer);
      this.#socket?.close();
    });
  }

  /** @param {(notice: Notice) => void} listener */
  onNotice(listener) {
    this.#tell = listener;
    if (!this.#socket) this.#watch();
  }

  /**
   * @param {{type: string} & Record<string, unknown>} request
   * @param {number} [patience]
   * @returns {Promise<any>}
   */
  async ask(request, patience) {
    const timeout = patience === undefined ? null : AbortSignal.timeout(patience);
    const body = JSON.stringify({ study: this.#study, coder: this.#coder, request });
    /** @type {Response} */
    let response;
    /** @type {string} */
    let text;
    try {
      response = await this.#server.fetch("ask", { method: "POST", body, signal: timeout });
      text = await response.text();
    } catch {
      if (timeout?.aborted) throw new NotSaved("silent");
      this.#setLive(false);
      throw new NotSaved("gone");
    }
    if (AWAY.includes(response.status)) {
      this.#setLive(false);
      throw new NotSaved("gone");
    }
    this.#setLive(true);
    if (response.status === 401 || response.status === 403) throw new NotSaved("failed", SIGNED_OUT);
    const reply = objectIn(text);
    if (!response.ok) {
      const reason = NEVER.includes(response.status) ? "refused" : "failed";
      throw new NotSaved(reason, reply?.message ?? NO_ANSWER);
    }
    if (!reply?.type) throw new NotSaved("failed", NO_ANSWER);
    if (reply.type === "error") throw new NotSaved(reply.lasting ? "refused" : "failed", reply.message);
    return reply;
  }

  #watch() {
    if (this.#signal.aborted) return;
    const socket = this.#server.connect(`watch?study=${encodeURIComponent(this.#study)}`);
    this.#socket = socket;
    let opened = false;
    socket.addEventListener("open", () => {
      opened = true;
      this.#delay = FIRST_DELAY;
      this.#setLive(true);
    });
    socket.addEventListener("message", ({ data }) => {
      const notice = objectIn(String(data));
      if (notice?.type === "changed") this.#tell({ type: "changed", newest: Number(notice.newest) });
    });
    socket.addEventListener("close", () => {
      if (this.#signal.aborted) return;
      // A socket that never opened proves nothing: some proxies carry none, and asking still works.
      if (opened) this.#setLive(false);
      this.#timer = setTimeout(() => this.#watch(), this.#delay * (0.75 + Math.random() / 2));
      this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY);
    });
  }

  /** @param {boolean} live */
  #setLive(live) {
    if (live === this.#live) return;
    this.#live = live;
    this.#tell({ type: "connection", live });
  }
}

/**
 * @param {string} text
 * @returns {Record<string, any> | null}
 */
function objectIn(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
