/**
 * Tells those who listen that something has happened.
 *
 * @template {string} Name
 */
export class Events {
  /** @type {Map<Name, Set<(detail: any) => void>>} */
  #listeners = new Map();

  /**
   * @param {Name} name
   * @param {(detail: any) => void} listener
   * @param {AbortSignal} [signal] Ends the listening.
   */
  on(name, listener, signal) {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    signal?.addEventListener("abort", () => listeners.delete(listener));
  }

  /**
   * @param {Name} name
   * @param {unknown} [detail]
   */
  tell(name, detail) {
    for (const listener of this.#listeners.get(name) ?? []) listener(detail);
  }
}
