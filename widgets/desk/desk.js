import { AttributeChoice } from "./codebook/attribute_choice.js";
import { attributeWords } from "./text/chips.js";
import { CodeTree } from "./codebook/code_tree.js";
import { CodebookPanel } from "./codebook/codebook_panel.js";
import { CodedText } from "./text/coded_text.js";
import { CodingSession } from "./core/coding_session.js";
import { element } from "./core/dom.js";
import { canHighlight } from "./text/highlights.js";
import { act, guardKeys } from "./core/keys.js";
import { SaveState } from "./core/save_state.js";
import { NotSaved } from "./core/types.js";
import { wordingIn } from "./words/wording.js";

/**
 * @typedef {import("./core/types.js").Loaded} Loaded
 *
 * @typedef {object} Options
 * @property {string} coder
 * @property {string} language Of the words on the screen and of the codes' labels.
 * @property {import("./core/outbox.js").Keeping | null} storage
 * @property {(transcript: string) => void} onTranscript Called when another transcript was opened here.
 * @property {() => void} onLeave Called when Escape leads out of the coder.
 * @property {AbortSignal} signal Ends everything.
 */

const IMPORT_EXAMPLE = 'study.import_transcripts("transcripts")';
const SCHEME_EXAMPLE = 'study.set_scheme("coding_scheme/effective_elements.yaml")';

/** The transcript coder on the screen. It knows its host only as a `Transport`. */
export class Coder {
  #root;
  #options;
  #wording;
  #session;
  /** @type {Loaded | null} */
  #loaded = null;
  #tree = new CodeTree({ title: {}, codes: [], attributes: [] }, "en");
  /** @type {import("./core/transcript_text.js").Span | null} The text that the next code goes to. */
  #passage = null;
  #passageIsCoded = false;
  #unsaved = /** @type {Set<string>} */ (new Set());

  #transcripts = element("select", { class: "qwb-transcripts" });
  #who = element("span", { class: "qwb-coder" });
  #saveState;
  #notices = element("div", { class: "qwb-notices" });
  #attributes = new AttributeChoice();
  #panel;
  #text;
  #desk;
  #live = element("div", { class: "qwb-live", "aria-live": "polite" });

  /**
   * @param {HTMLElement} root
   * @param {import("./core/types.js").Transport} transport
   * @param {Options} options
   */
  constructor(root, transport, options) {
    const { coder, storage, signal } = options;
    this.#root = root;
    this.#options = options;
    this.#wording = wordingIn(options.language);
    this.#session = new CodingSession(
      { transport, coder, storage, signal },
      {
        onOpened: (loaded) => this.#show(loaded),
        onOpenFailed: (problem) => this.#showFailure(problem),
        onAdded: (placed) => this.#text.add(placed),
        onRemoved: (placed) => this.#text.remove(placed),
        onSaveState: () => this.#showSaveState(),
      },
    );
    this.#saveState = new SaveState({
      onRetry: () => this.#session.retry(),
      onDiscard: () => this.#session.discardRefused(),
    });
    this.#text = new CodedText({
      onChoice: (ends) => this.#take(ends),
      onRemove: (coding) => this.#remove(coding),
      signal,
    });
    this.#panel = new CodebookPanel({
      onApply: (code) => this.#apply(code),
      onLeave: () => this.#text.focus(),
      below: this.#attributes.element,
    });
    this.#desk = element("div", { class: "qwb-desk", hidden: true }, this.#panel.element, this.#text.element);
    this.#build();
  }

  /** @param {string | null} transcript null opens the first one. */
  open(transcript) {
    if (transcript !== null && transcript === this.#session.opened?.document.name) return;
    void this.#session.open(transcript);
  }

  /** @param {string} language */
  speak(language) {
    this.#options.language = language;
    this.#wording = wordingIn(language);
    if (this.#loaded) this.#show(this.#loaded);
  }

  #build() {
    const { signal } = this.#options;
    this.#root.classList.add("qwb", "jp-WorkbenchCoder");
    this.#root.tabIndex = -1; // A click beside the text must not leave the keys to the host.
    this.#root.replaceChildren(
      element("div", { class: "qwb-bar" }, this.#transcripts, this.#who, this.#saveState.element),
      this.#notices,
      this.#desk,
      this.#live,
    );
    guardKeys(this.#root, signal);
    this.#root.addEventListener("keydown", (event) => this.#keyDown(event), { signal });
    this.#transcripts.addEventListener("change", () => this.open(this.#transcripts.value), { signal });
    const warn = (/** @type {BeforeUnloadEvent} */ event) => {
      if (this.#session.saveState.waiting > 0) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn, { signal });
    this.#note([element("p", {}, this.#wording.loading)]);
  }

  /** @param {Loaded} loaded */
  #show(loaded) {
    const { opened } = this.#session;
    const { language } = this.#options;
    const wording = this.#wording;
    const { scheme, transcripts, document } = loaded;
    this.#loaded = loaded;
    this.#root.lang = wording.tag;
    this.#transcripts.setAttribute("aria-label", wording.transcript);
    this.#transcripts.replaceChildren(...transcripts.map((name) => element("option", { value: name }, name)));
    this.#transcripts.value = document?.name ?? "";
    this.#transcripts.hidden = transcripts.length === 0;
    this.#who.textContent = wording.coder(this.#options.coder);
    this.#note(this.#noticesOf(loaded));
    this.#desk.hidden = !opened;
    this.#showSaveState();
    if (!opened) return;
    this.#tree = new CodeTree(scheme ?? { title: {}, codes: [], attributes: [] }, language);
    this.#panel.show(this.#tree, language, wording);
    this.#attributes.show(scheme?.attributes ?? [], language, wording);
    const isNewText = this.#text.show(opened, {
      tree: this.#tree,
      attributes: scheme?.attributes ?? [],
      language,
      wording,
      unsaved: this.#unsaved,
    });
    if (isNewText) this.#passage = null;
    this.#markPassage();
    this.#options.onTranscript(opened.document.name);
  }

  /** @param {Loaded} loaded */
  #noticesOf({ constructed, document, scheme, lost }) {
    const wording = this.#wording;
    const notices = [];
    if (constructed) notices.push(element("p", { class: "qwb-constructed" }, wording.constructed));
    if (!document) notices.push(advice(wording.noTranscripts, IMPORT_EXAMPLE));
    else if (!scheme) notices.push(advice(wording.noScheme, SCHEME_EXAMPLE));
    if (lost > 0) notices.push(element("p", {}, wording.lost(lost)));
    if (!canHighlight) notices.push(element("p", {}, wording.oldBrowser));
    return notices;
  }

  /** @param {unknown} problem */
  #showFailure(problem) {
    const { because, retry } = this.#wording;
    const why = problem instanceof NotSaved ? problem.message || because[problem.reason] : String(problem);
    const again = element("button", { type: "button" }, retry);
    again.addEventListener("click", () => this.#session.reload());
    this.#note([element("p", { class: "qwb-failure", role: "alert" }, why, " ", again)]);
  }

  /** @param {HTMLElement[]} notices */
  #note(notices) {
    this.#notices.replaceChildren(...notices);
  }

  #showSaveState() {
    this.#saveState.show(this.#session.saveState, this.#wording);
    const { unsaved } = this.#session;
    const changed = [...unsaved, ...this.#unsaved].filter((id) => unsaved.has(id) !== this.#unsaved.has(id));
    this.#unsaved.clear();
    for (const id of unsaved) this.#unsaved.add(id);
    this.#text.refresh(changed);
  }

  /** @param {import("./text/text_view.js").Ends | null} ends */
  #take(ends) {
    const span = ends && (this.#session.opened?.text.spanOf(ends.first, ends.last) ?? null);
    const isSame = span?.start === this.#passage?.start && span?.end === this.#passage?.end;
    if (isSame) return;
    if (span && this.#passageIsCoded) this.#attributes.reset();
    if (span) this.#passageIsCoded = false;
    this.#passage = span;
    this.#markPassage();
  }

  #markPassage() {
    const pieces = (this.#passage && this.#session.opened?.text.piecesOf(this.#passage)) ?? [];
    this.#text.markPassage(pieces, this.#passageIsCoded);
  }

  /** @param {import("./core/types.js").Code} code */
  #apply(code) {
    const wording = this.#wording;
    this.#text.readChoice(); // A quick hand presses the key before the browser tells of the selection.
    if (!this.#passage) {
      this.#say(wording.chooseFirst);
      return;
    }
    const attributes = this.#attributes.values;
    const label = this.#tree.label(code.id);
    const known = this.#loaded?.scheme?.attributes ?? [];
    const said = [label, ...attributeWords(attributes, known, this.#options.language)].join(", ");
    const isNew = this.#session.code(this.#passage, code.id, attributes);
    this.#passageIsCoded = true;
    this.#markPassage();
    this.#say(isNew ? wording.coded(said) : wording.codedAlready(label));
  }

  /** @param {string} coding */
  #remove(coding) {
    const placed = this.#session.opened?.placement.get(coding);
    if (!placed) return;
    this.#session.remove(coding);
    this.#say(this.#wording.removed(this.#tree.label(placed.coding.code)));
  }

  /** @param {string} words */
  #say(words) {
    // A live region is silent when its words do not change: a second line makes them new.
    this.#live.textContent = this.#live.textContent === words ? `${words}\u00a0` : words;
  }

  /** @param {KeyboardEvent} event */
  #keyDown(event) {
    if (event.defaultPrevented || event.target instanceof HTMLInputElement) return;
    if (event.target instanceof HTMLSelectElement) {
      act(event, { Escape: () => this.#text.focus() });
      return;
    }
    this.#text.readChoice();
    /** @type {Record<string, () => void>} */
    const actions = { "/": () => this.#panel.focusFilter(), Escape: () => this.#leave() };
    for (const [key, code] of this.#tree.byKey) actions[key] = () => this.#apply(code);
    act(event, actions);
  }

  #leave() {
    if (!this.#passage) {
      this.#options.onLeave();
      return;
    }
    document.getSelection()?.removeAllRanges();
    this.#take(null);
  }
}

/**
 * @param {string} words
 * @param {string} example A line of Python.
 */
function advice(words, example) {
  return element("p", { class: "qwb-advice" }, words, " ", element("code", {}, example));
}
