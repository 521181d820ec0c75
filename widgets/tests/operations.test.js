import assert from "node:assert/strict";
import { test } from "node:test";
import { addingCoding, effectOf, removingCoding } from "../desk/core/operations.js";

const TRANSCRIPT = { uid: "t", revision: 2 };
const UUID4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("every operation has a random UUID of its own", () => {
  const ids = Array.from({ length: 100 }, () => removingCoding("x", "A1").id);
  for (const id of ids) assert.match(id, UUID4);
  assert.equal(new Set(ids).size, ids.length);
});

test("an added coding takes its id from its operation, as the study gives it", () => {
  const operation = addingCoding(TRANSCRIPT, { start: 3, end: 9 }, "trust", "A1", { stance: "absent" });
  assert.deepEqual(effectOf(operation, TRANSCRIPT), {
    added: [{ id: `${operation.id}-0`, start: 3, end: 9, code: "trust", attributes: { stance: "absent" } }],
    removed: [],
  });
});

test("an operation has no effect on another transcript, or on another revision of its text", () => {
  const operation = addingCoding(TRANSCRIPT, { start: 3, end: 9 }, "trust", "A1", {});
  assert.deepEqual(effectOf(operation, { ...TRANSCRIPT, revision: 3 }).added, []);
  assert.deepEqual(effectOf(operation, { ...TRANSCRIPT, uid: "other" }).added, []);
});
