import { element } from "../core/dom.js";
import { dialogWords } from "../words/dialogs.js";
import { Dialog } from "./dialog.js";

/**
 * This coder's memo on a code, to read and write.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {string} code
 */
export async function writeMemo(desk, code) {
  const words = dialogWords(desk);
  const title = words.memoOf(desk.tree.label(code));
  const field = element("textarea", {
    rows: 8,
    "aria-label": title,
    placeholder: desk.wording.looking,
    disabled: true,
  });
  let before = "";
  const dialog = new Dialog(desk, {
    title,
    confirm: words.save,
    isChanged: () => field.value !== before,
    onConfirm: async () => {
      // To write over a memo that was not read would lose it.
      if (field.disabled) return;
      // What was refused is kept, and put together with what stands there if that is why.
      await desk.session.setMemo("code", code, field.value.trim(), before).catch(() => {});
    },
  });
  const closed = dialog.open(field);
  try {
    const { memos } = await desk.session.ask("memos", {});
    const memo = memos.find(
      (/** @type {import("../core/types.js").Memo} */ { about, target }) =>
        about === "code" && target === code,
    );
    before = memo?.text ?? "";
    field.value = before;
    field.disabled = false;
    field.placeholder = "";
    field.focus();
  } catch (problem) {
    field.placeholder = problem instanceof Error ? problem.message : String(problem);
  }
  await closed;
}
