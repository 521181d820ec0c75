import { element } from "../desk/core/dom.js";

/** @typedef {import("../desk/desk.js").Desk} Desk */

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
  // A desk keeps up to date what it once gave away, so it is asked only once.
  const codebooks = /** @type {WeakMap<Desk, HTMLElement>} */ (new WeakMap());
  /** @param {Desk | null} desk The desk in front. */
  const show = (desk) => {
    area.title.caption = words().codebook;
    if (!desk) {
      area.node.replaceChildren(element("p", { class: "qwb-lab-empty" }, words().noDesk));
      return;
    }
    const codebook = codebooks.get(desk) ?? desk.codebookElsewhere();
    codebooks.set(desk, codebook);
    if (codebook.parentNode !== area.node) area.node.replaceChildren(codebook);
  };
  return { area, show };
}
