import { element } from "../core/dom.js";
import { act } from "../core/keys.js";
import { Finder, MOST_HITS } from "../text/finder.js";
import { panelWords } from "../words/panels.js";
import { problemWords } from "../words/problem.js";

/**
 * @typedef {import("../core/transcript_text.js").Piece} Piece
 * @typedef {import("../core/types.js").SearchBy} SearchBy
 */

/** Finds words in the open transcript as they are typed, and goes from place to place. */
export class FindBar {
  #desk;
  #onHits;
  #onGo;
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
  #forms = element("button", { type: "button", class: "qwb-forms", "aria-pressed": "false" });
  #all = element("button", { type: "button", class: "qwb-code-hits" });
  #results = element(
    "span",
    { class: "qwb-results", hidden: true },
    ...[this.#count, this.#previous, this.#next, this.#forms, this.#all],
  );

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {HTMLElement} place Where it goes.
   * @param {object} listeners
   * @param {(hits: Piece[], current: Piece | null) => void} listeners.onHits What to mark, and what to bring into sight.
   * @param {(hit: Piece) => void} listeners.onGo A place to go on from.
   * @param {(words: string, by: SearchBy) => void} listeners.onCodeAll
   */
  constructor(desk, place, { onHits, onGo, onCodeAll }) {
    this.#desk = desk;
    this.#onHits = onHits;
    this.#onGo = onGo;
    this.#onCodeAll = onCodeAll;
    this.element = place;
    place.setAttribute("role", "search");
    place.append(this.#input, this.#results);
    this.#input.addEventListener("input", () => this.#find());
    this.#input.addEventListener("keydown", (event) => {
      act(event, {
        Enter: () => this.#look(1),
        "Shift+Enter": () => this.#look(-1),
        Escape: () => this.#leave(),
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
    this.#forms.textContent = panelWords(this.#desk).allForms;
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

  /** @returns {boolean} false when nothing was looked for */
  clear() {
    if (!this.#input.value) return false;
    this.#input.value = "";
    this.#find();
    return true;
  }

  /** To the next or previous place, from where the reader is; it is in hand then. @param {1 | -1} by */
  go(by) {
    this.#at = -1;
    this.#look(by);
    const hit = this.#hits[this.#at];
    if (hit) this.#onGo(hit);
  }

  /** Bring the next or previous place into sight; the field keeps the keyboard. @param {1 | -1} by */
  #look(by) {
    const { length } = this.#hits;
    if (length === 0) return this.#desk.say(this.#desk.wording.nothingFound);
    this.#at = ((this.#at < 0 ? this.#beside(by) : this.#at + by) + length) % length;
    this.#showHits(true);
  }

  /** The number of the place before or after where the reader is. @param {1 | -1} by */
  #beside(by) {
    const [here] = this.#desk.hand.origin;
    const { segment, start, end } = here ?? { segment: this.#desk.view.current, start: 0, end: 0 };
    const isAfter = (/** @type {Piece} */ hit) =>
      hit.segment > segment || (hit.segment === segment && hit.start >= end);
    const isBefore = (/** @type {Piece} */ hit) =>
      hit.segment < segment || (hit.segment === segment && hit.end <= start);
    return by > 0 ? Math.max(this.#hits.findIndex(isAfter), 0) : this.#hits.findLastIndex(isBefore);
  }

  /** Back to the text: to the place that was looked at last, or, if none was, to where one came from. */
  #leave() {
    const hit = this.#hits[this.#at];
    if (hit) return this.#onGo(hit);
    this.clear();
    this.#desk.focusText();
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
    this.element.parentElement?.classList.toggle("qwb-finds", !this.#results.hidden);
    const found = all === MOST_HITS ? wording.foundMany : wording.found;
    for (const button of [this.#previous, this.#next, this.#all]) button.hidden = all === 0;
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
