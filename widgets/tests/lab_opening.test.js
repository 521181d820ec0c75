import assert from "node:assert/strict";
import { test } from "node:test";
import { opensDesk } from "../lab/documents.js";
import { LastTime } from "../lab/last_time.js";
import { sharedModule } from "../lab/share_scope.js";
import { languageOf, WORDS } from "../lab/words.js";
import { MemoryStorage } from "./samples.js";

test("studies open the desk wherever they lie, whatever the setting", () => {
  for (const path of ["study.qwb", "a/b/Study.QWB"]) {
    assert.equal(opensDesk(path, true), true);
    assert.equal(opensDesk(path, false), true);
  }
  for (const path of ["study.qwb-wal", "qwb", "study.qwb.txt"]) assert.equal(opensDesk(path, true), false);
});

test("transcripts open the desk unless the setting is off, and texts only among transcripts", () => {
  const ours = ["a.docx", "x/a.ODT", "a.rtf", "a.srt", "a.vtt", "transcripts/a.txt", "p/transcripts/b/a.md"];
  const others = [
    "a.txt",
    "p/a.pdf",
    "my_transcripts/a.txt",
    "transcripts.txt",
    "transcripts/a.ipynb",
    "a.doc",
  ];
  for (const path of ours) assert.equal(opensDesk(path, true), true, path);
  for (const path of others) assert.equal(opensDesk(path, true), false, path);
  for (const path of [...ours, ...others]) assert.equal(opensDesk(path, false), false, path);
});

test("the language follows JupyterLab's unless one is chosen", () => {
  assert.equal(languageOf("auto", "da_DK"), "da");
  assert.equal(languageOf("auto", "da"), "da");
  assert.equal(languageOf("auto", "dav"), "en");
  assert.equal(languageOf("auto", ""), "en");
  assert.equal(languageOf("en", "da_DK"), "en");
  assert.equal(languageOf("da", "en"), "da");
});

test("every word is there in both languages", () => {
  assert.deepEqual(Object.keys(WORDS.da), Object.keys(WORDS.en));
});

test("of a package in several versions the loaded one is taken, else the newest", async () => {
  const version = (/** @type {string} */ name, loaded = false) => ({ get: async () => () => name, loaded });
  const scope = {
    lone: { "1.0.0": version("lone") },
    fresh: { "4.9.0": version("old"), "4.10.0": version("new") },
    used: { "4.9.0": version("old", true), "4.10.0": version("new") },
  };
  assert.equal(await sharedModule(scope, "lone"), "lone");
  assert.equal(await sharedModule(scope, "fresh"), "new");
  assert.equal(await sharedModule(scope, "used"), "old");
  assert.equal(await sharedModule(scope, "missing"), null);
});

test("a browser that keeps nothing keeps nobody from opening a study", () => {
  const full = new MemoryStorage();
  full.full = true;
  for (const storage of [full, null]) {
    const last = new LastTime(storage, "study");
    last.transcript = "first";
    assert.equal(last.transcript, null);
  }
});
