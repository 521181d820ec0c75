import { element } from "../core/dom.js";
import { act } from "../core/keys.js";
import { Waiting } from "./waiting.js";

/**
 * @typedef {import("../core/desk_context.js").Panel} Panel
 * @typedef {import("./later.js").PanelsModule} PanelsModule
 */

/**
 * A panel that is made when it is first shown; its module may come later still.
 *
 * @template {Panel} Made
 * @implements {Panel}
 */
export class LaterPanel {
  #desk;
  #later;
  #make;
  #waiting;
  /** @type {Made | null} */
  #panel = null;
  /** @type {((panel: Made) => void) | null} */
  #prepare = null;
  element;

  /**
   * @param {string} name
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {import("./later.js").Later} later
   * @param {(module: PanelsModule) => Made} make
   */
  constructor(name, desk, later, make) {
    this.name = name;
    this.#desk = desk;
    this.#later = later;
    this.#make = make;
    this.#waiting = new Waiting(desk, later, (module) => this.#arrive(module));
    this.element = element("div", { class: "qwb-later" }, this.#waiting.element);
    this.#waiting.element.addEventListener("keydown", (event) => {
      act(event, { Escape: () => desk.focusText() });
    });
  }

  show() {
    if (this.#panel) this.#panel.show();
    else if (this.#later.module) this.#arrive(this.#later.module);
    else void this.#waiting.begin();
  }

  focus() {
    if (this.#panel) this.#panel.focus?.();
    else this.#waiting.element.focus();
  }

  /**
   * Do something to the panel before it is next shown.
   *
   * @param {(panel: Made) => void} prepare
   */
  prepare(prepare) {
    if (this.#panel) prepare(this.#panel);
    else this.#prepare = prepare;
  }

  /** @param {PanelsModule} module */
  #arrive(module) {
    if (this.#desk.signal.aborted) return;
    const isWanted = this.element.contains(document.activeElement);
    this.#panel = this.#make(module);
    this.#prepare?.(this.#panel);
    this.element.replaceChildren(this.#panel.element);
    this.#panel.show();
    if (isWanted) this.#panel.focus?.();
  }
}
