import { element } from "../desk/core/dom.js";
import { whereFrom } from "./quote_text.js";

/**
 * @typedef {import("./quote_text.js").Quote} Quote
 *
 * @typedef {object} Deeds What can be done with a quote.
 * @property {() => void} copy
 * @property {(() => void) | null} open null where there is no desk.
 */

/**
 * A quote in the list: its words between what stands around them, whose they are and where, what was coded.
 *
 * @param {Quote} quote
 * @param {import("./words.js").Words} words
 * @param {Deeds} deeds
 */
export function quoteRow(quote, words, { copy, open }) {
  const { before, text, after, code, coder, attributes, memo, newest } = quote;
  const from = whereFrom(quote, words);
  const coded = [...attributes.map(([name, value]) => `${name}: ${value}`), coder && words.codedBy(coder)];
  const around = (/** @type {string} */ said) => element("span", { class: "qwf-around" }, said);
  const where = from.join(", ");
  const row = element(
    "li",
    { class: "qwf-quote" },
    element(
      "p",
      { class: "qwf-said", dir: "auto" },
      ...(before ? [around(before)] : []),
      element("b", {}, text),
      ...(after ? [around(after)] : []),
    ),
    element("p", { class: "qwf-from" }, ...parted(from)),
    element("p", { class: "qwf-coded" }, ...parted([code, ...coded.filter(Boolean)])),
  );
  if (memo) row.append(element("p", { class: "qwf-memo", dir: "auto" }, `${words.memo} ${memo}`));
  const actions = element("p", { class: "qwf-does" }, deed(words.copy, words.copyIt(where), copy));
  if (open) {
    const button = deed(words.open, words.openIt(where), open);
    if (!newest) button.title = words.older;
    actions.append(button);
  }
  row.append(actions);
  return row;
}

/** Names of any script, each on its own, with dots between them. @param {string[]} parts */
function parted(parts) {
  return parts.flatMap((part, i) => [...(i > 0 ? [" · "] : []), element("bdi", {}, part)]);
}

/**
 * @param {string} shown
 * @param {string} name What it is called for whoever hears it out of its row; it begins with what is shown.
 * @param {() => void} act
 */
function deed(shown, name, act) {
  const button = element("button", { type: "button", "aria-label": name }, shown);
  button.addEventListener("click", act);
  return button;
}
