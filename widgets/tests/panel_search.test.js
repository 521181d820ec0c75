import assert from "node:assert/strict";
import { mock, test } from "node:test";
import fc from "fast-check";
import { ranges } from "../desk/core/ranges.js";
import { Question } from "../desk/panels/question.js";
import { leftOut, placeOf } from "../desk/panels/search_hits.js";
import { settle } from "./samples.js";

/** @param {string} words */
function numbersIn(words) {
  /** @type {Set<number>} */
  const numbers = new Set();
  for (const run of words === "" ? [] : words.split(",")) {
    const [first = Number.NaN, last = first] = run.split("-").map(Number);
    for (let number = first; number <= last; number++) numbers.add(number);
  }
  return numbers;
}

test("the places that are left out come through their short form whole", () => {
  assert.equal(ranges(new Set([12, 3, 7, 8, 9, 11, 10])), "3,7-12");
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(300)), (numbers) => {
      assert.deepEqual(numbersIn(ranges(new Set(numbers))), new Set(numbers.sort((a, b) => a - b)));
    }),
  );
});

test("coding all places leaves out those put aside and those that have the code", () => {
  const hit = { transcript: "a", start: 0, end: 1, speaker: "", before: "", text: "x", after: "" };
  const hits = [true, false, false, true, false].map((already, start) => ({ ...hit, start, already }));
  const aside = new Set(hits.slice(2, 4).map(placeOf));
  assert.deepEqual(leftOut(hits, aside), new Set([0, 2, 3]));
  // Another place that is found before them changes nothing.
  assert.deepEqual(leftOut([{ ...hit, start: 9, already: false }, ...hits], aside), new Set([1, 3, 4]));
});

/** An answer that comes when the test says so. */
function later() {
  /** @type {(answer: string) => void} */
  let resolve = () => {};
  const promise = new Promise((/** @type {(answer: string) => void} */ made) => {
    resolve = made;
  });
  return { promise, resolve };
}

/** @returns {{question: Question, states: unknown[]}} */
function asking() {
  /** @type {unknown[]} */
  const states = [];
  return { question: new Question((state) => states.push(state)), states };
}

test("only the answer to the last question counts, in whatever order answers come", async () => {
  const { question } = asking();
  const [first, second] = [later(), later()];
  const answers = Promise.all([question.ask(first.promise), question.ask(second.promise)]);
  second.resolve("new");
  await settle();
  first.resolve("old");
  assert.deepEqual(await answers, [null, "new"]);
});

test("a question that fails says so, unless another was asked meanwhile", async () => {
  const { question, states } = asking();
  const problem = new Error("the disk is full");
  assert.equal(await question.ask(Promise.reject(problem)), null);
  assert.deepEqual(states, [{ problem }]);
  const failing = question.ask(Promise.reject(problem));
  await question.ask(Promise.resolve("answer"));
  await failing;
  assert.deepEqual(states, [{ problem }, "answered"]);
});

test("an answer that takes half a second is announced, a quick one is not", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { question, states } = asking();
    await question.ask(Promise.resolve("quick"));
    const slow = later();
    const answer = question.ask(slow.promise);
    mock.timers.tick(500);
    slow.resolve("slow");
    await answer;
    mock.timers.tick(5000);
    assert.deepEqual(states, ["answered", "looking", "answered"]);
  } finally {
    mock.timers.reset();
  }
});

test("the answer to a question that was dropped is not shown", async () => {
  const { question } = asking();
  const asked = later();
  const answer = question.ask(asked.promise);
  question.drop();
  asked.resolve("too late");
  assert.equal(await answer, null);
});
