import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { OffsetMap } from "../desk/core/offsets.js";
import { anyText } from "./samples.js";

test("a code point's place in UTF-16 is the length of what stands before it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const map = new OffsetMap(text);
      const characters = Array.from(text);
      for (let point = 0; point <= characters.length; point++) {
        const units = characters.slice(0, point).join("").length;
        assert.equal(map.toUnits(point), units);
        assert.equal(map.toPoints(units), point);
      }
    }),
  );
});

test("a place inside a character counts as the place before it", () => {
  const map = new OffsetMap("a😀b");
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((units) => map.toPoints(units)),
    [0, 1, 1, 2, 3],
  );
});
