import { element } from "../desk/core/dom.js";

/**
 * What stands in a desk's place while there is no study or transcript to show, and what can be done about it.
 *
 * @typedef {import("./words.js").Words} Words
 * @typedef {(label: string, act: () => void | Promise<void>) => HTMLElement} MakeButton
 */

/**
 * @param {Words} words
 * @param {MakeButton} button
 * @param {import("./study_server.js").StudyRow[]} studies
 * @param {(study: string) => Promise<void>} onChosen
 * @returns {Node[]}
 */
export function studyChoice(words, button, studies, onChosen) {
  const rows = studies.map(({ study, title }) =>
    element(
      "li",
      {},
      button(title, () => onChosen(study)),
    ),
  );
  return [element("h2", {}, words.whichStudy), element("ul", {}, ...rows)];
}

/**
 * @param {Words} words
 * @param {MakeButton} button
 * @param {object} offer
 * @param {string | null} offer.file The transcript that was to be opened, if it was one.
 * @param {() => Promise<void>} offer.onMake
 * @param {(file: string) => void} offer.onText
 * @returns {Node[]}
 */
export function studyOffer(words, button, { file, onMake, onText }) {
  const why = file === null ? words.noStudyHere : words.noStudyFor(nameOf(file));
  const asText = file === null ? [] : [button(words.openAsText, () => onText(file))];
  return [
    element("h2", {}, why),
    element("p", {}, words.makeStudyTells),
    row(button(words.makeStudy, onMake), ...asText),
  ];
}

/**
 * @param {Words} words
 * @param {MakeButton} button
 * @param {object} offer
 * @param {string} offer.file
 * @param {string} offer.title Of the study.
 * @param {(() => Promise<void>) | null} offer.onImport null if the study cannot import the file itself.
 * @param {() => void} offer.onText
 * @returns {Node[]}
 */
export function importOffer(words, button, { file, title, onImport, onText }) {
  const asText = button(words.openAsText, onText);
  return [
    element("h2", {}, words.notImported(nameOf(file), title)),
    ...(onImport
      ? [row(button(words.importIt(title), onImport), asText)]
      : [element("p", {}, words.cannotImport(title)), row(asText)]),
  ];
}

/**
 * @param {Words} words
 * @param {MakeButton} button
 * @param {unknown} problem
 * @param {() => Promise<void>} onAgain
 * @returns {Node[]}
 */
export function failure(words, button, problem, onAgain) {
  const message = problem instanceof Error ? problem.message : String(problem);
  return [element("p", { role: "alert" }, message), row(button(words.tryAgain, onAgain))];
}

/** @param {...Node} buttons */
function row(...buttons) {
  return element("div", { class: "qwb-lab-row qwb-lab-first" }, ...buttons);
}

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}
