import { element } from "../core/dom.js";
import { canHighlight } from "../text/highlights.js";
import { problemWords } from "../words/problem.js";

const IMPORT = 'study.import_transcripts("transcripts")';
const SCHEME = 'study.set_scheme("coding_scheme/my_scheme.yaml")';

/** What has to be said over the text: what the study lacks, and what went wrong. */
export class Notices {
  element = element("div", { class: "qwb-notices" });
  #desk;
  #hasList;

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {boolean} hasList Whether interviews can be imported on the desk itself.
   */
  constructor(desk, hasList) {
    this.#desk = desk;
    this.#hasList = hasList;
    this.#tell([element("p", { class: "qwb-advice" }, desk.wording.loading)]);
  }

  show() {
    const { wording, session } = this.#desk;
    const notices = [];
    if (session.overview?.transcripts.length === 0) {
      notices.push(this.#hasList ? advice(wording.noTranscripts) : advice(wording.importFirst, IMPORT));
    } else if (session.opened && !session.scheme) {
      notices.push(this.#hasList ? advice(wording.noScheme) : advice(wording.schemeFirst, SCHEME));
    }
    const lost = session.opened?.lost ?? 0;
    if (lost > 0) notices.push(element("p", {}, wording.lost(lost)));
    if (!canHighlight) notices.push(element("p", {}, wording.oldBrowser));
    this.#tell(notices);
  }

  /** The study could not be opened. @param {unknown} problem */
  fail(problem) {
    const { wording } = this.#desk;
    const why = problemWords(wording, problem);
    const again = element("button", { type: "button" }, wording.retry);
    again.addEventListener("click", () => void this.#desk.session.reload());
    this.#tell([element("p", { class: "qwb-failure", role: "alert" }, why, " ", again)]);
  }

  /** @param {HTMLElement[]} notices */
  #tell(notices) {
    // Coding changes nothing here, and the same again would be read aloud again.
    if (notices.map(wordsOf).join() === [...this.element.children].map(wordsOf).join()) return;
    this.element.replaceChildren(...notices);
  }
}

/** @param {Element} notice */
function wordsOf({ textContent }) {
  return textContent;
}

/**
 * @param {string} words
 * @param {string} [example] A line of Python.
 */
function advice(words, example) {
  return element(
    "p",
    { class: "qwb-advice" },
    words,
    ...(example ? [" ", element("code", {}, example)] : []),
  );
}
