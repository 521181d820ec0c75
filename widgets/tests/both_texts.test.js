import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bothTexts, cursorIn } from "../desk/panels/both_texts.js";

/** @param {string} text */
const wordsOf = (text) => /** @type {string[]} */ (text.match(/\S+/gu) ?? []);

test("what two windows typed into an empty memo stands below each other", () => {
  assert.equal(bothTexts("", "From B.", "From A."), "From B.\nFrom A.");
});

test("what two windows wrote on is kept behind what both saw, mine on a line of its own", () => {
  assert.equal(bothTexts("Seen.", "Seen. From B.", "Seen. From A."), "Seen. From B.\nFrom A.");
  assert.equal(bothTexts("Seen.", "Seen.\nFrom B.", "Seen.\n\nFrom A."), "Seen.\nFrom B.\nFrom A.");
  assert.equal(bothTexts("Seen.\n", "Seen.\nFrom B.", "Seen.\n\nFrom A."), "Seen.\nFrom B.\nFrom A.");
  assert.equal(bothTexts("1\r\n2", "1\r\n2 b", "1\n2 a"), "1\n2 b\na");
});

test("a word that was saved half typed is not torn", () => {
  assert.equal(bothTexts("From win", "From wind blows", "From window A."), "From wind blows\nFrom window A.");
});

test("changes in different places are both made where they are", () => {
  assert.equal(bothTexts("one two three", "one two four", "zero two three"), "zero two four");
  assert.equal(bothTexts("one two", "one two three", "zero one two"), "zero one two three");
  assert.equal(bothTexts("a\nb\nc", "a\nc", "a\nb\nc d"), "a\nc d");
});

test("where changes meet, both lines stand below each other", () => {
  assert.equal(
    bothTexts("x\ntrust is high\ny", "x\ntrust is low\ny", "x\ntrust is very high\ny"),
    "x\ntrust is low\ntrust is very high\ny",
  );
  assert.equal(bothTexts("x\ny", "x b\ny", "x a\ny"), "x b\na\ny");
});

test("what stands there already is not put there again", () => {
  assert.equal(bothTexts("", "From A.\nFrom B.", "From B."), "From A.\nFrom B.");
  assert.equal(bothTexts("", "From B.", "From B. More."), "From B. More.");
  assert.equal(bothTexts("", "trusted", "trust"), "trusted\ntrust");
});

test("a text that only one has changed is as that one left it", () => {
  assert.equal(bothTexts("a b", "a b", "a"), "a");
  assert.equal(bothTexts("a b", "", "a b"), "");
  assert.equal(bothTexts("a b", "", "a b c"), "a b c");
});

const text = fc
  .array(fc.constantFrom("a", "b", "æ", "😀", " ", "\n", "  ", "."), { maxLength: 12 })
  .map((all) => all.join(""));

test("whatever is changed in a text by two, every word that one of them typed is there", () => {
  fc.assert(
    fc.property(text, text, text, (over, theirs, mine) => {
      const both = wordsOf(bothTexts(over, theirs, mine));
      for (const word of [...wordsOf(theirs), ...wordsOf(mine)]) {
        if (!wordsOf(over).includes(word)) assert.ok(both.includes(word), word);
      }
    }),
    { numRuns: 3000 },
  );
});

test("whatever two write on, all of it is there, and nothing twice", () => {
  fc.assert(
    fc.property(text, text, text, (over, their, my) => {
      // Words of their own each, so that they can be told apart.
      const theirs = `${over} ${their.replace(/\S+/gu, "T$&")}`;
      const mine = `${over} ${my.replace(/\S+/gu, "M$&")}`;
      const both = wordsOf(bothTexts(over, theirs, mine));
      const all = [...wordsOf(theirs), ...wordsOf(mine).slice(wordsOf(over).length)];
      assert.deepEqual(both.sort(), all.sort());
    }),
    { numRuns: 3000 },
  );
});

test("the cursor stays among the words that it was among", () => {
  assert.equal(cursorIn("From A.", "From A.\nFrom B.", 7), 7);
  assert.equal(cursorIn("From A.", "From B.\nFrom A.", 7), 15);
  assert.equal(cursorIn("From A.", "From B.\nFrom A.", 5), 13);
  assert.equal(cursorIn("Seen. From A.", "Seen. From B.\nFrom A.", 13), 21);
  assert.equal(cursorIn("Seen. From A.", "Seen. From B.\nFrom A.", 3), 3);
  assert.equal(cursorIn("a longer text", "short", 13), 5);
});
