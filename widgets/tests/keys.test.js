import assert from "node:assert/strict";
import { test } from "node:test";
import { keyName } from "../desk/core/keys.js";

/** @param {string} key @param {Partial<KeyboardEvent>} [rest] */
function press(key, rest = {}) {
  return keyName({ key, code: "", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...rest });
}

test("a key is called by what it types, and Shift is named where nothing is typed", () => {
  assert.equal(press("1", { code: "Digit1" }), "1");
  assert.equal(press("ArrowRight", { shiftKey: true }), "Shift+ArrowRight");
  assert.equal(press("/", { shiftKey: true, code: "Digit7" }), "/");
});

test("chords are the host's", () => {
  for (const modifier of ["ctrlKey", "metaKey", "altKey"])
    assert.equal(press("b", { [modifier]: true }), null);
});

test("the number row works on keyboards where it types other signs", () => {
  assert.equal(press("&", { code: "Digit1" }), "1");
});

test("the arrows of a number pad are arrows", () => {
  assert.equal(press("ArrowUp", { code: "Numpad8" }), "ArrowUp");
});
