import { element } from "../core/dom.js";
import { problemWords } from "../words/problem.js";
import { Question } from "./question.js";

/** @typedef {import("../core/desk_context.js").DeskContext} DeskContext */

/** What the host is asked for a panel, and the line that tells how that fares. */
export class Asked {
  element = element("div", { class: "qwb-asked", role: "status", hidden: true });
  #desk;
  #again;
  #question = new Question((state) => this.#tell(state));

  /**
   * @param {DeskContext} desk
   * @param {() => void} again Asks the same once more.
   */
  constructor(desk, again) {
    this.#desk = desk;
    this.#again = again;
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   * @returns {Promise<any>} the reply, or null where it failed or is out of date
   */
  ask(type, fields = {}) {
    return this.#question.ask(this.#desk.session.ask(type, fields));
  }

  drop() {
    this.#question.drop();
  }

  /** @param {"looking" | "answered" | {problem: unknown}} state */
  #tell(state) {
    const { wording } = this.#desk;
    this.element.hidden = state === "answered";
    if (state === "answered") this.element.replaceChildren();
    else if (state === "looking") this.element.replaceChildren(wording.looking);
    else {
      const again = element("button", { type: "button" }, wording.retry);
      again.addEventListener("click", () => this.#again());
      const why = element(
        "span",
        { class: "qwb-problem", role: "alert" },
        problemWords(wording, state.problem),
      );
      this.element.replaceChildren(why, " ", again);
    }
  }
}
