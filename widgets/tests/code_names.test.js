import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { codeIdFrom, nearNames } from "../desk/codebook/code_names.js";
import { code, treeOf } from "./codes.js";
import { anyText } from "./samples.js";

test("an id is the name in plain letters", () => {
  assert.equal(codeIdFrom("Tillid på færøsk: É!", []), "tillid_paa_faeroesk_e");
  assert.equal(codeIdFrom("  a -- b  ", []), "a_b");
  assert.equal(codeIdFrom("信頼 😀", []), "code");
});

test("an id that is taken gets a number", () => {
  assert.equal(codeIdFrom("Trust", ["trust", "trust_2"]), "trust_3");
});

test("whatever the name, the id can be one and is nobody else's", () => {
  fc.assert(
    fc.property(anyText, fc.array(anyText), (label, others) => {
      const taken = others.map((other) => codeIdFrom(other, []));
      const id = codeIdFrom(label, taken);
      assert.match(id, /^[a-z0-9][a-z0-9_]*$/);
      assert.ok(!taken.includes(id));
    }),
  );
});

/** @param {string} words @param {string[]} labels */
function near(words, labels) {
  const rows = treeOf(labels.map((label, i) => code(`c${i}`, { label: { en: label } }))).all;
  return nearNames(words, rows).map(({ label }) => label);
}

test("names that differ in case, accents, punctuation or a letter or two are nearly the same", () => {
  assert.deepEqual(near("Våre venner!", ["vare venner", "Varevenner", "Uvenner"]), [
    "vare venner",
    "Varevenner",
  ]);
  assert.deepEqual(near("Voluntarines", ["Voluntariness", "Volunteers"]), ["Voluntariness"]);
});

test("short names are nearly the same only when they are the same", () => {
  assert.deepEqual(near("tid", ["tit", "Tid"]), ["Tid"]);
});

test("nothing is nearly the same as nothing", () => {
  assert.deepEqual(near(" ?!", ["?", "a"]), []);
});

test("codes that cannot be applied are not offered in the stead of a new one", () => {
  const rows = treeOf([code("trust", { retired: true }), code("trusts", { group: true })]).all;
  assert.deepEqual(nearNames("trust", rows), []);
});
