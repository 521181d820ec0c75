import assert from "node:assert/strict";
import { test } from "node:test";
import { lastBefore, nextAfter, sentencesOf, wordsOf } from "../desk/text/word_steps.js";

const TEXT = "Ja, det 😀 gør jeg.";
const WORDS = wordsOf(TEXT, "da");

test("stepping forward visits every word and no sign between them", () => {
  const visited = [];
  for (let word = nextAfter(WORDS, 0); word; word = nextAfter(WORDS, word.end)) {
    visited.push(TEXT.slice(word.start, word.end));
  }
  assert.deepEqual(visited, ["Ja", "det", "gør", "jeg"]);
});

test("stepping back from the end visits the same words", () => {
  const visited = [];
  for (let word = lastBefore(WORDS, TEXT.length); word; word = lastBefore(WORDS, word.start)) {
    visited.push(TEXT.slice(word.start, word.end));
  }
  assert.deepEqual(visited, ["jeg", "gør", "det", "Ja"]);
});

test("a transcript whose language is not known is stepped through all the same", () => {
  assert.deepEqual(nextAfter(wordsOf("one two", "not a language"), 3), { start: 4, end: 7 });
});

test("sentences are told apart without the white space after them", () => {
  const text = "Hun ringede. Hver dag!  Og så?";
  const sentences = sentencesOf(text, "da").map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(sentences, ["Hun ringede.", "Hver dag!", "Og så?"]);
});
