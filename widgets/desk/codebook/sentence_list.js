import { element } from "../core/dom.js";
import { localise } from "./code_tree.js";
import { button } from "./controls.js";

/** @typedef {import("../core/types.js").Localised} Localised */

/** Sentences to write, add, take away and put into order; one language is shown at a time. */
export class SentenceList {
  #title;
  #words;
  #language;
  /** @type {Localised[]} */
  values;
  #items = element("ol", {});
  element;

  /**
   * @param {string} title
   * @param {Localised[]} sentences
   * @param {string} language
   * @param {import("../words/dialogs.js").DialogWords} words
   */
  constructor(title, sentences, language, words) {
    this.#title = title;
    this.#language = language;
    this.#words = words;
    this.values = sentences.map((sentence) => ({ ...sentence }));
    const add = button("+", () => this.#add(this.values.length), {
      class: "qwb-quiet",
      "aria-label": words.add(title),
    });
    this.element = element(
      "div",
      { class: "qwb-sentences", role: "group", "aria-label": title },
      element("header", {}, title, add),
      this.#items,
    );
    this.speak(language);
  }

  /** @param {string} language The one to show. */
  speak(language) {
    this.#language = language;
    this.#items.replaceChildren(...this.values.map((sentence, i) => this.#item(sentence, i)));
  }

  /** @param {Localised} sentence @param {number} at */
  #item(sentence, at) {
    const name = this.#words.sentence(this.#title, at + 1);
    const field = textField(sentence, this.#language);
    field.setAttribute("aria-label", name);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#add(at + 1);
    });
    return element(
      "li",
      {},
      field,
      this.#button("↑", this.#words.up(name), at > 0, () => this.#swap(at, at - 1)),
      this.#button("↓", this.#words.down(name), at < this.values.length - 1, () => this.#swap(at, at + 1)),
      this.#button("×", this.#words.remove(name), true, () => {
        this.values.splice(at, 1);
        this.#changed(Math.min(at, this.values.length - 1));
      }),
    );
  }

  /** @param {string} sign @param {string} name @param {boolean} can @param {() => void} onClick */
  #button(sign, name, can, onClick) {
    return button(sign, onClick, { class: "qwb-quiet", "aria-label": name, disabled: !can });
  }

  /** @param {number} at */
  #add(at) {
    this.values.splice(at, 0, {});
    this.#changed(at);
  }

  /** @param {number} from @param {number} to */
  #swap(from, to) {
    this.values.splice(to, 0, ...this.values.splice(from, 1));
    this.#changed(to);
  }

  /** @param {number} at Where the work goes on. */
  #changed(at) {
    this.speak(this.#language);
    this.#items.querySelectorAll("textarea")[at]?.focus();
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/**
 * A field that writes the words of one language into `words`; those of another language show
 * where there are none yet.
 *
 * @param {Localised} words
 * @param {string} language
 */
export function textField(words, language) {
  const field = element("textarea", { rows: 1, lang: language, placeholder: localise(words, language) });
  field.value = words[language] ?? "";
  field.addEventListener("input", () => {
    words[language] = field.value;
  });
  return field;
}
