import { element, uniqueId } from "../desk/core/dom.js";

/**
 * A form that asks who is coding.
 *
 * @param {object} options
 * @param {string[]} options.coders Who have coded already.
 * @param {string} options.proposed
 * @param {import("./words.js").Words} options.words
 * @param {(coder: string) => void} options.onChosen
 */
export function coderForm({ coders, proposed, words, onChosen }) {
  const id = uniqueId();
  const input = element("input", {
    id,
    type: "text",
    required: true,
    maxlength: 200,
    autocomplete: "off",
    value: proposed || (coders.length === 1 ? (coders[0] ?? "") : ""),
  });
  const known = coders.map((coder) => {
    const button = element("button", { type: "button" }, coder);
    button.addEventListener("click", () => onChosen(coder));
    return button;
  });
  const form = element(
    "form",
    { class: "qwb-lab-form" },
    element("h2", {}, words.who),
    element("p", {}, words.whoTells),
    element("label", { for: id }, words.name),
    element("div", { class: "qwb-lab-row" }, input, element("button", { type: "submit" }, words.begin)),
    ...(known.length > 0
      ? [element("p", {}, words.already), element("div", { class: "qwb-lab-row" }, ...known)]
      : []),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const coder = input.value.trim();
    if (coder) onChosen(coder);
    else input.focus();
  });
  return { element: form, focus: () => input.select() };
}
