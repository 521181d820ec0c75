import { element } from "../core/dom.js";
import { Asked, problemWords } from "./asked.js";
import { button, choice, codeOptions, leaveByEscape } from "./controls.js";
import { grouped } from "./groups.js";
import { redraw } from "./redraw.js";
import { RowList } from "./row_list.js";
import { leftOut } from "./search_hits.js";

/**
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
  #search = { words: "", by: "form", wide: false };
  /** @type {Hits | null} */
  #hits = null;
  /** The transcript that was searched; null for all. @type {string | null} */
  #transcript = null;
  /** The code that all places are to get; null while nobody is choosing. @type {string | null} */
  #code = null;
  /** The code that the hits were asked for with. @type {string | null} */
  #codeOfHits = null;
  /** @type {Set<number>} */
  #aside = new Set();
  #said = "";
  #coding = false;
  #words = element("input", { type: "search", class: "qwb-wide", dir: "auto" });
  #controls = element("div", { class: "qwb-filters" });
  #count = element("p", { class: "qwb-total", role: "status" });
  #all = element("div", { class: "qwb-code-all" });
  #rows = new RowList((does, key, control) => this.#do(does, Number(key), control));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;
  element;

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#asked = new Asked(desk, () => void this.#look());
    this.element = element(
      "section",
      { class: "qwb-side" },
      this.#words,
      this.#controls,
      this.#count,
      this.#all,
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
    this.#all.addEventListener("click", ({ target }) => {
      if (target instanceof HTMLButtonElement) this.#codeAllDo(target.dataset.do ?? "");
    });
    this.#all.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLSelectElement)) return;
      this.#code = target.value;
      this.#draw();
      void this.#look();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#code === null || event.target === this.#words) return;
      event.preventDefault();
      this.#codeAllDo("cancel");
    });
    leaveByEscape(this.element, desk);
  }

  show() {
    const words = this.#desk.wording.panels;
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
    this.#code = "";
  }

  /** @param {Partial<{words: string, by: SearchBy, wide: boolean}>} search */
  #seek(search) {
    clearTimeout(this.#typing);
    Object.assign(this.#search, search);
    this.#said = "";
    this.#code = null;
    void this.#look();
  }

  async #look() {
    const { words, by, wide } = this.#search;
    const transcript = wide ? null : (this.#desk.session.opened?.document.uid ?? null);
    if (words === "") {
      this.#asked.drop();
      this.#hits = null;
      this.#draw();
      return;
    }
    const fields = { words, by, transcript, code: this.#code || null, most: MOST };
    /** @type {Hits | null} */
    const hits = await this.#asked.ask("search", fields);
    if (!hits) return;
    // Which places were put aside is known by their numbers: another answer has others.
    if (hits.digest !== this.#hits?.digest) this.#aside.clear();
    this.#hits = hits;
    this.#transcript = transcript;
    this.#codeOfHits = fields.code;
    this.#draw();
  }

  #draw() {
    const words = this.#desk.wording.panels;
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
    const found = this.#hits?.hits ?? [];
    const groups = grouped(found.entries(), ([, { transcript }]) => transcript);
    this.#count.textContent = this.#said || this.#countWords(groups.length, wanted);
    this.#drawAll(found);
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
    const words = this.#desk.wording.panels;
    if (wanted === "") return words.typeToSearch;
    if (!this.#hits) return "";
    const { total, cut } = this.#hits;
    return total === 0 ? words.nothingFound : words.found(total, transcripts, cut);
  }

  /** @param {Hit[]} found */
  #drawAll(found) {
    const { wording } = this.#desk;
    const words = wording.panels;
    const rest = found.length - leftOut(found, this.#aside).size;
    if (found.length === 0) redraw(this.#all);
    else if (this.#code === null) redraw(this.#all, button("choose", words.codeAll, { "data-key": "all" }));
    else {
      // Which passages have the code already is known once the host has answered for this code.
      const ready = this.#code !== "" && this.#code === this.#codeOfHits && rest > 0;
      redraw(
        this.#all,
        choice(words.code, codeOptions(this.#desk, words.chooseCode, true), this.#code, {
          class: "qwb-wide",
          "data-key": "code",
        }),
        this.#hits?.cut ? element("p", {}, words.onlyShown(found.length)) : "",
        button("code", words.codeSome(rest, found.length), { "data-key": "all", disabled: !ready }),
        button("cancel", wording.codebook.cancel, { "data-key": "cancel" }),
      );
    }
  }

  /**
   * @param {number} number
   * @param {Hit} hit
   */
  #row(number, { speaker, before, text, after, already }) {
    const words = this.#desk.wording.panels;
    const go = button("go", "", { class: "qwb-go qwb-hit-line" });
    if (speaker) go.append(element("bdi", { class: "qwb-hit-who" }, speaker), " ");
    go.append(element("span", { dir: "auto" }, before, element("mark", {}, text), after));
    const row = element("li", { class: "qwb-row", "data-key": String(number) }, go);
    if (this.#code !== null) {
      const isOn = !already && !this.#aside.has(number);
      const box = element("input", {
        type: "checkbox",
        "data-do": "aside",
        checked: isOn,
        disabled: already,
        "aria-label": `${words.codeThis}: ${text}`,
      });
      row.classList.add("qwb-pick");
      row.prepend(box);
      if (already) row.append(element("small", {}, words.hasIt));
    }
    return row;
  }

  /**
   * @param {string} does
   * @param {number} number
   * @param {Element} control
   */
  #do(does, number, control) {
    const hit = this.#hits?.hits[number];
    if (!hit) return;
    if (does === "go") {
      const { transcript, start, end } = hit;
      void this.#desk.goTo({ transcript, start, end });
    } else if (control instanceof HTMLInputElement) {
      if (control.checked) this.#aside.delete(number);
      else this.#aside.add(number);
      this.#draw();
    }
  }

  /** @param {string} does */
  #codeAllDo(does) {
    if (does === "code") {
      void this.#codeAll();
      return;
    }
    this.#code = does === "choose" ? "" : null;
    this.#said = "";
    this.#aside.clear();
    this.#draw();
    const to = this.#all.querySelector(does === "choose" ? "select" : "button");
    if (to instanceof HTMLElement) to.focus();
  }

  async #codeAll() {
    const { session, tree, wording } = this.#desk;
    const words = wording.panels;
    const code = this.#code;
    if (!this.#hits || !code || this.#coding) return;
    const without = leftOut(this.#hits.hits, this.#aside);
    const count = this.#hits.hits.length - without.size;
    const { words: wanted, by } = this.#search;
    this.#coding = true;
    try {
      const request = { words: wanted, by, transcript: this.#transcript };
      await session.codeHits(this.#hits, request, code, {}, without);
      this.#said = words.codedAll(count, tree.label(code));
      this.#code = null;
    } catch (problem) {
      this.#said = `${words.notCoded} ${problemWords(this.#desk, problem)}`;
    }
    this.#coding = false;
    this.#desk.say(this.#said);
    void this.#look();
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
