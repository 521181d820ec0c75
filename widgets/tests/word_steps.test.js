import assert from "node:assert/strict";
import { test } from "node:test";
import { nextWord, previousWord } from "../desk/text/word_steps.js";

const TEXT = "Ja, det 😀 gør jeg.";

test("stepping forward visits every word and no sign between them", () => {
  const visited = [];
  for (let word = nextWord(TEXT, 0, "da"); word; word = nextWord(TEXT, word.end, "da")) {
    visited.push(TEXT.slice(word.start, word.end));
  }
  assert.deepEqual(visited, ["Ja", "det", "gør", "jeg"]);
});

test("stepping back from the end visits the same words", () => {
  const visited = [];
  for (let word = previousWord(TEXT, TEXT.length, "da"); word; word = previousWord(TEXT, word.start, "da")) {
    visited.push(TEXT.slice(word.start, word.end));
  }
  assert.deepEqual(visited, ["jeg", "gør", "det", "Ja"]);
});

test("a transcript whose language is not known is stepped through all the same", () => {
  assert.deepEqual(nextWord("one two", 3, "not a language"), { start: 4, end: 7 });
});
