import { element } from "../core/dom.js";
import { panelWords } from "../words/panels.js";
import { Asked } from "./asked.js";
import { button, codeName, leaveByEscape } from "./controls.js";
import { definitions } from "./definitions.js";
import { grouped } from "./groups.js";
import { QuotationList } from "./quotation_list.js";
import { goToQuotation, quotationRow } from "./quotation_row.js";
import { redraw } from "./redraw.js";
import { RowList } from "./row_list.js";

/**
 * @typedef {import("../core/types.js").Code} Code
 * @typedef {import("../core/types.js").Quotation} Quotation
 */

const PAGE = 1000;

/** Codings that were made under an older definition of their code, to be looked at again. */
export class ReviewPanel {
  name = "review";
  #desk;
  #asked;
  /** Asks for all codings of a code; a list that is renewed meanwhile must not take its place. */
  #askedAll;
  /** @type {Quotation[]} */
  #quotations = [];
  #total = 0;
  #isTold = false;
  /** Dealt with here, and perhaps not saved yet. @type {Set<string>} */
  #done = new Set();
  /** @type {Set<string>} */
  #open = new Set();
  /** A code as it was when the first coding of its group was made, by that coding. @type {Map<string, Code | null>} */
  #then = new Map();
  /** A code all of whose codings may be right, and these. @type {{code: string, ids: string[]} | null} */
  #toConfirm = null;
  #count = element("p", { class: "qwb-total", role: "status" });
  #none = element("div", { class: "qwb-none", tabindex: -1 });
  #rows = new RowList((does, key) => this.#do(does, key));
  #list;
  element;

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#asked = new Asked(desk, () => this.show());
    this.#askedAll = new Asked(desk, () => this.show());
    this.#list = new QuotationList(desk, this.#rows.element, ({ rows, total }) => {
      this.#quotations = rows;
      this.#total = total;
      this.#isTold = true;
      this.#draw();
      if (document.activeElement === this.element) this.focus();
      void this.#fetchThen();
    });
    this.element = element(
      "section",
      { class: "qwb-side qwb-review", tabindex: -1 },
      this.#count,
      this.#none,
      this.#asked.element,
      this.#askedAll.element,
      this.#list.element,
    );
    leaveByEscape(this.element, desk);
  }

  show() {
    this.#list.ask({ older: true });
  }

  focus() {
    // What there is to review may not have been told yet: the focus goes on to it once it has.
    if (!this.#rows.focus()) (this.#isTold ? this.#none : this.element).focus();
  }

  /** What is still to be looked at. */
  get #left() {
    // Once all is saved, the host's answer leaves out what was dealt with.
    if (this.#desk.session.saveState.waiting === 0) this.#done.clear();
    return this.#quotations.filter(({ id }) => !this.#done.has(id));
  }

  async #fetchThen() {
    const revision = this.#desk.session.scheme?.revision;
    for (const [, [first]] of grouped(this.#left, codeOf)) {
      const id = first?.id ?? "";
      const key = `${revision} ${id}`;
      if (this.#then.has(key)) continue;
      this.#then.set(key, null);
      const reply = await this.#asked.ask("inspect", { coding: id });
      if (reply) this.#then.set(key, reply.coding.then);
      else this.#then.delete(key);
      this.#draw();
    }
  }

  #draw() {
    const { session } = this.#desk;
    const words = panelWords(this.#desk);
    const left = this.#left;
    const revision = session.scheme?.revision;
    const total = this.#total - (this.#quotations.length - left.length);
    this.#count.textContent = total > 0 ? words.toReview(total) : "";
    this.#none.hidden = total > 0;
    const nothing = element("strong", {}, words.nothingToReview);
    redraw(this.#none, element("p", {}, nothing), element("p", {}, words.reviewIs));
    const groups = grouped(left, codeOf).map(([code, quotations]) => {
      return { code, quotations, earlier: this.#then.get(`${revision} ${quotations[0]?.id}`) ?? null };
    });
    this.#rows.draw(groups.map((group) => this.#group(group)));
  }

  /** @param {{code: string, quotations: Quotation[], earlier: Code | null}} group */
  #group({ code, quotations, earlier }) {
    const { tree, wording } = this.#desk;
    const words = panelWords(this.#desk);
    const ids = this.#toConfirm?.code === code ? this.#toConfirm.ids : null;
    const decide =
      ids === null
        ? [button("all", words.allStillRight)]
        : [
            element("span", { role: "alert" }, words.sureAllRight(ids.length, tree.label(code))),
            button("confirm", words.yesAllRight),
            button("cancel", wording.codebook.cancel),
          ];
    return element(
      "li",
      { class: "qwb-group-of" },
      element("h4", {}, codeName(this.#desk, code)),
      earlier ? definitions(this.#desk, earlier, tree.get(code)?.code) : "",
      element("div", { class: "qwb-actions", "data-key": `code ${code}` }, ...decide),
      element(
        "ul",
        { role: "list" },
        ...quotations.map((one) =>
          quotationRow(this.#desk, one, {
            open: this.#open.has(one.id),
            withCode: false,
            actions: [
              button("right", words.stillRight),
              button("change", words.actions["change-code"]),
              button("remove", words.actions["delete-coding"]),
            ],
          }),
        ),
      ),
    );
  }

  /**
   * @param {string} does
   * @param {string} key
   */
  #do(does, key) {
    const { session, tree, wording } = this.#desk;
    const code = key.replace(/^code /, "");
    const quotation = this.#quotations.find(({ id }) => id === key);
    if (does === "all") void this.#askAll(code);
    else if (does === "cancel") this.#toConfirm = null;
    else if (does === "confirm" && this.#toConfirm) {
      this.#confirm(this.#toConfirm.ids);
      this.#toConfirm = null;
    } else if (!quotation) return;
    else if (does === "go") void goToQuotation(this.#desk, quotation);
    else if (does === "change")
      void goToQuotation(this.#desk, quotation).then(() => this.#desk.act("change-code"));
    else if (does === "open") {
      if (!this.#open.delete(key)) this.#open.add(key);
    } else if (does === "right") this.#confirm([key]);
    else if (does === "remove") {
      void session.remove([key]);
      this.#done.add(key);
      this.#desk.say(wording.removed(tree.label(quotation.code)));
    }
    this.#draw();
  }

  /** @param {string[]} ids */
  #confirm(ids) {
    void this.#desk.session.change(ids.map((id) => [id, { checked: true }]));
    for (const id of ids) this.#done.add(id);
    this.#desk.say(panelWords(this.#desk).confirmed(ids.length));
  }

  /**
   * Find out how many codings of a code are to be confirmed: there may be more than the list shows.
   *
   * @param {string} code
   */
  async #askAll(code) {
    const ids = [];
    for (let from = 0, total = 1; from < total; from += PAGE) {
      const filter = { older: true, code };
      const answer = await this.#askedAll.ask("quotations", { filter, from, most: PAGE });
      if (!answer) return;
      total = answer.total;
      // The filter finds the codes below, too; each has a definition of its own.
      for (const one of answer.rows) if (one.code === code && !this.#done.has(one.id)) ids.push(one.id);
    }
    this.#toConfirm = { code, ids };
    this.#draw();
  }
}

/** @param {Quotation} quotation */
function codeOf({ code }) {
  return code;
}
