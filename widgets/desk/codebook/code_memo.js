import { element } from "../core/dom.js";
import { Dialog } from "./dialog.js";

/**
 * This coder's memo on a code, to read and write.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {string} code
 */
export async function writeMemo(desk, code) {
  const words = desk.wording.codebook;
  const field = element("textarea", { rows: 8, "aria-label": words.memoOf(desk.tree.label(code)) });
  let before = "";
  try {
    const { memos } = await desk.session.ask("memos", {});
    const memo = memos.find(
      (/** @type {import("../core/types.js").Memo} */ { about, target }) =>
        about === "code" && target === code,
    );
    before = memo?.text ?? "";
  } catch (problem) {
    // To write over a memo that cannot be read would lose it.
    return desk.say(problem instanceof Error ? problem.message : String(problem));
  }
  field.value = before;
  const dialog = new Dialog(desk, {
    title: words.memoOf(desk.tree.label(code)),
    confirm: words.save,
    isChanged: () => field.value !== before,
    onConfirm: async () => desk.session.setMemo("code", code, field.value.trim()),
  });
  await dialog.open(field);
}
