import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TranscriptText } from "../desk/core/transcript_text.js";
import { Finder } from "../desk/text/finder.js";
import { FoldedText, fold } from "../desk/text/folding.js";
import { anyText, documentOf } from "./samples.js";

/** @param {string} text @param {string} query */
function found(text, query) {
  return new FoldedText(text).find(query, 100).map(({ start, end }) => text.slice(start, end));
}

test("words are found whatever their case, and whole when only their beginning was typed", () => {
  assert.deepEqual(found("Mentoren kom. En MENTOR og kvindementoren.", "mentor"), ["Mentoren", "MENTOR"]);
});

test("a letter typed plainly finds those with accents, one typed with an accent only itself", () => {
  assert.deepEqual(found("få fa fá Fa\u030A", "fa"), ["få", "fa", "fá", "Fa\u030A"]);
  assert.deepEqual(found("få fa fá Fa\u030A", "få"), ["få", "Fa\u030A"]);
  assert.deepEqual(found("en én", "én"), ["én"]);
});

test("words of a query follow each other with any signs between them", () => {
  assert.deepEqual(found("Hun sagde: »kom nu«. Kom, nu!", "kom nu"), ["kom nu", "Kom, nu"]);
});

test("nothing is found by signs alone, and signs mean only themselves", () => {
  assert.deepEqual(found("a.b (c) *", ".*"), []);
  assert.deepEqual(found("a.b a-b ab", "a.b"), ["a.b", "a-b"]);
});

test("what is found stands in the text where it is said to stand, whatever the text", () => {
  fc.assert(
    fc.property(anyText, fc.string({ minLength: 1, maxLength: 3, unit: "grapheme" }), (text, query) => {
      for (const { start, end } of new FoldedText(text).find(query, 100)) {
        assert.ok(0 <= start && start < end && end <= text.length);
      }
    }),
  );
});

test("every word of a text is found by itself, after emoji too", () => {
  const word = fc.stringMatching(/^[a-zæøå]{1,6}$/);
  const parts = fc.array(fc.tuple(word, fc.constantFrom(" ", "😀 ", ", ", "\n")), { minLength: 1 });
  fc.assert(
    fc.property(parts, fc.nat(), (pairs, at) => {
      const text = pairs.flat().join("");
      const [wanted = ""] = pairs[at % pairs.length] ?? [];
      assert.ok(found(text, wanted).includes(wanted));
      for (const one of found(text, wanted)) assert.ok(fold(one).startsWith(fold(wanted)));
    }),
  );
});

const TEXT = new TranscriptText(
  documentOf([
    { speaker: "Mentor", said: "Jeg ringede." },
    { speaker: "Borger", said: "Ja, hun ringer, og så ringede hun igen." },
  ]),
);

test("all forms of a word are found once the host has told its lemmas", () => {
  const finder = new Finder(TEXT, "da");
  assert.equal(finder.find("ringe", "lemma").length, 3);
  assert.equal(finder.find("ringede", "form").length, 2);
  // Lemmas are not always what people type: here "ringe" has another one, and is one itself.
  finder.learn({ ringede: "ringe", ringer: "ringe", ringe: "ring" });
  const words = (/** @type {string} */ query) =>
    finder
      .find(query, "lemma")
      .map(({ segment, start, end }) => [segment, TEXT.words(segment).slice(start, end)]);
  assert.deepEqual(words("ringer"), [
    [0, "ringede"],
    [1, "ringer"],
    [1, "ringede"],
  ]);
  assert.deepEqual(words("hun ringe"), [[1, "hun ringer"]]);
});

test("speakers' names are not searched", () => {
  assert.deepEqual(new Finder(TEXT, "da").find("mentor", "form"), []);
});
