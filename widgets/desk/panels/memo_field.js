import { element } from "../core/dom.js";
import { panelWords } from "../words/panels.js";
import { problemWords } from "../words/problem.js";
import { Autosave } from "./autosave.js";

/** @typedef {"study" | "transcript" | "code" | "coding"} About */

/** A memo that saves itself, and says whether it is saved. */
export class MemoField {
  #desk;
  #about = "";
  /** @type {unknown} */
  #answer;
  #state = element("small", { class: "qwb-memo-state", role: "status" });
  #label = element("span");
  #area = element("textarea", { rows: 3, dir: "auto" });
  #autosave;
  element = element("div", { class: "qwb-memo" }, element("label", {}, this.#label, this.#area), this.#state);

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
    const { session, signal } = desk;
    this.#autosave = new Autosave((key, text) => {
      const [about, target] = /** @type {[About, string]} */ (JSON.parse(key));
      if (about === "coding") void session.change([[target, { memo: text }]]);
      else void session.setMemo(about, target, text);
    });
    this.#area.addEventListener("input", () => {
      this.#autosave.type(this.#about, this.#area.value);
      this.#tell();
    });
    this.#area.addEventListener("blur", () => this.flush());
    session.on("saving", () => this.#tell(), signal);
    session.on("leaving", () => this.flush(), signal);
    window.addEventListener("pagehide", () => this.flush(), { signal });
    signal.addEventListener("abort", () => this.flush());
  }

  /**
   * @param {About} about
   * @param {string} target
   * @param {string | null} saved null while the host has not told it: nobody types over what they cannot see.
   * @param {string} label
   * @param {unknown} answer Where `saved` is from. What an answer said before something was typed is
   *   not shown again: it is old.
   */
  show(about, target, saved, label, answer) {
    const key = JSON.stringify([about, target]);
    this.#label.textContent = label;
    if (key === this.#about && answer === this.#answer) return;
    this.#answer = answer;
    if (key !== this.#about) {
      this.flush();
      this.#about = key;
      this.#state.textContent = "";
      this.#area.value = "";
    }
    this.#tell();
    const text = this.#autosave.text(key, saved);
    this.#area.readOnly = text === null;
    // The same again is not written again: the cursor stays where it is.
    if (text !== null && text !== this.#area.value) this.#area.value = text;
  }

  flush() {
    this.#autosave.flush();
    this.#tell();
  }

  focus() {
    this.#area.focus();
  }

  #tell() {
    if (!this.#autosave.isOpen) return;
    const { session } = this.#desk;
    const { waiting, problem } = session.saveState;
    const isSaved = !this.#autosave.isTyped && waiting === 0;
    if (isSaved) this.#autosave.settle();
    const words = panelWords(this.#desk).memoState;
    const now = isSaved ? words.saved : this.#autosave.isTyped ? words.typed : words.saving;
    const text = problem ? `${words.problem} ${problemWords(this.#desk.wording, problem)}` : now;
    if (this.#state.textContent === text) return;
    this.#state.textContent = text;
    this.#state.dataset.state = problem ? "problem" : "";
  }
}
