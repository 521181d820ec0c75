import { actionOf, keyMap } from "./actions.js";
import { CodeTree } from "./codebook/code_tree.js";
import { element } from "./core/dom.js";
import { guardKeys, keyName } from "./core/keys.js";
import { Session } from "./core/session.js";
import { deeds } from "./deeds.js";
import { DeskPanels } from "./frame/desk_panels.js";
import { LiveLine } from "./frame/live_line.js";
import { Notices } from "./frame/notices.js";
import { SaveState } from "./frame/save_state.js";
import { TopBar } from "./frame/top_bar.js";
import { Hand } from "./hand.js";
import { Later } from "./later/later.js";
import { whenThere } from "./later/when_there.js";
import { Progress } from "./progress.js";
import { CodedText } from "./text/coded_text.js";
import { PassageSteps } from "./text/passage_steps.js";
import { SpokenLanguage } from "./text/spoken_language.js";
import { wordingIn } from "./words/wording.js";

/**
 * @typedef {import("./core/placement.js").Placed} Placed
 * @typedef {import("./core/transcript_text.js").Span} Span
 * @typedef {import("./core/types.js").Code} Code
 *
 * @typedef {object} DeskOptions
 * @property {string} coder
 * @property {string} language Of the words on the screen and of the codes' labels.
 * @property {"desk" | "transcript"} layout `transcript` leaves out the list of transcripts.
 * @property {import("./core/kept_steps.js").Keeping | null} storage
 * @property {import("./actions.js").KeyMap} [keys] Keys chosen in the host's settings.
 * @property {string} [goneWords] What to do when the host is gone, in the host's own words.
 * @property {(transcript: string) => void} onTranscript Called when another transcript was opened here.
 * @property {() => void} onLeave Called when Escape leads out of the desk.
 * @property {() => Promise<typeof import("./panels_module.js")>} panels Loads the module `panels.js`; rejects
 *   with what the host has to say, or with a `NotSaved`.
 * @property {AbortSignal} signal Ends everything.
 */

const NO_SCHEME = { revision: 0, title: {}, codes: [], attributes: [] };
/** From this width on the panels stand open beside the text at first. */
const WIDE = 1360;
/** What takes longer than this shows that it is under way. */
const SLOW = 500;
/** Sentences are wanted once somebody moves by them, and never before the text is there. */
const SENTENCES_AFTER = 1500;

/** The coding desk on the screen. It knows its host only as a `Transport`. */
export class Desk {
  #options;
  #deeds;
  #text;
  #bar;
  #saveState;
  #later;
  #notices;
  #live = new LiveLine();
  #language;
  #middle;
  #unsaved = /** @type {Set<string>} */ (new Set());
  session;
  tree = new CodeTree(NO_SCHEME, "en");
  keys;
  wording;
  panels;
  /** @type {import("./frame/find_bar.js").FindBar | null} null until it is loaded. */
  findBar = null;
  steps;
  hand;
  progress;

  /**
   * @param {HTMLElement} root
   * @param {import("./core/types.js").Transport} transport
   * @param {DeskOptions} options
   */
  constructor(root, transport, options) {
    const { coder, storage, signal } = options;
    this.root = root;
    this.signal = signal;
    this.coder = coder;
    this.#options = options;
    this.keys = keyMap(options.keys);
    this.wording = this.#wordingIn(options.language);
    this.session = new Session({ transport, coder, storage, signal });
    this.#later = new Later(options.panels);
    const findPlace = element("div", { class: "qwb-find-bar" });
    void this.#later.there.then(({ Handles, FindBar, refusedMemos }) => {
      refusedMemos(this);
      this.#text.addHandles(Handles);
      this.findBar = new FindBar(this, findPlace, {
        onHits: (hits, current) => {
          this.#text.markHits(hits, current);
          if (current) this.view.reveal(current);
        },
        onGo: (hit) => this.view.take(hit),
        onCodeAll: (words, by) => this.panels.lookFor(words, by),
      });
      this.findBar.show();
    });
    this.#notices = new Notices(this, options.layout === "desk");
    this.#language = new SpokenLanguage(this.session);
    this.progress = new Progress(this);
    this.#text = new CodedText({
      onChoice: (ends) => this.hand.take(ends),
      onChoose: (coding) => this.choose(coding),
      onAdjust: (coding, { first, last }) => {
        const span = this.session.opened?.text.spanOf(first, last);
        if (span) this.hand.adjust(coding, span);
      },
      onTurn: (segment) => this.hand.leaveFor(segment),
      signal,
    });
    this.hand = new Hand(this, this.#text);
    this.view = this.#text.view;
    this.steps = new PassageSteps(this.view, {
      inHand: () => this.hand.origin,
      onEnd: () => this.say(this.wording.noFurther),
    });
    this.panels = new DeskPanels(this, this.#later, {
      isWhole: options.layout === "desk",
      storage,
      onToggle: () => this.#bar?.show(),
    });
    this.#saveState = new SaveState({
      onRetry: () => this.session.retry(),
      onDiscard: () => this.session.discardRefused(),
    });
    this.#bar = new TopBar(this, findPlace, this.#saveState.element);
    this.#middle = element(
      "div",
      { class: "qwb-desk", hidden: true },
      ...[this.panels.left.element, this.#text.element, this.panels.right.element],
    );
    this.#deeds = { ...deeds(this), ...this.steps.actions };
    this.#build();
  }

  /**
   * A codebook of this desk for another place of the host, such as a side bar.
   *
   * @returns {HTMLElement}
   */
  codebookElsewhere() {
    return this.panels.codebookElsewhere();
  }

  /** @param {string | null} transcript null opens the first one. */
  async open(transcript) {
    if (transcript !== null && transcript === this.session.wanted) return;
    const slow = setTimeout(() => this.#middle.setAttribute("aria-busy", "true"), SLOW);
    await this.session.open(transcript);
    clearTimeout(slow);
    this.#middle.removeAttribute("aria-busy");
  }

  get language() {
    return this.#options.language;
  }

  /** @param {string} language */
  speak(language) {
    this.#options.language = language;
    this.wording = this.#wordingIn(language);
    if (this.session.overview) this.#show();
  }

  /** The words of a language; where the host is gone, the host knows what to do. @param {string} language */
  #wordingIn(language) {
    const words = wordingIn(language);
    const gone = this.#options.goneWords ?? words.because.gone;
    return { ...words, because: { ...words.because, gone } };
  }

  /** @param {import("./actions.js").KeyMap} keys Chosen in the host's settings. */
  useKeys(keys) {
    this.keys = keyMap(keys);
  }

  /** @param {string} action @param {string} [key] The key that was pressed. */
  act = (action, key = "") => {
    this.view.readChoice(); // A quick hand presses the key before the browser tells of the selection.
    this.#deeds[action]?.(key);
  };

  /** Whether closing the desk now would leave changes unsaved. */
  hasUnsaved() {
    return this.session.leave();
  }

  #build() {
    const { root, signal, session } = this;
    root.classList.add("qwb", "jp-WorkbenchDesk");
    root.tabIndex = -1; // A click beside the text must not leave the keys to the host.
    root.replaceChildren(this.#bar.element, this.#notices.element, this.#middle, this.#live.element);
    this.panels.right.toggle(false);
    guardKeys(root, signal);
    root.addEventListener("keydown", (event) => this.#keyDown(event), { signal });
    const warn = (/** @type {BeforeUnloadEvent} */ event) => {
      if (this.hasUnsaved()) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn, { signal });
    session.on("opened", () => this.#opened());
    session.on("codings", (painted) => this.#text.change(painted));
    session.on("scheme", () => this.#show());
    session.on("overview", () => this.#overviewed());
    session.on("history", () => this.#bar.showProgress());
    session.on("saving", () => this.#showSaveState());
    session.on("study", () => this.panels.refreshSoon());
    session.on("failed", (problem) => this.#notices.fail(problem));
  }

  #overviewed() {
    this.#bar.showProgress();
    if (this.#middle.hidden) return; // Nothing has been opened yet.
    this.#notices.show();
    const { opened, overview } = this.session;
    // The first interviews have come, imported here or in another window.
    if (!opened && overview?.transcripts.length) void this.open(null);
  }

  #opened() {
    this.steps.sentences = null;
    const isFirst = this.#middle.hidden;
    const isNewText = this.#show();
    if (isNewText) this.hand.empty();
    this.hand.mark();
    this.findBar?.show();
    if (isFirst) this.#later.getWhenIdle();
    const { opened } = this.session;
    if (!opened) return;
    if (isFirst) this.panels.right.toggle(this.root.clientWidth >= WIDE);
    this.#options.onTranscript(opened.document.name);
    setTimeout(async () => {
      const sentences = this.signal.aborted ? null : await this.#language.sentences();
      if (sentences) this.steps.sentences = sentences;
    }, SENTENCES_AFTER);
  }

  /** Draw all again. @returns {boolean} whether the text is another one */
  #show() {
    const { session, wording, language } = this;
    const { opened, scheme, overview } = session;
    this.root.lang = wording.tag;
    this.tree = new CodeTree(scheme ?? NO_SCHEME, language, overview?.counts, this.tree);
    this.hand.check();
    this.#notices.show();
    this.#middle.hidden = !overview;
    this.root.classList.toggle("qwb-empty-study", !opened);
    this.panels.show();
    this.#bar.show();
    this.#showSaveState();
    if (!opened) {
      // Where interviews can be had is told in the list of transcripts.
      if (overview?.transcripts.length === 0) this.panels.left.openNamed("transcripts");
      return false;
    }
    this.steps.language = opened.document.language;
    return this.#text.show(opened, {
      ...{ tree: this.tree, attributes: scheme?.attributes ?? [], language, wording },
      ...{ unsaved: this.#unsaved, chosen: this.chosen },
    });
  }

  #showSaveState() {
    this.#saveState.show(this.session.saveState, this.wording);
    const { unsaved } = this.session;
    const changed = [...unsaved, ...this.#unsaved].filter((id) => unsaved.has(id) !== this.#unsaved.has(id));
    this.#unsaved.clear();
    for (const id of unsaved) this.#unsaved.add(id);
    if (changed.length > 0) this.#text.refresh(changed);
  }

  /** @param {import("./core/types.js").TranscriptDocument} document */
  languageOf = (document) => this.#language.of(document);

  get chosen() {
    return this.hand.chosen;
  }

  get passage() {
    return this.hand.passage;
  }

  /** @param {string | null} coding */
  choose = (coding) => this.hand.choose(coding);

  /** @param {Code} code */
  apply = (code) => this.hand.apply(code);

  /** @param {Placed} placed */
  revealCoding({ pieces }) {
    const [first] = pieces;
    if (!first) return;
    this.view.take(first, false);
  }

  /** @param {import("./core/desk_context.js").Place} place */
  goTo = async ({ transcript, start, end, coding }) => {
    await this.open(transcript);
    const { opened } = this.session;
    if (opened?.document.name !== transcript) return;
    const [first] = opened.text.piecesOf({ start, end });
    if (!first) return;
    this.view.take(first, !coding || !opened.placement.get(coding));
    if (coding) this.choose(coding);
  };

  focusText = () => {
    this.view.focus();
  };

  /** @param {string} name */
  showPanel = (name) => {
    this.panels.open(name);
  };

  /**
   * Do something with what loads after the text: at once, or when it is there.
   *
   * @template Result
   * @param {(module: import("./later/later.js").PanelsModule) => Result | Promise<Result>} work
   * @returns {Promise<Result | null>} null if it was given up
   */
  whenThere = (work) => whenThere(this, this.#later, work);

  get there() {
    return this.#later.there;
  }

  showHelp() {
    void this.whenThere(({ showHelp }) => showHelp(this));
  }

  /** One step back: from the passage, from the coding in hand, from what was looked for, and at last out of the desk. */
  goBack() {
    if (!this.hand.letGo() && !this.findBar?.clear()) this.#options.onLeave();
  }

  /** @param {string} words */
  say = (words) => this.#live.say(words);

  /** Tell screen readers only. @param {string} words */
  announce(words) {
    this.#live.announce(words);
  }

  /** @param {KeyboardEvent} event */
  #keyDown(event) {
    const action = actionOf(event, this.keys);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    this.act(action.id, keyName(event));
  }
}
