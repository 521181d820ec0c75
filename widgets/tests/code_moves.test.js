import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { placeByDrop, placeByStep } from "../desk/codebook/code_moves.js";
import { anyCodes, code, treeOf } from "./codes.js";

/** @typedef {import("../desk/codebook/code_moves.js").CodePlace} CodePlace */

const STEPS = /** @type {const} */ (["up", "down", "in", "out"]);
const SIDES = /** @type {const} */ (["before", "after", "into"]);
const everything = () => true;

/**
 * What the study does: the code leaves its siblings and stands before another one, or last.
 *
 * @param {import("../desk/core/types.js").Code[]} codes
 * @param {string} id
 * @param {CodePlace} place
 */
function moved(codes, id, { parent, before }) {
  const others = codes.filter((one) => one.id !== id);
  const at = before === null ? others.length : others.findIndex((one) => one.id === before);
  assert.ok(at >= 0, "the sibling to stand before is there");
  if (before !== null) assert.equal(others[at]?.parent ?? null, parent, "and is below the same code");
  const code = codes.find((one) => one.id === id);
  return code ? others.toSpliced(at, 0, { ...code, parent }) : others;
}

/** The tree as brackets: a(b c) d. @param {import("../desk/core/types.js").Code[]} codes @param {string | null} [parent] @returns {string} */
function drawn(codes, parent = null) {
  return treeOf(codes)
    .children(parent)
    .map(({ id }) => id + drawn(codes, id).replace(/^(.+)$/, "($1)"))
    .join(" ");
}

const FAMILY = [
  code("a"),
  code("a1", { parent: "a" }),
  code("a2", { parent: "a" }),
  code("b"),
  code("b1", { parent: "b" }),
  code("c"),
];

/** @param {string} id @param {typeof STEPS[number]} step @param {(id: string) => boolean} [isShown] */
function stepped(id, step, isShown = everything) {
  const place = placeByStep(treeOf(FAMILY), id, step, isShown);
  return place && drawn(moved(FAMILY, id, place));
}

test("by keyboard a code goes past its siblings, with everything below it", () => {
  assert.equal(stepped("b", "up"), "b(b1) a(a1 a2) c");
  assert.equal(stepped("a", "down"), "b(b1) a(a1 a2) c");
  assert.equal(stepped("b", "down"), "a(a1 a2) c b(b1)");
  assert.equal(stepped("a1", "down"), "a(a2 a1) b(b1) c");
});

test("by keyboard a code goes below the sibling above it, and out again to stand after its parent", () => {
  assert.equal(stepped("b", "in"), "a(a1 a2 b(b1)) c");
  assert.equal(stepped("a1", "out"), "a(a2) a1 b(b1) c");
  assert.equal(stepped("b1", "out"), "a(a1 a2) b b1 c");
});

test("there is no step out of the tree", () => {
  for (const [id, step] of /** @type {const} */ ([
    ["a", "up"],
    ["c", "down"],
    ["a", "in"],
    ["a", "out"],
    ["gone", "up"],
  ])) {
    assert.equal(stepped(id, step), null);
  }
});

test("siblings that are not on the screen are stepped over", () => {
  assert.equal(
    stepped("c", "up", (id) => id !== "b"),
    "c a(a1 a2) b(b1)",
  );
  assert.equal(
    stepped("c", "in", (id) => id !== "b"),
    "a(a1 a2 c) b(b1)",
  );
  assert.equal(
    stepped("a", "down", (id) => id !== "b"),
    "b(b1) c a(a1 a2)",
  );
});

test("a code is dropped before, after or into another one, and never below itself", () => {
  const tree = treeOf(FAMILY);
  const dropped = (
    /** @type {string} */ id,
    /** @type {string} */ target,
    /** @type {typeof SIDES[number]} */ side,
  ) => {
    const place = placeByDrop(tree, id, target, side);
    return place && drawn(moved(FAMILY, id, place));
  };
  assert.equal(dropped("c", "a2", "before"), "a(a1 c a2) b(b1)");
  assert.equal(dropped("c", "a2", "after"), "a(a1 a2 c) b(b1)");
  assert.equal(dropped("a", "b1", "into"), "b(b1(a(a1 a2))) c");
  assert.equal(dropped("a", "a2", "into"), null);
  assert.equal(dropped("a", "a", "before"), null);
  assert.equal(dropped("a", "b", "before"), null, "it stands there already");
  assert.equal(dropped("b", "a", "after"), null);
});

test("whatever is moved, every code is there once and stands below none of its own", () => {
  fc.assert(
    fc.property(anyCodes, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.boolean())), (codes, moves) => {
      const ids = codes.map(({ id }) => id).sort();
      let now = codes;
      for (const [which, target, how, drop] of moves) {
        const tree = treeOf(now);
        const id = ids[which % ids.length] ?? "";
        const place = drop
          ? placeByDrop(tree, id, ids[target % ids.length] ?? "", SIDES[how % 3] ?? "into")
          : placeByStep(tree, id, STEPS[how % 4] ?? "up", everything);
        if (place) now = moved(now, id, place);
        // A code in a circle would be reached from no topmost one.
        assert.deepEqual(
          treeOf(now)
            .all.map((row) => row.code.id)
            .sort(),
          ids,
        );
      }
    }),
  );
});

test("a step down is taken back by a step up", () => {
  fc.assert(
    fc.property(anyCodes, fc.nat(), (codes, which) => {
      const id = `c${which % codes.length}`;
      const place = placeByStep(treeOf(codes), id, "down", everything);
      if (!place) return;
      const now = moved(codes, id, place);
      const back = placeByStep(treeOf(now), id, "up", everything);
      assert.ok(back);
      assert.equal(drawn(moved(now, id, back)), drawn(codes));
    }),
  );
});
