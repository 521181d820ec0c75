import { element } from "../core/dom.js";
import { act } from "../core/keys.js";
import { dialogWords } from "../words/dialogs.js";
import { changeCodebook } from "./change_codebook.js";
import { CodeEditor } from "./code_editor.js";
import { writeMemo } from "./code_memo.js";
import { canApply } from "./code_tree.js";
import { mergeCode } from "./merge_dialog.js";
import { openPopover } from "./popover.js";
import { SplitDialog } from "./split_dialog.js";

/** @typedef {import("../core/desk_context.js").DeskContext} DeskContext */
/** @typedef {{label: string, key?: string, run: () => unknown}} MenuItem */

/**
 * Shows what can be done with a code.
 *
 * @param {DeskContext} desk
 * @param {string} id
 * @param {DOMRect} anchor
 * @param {object} hooks What the panel does itself.
 * @param {() => void} hooks.apply
 * @param {() => void} hooks.rename
 * @param {(id: string) => void} hooks.focus Called when a dialog is done.
 * @param {(filter: import("../core/types.js").QuotationFilter) => void} hooks.showQuotations
 */
export function openCodeMenu(desk, id, anchor, { apply, rename, focus, showQuotations }) {
  const row = desk.tree.get(id);
  if (!row) return;
  const { code, label } = row;
  const words = dialogWords(desk);
  const then = (/** @type {Promise<unknown>} */ done) => void done.then(() => focus(id));
  const retire = () =>
    changeCodebook(
      desk,
      [{ do: "edit", code: id, set: { retired: !code.retired } }],
      code.retired ? words.isBack(label) : words.isRetired(label),
    );
  /** @type {(MenuItem | false)[]} */
  const items = [
    canApply(code) && { label: words.apply, key: row.key || "Enter", run: apply },
    { label: words.quotations, run: () => showQuotations({ code: id }) },
    { label: words.edit, run: () => then(new CodeEditor(desk, code).open()) },
    { label: words.rename, key: "F2", run: rename },
    {
      label: words.below,
      run: () => void new CodeEditor(desk, null, id).open().then((made) => focus(made ?? id)),
    },
    { label: words.merge, run: () => void mergeCode(desk, code).then(focus) },
    canApply(code) && { label: words.split, run: () => then(new SplitDialog(desk, code).open()) },
    { label: code.retired ? words.bringBack : words.retire, run: () => then(retire()) },
    { label: words.memo, run: () => then(writeMemo(desk, id)) },
  ];
  openMenu(
    desk,
    words.actionsOf(label),
    anchor,
    items.filter((item) => item !== false),
  );
}

/**
 * @param {DeskContext} desk
 * @param {string} name
 * @param {DOMRect} anchor
 * @param {MenuItem[]} items
 */
function openMenu(desk, name, anchor, items) {
  const buttons = items.map(({ label, key, run }) => {
    const item = element(
      "button",
      { type: "button", role: "menuitem", tabindex: -1, "aria-keyshortcuts": key ?? null },
      element("span", {}, label),
      key ? element("kbd", { "aria-hidden": "true" }, key) : "",
    );
    item.addEventListener("click", () => {
      close();
      run();
    });
    item.addEventListener("pointermove", () => item.focus());
    return item;
  });
  const menu = element("div", { role: "menu", class: "qwb-menu", "aria-label": name }, ...buttons);
  const go = (/** @type {number} */ by) => {
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    buttons.at((at + by) % buttons.length)?.focus();
  };
  menu.addEventListener("keydown", (event) => {
    act(event, {
      ArrowDown: () => go(1),
      ArrowUp: () => go(-1),
      Home: () => buttons[0]?.focus(),
      End: () => buttons.at(-1)?.focus(),
      Tab: () => close(),
    });
  });
  const close = openPopover(desk, anchor, menu);
  buttons[0]?.focus();
}
