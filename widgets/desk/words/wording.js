import { codebook } from "./codebook.js";
import { speaks } from "./languages.js";

/** What the desk says, in English and Danish. */

const english = {
  tag: "en",
  transcript: "Transcript",
  transcriptNamed: (/** @type {string} */ name) => `Transcript ${name}`,
  coder: (/** @type {string} */ coder) => `Coder ${coder}`,
  constructed: "Constructed data",
  constructedAtLength: "Invented for demonstration: it describes no real people.",
  unnamed: (/** @type {number} */ number) => `Paragraph ${number}`,
  turn: (/** @type {number} */ number, /** @type {string} */ speaker) => `${speaker}, turn ${number}`,
  selectTurn: (/** @type {number} */ number) => `Select turn ${number}`,
  codesOfTurn: "Codes here",
  status: "How far you are with this transcript",
  statuses: { "not started": "Not started", "in progress": "In progress", done: "Done" },
  chooseFirst: "Select some text first.",
  takeFirst: "Take a coding in hand first: click on it, or press J.",
  coded: (/** @type {string} */ code) => `Coded: ${code}`,
  codedAlready: (/** @type {string} */ code) => `Already coded: ${code}`,
  removed: (/** @type {string} */ code) => `Removed: ${code}`,
  changedTo: (/** @type {string} */ code) => `Now coded: ${code}`,
  inHand: (/** @type {string} */ code, /** @type {string} */ words) => `${code}: ${words}`,
  adjusted: (/** @type {string} */ words) => `Now: ${words}`,
  split: "Split in two.",
  cannotSplit: "Put the selection inside the coding where it should be split.",
  merged: "Merged into one.",
  nothingToMerge: "No coding of this code follows in this turn or the next.",
  undone: (/** @type {string} */ code, /** @type {number} */ count, /** @type {string} */ where) =>
    `${["Undone", code].filter(Boolean).join(": ")}${count > 1 ? `, ${count} codings` : ""}${where && `, in ${where}`}.`,
  redone: (/** @type {string} */ code, /** @type {number} */ count, /** @type {string} */ where) =>
    `${["Done again", code].filter(Boolean).join(": ")}${count > 1 ? `, ${count} codings` : ""}${where && `, in ${where}`}.`,
  selected: (/** @type {string} */ words) => `Selected: ${words}`,
  nothingToUndo: "Nothing to undo.",
  nothingToRedo: "Nothing to do again.",
  nothingToRepeat: "No code has been given yet.",
  nothingFound: "Nothing found.",
  noFurther: "There is no further one.",
  allCoded: "No turn further on is without a code. Interviewers’ turns are left out.",
  nowStatus: (/** @type {string} */ status) => `This transcript: ${status}`,
  hasMemo: "has a memo",
  olderDefinition: "made under an older definition of its code",
  placeUnsure: "its place is unsure since the text was edited",
  notSavedYet: "not saved yet",
  continued: "continued",
  lost: (/** @type {number} */ count) =>
    count === 1
      ? "1 coding lost its place when the text was edited. It is not shown here, and still in study.codings()."
      : `${count} codings lost their place when the text was edited. They are not shown here, and still in study.codings().`,
  loading: "Opening the transcript …",
  noTranscripts:
    "There are no interviews in this study yet. Put them into its folder “transcripts”, and import them from the list on the left.",
  importFirst: "There are no interviews in this study yet. Import some in a cell, and they appear here:",
  schemeFirst:
    "There are no codes in this study yet. Give it a coding scheme in a cell, and it appears here:",
  noScheme:
    "This study has no codes yet. Make the first one under Codes on the left, or take over a codebook that lies beside the study, under Transcripts.",
  saved: "All saved",
  saving: "Saving …",
  notConnected: "Not connected",
  notSaved: (/** @type {number} */ count) => `${count} not saved`,
  because: {
    gone: "The kernel is not connected. Run this cell again to save.",
    silent: "No answer yet. Trying again.",
    failed: "Trying again.",
    refused: "",
  },
  retry: "Try again",
  discard: "Give up",
  oldBrowser: "This browser cannot mark found words and the passage in hand. Codings are shown all the same.",
  find: "Find in this transcript",
  found: (/** @type {number} */ at, /** @type {number} */ all) => `${at} of ${all}`,
  foundMany: (/** @type {number} */ at, /** @type {number} */ all) => `${at} of ${all}+`,
  nextHit: "Next place",
  previousHit: "Previous place",
  allForms: "All forms of the words",
  codeAll: "Code all …",
  titles: {
    codebook: "Codes",
    transcripts: "Transcripts",
    coding: "Coding",
    quotations: "Quotations",
    search: "Search",
    memos: "Memos",
    review: "Review",
  },
  looking: "Looking …",
  notLoaded: "This part of the desk could not be loaded: the kernel or server does not answer.",
  showPanels: "Show the panels",
  hidePanels: "Hide the panels",
  codesAndTranscripts: "Codes and transcripts",
  undo: "Undo",
  redo: "Redo",
  help: "All keys",
  close: "Close",
  pickCode: "Code",
  pickOtherCode: "Change the code to",
};

/** @typedef {typeof english} Core */

/** @type {Core} */
const danish = {
  tag: "da",
  transcript: "Transskription",
  transcriptNamed: (name) => `Transskription ${name}`,
  coder: (coder) => `Kodet af ${coder}`,
  constructed: "Konstruerede data",
  constructedAtLength: "Opfundet til demonstration: ingen virkelige personer beskrives.",
  unnamed: (number) => `Afsnit ${number}`,
  turn: (number, speaker) => `${speaker}, replik ${number}`,
  selectTurn: (number) => `Vælg replik ${number}`,
  codesOfTurn: "Koder her",
  status: "Hvor langt du er med denne transskription",
  statuses: { "not started": "Ikke begyndt", "in progress": "I gang", done: "Færdig" },
  chooseFirst: "Markér først noget tekst.",
  takeFirst: "Vælg først en kodning: klik på den, eller tryk J.",
  coded: (code) => `Kodet: ${code}`,
  codedAlready: (code) => `Allerede kodet: ${code}`,
  removed: (code) => `Fjernet: ${code}`,
  changedTo: (code) => `Nu kodet: ${code}`,
  inHand: (code, words) => `${code}: ${words}`,
  adjusted: (words) => `Nu: ${words}`,
  split: "Delt i to.",
  cannotSplit: "Sæt markeringen inde i kodningen, hvor den skal deles.",
  merged: "Samlet til én.",
  nothingToMerge: "Ingen kodning med denne kode følger i denne replik eller den næste.",
  undone: (code, count, where) =>
    `${["Fortrudt", code].filter(Boolean).join(": ")}${count > 1 ? `, ${count} kodninger` : ""}${where && `, i ${where}`}.`,
  redone: (code, count, where) =>
    `${["Gentaget", code].filter(Boolean).join(": ")}${count > 1 ? `, ${count} kodninger` : ""}${where && `, i ${where}`}.`,
  selected: (words) => `Markeret: ${words}`,
  nothingToUndo: "Der er intet at fortryde.",
  nothingToRedo: "Der er intet at gentage.",
  nothingToRepeat: "Der er endnu ikke givet nogen kode.",
  nothingFound: "Intet fundet.",
  noFurther: "Der er ikke flere.",
  allCoded: "Ingen replik længere fremme er uden kode. Interviewerens er undtaget.",
  nowStatus: (status) => `Denne transskription: ${status}`,
  hasMemo: "har et memo",
  olderDefinition: "kodet, da koden var defineret anderledes",
  placeUnsure: "pladsen er usikker, siden teksten blev rettet",
  notSavedYet: "ikke gemt endnu",
  continued: "fortsat",
  lost: (count) =>
    count === 1
      ? "1 kodning mistede sin plads, da teksten blev rettet. Den vises ikke her, men findes i study.codings()."
      : `${count} kodninger mistede deres plads, da teksten blev rettet. De vises ikke her, men findes i study.codings().`,
  loading: "Åbner transskriptionen …",
  noTranscripts:
    "Der er endnu ingen interview i undersøgelsen. Læg dem i dens mappe »transcripts«, og importér dem fra listen til venstre.",
  importFirst: "Der er endnu ingen interview i undersøgelsen. Importér nogle i en celle, så vises de her:",
  schemeFirst: "Der er endnu ingen koder i undersøgelsen. Giv den et kodeskema i en celle, så vises det her:",
  noScheme:
    "Undersøgelsen har endnu ingen koder. Lav den første under Koder til venstre, eller overtag en kodebog, der ligger ved siden af undersøgelsen, under Transskriptioner.",
  saved: "Alt er gemt",
  saving: "Gemmer …",
  notConnected: "Ingen forbindelse",
  notSaved: (count) => `${count} ikke gemt`,
  because: {
    gone: "Der er ingen forbindelse til kernen. Kør denne celle igen for at gemme.",
    silent: "Intet svar endnu. Prøver igen.",
    failed: "Prøver igen.",
    refused: "",
  },
  retry: "Prøv igen",
  discard: "Opgiv",
  oldBrowser: "Denne browser kan ikke markere fundne ord og den valgte passage. Kodningerne vises alligevel.",
  find: "Find i denne transskription",
  found: (at, all) => `${at} af ${all}`,
  foundMany: (at, all) => `${at} af ${all}+`,
  nextHit: "Næste sted",
  previousHit: "Forrige sted",
  allForms: "Alle former af ordene",
  codeAll: "Kod alle …",
  titles: {
    codebook: "Koder",
    transcripts: "Transskriptioner",
    coding: "Kodning",
    quotations: "Citater",
    search: "Søgning",
    memos: "Memoer",
    review: "Gennemsyn",
  },
  looking: "Leder …",
  notLoaded: "Denne del af skrivebordet kunne ikke hentes: kernen eller serveren svarer ikke.",
  showPanels: "Vis panelerne",
  hidePanels: "Skjul panelerne",
  codesAndTranscripts: "Koder og transskriptioner",
  undo: "Fortryd",
  redo: "Gentag",
  help: "Alle taster",
  close: "Luk",
  pickCode: "Kode",
  pickOtherCode: "Skift koden til",
};

const ALL = {
  en: { ...english, codebook: codebook.en },
  da: { ...danish, codebook: codebook.da },
};

/** @typedef {typeof ALL.en} Wording */

/**
 * @param {string} language BCP 47 tag; anything but Danish is answered in English.
 * @returns {Wording}
 */
export function wordingIn(language) {
  return ALL[speaks(language)];
}
