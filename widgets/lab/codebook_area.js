import { element } from "../desk/core/dom.js";

/**
 * The panel at JupyterLab's left side: the codebook of the desk in front.
 *
 * @param {import("./share_scope.js").Jupyter} jupyter
 * @param {object} options
 * @param {() => import("./words.js").Words} options.words
 * @param {any} options.icon
 */
export function codebookArea({ widgets }, { words, icon }) {
  const area = new widgets.Widget();
  area.id = "qual-workbench-codebook";
  area.addClass("qwb-lab-codebook");
  area.title.icon = icon;
  /** @type {any} */
  let shown;
  /** @param {any} desk The desk in front, or null. */
  const show = (desk) => {
    area.title.caption = words().codebook;
    if (desk !== null && desk === shown) return;
    shown = desk;
    const host = element("div", { class: "qwb-lab-codebook-host" });
    if (!desk?.codebookFor) host.append(element("p", { class: "qwb-lab-empty" }, words().noDesk));
    area.node.replaceChildren(host);
    desk?.codebookFor?.(host);
  };
  return { area, show };
}
