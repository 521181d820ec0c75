import { element } from "../core/dom.js";
import { CodeChooser } from "./code_chooser.js";
import { canApply } from "./code_tree.js";
import { newCodeFrom } from "./new_code.js";
import { openPopover } from "./popover.js";

/**
 * A small box beside the text, to give a code by a few letters of its name, or a new code.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {object} options
 * @param {DOMRect} options.anchor What it is about, on the screen.
 * @param {string} options.label
 * @param {(code: import("../core/types.js").Code) => void} options.onPick With Shift+Enter it is called for
 *   several codes, one after the other.
 */
export function openCodePicker(desk, { anchor, label, onPick }) {
  const chooser = new CodeChooser(desk, {
    label,
    rows: () => desk.tree.all.filter(({ code }) => canApply(code)),
    onPick: (code, stay) => {
      if (!stay) close();
      onPick(code);
      if (!stay) return;
      chooser.ticked.add(code.id);
      chooser.input.value = "";
      chooser.show();
    },
    onNew: async (typed) => {
      close();
      const id = await newCodeFrom(desk, typed);
      const made = desk.session.scheme?.codes.find((code) => code.id === id);
      if (made) onPick(made);
    },
  });
  const hint = element("p", { class: "qwb-hint" }, desk.wording.codebook.pickHint);
  const close = openPopover(desk, anchor, element("div", { class: "qwb-picker" }, chooser.element, hint));
  chooser.input.focus();
}
