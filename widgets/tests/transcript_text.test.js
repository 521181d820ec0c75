import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TranscriptText } from "../desk/core/transcript_text.js";
import { anyText, documentOf } from "./samples.js";

const INTERVIEW = documentOf(
  [
    { speaker: "I", said: "Hvordan 😀 går det?" },
    { speaker: "B", said: "Godt 👍, tak." },
  ],
  { heading: "Interview 😀\n\n", ending: "\nSlut\n" },
);

/** @param {string} words @param {TranscriptText} text */
function find(words, text) {
  const segment = text.segments.findIndex((_, i) => text.words(i).includes(words));
  const start = text.words(segment).indexOf(words);
  return { segment, start, end: start + words.length };
}

/** @param {{start: number, end: number} | null} span */
function quoted(span) {
  return span && Array.from(INTERVIEW.text).slice(span.start, span.end).join("");
}

test("turns and what stands between them are segments, without labels and blank lines", () => {
  const text = new TranscriptText(INTERVIEW);
  const segments = text.segments.map(({ speaker }, i) => [speaker, text.words(i)]);
  assert.deepEqual(segments, [
    ["", "Interview 😀"],
    ["I", "Hvordan 😀 går det?"],
    ["B", "Godt 👍, tak."],
    ["", "Slut"],
  ]);
});

test("a text without turns is one segment", () => {
  const text = new TranscriptText({ ...INTERVIEW, turns: [] });
  assert.deepEqual(
    text.segments.map((_, i) => text.words(i)),
    [INTERVIEW.text.trim()],
  );
});

test("words chosen after an emoji have the offsets that Python counts", () => {
  const text = new TranscriptText(INTERVIEW);
  const tak = find("tak", text);
  assert.equal(quoted(text.spanOf(tak, tak)), "tak");
});

test("white space at the ends of a choice is left out, and white space alone is no passage", () => {
  const text = new TranscriptText(INTERVIEW);
  const widely = find(" 😀 ", text);
  assert.equal(quoted(text.spanOf(widely, widely)), "😀");
  const blank = { ...widely, end: widely.start + 1 };
  assert.equal(text.spanOf(blank, blank), null);
});

test("a choice over two turns is one span, and stands in two pieces", () => {
  const text = new TranscriptText(INTERVIEW);
  const span = text.spanOf(find("går det?", text), find("Godt", text));
  assert.equal(quoted(span), "går det?\nB: Godt");
  assert.deepEqual(
    text
      .piecesOf(/** @type {{start: number, end: number}} */ (span))
      .map(({ segment, start, end }) => text.words(segment).slice(start, end)),
    ["går det?", "Godt"],
  );
});

test("any part of any turn is found again at the same place", () => {
  const turn = fc.record({ speaker: fc.constantFrom("I", "Borger 😀"), said: anyText });
  fc.assert(
    fc.property(
      fc.array(turn, { minLength: 1, maxLength: 5 }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
      (turns, n, a, b) => {
        const document = documentOf(turns);
        const text = new TranscriptText(document);
        const segment = n % text.segments.length;
        const characters = Array.from(text.words(segment));
        const [from, to] = [a % (characters.length + 1), b % (characters.length + 1)].sort((x, y) => x - y);
        const start = characters.slice(0, from).join("").length;
        const end = characters.slice(0, to).join("").length;
        const chosen = text.words(segment).slice(start, end);
        const span = text.spanOf({ segment, start, end }, { segment, start, end });
        if (chosen.trim() === "") {
          assert.equal(span, null);
          return;
        }
        assert.ok(span);
        assert.equal(Array.from(document.text).slice(span.start, span.end).join(""), chosen.trim());
        const [piece] = text.piecesOf(span);
        assert.equal(text.words(segment).slice(piece?.start, piece?.end), chosen.trim());
      },
    ),
  );
});
