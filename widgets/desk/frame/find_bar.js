import { element } from "../core/dom.js";
import { act } from "../core/keys.js";
import { Finder, MOST_HITS } from "../text/finder.js";
import { problemWords } from "../words/problem.js";

/**
 * @typedef {import("../core/transcript_text.js").Piece} Piece
 * @typedef {import("../core/types.js").SearchBy} SearchBy
 */

/** Finds words in the open transcript as they are typed, and goes from place to place. */
export class FindBar {
  #desk;
  #onHits;
  #onCodeAll;
  /** @type {Finder | null} */
  #finder = null;
  /** @type {Piece[]} */
  #hits = [];
  #at = -1;
  #input = element("input", { type: "search", class: "qwb-find", autocomplete: "off", spellcheck: "false" });
  #count = element("span", { class: "qwb-found", role: "status" });
  #previous = element("button", { type: "button", class: "qwb-icon" }, "↑");
  #next = element("button", { type: "button", class: "qwb-icon" }, "↓");
  #forms = element("button", { type: "button", class: "qwb-icon", "aria-pressed": "false" }, "≈");
  #all = element("button", { type: "button" });
  #results = element(
    "span",
    { class: "qwb-results", hidden: true },
    ...[this.#count, this.#previous, this.#next, this.#forms, this.#all],
  );
  element = element("div", { class: "qwb-find-bar", role: "search" }, this.#input, this.#results);

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {object} listeners
   * @param {(hits: Piece[], current: Piece | null) => void} listeners.onHits
   * @param {(words: string, by: SearchBy) => void} listeners.onCodeAll
   */
  constructor(desk, { onHits, onCodeAll }) {
    this.#desk = desk;
    this.#onHits = onHits;
    this.#onCodeAll = onCodeAll;
    this.#input.addEventListener("input", () => this.#find());
    this.#input.addEventListener("keydown", (event) => {
      act(event, {
        Enter: () => this.go(1),
        "Shift+Enter": () => this.go(-1),
        Escape: () => {
          if (this.#input.value) this.clear();
          desk.focusText();
        },
      });
    });
    this.#previous.addEventListener("click", () => this.go(-1));
    this.#next.addEventListener("click", () => this.go(1));
    this.#forms.addEventListener("click", () => void this.#toggleForms());
    this.#all.addEventListener("click", () => this.#onCodeAll(this.#input.value, this.#by));
  }

  show() {
    const { wording, session } = this.#desk;
    const { opened } = session;
    this.element.hidden = !opened;
    this.#input.placeholder = wording.find;
    this.#input.setAttribute("aria-label", wording.find);
    this.#all.textContent = wording.codeAll;
    for (const [button, words] of /** @type {[HTMLElement, string][]} */ ([
      [this.#previous, wording.previousHit],
      [this.#next, wording.nextHit],
      [this.#forms, wording.allForms],
    ])) {
      button.setAttribute("aria-label", words);
      button.title = words;
    }
    this.#finder = opened && new Finder(opened.text, opened.document.language);
    if (this.#by === "lemma")
      void this.#learn().then(
        () => this.#find(),
        () => {},
      );
    if (this.#input.value) this.#find();
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  clear() {
    this.#input.value = "";
    this.#find();
  }

  /** To the next or previous place. @param {1 | -1} by */
  go(by) {
    if (this.#hits.length === 0) {
      this.#desk.say(this.#desk.wording.nothingFound);
      return;
    }
    this.#at = (this.#at + by + this.#hits.length) % this.#hits.length;
    this.#showHits(true);
  }

  /** @returns {SearchBy} */
  get #by() {
    return this.#forms.getAttribute("aria-pressed") === "true" ? "lemma" : "form";
  }

  #find() {
    this.#hits = this.#finder?.find(this.#input.value, this.#by) ?? [];
    this.#at = -1;
    this.#showHits(false);
  }

  /** @param {boolean} reveal */
  #showHits(reveal) {
    const { wording } = this.#desk;
    const all = this.#hits.length;
    this.#results.hidden = this.#input.value.trim() === "";
    const found = all === MOST_HITS ? wording.foundMany : wording.found;
    this.#count.textContent = all === 0 ? wording.nothingFound : found(this.#at + 1, all);
    const current = this.#hits[this.#at] ?? null;
    this.#onHits(this.#hits, reveal ? current : null);
  }

  async #toggleForms() {
    this.#forms.setAttribute("aria-pressed", String(this.#by === "form"));
    // The first time the host reads a dictionary, which takes some seconds.
    this.#count.textContent = this.#desk.wording.looking;
    try {
      await this.#learn();
    } catch (problem) {
      this.#forms.setAttribute("aria-pressed", "false");
      this.#desk.say(problemWords(this.#desk.wording, problem));
    }
    this.#find();
  }

  async #learn() {
    const finder = this.#finder;
    const { opened } = this.#desk.session;
    if (!finder || !opened || finder.knowsLemmas) return;
    finder.learn((await this.#desk.languageOf(opened.document)).lemmas);
  }
}
