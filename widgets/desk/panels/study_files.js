import { element } from "../core/dom.js";
import { panelWords } from "../words/panels.js";
import { problemWords } from "../words/problem.js";
import { Asked } from "./asked.js";
import { button } from "./controls.js";
import { redraw } from "./redraw.js";
import { RowList } from "./row_list.js";

/**
 * @typedef {import("../core/types.js").Imported} Imported
 * @typedef {import("../core/types.js").StudyFiles} Files
 */

/** So few at a time that the bar moves, and that little is waited for when somebody stops. */
const AT_A_TIME = 4;

/** Files that lie beside the study: interviews to import, and codebooks where it has none. */
export class StudyFiles {
  #desk;
  #asked;
  /** @type {Files | null} */
  #files = null;
  /** What the study held when the host was last asked. */
  #askedFor = "";
  /** @type {Imported[]} */
  #outcomes = [];
  /** How far an import is. @type {{done: number, all: number} | null} */
  #progress = null;
  #stopped = false;
  #schemes = new RowList((_, key) => void this.#adopt(key || null));
  #schemesPart = element("div");
  #head = element("div");
  #paths = new RowList((does, key) => void (does === "import" && this.#import([key])));
  #report = element("div");
  /** What came of looking for files that were not there before. */
  #news = element("p", { role: "status" });
  element;

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#asked = new Asked(desk, () => void this.#look());
    this.#schemesPart.append(element("h4"), element("p"), this.#schemes.element);
    this.element = element(
      "div",
      { class: "qwb-files" },
      this.#schemesPart,
      this.#head,
      this.#news,
      this.#asked.element,
      this.#report,
      this.#paths.element,
    );
    this.#head.addEventListener("click", ({ target }) => this.#clicked(target));
    this.#report.addEventListener("click", ({ target }) => this.#clicked(target));
  }

  show() {
    const { session } = this.#desk;
    // Coding changes nothing here, and this list stands beside the text all day.
    const held = JSON.stringify([session.overview?.transcripts.length, session.scheme === null]);
    this.#draw();
    if (held === this.#askedFor || this.#progress) return;
    this.#askedFor = held;
    void this.#look();
  }

  focus() {
    this.element.querySelector("button")?.focus();
  }

  async #look() {
    this.#news.textContent = "";
    /** @type {Files | null} */
    const files = await this.#asked.ask("files");
    if (!files) return;
    this.#files = files;
    this.#draw();
  }

  /** Look because somebody wants it, who is told when there is nothing new. */
  async #lookAgain() {
    const before = new Set([...(this.#files?.transcripts ?? []), ...(this.#files?.schemes ?? [])]);
    await this.#look();
    const { transcripts = [], schemes = [] } = this.#files ?? {};
    const isNew = [...transcripts, ...schemes].some((path) => !before.has(path));
    if (!isNew && this.#asked.element.hidden) this.#news.textContent = panelWords(this.#desk).noNewFiles;
  }

  #draw() {
    const { session } = this.#desk;
    const words = panelWords(this.#desk);
    const paths = this.#files?.transcripts ?? [];
    const isEmpty = session.overview?.transcripts.length === 0;
    this.#drawSchemes();
    const again = button("look", words.lookAgain, { "data-key": "look" });
    if (this.#progress) {
      const { done, all } = this.#progress;
      const told = words.importing(done, all);
      const bar = element("progress", { max: all, value: done, "aria-label": told });
      redraw(this.#head, element("p", {}, told), bar, button("stop", words.stop, { "data-key": "stop" }));
    } else if (paths.length > 0) {
      const all = button("all", words.importAll(paths.length), { "data-key": "all", class: "qwb-main" });
      const actions = element("div", { class: "qwb-actions" }, all, again);
      redraw(this.#head, element("h4", {}, words.besideStudy), actions);
    } else if (isEmpty) {
      const none = element("p", {}, element("strong", {}, words.noTranscripts));
      redraw(this.#head, none, element("p", {}, words.putFiles), again);
    } else redraw(this.#head, again);
    this.#drawReport();
    const waiting = this.#progress ? [] : paths;
    this.#paths.draw(waiting.map((path) => fileRow(path, "import", words.import)));
  }

  get #summary() {
    const failed = this.#outcomes.filter(({ ok }) => !ok).length;
    return panelWords(this.#desk).importedSo(this.#outcomes.length - failed, failed);
  }

  #drawReport() {
    this.#report.hidden = this.#outcomes.length === 0;
    redraw(
      this.#report,
      element("p", {}, element("strong", {}, this.#summary)),
      element(
        "ul",
        { class: "qwb-outcomes", role: "list" },
        // What needs somebody's hand comes first.
        ...this.#outcomes
          .toSorted((a, b) => Number(a.ok) - Number(b.ok))
          .map(({ path, outcome, ok }) =>
            element(
              "li",
              { "data-ok": String(ok) },
              element("span", {}, ok ? "✓" : "✗"),
              element("bdi", {}, path),
              element("small", { dir: "auto" }, outcome),
            ),
          ),
      ),
      this.#progress ? "" : button("close", this.#desk.wording.close, { "data-key": "close" }),
    );
  }

  #drawSchemes() {
    const { session } = this.#desk;
    const words = panelWords(this.#desk);
    const schemes = this.#files?.schemes ?? [];
    this.#schemesPart.hidden = session.scheme !== null || this.#files === null;
    const [title, advice] = this.#schemesPart.children;
    if (title) title.textContent = words.noCodebook;
    if (advice) advice.textContent = schemes.length > 0 ? words.adoptOne : words.startEmpty;
    this.#schemes.draw([
      ...schemes.map((path) => fileRow(path, "adopt", words.adopt)),
      element("li", { class: "qwb-row", "data-key": "" }, button("adopt", words.emptyCodebook)),
    ]);
  }

  /** @param {EventTarget | null} target */
  #clicked(target) {
    const does = target instanceof HTMLButtonElement ? target.dataset.do : "";
    if (does === "look") void this.#lookAgain();
    else if (does === "all") void this.#import(this.#files?.transcripts ?? []);
    else if (does === "stop") this.#stopped = true;
    else if (does === "close") {
      this.#outcomes = [];
      this.#draw();
    }
  }

  /** @param {string[]} paths */
  async #import(paths) {
    const { session } = this.#desk;
    if (this.#progress) return;
    this.#stopped = false;
    this.#outcomes = [];
    let broken = false;
    for (let done = 0; done < paths.length && !this.#stopped && !broken; done += AT_A_TIME) {
      this.#progress = { done, all: paths.length };
      this.#draw();
      const group = paths.slice(done, done + AT_A_TIME);
      try {
        const reply = await session.ask("import", { paths: group });
        this.#outcomes = [...this.#outcomes, ...reply.files];
      } catch (problem) {
        const outcome = problemWords(this.#desk.wording, problem);
        this.#outcomes = [...this.#outcomes, ...group.map((path) => ({ path, outcome, ok: false }))];
        broken = true;
      }
    }
    this.#progress = null;
    this.#desk.say(this.#summary);
    await this.#look();
    this.#draw();
    if (!session.opened && this.#outcomes.some(({ ok }) => ok)) await session.reload();
  }

  /** @param {string | null} path */
  async #adopt(path) {
    const reply = await this.#asked.ask("adopt", { path });
    if (reply) await this.#desk.session.reload();
  }
}

/**
 * @param {string} path
 * @param {string} does
 * @param {string} words
 */
function fileRow(path, does, words) {
  const name = element("bdi", {}, path);
  const act = button(does, words, { "aria-label": `${words}: ${path}` });
  return element("li", { class: "qwb-row qwb-file", "data-key": path }, name, act);
}
