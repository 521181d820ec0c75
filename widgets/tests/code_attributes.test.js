import assert from "node:assert/strict";
import { test } from "node:test";
import { NextAttributes } from "../desk/codebook/attribute_choice.js";

/** @param {string | null} usual */
function stance(usual) {
  return { id: "stance", label: {}, definition: {}, values: [], default: usual };
}

/** @param {import("../desk/core/types.js").Attribute[]} attributes */
function session(attributes) {
  return { scheme: { revision: 1, title: {}, codes: [], attributes } };
}

test("the next coding carries what was chosen and is not the default", () => {
  const next = new NextAttributes(session([stance("present")]));
  next.set("stance", "absent");
  assert.deepEqual(next.values, { stance: "absent" });
  next.set("stance", "present");
  assert.deepEqual(next.values, {});
});

test("the coding after it begins with the defaults again, and every view hears of it", () => {
  const next = new NextAttributes(session([stance(null)]));
  let heard = 0;
  next.addEventListener("change", () => heard++);
  next.set("stance", "absent");
  next.reset();
  assert.deepEqual(next.values, {});
  assert.equal(heard, 2);
});

test("an attribute that the scheme no longer has is not sent", () => {
  const now = session([stance(null)]);
  const next = new NextAttributes(now);
  next.set("stance", "absent");
  now.scheme.attributes = [];
  assert.deepEqual(next.values, {});
});
