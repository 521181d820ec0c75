import assert from "node:assert/strict";
import { test } from "node:test";
import { CodeTree, localise } from "../desk/codebook/code_tree.js";

/** @param {string} id @param {Partial<import("../desk/core/types.js").Code>} [rest] */
function code(id, rest = {}) {
  const label = rest.label ?? { en: id };
  return {
    id,
    definition: {},
    parent: null,
    colour: 1,
    marker: "",
    tier: 1,
    group: false,
    retired: false,
    ...rest,
    label,
  };
}

/** @param {import("../desk/core/types.js").Code[]} codes */
function treeOf(codes, language = "en") {
  return new CodeTree({ title: {}, codes, attributes: [] }, language);
}

const ALL = { filter: "", all: true, folded: /** @type {Set<string>} */ (new Set()) };
const MAIN = { ...ALL, all: false };

/** @param {CodeTree} tree @param {typeof ALL} view */
function shown(tree, view) {
  return tree.rows(view).map((row) => row.code.id);
}

test("number keys go to the topmost codes first; groups, retired and rarer codes have none", () => {
  const tree = treeOf([
    code("family", { group: true }),
    code("a", { parent: "family" }),
    code("a1", { parent: "a" }),
    code("old", { retired: true }),
    code("rare", { tier: 2 }),
    code("b"),
  ]);
  assert.deepEqual(
    [...tree.byKey].map(([key, { id }]) => key + id),
    ["1a", "2b", "3a1"],
  );
});

test("there are never more than nine number keys", () => {
  assert.equal(treeOf(Array.from({ length: 20 }, (_, i) => code(`c${i}`))).byKey.size, 9);
});

test("labels follow the language, with English and then the id behind them", () => {
  const codes = [code("trust", { label: { en: "Trust", da: "Tillid" } }), code("bare", { label: {} })];
  assert.equal(treeOf(codes, "da").label("trust"), "Tillid");
  assert.equal(treeOf(codes, "fr").label("trust"), "Trust");
  assert.equal(treeOf(codes).label("bare"), "bare");
  assert.equal(treeOf(codes).label("gone_from_scheme"), "gone_from_scheme");
  assert.equal(localise({ de: "Vertrauen" }, "da"), "Vertrauen");
});

test("rarer codes wait until they are asked for, and retired ones are never offered", () => {
  const tree = treeOf([code("a"), code("a2", { parent: "a", tier: 2 }), code("old", { retired: true })]);
  assert.deepEqual(shown(tree, MAIN), ["a"]);
  assert.deepEqual(shown(tree, ALL), ["a", "a2"]);
  assert.equal(tree.hasMore, true);
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
  assert.deepEqual(shown(tree, { filter: " tål", all: false, folded }), ["a", "b"]);
  assert.deepEqual(shown(tree, { filter: "pat", all: false, folded }), ["a", "b"]);
  assert.deepEqual(shown(tree, { filter: "cafe", all: false, folded }), ["a"]);
  assert.deepEqual(shown(tree, { filter: "tal", all: false, folded }), []);
});

test("what stands below a folded code is hidden", () => {
  const tree = treeOf([code("a"), code("b", { parent: "a" }), code("c", { parent: "b" }), code("d")]);
  assert.deepEqual(shown(tree, { ...ALL, folded: new Set(["a"]) }), ["a", "d"]);
});
