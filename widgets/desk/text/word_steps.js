/**
 * The first word that ends after a position, for moving through a text word by word.
 *
 * @param {string} text
 * @param {number} from In units.
 * @param {string} language BCP 47 tag.
 * @returns {{start: number, end: number} | null}
 */
export function nextWord(text, from, language) {
  return words(text, language).find(({ end }) => end > from) ?? null;
}

/**
 * The last word that ends at or before a position.
 *
 * @param {string} text
 * @param {number} from In units.
 * @param {string} language BCP 47 tag.
 * @returns {{start: number, end: number} | null}
 */
export function previousWord(text, from, language) {
  return words(text, language).findLast(({ end }) => end <= from) ?? null;
}

/**
 * @param {string} text
 * @param {string} language
 */
function words(text, language) {
  const segmenter = new Intl.Segmenter(known(language), { granularity: "word" });
  return Array.from(segmenter.segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

/** @param {string} language */
function known(language) {
  try {
    return Intl.getCanonicalLocales(language);
  } catch {
    return []; // Not a tag that browsers know: words are told apart without a language.
  }
}
