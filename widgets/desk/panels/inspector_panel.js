import { ACTIONS } from "../actions.js";
import { localise } from "../codebook/code_tree.js";
import { element } from "../core/dom.js";
import { FLAGS } from "../core/operations.js";
import { actionKeys, actionWords } from "../words/actions.js";
import { speaks } from "../words/languages.js";
import { panelWords } from "../words/panels.js";
import { Asked } from "./asked.js";
import { button, choice, codeName, leaveByEscape, momentIn } from "./controls.js";
import { definitions } from "./definitions.js";
import { MemoField } from "./memo_field.js";
import { redraw } from "./redraw.js";

/**
 * @typedef {import("../core/types.js").Attribute} Attribute
 * @typedef {import("../core/types.js").Inspected} Inspected
 * @typedef {import("../core/placement.js").Placed} Placed
 */

/** What can be done with the coding in hand, beside changing its code. */
const EDITS = /** @type {const} */ (["delete-coding", "split-coding", "merge-coding"]);

/** The coding in hand: what it says, and everything that can be changed in it. */
export class InspectorPanel {
  name = "coding";
  #desk;
  #asked;
  #memo;
  /** @type {Inspected | null} */
  #inspected = null;
  #none = element("div", { class: "qwb-how" });
  #top = element("div");
  #rest = element("div");
  #work;
  element;

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#asked = new Asked(desk, () => this.show());
    this.#memo = new MemoField(desk);
    this.#work = element("div", {}, this.#top, this.#memo.element, this.#asked.element, this.#rest);
    this.element = element("section", { class: "qwb-side qwb-inspector" }, this.#none, this.#work);
    this.element.addEventListener("click", ({ target }) => this.#clicked(target));
    this.element.addEventListener("change", ({ target }) => this.#changed(target));
    leaveByEscape(this.element, desk);
  }

  show() {
    const { chosen, session } = this.#desk;
    const placed = chosen === null ? undefined : session.opened?.placement.get(chosen);
    this.#none.hidden = placed !== undefined;
    this.#work.hidden = placed === undefined;
    if (this.#inspected?.id !== placed?.coding.id) this.#inspected = null;
    if (!placed) {
      this.#memo.flush();
      this.#asked.drop();
      this.#explain();
      return;
    }
    this.#draw(placed);
    void this.#inspect(placed.coding.id);
  }

  focus() {
    if (!this.#work.hidden) this.#memo.focus();
  }

  /** @param {string} id */
  async #inspect(id) {
    const { session } = this.#desk;
    const { waiting, problem } = session.saveState;
    // The host knows nothing yet of a coding that waits to be saved; it is asked once that is done.
    if (waiting > 0 && (!problem || session.unsaved.has(id))) return;
    const reply = await this.#asked.ask("inspect", { coding: id });
    const placed = session.opened?.placement.get(id);
    if (!reply || !placed || this.#desk.chosen !== id) return;
    this.#inspected = reply.coding;
    this.#draw(placed);
  }

  #explain() {
    const { language } = this.#desk;
    const words = panelWords(this.#desk);
    const hints = ACTIONS.filter(({ group }) => group === "coding").map(({ id }) => {
      return { what: actionWords(id, speaks(language)), keys: actionKeys(this.#desk, id) };
    });
    redraw(
      this.#none,
      element("p", {}, element("strong", {}, words.nothingInHand)),
      element("p", {}, words.takeInHand),
      element(
        "dl",
        { class: "qwb-keys" },
        ...hints
          .filter(({ keys }) => keys.length > 0)
          .map(({ what, keys }) =>
            element(
              "div",
              {},
              element("dt", {}, ...keys.map((key) => element("kbd", {}, key))),
              element("dd", {}, what),
            ),
          ),
      ),
    );
  }

  /** @param {Placed} placed */
  #draw({ coding }) {
    const { session } = this.#desk;
    const words = panelWords(this.#desk);
    const inspected = this.#inspected;
    const text = session.opened?.text.quote(coding) ?? "";
    redraw(
      this.#top,
      element("div", { class: "qwb-in-hand" }, codeName(this.#desk, coding.code), this.#act("change-code")),
      element("blockquote", { class: "qwb-quote qwb-cut", dir: "auto", title: text }, text),
      ...this.#attributes(coding.attributes),
    );
    const known = inspected?.memo ?? (coding.flags & FLAGS.memo ? null : "");
    this.#memo.show("coding", coding.id, known, words.memo, inspected);
    const there = this.#desk.session.opened?.placement.overlapping(coding) ?? [];
    const others = there.filter((other) => other.coding.id !== coding.id);
    const isOlder = (coding.flags & FLAGS.older) !== 0;
    redraw(
      this.#rest,
      isOlder ? this.#older() : "",
      element("div", { class: "qwb-actions" }, ...EDITS.map((action) => this.#act(action))),
      inspected ? this.#facts(inspected) : "",
      ...(others.length === 0 ? [] : [element("h4", {}, words.alsoHere)]),
      element(
        "ul",
        { class: "qwb-also", role: "list" },
        ...others.map((other) => {
          const choose = button("choose", "", { "data-key": other.coding.id });
          choose.append(codeName(this.#desk, other.coding.code));
          return element("li", {}, choose);
        }),
      ),
    );
  }

  /** @param {"change-code" | (typeof EDITS)[number]} action */
  #act(action) {
    const [key] = actionKeys(this.#desk, action);
    const made = button("act", panelWords(this.#desk).actions[action], {
      "data-key": action,
      "data-action": action,
    });
    if (key) made.append(" ", element("kbd", { "aria-hidden": "true" }, key));
    return made;
  }

  /** @param {Record<string, string>} values */
  #attributes(values) {
    const { session, language, wording } = this.#desk;
    /** @type {Attribute[]} */
    const attributes = session.scheme?.attributes ?? [];
    return attributes.map(({ id, label, definition, values: possible, default: usual }) => {
      const value = values[id] ?? usual ?? "";
      /** @type {[string, string][]} */
      const options = possible.map((one) => [one.id, localise(one.label, language) || one.id]);
      if (usual === null) options.unshift(["", wording.codebook.unset]);
      if (!options.some(([known]) => known === value)) options.push([value, value]);
      const name = localise(label, language) || id;
      const changed = value !== (usual ?? "") ? "qwb-set" : null;
      const select = choice(name, options, value, {
        "data-key": `a ${id}`,
        "data-attribute": id,
        class: changed,
      });
      const title = localise(definition, language);
      return element("label", { class: "qwb-attribute", title }, element("span", {}, name), select);
    });
  }

  #older() {
    const { tree } = this.#desk;
    const words = panelWords(this.#desk);
    const then = this.#inspected?.then;
    const now = this.#inspected && tree.get(this.#inspected.code)?.code;
    return element(
      "div",
      { class: "qwb-older" },
      element("p", {}, element("strong", {}, `↻ ${words.older}`)),
      then ? definitions(this.#desk, then, now ?? undefined) : "",
      button("right", words.stillRight, { "data-key": "right" }),
    );
  }

  /** @param {Inspected} inspected */
  #facts({ coder, created, origin, anchor }) {
    const { language } = this.#desk;
    const words = panelWords(this.#desk);
    const facts = [
      [words.coder, coder],
      [words.created, momentIn(created, language)],
      [words.origin, words.origins[origin]],
      [words.place, words.anchors[anchor]],
    ];
    return element(
      "dl",
      { class: "qwb-facts" },
      ...facts.flatMap(([name = "", what = ""]) => [
        element("dt", {}, name),
        element("dd", { dir: "auto" }, what),
      ]),
    );
  }

  /** @param {EventTarget | null} target */
  #clicked(target) {
    const pressed = target instanceof Element ? target.closest("[data-do]") : null;
    const { chosen, session } = this.#desk;
    if (!(pressed instanceof HTMLElement) || chosen === null) return;
    const { do: does, action = "", key = "" } = pressed.dataset;
    this.#memo.flush();
    if (does === "act") {
      this.#desk.act(action);
      if (this.#work.hidden) this.#desk.focusText();
    }
    if (does === "choose") this.#desk.choose(key);
    if (does === "right") {
      void session.change([[chosen, { checked: true }]]);
      // The button goes; what would take its place removes the coding.
      this.#memo.focus();
    }
  }

  /** @param {EventTarget | null} target */
  #changed(target) {
    const { chosen, session } = this.#desk;
    const coding = chosen === null ? undefined : session.opened?.placement.get(chosen)?.coding;
    if (!coding || !(target instanceof HTMLSelectElement)) return;
    const id = target.dataset.attribute ?? "";
    const usual =
      session.scheme?.attributes.find((/** @type {Attribute} */ one) => one.id === id)?.default ?? "";
    const { [id]: _, ...attributes } = coding.attributes;
    if (target.value !== usual) attributes[id] = target.value;
    void session.change([[coding.id, { attributes }]]);
  }
}
