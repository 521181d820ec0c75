/**
 * Everything that can be done with a key: the one table behind the keyboard, the sheet of keys, the
 * commands of JupyterLab and `docs/coding_desk.md`.
 *
 * @typedef {"passage" | "coding" | "move" | "find" | "desk"} ActionGroup
 *
 * @typedef {object} Action
 * @property {string} id
 * @property {ActionGroup} group
 * @property {string[]} keys As `keyName` calls them.
 * @property {boolean} [fixed] Whether the keys cannot be chosen anew.
 * @property {{en: string, da: string}} label
 */

/** @type {Action[]} */
export const ACTIONS = [
  action("passage", "next-word", ["ArrowRight"], "Select the next word", "Vælg næste ord"),
  action("passage", "previous-word", ["ArrowLeft"], "Select the previous word", "Vælg forrige ord"),
  action("passage", "word-more", ["Shift+ArrowRight"], "One word more", "Et ord mere"),
  action("passage", "word-less", ["Shift+ArrowLeft"], "One word less", "Et ord mindre"),
  action("passage", "next-sentence", ["."], "Select the next sentence", "Vælg næste sætning"),
  action("passage", "previous-sentence", [","], "Select the previous sentence", "Vælg forrige sætning"),
  action("passage", "sentence-more", ["Shift+ArrowDown"], "One sentence more", "En sætning mere"),
  action("passage", "sentence-less", ["Shift+ArrowUp"], "One sentence less", "En sætning mindre"),
  action("passage", "whole-turn", [" "], "Select the whole turn", "Vælg hele replikken"),
  {
    ...action("passage", "code-by-number", ["1", "2", "3", "4", "5", "6", "7", "8", "9"], "", ""),
    fixed: true,
    label: { en: "Apply the code with this number", da: "Giv koden med dette nummer" },
  },
  action("passage", "pick-code", ["c"], "Choose a code by its letters", "Vælg en kode med bogstaver"),
  action("passage", "repeat-code", ["r"], "Apply the last code again", "Giv den seneste kode igen"),
  action("passage", "code-in-vivo", ["i"], "New code from the selected words", "Ny kode af de valgte ord"),

  action("coding", "next-coding", ["j"], "Take the next coding in hand", "Vælg næste kodning"),
  action("coding", "previous-coding", ["k"], "Take the previous coding in hand", "Vælg forrige kodning"),
  action("coding", "change-code", ["e"], "Change its code", "Skift dens kode"),
  action("coding", "memo", ["m"], "Write a memo on it", "Skriv et memo til den"),
  action("coding", "delete-coding", ["Delete", "Backspace"], "Remove it", "Fjern den"),
  action("coding", "start-earlier", ["q"], "Begin one word earlier", "Begynd et ord tidligere"),
  action("coding", "start-later", ["Q"], "Begin one word later", "Begynd et ord senere"),
  action("coding", "end-later", ["w"], "End one word later", "Slut et ord senere"),
  action("coding", "end-earlier", ["W"], "End one word earlier", "Slut et ord tidligere"),
  action("coding", "split-coding", ["x"], "Split it where the selection is", "Del den ved markeringen"),
  action(
    "coding",
    "merge-coding",
    ["y"],
    "Merge it with the next of its code",
    "Saml den med næste af samme kode",
  ),

  action("move", "next-turn", ["ArrowDown"], "Next turn", "Næste replik"),
  action("move", "previous-turn", ["ArrowUp"], "Previous turn", "Forrige replik"),
  action("move", "first-turn", ["Home"], "First turn", "Første replik"),
  action("move", "last-turn", ["End"], "Last turn", "Sidste replik"),
  action("move", "next-uncoded", ["n"], "Next turn without a code", "Næste replik uden kode"),
  action("move", "previous-uncoded", ["N"], "Previous turn without a code", "Forrige replik uden kode"),
  action("move", "next-transcript", [">"], "Next transcript", "Næste transskription"),
  action("move", "previous-transcript", ["<"], "Previous transcript", "Forrige transskription"),

  action("find", "find", ["/"], "Find in this transcript", "Find i denne transskription"),
  action("find", "next-hit", ["h", "F3"], "Next place found", "Næste fundne sted"),
  action("find", "previous-hit", ["H", "Shift+F3"], "Previous place found", "Forrige fundne sted"),
  action(
    "find",
    "show-search",
    ["s"],
    "Search the study, code all places",
    "Søg i undersøgelsen, kod alle steder",
  ),

  action("desk", "undo", ["u", "Ctrl+z"], "Undo", "Fortryd"),
  action("desk", "redo", ["U", "Ctrl+Shift+z", "Ctrl+y"], "Redo", "Gentag"),
  action("desk", "show-codes", ["b"], "Codebook", "Kodebog"),
  action("desk", "show-transcripts", ["t"], "Transcripts", "Transskriptioner"),
  action("desk", "show-coding", ["o"], "The coding in hand", "Den valgte kodning"),
  action("desk", "show-quotations", ["l"], "Quotations", "Citater"),
  action("desk", "show-memos", ["M"], "Memos", "Memoer"),
  action("desk", "show-review", ["v"], "Codings to look at again", "Kodninger der skal ses igen"),
  action(
    "desk",
    "toggle-done",
    ["d"],
    "Done with this transcript, or not",
    "Færdig med denne transskription, eller ikke",
  ),
  action("desk", "help", ["?"], "All keys", "Alle taster"),
  { ...action("desk", "back", ["Escape"], "One step back", "Et skridt tilbage"), fixed: true },
];

/**
 * @param {ActionGroup} group
 * @param {string} id
 * @param {string[]} keys
 * @param {string} en
 * @param {string} da
 * @returns {Action}
 */
function action(group, id, keys, en, da) {
  return { id, group, keys, label: { en, da } };
}

/** @typedef {Record<string, string[]>} KeyMap The keys of each action. */

/**
 * The keys of every action, with those that the host's settings give.
 *
 * @param {KeyMap} [chosen] Replaces the usual keys of the actions in it; an empty list takes them away.
 * @returns {KeyMap}
 */
export function keyMap(chosen = {}) {
  return Object.fromEntries(ACTIONS.map(({ id, keys, fixed }) => [id, fixed ? keys : (chosen[id] ?? keys)]));
}

const SPOKEN = /** @type {Record<string, {en: string, da: string}>} */ ({
  " ": { en: "Space", da: "Mellemrum" },
  ArrowRight: { en: "→", da: "→" },
  ArrowLeft: { en: "←", da: "←" },
  ArrowDown: { en: "↓", da: "↓" },
  ArrowUp: { en: "↑", da: "↑" },
  Escape: { en: "Esc", da: "Esc" },
  Delete: { en: "Delete", da: "Delete" },
});

/**
 * A key as people read it: `Shift+N`, `Space`, `Ctrl+Z`.
 *
 * @param {string} key
 * @param {"en" | "da"} language
 */
export function readable(key, language) {
  const [name = "", ...modifiers] = key.split("+").toReversed();
  const isCapital = name.length === 1 && name !== name.toLowerCase();
  const shown = SPOKEN[name]?.[language] ?? name.toUpperCase();
  const spoken = name.length === 1 || SPOKEN[name] ? shown : name;
  return [...modifiers.toReversed(), ...(isCapital ? ["Shift"] : []), spoken].join("+");
}
