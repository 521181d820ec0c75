import assert from "node:assert/strict";
import { test } from "node:test";
import { CodeTree, localise } from "../desk/codebook/code_tree.js";
import { code, treeOf } from "./codes.js";

const ALL = { filter: "", all: true, retired: false, folded: /** @type {Set<string>} */ (new Set()) };
const MAIN = { ...ALL, all: false };

/** @param {CodeTree} tree @param {typeof ALL} view */
function shown(tree, view) {
  return tree.rows(view).map((row) => row.code.id);
}

/** @param {CodeTree} tree */
function keysOf(tree) {
  return [...tree.byKey].map(([key, { id }]) => key + id);
}

test("in a study without codings, number keys go to the topmost codes first", () => {
  const tree = treeOf([
    code("family", { group: true }),
    code("a", { parent: "family" }),
    code("a1", { parent: "a" }),
    code("old", { retired: true }),
    code("rare", { tier: 2 }),
    code("b"),
  ]);
  assert.deepEqual(keysOf(tree), ["1a", "2b", "3a1"]);
});

test("number keys go to the codes that are used most, in the order of the scheme where they are equal", () => {
  const codes = ["a", "b", "c", "d"].map((id) => code(id));
  assert.deepEqual(keysOf(treeOf(codes, "en", { c: 9, b: 2, d: 2 })), ["1c", "2b", "3d", "4a"]);
  const deep = [code("a"), code("a1", { parent: "a" }), code("b")];
  assert.deepEqual(keysOf(treeOf(deep, "en", { a1: 1, b: 1 })), ["1a1", "2b", "3a"]);
});

test("a rare code that is used gets a number key", () => {
  assert.deepEqual(keysOf(treeOf([code("a"), code("rare", { tier: 3 })], "en", { rare: 1 })), [
    "1rare",
    "2a",
  ]);
});

test("there are never more than nine number keys", () => {
  assert.equal(treeOf(Array.from({ length: 20 }, (_, i) => code(`c${i}`))).byKey.size, 9);
});

test("a number key means the same code as long as the desk is open", () => {
  const before = treeOf([code("a"), code("b"), code("c")], "en", { b: 1 });
  const moved = treeOf([code("c"), code("new"), code("a"), code("b")], "en", { new: 50 }, before);
  assert.deepEqual(keysOf(moved), ["1b", "2a", "3c", "4new"]);
  const retired = treeOf([code("c"), code("d"), code("b", { retired: true })], "en", {}, moved);
  assert.deepEqual(keysOf(retired), ["3c", "5d"]);
  assert.deepEqual(keysOf(treeOf([code("b"), code("c")], "en", {}, retired)), ["1b", "3c"]);
});

test("labels follow the language, with English and then the id behind them", () => {
  const codes = [code("trust", { label: { en: "Trust", da: "Tillid" } }), code("bare", { label: {} })];
  assert.equal(treeOf(codes, "da").label("trust"), "Tillid");
  assert.equal(treeOf(codes, "fr").label("trust"), "Trust");
  assert.equal(treeOf(codes).label("bare"), "bare");
  assert.equal(treeOf(codes).label("gone_from_scheme"), "gone_from_scheme");
  assert.equal(localise({ de: "Vertrauen" }, "da"), "Vertrauen");
});

test("what belongs below a code is shown right after it, wherever the scheme has it", () => {
  const tree = treeOf([code("a"), code("b"), code("a1", { parent: "a" })]);
  assert.deepEqual(shown(tree, ALL), ["a", "a1", "b"]);
});

test("rarer codes wait until they are asked for, and so do retired ones", () => {
  const tree = treeOf([code("a"), code("a2", { parent: "a", tier: 2 }), code("old", { retired: true })]);
  assert.deepEqual(shown(tree, MAIN), ["a"]);
  assert.deepEqual(shown(tree, ALL), ["a", "a2"]);
  assert.deepEqual(shown(tree, { ...MAIN, retired: true }), ["a", "old"]);
  assert.equal(tree.hasMore, true);
  assert.equal(tree.hasRetired, true);
});

test("a common code below a rarer one is shown with the one above it", () => {
  const tree = treeOf([code("a", { tier: 2 }), code("b", { parent: "a" })]);
  assert.deepEqual(shown(tree, MAIN), ["a", "b"]);
});

test("the filter finds labels and markers in any tier, whatever is folded, with the codes above them", () => {
  const tree = treeOf([
    code("a", { label: { en: "Café round" } }),
    code("b", { parent: "a", label: { en: "Tålmodighed" }, tier: 3, marker: "PAT" }),
    code("c"),
  ]);
  const folded = new Set(["a"]);
  assert.deepEqual(shown(tree, { ...MAIN, filter: " tål", folded }), ["a", "b"]);
  assert.deepEqual(shown(tree, { ...MAIN, filter: "pat", folded }), ["a", "b"]);
  assert.deepEqual(shown(tree, { ...MAIN, filter: "cafe", folded }), ["a"]);
  assert.deepEqual(shown(tree, { ...MAIN, filter: "tal", folded }), ["a", "b"]);
  assert.deepEqual(shown(tree, { ...MAIN, filter: "cäfe", folded }), []);
});

test("what stands below a folded code is hidden", () => {
  const tree = treeOf([code("a"), code("b", { parent: "a" }), code("c", { parent: "b" }), code("d")]);
  assert.deepEqual(shown(tree, { ...ALL, folded: new Set(["a"]) }), ["a", "d"]);
});
