import assert from "node:assert/strict";
import { mock, test } from "node:test";
import fc from "fast-check";
import { Autosave } from "../desk/panels/autosave.js";
import { fitting } from "../desk/panels/memo_order.js";

/** @typedef {import("../desk/core/types.js").Memo} Memo */

/**
 * A memo that is being written, and what has been handed over.
 *
 * @param {(autosave: Autosave, saved: [string, string][], over: string[]) => void} write
 */
function writing(write) {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    /** @type {[string, string][]} */
    const saved = [];
    /** @type {string[]} */
    const over = [];
    const save = (/** @type {[string, string, string]} */ ...[about, text, under]) => {
      saved.push([about, text]);
      over.push(under);
    };
    write(new Autosave(save), saved, over);
  } finally {
    mock.timers.reset();
  }
}

test("a memo is handed over after a pause of typing, once", () => {
  writing((autosave, saved) => {
    autosave.type("a", "T");
    mock.timers.tick(600);
    autosave.type("a", "Trust");
    mock.timers.tick(600);
    assert.deepEqual(saved, []);
    mock.timers.tick(400);
    mock.timers.tick(5000);
    assert.deepEqual(saved, [["a", "Trust"]]);
  });
});

test("what was typed about one coding is handed over before anything is typed about the next", () => {
  writing((autosave, saved) => {
    autosave.type("a", "first");
    autosave.type("b", "second");
    assert.deepEqual(saved, [["a", "first"]]);
    autosave.flush();
    autosave.flush();
    mock.timers.tick(5000);
    assert.deepEqual(saved, [
      ["a", "first"],
      ["b", "second"],
    ]);
  });
});

test("typed text comes back on the screen until the host has it", () => {
  writing((autosave) => {
    autosave.type("a", "new");
    autosave.flush();
    assert.equal(autosave.text("a", "old"), "new");
    assert.equal(autosave.isOpen, true);
    autosave.settle();
    assert.equal(autosave.text("a", "what another window wrote"), "what another window wrote");
    assert.equal(autosave.isOpen, false);
  });
});

test("text typed while an earlier one is being saved is not forgotten when that one is saved", () => {
  writing((autosave, saved) => {
    autosave.type("a", "one");
    autosave.flush();
    autosave.type("a", "one two");
    autosave.settle();
    assert.equal(autosave.text("a", "one"), "one two");
    mock.timers.tick(1000);
    assert.deepEqual(saved.at(-1), ["a", "one two"]);
  });
});

test("a memo says which text it was typed over: the host's, or what was handed over before", () => {
  writing((autosave, _, over) => {
    autosave.text("a", "seen");
    autosave.type("a", "seen, one");
    autosave.flush();
    autosave.text("a", "seen, and another window");
    autosave.type("a", "seen, one, two");
    autosave.flush();
    autosave.settle();
    autosave.type("a", "seen, one, two, three");
    autosave.flush();
    autosave.settle();
    autosave.text("a", "another window");
    autosave.type("a", "another window, four");
    autosave.type("b", "new");
    autosave.flush();
    assert.deepEqual(over, ["seen", "seen, one", "seen, one, two", "another window", ""]);
  });
});

test("a text that was put together stands in the place of what was typed, and is not handed over again", () => {
  writing((autosave, saved, over) => {
    autosave.text("a", "");
    autosave.type("a", "mine");
    autosave.flush();
    autosave.type("a", "mine, more");
    assert.equal(autosave.typedOver("a", "other"), null);
    assert.equal(autosave.typedOver("a", "mine"), "mine, more");
    autosave.replace("a", "theirs\nmine, more");
    mock.timers.tick(5000);
    assert.equal(autosave.text("a", "theirs"), "theirs\nmine, more");
    assert.equal(saved.length, 1);
    autosave.type("a", "theirs\nmine, more!");
    autosave.flush();
    assert.equal(over.at(-1), "theirs\nmine, more");
  });
});

test("whatever is typed about whatever, the last words on each are handed over last", () => {
  const typed = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.string(), fc.nat(1500)));
  fc.assert(
    fc.property(typed, (steps) => {
      writing((autosave, saved) => {
        for (const [about, text, pause] of steps) {
          autosave.type(about, text);
          mock.timers.tick(pause);
        }
        autosave.flush();
        const last = Object.fromEntries(steps.map(([about, text]) => [about, text]));
        assert.deepEqual(Object.fromEntries(saved), last);
      });
    }),
  );
});

/** @param {Partial<Memo>} memo @returns {Memo} */
function memoOf(memo) {
  return {
    about: "code",
    target: "T1",
    label: "T1",
    coder: "A1",
    text: "",
    changed: "",
    place: null,
    ...memo,
  };
}

test("memos are found by their words, by what they are about and by the coded words, newest first", () => {
  const memos = [
    memoOf({ text: "Ærlighed og tillid", changed: "2026-01-01T10:00:00Z" }),
    memoOf({ label: "Tillid", changed: "2026-03-01T10:00:00Z" }),
    memoOf({
      changed: "2026-02-01T10:00:00Z",
      place: { transcript: "a", start: 0, end: 9, text: "min TILLID" },
    }),
    memoOf({ text: "something else", changed: "2026-04-01T10:00:00Z" }),
  ];
  const found = fitting(memos, " tillid ", ({ label }) => label);
  assert.deepEqual(
    found.map(({ changed }) => changed.slice(5, 7)),
    ["03", "02", "01"],
  );
  assert.equal(fitting(memos, "", ({ label }) => label).length, 4);
});
