import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, statusOf } from "../desk/panels/transcript_order.js";

/** @typedef {import("../desk/core/types.js").TranscriptRow} TranscriptRow */

/** @param {string} name @param {Partial<TranscriptRow>} [row] @returns {TranscriptRow} */
function rowOf(name, row = {}) {
  return { uid: name, name, language: "da", turns: 10, coded: 0, codings: 0, status: "not started", ...row };
}

/** @param {TranscriptRow[]} rows */
function names(rows) {
  return rows.map(({ name }) => name);
}

test("numbers in names count as numbers, and å comes last in Danish", () => {
  const rows = ["Interview 10", "Åse", "interview 2", "Zoe", "Interview 1"].map((name) => rowOf(name));
  assert.deepEqual(names(inOrder(rows, { filter: "", by: "name", language: "da" })), [
    "Interview 1",
    "interview 2",
    "Interview 10",
    "Zoe",
    "Åse",
  ]);
});

test("a transcript that holds codings is in progress though nobody has said so", () => {
  assert.equal(statusOf(rowOf("a", { codings: 3 })), "in progress");
  assert.equal(statusOf(rowOf("a", { codings: 3, status: "done" })), "done");
  assert.equal(statusOf(rowOf("a")), "not started");
});

test("by status, what is not started comes first and what is done last", () => {
  const rows = [rowOf("a", { status: "done" }), rowOf("b", { codings: 1 }), rowOf("d"), rowOf("c")];
  assert.deepEqual(names(inOrder(rows, { filter: "", by: "status", language: "en" })), ["c", "d", "b", "a"]);
});

test("the filter finds letters anywhere in a name, in either case, with or without accents", () => {
  const rows = [rowOf("Ærø 1"), rowOf("Fyn"), rowOf("på ærø")];
  assert.deepEqual(names(inOrder(rows, { filter: " ærØ ", by: "name", language: "da" })), [
    "på ærø",
    "Ærø 1",
  ]);
  assert.deepEqual(names(inOrder(rows, { filter: "PA", by: "name", language: "da" })), ["på ærø"]);
});
