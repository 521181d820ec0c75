import { element, uniqueId } from "../core/dom.js";
import { act } from "../core/keys.js";

/** @typedef {import("../core/desk_context.js").Panel} Panel */

/** A column of the desk that shows one of its panels at a time, by tabs. */
export class PanelColumn {
  #panels;
  #tabs = element("div", { class: "qwb-tabs", role: "tablist" });
  #close = element("button", { type: "button", class: "qwb-icon qwb-icon-close qwb-close" });
  #place = element("div", { class: "qwb-panel-place" });
  /** @type {Map<Panel, HTMLElement>} */
  #tabOf = new Map();
  #onToggle;
  #onLeft;
  /** @type {Panel} */
  current;
  element;

  /**
   * @param {string} side `left` or `right`; names its style.
   * @param {[Panel, ...Panel[]]} panels
   * @param {object} listeners
   * @param {(column: PanelColumn) => void} listeners.onToggle Called when the column is shown or hidden.
   * @param {() => void} listeners.onLeft Called when it was hidden with the focus in it.
   */
  constructor(side, panels, { onToggle, onLeft }) {
    this.#panels = panels;
    this.#onToggle = onToggle;
    this.#onLeft = onLeft;
    this.current = panels[0];
    this.element = element("aside", { class: `qwb-column qwb-${side}` }, this.#place);
    const bar = element("div", { class: "qwb-tab-bar" }, this.#tabs, this.#close);
    if (panels.length > 1 || side === "right") this.element.prepend(bar);
    for (const panel of panels) this.#add(panel);
    this.#close.addEventListener("click", () => this.toggle(false));
    this.#tabs.addEventListener("keydown", (event) => {
      const at = panels.indexOf(this.current);
      const step = (/** @type {number} */ by) => {
        const next = panels[(at + by + panels.length) % panels.length];
        if (next) this.open(next);
        this.#tabOf.get(this.current)?.focus();
      };
      act(event, { ArrowRight: () => step(1), ArrowLeft: () => step(-1) });
    });
  }

  /** @param {Panel} panel */
  #add(panel) {
    const id = uniqueId();
    panel.element.id = id;
    panel.element.setAttribute("role", "tabpanel");
    panel.element.hidden = true;
    this.#place.append(panel.element);
    const tab = element("button", { type: "button", class: "qwb-tab", role: "tab", "aria-controls": id });
    tab.addEventListener("click", () => this.open(panel));
    this.#tabOf.set(panel, tab);
    this.#tabs.append(tab);
  }

  /**
   * @param {string} label What the column is called.
   * @param {(panel: Panel) => {label: string, count?: number}} tabLabel
   * @param {string} close
   */
  speak(label, tabLabel, close) {
    this.element.setAttribute("aria-label", label);
    this.#tabs.setAttribute("aria-label", label);
    this.#close.setAttribute("aria-label", close);
    this.#close.title = close;
    for (const [panel, tab] of this.#tabOf) {
      const { label: words, count } = tabLabel(panel);
      tab.replaceChildren(words, count ? element("span", { class: "qwb-count" }, String(count)) : "");
      panel.element.setAttribute("aria-label", words);
    }
    this.#mark();
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** @param {boolean} [open] */
  toggle(open = !this.isOpen) {
    if (open === this.isOpen) return;
    const held = this.element.contains(document.activeElement);
    this.element.hidden = !open;
    if (open) this.#mark();
    this.#onToggle(this);
    if (held) this.#onLeft();
  }

  /** @param {Panel} panel */
  open(panel) {
    this.current = panel;
    this.toggle(true);
    this.#mark();
  }

  /** @param {string} name @returns {Panel | undefined} the panel, if it is in this column */
  openNamed(name) {
    const panel = this.#panels.find((one) => one.name === name);
    if (panel) this.open(panel);
    return panel;
  }

  /** What it shows may be old. */
  refresh() {
    if (this.isOpen) this.current.show();
  }

  #mark() {
    for (const [panel, tab] of this.#tabOf) {
      const isCurrent = panel === this.current;
      tab.setAttribute("aria-selected", String(isCurrent));
      tab.tabIndex = isCurrent ? 0 : -1;
      panel.element.hidden = !isCurrent;
    }
    this.refresh();
  }
}
