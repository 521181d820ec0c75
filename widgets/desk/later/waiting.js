import { element } from "../core/dom.js";
import { isNotSaved } from "../core/types.js";

/** Stands in the place of something that is not loaded yet, and says so; if it cannot be, why. */
export class Waiting {
  #desk;
  #later;
  #onThere;
  #isAsking = false;
  element = element("div", { class: "qwb-waiting", tabindex: -1, role: "status" });

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {import("./later.js").Later} later
   * @param {(module: import("./later.js").PanelsModule) => void} onThere
   */
  constructor(desk, later, onThere) {
    this.#desk = desk;
    this.#later = later;
    this.#onThere = onThere;
  }

  async begin() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#show(this.#desk.wording.looking);
    try {
      this.#onThere(await this.#later.get());
    } catch (problem) {
      this.#fail(problem);
    }
    this.#isAsking = false;
  }

  /** @param {unknown} problem */
  #fail(problem) {
    const { notLoaded, retry } = this.#desk.wording;
    const again = element("button", { type: "button" }, retry);
    again.addEventListener("click", () => void this.begin());
    const why = (isNotSaved(problem) && problem.message) || notLoaded;
    this.#show(element("p", { class: "qwb-problem", role: "alert" }, why), again);
  }

  /** @param {...(Node | string)} content */
  #show(...content) {
    const held = this.element.contains(document.activeElement);
    this.element.replaceChildren(...content);
    if (held) (this.element.querySelector("button") ?? this.element).focus();
  }
}
