/**
 * What stands around the quotes of a figure. Plain functions where a number or a name stands in the sentence.
 */

const en = {
  quotes: "Quotes",
  marks: "What the mark stands for",
  /** Arguments of a finding's quotes, as people say them. */
  names: new Map([
    ["theme", "Theme"],
    ["group", "Group"],
    ["participant", "Person"],
    ["person", "Person"],
    ["case", "Case"],
    ["transcript", "Transcript"],
    ["place", "Characters"],
    ["combination", "Combination"],
    ["against", "Against the pattern"],
    ["step", "Step"],
    ["value", "Value"],
    ["row", "Row"],
    ["column", "Column"],
    ["a", "Theme"],
    ["b", "Together with"],
    ["first", "First"],
    ["then", "Then"],
  ]),
  and: "and",
  choose: "Choose …",
  anybody: "All",
  nothing: "None",
  start: "Click a mark of the figure, or choose one above: its quotes are listed here.",
  noMarks: "No mark of this figure stands for quotes.",
  looking: "Looking …",
  none: "No quotes stand behind this mark.",
  found: (/** @type {number} */ n, /** @type {number} */ people) =>
    `${n === 0 ? "No quotes" : n === 1 ? "1 quote" : `${n} quotes`}${people === 0 ? "" : people === 1 ? " from 1 person" : ` from ${people} people`}`,
  fitting: (/** @type {number} */ n, /** @type {number} */ of) => `${n} of ${of} hold these words`,
  noneFits: "No quote holds these words.",
  cut: (/** @type {number} */ n) => `The first ${n} are listed; the finding's quotes() gives all.`,
  more: (/** @type {number} */ n) => `Show ${n} more`,
  held: (/** @type {number} */ n, /** @type {string} */ why) =>
    n === 1 ? `1 quote is held back: ${why}.` : `${n} quotes are held back: ${why}.`,
  filter: "Words in the quotes",
  list: "List of quotes",
  turn: (/** @type {number} */ n) => `turn ${n}`,
  codedBy: (/** @type {string} */ coder) => `coded by ${coder}`,
  memo: "Memo:",
  copy: "Copy",
  copied: "Copied, with its source.",
  notCopied: "The browser did not allow copying.",
  open: "Open in the desk",
  older: "Coded in an earlier version of the text; the desk opens the transcript.",
  openIt: (/** @type {string} */ where) => `Open in the desk: ${where}`,
  copyIt: (/** @type {string} */ where) => `Copy: ${where}`,
  closeDesk: "Close the desk below",
  gone: "The kernel is not connected. Run this cell again.",
  silent: "The kernel does not answer. It may be busy with another cell.",
};

/** @typedef {typeof en} Words */

/** @type {Words} */
const da = {
  quotes: "Citater",
  marks: "Det, mærket står for",
  names: new Map([
    ["theme", "Tema"],
    ["group", "Gruppe"],
    ["participant", "Person"],
    ["person", "Person"],
    ["case", "Case"],
    ["transcript", "Transskription"],
    ["place", "Tegn"],
    ["combination", "Kombination"],
    ["against", "Mod mønstret"],
    ["step", "Trin"],
    ["value", "Værdi"],
    ["row", "Række"],
    ["column", "Kolonne"],
    ["a", "Tema"],
    ["b", "Sammen med"],
    ["first", "Først"],
    ["then", "Derefter"],
  ]),
  and: "og",
  choose: "Vælg …",
  anybody: "Alle",
  nothing: "Ingen",
  start: "Klik på et mærke i figuren, eller vælg et ovenfor; så står dets citater her.",
  noMarks: "Ingen mærker i denne figur står for citater.",
  looking: "Leder …",
  none: "Der er ingen citater bag dette mærke.",
  found: (n, people) =>
    `${n === 0 ? "Ingen citater" : n === 1 ? "1 citat" : `${n} citater`}${people === 0 ? "" : people === 1 ? " fra 1 person" : ` fra ${people} personer`}`,
  fitting: (n, of) => `${n} af ${of} har disse ord`,
  noneFits: "Ingen citater har disse ord.",
  cut: (n) => `De første ${n} er vist; resultatets quotes() giver alle.`,
  more: (n) => `Vis ${n} mere`,
  held: (n, why) => (n === 1 ? `1 citat holdes tilbage: ${why}.` : `${n} citater holdes tilbage: ${why}.`),
  filter: "Ord i citaterne",
  list: "Liste over citater",
  turn: (n) => `replik ${n}`,
  codedBy: (coder) => `kodet af ${coder}`,
  memo: "Memo:",
  copy: "Kopiér",
  copied: "Kopieret med kilde.",
  notCopied: "Browseren tillod ikke kopiering.",
  open: "Åbn i kodevinduet",
  older: "Kodet i en tidligere version af teksten; transskriptionen åbnes.",
  openIt: (where) => `Åbn i kodevinduet: ${where}`,
  copyIt: (where) => `Kopiér: ${where}`,
  closeDesk: "Luk kodevinduet nedenfor",
  gone: "Kernen er ikke forbundet. Kør cellen igen.",
  silent: "Kernen svarer ikke. Den er måske i gang med en anden celle.",
};

/** @type {Record<string, Words>} */
export const WORDS = { en, da };

/**
 * @param {string} language
 * @returns {Words}
 */
export function wordsIn(language) {
  return WORDS[language] ?? en;
}
