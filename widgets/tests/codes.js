import fc from "fast-check";
import { CodeTree } from "../desk/codebook/code_tree.js";

/** @typedef {import("../desk/core/types.js").Code} Code */

/** @param {string} id @param {Partial<Code>} [rest] @returns {Code} */
export function code(id, rest = {}) {
  return {
    id,
    label: { en: id },
    definition: {},
    use_when: [],
    do_not_use_when: [],
    examples: [],
    counter_examples: [],
    parent: null,
    colour: 1,
    marker: "",
    tier: 1,
    group: false,
    retired: false,
    ...rest,
  };
}

/**
 * @param {Code[]} codes
 * @param {string} [language]
 * @param {Record<string, number>} [counts]
 * @param {CodeTree} [before]
 */
export function treeOf(codes, language = "en", counts = {}, before = undefined) {
  return new CodeTree({ codes }, language, counts, before);
}

/** Codes in any tree, parents before their children. */
export const anyCodes = fc
  .array(fc.nat(), { minLength: 1, maxLength: 12 })
  .map((parents) =>
    parents.map((parent, i) =>
      code(`c${i}`, { parent: parent % (i + 1) === i ? null : `c${parent % (i + 1)}` }),
    ),
  );
