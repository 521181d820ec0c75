import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { differences } from "../desk/panels/definitions.js";
import { grouped } from "../desk/panels/groups.js";
import { wordDiff } from "../desk/panels/word_diff.js";
import { anyText } from "./samples.js";

/** @typedef {import("../desk/core/types.js").Code} Code */
/** @typedef {import("../desk/panels/word_diff.js").Part} Part */

/** @param {Part[]} parts @param {Part["kind"]} without */
function wordsOf(parts, without) {
  return parts
    .filter(({ kind }) => kind !== without)
    .map(({ words }) => words)
    .join("");
}

test("one word that was replaced is told apart from the words around it", () => {
  assert.deepEqual(wordDiff("The mentor is always there", "The mentor is often there"), [
    { kind: "same", words: "The mentor is" },
    { kind: "gone", words: " always" },
    { kind: "new", words: " often" },
    { kind: "same", words: " there" },
  ]);
});

test("a definition that did not change has one part", () => {
  assert.deepEqual(wordDiff("Som før.", "Som før."), [{ kind: "same", words: "Som før." }]);
  assert.deepEqual(wordDiff("", ""), []);
});

test("both definitions can be read in full, whatever became of one", () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (a, b, c) => {
      const [then, now] = [`${a} ${b}`, `${a} ${c}`];
      const parts = wordDiff(then, now);
      assert.equal(wordsOf(parts, "new"), then);
      assert.equal(wordsOf(parts, "gone"), now);
    }),
  );
});

test("definitions of many thousand words are told apart as wholes", () => {
  const [then, now] = ["a ".repeat(3000), "b ".repeat(3000)];
  assert.deepEqual(
    wordDiff(then, now).map(({ kind }) => kind),
    ["gone", "new"],
  );
});

/** @param {Partial<Code>} code @returns {Code} */
function codeOf(code) {
  return {
    id: "T1",
    label: { en: "Trust" },
    definition: {},
    use_when: [],
    do_not_use_when: [],
    examples: [],
    counter_examples: [],
    parent: null,
    colour: 1,
    marker: "T",
    tier: 1,
    group: false,
    retired: false,
    ...code,
  };
}

test("only what reads otherwise now is shown, in every language it was written in", () => {
  const then = codeOf({ definition: { en: "Old", da: "Gammel" }, use_when: [{ en: "One" }], colour: 2 });
  const now = codeOf({ definition: { en: "New", da: "Gammel" }, use_when: [{ en: "One" }, { en: "Two" }] });
  assert.deepEqual(differences(then, now), [
    { field: "definition", language: "en", before: "Old", after: "New" },
    { field: "use_when", language: "en", before: "One", after: "One\nTwo" },
  ]);
});

test("codings stand together by their code, and none gets lost", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("T1", "T2", "__proto__"), fc.nat())), (codings) => {
      const groups = grouped(codings, ([code]) => code);
      assert.deepEqual(
        groups.map(([code]) => code),
        [...new Set(codings.map(([code]) => code))],
      );
      for (const [code, members] of groups) {
        assert.deepEqual(
          members,
          codings.filter(([one]) => one === code),
        );
      }
    }),
  );
});
