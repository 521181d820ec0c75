import { element } from "../core/dom.js";

/** @typedef {import("../core/types.js").Status} Status */

const STATUSES = /** @type {Status[]} */ (["not started", "in progress", "done"]);

/** The bar over the desk: what is open, how far it is, undo, and what can be shown beside it. */
export class TopBar {
  #desk;
  #transcripts = element("select", { class: "qwb-transcripts" });
  #status = element("select", { class: "qwb-status" });
  #who = element("span", { class: "qwb-coder" });
  #constructed = element("span", { class: "qwb-constructed" });
  #undo = icon("undo");
  #redo = icon("redo");
  #help = icon("help");
  #left = icon("left");
  #right = icon("right");
  element;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {HTMLElement} find
   * @param {HTMLElement} saveState
   */
  constructor(desk, find, saveState) {
    this.#desk = desk;
    const tools = element("span", { class: "qwb-tools" }, this.#undo, this.#redo, this.#help, this.#right);
    this.element = element(
      "div",
      { class: "qwb-bar" },
      ...[this.#left, this.#transcripts, this.#status, this.#who, this.#constructed],
      ...[saveState, find, tools],
    );
    this.#transcripts.addEventListener("change", () => desk.open(this.#transcripts.value));
    this.#status.addEventListener("change", () =>
      desk.progress.setStatus(/** @type {Status} */ (this.#status.value)),
    );
    this.#undo.addEventListener("click", () => desk.act("undo"));
    this.#redo.addEventListener("click", () => desk.act("redo"));
    this.#help.addEventListener("click", () => desk.act("help"));
    this.#left.addEventListener("click", () => desk.panels.left.toggle());
    this.#right.addEventListener("click", () => desk.panels.right.toggle());
  }

  show() {
    const { wording, session, coder, panels } = this.#desk;
    const names = this.#desk.progress.names;
    this.#transcripts.setAttribute("aria-label", wording.transcript);
    this.#transcripts.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
    this.#transcripts.value = session.opened?.document.name ?? "";
    this.#transcripts.hidden = names.length === 0;
    this.#status.setAttribute("aria-label", wording.status);
    this.#status.title = wording.status;
    const options = STATUSES.map((one) => element("option", { value: one }, wording.statuses[one]));
    this.#status.replaceChildren(...options);
    this.#status.hidden = !session.opened;
    this.#who.textContent = wording.coder(coder);
    this.#constructed.textContent = wording.constructed;
    this.#constructed.title = wording.constructedAtLength;
    this.#constructed.hidden = !session.overview?.constructed;
    label(this.#help, `${wording.help} (?)`);
    label(this.#left, wording.codesAndTranscripts);
    label(this.#right, panels.right.isOpen ? wording.hidePanels : wording.showPanels);
    this.#left.setAttribute("aria-expanded", String(panels.left.isOpen));
    this.#right.setAttribute("aria-expanded", String(panels.right.isOpen));
    this.showProgress();
  }

  /**
   * What coding changes: the status, and whether there is something to undo.
   *
   * @returns {void}
   */
  showProgress() {
    const { wording, session, progress } = this.#desk;
    const { length } = session.overview?.transcripts ?? [];
    if (length !== this.#transcripts.length) return this.show(); // Others import, too.
    this.#status.value = progress.status;
    this.#undo.disabled = !session.canUndo;
    this.#redo.disabled = !session.canRedo;
    label(this.#undo, wording.undo);
    label(this.#redo, wording.redo);
  }
}

/** @param {string} shape Of those in `icons.css`. */
function icon(shape) {
  return element("button", { type: "button", class: `qwb-icon qwb-icon-${shape}` });
}

/** @param {HTMLElement} button @param {string} words */
function label(button, words) {
  button.setAttribute("aria-label", words);
  button.title = words;
}
