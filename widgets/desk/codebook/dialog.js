import { element, uniqueId } from "../core/dom.js";
import { dialogWords } from "../words/dialogs.js";
import { button } from "./controls.js";

/** Something in a dialog is not as it should be; the words stand beside the field. */
export class FieldProblem extends Error {
  /** @param {HTMLElement} field @param {string} message */
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/**
 * A question that waits for its answer. It closes once `onConfirm` has succeeded; what goes wrong
 * there is told in it, with everything that was typed still in place.
 */
export class Dialog {
  #words;
  #isChanged;
  #confirm;
  #problem = element("p", { class: "qwb-problem", role: "alert" });
  #asking = element("div", { class: "qwb-asking", role: "alert", hidden: true });
  #body = element("div", { class: "qwb-dialog-body" });
  #form;
  #element;
  #onConfirm;
  #busy = false;
  /** Where somebody typed last. @type {HTMLElement | null} */
  #last = null;
  /** What the button says. */
  #says;
  #desk;

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {object} options
   * @param {string} options.title
   * @param {string} options.confirm What the button says.
   * @param {() => Promise<void>} options.onConfirm
   * @param {() => boolean} [options.isChanged] Whether something would be lost by closing.
   */
  constructor(desk, { title, confirm, onConfirm, isChanged = () => false }) {
    const id = uniqueId();
    this.#desk = desk;
    this.#words = dialogWords(desk);
    this.#isChanged = isChanged;
    this.#onConfirm = onConfirm;
    this.#says = confirm;
    this.#confirm = element("button", { type: "submit", class: "qwb-primary" }, confirm);
    this.#form = element(
      "form",
      { novalidate: true },
      element("h2", { id }, title),
      this.#body,
      this.#problem,
      this.#asking,
      element(
        "footer",
        {},
        button(this.#words.cancel, () => this.#leave()),
        this.#confirm,
      ),
    );
    this.#element = element("dialog", { class: "qwb-dialog", "aria-labelledby": id }, this.#form);
    this.#listen();
  }

  #listen() {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#form.addEventListener("input", () => this.#settle());
    this.#body.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLElement) this.#last = target;
    });
    this.#element.addEventListener("keydown", (event) => {
      event.stopPropagation(); // The desk's keys rest meanwhile.
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      if (this.#asking.hidden) this.#leave();
      else this.#stay();
    });
    this.#element.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#leave();
    });
  }

  /** @param {...(Node | string)} body @returns {Promise<void>} resolves when it is closed */
  open(...body) {
    this.#body.append(...body);
    this.#desk.root.append(this.#element);
    return new Promise((resolve) => {
      this.#element.addEventListener("close", () => {
        this.#element.remove();
        resolve();
      });
      this.#element.showModal();
      this.#body.querySelector(/** @type {"input"} */ ("input, textarea"))?.focus();
    });
  }

  close() {
    this.#element.close();
  }

  /** @param {string} words What the button says from now on. @param {boolean} isReady Whether it can be pressed. */
  rename(words, isReady) {
    this.#says = words;
    this.#confirm.textContent = words;
    this.#confirm.disabled = !isReady;
  }

  async #submit() {
    if (this.#busy) return;
    this.#settle();
    this.#busy = true;
    this.#confirm.textContent = this.#words.saving;
    try {
      await this.#onConfirm();
      this.close();
    } catch (problem) {
      this.#tell(problem);
    }
    this.#busy = false;
    this.#confirm.textContent = this.#says;
  }

  /** @param {unknown} problem */
  #tell(problem) {
    const message = (problem instanceof Error && problem.message) || this.#words.notChanged;
    if (!this.#element.isConnected) return this.#desk.say(message);
    this.#problem.textContent = message;
    if (!(problem instanceof FieldProblem)) return;
    const { field } = problem;
    this.#problem.id ||= uniqueId();
    field.after(this.#problem);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", this.#problem.id);
    field.focus();
  }

  #settle() {
    this.#asking.hidden = true;
    this.#problem.textContent = "";
    this.#asking.before(this.#problem);
    for (const field of this.#form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  /** Go on where somebody typed last. */
  #stay() {
    this.#settle();
    this.#last?.focus();
  }

  /** Closes; when something was typed only after asking. */
  #leave() {
    if (this.#busy) {
      this.#desk.say(this.#words.savesOn);
      return this.close();
    }
    if (!this.#isChanged()) return this.close();
    const keep = button(this.#words.keepTyping, () => this.#stay());
    const discard = button(this.#words.discard, () => this.close());
    this.#asking.replaceChildren(element("span", {}, this.#words.discardAsked), keep, discard);
    this.#asking.hidden = false;
    keep.focus();
  }
}
