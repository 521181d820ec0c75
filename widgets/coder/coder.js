import { AttributeChoice } from "./attribute_choice.js";
import { attributeWords, showChips } from "./chips.js";
import { CodeTree } from "./code_tree.js";
import { CodebookPanel } from "./codebook_panel.js";
import { CodingSession } from "./coding_session.js";
import { element } from "./dom.js";
import { Highlights } from "./highlights.js";
import { act, guardKeys, keyName } from "./keys.js";
import { SaveState } from "./save_state.js";
import { TextView } from "./text_view.js";
import { NotSaved } from "./types.js";
import { wordingIn } from "./wording.js";

/**
 * @typedef {import("./placement.js").Placed} Placed
 * @typedef {import("./text_view.js").Ends} Ends
 *
 * @typedef {object} Options
 * @property {string} coder
 * @property {string} language Of the words on the screen and of the codes' labels.
 * @property {import("./outbox.js").Keeping} storage
 * @property {(transcript: string) => void} onTranscript Called when another transcript is opened here.
 * @property {() => void} onLeave Called when Escape leads out of the coder.
 * @property {AbortSignal} signal Ends everything.
 */

/** The transcript coder on the screen; it knows its host only as a `Transport`. */
export class Coder {
  #root;
  #options;
  #wording;
  #session;
  #highlights = new Highlights();
  #tree = new CodeTree({ title: {}, codes: [], attributes: [] }, "en");
  /** @type {import("./types.js").Loaded | null} */
  #loaded = null;
  /** @type {Ends | null} The text that the next code goes to. */
  #passage = null;
  #passageCoded = false;
  #unsaved = /** @type {Set<string>} */ (new Set());

  #choose = element("select", { class: "qwb-transcript" });
  #who = element("span", { class: "qwb-coder" });
  #notices = element("div", { class: "qwb-notices" });
  #attributes = new AttributeChoice();
  #live = element("div", { class: "qwb-live", role: "status", "aria-live": "polite" });
  #desk;
  #saveState;
  #view;
  #panel;

  /**
   * @param {HTMLElement} root
   * @param {import("./types.js").Transport} transport
   * @param {Options} options
   */
  constructor(root, transport, options) {
    const { signal } = options;
    this.#root = root;
    this.#options = options;
    this.#wording = wordingIn(options.language);
    this.#session = new CodingSession(
      { transport, coder: options.coder, storage: options.storage, signal },
      {
        onOpened: (loaded, opened) => this.#opened(loaded, opened),
        onOpenFailed: (problem) => this.#openFailed(problem),
        onAdded: (placed) => this.#added(placed),
        onRemoved: (placed) => this.#removed(placed),
        onSaveState: () => this.#showSaveState(),
      },
    );
    this.#saveState = new SaveState({
      onRetry: () => this.#session.retry(),
      onDiscard: () => this.#session.discardRefused(),
    });
    this.#view = new TextView({
      onChoice: (ends) => this.#choosePassage(ends),
      onPoint: (segment, unit) => this.#pointAt(segment, unit),
      signal,
    });
    this.#panel = new CodebookPanel({
      onApply: (code) => this.#code(code),
      onLeave: () => this.#view.focus(),
      below: this.#attributes.element,
    });
    this.#desk = element("div", { class: "qwb-desk" }, this.#panel.element, this.#view.element);
    this.#build();
    signal.addEventListener("abort", () => this.#highlights.clear());
  }

  #build() {
    const { signal } = this.#options;
    const root = this.#root;
    root.classList.add("qwb", "jp-WorkbenchCoder");
    root.tabIndex = -1; // A click beside the text must not leave the keys to the host.
    const bar = element("header", { class: "qwb-bar" }, this.#choose, this.#who, this.#saveState.element);
    root.replaceChildren(bar, this.#notices, this.#desk, this.#live);
    guardKeys(root, signal);
    this.#choose.addEventListener("change", () => this.open(this.#choose.value));
    const chips = this.#view.element;
    chips.addEventListener("click", (event) => this.#chipClicked(event.target));
    chips.addEventListener("focusin", (event) => this.#lookAt(codingIdOf(event.target)));
    chips.addEventListener("focusout", () => this.#highlights.erase("active"));
    chips.addEventListener("pointerover", (event) => this.#lookAt(codingIdOf(event.target)));
    this.#desk.addEventListener("keydown", (event) => this.#keyDown(event), { signal });
    this.#speak(this.#options.language);
    this.#note(element("p", {}, this.#wording.loading));
  }

  /** @param {string} language */
  #speak(language) {
    this.#options.language = language;
    this.#wording = wordingIn(language);
    this.#root.lang = language;
    this.#choose.setAttribute("aria-label", this.#wording.transcript);
    this.#who.textContent = this.#wording.coder(this.#options.coder);
    this.#showSaveState();
  }

  /** @param {string | null} transcript null opens the first one. */
  open(transcript) {
    if (transcript !== null && transcript === this.#session.opened?.document.name) return;
    void this.#session.open(transcript);
  }
}

/** @param {EventTarget | null} target */
function codingIdOf(target) {
  const chip = target instanceof Element ? target.closest("[data-coding]") : null;
  return chip instanceof HTMLElement ? (chip.dataset["coding"] ?? "") : "";
}
