/**
 * @typedef {{start: number, end: number}} Stretch In units of one turn.
 */

/**
 * The words of a text in order.
 *
 * @param {string} text
 * @param {string} language BCP 47 tag.
 * @returns {Stretch[]}
 */
export function wordsOf(text, language) {
  return Array.from(segmenterFor(language, "word").segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

/**
 * The sentences of a text in order, as the browser tells them apart; it stumbles over abbreviations.
 *
 * @param {string} text
 * @param {string} language
 * @returns {Stretch[]}
 */
export function sentencesOf(text, language) {
  return Array.from(segmenterFor(language, "sentence").segment(text)).map(({ index, segment }) => ({
    start: index,
    end: index + segment.trimEnd().length,
  }));
}

/** The first stretch that ends after a position. @param {Stretch[]} stretches @param {number} from */
export function nextAfter(stretches, from) {
  return stretches.find(({ end }) => end > from) ?? null;
}

/** The last stretch that ends at or before a position. @param {Stretch[]} stretches @param {number} from */
export function lastBefore(stretches, from) {
  return stretches.findLast(({ end }) => end <= from) ?? null;
}

/** @type {Map<string, Intl.Segmenter>} */
const segmenters = new Map();

/**
 * @param {string} language
 * @param {"word" | "sentence"} granularity
 */
function segmenterFor(language, granularity) {
  const key = `${language}/${granularity}`;
  const known = segmenters.get(key) ?? new Intl.Segmenter(valid(language), { granularity });
  segmenters.set(key, known);
  return known;
}

/** @param {string} language */
function valid(language) {
  try {
    return Intl.getCanonicalLocales(language);
  } catch {
    return []; // Not a tag that browsers know: words are told apart without a language.
  }
}
