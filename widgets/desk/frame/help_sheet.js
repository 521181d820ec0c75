import { ACTIONS } from "../actions.js";
import { element } from "../core/dom.js";
import { act, keyName } from "../core/keys.js";
import { actionKeys, actionWords } from "../words/actions.js";
import { helpWords } from "../words/help.js";
import { speaks } from "../words/languages.js";

/**
 * Show every key of the desk.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 */
export function showHelp(desk) {
  const { root, wording, language } = desk;
  const words = helpWords(desk);
  const groups = Object.entries(words.groups).map(([group, title]) => {
    const rows = ACTIONS.filter((action) => action.group === group).map(({ id }) =>
      element(
        "tr",
        { "data-action": id },
        element("td", {}, ...shown(actionKeys(desk, id))),
        element("td", {}, actionWords(id, speaks(language))),
      ),
    );
    return element(
      "section",
      {},
      element("h3", {}, title),
      element("table", {}, element("tbody", {}, ...rows)),
    );
  });
  const close = element("button", { type: "button", class: "qwb-primary" }, wording.close);
  const dialog = element(
    "dialog",
    { class: "qwb-dialog qwb-help", "aria-label": wording.help },
    element("h2", {}, wording.help),
    element("p", {}, words.hint),
    element("div", { class: "qwb-help-groups" }, ...groups),
    element("div", { class: "qwb-buttons" }, close),
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("keydown", (event) => {
    if (desk.keys.help?.includes(keyName(event))) act(event, { [keyName(event)]: () => dialog.close() });
  });
  root.append(dialog);
  dialog.showModal();
}

/** @param {string[]} keys */
function shown(keys) {
  const isRun = keys.length > 3;
  const told = isRun ? [keys[0] ?? "", keys.at(-1) ?? ""] : keys;
  return told.flatMap((key, i) => [i > 0 ? (isRun ? " – " : " ") : "", element("kbd", {}, key)]);
}
