import assert from "node:assert/strict";
import { test } from "node:test";
import { LANES, Placement } from "../desk/core/placement.js";
import { TranscriptText } from "../desk/core/transcript_text.js";
import { documentOf } from "./samples.js";

const TEXT = new TranscriptText({ ...documentOf([]), text: "0123456789 123456789 123456789" });

/** @param {string} id @param {number} start @param {number} end */
function coding(id, start, end, code = "trust") {
  return { id, start, end, code, attributes: {}, flags: 0 };
}

test("codings that overlap lie in different lanes, others share the first", () => {
  const placement = new Placement(TEXT);
  const lanes = [
    [0, 10],
    [5, 15],
    [10, 20],
    [8, 12],
  ].map(([start = 0, end = 0], i) => placement.set(coding(String(i), start, end)).lane);
  assert.deepEqual(lanes, [0, 1, 0, 2]);
});

test("more codings than lanes on one passage share the last lane", () => {
  const placement = new Placement(TEXT);
  const lanes = Array.from({ length: LANES + 2 }, (_, i) => placement.set(coding(String(i), 0, 5)).lane);
  assert.equal(Math.max(...lanes), LANES - 1);
});

test("a coding that is set again takes its new place only, and is removed once", () => {
  const placement = new Placement(TEXT);
  placement.set(coding("a", 0, 5));
  placement.set(coding("a", 12, 15));
  assert.deepEqual(
    placement.in(0).map(({ coding: { start } }) => start),
    [12],
  );
  assert.ok(placement.remove("a"));
  assert.equal(placement.remove("a"), null);
  assert.deepEqual(placement.in(0), []);
});

test("codes and the turns that hold most of a coding are counted along", () => {
  const placement = new Placement(TEXT);
  const counted = () => [placement.countOf("trust"), placement.countOf("doubt"), placement.holdsCoding(0)];
  assert.deepEqual(counted(), [0, 0, false]);
  placement.set(coding("a", 0, 5));
  placement.set(coding("b", 3, 8, "doubt"));
  assert.deepEqual(counted(), [1, 1, true]);
  placement.set(coding("a", 0, 5, "doubt"));
  assert.deepEqual(counted(), [0, 2, true]);
  placement.remove("a");
  placement.remove("b");
  assert.deepEqual(counted(), [0, 0, false]);
});

test("of the codings under the pointer the shortest comes first", () => {
  const placement = new Placement(TEXT);
  placement.set(coding("long", 0, 20));
  placement.set(coding("short", 5, 8));
  const over = (/** @type {number} */ point) => placement.over(0, point).map((placed) => placed.coding.id);
  assert.deepEqual(over(6), ["short", "long"]);
  assert.deepEqual(over(8), ["long"]);
  assert.deepEqual(over(25), []);
});

test("codings that share text with a span are found, those that only touch it are not", () => {
  const placement = new Placement(TEXT);
  placement.set(coding("before", 0, 5));
  placement.set(coding("over", 4, 12));
  placement.set(coding("after", 10, 12));
  const found = placement.overlapping({ start: 5, end: 10 }).map((placed) => placed.coding.id);
  assert.deepEqual(found, ["over"]);
});

test("the same span with the same code is known, and nothing else is", () => {
  const placement = new Placement(TEXT);
  placement.set(coding("a", 2, 5));
  assert.ok(placement.same({ start: 2, end: 5 }, "trust"));
  assert.equal(placement.same({ start: 2, end: 6 }, "trust"), undefined);
  assert.equal(placement.same({ start: 2, end: 5 }, "doubt"), undefined);
});
