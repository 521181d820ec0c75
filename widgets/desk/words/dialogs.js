import { speaks } from "./languages.js";

/** What the dialogs about codes say, and the menu of a code. */

const en = {
  apply: "Apply",
  quotations: "Show its quotations",
  edit: "Edit …",
  rename: "Rename",
  below: "New code below …",
  merge: "Merge into …",
  split: "Split …",
  retire: "Retire",
  bringBack: "Bring back",
  memo: "Memo …",
  isRetired: (/** @type {string} */ code) => `Retired: ${code}. Its codings stay.`,
  isBack: (/** @type {string} */ code) => `Back in use: ${code}`,
  save: "Save",
  saving: "Saving …",
  savesOn: "What you asked for is still being saved.",
  keepTyping: "Keep editing",
  discard: "Discard",
  discardAsked: "What you typed is not saved.",
  editCode: (/** @type {string} */ code) => `Edit ${code}`,
  name: (/** @type {string} */ language) => `Name (${language})`,
  nameMissing: "Give the code a name, in one language at least.",
  marker: "Marker",
  markerHint: "A few letters that stand beside the text",
  colour: "Colour",
  parent: "Below",
  topmost: "(topmost)",
  language: "Language of the definition",
  definition: "Definition",
  sentence: (/** @type {string} */ block, /** @type {number} */ number) => `${block}, number ${number}`,
  add: (/** @type {string} */ block) => `Add to ${block.toLowerCase()}`,
  up: (/** @type {string} */ sentence) => `${sentence}: move up`,
  down: (/** @type {string} */ sentence) => `${sentence}: move down`,
  remove: (/** @type {string} */ sentence) => `${sentence}: remove`,
  olderCodings: (/** @type {number} */ count) =>
    count === 1
      ? "You made 1 coding under the definition so far. It will be listed for another look."
      : `You made ${count} codings under the definition so far. They will be listed for another look.`,
  changedMeanwhile: (/** @type {string} */ theirs) =>
    `Somebody else has changed this meanwhile to “${theirs}”. Nothing was saved. Save again to put yours in its place.`,
  gone: "This code is no longer in the codebook.",
  mergeCode: (/** @type {string} */ code) => `Merge ${code} into another code`,
  into: "Into which code?",
  intoMissing: "Choose the code to merge into.",
  mergeTells: (/** @type {string} */ code, /** @type {number} */ count, /** @type {string} */ into) =>
    `Your ${count === 1 ? "1 coding" : `${count} codings`} of “${code}”, and those of the other coders, become “${into}”. The codes below it move along, and “${code}” is retired.`,
  undoable: (/** @type {string} */ keys) => `Undo${keys ? ` (${keys})` : ""} takes it back.`,
  mergeNow: "Merge",
  isMerged: (/** @type {string} */ code, /** @type {string} */ into) => `Merged: ${code} into ${into}`,
  splitCode: (/** @type {string} */ code) => `Split ${code}`,
  splitName: "Name of the new code",
  splitWhich: "Which of your quotations go to the new code?",
  splitEmpty: "You have no quotations of this code.",
  splitNow: (/** @type {number} */ count) =>
    count === 0 ? "Split off" : count === 1 ? "Split off 1 quotation" : `Split off ${count} quotations`,
  isSplit: (/** @type {number} */ count, /** @type {string} */ code) => `${count} quotations are now ${code}`,
  chooseAll: "All that are listed",
  more: "More",
  tryAgain: "Try again",
  memoOf: (/** @type {string} */ code) => `Memo on ${code}`,
  inVivo: "New code from these words",
  codeName: "Name of the code",
  make: "Make the code",
  near: "There is a code by nearly the same name:",
  useInstead: (/** @type {string} */ code) => `Use “${code}” instead`,
  isMade: (/** @type {string} */ code) => `New code: ${code}`,
};

/** @type {typeof en} */
const da = {
  apply: "Anvend",
  quotations: "Vis dens citater",
  edit: "Redigér …",
  rename: "Omdøb",
  below: "Ny kode under denne …",
  merge: "Læg sammen med …",
  split: "Del …",
  retire: "Lad udgå",
  bringBack: "Tag i brug igen",
  memo: "Memo …",
  isRetired: (code) => `Udgået: ${code}. Dens kodninger bliver.`,
  isBack: (code) => `I brug igen: ${code}`,
  save: "Gem",
  saving: "Gemmer …",
  savesOn: "Det, du har bedt om, bliver stadig gemt.",
  keepTyping: "Redigér videre",
  discard: "Kassér",
  discardAsked: "Det, du har skrevet, er ikke gemt.",
  editCode: (code) => `Redigér ${code}`,
  name: (language) => `Navn (${language})`,
  nameMissing: "Giv koden et navn på mindst ét sprog.",
  marker: "Mærke",
  markerHint: "Nogle få bogstaver, der står ved teksten",
  colour: "Farve",
  parent: "Under",
  topmost: "(øverst)",
  language: "Definitionens sprog",
  definition: "Definition",
  sentence: (block, number) => `${block}, nummer ${number}`,
  add: (block) => `Tilføj til ${block.toLowerCase()}`,
  up: (sentence) => `${sentence}: flyt op`,
  down: (sentence) => `${sentence}: flyt ned`,
  remove: (sentence) => `${sentence}: fjern`,
  olderCodings: (count) =>
    count === 1
      ? "Du har lavet 1 kodning efter den hidtidige definition. Den bliver sat på listen til gennemsyn."
      : `Du har lavet ${count} kodninger efter den hidtidige definition. De bliver sat på listen til gennemsyn.`,
  changedMeanwhile: (theirs) =>
    `En anden har imens ændret det til “${theirs}”. Intet er gemt. Gem igen for at sætte dit i stedet.`,
  gone: "Koden er ikke længere i kodebogen.",
  mergeCode: (code) => `Læg ${code} sammen med en anden kode`,
  into: "Med hvilken kode?",
  intoMissing: "Vælg den kode, der skal lægges sammen med.",
  mergeTells: (code, count, into) =>
    `${count === 1 ? "Din 1 kodning" : `Dine ${count} kodninger`} med “${code}” og de andre koderes bliver til “${into}”. Koderne under den følger med, og “${code}” udgår.`,
  undoable: (keys) => `Fortryd${keys ? ` (${keys})` : ""} tager det tilbage.`,
  mergeNow: "Læg sammen",
  isMerged: (code, into) => `Lagt sammen: ${code} er nu ${into}`,
  splitCode: (code) => `Del ${code}`,
  splitName: "Den nye kodes navn",
  splitWhich: "Hvilke af dine citater skal have den nye kode?",
  splitEmpty: "Du har ingen citater med denne kode.",
  splitNow: (count) =>
    count === 0 ? "Del fra" : count === 1 ? "Del 1 citat fra" : `Del ${count} citater fra`,
  isSplit: (count, code) => `${count} citater er nu ${code}`,
  chooseAll: "Alle på listen",
  more: "Flere",
  tryAgain: "Prøv igen",
  memoOf: (code) => `Memo om ${code}`,
  inVivo: "Ny kode af disse ord",
  codeName: "Kodens navn",
  make: "Lav koden",
  near: "Der er allerede en kode, der hedder næsten det samme:",
  useInstead: (code) => `Brug “${code}” i stedet`,
  isMade: (code) => `Ny kode: ${code}`,
};

const ALL = { en, da };

/** @typedef {ReturnType<typeof dialogWords>} DialogWords */

/**
 * The words of the codebook and those of its dialogs.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 */
export function dialogWords({ wording, language }) {
  return { ...wording.codebook, ...ALL[speaks(language)] };
}
