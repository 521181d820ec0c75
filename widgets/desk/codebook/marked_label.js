import { element } from "../core/dom.js";
import { matchIn } from "./code_matching.js";

/** A label with the typed letters marked in it. @param {string} label @param {string} typed */
export function marked(label, typed) {
  const match = matchIn(label, typed);
  return match ? [match[0], element("mark", {}, match[1]), match[2]] : [label];
}
