import { element } from "../core/dom.js";
import { panelWords } from "../words/panels.js";
import { Asked } from "./asked.js";
import { button, codeName, leaveByEscape, momentIn } from "./controls.js";
import { MemoField } from "./memo_field.js";
import { fitting } from "./memo_order.js";
import { RowList } from "./row_list.js";

/**
 * @typedef {import("../core/types.js").Memo} Memo
 * @typedef {{about: "study" | "transcript" | "code", target: string}} Subject
 */

/** Everything the coder has written beside the codings: a journal, and memos on whatever there is. */
export class MemosPanel {
  name = "memos";
  #desk;
  #asked;
  #field;
  /** @type {Memo[] | null} null until the host has told them. */
  #memos = null;
  /** What is being written about. @type {Subject | null} */
  #subject = null;
  #heading = element("h4", { dir: "auto" });
  #back = button("back", "");
  #editor;
  #filter = element("input", { type: "search", class: "qwb-wide", dir: "auto" });
  #own = new RowList((does, key) => this.#do(does, key));
  #rows = new RowList((does, key) => this.#do(does, key));
  #none = element("p", { class: "qwb-none" });
  #list;
  element;

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#asked = new Asked(desk, () => this.show());
    this.#field = new MemoField(desk);
    this.#editor = element("div", { class: "qwb-editor" }, this.#back, this.#heading, this.#field.element);
    this.#list = element(
      "div",
      { class: "qwb-scroll" },
      this.#own.element,
      this.#filter,
      this.#none,
      this.#rows.element,
    );
    this.element = element("section", { class: "qwb-side" }, this.#asked.element, this.#editor, this.#list);
    this.#back.addEventListener("click", () => this.#leave());
    this.#filter.addEventListener("input", () => this.#draw());
    this.#editor.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.#leave();
    });
    leaveByEscape(this.element, desk);
  }

  show() {
    this.#draw();
    void this.#look();
  }

  focus() {
    if (this.#subject) this.#field.focus();
    else this.#own.focus();
  }

  /**
   * Write a memo on something.
   *
   * @param {Subject} subject
   */
  edit(subject) {
    this.#subject = subject;
    this.show();
    this.#field.focus();
  }

  async #look() {
    const reply = await this.#asked.ask("memos");
    if (!reply) return;
    const wasUnknown = this.#memos === null;
    this.#memos = reply.memos;
    this.#draw();
    if (wasUnknown && this.#subject && document.activeElement === document.body) this.#field.focus();
  }

  #leave() {
    const subject = this.#subject;
    this.#field.flush();
    this.#subject = null;
    this.#draw();
    const key = JSON.stringify([subject?.about, subject?.target]);
    const button = this.#list.querySelector(`[data-key="${CSS.escape(key)}"] button`);
    if (button instanceof HTMLElement) button.focus();
    else this.#own.focus();
  }

  #draw() {
    const { session } = this.#desk;
    const words = panelWords(this.#desk);
    this.#editor.hidden = this.#subject === null;
    this.#list.hidden = this.#subject !== null;
    if (this.#subject) {
      const { about, target } = this.#subject;
      this.#back.textContent = `← ${words.allMemos}`;
      this.#heading.textContent = this.#title(about, target);
      this.#field.show(about, target, this.#memos && this.#textOf(about, target), words.memo, this.#memos);
      return;
    }
    const uid = session.opened?.document.uid ?? null;
    const kind = (/** @type {Subject["about"]} */ about, /** @type {string} */ target) => {
      const text = this.#textOf(about, target);
      return this.#row({
        about,
        target,
        label: "",
        coder: "",
        text: text || words.nothingWritten,
        changed: "",
        place: null,
      });
    };
    this.#own.draw([kind("study", ""), ...(uid === null ? [] : [kind("transcript", uid)])]);
    const others = (this.#memos ?? []).filter(
      ({ about, target }) => about !== "study" && !(about === "transcript" && target === uid),
    );
    const memos = fitting(others, this.#filter.value, (memo) =>
      this.#title(memo.about, memo.target, memo.label),
    );
    this.#filter.hidden = others.length === 0;
    this.#filter.placeholder = words.filterMemos;
    this.#filter.setAttribute("aria-label", words.filterMemos);
    this.#none.textContent =
      memos.length > 0 || !this.#memos ? "" : others.length > 0 ? words.noMemoFits : words.noMemos;
    this.#rows.draw(memos.map((memo) => this.#row(memo)));
  }

  /**
   * @param {"study" | "transcript" | "code" | "coding"} about
   * @param {string} target
   * @param {string} [label]
   * @returns {string}
   */
  #title(about, target, label = "") {
    const { session, tree } = this.#desk;
    const words = panelWords(this.#desk);
    if (about === "study") return words.journal;
    if (about !== "transcript") return tree.label(label || target);
    /** @type {import("../core/types.js").TranscriptRow[]} */
    const rows = session.overview?.transcripts ?? [];
    return label || (rows.find(({ uid }) => uid === target)?.name ?? target);
  }

  /**
   * @param {Subject["about"]} about
   * @param {string} target
   */
  #textOf(about, target) {
    return this.#memos?.find((memo) => memo.about === about && memo.target === target)?.text ?? "";
  }

  /** @param {Memo} memo */
  #row({ about, target, label, text, changed, place }) {
    const { language } = this.#desk;
    const go = button("go", "", { class: "qwb-go" });
    if (about === "code" || about === "coding") go.append(codeName(this.#desk, label || target));
    else go.append(element("bdi", {}, this.#title(about, target, label)));
    const when = [panelWords(this.#desk).about[about], changed && momentIn(changed, language)]
      .filter(Boolean)
      .join(" · ");
    const row = element(
      "li",
      { class: "qwb-row qwb-memo-row", "data-key": JSON.stringify([about, target]) },
      go,
    );
    row.append(element("small", {}, when));
    if (place) {
      const from = element("bdi", {}, place.transcript);
      row.append(element("p", { class: "qwb-quote qwb-cut", dir: "auto" }, from, ": ", place.text));
    }
    row.append(element("p", { class: "qwb-row-memo qwb-cut", dir: "auto" }, text));
    return row;
  }

  /**
   * @param {string} does
   * @param {string} key
   */
  #do(does, key) {
    if (does !== "go") return;
    const [about, target] = JSON.parse(key);
    const place = this.#memos?.find((memo) => memo.about === about && memo.target === target)?.place;
    if (about !== "coding") this.edit({ about, target });
    else if (place) {
      const { transcript, start, end } = place;
      void this.#desk.goTo({ transcript, start, end, coding: target });
    }
  }
}
