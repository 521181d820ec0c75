/** @import { Code, Localised } from "../core/types.js" */

/** @typedef {"use_when" | "do_not_use_when" | "examples" | "counter_examples"} Block */

/** The lists of sentences that say how a code is used. @type {Block[]} */
export const BLOCKS = ["use_when", "do_not_use_when", "examples", "counter_examples"];

/** @typedef {Pick<Code, "label" | "definition" | "marker" | "colour" | Block>} CodeFields */

const FIELDS = /** @type {(keyof CodeFields)[]} */ (["label", "marker", "colour", "definition", ...BLOCKS]);

/** The fields of a code that nobody has written yet. @param {number} colour @returns {CodeFields} */
export function emptyFields(colour) {
  return {
    label: {},
    definition: {},
    marker: "",
    colour,
    use_when: [],
    do_not_use_when: [],
    examples: [],
    counter_examples: [],
  };
}

/**
 * What has been typed, without white space at the ends and without what was left empty.
 *
 * @param {CodeFields} fields
 * @returns {CodeFields}
 */
export function tidied(fields) {
  const sentences = BLOCKS.map((block) => [
    block,
    fields[block].map(tidyWords).filter((words) => Object.keys(words).length > 0),
  ]);
  return {
    ...Object.fromEntries(sentences),
    label: tidyWords(fields.label),
    definition: tidyWords(fields.definition),
    marker: fields.marker.trim(),
    colour: fields.colour,
  };
}

/** Words by language, in the order of the languages. @param {Localised} words */
function tidyWords(words) {
  const kept = Object.entries(words).map(([language, said]) => [language, said.trim()]);
  return Object.fromEntries(kept.filter(([, said]) => said !== "").sort());
}

/**
 * The fields in which two states of a code differ, as they are in the second one.
 *
 * @param {CodeFields} before
 * @param {CodeFields} now
 * @returns {Partial<CodeFields>}
 */
export function changedFields(before, now) {
  const [old, typed] = [tidied(before), tidied(now)];
  return Object.fromEntries(
    FIELDS.filter((field) => JSON.stringify(old[field]) !== JSON.stringify(typed[field])).map((field) => [
      field,
      typed[field],
    ]),
  );
}

/** Whether codings made so far come up for another look. @param {Partial<CodeFields>} changed */
export function changesMeaning(changed) {
  return ["definition", ...BLOCKS].some((field) => field in changed);
}

/**
 * The languages of a codebook: Danish and English, and whatever else its labels are written in.
 *
 * @param {Code[]} codes
 * @param {string} first The language of the screen.
 */
export function languagesOf(codes, first) {
  return [
    ...new Set([
      first,
      "en",
      "da",
      ...codes.flatMap(({ label, definition }) => [...Object.keys(label), ...Object.keys(definition)]),
    ]),
  ];
}
