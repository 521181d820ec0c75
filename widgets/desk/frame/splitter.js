import { element, uniqueId } from "../core/dom.js";
import { act } from "../core/keys.js";
import { panelWords } from "../words/panels.js";

/** In pixels: the least that a column can be used in, and how far a key moves its edge. */
const [NARROWEST, STEP] = [176, 16];

/** The edge of a column, which can be moved with the mouse and the arrow keys; the browser remembers where to. */
export class Splitter {
  #desk;
  #column;
  #side;
  #widest;
  #storage;
  #edge = element("div", {
    class: "qwb-splitter",
    role: "separator",
    tabindex: 0,
    "aria-orientation": "vertical",
    "aria-valuemin": NARROWEST,
  });

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {HTMLElement} column
   * @param {object} options
   * @param {"left" | "right"} options.side
   * @param {() => number} options.widest How wide it may be now.
   * @param {import("../core/kept_steps.js").Keeping | null} options.storage
   */
  constructor(desk, column, { side, widest, storage }) {
    this.#desk = desk;
    this.#column = column;
    this.#side = side;
    this.#widest = widest;
    this.#storage = storage;
    column.id = uniqueId();
    this.#edge.setAttribute("aria-controls", column.id);
    const kept = Number(storage?.getItem(this.#key));
    if (kept > 0) this.#set(kept);
    this.#edge.addEventListener("keydown", (event) => {
      const by = side === "left" ? STEP : -STEP;
      act(event, {
        ArrowRight: () => this.#place(this.#width + by),
        ArrowLeft: () => this.#place(this.#width - by),
        Home: () => this.#place(NARROWEST),
        End: () => this.#place(widest()),
        Enter: () => this.#place(null),
        Escape: () => desk.focusText(),
      });
    });
    this.#edge.addEventListener("dblclick", () => this.#place(null));
    this.#edge.addEventListener("pointerdown", (event) => this.#drag(event));
    column.append(this.#edge);
    this.tell();
  }

  /** Say how wide the column is, for who cannot see it. */
  tell() {
    const called = this.#column.getAttribute("aria-label") ?? "";
    this.#edge.setAttribute("aria-label", panelWords(this.#desk).widthOf(called));
    this.#edge.setAttribute("aria-valuemax", String(Math.round(this.#widest())));
    this.#edge.setAttribute("aria-valuenow", String(this.#width));
  }

  get #key() {
    return `qual-workbench/width/${this.#side}`;
  }

  get #width() {
    return this.#column.offsetWidth;
  }

  /** @param {number | null} width null for as wide as it comes */
  #set(width) {
    const { style } = this.#desk.root;
    if (width === null) style.removeProperty(`--qwb-${this.#side}`);
    else style.setProperty(`--qwb-${this.#side}`, `${Math.round(width)}px`);
  }

  /** @param {number | null} width */
  #place(width) {
    this.#set(width && Math.max(NARROWEST, Math.min(width, this.#widest())));
    this.tell();
    this.#keep(width !== null);
  }

  /** @param {boolean} isOwn */
  #keep(isOwn) {
    try {
      if (isOwn) this.#storage?.setItem(this.#key, String(this.#width));
      else this.#storage?.removeItem(this.#key);
    } catch {
      // The browser has no room left: the width is forgotten with the page.
    }
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    if (event.button !== 0) return;
    event.preventDefault(); // What is selected in the text stays so.
    this.#edge.setPointerCapture(event.pointerId);
    const [from, width] = [event.clientX, this.#width];
    const ended = new AbortController();
    const { signal } = ended;
    const move = (/** @type {PointerEvent} */ { clientX }) => {
      const by = this.#side === "left" ? clientX - from : from - clientX;
      this.#place(width + by);
    };
    this.#edge.addEventListener("pointermove", move, { signal });
    this.#edge.addEventListener("lostpointercapture", () => ended.abort(), { signal });
  }
}
