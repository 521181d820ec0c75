import { element } from "../core/dom.js";
import { panelWords } from "../words/panels.js";
import { button, choice, codeOptions, leaveByEscape } from "./controls.js";
import { QuotationList } from "./quotation_list.js";
import { goToQuotation, quotationRow } from "./quotation_row.js";
import { redraw } from "./redraw.js";
import { RowList } from "./row_list.js";

/**
 * @typedef {import("../core/types.js").Quotation} Quotation
 * @typedef {import("../core/types.js").QuotationFilter} QuotationFilter
 */

/** Quotations of the whole study, by code, speaker, coder and words. */
export class QuotationsPanel {
  name = "quotations";
  #desk;
  /** @type {QuotationFilter} */
  #filter = {};
  /** @type {Map<string, Quotation>} */
  #quotations = new Map();
  /** @type {Set<string>} */
  #open = new Set();
  /** @type {string[]} */
  #speakers = [];
  #total = 0;
  #controls = element("div", { class: "qwb-filters" });
  #count = element("p", { class: "qwb-total", role: "status" });
  #text = element("input", { type: "search", class: "qwb-wide", dir: "auto", "data-key": "text" });
  #rows = new RowList((does, key) => this.#do(does, key));
  #none = element("div", { class: "qwb-none" });
  #list;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;
  element;

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#list = new QuotationList(desk, this.#rows.element, ({ rows, total, speakers }) => {
      this.#quotations = new Map(rows.map((one) => [one.id, one]));
      this.#speakers = speakers;
      this.#total = total;
      this.#drawControls();
      this.#drawRows();
    });
    this.#list.element.append(this.#none);
    this.element = element(
      "section",
      { class: "qwb-side" },
      this.#controls,
      this.#text,
      this.#count,
      this.#list.element,
    );
    this.#controls.addEventListener("change", ({ target }) => this.#choose(target));
    this.#text.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#set({ text: this.#text.value.trim() }), 300);
    });
    this.#none.addEventListener("click", ({ target }) => {
      if (!(target instanceof HTMLButtonElement)) return;
      this.filterBy({});
      this.show();
    });
    leaveByEscape(this.element, desk);
  }

  show() {
    const words = panelWords(this.#desk);
    this.#text.placeholder = words.textHolds;
    this.#text.setAttribute("aria-label", words.textHolds);
    this.#drawControls();
    this.#drawRows();
    this.#list.ask(this.#filter);
  }

  focus() {
    if (!this.#rows.focus()) this.#controls.querySelector("select")?.focus();
  }

  /**
   * Once the panel is shown, it shows the quotations that fit, whatever was asked for before.
   *
   * @param {QuotationFilter} filter
   */
  filterBy(filter) {
    this.#filter = { ...filter };
    this.#text.value = filter.text ?? "";
  }

  /** @param {QuotationFilter} chosen Empty values ask for nothing. */
  #set(chosen) {
    const all = Object.entries({ ...this.#filter, ...chosen });
    this.#filter = Object.fromEntries(all.filter(([, value]) => value));
    this.show();
  }

  /** @param {EventTarget | null} target */
  #choose(target) {
    if (target instanceof HTMLSelectElement) this.#set({ [target.name]: target.value });
    if (target instanceof HTMLInputElement) this.#set({ memo: target.checked });
  }

  #drawControls() {
    const { session, wording, coder: own } = this.#desk;
    const words = panelWords(this.#desk);
    const { code = "", speaker = "", coder = "", memo = false } = this.#filter;
    const all = new Set([...this.#speakers, ...(speaker ? [speaker] : [])]);
    const others = (session.overview?.coders ?? []).filter((/** @type {string} */ one) => one !== own);
    const codes = codeOptions(this.#desk, words.allCodes, false);
    const speakers = [...all].map((one) => /** @type {[string, string]} */ ([one, one]));
    /** @type {[string, string][]} */
    const coders = others.map((/** @type {string} */ one) => [one, wording.coder(one)]);
    const box = element("input", { type: "checkbox", "data-key": "memo", checked: memo });
    redraw(
      this.#controls,
      choice(words.code, codes, code, { name: "code", "data-key": "code", class: "qwb-wide" }),
      choice(words.speaker, [["", words.allSpeakers], ...speakers], speaker, {
        name: "speaker",
        "data-key": "speaker",
      }),
      choice(words.coder, [["", words.myOwn], ...coders], coder, { name: "coder", "data-key": "coder" }),
      others.length > 0 ? element("p", { class: "qwb-independent" }, words.independent) : "",
      element("label", {}, box, " ", words.withMemo),
    );
    this.#controls.classList.toggle("qwb-others", coder !== "");
  }

  #drawRows() {
    const words = panelWords(this.#desk);
    const rows = [...this.#quotations.values()];
    this.#count.textContent = words.quotations(this.#total);
    this.#rows.draw(rows.map((one) => quotationRow(this.#desk, one, { open: this.#open.has(one.id) })));
    const isFiltered = Object.keys(this.#filter).length > 0;
    this.#none.hidden = rows.length > 0;
    const advice = element("p", {}, isFiltered ? words.noneFits : words.noQuotations);
    redraw(this.#none, advice, isFiltered ? button("clear", words.showAll) : "");
  }

  /**
   * @param {string} does
   * @param {string} key
   */
  #do(does, key) {
    const quotation = this.#quotations.get(key);
    if (!quotation) return;
    if (does === "go") void goToQuotation(this.#desk, quotation);
    else if (!this.#open.delete(key)) this.#open.add(key);
    this.#drawRows();
  }
}
