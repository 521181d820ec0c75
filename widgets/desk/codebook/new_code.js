import { element } from "../core/dom.js";
import { dialogWords } from "../words/dialogs.js";
import { codeIdFrom, nearNames } from "./code_names.js";
import { button, labelled, nameField } from "./controls.js";
import { Dialog, FieldProblem } from "./dialog.js";
import { ParentChoice } from "./parent_choice.js";

/** @typedef {import("../core/desk_context.js").DeskContext} DeskContext */

const LONGEST_NAME = 60;

/**
 * Asks for the name of a new code and makes it. Codes with nearly the same name are offered in its stead.
 *
 * @param {DeskContext} desk
 * @param {string} words What the name begins as, most often the selected words.
 * @returns {Promise<string | null>} the id of the code, new or old, or null if there is to be none
 */
export async function newCodeFrom(desk, words) {
  const wording = dialogWords(desk);
  /** @type {string | null} */
  let chosen = null;
  const beginning = [...words.trim().replace(/\s+/g, " ")].slice(0, LONGEST_NAME).join("");
  const name = nameField(beginning.trim(), () => warn());
  const parent = new ParentChoice(desk, null);
  const near = element("div", { class: "qwb-near", "aria-live": "polite" });
  const dialog = new Dialog(desk, {
    title: wording.inVivo,
    confirm: wording.make,
    onConfirm: async () => {
      const label = name.value.trim();
      if (label === "") throw new FieldProblem(name, wording.nameMissing);
      const id = freshId(desk, label);
      const code = { id, label: { [desk.language]: label }, colour: nextColour(desk, parent.value) };
      await desk.session.changeScheme([{ do: "add", code, parent: parent.value, before: null }]);
      chosen = id;
      desk.say(wording.isMade(label));
    },
  });
  const warn = () => {
    const found = nearNames(name.value, desk.tree.all).map(({ code, label }) =>
      button(wording.useInstead(label), () => {
        chosen = code.id;
        dialog.close();
      }),
    );
    near.replaceChildren(...(found.length > 0 ? [element("p", {}, wording.near), ...found] : []));
  };
  warn();
  const closed = dialog.open(
    labelled(wording.codeName, name),
    near,
    labelled(wording.parent, parent.element),
  );
  name.select(); // Typing puts another name in the place of the words.
  await closed;
  return chosen;
}

/** An id that no code has yet. @param {DeskContext} desk @param {string} label */
export function freshId(desk, label) {
  return codeIdFrom(
    label,
    (desk.session.scheme?.codes ?? []).map((/** @type {{id: string}} */ { id }) => id),
  );
}

/**
 * The colour of a new code: its parent's, else the one that the fewest topmost codes have.
 *
 * @param {DeskContext} desk
 * @param {string | null} parent
 */
export function nextColour({ tree }, parent) {
  const above = parent === null ? undefined : tree.get(parent)?.code;
  if (above) return above.colour;
  const uses = Array.from({ length: 12 }, () => 0);
  for (const { colour } of tree.children(null)) uses[colour - 1] = (uses[colour - 1] ?? 0) + 1;
  return uses.indexOf(Math.min(...uses)) + 1;
}
