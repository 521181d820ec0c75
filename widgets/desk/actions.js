import { keyName } from "./core/keys.js";

/**
 * Everything that can be done with a key: the one table behind the keyboard, the sheet of keys, the
 * commands of JupyterLab and `docs/coding_desk.md`. What each is called stands in `words/actions.js`, which
 * the keyboard can do without.
 *
 * @typedef {"passage" | "coding" | "move" | "find" | "desk"} ActionGroup
 *
 * @typedef {object} Action
 * @property {string} id
 * @property {ActionGroup} group
 * @property {string[]} keys As `keyName` calls them.
 * @property {boolean} fixed Whether the keys cannot be chosen anew.
 */

/** @type {Action[]} */
export const ACTIONS = [
  action("passage", "next-word", ["ArrowRight"]),
  action("passage", "previous-word", ["ArrowLeft"]),
  action("passage", "word-more", ["Shift+ArrowRight"]),
  action("passage", "word-less", ["Shift+ArrowLeft"]),
  action("passage", "next-sentence", ["."]),
  action("passage", "previous-sentence", [","]),
  action("passage", "sentence-more", ["Shift+ArrowDown"]),
  action("passage", "sentence-less", ["Shift+ArrowUp"]),
  action("passage", "whole-turn", [" "]),
  action("passage", "code-by-number", ["1", "2", "3", "4", "5", "6", "7", "8", "9"], true),
  action("passage", "pick-code", ["c"]),
  action("passage", "repeat-code", ["r"]),
  action("passage", "code-in-vivo", ["i"]),

  action("coding", "next-coding", ["j"]),
  action("coding", "previous-coding", ["k"]),
  action("coding", "change-code", ["e"]),
  action("coding", "memo", ["m"]),
  action("coding", "delete-coding", ["Delete", "Backspace"]),
  action("coding", "start-earlier", ["q"]),
  action("coding", "start-later", ["Q"]),
  action("coding", "end-later", ["w"]),
  action("coding", "end-earlier", ["W"]),
  action("coding", "split-coding", ["x"]),
  action("coding", "merge-coding", ["y"]),

  action("move", "next-turn", ["ArrowDown"]),
  action("move", "previous-turn", ["ArrowUp"]),
  action("move", "first-turn", ["Home"]),
  action("move", "last-turn", ["End"]),
  action("move", "next-uncoded", ["n"]),
  action("move", "previous-uncoded", ["N"]),
  action("move", "next-transcript", [">"]),
  action("move", "previous-transcript", ["<"]),

  action("find", "find", ["/"]),
  action("find", "next-hit", ["h", "F3"]),
  action("find", "previous-hit", ["H", "Shift+F3"]),
  action("find", "show-search", ["s"]),

  action("desk", "undo", ["u", "Ctrl+z"]),
  action("desk", "redo", ["U", "Ctrl+Shift+z", "Ctrl+y"]),
  action("desk", "show-codes", ["b"]),
  action("desk", "show-transcripts", ["t"]),
  action("desk", "show-coding", ["o"]),
  action("desk", "show-quotations", ["l"]),
  action("desk", "show-memos", ["M"]),
  action("desk", "show-review", ["v"]),
  action("desk", "toggle-done", ["d"]),
  action("desk", "help", ["?"]),
  action("desk", "back", ["Escape"], true),
];

/**
 * @param {ActionGroup} group
 * @param {string} id
 * @param {string[]} keys
 * @param {boolean} [fixed]
 * @returns {Action}
 */
function action(group, id, keys, fixed = false) {
  return { id, group, keys, fixed };
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

/**
 * The action that a key press asks for, or undefined; where letters are typed, keys are letters.
 *
 * @param {KeyboardEvent} event
 * @param {KeyMap} keys
 */
export function actionOf(event, keys) {
  if (event.defaultPrevented || event.isComposing || isTypedInto(event.target)) return undefined;
  const key = keyName(event);
  return ACTIONS.find(({ id }) => keys[id]?.includes(key));
}

/** @param {EventTarget | null} target */
function isTypedInto(target) {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, dialog, [popover], .qwb-waiting") !== null
  );
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
