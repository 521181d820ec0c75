import { element } from "../core/dom.js";
import { attributeWords } from "../text/chips.js";
import { panelWords } from "../words/panels.js";
import { button, codeName } from "./controls.js";

/**
 * @typedef {import("../core/desk_context.js").DeskContext} DeskContext
 * @typedef {import("../core/types.js").Quotation} Quotation
 */

/** About what fits into the four lines that are shown of a long quotation. */
const LONG = 180;

/**
 * A quotation as a row of a list: where it is from, its words, its code, its memo.
 *
 * @param {DeskContext} desk
 * @param {Quotation} quotation
 * @param {{open?: boolean, withCode?: boolean, actions?: HTMLElement[]}} options `open` shows all
 *   its words, with a little of what was said before and after.
 */
export function quotationRow(desk, quotation, { open = false, withCode = true, actions = [] }) {
  const words = panelWords(desk);
  const { id, transcript, speaker, before, text, after, memo, older, code, coder, attributes } = quotation;
  const isLong = text.length > LONG;
  const context = (/** @type {string} */ around) =>
    open ? element("span", { class: "qwb-context" }, around) : "";
  const from = [transcript, speaker].filter(Boolean).join(", ");
  const go = button("go", "", { class: "qwb-go", "aria-label": `${from}: ${text.slice(0, LONG)}` });
  go.append(element("bdi", {}, transcript));
  if (speaker) go.append(" · ", element("bdi", {}, speaker));
  const notes = [
    ...attributeWords(attributes, desk.session.scheme?.attributes ?? [], desk.language),
    coder === desk.coder ? "" : desk.wording.coder(coder),
    older && withCode ? words.olderShort : "",
  ].filter(Boolean);
  const row = element(
    "li",
    { class: "qwb-row", "data-key": id },
    go,
    element(
      "p",
      { class: `qwb-quote${isLong && !open ? " qwb-cut" : ""}`, dir: "auto" },
      context(before),
      text,
      context(after),
    ),
  );
  if (withCode || notes.length > 0) {
    const small = element("small", {}, notes.join(" · "));
    row.append(element("div", { class: "qwb-row-code" }, withCode ? codeName(desk, code) : "", small));
  }
  if (memo) row.append(element("p", { class: "qwb-row-memo", dir: "auto" }, memo));
  if (isLong) {
    actions = [button("open", open ? words.less : words.all, { "aria-expanded": String(open) }), ...actions];
  }
  if (actions.length > 0) row.append(element("div", { class: "qwb-actions" }, ...actions));
  return row;
}

/**
 * Show a quotation in its transcript; one of one's own is taken in hand.
 *
 * @param {DeskContext} desk
 * @param {Quotation} quotation
 */
export function goToQuotation(desk, { id, transcript, start, end, coder }) {
  return desk.goTo({ transcript, start, end, ...(coder === desk.coder && { coding: id }) });
}
