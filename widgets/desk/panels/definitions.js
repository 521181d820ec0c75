import { element } from "../core/dom.js";
import { dialogWords } from "../words/dialogs.js";
import { panelWords } from "../words/panels.js";
import { wordDiff } from "./word_diff.js";

/**
 * @typedef {import("../core/types.js").Code} Code
 * @typedef {import("../core/types.js").Localised} Localised
 * @typedef {"label" | "definition" | "use_when" | "do_not_use_when" | "examples" | "counter_examples"} Field
 * @typedef {{field: Field, language: string, before: string, after: string}} Difference
 */

/** @type {Field[]} */
const FIELDS = ["label", "definition", "use_when", "do_not_use_when", "examples", "counter_examples"];

/**
 * What reads otherwise now in a code, field by field and language by language.
 *
 * @param {Code} then
 * @param {Code} now
 * @returns {Difference[]}
 */
export function differences(then, now) {
  return FIELDS.flatMap((field) => {
    const [old, current] = [[then[field]].flat(), [now[field]].flat()];
    const languages = new Set([...old, ...current].flatMap((words) => Object.keys(words)));
    return [...languages]
      .map((language) => ({ field, language, before: inOne(old, language), after: inOne(current, language) }))
      .filter((one) => one.before !== one.after);
  });
}

/** @param {Localised[]} words @param {string} language */
function inOne(words, language) {
  return words
    .map((one) => one[language] ?? "")
    .filter(Boolean)
    .join("\n");
}

/**
 * A code's definition then and now, side by side.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {Code} then
 * @param {Code | undefined} now undefined where the scheme no longer has it
 * @returns {HTMLElement}
 */
export function definitions(desk, then, now) {
  const { wording, language: own } = desk;
  const words = panelWords(desk);
  const named = dialogWords(desk);
  if (!now) return element("p", {}, named.gone);
  // What is read here stands first.
  const ordered = differences(then, now).sort(
    (a, b) => Number(b.language === own) - Number(a.language === own),
  );
  return element(
    "div",
    { class: "qwb-definitions" },
    ...ordered.map(({ field, language, before, after }) => {
      const parts = wordDiff(before, after);
      const side = (/** @type {"gone" | "new"} */ kind, /** @type {string} */ title) =>
        element(
          "div",
          { lang: language, dir: "auto" },
          element("small", { lang: wording.tag }, title),
          ...parts
            .filter((part) => part.kind === "same" || part.kind === kind)
            .map((part) =>
              part.kind === "same" ? part.words : element(kind === "gone" ? "del" : "ins", {}, part.words),
            ),
        );
      return element(
        "div",
        { class: "qwb-difference" },
        element(
          "h5",
          {},
          field === "label" ? words.name : named[field],
          language === own ? "" : ` (${language})`,
        ),
        side("gone", words.whenCoded),
        side("new", words.today),
      );
    }),
  );
}
