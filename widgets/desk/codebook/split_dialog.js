import { element } from "../core/dom.js";
import { dialogWords } from "../words/dialogs.js";
import { after } from "./code_moves.js";
import { button, labelled, nameField } from "./controls.js";
import { Dialog, FieldProblem } from "./dialog.js";
import { undoable } from "./merge_dialog.js";
import { freshId } from "./new_code.js";

/** @typedef {import("../core/types.js").Quotation} Quotation */

const PAGE = 100;

/** The dialog in which some quotations of a code are given to a new code beside it. */
export class SplitDialog {
  #desk;
  #words;
  #code;
  #asked = 0;
  #name = nameField("");
  #list = element("ul", { class: "qwb-quotes" });
  #state = element("p", { class: "qwb-hint", role: "status" });
  #all = element("input", { type: "checkbox" });
  #more;
  #dialog;

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {import("../core/types.js").Code} code
   */
  constructor(desk, code) {
    this.#desk = desk;
    this.#code = code;
    this.#words = dialogWords(desk);
    this.#more = button(this.#words.more, () => this.#ask());
    this.#dialog = new Dialog(desk, {
      title: this.#words.splitCode(desk.tree.label(code.id)),
      confirm: this.#words.splitNow(0),
      onConfirm: () => this.#split(),
      isChanged: () => this.#name.value.trim() !== "" || this.#chosen.length > 0,
    });
  }

  async open() {
    const words = this.#words;
    const listed = element(
      "fieldset",
      { class: "qwb-split" },
      element("legend", {}, words.splitWhich),
      element("label", {}, this.#all, words.chooseAll),
      this.#list,
      this.#state,
      this.#more,
    );
    listed.addEventListener("change", (event) => {
      if (event.target === this.#all) for (const box of this.#boxes) box.checked = this.#all.checked;
      this.#count();
    });
    this.#count();
    void this.#ask();
    await this.#dialog.open(
      labelled(words.splitName, this.#name),
      listed,
      element("p", { class: "qwb-hint" }, undoable(this.#desk)),
    );
  }

  get #boxes() {
    return [...this.#list.querySelectorAll("input")];
  }

  /** The ids of the codings that go to the new code. */
  get #chosen() {
    return this.#boxes.filter(({ checked }) => checked).map(({ value }) => value);
  }

  #count() {
    const { length } = this.#chosen;
    this.#all.checked = length > 0 && length === this.#boxes.length;
    this.#dialog.rename(this.#words.splitNow(length), length > 0);
  }

  /** Asks for the next page. @returns {Promise<void>} */
  async #ask() {
    this.#more.hidden = true;
    this.#state.textContent = this.#desk.wording.looking;
    try {
      const fields = { filter: { code: this.#code.id }, from: this.#asked, most: PAGE };
      const { total, rows } = await this.#desk.session.ask("quotations", fields);
      this.#asked += rows.length;
      // The answer holds the codes below this one, too.
      const own = rows.filter((/** @type {Quotation} */ { code }) => code === this.#code.id);
      this.#list.append(...own.map(quote));
      this.#more.hidden = rows.length === 0 || this.#asked >= total;
      this.#more.textContent = this.#words.more;
      if (own.length === 0 && !this.#more.hidden) return this.#ask();
      this.#state.textContent = this.#boxes.length === 0 ? this.#words.splitEmpty : "";
      this.#count();
    } catch (problem) {
      this.#state.textContent = problem instanceof Error ? problem.message : "";
      this.#more.textContent = this.#words.tryAgain;
      this.#more.hidden = false;
    }
  }

  async #split() {
    const { tree, language, session, say } = this.#desk;
    const label = this.#name.value.trim();
    const codings = this.#chosen;
    if (label === "") throw new FieldProblem(this.#name, this.#words.nameMissing);
    const { colour, tier, id: from } = this.#code;
    const id = freshId(this.#desk, label);
    const { parent, before } = after(tree, from, from);
    await session.changeScheme([
      { do: "add", code: { id, label: { [language]: label }, colour, tier }, parent, before },
      { do: "recode", codings, to: id },
    ]);
    say(this.#words.isSplit(codings.length, label));
  }
}

/** @param {Quotation} quotation */
function quote({ id, transcript, speaker, before, text, after: rest }) {
  return element(
    "li",
    {},
    element(
      "label",
      {},
      element("input", { type: "checkbox", value: id }),
      element(
        "span",
        {},
        element("small", {}, [transcript, speaker].filter(Boolean).join(" · ")),
        element("span", { class: "qwb-around" }, before, element("b", {}, text), rest),
      ),
    ),
  );
}
