import { element } from "../core/dom.js";
import { panelWords } from "../words/panels.js";
import { Asked } from "./asked.js";

/**
 * @typedef {import("../core/types.js").QuotationFilter} QuotationFilter
 * @typedef {import("../core/types.js").Quotations} Quotations
 */

const PAGE = 100;

/** Quotations that the host is asked for, a page more at a time. */
export class QuotationList {
  #desk;
  #asked;
  #onAnswer;
  /** @type {QuotationFilter} */
  #filter = {};
  #most = PAGE;
  #more = element("button", { type: "button", class: "qwb-more", hidden: true });
  element;

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {HTMLElement} rows Where `onAnswer` shows them.
   * @param {(answer: Quotations) => void} onAnswer
   */
  constructor(desk, rows, onAnswer) {
    this.#desk = desk;
    this.#onAnswer = onAnswer;
    this.#asked = new Asked(desk, () => void this.#ask());
    this.element = element("div", { class: "qwb-scroll" }, this.#asked.element, rows, this.#more);
    this.#more.addEventListener("click", () => {
      this.#most += PAGE;
      void this.#ask();
    });
  }

  /** @param {QuotationFilter} filter */
  ask(filter) {
    if (JSON.stringify(filter) !== JSON.stringify(this.#filter)) {
      this.#most = PAGE;
      this.element.scrollTop = 0;
    }
    this.#filter = filter;
    void this.#ask();
  }

  async #ask() {
    /** @type {Quotations | null} */
    // All of it again, not only the page that is new: the study may be another one by now.
    const answer = await this.#asked.ask("quotations", { filter: this.#filter, from: 0, most: this.#most });
    if (!answer) return;
    const left = answer.total - answer.rows.length;
    this.#more.hidden = left <= 0;
    this.#more.textContent = panelWords(this.#desk).more(left);
    this.#onAnswer(answer);
  }
}
