/** @typedef {typeof import("../panels_module.js")} PanelsModule */

/** The module with the parts of the desk that can wait; it is asked for again only after that failed. */
export class Later {
  #load;
  /** @type {Promise<PanelsModule> | null} */
  #asked = null;
  /** @type {PanelsModule | null} null as long as it is not there. */
  module = null;

  /** @type {(module: PanelsModule) => void} */
  #tell = () => {};
  /** Resolves once the module is there, whoever asks for it, and never rejects. @type {Promise<PanelsModule>} */
  there = new Promise((resolve) => {
    this.#tell = resolve;
  });

  /** @param {() => Promise<PanelsModule>} load How the host comes by it. */
  constructor(load) {
    this.#load = load;
  }

  /** @returns {Promise<PanelsModule>} rejects with what the host says */
  get() {
    this.#asked ??= this.#ask();
    return this.#asked;
  }

  async #ask() {
    try {
      this.module = await this.#load();
      this.#tell(this.module);
      return this.module;
    } catch (problem) {
      this.#asked = null;
      throw problem;
    }
  }

  /** Have it at hand before it is needed, once the browser has nothing else to do. */
  getWhenIdle() {
    const get = () => void this.get().catch(() => {}); // Whoever needs it asks again and says so.
    if (window.requestIdleCallback) window.requestIdleCallback(get);
    else setTimeout(get); // Safari has no such call.
  }
}
