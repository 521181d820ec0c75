import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Marks, markAt, placesOf } from "../quotes/marks.js";

const MARKS = [
  { theme: "Trust", group: "yes" },
  { theme: "Trust", group: "no" },
  { theme: "Network", group: "no" },
  { case: "C1" },
  { theme: "Trust", group: null },
];

test("a mark is found at its place in a list and in rows of cells, and nothing where nothing opens", () => {
  const places = [[], [0, null, 2], [[3, null]]];
  assert.equal(markAt(places, 1, 2), 2);
  assert.equal(markAt(places, 2, [0, 0]), 3);
  for (const [trace, point] of /** @type {[number, number | number[]][]} */ ([
    [0, 0],
    [1, 1],
    [1, 9],
    [2, [0, 1]],
    [2, [4, 4]],
    [2, 0],
    [7, 0],
  ])) {
    assert.equal(markAt(places, trace, point), null);
  }
});

test("where a mark stands is told for each trace that is a list", () => {
  assert.deepEqual(placesOf([[], [0, 1, 0], [[0]], [2]], 0), [null, [0, 2], null, []]);
});

test("each list offers what goes with those before it", () => {
  const marks = new Marks(MARKS);
  assert.deepEqual(marks.kinds, ["theme group", "case"]);
  assert.equal(marks.firstOf("case"), 3);
  assert.deepEqual(marks.choices(2), [
    { name: "theme", labels: ["Trust", "Network"], chosen: "Network" },
    { name: "group", labels: ["no"], chosen: "no" },
  ]);
  assert.deepEqual(marks.choices(4)[1], { name: "group", labels: ["yes", "no", null], chosen: null });
});

test("to change one argument keeps the others where that mark exists", () => {
  const marks = new Marks(MARKS);
  assert.equal(marks.changed(1, "theme", "Network"), 2);
  assert.equal(marks.changed(0, "theme", "Network"), 2);
  assert.equal(marks.changed(2, "theme", "Trust"), 1);
  assert.equal(marks.changed(0, "group", null), 4);
});

test("every mark can be reached from every other of its kind, list by list", () => {
  const label = fc.constantFrom("a", "b", "c", null);
  const mark = fc.record({ theme: label, group: label, person: label });
  fc.assert(
    fc.property(fc.uniqueArray(mark, { minLength: 1, selector: (one) => JSON.stringify(one) }), (all) => {
      const marks = new Marks(all);
      for (const [from] of all.entries()) {
        for (const [to, wanted] of all.entries()) {
          let at = from;
          for (const [name, value] of Object.entries(wanted)) {
            assert.ok(
              marks
                .choices(at)
                .find((one) => one.name === name)
                ?.labels.includes(value),
            );
            at = marks.changed(at, name, value);
          }
          assert.equal(at, to);
        }
      }
    }),
  );
});
