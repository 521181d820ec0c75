import { element } from "../desk/core/dom.js";
import { guardKeys } from "../desk/core/keys.js";
import { isNotSaved } from "../desk/core/types.js";
import { CommTransport } from "../desk/hosts/comm_transport.js";
import { moduleFromKernel } from "../desk/hosts/kernel_module.js";
import { copyText } from "./copying.js";
import { Figure } from "./figure.js";
import { offer } from "./opening.js";
import { QuotePanel } from "./panel.js";
import { withSource } from "./quote_text.js";
import { wordsIn } from "./words.js";

/**
 * @typedef {import("./quote_text.js").Quote} Quote
 * @typedef {{language: string, plotly: string, has_desk: boolean}} State
 *
 * @typedef {object} Told What the kernel tells of a figure.
 * @property {string} figure As JSON.
 * @property {import("./marks.js").Labels[]} marks
 * @property {unknown[][]} places
 * @property {boolean} desk Whether the kernel knows the study.
 * @property {string | null} file The study's, or null for one on a database server.
 */

const PATIENCE = 20_000;

/**
 * A figure with the quotes behind its marks. The kernel's `workbench.quotes_widget` is the other end.
 *
 * @param {import("@anywidget/types").RenderProps<State>} props
 */
async function render({ model, el, signal }) {
  const language = model.get("language");
  const words = wordsIn(language);
  const transport = new CommTransport(model);
  const place = element("div", { class: "qwf-figure" });
  const root = element("div", { class: "qwf", lang: language, tabindex: -1 });
  guardKeys(root, signal);

  /** @type {Told | null} */
  let told = null;
  /** @type {Figure | null} */
  let figure = null;
  let turn = 0;

  const openBelow = async (/** @type {string | null} */ coding) => {
    try {
      await transport.ask({ type: "desk", coding }, PATIENCE);
    } catch (problem) {
      panel.say(inWords(problem, words));
    }
  };
  const open = (/** @type {Quote} */ { transcript, start, end, id, newest }) => {
    const otherwise = () => void openBelow(id);
    const at = newest ? { start, end } : { start: null, end: null };
    const { file = null } = told ?? {};
    if (file === null || !offer({ file, transcript, ...at, coding: id, otherwise })) otherwise();
  };
  const panel = new QuotePanel(words, {
    onChoice: (mark) => void show(mark),
    copy: (quote) => copyText(withSource(quote, words), root),
    open,
  });
  const show = async (/** @type {number | null} */ mark) => {
    const own = ++turn;
    figure?.choose(mark);
    if (mark === null) return;
    try {
      const list = await transport.ask({ type: "quotes", mark }, PATIENCE);
      if (own === turn) panel.show(list);
    } catch (problem) {
      if (own === turn) panel.fail(inWords(problem, words));
    }
  };
  const showFoot = () => {
    if (!model.get("has_desk")) return panel.useFoot();
    const button = element("button", { type: "button" }, words.closeDesk);
    button.addEventListener("click", () => void openBelow(null));
    panel.useFoot(button);
  };
  model.on("change:has_desk", showFoot);
  showFoot();

  root.append(element("div", { class: "qwf-pair" }, place, panel.element));
  el.append(root);
  panel.say(words.looking);
  try {
    const [answer] = await Promise.all([
      transport.ask({ type: "figure" }, PATIENCE),
      moduleFromKernel(transport, model.get("plotly"), signal),
    ]);
    if (signal.aborted) return;
    told = /** @type {Told} */ (answer);
    const { data, layout } = JSON.parse(told.figure);
    panel.element.style.setProperty("--qwf-height", `${layout.height ?? 480}px`);
    panel.canOpen = told.desk;
    panel.useMarks(told.marks);
    const { Plotly } = /** @type {{Plotly: import("./figure.js").Plotly}} */ (
      /** @type {unknown} */ (window)
    );
    figure = new Figure(place, Plotly, told.places, data);
    const onMark = (/** @type {number} */ mark, /** @type {MouseEvent} */ { clientY }) => {
      panel.choose(mark);
      panel.moveTo(clientY);
      void show(mark);
    };
    await figure.draw(layout, onMark, signal);
  } catch (problem) {
    panel.fail(inWords(problem, words));
  }
}

/**
 * @param {unknown} problem
 * @param {import("./words.js").Words} words
 */
function inWords(problem, words) {
  if (!isNotSaved(problem)) throw problem;
  if (problem.reason === "gone") return words.gone;
  return problem.reason === "silent" ? words.silent : problem.message;
}

export default { render };
