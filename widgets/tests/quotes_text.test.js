import assert from "node:assert/strict";
import { test } from "node:test";
import { askedIn } from "../quotes/opening.js";
import { QuoteFilter, whereFrom, withSource } from "../quotes/quote_text.js";
import { WORDS, wordsIn } from "../quotes/words.js";

/** @type {import("../quotes/quote_text.js").Quote} */
const QUOTE = {
  id: "c1",
  transcript: "interview 1",
  start: 3,
  end: 9,
  turn: 12,
  speaker: "Borger",
  participant: "C4821",
  code: "Flexibility",
  coder: "A1",
  memo: "ring igen",
  attributes: [["Stance", "present"]],
  before: "",
  text: "Så ringede hun om aftenen",
  after: "",
  newest: true,
};

test("a quote is copied with who said it, where, what was coded and by whom", () => {
  assert.equal(
    withSource(QUOTE, wordsIn("en")),
    "“Så ringede hun om aftenen” (Borger (C4821), interview 1, turn 12; Flexibility, coded by A1)",
  );
  assert.equal(
    withSource({ ...QUOTE, speaker: "", participant: "", turn: null, coder: "" }, wordsIn("da")),
    "“Så ringede hun om aftenen” (interview 1; Flexibility)",
  );
  assert.deepEqual(whereFrom({ ...QUOTE, participant: "" }, wordsIn("da")), [
    "Borger",
    "interview 1",
    "replik 12",
  ]);
});

test("quotes are found by the words and the memo, in any order, by beginnings of words", () => {
  const other = { ...QUOTE, id: "c2", text: "Hun sagde nej", memo: "" };
  const filter = new QuoteFilter([QUOTE, other]);
  const found = (/** @type {string} */ typed) => filter.holding(typed).map(({ id }) => id);
  assert.deepEqual(found(""), ["c1", "c2"]);
  assert.deepEqual(found("aften ring"), ["c1"]);
  assert.deepEqual(found("igen"), ["c1"]);
  assert.deepEqual(found("HUN"), ["c1", "c2"]);
  assert.deepEqual(found("inge"), []);
});

test("every word is there in both languages, and other languages speak English", () => {
  const [en, da] = [WORDS.en, WORDS.da];
  assert.deepEqual(Object.keys(da ?? {}), Object.keys(en ?? {}));
  assert.deepEqual([...(da?.names.keys() ?? [])], [...(en?.names.keys() ?? [])]);
  assert.equal(wordsIn("sv"), en);
});

test("what an event asks for is taken only if all of it is what it should be", () => {
  const otherwise = () => {};
  const asked = { file: "/a/study.qwb", transcript: "t", start: 0, end: 4, coding: "c1", otherwise };
  assert.deepEqual(askedIn({ ...asked, command: "docmanager:delete-file" }), asked);
  assert.deepEqual(askedIn({ ...asked, start: null, end: null }), { ...asked, start: null, end: null });
  for (const wrong of [
    null,
    undefined,
    "open",
    {},
    { ...asked, file: "" },
    { ...asked, file: "x".repeat(5000) },
    { ...asked, transcript: ["t"] },
    { ...asked, coding: 5 },
    { ...asked, start: -1 },
    { ...asked, start: 4 },
    { ...asked, start: 0.5 },
    { ...asked, end: null },
    { ...asked, end: "9" },
    { ...asked, otherwise: "alert(1)" },
  ]) {
    assert.equal(askedIn(wrong), null);
  }
});
