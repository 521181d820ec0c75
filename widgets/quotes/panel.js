import { element, uniqueId } from "../desk/core/dom.js";
import { Marks } from "./marks.js";
import { quoteRow } from "./quote_row.js";
import { QuoteFilter } from "./quote_text.js";

/**
 * @typedef {import("./marks.js").Labels} Labels
 * @typedef {import("./quote_text.js").Quote} Quote
 *
 * @typedef {object} QuoteList
 * @property {Quote[]} rows
 * @property {number} shown How many there are; `rows` may be fewer.
 * @property {number} people
 * @property {[string, number][]} held
 *
 * @typedef {object} PanelDeeds
 * @property {(mark: number | null) => void} onChoice Called when a mark is chosen from the lists.
 * @property {(quote: Quote) => Promise<boolean>} copy
 * @property {(quote: Quote) => void} open
 */

/** So many quotes are put into the list at a time. */
const PAGE = 100;

/** The quotes of a mark, and lists from which a mark can be chosen without a mouse. */
export class QuotePanel {
  #words;
  #deeds;
  #marks = new Marks([]);
  /** @type {number | null} */
  #mark = null;
  /** @type {QuoteList | null} */
  #list = null;
  #filter = new QuoteFilter([]);
  #room = PAGE;
  /** Whether quotes can be opened in a desk. */
  canOpen = false;
  #choices = element("div", { class: "qwf-choices", role: "group" });
  #typed = element("input", { type: "search", class: "qwf-typed", dir: "auto", hidden: true });
  #status = element("p", { class: "qwf-status", role: "status" });
  #rows = element("ol", { class: "qwf-rows" });
  #scroll = element("div", { class: "qwf-scroll", tabindex: 0, role: "region" });
  #notes = element("div", { class: "qwf-notes" });
  #foot = element("div", { class: "qwf-foot" });
  element = element("section", { class: "qwf-panel" });

  /**
   * @param {import("./words.js").Words} words
   * @param {PanelDeeds} deeds
   */
  constructor(words, deeds) {
    this.#words = words;
    this.#deeds = deeds;
    this.element.setAttribute("aria-label", words.quotes);
    this.#choices.setAttribute("aria-label", words.marks);
    this.#scroll.setAttribute("aria-label", words.list);
    this.#typed.placeholder = words.filter;
    this.#typed.setAttribute("aria-label", words.filter);
    this.#typed.addEventListener("input", () => {
      this.#room = PAGE;
      this.#drawRows();
    });
    this.#scroll.append(this.#rows, this.#notes);
    this.element.append(this.#choices, this.#typed, this.#status, this.#scroll, this.#foot);
  }

  /** @param {Labels[]} marks */
  useMarks(marks) {
    this.#marks = new Marks(marks);
    this.#drawChoices();
    this.#tell(marks.length > 0 ? this.#words.start : this.#words.noMarks);
  }

  /** A mark is chosen, and its quotes are on their way. @param {number | null} mark */
  choose(mark) {
    this.#mark = mark;
    this.#list = null;
    this.#filter = new QuoteFilter([]);
    this.#typed.value = "";
    this.#typed.hidden = true;
    this.#rows.replaceChildren();
    this.#notes.replaceChildren();
    this.#drawChoices();
    this.#tell(mark === null ? this.#words.start : this.#words.looking);
  }

  /** @param {QuoteList} list */
  show(list) {
    this.#list = list;
    this.#filter = new QuoteFilter(list.rows);
    this.#typed.hidden = list.rows.length < 2;
    this.#room = PAGE;
    this.#drawRows();
    this.#scroll.scrollTop = 0;
  }

  /** Say something in the place of the quotes. @param {string} told */
  fail(told) {
    this.#tell(told);
    this.#status.classList.add("qwf-failed");
  }

  /** Say something for a moment, such as that a quote is copied. @param {string} told */
  say(told) {
    this.#status.textContent = told;
  }

  /** @param {...HTMLElement} shown Below all quotes. */
  useFoot(...shown) {
    this.#foot.replaceChildren(...shown);
    this.#foot.hidden = shown.length === 0;
  }

  /**
   * Stand beside a place of a figure that is higher than the panel.
   *
   * @param {number} y In the window.
   */
  moveTo(y) {
    const column = this.element.parentElement;
    if (!column) return;
    const { top, height } = column.getBoundingClientRect();
    const own = this.element.offsetHeight;
    this.element.style.setProperty(
      "--qwf-down",
      `${Math.max(0, Math.min(y - top - own / 3, height - own))}px`,
    );
  }

  #drawChoices() {
    const words = this.#words;
    const focused = document.activeElement instanceof HTMLSelectElement ? document.activeElement.name : null;
    const { kinds } = this.#marks;
    const parts = [];
    if (kinds.length > 1) {
      const shown = this.#mark === null ? "" : Object.keys(this.#marks.labels(this.#mark)).join(" ");
      const options = /** @type {[string, string][]} */ (
        kinds.map((kind) => [
          kind,
          kind
            .split(" ")
            .map((name) => words.names.get(name) ?? name)
            .join(` ${words.and} `),
        ])
      );
      parts.push(
        choice(words.marks, "kind", [["", words.choose], ...options], shown, (kind) =>
          this.#chosen(kind === "" ? null : this.#marks.firstOf(kind)),
        ),
      );
    }
    if (this.#mark === null && kinds.length === 1) {
      const first = this.#marks.choices(0)[0];
      if (first) {
        parts.push(
          this.#argument({ ...first, chosen: "" }, true, (label) =>
            this.#marks.changed(0, first.name, label),
          ),
        );
      }
    }
    if (this.#mark !== null) {
      const mark = this.#mark;
      for (const [at, one] of this.#marks.choices(mark).entries()) {
        const canEmpty = kinds.length === 1 && at === 0;
        parts.push(this.#argument(one, canEmpty, (label) => this.#marks.changed(mark, one.name, label)));
      }
    }
    this.#choices.replaceChildren(...parts);
    this.#choices.hidden = parts.length === 0;
    const again = focused && this.#choices.querySelector(`select[name="${CSS.escape(focused)}"]`);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }

  /**
   * @param {import("./marks.js").Choice} one
   * @param {boolean} canEmpty Whether no mark at all can be chosen.
   * @param {(label: string | null) => number} markOf
   */
  #argument({ name, labels, chosen }, canEmpty, markOf) {
    const words = this.#words;
    const options = /** @type {[string, string][]} */ (
      labels.map((label, i) => [String(i), label === null ? words.anybody : label || words.nothing])
    );
    const shown = chosen === "" && !labels.includes("") ? "" : String(labels.indexOf(chosen));
    return choice(
      words.names.get(name) ?? name,
      name,
      canEmpty ? [["", words.choose], ...options] : options,
      shown,
      (value) => this.#chosen(value === "" ? null : markOf(labels[Number(value)] ?? null)),
    );
  }

  /** @param {number | null} mark */
  #chosen(mark) {
    this.choose(mark);
    this.#deeds.onChoice(mark);
  }

  #drawRows() {
    const words = this.#words;
    const list = this.#list;
    if (!list || this.#mark === null) return;
    const typed = this.#typed.value.trim();
    const fitting = this.#filter.holding(typed);
    const { copy, open } = this.#deeds;
    this.#rows.replaceChildren(
      ...fitting.slice(0, this.#room).map((quote) =>
        quoteRow(quote, words, {
          copy: async () => this.say((await copy(quote)) ? words.copied : words.notCopied),
          open: this.canOpen ? () => open(quote) : null,
        }),
      ),
    );
    const names = Object.values(this.#marks.labels(this.#mark)).map((label) =>
      label === null ? words.anybody : label || words.nothing,
    );
    const found = typed
      ? words.fitting(fitting.length, list.rows.length)
      : words.found(list.shown, list.people);
    this.#tell(`${found}: ${names.join(", ")}`);
    this.#drawNotes(fitting.length, typed !== "");
  }

  /**
   * @param {number} fitting
   * @param {boolean} isFiltered
   */
  #drawNotes(fitting, isFiltered) {
    const words = this.#words;
    const { rows, shown, held } = /** @type {QuoteList} */ (this.#list);
    /** @type {HTMLElement[]} */
    const notes = [];
    if (fitting > this.#room) {
      const more = element("button", { type: "button" }, words.more(Math.min(PAGE, fitting - this.#room)));
      more.addEventListener("click", () => {
        const at = this.#room;
        this.#room += PAGE;
        this.#drawRows();
        this.#rows.children[at]?.querySelector("button")?.focus();
      });
      notes.push(more);
    }
    const told = [
      ...(fitting === 0 && isFiltered ? [words.noneFits] : []),
      ...(shown === 0 && held.length === 0 ? [words.none] : []),
      ...(rows.length < shown ? [words.cut(rows.length)] : []),
      ...held.map(([why, n]) => words.held(n, why)),
    ];
    this.#notes.replaceChildren(...notes, ...told.map((one) => element("p", {}, one)));
  }

  /** @param {string} told */
  #tell(told) {
    this.#status.classList.remove("qwf-failed");
    this.#status.textContent = told;
  }
}

/**
 * A list to choose from, with what it is called.
 *
 * @param {string} label
 * @param {string} name
 * @param {[string, string][]} options Value and words.
 * @param {string} chosen
 * @param {(value: string) => void} onChange
 */
function choice(label, name, options, chosen, onChange) {
  const id = uniqueId();
  const select = element("select", { id, name });
  for (const [value, words] of options) select.append(element("option", { value }, words));
  select.value = chosen;
  select.addEventListener("change", () => onChange(select.value));
  return element("div", { class: "qwf-choice" }, element("label", { for: id }, label), select);
}
