import { element } from "../core/dom.js";

/** Whether all is saved; if not, how many changes wait, why, and what can be done. */
export class SaveState {
  element = element("div", { class: "qwb-save" });
  #onRetry;
  #onDiscard;
  #shown = "";

  /** @param {{onRetry: () => void, onDiscard: () => void}} options */
  constructor({ onRetry, onDiscard }) {
    this.#onRetry = onRetry;
    this.#onDiscard = onDiscard;
  }

  /**
   * @param {{waiting: number, problem: import("../core/types.js").NotSaved | null, connected: boolean}} state
   * @param {import("../words/wording.js").Wording} wording
   */
  show({ waiting, problem, connected }, wording) {
    const { because, notConnected, notSaved, saved, saving } = wording;
    if (problem) {
      // What others say of an error often ends without a full stop.
      const said = problem.message.replace(/[^.!?…]$/, "$&.");
      const why = [said, because[problem.reason]].filter(Boolean).join(" ");
      this.#say("problem", `${notSaved(waiting)}.`, why, this.#actions(problem, wording));
    } else if (waiting > 0) this.#say("saving", saving);
    else if (connected) this.#say("saved", saved);
    else this.#say("problem", `${notConnected}.`, because.gone);
  }

  /**
   * @param {import("../core/types.js").NotSaved} problem
   * @param {import("../words/wording.js").Wording} wording
   */
  #actions(problem, wording) {
    const retry = element("button", { type: "button" }, wording.retry);
    retry.addEventListener("click", () => this.#onRetry());
    if (!problem.lasting) return [retry];
    const discard = element("button", { type: "button" }, wording.discard);
    discard.addEventListener("click", () => this.#onDiscard());
    return [retry, discard];
  }

  /**
   * @param {"saved" | "saving" | "problem"} state
   * @param {string} what
   * @param {string} why
   * @param {HTMLElement[]} actions
   */
  #say(state, what, why = "", actions = []) {
    const all = [what, why, ...actions.map((one) => one.textContent)].join("|");
    // The same again is not drawn again: focus stays on the button, and no screen reader repeats it.
    if (all === this.#shown) return;
    this.#shown = all;
    this.element.dataset.state = state;
    // A class, not `:has()`, for which the browser would look through all turns whenever a coding is drawn.
    this.element.closest(".qwb")?.classList.toggle("qwb-at-foot", state === "problem");
    const words = element("span", state === "problem" ? { role: "alert" } : {}, element("strong", {}, what));
    if (why) words.append(" ", why);
    this.element.replaceChildren(words, ...actions);
  }
}
