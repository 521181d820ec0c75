import { readable } from "../actions.js";
import { speaks } from "./languages.js";

/** What the actions of the table are called, in English and Danish. @type {Record<string, [string, string]>} */
const ALL = {
  "next-word": ["Select the next word", "Vælg næste ord"],
  "previous-word": ["Select the previous word", "Vælg forrige ord"],
  "word-more": ["One word more", "Et ord mere"],
  "word-less": ["One word less", "Et ord mindre"],
  "next-sentence": ["Select the next sentence", "Vælg næste sætning"],
  "previous-sentence": ["Select the previous sentence", "Vælg forrige sætning"],
  "sentence-more": ["One sentence more", "En sætning mere"],
  "sentence-less": ["One sentence less", "En sætning mindre"],
  "whole-turn": ["Select the whole turn", "Vælg hele replikken"],
  "code-by-number": ["Apply the code with this number", "Giv koden med dette nummer"],
  "pick-code": ["Choose a code by its letters", "Vælg en kode med bogstaver"],
  "repeat-code": ["Apply the last code again", "Giv den seneste kode igen"],
  "code-in-vivo": ["New code from the selected words", "Ny kode af de valgte ord"],

  "next-coding": ["Take the next coding in hand", "Vælg næste kodning"],
  "previous-coding": ["Take the previous coding in hand", "Vælg forrige kodning"],
  "change-code": ["Change its code", "Skift dens kode"],
  memo: ["Write a memo on it", "Skriv et memo til den"],
  "delete-coding": ["Remove it", "Fjern den"],
  "start-earlier": ["Begin one word earlier", "Begynd et ord tidligere"],
  "start-later": ["Begin one word later", "Begynd et ord senere"],
  "end-later": ["End one word later", "Slut et ord senere"],
  "end-earlier": ["End one word earlier", "Slut et ord tidligere"],
  "split-coding": ["Split it where the selection is", "Del den ved markeringen"],
  "merge-coding": ["Merge it with the next of its code", "Saml den med næste af samme kode"],

  "next-turn": ["Next turn", "Næste replik"],
  "previous-turn": ["Previous turn", "Forrige replik"],
  "first-turn": ["First turn", "Første replik"],
  "last-turn": ["Last turn", "Sidste replik"],
  "next-uncoded": ["Next turn without a code", "Næste replik uden kode"],
  "previous-uncoded": ["Previous turn without a code", "Forrige replik uden kode"],
  "next-transcript": ["Next transcript", "Næste transskription"],
  "previous-transcript": ["Previous transcript", "Forrige transskription"],

  find: ["Find in this transcript", "Find i denne transskription"],
  "next-hit": ["Next place found", "Næste fundne sted"],
  "previous-hit": ["Previous place found", "Forrige fundne sted"],
  "show-search": ["Search the study, code all places", "Søg i undersøgelsen, kod alle steder"],

  undo: ["Undo", "Fortryd"],
  redo: ["Redo", "Gentag"],
  "show-codes": ["Codebook", "Kodebog"],
  "show-transcripts": ["Transcripts", "Transskriptioner"],
  "show-coding": ["The coding in hand", "Den valgte kodning"],
  "show-quotations": ["Quotations", "Citater"],
  "show-memos": ["Memos", "Memoer"],
  "show-review": ["Codings to look at again", "Kodninger der skal ses igen"],
  "toggle-done": ["Done with this transcript, or not", "Færdig med denne transskription, eller ikke"],
  help: ["All keys", "Alle taster"],
  back: ["One step back", "Et skridt tilbage"],
};

/**
 * @param {string} id Of an action.
 * @param {"en" | "da"} language
 */
export function actionWords(id, language) {
  return ALL[id]?.[language === "en" ? 0 : 1] ?? id;
}

/**
 * The keys that an action has here, as people read them.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {string} id Of the action.
 */
export function actionKeys({ keys, language }, id) {
  return (keys[id] ?? []).map((key) => readable(key, speaks(language)));
}
