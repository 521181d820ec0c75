import { element } from "../core/dom.js";
import { CodeChooser } from "./code_chooser.js";
import { canApply } from "./code_tree.js";
import { openPopover } from "./popover.js";

/** A small box beside the text, to give a code by a few letters of its name. */
export class CodePicker {
  #desk;

  /** @param {import("../core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /**
   * @param {object} options
   * @param {DOMRect} options.anchor What it is about, on the screen.
   * @param {string} options.label
   * @param {(code: import("../core/types.js").Code) => void} options.onPick With Shift+Enter it is called for
   *   several codes, one after the other.
   * @param {boolean} options.allowNew Whether what was typed can become a new code.
   */
  open({ anchor, label, onPick, allowNew }) {
    const desk = this.#desk;
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
      onNew: allowNew
        ? async (typed) => {
            close();
            const id = await desk.whenThere(({ newCodeFrom }) => newCodeFrom(desk, typed));
            const made = desk.session.scheme?.codes.find((code) => code.id === id);
            if (made) onPick(made);
          }
        : null,
    });
    const hint = element("p", { class: "qwb-hint" }, desk.wording.codebook.pickHint);
    const close = openPopover(desk, anchor, element("div", { class: "qwb-picker" }, chooser.element, hint));
    chooser.input.focus();
  }
}
