import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inLanes } from "../desk/text/stripes.js";

const placed = /** @type {any} */ ({});
const anyExtents = fc.array(
  fc
    .tuple(fc.nat(50), fc.integer({ min: 1, max: 30 }))
    .map(([top, height]) => ({ placed, top, bottom: top + height })),
);

test("no stripe covers another, and none lies further out than it must", () => {
  fc.assert(
    fc.property(anyExtents, (extents) => {
      const stripes = inLanes(extents);
      for (const one of stripes) {
        const over = stripes.filter((other) => other.top < one.bottom && one.top < other.bottom);
        assert.equal(over.filter(({ lane }) => lane === one.lane).length, 1);
      }
      const lanes = new Set(stripes.map(({ lane }) => lane)).size;
      const tops = stripes.map(
        ({ top }) => stripes.filter((one) => one.top <= top && top < one.bottom).length,
      );
      assert.equal(lanes, Math.max(0, ...tops));
    }),
  );
});
