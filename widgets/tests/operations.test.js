import assert from "node:assert/strict";
import { test } from "node:test";
import { codingsFrom, effectOf, FLAGS, OperationMaker } from "../desk/core/operations.js";
import { ranges } from "../desk/core/ranges.js";

const TRANSCRIPT = { uid: "t", revision: 2 };
const UUID4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const make = new OperationMaker("A1");
const CODING = {
  id: "c",
  start: 3,
  end: 9,
  code: "trust",
  attributes: {},
  flags: FLAGS.older | FLAGS.unsure,
};
const shown = {
  get: (/** @type {string} */ id) => (id === "c" ? /** @type {any} */ ({ coding: CODING }) : undefined),
};
const empty = { get: () => undefined };

test("every operation has a random UUID of its own", () => {
  const ids = Array.from({ length: 100 }, () => make.removing(["x"]).id);
  for (const id of ids) assert.match(id, UUID4);
  assert.equal(new Set(ids).size, ids.length);
});

test("an added coding takes its id from its operation, as the study gives it", () => {
  const spans = [
    { start: 3, end: 9 },
    { start: 10, end: 12 },
  ];
  const operation = make.adding(TRANSCRIPT, spans, "trust", { stance: "absent" });
  const rest = { code: "trust", attributes: { stance: "absent" }, flags: 0 };
  assert.deepEqual(effectOf(operation, TRANSCRIPT, empty), {
    set: spans.map((span, i) => ({ id: `${operation.id}-${i}`, ...span, ...rest })),
    removed: [],
  });
});

test("an operation has no effect on another transcript, or on another revision of its text", () => {
  const operation = make.adding(TRANSCRIPT, [{ start: 3, end: 9 }], "trust", {});
  assert.deepEqual(effectOf(operation, { ...TRANSCRIPT, revision: 3 }, empty).set, []);
  assert.deepEqual(effectOf(operation, { ...TRANSCRIPT, uid: "other" }, empty).set, []);
  assert.deepEqual(effectOf(make.changing([["elsewhere", { code: "x" }]]), TRANSCRIPT, shown).set, []);
});

test("a changed coding keeps what is not changed, and its marks follow", () => {
  const effect = (/** @type {any} */ fields) =>
    effectOf(make.changing([["c", fields]]), TRANSCRIPT, shown).set[0];
  assert.deepEqual(effect({ memo: "hm" }), { ...CODING, flags: CODING.flags | FLAGS.memo });
  assert.deepEqual(effect({ checked: true }), { ...CODING, flags: FLAGS.unsure });
  assert.deepEqual(effect({ code: "doubt" }), { ...CODING, code: "doubt", flags: FLAGS.unsure });
  assert.deepEqual(effect({ revision: 2, start: 1, end: 4 }), {
    ...CODING,
    start: 1,
    end: 4,
    flags: FLAGS.older,
  });
});

test("codings come in a table that names each operation, code and attribute once", () => {
  const table = {
    operations: ["u"],
    codes: ["trust", "doubt"],
    attributes: [{}, { stance: "absent" }],
    rows: /** @type {[number, number, number, number, number, number, number][]} */ ([
      [0, 0, 1, 5, 1, 1, 0],
      [0, 7, 2, 3, 0, 0, 5],
    ]),
  };
  assert.deepEqual(codingsFrom(table), [
    { id: "u-0", start: 1, end: 5, code: "doubt", attributes: { stance: "absent" }, flags: 0 },
    { id: "u-7", start: 2, end: 3, code: "trust", attributes: {}, flags: 5 },
  ]);
});

test("numbers are told in runs", () => {
  assert.equal(ranges(new Set([7, 3, 8, 9, 12])), "3,7-9,12");
  assert.equal(ranges([]), "");
});
