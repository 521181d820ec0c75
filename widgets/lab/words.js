/**
 * What JupyterLab's side of the desk says. Plain functions where a name stands in the sentence.
 */

const en = {
  card: "Qualitative coding",
  caption: "Code interviews with a coding scheme",
  category: "Research",
  changeCoder: "Change coder",
  codebook: "Codebook",
  noDesk: "Open a study or a transcript, and its codebook is here.",
  looking: "Looking…",
  tryAgain: "Try again",
  noStudyHere: "There is no study in this folder or above it.",
  noStudyFor: (/** @type {string} */ file) => `${file} does not lie in a study's folder.`,
  makeStudy: "Make a study in this folder",
  makeStudyTells:
    "It gets folders for transcripts, coding schemes, outcomes and notebooks, and keeps them out of git.",
  whichStudy: "Which study?",
  notImported: (/** @type {string} */ file, /** @type {string} */ study) => `${file} is not in ${study} yet.`,
  importIt: (/** @type {string} */ study) => `Import it into ${study}`,
  cannotImport: (/** @type {string} */ study) =>
    `Put it into the folder of ${study}, or import it with the command workbench import.`,
  openAsText: "Open it in the text editor",
  edited: "The file was changed since it was imported; this is the text as imported.",
  gone: "The Jupyter server is not there. It is tried again; if it was stopped, start it and sign in again.",
  who: "Who is coding?",
  whoTells: "Every coding keeps the name of who made it. Coders do not see each other's codings.",
  name: "Name or initials",
  begin: "Begin",
  already: "Have coded here already",
  unsaved: (/** @type {string} */ name) => `${name} holds changes that are not saved.`,
  unsavedTells:
    "They are kept in this browser and are saved when the study is next opened here by the same coder.",
  closeUnsaved: "Not saved yet",
  closeAnyway: "Close anyway",
  stay: "Stay",
};

/** @typedef {typeof en} Words */

/** @type {Words} */
const da = {
  card: "Kvalitativ kodning",
  caption: "Kod interviews med et kodeskema",
  category: "Forskning",
  changeCoder: "Skift koder",
  codebook: "Kodebog",
  noDesk: "Åbn en undersøgelse eller en transskription, så er dens kodebog her.",
  looking: "Leder…",
  tryAgain: "Prøv igen",
  noStudyHere: "Der er ingen undersøgelse i denne mappe eller over den.",
  noStudyFor: (file) => `${file} ligger ikke i en undersøgelses mappe.`,
  makeStudy: "Lav en undersøgelse i denne mappe",
  makeStudyTells:
    "Den får mapper til transskriptioner, kodeskemaer, udfald og notebooks og holder dem ude af git.",
  whichStudy: "Hvilken undersøgelse?",
  notImported: (file, study) => `${file} er ikke med i ${study} endnu.`,
  importIt: (study) => `Importér den til ${study}`,
  cannotImport: (study) =>
    `Læg den i mappen med ${study}, eller importér den med kommandoen workbench import.`,
  openAsText: "Åbn den i teksteditoren",
  edited: "Filen er ændret, siden den blev importeret; her er teksten, som den blev importeret.",
  gone: "Jupyter-serveren er der ikke. Det forsøges igen; er den stoppet, så start den og log ind igen.",
  who: "Hvem koder?",
  whoTells: "Hver kodning husker, hvem der har lavet den. Kodere ser ikke hinandens kodninger.",
  name: "Navn eller initialer",
  begin: "Begynd",
  already: "Har allerede kodet her",
  unsaved: (name) => `${name} har ændringer, der ikke er gemt.`,
  unsavedTells:
    "De er bevaret i denne browser og gemmes, næste gang den samme koder åbner undersøgelsen her.",
  closeUnsaved: "Ikke gemt endnu",
  closeAnyway: "Luk alligevel",
  stay: "Bliv",
};

/** @typedef {"en" | "da"} Language */

/** @type {Record<Language, Words>} */
export const WORDS = { en, da };

/**
 * @param {string} chosen In the settings: `auto`, `en` or `da`.
 * @param {string} locale JupyterLab's, such as `da_DK`.
 * @returns {Language}
 */
export function languageOf(chosen, locale) {
  if (chosen === "en" || chosen === "da") return chosen;
  return /^da\b|^da[_-]/i.test(locale) ? "da" : "en";
}
