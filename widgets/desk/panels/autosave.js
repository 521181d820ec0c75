/**
 * Text that is saved while people type: after a pause, and before they go on to something else.
 *
 * What was typed is kept here by what it is about until `settle`, so that it comes back on the
 * screen when the host does not know of it yet.
 */
export class Autosave {
  #save;
  #pause;
  /** @type {Map<string, string>} */
  #drafts = new Map();
  /** What stood there last that was not merely typed: what the host said, or what was handed over. @type {Map<string, string>} */
  #under = new Map();
  /** @type {string | null} */
  #typed = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {(about: string, text: string, over: string) => void} save Gets the text, and the one that it was typed over.
   * @param {number} [pause] In milliseconds.
   */
  constructor(save, pause = 1000) {
    this.#save = save;
    this.#pause = pause;
  }

  /** Whether something was typed that nobody was asked to save yet. */
  get isTyped() {
    return this.#typed !== null;
  }

  /** Whether something was typed that is not known to be saved. */
  get isOpen() {
    return this.#drafts.size > 0;
  }

  /**
   * @param {string} about
   * @param {string} text
   */
  type(about, text) {
    if (this.#typed !== about) this.flush();
    this.#drafts.set(about, text);
    this.#typed = about;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#pause);
  }

  /** Hand over what was typed. */
  flush() {
    clearTimeout(this.#timer);
    const about = this.#typed;
    if (about === null) return;
    this.#typed = null;
    const text = this.#drafts.get(about) ?? "";
    const over = this.#under.get(about) ?? "";
    this.#under.set(about, text);
    this.#save(about, text, over);
  }

  /**
   * What stands there: what was typed here, or else what the host says.
   *
   * @param {string} about
   * @param {string | null} saved
   */
  text(about, saved) {
    const draft = this.#drafts.get(about);
    if (draft !== undefined) return draft;
    if (saved !== null) this.#under.set(about, saved);
    return saved;
  }

  /**
   * What stands where a text was handed over or told by the host: that, or what was typed over it since.
   *
   * @param {string} about
   * @param {string} under
   * @returns {string | null} null where another text was the last
   */
  typedOver(about, under) {
    return this.#under.get(about) === under ? (this.#drafts.get(about) ?? under) : null;
  }

  /**
   * Another text was handed over in the place of what stands there, with all of that in it.
   *
   * @param {string} about
   * @param {string} text
   */
  replace(about, text) {
    if (this.#typed === about) {
      clearTimeout(this.#timer);
      this.#typed = null;
    }
    this.#drafts.set(about, text);
    this.#under.set(about, text);
  }

  /** All that was handed over is saved: from now on the host knows best. */
  settle() {
    for (const about of [...this.#drafts.keys()]) {
      if (about !== this.#typed) this.#drafts.delete(about);
    }
  }
}
