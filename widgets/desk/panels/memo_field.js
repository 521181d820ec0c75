import { element } from "../core/dom.js";
import { panelWords } from "../words/panels.js";
import { problemWords } from "../words/problem.js";
import { Autosave } from "./autosave.js";
import { cursorIn } from "./both_texts.js";
import { refusedMemos, saveMemo } from "./refused_memos.js";

/**
 * A memo that saves itself, and says whether it is saved. What another window wrote meanwhile is put together with
 * what was typed here.
 */
export class MemoField {
  #desk;
  #about = "";
  /** @type {unknown} */
  #answer;
  #state = element("small", { class: "qwb-memo-state", role: "status" });
  #label = element("span");
  #area = element("textarea", { rows: 3, dir: "auto" });
  #autosave;
  #refused;
  /** Whether what is shown was put together with what another window wrote. */
  #isBoth = false;
  element = element("div", { class: "qwb-memo" }, element("label", {}, this.#label, this.#area), this.#state);

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
    const { session, signal } = desk;
    this.#autosave = new Autosave((key, text, over) => void saveMemo(session, key, text, over));
    this.#refused = refusedMemos(desk);
    this.#refused.join({
      autosave: this.#autosave,
      onBoth: (key, text) => {
        if (key !== this.#about) return desk.say(panelWords(desk).memoState.both);
        this.#isBoth = true;
        this.#write(text);
        this.#tell();
      },
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
   * @param {import("./refused_memos.js").About} about
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
      this.#isBoth = false;
      this.#state.textContent = "";
      this.#area.value = "";
    }
    this.#tell();
    const text = this.#autosave.text(key, saved);
    this.#area.readOnly = text === null;
    if (text !== null) this.#write(text);
  }

  flush() {
    this.#autosave.flush();
    this.#tell();
  }

  focus() {
    this.#area.focus();
  }

  /** @param {string} text */
  #write(text) {
    const area = this.#area;
    const { value, selectionStart, selectionEnd, selectionDirection, scrollTop } = area;
    if (text === value) return;
    area.value = text;
    if (!area.matches(":focus")) return;
    const [start, end] = [selectionStart, selectionEnd].map((at) => cursorIn(value, text, at));
    area.setSelectionRange(start ?? 0, end ?? 0, selectionDirection);
    area.scrollTop = scrollTop;
  }

  #tell() {
    if (!this.#autosave.isOpen) return;
    const { session } = this.#desk;
    const { waiting, problem: told } = session.saveState;
    const problem = this.#refused.isAtWork ? null : told;
    const isSaved = !this.#autosave.isTyped && waiting === 0;
    if (isSaved) this.#autosave.settle();
    const words = panelWords(this.#desk).memoState;
    const now = isSaved ? words.saved : this.#autosave.isTyped ? words.typed : words.saving;
    const state = problem ? `${words.problem} ${problemWords(this.#desk.wording, problem)}` : now;
    const text = this.#isBoth ? `${state.replace(/[^.!?…]$/, "$&.")} ${words.both}` : state;
    if (this.#state.textContent === text) return;
    this.#state.textContent = text;
    this.#state.dataset.state = problem ? "problem" : "";
  }
}
