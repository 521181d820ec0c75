import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { matchIn, rank } from "../desk/codebook/code_matching.js";
import { code, treeOf } from "./codes.js";
import { anyText } from "./samples.js";

/** @param {string[]} labels @param {string} typed */
function ranked(labels, typed) {
  const rows = treeOf(labels.map((label, i) => code(`c${i}`, { label: { en: label } }))).all;
  return rank(rows, typed).map(({ label }) => label);
}

test("letters typed without accents or capitals find those with them, and are marked as they stand", () => {
  assert.deepEqual(matchIn("At stå på ÉGNE ben", "egne"), ["At stå på ", "ÉGNE", " ben"]);
  assert.deepEqual(matchIn("Tålmodighed", "TAL"), ["", "Tål", "modighed"]);
  assert.deepEqual(matchIn("Smør", "smor"), ["", "Smør", ""]);
  assert.equal(matchIn("Tale", "tål"), null);
  assert.equal(matchIn("Tale", " "), null);
});

test("what is marked is the label itself, letter by letter", () => {
  fc.assert(
    fc.property(anyText, anyText, (label, typed) => {
      const match = matchIn(label, typed);
      if (match) assert.equal(match.join(""), label.normalize("NFC"));
    }),
  );
});

test("any part of a label is found in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(), fc.nat(), (label, from, length) => {
      const part = [...label.normalize("NFC")]
        .slice(from, from + length)
        .join("")
        .trim();
      // Folding a capital may need more than one letter (İ); such labels are found by their other parts.
      fc.pre(part !== "" && [...part.toLowerCase()].length === [...part].length);
      assert.ok(matchIn(label, part));
    }),
  );
});

test("whole names come before beginnings, words within, letters within and letters in order", () => {
  const labels = ["Matrusts", "The trust", "Tact, rules and stories", "Trusting", "Trust", "Other"];
  assert.deepEqual(ranked(labels, "trust"), [
    "Trust",
    "Trusting",
    "The trust",
    "Matrusts",
    "Tact, rules and stories",
  ]);
});

test("a marker finds its code before words within other names do", () => {
  const rows = treeOf([code("a", { label: { en: "A VOL here" } }), code("b", { marker: "VOL" })]).all;
  assert.deepEqual(
    rank(rows, "vo").map((row) => row.code.id),
    ["b", "a"],
  );
});

test("beginnings of several words find a name", () => {
  assert.deepEqual(ranked(["Praise from others", "Practical help at work", "Work"], "pr he wo"), [
    "Practical help at work",
  ]);
});

test("with nothing typed all codes are offered, those with number keys first", () => {
  const rows = treeOf([code("a", { tier: 2 }), code("b"), code("c")], "en", { c: 1 }).all;
  assert.deepEqual(
    rank(rows, "").map((row) => row.code.id),
    ["c", "b", "a"],
  );
});
