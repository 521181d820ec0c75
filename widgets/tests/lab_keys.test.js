import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ACTIONS } from "../desk/actions.js";
import { keyOf, keysIn, shortcutOf } from "../lab/key_names.js";
import { settingsSchema } from "../lab/settings_schema.js";

const bindings = settingsSchema()["jupyter.lab.shortcuts"];
const free = ACTIONS.filter(({ fixed }) => !fixed);

test("every action whose keys can be chosen stands in JupyterLab's settings, with all its keys", () => {
  for (const { id, keys } of free) {
    const own = bindings.filter(({ command }) => command === `qual-workbench:${id}`);
    assert.deepEqual(
      own.map(({ keys: shortcut }) => keyOf(shortcut)),
      keys,
    );
  }
  assert.equal(bindings.length, free.flatMap(({ keys }) => keys).length);
});

test("no two actions have the same shortcut", () => {
  const shortcuts = bindings.map(({ keys }) => keys.join());
  assert.deepEqual(
    shortcuts.filter((shortcut, i) => shortcuts.indexOf(shortcut) !== i),
    [],
  );
});

test("the settings as they are shipped give the desk its own keys", () => {
  assert.deepEqual(keysIn(bindings, ACTIONS), Object.fromEntries(free.map(({ id, keys }) => [id, keys])));
});

test("JupyterLab's names of keys are those of its own settings", () => {
  const names = [
    "n",
    "N",
    "?",
    "<",
    " ",
    "Delete",
    "Shift+F3",
    "Ctrl+Shift+z",
    "Alt+ArrowUp",
    "+",
    "Ctrl+Shift++",
  ];
  assert.deepEqual(names.map(shortcutOf), [
    ...["N", "Shift N", "Shift /", "Shift ,", "Space", "Delete", "Shift F3", "Accel Shift Z"],
    ...["Alt ArrowUp", "Shift =", "Accel Shift ="],
  ]);
});

test("a key is the same after it went to JupyterLab and back", () => {
  const name = fc.oneof(
    fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzABCXYZ0123456789,.-/?<>;:!@#".split("")),
    fc.constantFrom(
      " ",
      "Delete",
      "ArrowUp",
      "F3",
      "Shift+ArrowUp",
      "Ctrl+z",
      "Ctrl+Shift+z",
      "Alt+x",
      "Ctrl+Alt+F3",
      "Ctrl+Shift++",
      "Shift+ ",
    ),
  );
  fc.assert(fc.property(name, (key) => assert.equal(keyOf([shortcutOf(key)]), key)));
});

test("a key that was taken away or given to another action is so on the desk", () => {
  const chosen = [
    { command: "qual-workbench:undo", keys: ["Cmd G"] },
    { command: "qual-workbench:undo", keys: ["Ctrl K", "Ctrl Z"] },
    { command: "qual-workbench:no-longer-there", keys: ["A"] },
    { command: "notebook:delete-cell", keys: ["D", "D"] },
  ];
  const keys = keysIn(chosen, ACTIONS);
  assert.deepEqual(keys.undo, ["Ctrl+g"]);
  assert.deepEqual(keys.redo, []);
  assert.deepEqual(Object.keys(keys).length, free.length);
});

test("before JupyterLab has read its settings the desk keeps its keys", () => {
  assert.deepEqual(keysIn([{ command: "notebook:delete-cell", keys: ["D", "D"] }], ACTIONS), {});
});
