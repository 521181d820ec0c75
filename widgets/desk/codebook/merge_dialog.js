import { element } from "../core/dom.js";
import { actionKeys } from "../words/actions.js";
import { dialogWords } from "../words/dialogs.js";
import { CodeChooser } from "./code_chooser.js";
import { canApply } from "./code_tree.js";
import { Dialog, FieldProblem } from "./dialog.js";

/**
 * Asks into which code another one is to be merged, tells what that does, and does it.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {import("../core/types.js").Code} code
 * @returns {Promise<string>} the id of the code that is left
 */
export async function mergeCode(desk, code) {
  const words = dialogWords(desk);
  const label = desk.tree.label(code.id);
  const never = desk.tree.below(code.id);
  /** @type {import("../core/types.js").Code | null} */
  let into = null;
  let merged = code.id;
  const tells = element("p", { class: "qwb-hint", role: "status" });
  const chooser = new CodeChooser(desk, {
    label: words.into,
    rows: () => desk.tree.all.filter((row) => canApply(row.code) && !never.has(row.code.id)),
    onPick: (picked) => {
      into = picked;
      chooser.ticked = new Set([picked.id]);
      chooser.input.value = desk.tree.label(picked.id);
      chooser.show();
      const count = desk.session.overview?.counts[code.id] ?? 0;
      tells.textContent = `${words.mergeTells(label, count, chooser.input.value)} ${undoable(desk)}`;
    },
  });
  chooser.input.addEventListener("input", () => {
    into = null;
    tells.textContent = "";
  });
  const dialog = new Dialog(desk, {
    title: words.mergeCode(label),
    confirm: words.mergeNow,
    onConfirm: async () => {
      if (!into) throw new FieldProblem(chooser.input, words.intoMissing);
      const target = desk.tree.label(into.id);
      await desk.session.changeScheme([{ do: "merge", code: code.id, into: into.id }]);
      merged = into.id;
      desk.say(words.isMerged(label, target));
    },
  });
  await dialog.open(chooser.element, tells);
  return merged;
}

/** @param {import("../core/desk_context.js").DeskContext} desk */
export function undoable(desk) {
  return dialogWords(desk).undoable(actionKeys(desk, "undo")[0] ?? "");
}
