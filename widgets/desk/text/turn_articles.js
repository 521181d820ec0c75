import { element, uniqueId } from "../core/dom.js";

/**
 * @typedef {import("../core/transcript_text.js").TranscriptText} TranscriptText
 *
 * @typedef {object} Articles The transcript on the screen: one article a segment, one text node in it.
 * @property {HTMLElement[]} articles
 * @property {Text[]} nodes
 */

/** Elements by their place in an article: a fixed shape is built several times faster from a template. */
const [WHO, SAID] = [0, 1];

/**
 * @param {TranscriptText} text
 * @param {import("../words/wording.js").Wording} wording
 * @returns {Articles}
 */
export function turnArticles(text, wording) {
  const shape = element(
    "article",
    { class: "qwb-turn", tabindex: -1 },
    element(
      "div",
      { class: "qwb-who" },
      element("button", { type: "button", class: "qwb-number", tabindex: -1 }),
      element("span", { class: "qwb-speaker", dir: "auto" }),
    ),
    element("p", { class: "qwb-said", dir: "auto" }),
  );
  const prefix = uniqueId();
  const nodes = text.segments.map((_, i) => document.createTextNode(text.words(i)));
  let turn = 0;
  const articles = text.segments.map(({ speaker, startMs, isTurn }, i) => {
    const article = /** @type {HTMLElement} */ (shape.cloneNode(true));
    const [who, said] = [WHO, SAID].map((at) => /** @type {HTMLElement} */ (article.children[at]));
    const [number, name] = /** @type {HTMLElement[]} */ ([...(who?.children ?? [])]);
    article.dataset.segment = String(i);
    article.setAttribute("aria-describedby", `${prefix}s${i} ${prefix}c${i}`);
    if (said) said.id = `${prefix}s${i}`;
    said?.append(/** @type {Text} */ (nodes[i]));
    const called = speaker || wording.unnamed(i + 1);
    if (isTurn) {
      turn++;
      article.setAttribute("aria-label", wording.turn(turn, called));
      if (number) {
        number.textContent = String(turn);
        number.setAttribute("aria-label", wording.selectTurn(turn));
      }
      if (name) name.textContent = speaker;
      if (startMs !== null) who?.append(element("span", { class: "qwb-time" }, clock(startMs)));
    } else {
      article.classList.add("qwb-unspoken");
      article.setAttribute("aria-label", called);
      who?.replaceChildren();
    }
    return article;
  });
  return { articles, nodes };
}

/** How wide the column of speakers may be, in their own font size: for whole names, and for a single long word. */
const [NAME, WORD] = [9, 15];
/** As wide as a time is beside other turns. */
const TIME = 4.5;

/**
 * How wide the column of speakers has to be so that no name breaks within a word.
 *
 * @param {TranscriptText} text
 * @param {HTMLElement} place On the page; the names are measured in its font.
 */
export function speakerWidth({ segments }, place) {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = `600 100px ${getComputedStyle(place).fontFamily || "sans-serif"}`;
  const widthOf = (/** @type {string} */ words) => (pen?.measureText(words).width ?? 0) / 100;
  let width = segments.some(({ startMs }) => startMs !== null) ? TIME : 0;
  for (const name of new Set(segments.map(({ speaker }) => speaker))) {
    const word = Math.max(...name.split(/(?<=[\s-])/).map(widthOf));
    width = Math.max(width, Math.min(widthOf(name), NAME), Math.min(word, WORD));
  }
  return `${(width + 0.75).toFixed(2)}em`;
}

/** @param {number} milliseconds */
function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}
