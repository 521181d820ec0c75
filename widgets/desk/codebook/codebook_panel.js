import { element } from "../core/dom.js";
import { act } from "../core/keys.js";
import { AttributeChoice } from "./attribute_choice.js";
import { changeCodebook } from "./change_codebook.js";
import { CodeDetails } from "./code_details.js";
import { fits } from "./code_matching.js";
import { canApply } from "./code_tree.js";
import { button } from "./controls.js";
import { rowOf } from "./tree_rows.js";
import { TreeView } from "./tree_view.js";

const DWELL = 120; // Milliseconds; the mouse on its way to the definition passes over other codes.

/** The codebook: the tree of codes with a filter, and the definition of the one looked at. */
export class CodebookPanel {
  name = "codebook";
  #desk;
  #showQuotations;
  #folded = /** @type {Set<string>} */ (new Set());
  #all = false;
  #retired = false;
  #looked = "";
  #dwell = 0;
  #filter = element("input", {
    type: "search",
    class: "qwb-filter",
    autocomplete: "off",
    spellcheck: "false",
  });
  #new = button("", () => void this.#make(), { class: "qwb-icon qwb-icon-add qwb-new-code" });
  #empty = element("div", { class: "qwb-empty" });
  #more = this.#toggle(() => {
    this.#all = !this.#all;
  });
  #old = this.#toggle(() => {
    this.#retired = !this.#retired;
  });
  #details;
  #attributes;
  #tree;
  element;

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {object} options
   * @param {import("./attribute_choice.js").NextAttributes} options.attributes
   * @param {(filter: import("../core/types.js").QuotationFilter) => void} options.showQuotations
   */
  constructor(desk, { attributes, showQuotations }) {
    this.#desk = desk;
    this.#showQuotations = showQuotations;
    this.#details = new CodeDetails(desk);
    this.#attributes = new AttributeChoice(desk, attributes);
    this.#tree = new TreeView(desk, {
      onApply: (id) => this.#apply(id),
      onFold: (id, folded) => {
        if (folded) this.#folded.add(id);
        else this.#folded.delete(id);
        this.#render();
      },
      onLook: (id) => this.#look(id),
      onMenu: (id, anchor) => this.#openMenu(id, anchor),
      onMove: (id, place) => this.#move(id, place),
      onRename: (id, label) => this.#rename(id, label),
      onLeave: () => desk.focusText(),
      onTop: () => this.focus(),
    });
    this.element = element(
      "aside",
      { class: "qwb-codebook" },
      element("div", { class: "qwb-codebook-head" }, this.#filter, this.#new),
      this.#tree.element,
      this.#empty,
      element("div", { class: "qwb-codebook-more" }, this.#more, this.#old),
      this.#attributes.element,
      this.#details.element,
    );
    this.#listen();
  }

  #listen() {
    this.#filter.addEventListener("input", () => this.#render());
    this.#filter.addEventListener("keydown", (event) => this.#filterKey(event));
    this.#tree.element.addEventListener("pointerover", (event) => {
      const id = rowOf(event.target)?.dataset.code;
      clearTimeout(this.#dwell);
      if (id) this.#dwell = window.setTimeout(() => this.#look(id), DWELL);
    });
    this.#tree.element.addEventListener("pointerleave", () => clearTimeout(this.#dwell));
    this.#details.element.addEventListener("keydown", (event) => {
      act(event, { Escape: () => this.#desk.focusText() });
    });
    const { session, signal } = this.#desk;
    session.on(
      "overview",
      () => {
        if (!this.element.isConnected) return;
        this.#tree.count((id) => this.#counted(id));
        this.#look(this.#looked);
      },
      signal,
    );
  }

  show() {
    const { codebook } = this.#desk.wording;
    this.element.setAttribute("aria-label", codebook.codes);
    this.#filter.placeholder = codebook.filter;
    this.#filter.setAttribute("aria-label", codebook.filter);
    this.#new.setAttribute("aria-label", codebook.newCode);
    this.#new.title = codebook.newCode;
    this.#attributes.show();
    this.#render();
    this.#look(this.#looked);
  }

  /** @param {() => void} turn */
  #toggle(turn) {
    const press = () => {
      turn();
      this.#render();
    };
    return button("", press, { class: "qwb-more" });
  }

  focus() {
    this.#filter.focus();
    this.#filter.select();
  }

  /** @param {string} id */
  #counted(id) {
    const { session, wording } = this.#desk;
    const here = session.opened?.placement.countOf(id) ?? 0;
    const study = Math.max(session.overview?.counts[id] ?? 0, here);
    return study === 0
      ? { short: "", words: "" }
      : { short: `${here} · ${study}`, words: wording.codebook.counted(here, study) };
  }

  #render() {
    const { tree, wording, session, chosen } = this.#desk;
    const words = wording.codebook;
    const filter = this.#filter.value;
    const rows = tree.rows({ filter, all: this.#all, retired: this.#retired, folded: this.#folded });
    const inHand = chosen === null ? null : (session.opened?.placement.get(chosen)?.coding.code ?? null);
    this.#tree.show(rows, {
      filter,
      folded: filter.trim() === "" ? this.#folded : new Set(),
      counted: (id) => this.#counted(id),
      describedBy: this.#details.id,
      inHand,
    });
    this.#empty.hidden = rows.length > 0;
    this.#empty.replaceChildren(
      ...(tree.all.length > 0
        ? [words.noSuchCode]
        : [element("p", {}, words.empty), button(`+ ${words.newCode}`, () => void this.#make())]),
    );
    this.#more.hidden = !tree.hasMore || filter.trim() !== "";
    this.#more.textContent = this.#all ? words.fewerCodes : words.allCodes;
    this.#old.hidden = !tree.hasRetired;
    this.#old.textContent = this.#retired ? words.noRetiredCodes : words.retiredCodes;
  }

  /** @param {string} id */
  #look(id) {
    this.#looked = id;
    this.#details.show(id, this.#counted(id).words);
  }

  /** @param {string} id */
  #apply(id) {
    const desk = this.#desk;
    const code = desk.tree.get(id)?.code;
    if (!code || !canApply(code)) return;
    if (desk.passage === null && desk.chosen === null) desk.say(desk.wording.codebook.chooseFirst);
    else desk.apply(code);
  }

  /** @param {KeyboardEvent} event */
  #filterKey(event) {
    if (event.isComposing) return;
    const { rows } = this.#tree;
    act(event, {
      Enter: () => {
        const first = rows.find((row) => canApply(row.code) && fits(row, this.#filter.value));
        if (first) this.#apply(first.code.id);
      },
      ArrowDown: () => this.#tree.focus(rows[0]?.code.id ?? ""),
      Escape: () => {
        if (this.#filter.value === "") this.#desk.focusText();
        this.#filter.value = "";
        this.#render();
      },
    });
  }

  async #make() {
    const desk = this.#desk;
    const made = await desk.whenThere(({ CodeEditor }) => new CodeEditor(desk, null).open());
    if (made) this.#tree.focus(made);
  }

  /** @param {string} id @param {DOMRect} anchor */
  #openMenu(id, anchor) {
    void this.#desk.whenThere(({ openCodeMenu }) =>
      openCodeMenu(this.#desk, id, anchor, {
        apply: () => this.#apply(id),
        rename: () => this.#tree.rename(id),
        focus: (code) => this.#tree.focus(code),
        showQuotations: this.#showQuotations,
      }),
    );
  }

  /** @param {string} id @param {import("./code_moves.js").CodePlace} place */
  async #move(id, { parent, before }) {
    const { tree, wording } = this.#desk;
    if (parent !== null) this.#folded.delete(parent);
    const change = /** @type {const} */ ({ do: "move", code: id, parent, before });
    await changeCodebook(this.#desk, [change], wording.codebook.isMoved(tree.label(id)));
  }

  /** @param {string} id @param {string} label */
  async #rename(id, label) {
    const { tree, language, wording } = this.#desk;
    const words = { ...tree.get(id)?.code.label, [language]: label };
    const change = /** @type {const} */ ({ do: "edit", code: id, set: { label: words } });
    return changeCodebook(this.#desk, [change], wording.codebook.isRenamed(label));
  }
}
