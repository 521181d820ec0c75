/**
 * What this browser keeps of a study from one time to the next: who codes, and at which transcript.
 *
 * @typedef {Pick<Storage, "getItem" | "setItem">} Keeping
 */

export class LastTime {
  #storage;
  #study;

  /**
   * @param {Keeping | null} storage null where the browser gives none.
   * @param {string} study Its id.
   */
  constructor(storage, study) {
    this.#storage = storage;
    this.#study = study;
  }

  get coder() {
    return this.#get("coder");
  }

  set coder(name) {
    this.#set("coder", name);
  }

  get transcript() {
    return this.#get("transcript");
  }

  set transcript(name) {
    this.#set("transcript", name);
  }

  /** @param {"coder" | "transcript"} what */
  #get(what) {
    return this.#storage?.getItem(`qual-workbench/${what}/${this.#study}`) ?? null;
  }

  /**
   * @param {"coder" | "transcript"} what
   * @param {string | null} name
   */
  #set(what, name) {
    if (name === null) return;
    try {
      this.#storage?.setItem(`qual-workbench/${what}/${this.#study}`, name);
    } catch {
      // Storage is full: next time it is asked, or begins at the first transcript.
    }
  }
}
