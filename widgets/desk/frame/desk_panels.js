import { CodebookPanel } from "../codebook/codebook_panel.js";
import { element } from "../core/dom.js";
import { guardKeys } from "../core/keys.js";
import { LaterPanel } from "../later/later_panel.js";
import { PanelColumn } from "./panel_column.js";

/** @typedef {import("../core/desk_context.js").Panel} Panel */

/** Lists are drawn anew once the hand has rested so long, in milliseconds: a quick one would meet them with each key. */
const REST = 600;

/** The panels beside the text, in a column on each side of it. */
export class DeskPanels {
  #desk;
  #later;
  #quotations;
  #search;
  #timer = 0;
  /** @type {Panel[]} Codebooks that the host shows elsewhere. */
  #elsewhere = [];
  left;
  right;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {import("../later/later.js").Later} later
   * @param {object} options
   * @param {boolean} options.isWhole Whether there is a list of transcripts.
   * @param {import("../core/kept_steps.js").Keeping | null} options.storage
   * @param {() => void} options.onToggle Called when a column was opened or closed.
   */
  constructor(desk, later, { isWhole, storage, onToggle }) {
    this.#desk = desk;
    this.#later = later;
    this.#quotations = this.#panel("quotations", (module) => new module.QuotationsPanel(desk));
    this.#search = this.#panel("search", (module) => new module.SearchPanel(desk));
    const transcripts = this.#panel("transcripts", (module) => new module.TranscriptsPanel(desk));
    const codebook = this.#codebook();
    /** @type {import("./room.js").Room | null} */
    let room = null;
    const listeners = {
      onToggle: (/** @type {PanelColumn} */ column) => {
        room?.toggled(column);
        onToggle();
      },
      onLeft: () => desk.focusText(),
    };
    this.left = new PanelColumn("left", isWhole ? [codebook, transcripts] : [codebook], listeners);
    this.right = new PanelColumn(
      "right",
      [
        this.#panel("coding", (module) => new module.InspectorPanel(desk)),
        this.#quotations,
        this.#search,
        this.#panel("memos", (module) => new module.MemosPanel(desk)),
        this.#panel("review", (module) => new module.ReviewPanel(desk)),
      ],
      listeners,
    );
    void later.there.then(({ Room }) => {
      room = new Room(desk, this, storage);
    });
  }

  /**
   * @template {Panel} Made
   * @param {string} name
   * @param {(module: import("../later/later.js").PanelsModule) => Made} make
   */
  #panel(name, make) {
    return new LaterPanel(name, this.#desk, this.#later, make);
  }

  /** @returns {CodebookPanel} */
  #codebook() {
    return new CodebookPanel(this.#desk, {
      attributes: this.#desk.hand.attributes,
      showQuotations: (filter) => {
        this.#quotations.prepare((panel) => panel.filterBy(filter));
        this.open("quotations");
      },
    });
  }

  /** @returns {HTMLElement} A codebook for another place of the host. */
  codebookElsewhere() {
    const panel = this.#codebook();
    this.#elsewhere.push(panel);
    if (this.#desk.session.opened) panel.show();
    const place = element("div", { class: "qwb qwb-elsewhere", lang: this.#desk.wording.tag }, panel.element);
    guardKeys(place, this.#desk.signal);
    return place;
  }

  /** Draw all again. */
  show() {
    const { wording, session } = this.#desk;
    const titles = /** @type {Record<string, string>} */ (wording.titles);
    const tab = (/** @type {Panel} */ { name }) => ({
      label: titles[name] ?? name,
      count: name === "review" ? (session.overview?.older ?? 0) : 0,
    });
    this.left.speak(wording.codesAndTranscripts, tab, wording.close);
    this.right.speak(wording.titles.coding, tab, wording.close);
    for (const panel of this.#elsewhere) panel.show();
  }

  /** Bring a panel to the front, and the focus into it. @param {string} name */
  open(name) {
    for (const column of [this.left, this.right]) column.openNamed(name)?.focus?.();
  }

  /** Look for words in the whole study. @param {string} words @param {"form" | "lemma"} by */
  lookFor(words, by) {
    this.#search.prepare((panel) => panel.lookFor(words, by));
    this.open("search");
  }

  /** The coding in hand is another one. */
  showChosen() {
    if (this.right.current.name === "coding") this.right.refresh();
  }

  /** Lists that the host answers are asked for again once things have come to rest. */
  refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      if (this.#desk.signal.aborted) return;
      // The codebook keeps its counts by itself.
      if (this.left.current.name !== "codebook") this.left.refresh();
      this.right.refresh();
    }, REST);
  }
}
