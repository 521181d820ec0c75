import { ACTIONS, readable } from "../actions.js";
import { element } from "../core/dom.js";
import { speaks } from "../words/wording.js";

/**
 * Show every key of the desk.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {import("../actions.js").KeyMap} keys
 */
export function showHelp({ root, wording, language }, keys) {
  const groups = Object.entries(wording.helpGroups).map(([group, title]) => {
    const rows = ACTIONS.filter((action) => action.group === group).map(({ id, label }) =>
      element(
        "tr",
        { "data-action": id },
        element("td", {}, ...shown(keys[id] ?? [], speaks(language))),
        element("td", {}, label[speaks(language)]),
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
    element("p", {}, wording.helpHint),
    element("div", { class: "qwb-help-groups" }, ...groups),
    element("div", { class: "qwb-buttons" }, close),
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
}

/**
 * @param {string[]} keys
 * @param {"en" | "da"} language
 */
function shown(keys, language) {
  const isRun = keys.length > 3;
  const told = isRun ? [keys[0] ?? "", keys.at(-1) ?? ""] : keys;
  return told.flatMap((key, i) => [
    i > 0 ? (isRun ? " – " : " ") : "",
    element("kbd", {}, readable(key, language)),
  ]);
}
