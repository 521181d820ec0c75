import assert from "node:assert/strict";
import { test } from "node:test";
import { SpokenLanguage } from "../desk/text/spoken_language.js";
import { documentOf } from "./samples.js";

const DOCUMENT = documentOf([{ speaker: "B", said: "Hun ringede." }]);

test("a transcript's language is asked for once, and again for another revision of its text", async () => {
  let asked = 0;
  const session = { ask: async () => ({ sentences: [], lemmas: { times: String(++asked) } }) };
  const language = new SpokenLanguage(/** @type {any} */ (session));
  await language.of(DOCUMENT);
  assert.deepEqual((await language.of(DOCUMENT)).lemmas, { times: "1" });
  assert.deepEqual((await language.of({ ...DOCUMENT, revision: 2 })).lemmas, { times: "2" });
});
