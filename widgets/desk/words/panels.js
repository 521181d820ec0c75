import { speaks } from "./languages.js";

/** What the panels say, in English and Danish. */

/** @typedef {number} N */

const en = {
  more: (/** @type {N} */ left) => `Show more (${left} left)`,
  all: "Show all",
  less: "Show less",
  memo: "Memo",
  memoState: {
    typed: "Not saved yet",
    saving: "Saving …",
    saved: "Saved",
    problem: "Not saved.",
    both: "Somebody, or another window, changed this memo meanwhile: both texts are kept.",
  },
  code: "Code",
  speaker: "Speaker",
  coder: "Coder",

  nothingInHand: "No coding in hand",
  takeInHand:
    "Click the name of a code beside the text, or coded words in it. What it says appears here and can be changed.",
  actions: {
    "change-code": "Change code",
    "delete-coding": "Remove",
    "split-coding": "Split",
    "merge-coding": "Merge with next",
  },
  created: "Made",
  origin: "Origin",
  place: "Place",
  origins: { manual: "by hand", suggested: "suggested", imported: "imported", consensus: "agreed on" },
  anchors: {
    original: "as it was coded",
    exact: "found again in the edited text",
    moved: "moved with the edited text",
    ambiguous: "unsure: the words stand in several places now",
    lost: "lost when the text was edited",
  },
  alsoHere: "Also on these words",
  older: "Made under an older definition",
  olderShort: "↻ older definition",
  stillRight: "Still right",
  whenCoded: "When coded",
  today: "Now",
  name: "Name",

  allCodes: "All codes",
  allSpeakers: "All speakers",
  myOwn: "My codings",
  independent: "Two coders judge more independently while neither looks at what the other has done.",
  textHolds: "Words in the quotation",
  withMemo: "With a memo only",
  quotations: (/** @type {N} */ n) => (n === 1 ? "1 quotation" : `${n} quotations`),
  noneFits: "No quotation fits.",
  showAll: "Show all quotations",
  noQuotations: "No quotations yet. Select words in the text and give them a code: they appear here.",

  searchFor: "Search for words",
  where: "Where to search",
  thisTranscript: "This transcript",
  wholeStudy: "Whole study",
  by: "How to search",
  asWritten: "As written",
  allForms: "All forms",
  lemmaMeans: "“All forms” finds a word however it is inflected: “go” finds “goes”, “went” and “gone”, too.",
  typeToSearch: "Type a word or a few. All places that are found can get a code at once.",
  nothingFound: "Nothing found.",
  onlyWords: "Only letters and figures are searched, no signs.",
  found: (/** @type {N} */ n, /** @type {N} */ transcripts, /** @type {boolean} */ cut) =>
    `${cut ? "At least " : ""}${n === 1 ? "1 passage" : `${n} passages`} in ${
      transcripts === 1 ? "1 transcript" : `${transcripts} transcripts`
    }`,
  codeAll: "Code all …",
  chooseCode: "Choose a code",
  codeSome: (/** @type {N} */ some, /** @type {N} */ all) => `Code ${some} of ${all} passages`,
  onlyShown: (/** @type {N} */ n) => `There are more. Only the ${n} passages that are shown get the code.`,
  everyPlace: "All places",
  codeThis: "Code this",
  hasIt: "has it already",
  codedAll: (/** @type {N} */ n, /** @type {string} */ code) =>
    `${n === 1 ? "1 passage" : `${n} passages`} coded: ${code}. Undo takes it back in one step.`,
  notCoded: "Nothing was coded.",

  journal: "Journal of the study",
  about: { study: "study", transcript: "transcript", code: "code", coding: "coding" },
  allMemos: "All memos",
  nothingWritten: "Nothing written yet",
  filterMemos: "Filter memos",
  noMemoFits: "No memo has these words.",
  noMemos: "No other memos yet. Codes, codings and transcripts can each have one.",

  toReview: (/** @type {N} */ n) => (n === 1 ? "1 coding to look at again" : `${n} codings to look at again`),
  nothingToReview: "Nothing to look at again",
  reviewIs:
    "When the definition of a code changes, the codings that were made before are listed here, so that you can say whether they are still right.",
  allStillRight: "All of these are still right",
  sureAllRight: (/** @type {N} */ n, /** @type {string} */ code) =>
    n === 1 ? `Is 1 coding of ${code} still right?` : `Are all ${n} codings of ${code} still right?`,
  yesAllRight: "Yes, all",
  confirmed: (/** @type {N} */ n) => (n === 1 ? "Still right: 1 coding" : `Still right: ${n} codings`),

  doneOf: (/** @type {N} */ done, /** @type {N} */ all) => `${done} of ${all} done`,
  filterTranscripts: "Filter names",
  noTranscriptFits: "No transcript has these letters.",
  sort: "Sort",
  byName: "By name",
  byStatus: "By status",
  statusOf: (/** @type {string} */ name) => `Status of ${name}`,
  turnsCoded: (/** @type {N} */ coded, /** @type {N} */ all) => `${coded} of ${all} turns coded`,
  codings: (/** @type {N} */ n) => (n === 1 ? "1 coding" : `${n} codings`),

  besideStudy: "Beside the study, not in it yet",
  lookAgain: "Look for new files",
  noNewFiles: "No new files beside the study.",
  import: "Import",
  importAll: (/** @type {N} */ n) => (n === 1 ? "Import 1 file" : `Import all ${n}`),
  importing: (/** @type {N} */ done, /** @type {N} */ all) => `Importing: ${done} of ${all}`,
  stop: "Stop",
  importedSo: (/** @type {N} */ ok, /** @type {N} */ failed) =>
    failed === 0 ? `Imported: ${ok}` : `Imported: ${ok}. Not imported: ${failed}`,
  noTranscripts: "No transcripts in this study yet",
  putFiles:
    "Put interviews into the folder “transcripts” beside the study: open it in JupyterLab’s file browser and drag the files there, or press Upload (the arrow above the list). They may be txt, md, docx, odt, rtf, pdf, srt or vtt. Then look for new files.",
  noCodebook: "No codebook yet",
  adoptOne: "Take one that lies beside the study, or begin without codes and make them as you read.",
  startEmpty: "Begin without codes and make them as you read.",
  adopt: "Use this",
  emptyCodebook: "Start with an empty codebook",

  widthOf: (/** @type {string} */ column) => `Width: ${column}`,
};

/** @typedef {typeof en} PanelWords */

/** @type {PanelWords} */
const da = {
  more: (left) => `Vis flere (${left} tilbage)`,
  all: "Vis alt",
  less: "Vis mindre",
  memo: "Memo",
  memoState: {
    typed: "Ikke gemt endnu",
    saving: "Gemmer …",
    saved: "Gemt",
    problem: "Ikke gemt.",
    both: "Nogen, eller et andet vindue, ændrede dette memo imens: begge tekster er bevaret.",
  },
  code: "Kode",
  speaker: "Taler",
  coder: "Kodet af",

  nothingInHand: "Ingen kodning er valgt",
  takeInHand:
    "Klik på en kodes navn ved siden af teksten eller på kodede ord i den. Her står så, hvad kodningen siger, og det kan ændres.",
  actions: {
    "change-code": "Skift kode",
    "delete-coding": "Fjern",
    "split-coding": "Del",
    "merge-coding": "Saml med næste",
  },
  created: "Lavet",
  origin: "Oprindelse",
  place: "Plads",
  origins: { manual: "i hånden", suggested: "foreslået", imported: "importeret", consensus: "i enighed" },
  anchors: {
    original: "som den blev kodet",
    exact: "fundet igen i den rettede tekst",
    moved: "flyttet med den rettede tekst",
    ambiguous: "usikker: ordene står nu flere steder",
    lost: "mistet, da teksten blev rettet",
  },
  alsoHere: "Også på disse ord",
  older: "Lavet efter en ældre definition",
  olderShort: "↻ ældre definition",
  stillRight: "Stadig rigtig",
  whenCoded: "Da der blev kodet",
  today: "Nu",
  name: "Navn",

  allCodes: "Alle koder",
  allSpeakers: "Alle talere",
  myOwn: "Mine kodninger",
  independent: "To kodere dømmer mere uafhængigt, så længe ingen af dem ser, hvad den anden har gjort.",
  textHolds: "Ord i citatet",
  withMemo: "Kun med memo",
  quotations: (n) => (n === 1 ? "1 citat" : `${n} citater`),
  noneFits: "Ingen citater passer.",
  showAll: "Vis alle citater",
  noQuotations: "Ingen citater endnu. Markér ord i teksten, og giv dem en kode: så vises de her.",

  searchFor: "Søg efter ord",
  where: "Hvor der søges",
  thisTranscript: "Transskriptionen",
  wholeStudy: "Hele undersøgelsen",
  by: "Hvordan der søges",
  asWritten: "Som skrevet",
  allForms: "Alle former",
  lemmaMeans:
    "“Alle former” finder et ord, hvordan det end er bøjet: “gå” finder også “går”, “gik” og “gået”.",
  typeToSearch: "Skriv et ord eller nogle få. Alle steder, der findes, kan få en kode på én gang.",
  nothingFound: "Intet fundet.",
  onlyWords: "Der søges kun efter bogstaver og tal, ikke efter tegn.",
  found: (n, transcripts, cut) =>
    `${cut ? "Mindst " : ""}${n === 1 ? "1 sted" : `${n} steder`} i ${
      transcripts === 1 ? "1 transskription" : `${transcripts} transskriptioner`
    }`,
  codeAll: "Kod alle …",
  chooseCode: "Vælg en kode",
  codeSome: (some, all) => `Kod ${some} af ${all} steder`,
  onlyShown: (n) => `Der er flere. Kun de ${n} steder, der vises, får koden.`,
  everyPlace: "Alle steder",
  codeThis: "Kod dette",
  hasIt: "har den allerede",
  codedAll: (n, code) =>
    `${n === 1 ? "1 sted" : `${n} steder`} kodet: ${code}. Fortryd tager det tilbage i ét skridt.`,
  notCoded: "Intet blev kodet.",

  journal: "Undersøgelsens journal",
  about: { study: "undersøgelse", transcript: "transskription", code: "kode", coding: "kodning" },
  allMemos: "Alle memoer",
  nothingWritten: "Intet skrevet endnu",
  filterMemos: "Filtrér memoer",
  noMemoFits: "Intet memo har de ord.",
  noMemos: "Ingen andre memoer endnu. Koder, kodninger og transskriptioner kan hver have et.",

  toReview: (n) => (n === 1 ? "1 kodning skal ses igen" : `${n} kodninger skal ses igen`),
  nothingToReview: "Intet at se igen",
  reviewIs:
    "Når en kodes definition ændres, står de kodninger her, der blev lavet før, så du kan sige, om de stadig er rigtige.",
  allStillRight: "Alle disse er stadig rigtige",
  sureAllRight: (n, code) =>
    n === 1 ? `Er 1 kodning af ${code} stadig rigtig?` : `Er alle ${n} kodninger af ${code} stadig rigtige?`,
  yesAllRight: "Ja, alle",
  confirmed: (n) => (n === 1 ? "Stadig rigtig: 1 kodning" : `Stadig rigtige: ${n} kodninger`),

  doneOf: (done, all) => `${done} af ${all} færdige`,
  filterTranscripts: "Filtrér navne",
  noTranscriptFits: "Ingen transskription har de bogstaver.",
  sort: "Sortér",
  byName: "Efter navn",
  byStatus: "Efter status",
  statusOf: (name) => `Status for ${name}`,
  turnsCoded: (coded, all) => `${coded} af ${all} replikker kodet`,
  codings: (n) => (n === 1 ? "1 kodning" : `${n} kodninger`),

  besideStudy: "Ved siden af undersøgelsen, ikke i den endnu",
  lookAgain: "Se efter nye filer",
  noNewFiles: "Ingen nye filer ved siden af undersøgelsen.",
  import: "Importér",
  importAll: (n) => (n === 1 ? "Importér 1 fil" : `Importér alle ${n}`),
  importing: (done, all) => `Importerer: ${done} af ${all}`,
  stop: "Stop",
  importedSo: (ok, failed) =>
    failed === 0 ? `Importeret: ${ok}` : `Importeret: ${ok}. Ikke importeret: ${failed}`,
  noTranscripts: "Ingen transskriptioner i undersøgelsen endnu",
  putFiles:
    "Læg interviews i mappen “transcripts” ved siden af undersøgelsen: åbn den i JupyterLabs filbrowser og træk filerne derhen, eller tryk på Upload (pilen over listen). De kan være txt, md, docx, odt, rtf, pdf, srt eller vtt. Se så efter nye filer.",
  noCodebook: "Ingen kodebog endnu",
  adoptOne:
    "Tag en, der ligger ved siden af undersøgelsen, eller begynd uden koder, og lav dem, mens du læser.",
  startEmpty: "Begynd uden koder, og lav dem, mens du læser.",
  adopt: "Brug denne",
  emptyCodebook: "Begynd med en tom kodebog",

  widthOf: (column) => `Bredde: ${column}`,
};

const ALL = { en, da };

/** @param {Pick<import("../core/desk_context.js").DeskContext, "language">} desk */
export function panelWords({ language }) {
  return ALL[speaks(language)];
}
