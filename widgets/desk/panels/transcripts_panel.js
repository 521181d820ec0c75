import { element } from "../core/dom.js";
import { panelWords } from "../words/panels.js";
import { button, choice, leaveByEscape } from "./controls.js";
import { redraw } from "./redraw.js";
import { RowList } from "./row_list.js";
import { StudyFiles } from "./study_files.js";
import { inOrder, STATUSES, statusOf } from "./transcript_order.js";

/**
 * @typedef {import("../core/types.js").Status} Status
 * @typedef {import("../core/types.js").TranscriptRow} TranscriptRow
 */

/** Fewer than these are seen at a glance. */
const FEW = 8;
const SIGNS = { "not started": "○", "in progress": "◐", done: "●" };

/** The transcripts of the study: how far each one is, and what lies beside them. */
export class TranscriptsPanel {
  name = "transcripts";
  #desk;
  #files;
  /** @type {"name" | "status"} */
  #by = "name";
  #total = element("p", { class: "qwb-total" });
  #tools = element("div", { class: "qwb-filters" });
  #filter = element("input", { type: "search", dir: "auto" });
  #sort = element("span");
  #none = element("p", { class: "qwb-none" });
  #rows = new RowList((does, key, control) => this.#do(does, key, control));
  element;

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#files = new StudyFiles(desk);
    this.#tools.append(this.#filter, this.#sort);
    this.element = element(
      "section",
      { class: "qwb-side" },
      this.#total,
      this.#tools,
      element("div", { class: "qwb-scroll" }, this.#none, this.#rows.element, this.#files.element),
    );
    this.#filter.addEventListener("input", () => this.#draw());
    this.#filter.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && this.#rows.focus()) event.preventDefault();
    });
    this.#sort.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLSelectElement)) return;
      this.#by = target.value === "status" ? "status" : "name";
      this.#draw();
    });
    leaveByEscape(this.element, desk);
  }

  show() {
    this.#draw();
    this.#files.show();
  }

  focus() {
    if (!this.#rows.focus()) this.#files.focus();
  }

  #draw() {
    const { session, language } = this.#desk;
    const words = panelWords(this.#desk);
    /** @type {TranscriptRow[]} */
    const all = session.overview?.transcripts ?? [];
    const isMany = all.length > FEW;
    this.#total.textContent =
      all.length === 0 ? "" : words.doneOf(all.filter((row) => statusOf(row) === "done").length, all.length);
    this.#tools.hidden = !isMany;
    this.#filter.placeholder = words.filterTranscripts;
    this.#filter.setAttribute("aria-label", words.filterTranscripts);
    redraw(
      this.#sort,
      choice(
        words.sort,
        [
          ["name", words.byName],
          ["status", words.byStatus],
        ],
        this.#by,
      ),
    );
    const rows = inOrder(all, { filter: isMany ? this.#filter.value : "", by: this.#by, language });
    this.#none.textContent = all.length > 0 && rows.length === 0 ? words.noTranscriptFits : "";
    const open = session.opened?.document.uid;
    this.#rows.draw(rows.map((row) => this.#row(row, row.uid === open)));
  }

  /**
   * @param {TranscriptRow} row
   * @param {boolean} isOpen
   */
  #row(row, isOpen) {
    const { wording } = this.#desk;
    const words = panelWords(this.#desk);
    const { uid, name, turns, coded, codings } = row;
    const status = statusOf(row);
    const go = button("go", "", { class: "qwb-go", "aria-current": isOpen ? "true" : null });
    go.append(element("bdi", {}, name));
    const told = words.turnsCoded(coded, turns);
    const share = turns > 0 ? Math.round((100 * coded) / turns) : 0;
    return element(
      "li",
      { class: `qwb-row qwb-transcript${isOpen ? " qwb-here" : ""}`, "data-key": uid },
      go,
      choice(
        words.statusOf(name),
        STATUSES.map(
          (one) => /** @type {[string, string]} */ ([one, `${SIGNS[one]} ${wording.statuses[one]}`]),
        ),
        status,
        { "data-do": "status", "data-status": status },
      ),
      element(
        "div",
        {
          class: "qwb-progress",
          role: "progressbar",
          "aria-label": name,
          "aria-valuemin": 0,
          "aria-valuemax": turns,
          "aria-valuenow": coded,
          "aria-valuetext": told,
        },
        element("div", { style: `width: ${share}%` }),
      ),
      element("small", {}, `${told} · ${words.codings(codings)}`),
    );
  }

  /**
   * @param {string} does
   * @param {string} uid
   * @param {Element} control
   */
  #do(does, uid, control) {
    const { session } = this.#desk;
    /** @type {TranscriptRow[]} */
    const rows = session.overview?.transcripts ?? [];
    const row = rows.find((one) => one.uid === uid);
    if (does === "go" && row) void session.open(row.name);
    else if (control instanceof HTMLSelectElement) {
      void session.setStatus(uid, /** @type {Status} */ (control.value));
    }
  }
}
