import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIONS, keyMap, readable } from "../desk/actions.js";
import { keyName } from "../desk/core/keys.js";

/** @param {string} key @param {Partial<KeyboardEvent>} [rest] */
function press(key, rest = {}) {
  const none = {
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    getModifierState: () => false,
  };
  return keyName({ key, code: "", ...none, ...rest });
}

test("a key is called by what it types, and Shift is named where nothing is typed", () => {
  assert.equal(press("1", { code: "Digit1" }), "1");
  assert.equal(press("ArrowRight", { shiftKey: true }), "Shift+ArrowRight");
  assert.equal(press("/", { shiftKey: true, code: "Digit7" }), "/");
  assert.equal(press("N", { shiftKey: true }), "N");
});

test("chords are called by their modifiers, with Cmd as Ctrl", () => {
  assert.equal(press("z", { ctrlKey: true }), "Ctrl+z");
  assert.equal(press("z", { metaKey: true }), "Ctrl+z");
  assert.equal(press("Z", { ctrlKey: true, shiftKey: true }), "Ctrl+Shift+z");
  assert.equal(press("ArrowUp", { altKey: true }), "Alt+ArrowUp");
});

test("Caps Lock changes no letter: only Shift does", () => {
  const getModifierState = () => true;
  assert.equal(press("N", { getModifierState }), "n");
  assert.equal(press("n", { getModifierState, shiftKey: true }), "N");
  assert.equal(press("Æ", { getModifierState }), "æ");
});

test("the number row works on keyboards where it types other signs", () => {
  assert.equal(press("&", { code: "Digit1" }), "1");
});

test("AltGr writes a sign and is no chord", () => {
  assert.equal(press("@", { code: "Digit2", ctrlKey: true, altKey: true }), "@");
});

test("the arrows of a number pad are arrows", () => {
  assert.equal(press("ArrowUp", { code: "Numpad8" }), "ArrowUp");
});

test("no key has two actions, and every action has an id of its own", () => {
  const keys = ACTIONS.flatMap(({ keys }) => keys);
  assert.deepEqual(
    keys.filter((key, i) => keys.indexOf(key) !== i),
    [],
  );
  assert.equal(new Set(ACTIONS.map(({ id }) => id)).size, ACTIONS.length);
});

test("the host's settings give keys anew, but not those of numbers and Escape", () => {
  const keys = keyMap({ undo: ["Ctrl+Alt+u"], back: ["x"], help: [] });
  assert.deepEqual(keys.undo, ["Ctrl+Alt+u"]);
  assert.deepEqual(keys.back, ["Escape"]);
  assert.deepEqual(keys.help, []);
  assert.deepEqual(keys.redo, keyMap().redo);
});

test("keys are told as they stand on the keyboard", () => {
  assert.equal(readable(" ", "da"), "Mellemrum");
  assert.equal(readable("N", "en"), "Shift+N");
  assert.equal(readable("Ctrl+Shift+z", "en"), "Ctrl+Shift+Z");
  assert.equal(readable("?", "en"), "?");
  assert.equal(readable("Shift+ArrowRight", "en"), "Shift+→");
});
