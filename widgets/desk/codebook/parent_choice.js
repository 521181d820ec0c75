import { element } from "../core/dom.js";
import { dialogWords } from "../words/dialogs.js";

/** Below which code another one stands. */
export class ParentChoice {
  element = element("select", {});

  /**
   * @param {import("../core/desk_context.js").DeskContext} desk
   * @param {string | null} parent The one that is chosen at first.
   * @param {Set<string>} [never] Codes that cannot be chosen.
   */
  constructor(desk, parent, never = new Set()) {
    const rows = desk.tree.all.filter(
      ({ code }) => !never.has(code.id) && (!code.retired || code.id === parent),
    );
    this.element.append(
      element("option", { value: "" }, dialogWords(desk).topmost),
      ...rows.map(({ code, label, depth }) =>
        element("option", { value: code.id }, `${"\u2003".repeat(depth)}${label}`),
      ),
    );
    this.element.value = parent ?? "";
  }

  /** @returns {string | null} null for the top */
  get value() {
    return this.element.value || null;
  }
}
