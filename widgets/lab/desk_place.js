import { element } from "../desk/core/dom.js";
import { RestTransport } from "../desk/hosts/rest_transport.js";
import { LastTime } from "./last_time.js";
import { failure, importOffer, studyChoice, studyOffer } from "./offers.js";
import { coderForm } from "./who_codes.js";

/**
 * @typedef {{folder: string} | {study: string} | {file: string}} Start Where a desk begins: in a folder
 *   whose nearest study is meant, on a study, or on a file that is or may become a transcript.
 *
 * @typedef {object} Surroundings What a place shares with all others.
 * @property {import("./study_server.js").StudyServer} server
 * @property {() => Promise<typeof import("../desk/hosts/module.js")>} deskModule The bundle `desk.js`.
 * @property {() => Promise<import("../desk/later/later.js").PanelsModule>} panels The bundle `panels.js`.
 * @property {() => import("./words.js").Language} language
 * @property {() => import("./words.js").Words} words
 * @property {() => Record<string, string[]>} keys The keys of each action.
 * @property {Storage | null} storage
 * @property {(path: string) => void} openAsText
 * @property {(place: DeskPlace) => void} onChange Called when there is a desk, or none any more.
 */

const SLOW = 500;

/** The place of a desk on the screen: it finds the study, asks who codes, and then holds the desk. */
export class DeskPlace {
  #around;
  #start;
  #ending = new AbortController();
  /** @type {AbortController | null} Ends the desk on the screen. */
  #deskEnding = null;
  #turn = 0;
  /** @type {string | null} */
  #transcript = null;
  /** @type {import("../desk/core/desk_context.js").Place | null} To be shown once the desk is there. */
  #place = null;
  /** @type {string | null} What is to be known of the file that was opened. */
  #note = null;
  /** @type {import("../desk/desk.js").Desk | null} */
  desk = null;
  /** @type {string | null} What the server calls the study. */
  study = null;
  /** @type {string} */
  title = "";

  /**
   * @param {HTMLElement} root
   * @param {Start} start
   * @param {Surroundings} around
   */
  constructor(root, start, around) {
    this.root = root;
    this.#start = start;
    this.#around = around;
    root.classList.add("qwb-lab-place");
    root.tabIndex = -1;
    void this.begin();
  }

  /** Whether to close the place now would leave changes unsaved. */
  hasUnsaved() {
    return this.desk?.hasUnsaved() ?? false;
  }

  /** Where to begin when the page is loaded again. */
  get start() {
    return this.study === null || "file" in this.#start ? this.#start : { study: this.study };
  }

  /** Find the study and the coder, and open the desk. */
  begin() {
    return this.#try(() => this.#begin(), this.#words.looking);
  }

  /** Ask anew who codes. */
  changeCoder() {
    const { study } = this;
    return this.#try(async () => {
      if (study !== null) this.#askWho(await this.#around.server.coders(study));
    });
  }

  /**
   * Show a place of the study, as soon as the desk is there.
   *
   * @param {Pick<import("../quotes/opening.js").Asked, "transcript" | "start" | "end" | "coding">} asked
   */
  async goTo({ transcript, start, end, coding }) {
    this.#transcript = transcript;
    this.#place = start === null || end === null ? null : { transcript, start, end, coding };
    await this.desk?.open(transcript);
    await this.#goOn();
  }

  async #goOn() {
    const place = this.#place;
    if (!this.desk || !place) return;
    this.#place = null;
    await this.desk.goTo(place);
  }

  /** Put the focus where work begins. */
  focus() {
    const { activeElement } = document;
    if (activeElement !== this.root && this.root.contains(activeElement)) return;
    if (this.desk) this.desk.focusText();
    else {
      const first = /** @type {HTMLElement | null} */ (this.root.querySelector("input, button"));
      (first ?? this.root).focus();
    }
  }

  /** The language or the keys are others now. */
  refresh() {
    this.desk?.speak(this.#around.language());
    this.desk?.useKeys(this.#around.keys());
  }

  /** @param {Start} start The file has been moved. */
  moveTo(start) {
    if (JSON.stringify(start) === JSON.stringify(this.#start)) return;
    this.#start = start;
    void this.begin();
  }

  /**
   * A file or folder has got another name, maybe the study's or that of a folder it is in.
   *
   * @param {string} from
   * @param {string} to
   */
  renamed(from, to) {
    const { study } = this;
    if (study !== from && !study?.startsWith(`${from}/`)) return;
    // A file that is or becomes a transcript finds its study by itself.
    if ("file" in this.#start) void this.begin();
    else this.moveTo({ study: to + study.slice(from.length) });
  }

  close() {
    this.#closeDesk();
    this.#ending.abort();
  }

  async #begin() {
    const start = this.#start;
    if ("study" in start) return this.#useStudy(start.study);
    if ("file" in start) return this.#useFile(start.file);
    const { studies } = await this.#around.server.studies(start.folder);
    const [first, ...others] = studies;
    if (!first) return this.#offerStudy(start.folder, null);
    const beside = others.filter(({ study }) => folderOf(study) === folderOf(first.study));
    if (beside.length === 0) return this.#useStudy(first.study);
    this.#show(
      ...studyChoice(this.#words, this.#button, [first, ...beside], (study) => this.#useStudy(study)),
    );
  }

  /** @param {string} file */
  async #useFile(file) {
    const found = await this.#around.server.find(file);
    if (found.study === null) return this.#offerStudy(folderOf(file), file);
    if (found.transcript === null) return this.#offerImport(file, found.study, found);
    this.#transcript = found.transcript;
    this.#note = found.changed ? this.#words.edited : null;
    await this.#useStudy(found.study);
  }

  /** @param {string} study */
  async #useStudy(study) {
    this.study = study;
    const coders = await this.#around.server.coders(study);
    this.title = coders.title;
    const { coder } = this.#lastTime(coders);
    if (coder === null) this.#askWho(coders);
    else await this.#openDesk(coders, coder);
  }

  /** @param {import("./study_server.js").Coders} coders */
  #askWho(coders) {
    this.#closeDesk();
    const form = coderForm({
      ...coders,
      words: this.#words,
      onChosen: (coder) => {
        this.#lastTime(coders).coder = coder;
        void this.#try(() => this.#openDesk(coders, coder));
      },
    });
    this.#show(form.element);
    form.focus();
  }

  /**
   * @param {import("./study_server.js").Coders} coders
   * @param {string} coder
   */
  async #openDesk(coders, coder) {
    const { Desk } = await this.#around.deskModule();
    if (this.#ending.signal.aborted) return;
    this.#closeDesk();
    const ending = new AbortController();
    const { signal } = ending;
    const study = /** @type {string} */ (this.study);
    const lastTime = this.#lastTime(coders);
    const transport = new RestTransport(this.#around.server, { study, coder, signal });
    const root = element("div", { class: "jp-WorkbenchDesk" });
    this.root.replaceChildren(
      ...(this.#note === null ? [] : [element("p", { class: "qwb-lab-note" }, this.#note)]),
      root,
    );
    this.#deskEnding = ending;
    this.desk = new Desk(root, transport, {
      coder,
      language: this.#around.language(),
      storage: this.#around.storage,
      layout: "desk",
      panels: this.#around.panels,
      keys: this.#around.keys(),
      goneWords: this.#words.gone,
      onTranscript: (transcript) => {
        this.#transcript = transcript;
        lastTime.transcript = transcript;
      },
      onLeave: () => this.root.focus(),
      signal,
    });
    this.#around.onChange(this);
    // A transcript may have gone or got another name since.
    const known = coders.transcripts.includes(lastTime.transcript ?? "");
    await this.desk.open(this.#transcript ?? (known ? lastTime.transcript : null));
    await this.#goOn();
    // Whoever has just said who codes wants to go on; whoever writes elsewhere does not.
    if ([document.body, this.root].includes(/** @type {HTMLElement} */ (document.activeElement)))
      this.focus();
  }

  /** @param {import("./study_server.js").Coders} coders */
  #lastTime(coders) {
    return new LastTime(this.#around.storage, coders.id);
  }

  #closeDesk() {
    this.#deskEnding?.abort();
    this.#deskEnding = null;
    if (!this.desk) return;
    this.desk = null;
    this.#around.onChange(this);
  }

  /**
   * @param {string} folder
   * @param {string | null} file
   */
  #offerStudy(folder, file) {
    const onMake = async () => {
      await this.#around.server.create(folder);
      await this.#begin();
    };
    const onText = this.#around.openAsText;
    this.#show(...studyOffer(this.#words, this.#button, { file, onMake, onText }));
  }

  /**
   * @param {string} file
   * @param {string} study
   * @param {import("./study_server.js").Found} found
   */
  #offerImport(file, study, { title, file: inside }) {
    const { server, openAsText } = this.#around;
    const onImport = async () => {
      const coders = await server.coders(study);
      const coder = this.#lastTime(coders).coder ?? (coders.proposed || "team");
      await server.importFile(study, coder, inside ?? "");
      await this.#begin();
    };
    this.#show(
      ...importOffer(this.#words, this.#button, {
        file,
        title: title ?? study,
        onImport: inside === null ? null : onImport,
        onText: () => openAsText(file),
      }),
    );
  }

  /**
   * Do something that may fail, and say so on the screen.
   *
   * @param {() => void | Promise<void>} act
   * @param {string} [waiting] What to say if it takes long.
   */
  async #try(act, waiting) {
    const turn = ++this.#turn;
    const slow = setTimeout(() => {
      if (waiting && turn === this.#turn && !this.desk) this.#show(element("p", {}, waiting));
    }, SLOW);
    try {
      await act();
    } catch (problem) {
      if (turn !== this.#turn || this.#ending.signal.aborted) return;
      this.#closeDesk();
      this.#show(...failure(this.#words, this.#button, problem, () => this.#begin()));
    } finally {
      clearTimeout(slow);
    }
  }

  /** @type {import("./offers.js").MakeButton} */
  #button = (label, act) => {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", async () => {
      button.disabled = true;
      await this.#try(act);
      button.disabled = false;
    });
    return button;
  };

  /** @param {...Node} children */
  #show(...children) {
    const page = element("div", { class: "qwb-lab-page" }, ...children);
    page.lang = this.#around.language();
    this.root.replaceChildren(page);
  }

  get #words() {
    return this.#around.words();
  }
}

/** @param {string} path */
function folderOf(path) {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}
