import { element } from "../core/dom.js";
import { panelWords } from "../words/panels.js";
import { problemWords } from "../words/problem.js";
import { button, choice, codeOptions } from "./controls.js";
import { redraw } from "./redraw.js";
import { leftOut, placeOf } from "./search_hits.js";

/**
 * @typedef {import("../core/types.js").Hit} Hit
 * @typedef {import("../core/types.js").SearchBy} SearchBy
 *
 * @typedef {object} Answer What was found, and what had been asked.
 * @property {import("../core/types.js").Hits} hits
 * @property {{words: string, by: SearchBy, transcript: string | null}} request
 * @property {string | null} code
 */

/** One code for all places that were found: which code, and which places are put aside. */
export class CodeAll {
  element = element("div", { class: "qwb-code-all" });
  /** The code that they are to get, "" while it is being chosen, null while nobody wants to. @type {string | null} */
  code = null;
  #desk;
  #onChange;
  /** @type {Answer | null} */
  #answer = null;
  /** @type {Set<string>} */
  #aside = new Set();
  #isCoding = false;

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {(said: string) => void} onChange Called when another code was chosen, none is any more, or all is
   *   done; with what is to be said of it.
   */
  constructor(desk, onChange) {
    this.#desk = desk;
    this.#onChange = onChange;
    this.element.addEventListener("click", ({ target }) => {
      if (!(target instanceof HTMLButtonElement)) return;
      if (target.dataset.do === "code") void this.#codeAll();
      else this.choose(target.dataset.do === "choose" ? "" : null);
    });
    this.element.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) this.#all(target.checked);
      else if (target instanceof HTMLSelectElement) this.code = target.value;
      this.#onChange("");
    });
  }

  /** @param {"" | null} code Begin with choosing a code, or give up. */
  choose(code) {
    this.code = code;
    this.#aside.clear();
    this.#onChange("");
    const next = this.element.querySelector(code === "" ? "select" : "button");
    if (next instanceof HTMLElement) next.focus();
  }

  /** @param {Hit} hit @param {boolean} isAside */
  putAside(hit, isAside) {
    if (isAside) this.#aside.add(placeOf(hit));
    else this.#aside.delete(placeOf(hit));
  }

  /** Put all places aside, or none. @param {boolean} isWanted */
  #all(isWanted) {
    for (const hit of this.#answer?.hits.hits ?? []) this.putAside(hit, !isWanted);
  }

  /** @param {Answer | null} answer */
  show(answer) {
    const { wording } = this.#desk;
    const words = panelWords(this.#desk);
    if (answer?.request.words !== this.#answer?.request.words) this.#aside.clear();
    this.#answer = answer;
    const found = answer?.hits.hits ?? [];
    if (found.length === 0) redraw(this.element);
    else if (this.code === null) redraw(this.element, button("choose", words.codeAll, { "data-key": "all" }));
    else {
      const rest = found.length - leftOut(found, this.#aside).size;
      // Which places have the code already is known once the host has answered for this code.
      const isReady = this.code !== "" && this.code === answer?.code && rest > 0;
      redraw(
        this.element,
        choice(words.code, codeOptions(this.#desk, words.chooseCode, true), this.code, {
          class: "qwb-wide",
          "data-key": "code",
        }),
        answer?.hits.cut ? element("p", {}, words.onlyShown(found.length)) : "",
        this.#choiceOfAll(found, rest),
        button("code", words.codeSome(rest, found.length), { "data-key": "all", disabled: !isReady }),
        button("cancel", wording.codebook.cancel, { "data-key": "cancel" }),
      );
    }
  }

  /**
   * @param {Hit[]} found
   * @param {number} rest How many of them get the code.
   */
  #choiceOfAll(found, rest) {
    const open = found.filter(({ already }) => !already).length;
    const box = element("input", { type: "checkbox", "data-key": "every", disabled: open === 0 });
    box.checked = open > 0 && rest === open;
    box.indeterminate = rest > 0 && rest < open;
    return element("label", { class: "qwb-wide" }, box, " ", panelWords(this.#desk).everyPlace);
  }

  /**
   * Let a row choose whether its place gets the code.
   *
   * @param {HTMLElement} row
   * @param {Hit} hit
   */
  addTo(row, hit) {
    const { text, already } = hit;
    if (this.code === null) return;
    const words = panelWords(this.#desk);
    const box = element("input", {
      type: "checkbox",
      "data-do": "aside",
      checked: !already && !this.#aside.has(placeOf(hit)),
      disabled: already,
      "aria-label": `${words.codeThis}: ${text}`,
    });
    row.classList.add("qwb-pick");
    row.prepend(box);
    if (already) row.append(element("small", {}, words.hasIt));
  }

  async #codeAll() {
    const { session, tree } = this.#desk;
    const words = panelWords(this.#desk);
    const { code } = this;
    if (!this.#answer || !code || this.#isCoding) return;
    const { hits, request } = this.#answer;
    const without = leftOut(hits.hits, this.#aside);
    let said = words.codedAll(hits.hits.length - without.size, tree.label(code));
    this.#isCoding = true;
    try {
      await session.codeHits(hits, request, code, {}, without);
      this.code = null;
    } catch (problem) {
      said = `${words.notCoded} ${problemWords(this.#desk.wording, problem)}`;
    }
    this.#isCoding = false;
    this.#desk.say(said);
    this.#onChange(said);
  }
}
