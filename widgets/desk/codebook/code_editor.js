import { element, uniqueId } from "../core/dom.js";
import { dialogWords } from "../words/dialogs.js";
import { BLOCKS, changedFields, changesMeaning, emptyFields, languagesOf } from "./code_fields.js";
import { labelled, nameField } from "./controls.js";
import { Dialog, FieldProblem } from "./dialog.js";
import { freshId, nextColour } from "./new_code.js";
import { ParentChoice } from "./parent_choice.js";
import { SentenceList, textField } from "./sentence_list.js";

/** @import { Code, SchemeChange } from "../core/types.js" */
/** @typedef {import("../core/desk_context.js").DeskContext} DeskContext */
/** @typedef {import("./code_fields.js").CodeFields} CodeFields */

const COLOURS = 12;

/** The dialog in which a code is written: its names, its place, its look, and when it is to be used. */
export class CodeEditor {
  #desk;
  #words;
  /** @type {Code | null} The code as it was when its fields were last compared; null for a new one. */
  #code;
  /** @type {string | null} */
  #parentBefore;
  /** @type {CodeFields} */
  #before;
  /** @type {CodeFields} What is being typed. */
  #fields;
  #languages;
  /** @type {string | null} */
  #saved = null;
  #parent;
  /** @type {HTMLInputElement[]} */
  #names;
  #dialog;
  #text = element("div", { class: "qwb-meaning" });
  #older = element("p", { class: "qwb-hint", role: "status" });

  /**
   * @param {DeskContext} desk
   * @param {Code | null} code null makes a new one.
   * @param {string | null} [parent] Of a new one.
   */
  constructor(desk, code, parent = null) {
    this.#desk = desk;
    this.#words = dialogWords(desk);
    this.#code = code;
    this.#parentBefore = code ? (desk.tree.above(code.id)[0]?.id ?? null) : parent;
    this.#before = code ?? emptyFields(nextColour(desk, parent));
    this.#fields = structuredClone(this.#before);
    this.#languages = languagesOf(desk.session.scheme?.codes ?? [], desk.language);
    this.#parent = new ParentChoice(desk, this.#parentBefore, code ? desk.tree.below(code.id) : new Set());
    this.#names = this.#languages.map((language) => this.#name(language));
    this.#dialog = new Dialog(desk, {
      title: code ? this.#words.editCode(desk.tree.label(code.id)) : this.#words.newCode,
      confirm: code ? this.#words.save : this.#words.make,
      onConfirm: () => this.#save(),
      isChanged: () => Object.keys(this.#changed).length > 0 || this.#parent.value !== this.#parentBefore,
    });
  }

  /** @returns {Promise<string | null>} the id of the code once it is saved, or null */
  async open() {
    const words = this.#words;
    this.#speak(this.#languages[0] ?? "en");
    this.#text.addEventListener("input", () => this.#showOlder());
    await this.#dialog.open(
      element(
        "div",
        { class: "qwb-columns" },
        ...this.#names.map((field, i) =>
          labelled(words.name(languageName(this.#languages[i] ?? "", this.#desk.language)), field),
        ),
        labelled(words.parent, this.#parent.element),
        labelled(words.marker, this.#marker()),
      ),
      this.#colours(),
      this.#languageChoice(),
      this.#text,
      this.#older,
    );
    return this.#saved;
  }

  get #changed() {
    return changedFields(this.#before, this.#fields);
  }

  /** @param {string} language */
  #name(language) {
    const write = (/** @type {string} */ label) => {
      this.#fields.label[language] = label;
    };
    return nameField(this.#fields.label[language] ?? "", write, { lang: language });
  }

  #marker() {
    const write = (/** @type {string} */ marker) => {
      this.#fields.marker = marker;
    };
    return nameField(this.#fields.marker, write, { maxlength: 6, placeholder: this.#words.markerHint });
  }

  #colours() {
    const name = uniqueId();
    const swatches = Array.from({ length: COLOURS }, (_, i) => {
      const radio = element("input", {
        type: "radio",
        name,
        value: i + 1,
        checked: this.#fields.colour === i + 1,
      });
      return element("label", { class: `qwb-swatch qwb-slot-${i + 1}` }, radio, String(i + 1));
    });
    const set = element(
      "fieldset",
      { class: "qwb-colours" },
      element("legend", {}, this.#words.colour),
      ...swatches,
    );
    set.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement) this.#fields.colour = Number(event.target.value);
    });
    return set;
  }

  #languageChoice() {
    const name = uniqueId();
    const choices = this.#languages.map((language, i) => {
      const radio = element("input", { type: "radio", name, checked: i === 0 });
      radio.addEventListener("change", () => this.#speak(language));
      return element("label", {}, radio, languageName(language, this.#desk.language));
    });
    return element(
      "fieldset",
      { class: "qwb-languages" },
      element("legend", {}, this.#words.language),
      ...choices,
    );
  }

  /** Shows definition and sentences in one language. @param {string} language */
  #speak(language) {
    const words = this.#words;
    const definition = textField(this.#fields.definition, language);
    definition.rows = 3;
    const lists = BLOCKS.map((block) => {
      const list = new SentenceList(words[block], this.#fields[block], language, words);
      this.#fields[block] = list.values;
      return list.element;
    });
    this.#text.replaceChildren(labelled(words.definition, definition), ...lists);
  }

  #showOlder() {
    const count = this.#desk.session.overview?.counts[this.#code?.id ?? ""] ?? 0;
    const tells = count > 0 && changesMeaning(this.#changed);
    this.#older.textContent = tells ? this.#words.olderCodings(count) : "";
  }

  async #save() {
    const named = Object.values(this.#fields.label).some((label) => label.trim() !== "");
    const first = this.#names[0];
    if (!named && first) throw new FieldProblem(first, this.#words.nameMissing);
    const changes = this.#code ? this.#edits(this.#code.id) : [this.#addition()];
    if (changes.length > 0) await this.#desk.session.changeScheme(changes);
  }

  /** @returns {SchemeChange} */
  #addition() {
    const set = changedFields(emptyFields(0), this.#fields);
    const label = set.label ?? {};
    const named = this.#languages.map((language) => label[language]).find(Boolean) ?? "";
    this.#saved = freshId(this.#desk, named);
    return { do: "add", code: { ...set, id: this.#saved, label }, parent: this.#parent.value, before: null };
  }

  /** @param {string} id @returns {SchemeChange[]} */
  #edits(id) {
    this.#refuseIfChangedMeanwhile(id);
    const set = this.#changed;
    const parent = this.#parent.value;
    this.#saved = id;
    return [
      ...(Object.keys(set).length > 0 ? [/** @type {const} */ ({ do: "edit", code: id, set })] : []),
      ...(parent !== this.#parentBefore
        ? [/** @type {const} */ ({ do: "move", code: id, parent, before: null })]
        : []),
    ];
  }

  /**
   * The desk follows the codebook while the dialog is open, so that the study itself could not
   * see that somebody else's words would be overwritten.
   *
   * @param {string} id
   */
  #refuseIfChangedMeanwhile(id) {
    const now = this.#desk.session.scheme?.codes.find((/** @type {Code} */ code) => code.id === id);
    if (!now) throw new Error(this.#words.gone);
    const mine = this.#changed;
    const theirs = Object.entries(changedFields(this.#before, now)).flatMap(([field, value]) =>
      field in mine ? [value] : [],
    );
    this.#before = now;
    if (theirs.length > 0) throw new Error(this.#words.changedMeanwhile(theirs.map(wordsOf).join(" / ")));
  }
}

/**
 * @param {string} language A tag, or whatever else a scheme calls its language.
 * @param {string} inLanguage
 */
function languageName(language, inLanguage) {
  try {
    return new Intl.DisplayNames([inLanguage], { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}

/** @param {unknown} value A field, as people read it. @returns {string} */
function wordsOf(value) {
  return typeof value === "object" && value !== null
    ? Object.values(value).map(wordsOf).join(" / ")
    : String(value);
}
