import { speaks } from "./languages.js";

/** What the sheet of all keys says. */

const en = {
  groups: {
    passage: "Select and code",
    coding: "The coding in hand",
    move: "Move",
    find: "Find",
    desk: "The desk",
  },
  hint: "The keys act when the focus is in the desk and not in a text field. The mouse does all of this too.",
};

/** @type {typeof en} */
const da = {
  groups: {
    passage: "Vælg og kod",
    coding: "Den valgte kodning",
    move: "Flyt",
    find: "Find",
    desk: "Skrivebordet",
  },
  hint: "Tasterne virker, når fokus er i skrivebordet og ikke i et tekstfelt. Musen kan alt dette også.",
};

const ALL = { en, da };

/** @param {import("../core/desk_context.js").DeskContext} desk */
export function helpWords({ language }) {
  return ALL[speaks(language)];
}
