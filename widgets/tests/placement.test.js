import assert from "node:assert/strict";
import { test } from "node:test";
import { LANES, Placement } from "../desk/core/placement.js";
import { TranscriptText } from "../desk/core/transcript_text.js";
import { documentOf } from "./samples.js";

const TEXT = new TranscriptText({ ...documentOf([]), text: "0123456789 123456789 123456789" });

/** @param {string} id @param {number} start @param {number} end */
function coding(id, start, end, code = "trust") {
  return { id, start, end, code, attributes: {} };
}

test("codings that overlap lie in different lanes, others share the first", () => {
  const placement = new Placement(TEXT);
  const lanes = [
    [0, 10],
    [5, 15],
    [10, 20],
    [8, 12],
  ].map(([start = 0, end = 0], i) => placement.add(coding(String(i), start, end))?.lane);
  assert.deepEqual(lanes, [0, 1, 0, 2]);
});

test("more codings than lanes on one passage share the last lane", () => {
  const placement = new Placement(TEXT);
  const lanes = Array.from({ length: LANES + 2 }, (_, i) => placement.add(coding(String(i), 0, 5))?.lane);
  assert.equal(Math.max(...lanes.map((lane) => lane ?? -1)), LANES - 1);
});

test("a coding is added once and removed once", () => {
  const placement = new Placement(TEXT);
  assert.ok(placement.add(coding("a", 0, 5)));
  assert.equal(placement.add(coding("a", 0, 5)), null);
  assert.ok(placement.remove("a"));
  assert.equal(placement.remove("a"), null);
  assert.deepEqual(placement.in(0), []);
});

test("the shortest coding under the pointer is the one that is meant", () => {
  const placement = new Placement(TEXT);
  placement.add(coding("long", 0, 20));
  placement.add(coding("short", 5, 8));
  assert.equal(placement.innermostAt(0, 6)?.coding.id, "short");
  assert.equal(placement.innermostAt(0, 8)?.coding.id, "long");
  assert.equal(placement.innermostAt(0, 25), undefined);
});

test("the same span with the same code is known, and nothing else is", () => {
  const placement = new Placement(TEXT);
  placement.add(coding("a", 2, 5));
  assert.ok(placement.same({ start: 2, end: 5 }, "trust"));
  assert.equal(placement.same({ start: 2, end: 6 }, "trust"), undefined);
  assert.equal(placement.same({ start: 2, end: 5 }, "doubt"), undefined);
});
