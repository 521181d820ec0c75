import { element } from "./dom.js";

const SLOW = 700;

/** Whether all is saved; if not, how many changes wait, why, and what can be done. */
export class SaveState {
  element = element("div", { class: "qwb-save", role: "status" });
  #onRetry;
  #onDiscard;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #shown = "";

  /** @param {{onRetry: () => void, onDiscard: () => void}} options */
  constructor({ onRetry, onDiscard }) {
    this.#onRetry = onRetry;
    this.#onDiscard = onDiscard;
  }

  /**
   * @param {{waiting: number, problem: import("./types.js").NotSaved | null, connected: boolean}} state
   * @param {import("./wording.js").Wording} wording
   */
  show({ waiting, problem, connected }, wording) {
    clearTimeout(this.#timer);
    if (problem) this.#showProblem(waiting, problem, wording);
    else if (waiting > 0) this.#timer = setTimeout(() => this.#say("saving", wording.saving), SLOW);
    else if (connected) this.#say("saved", wording.saved);
    else this.#say("problem", `${wording.notConnected}. ${wording.because.gone}`);
  }

  /**
   * @param {number} waiting
   * @param {import("./types.js").NotSaved} problem
   * @param {import("./wording.js").Wording} wording
   */
  #showProblem(waiting, problem, wording) {
    const why = [problem.message, wording.because[problem.reason]].filter(Boolean).join(" ");
    const retry = element("button", { type: "button" }, wording.retry);
    retry.addEventListener("click", () => this.#onRetry());
    const discard = element("button", { type: "button" }, wording.discard);
    discard.addEventListener("click", () => this.#onDiscard());
    const actions = problem.lasting ? [retry, discard] : [retry];
    this.#say("problem", wording.notSaved(waiting), element("span", { class: "qwb-why" }, why), ...actions);
  }

  /**
   * @param {"saved" | "saving" | "problem"} state
   * @param {string} words
   * @param {...HTMLElement} rest
   */
  #say(state, words, ...rest) {
    const all = [words, ...rest.map((one) => one.textContent)].join("|");
    // The same again is not drawn again: focus stays on the button, and no screen reader repeats it.
    if (all === this.#shown) return;
    this.#shown = all;
    this.element.dataset["state"] = state;
    this.element.replaceChildren(element("strong", {}, words), ...rest);
  }
}
