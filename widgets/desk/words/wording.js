/** What the coder says, in English and Danish. */

const english = {
  tag: "en",
  transcript: "Transcript",
  transcriptNamed: (/** @type {string} */ name) => `Transcript ${name}`,
  coder: (/** @type {string} */ coder) => `Coder ${coder}`,
  constructed: "Constructed data: invented for demonstration, it describes no real people.",
  unnamed: (/** @type {number} */ number) => `Paragraph ${number}`,
  codesOfTurn: "Codes here",
  codes: "Codes",
  filter: "Filter codes",
  noSuchCode: "No code has these letters.",
  allCodes: "Show all codes",
  fewerCodes: "Show main codes only",
  forNext: "Next coding",
  unset: "not set",
  chooseFirst: "Select some text first.",
  hint: "Select text, then press a number key or click a code. Arrow keys move through turns and words.",
  chosen: (/** @type {number} */ words) => (words === 1 ? "1 word selected" : `${words} words selected`),
  coded: (/** @type {string} */ code) => `Coded: ${code}`,
  codedAlready: (/** @type {string} */ code) => `Already coded: ${code}`,
  removed: (/** @type {string} */ code) => `Removed: ${code}`,
  remove: (/** @type {string} */ code) => `Remove ${code}`,
  continued: "continued",
  lost: (/** @type {number} */ count) =>
    count === 1
      ? "1 coding lost its place when the text was edited. It is not shown here, and still in study.codings()."
      : `${count} codings lost their place when the text was edited. They are not shown here, and still in study.codings().`,
  loading: "Opening the transcript …",
  noTranscripts: "There are no transcripts in this study yet. Import some in a cell, and they appear here:",
  noScheme: "There are no codes in this study yet. Give it a coding scheme in a cell, and it appears here:",
  saved: "All saved",
  saving: "Saving …",
  notConnected: "Not connected",
  notSaved: (/** @type {number} */ count) => `${count} not saved`,
  because: {
    gone: "The kernel is not connected. Run this cell again to save.",
    silent: "The kernel has not answered yet. Trying again.",
    failed: "Trying again.",
    refused: "",
  },
  retry: "Try again",
  discard: "Give up",
  oldBrowser: "This browser cannot highlight passages. The codes beside the text are right all the same.",
};

/** @typedef {typeof english} Wording */

/** @type {Wording} */
const danish = {
  tag: "da",
  transcript: "Transskription",
  transcriptNamed: (name) => `Transskription ${name}`,
  coder: (coder) => `Koder ${coder}`,
  constructed: "Konstruerede data: opfundet til demonstration, ingen virkelige personer beskrives.",
  unnamed: (number) => `Afsnit ${number}`,
  codesOfTurn: "Koder her",
  codes: "Koder",
  filter: "Filtrér koder",
  noSuchCode: "Ingen kode har de bogstaver.",
  allCodes: "Vis alle koder",
  fewerCodes: "Vis kun hovedkoder",
  forNext: "Næste kodning",
  unset: "ikke angivet",
  chooseFirst: "Markér først noget tekst.",
  hint: "Markér tekst, og tryk på en taltast eller klik på en kode. Piletasterne går gennem replikker og ord.",
  chosen: (words) => (words === 1 ? "1 ord markeret" : `${words} ord markeret`),
  coded: (code) => `Kodet: ${code}`,
  codedAlready: (code) => `Allerede kodet: ${code}`,
  removed: (code) => `Fjernet: ${code}`,
  remove: (code) => `Fjern ${code}`,
  continued: "fortsat",
  lost: (count) =>
    count === 1
      ? "1 kodning mistede sin plads, da teksten blev rettet. Den vises ikke her, men findes i study.codings()."
      : `${count} kodninger mistede deres plads, da teksten blev rettet. De vises ikke her, men findes i study.codings().`,
  loading: "Åbner transskriptionen …",
  noTranscripts:
    "Der er endnu ingen transskriptioner i undersøgelsen. Importér nogle i en celle, så vises de her:",
  noScheme: "Der er endnu ingen koder i undersøgelsen. Giv den et kodeskema i en celle, så vises det her:",
  saved: "Alt er gemt",
  saving: "Gemmer …",
  notConnected: "Ingen forbindelse",
  notSaved: (count) => `${count} ikke gemt`,
  because: {
    gone: "Der er ingen forbindelse til kernen. Kør denne celle igen for at gemme.",
    silent: "Kernen har ikke svaret endnu. Prøver igen.",
    failed: "Prøver igen.",
    refused: "",
  },
  retry: "Prøv igen",
  discard: "Opgiv",
  oldBrowser: "Denne browser kan ikke fremhæve passager. Koderne ved siden af teksten er rigtige alligevel.",
};

/**
 * @param {string} language BCP 47 tag; anything but Danish is answered in English.
 * @returns {Wording}
 */
export function wordingIn(language) {
  return language.split("-")[0] === "da" ? danish : english;
}
