import { element } from "../core/dom.js";

const SHOWN_FOR = 4000;

/** What was just done, in words: for screen readers always, and for the eye for a moment. */
export class LiveLine {
  element = element("div", { class: "qwb-live", role: "status" });
  #timer = 0;

  /** @param {string} words */
  say(words) {
    this.announce(words);
    this.element.classList.add("qwb-said-now");
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.element.classList.remove("qwb-said-now"), SHOWN_FOR);
  }

  /** Tell screen readers only. @param {string} words */
  announce(words) {
    this.element.classList.remove("qwb-said-now");
    // A live region is silent when its words do not change: a second line makes them new.
    this.element.textContent = this.element.textContent === words ? `${words}\u00a0` : words;
  }
}
