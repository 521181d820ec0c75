import { element } from "../core/dom.js";
import { panelWords } from "../words/panels.js";
import { Asked } from "./asked.js";
import { CodeAll } from "./code_all.js";
import { button, choice, leaveByEscape } from "./controls.js";
import { grouped } from "./groups.js";
import { redraw } from "./redraw.js";
import { RowList } from "./row_list.js";

/**
 * @typedef {import("./code_all.js").Answer} Answer
 * @typedef {import("../core/types.js").Hit} Hit
 * @typedef {import("../core/types.js").Hits} Hits
 * @typedef {import("../core/types.js").SearchBy} SearchBy
 */

const MOST = 500;
const PAUSE = 250;

/** Words in this transcript or the whole study, and one code for all places that were found. */
export class SearchPanel {
  name = "search";
  #desk;
  #asked;
  /** @type {{words: string, by: SearchBy, wide: boolean}} */
  #search = { words: "", by: "form", wide: true };
  /** @type {Answer | null} */
  #answer = null;
  #said = "";
  #words = element("input", { type: "search", class: "qwb-wide", dir: "auto" });
  #controls = element("div", { class: "qwb-filters" });
  #count = element("p", { class: "qwb-total", role: "status" });
  #all;
  #rows = new RowList((does, key, control) => this.#do(does, Number(key), control));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;
  element;

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#asked = new Asked(desk, () => void this.#look());
    this.#all = new CodeAll(desk, (said) => {
      this.#said = said;
      this.#draw();
      void this.#look();
    });
    this.element = element(
      "section",
      { class: "qwb-side" },
      this.#words,
      this.#controls,
      this.#count,
      this.#all.element,
      element("div", { class: "qwb-scroll" }, this.#asked.element, this.#rows.element),
    );
    this.#words.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#seek({ words: this.#words.value.trim() }), PAUSE);
    });
    this.#words.addEventListener("keydown", (event) => this.#wordsKey(event));
    this.#controls.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLSelectElement)) return;
      this.#seek(
        target.name === "by"
          ? { by: target.value === "lemma" ? "lemma" : "form" }
          : { wide: target.value !== "" },
      );
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#all.code === null || event.target === this.#words) return;
      event.preventDefault();
      this.#all.choose(null);
    });
    leaveByEscape(this.element, desk);
  }

  show() {
    const words = panelWords(this.#desk);
    this.#words.placeholder = words.searchFor;
    this.#words.setAttribute("aria-label", words.searchFor);
    this.#draw();
    void this.#look();
  }

  focus() {
    this.#words.focus();
    this.#words.select();
  }

  /**
   * Find words in the open transcript, to code all places, once the panel is shown.
   *
   * @param {string} words
   * @param {SearchBy} by
   */
  lookFor(words, by) {
    this.#words.value = words;
    this.#search = { words: words.trim(), by, wide: false };
    this.#said = "";
    this.#all.code = "";
  }

  /** @param {Partial<{words: string, by: SearchBy, wide: boolean}>} search */
  #seek(search) {
    clearTimeout(this.#typing);
    // Words that were typed a moment ago are meant as well.
    Object.assign(this.#search, { words: this.#words.value.trim() }, search);
    this.#said = "";
    this.#all.code = null;
    void this.#look();
  }

  async #look() {
    const { words, by, wide } = this.#search;
    const transcript = wide ? null : (this.#desk.session.opened?.document.uid ?? null);
    if (words === "") {
      this.#asked.drop();
      this.#answer = null;
    } else {
      const request = { words, by, transcript };
      const code = this.#all.code || null;
      /** @type {Hits | null} */
      const hits = await this.#asked.ask("search", { ...request, code, most: MOST });
      if (!hits) return;
      this.#answer = { hits, request, code };
    }
    this.#draw();
  }

  #draw() {
    const words = panelWords(this.#desk);
    const { by, wide, words: wanted } = this.#search;
    redraw(
      this.#controls,
      choice(
        words.where,
        [
          ["", words.thisTranscript],
          ["study", words.wholeStudy],
        ],
        wide ? "study" : "",
        { name: "where", "data-key": "where" },
      ),
      choice(
        words.by,
        [
          ["form", words.asWritten],
          ["lemma", words.allForms],
        ],
        by,
        { name: "by", "data-key": "by", title: words.lemmaMeans },
      ),
    );
    const found = this.#answer?.hits.hits ?? [];
    const groups = grouped(found.entries(), ([, { transcript }]) => transcript);
    this.#count.textContent = this.#said || this.#countWords(groups.length, wanted);
    this.#all.show(this.#answer);
    this.#rows.draw(
      groups.map(([transcript, hits]) =>
        element(
          "li",
          { class: "qwb-group-of" },
          element("h4", {}, element("bdi", {}, transcript), element("small", {}, ` ${hits.length}`)),
          element("ul", { role: "list" }, ...hits.map(([number, hit]) => this.#row(number, hit))),
        ),
      ),
    );
  }

  /**
   * @param {number} transcripts
   * @param {string} wanted
   */
  #countWords(transcripts, wanted) {
    const words = panelWords(this.#desk);
    if (wanted === "") return words.typeToSearch;
    if (!this.#answer) return "";
    const { total, cut } = this.#answer.hits;
    if (total > 0) return words.found(total, transcripts, cut);
    return /[\p{L}\p{N}]/u.test(wanted) ? words.nothingFound : words.onlyWords;
  }

  /**
   * @param {number} number
   * @param {Hit} hit
   */
  #row(number, hit) {
    const { speaker, before, text, after } = hit;
    const go = button("go", "", { class: "qwb-go qwb-hit-line" });
    if (speaker) go.append(element("bdi", { class: "qwb-hit-who" }, speaker), " ");
    go.append(element("span", { dir: "auto" }, before, element("mark", {}, text), after));
    const row = element("li", { class: "qwb-row", "data-key": String(number) }, go);
    this.#all.addTo(row, hit);
    return row;
  }

  /**
   * @param {string} does
   * @param {number} number
   * @param {Element} control
   */
  #do(does, number, control) {
    const hit = this.#answer?.hits.hits[number];
    if (!hit) return;
    if (does === "go") {
      const { transcript, start, end } = hit;
      void this.#desk.goTo({ transcript, start, end });
    } else if (control instanceof HTMLInputElement) {
      this.#all.putAside(hit, !control.checked);
      this.#draw();
    }
  }

  /** @param {KeyboardEvent} event */
  #wordsKey(event) {
    if (event.key === "ArrowDown" && this.#rows.focus()) event.preventDefault();
    if (event.key !== "Enter") return;
    event.preventDefault();
    const words = this.#words.value.trim();
    if (words !== this.#search.words) this.#seek({ words });
    else this.#do("go", 0, this.#words);
  }
}
