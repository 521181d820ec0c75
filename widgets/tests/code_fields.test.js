import assert from "node:assert/strict";
import { test } from "node:test";
import { changedFields, changesMeaning, emptyFields, languagesOf } from "../desk/codebook/code_fields.js";
import { code } from "./codes.js";

const TRUST = code("trust", {
  label: { en: "Trust", da: "Tillid" },
  definition: { en: "To rely on somebody" },
  use_when: [{ en: "Somebody relies." }, { en: "Somebody confides." }],
  colour: 3,
});

test("only what was changed is saved", () => {
  assert.deepEqual(changedFields(TRUST, { ...TRUST, colour: 4 }), { colour: 4 });
  assert.deepEqual(changedFields(TRUST, { ...TRUST, label: { en: "Trust", da: "Fortrolighed" } }), {
    label: { da: "Fortrolighed", en: "Trust" },
  });
});

test("nothing was changed by white space, empty sentences or the order of the languages", () => {
  const typed = {
    ...TRUST,
    label: { da: "Tillid ", en: " Trust", de: "" },
    use_when: [...TRUST.use_when, {}, { en: "  " }],
  };
  assert.deepEqual(changedFields(TRUST, typed), {});
});

test("the order of sentences matters", () => {
  const use_when = TRUST.use_when.toReversed();
  assert.deepEqual(changedFields(TRUST, { ...TRUST, use_when }), { use_when });
});

test("an emptied field is saved as empty", () => {
  assert.deepEqual(changedFields(TRUST, { ...TRUST, definition: { en: "" }, use_when: [{ en: "" }] }), {
    definition: {},
    use_when: [],
  });
});

test("a new code says only what was written", () => {
  const typed = { ...emptyFields(2), label: { en: "New" } };
  assert.deepEqual(changedFields(emptyFields(0), typed), { label: { en: "New" }, colour: 2 });
});

test("codings come up for another look when the meaning changes, not the name or the look", () => {
  assert.equal(changesMeaning({ definition: {} }), true);
  assert.equal(changesMeaning({ counter_examples: [] }), true);
  assert.equal(changesMeaning({ label: { en: "x" }, colour: 1, marker: "" }), false);
});

test("the languages of a codebook are the screen's, English, Danish, and what it is written in", () => {
  const codes = [code("a", { label: { en: "a", de: "A" } }), code("b", { definition: { fr: "b" } })];
  assert.deepEqual(languagesOf(codes, "da"), ["da", "en", "de", "fr"]);
  assert.deepEqual(languagesOf([], "en"), ["en", "da"]);
});
