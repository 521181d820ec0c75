import assert from "node:assert/strict";
import { test } from "node:test";
import { NotSaved } from "../desk/core/types.js";
import { moduleFromKernel } from "../desk/hosts/kernel_module.js";
import { Later } from "../desk/later/later.js";

const MODULE = /** @type {import("../desk/later/later.js").PanelsModule} */ ({});

test("the module is asked for once, however many need it", async () => {
  let asked = 0;
  const later = new Later(async () => {
    asked++;
    return MODULE;
  });
  assert.equal(later.module, null);
  assert.deepEqual(await Promise.all([later.get(), later.get()]), [MODULE, MODULE]);
  assert.equal(await later.get(), MODULE);
  assert.equal(later.module, MODULE);
  assert.equal(asked, 1);
});

test("a module that could not be had is asked for anew, and who only waits for it learns nothing of that", async () => {
  let live = false;
  const later = new Later(async () => {
    if (!live) throw new NotSaved("gone");
    return MODULE;
  });
  let isThere = false;
  const waiting = later.there.then(() => {
    isThere = true;
  });
  await assert.rejects(later.get(), { reason: "gone" });
  await assert.rejects(later.get(), { reason: "gone" });
  assert.equal(isThere, false);
  live = true;
  assert.equal(await later.get(), MODULE);
  await waiting;
  assert.equal(isThere, true);
});

/** A kernel that is asked and answers when it is told to. */
class Kernel {
  /** @type {{type: string, refuse: () => void}[]} */
  asked = [];

  /** @param {{type: string}} request */
  ask({ type }) {
    return new Promise((_, reject) => {
      this.asked.push({ type, refuse: () => reject(new NotSaved("gone")) });
    });
  }

  onNotice() {}
}

const OPEN = new AbortController().signal;

test("the widgets of a page ask for one version of the module once, and for another one apart", async () => {
  const [one, another] = [new Kernel(), new Kernel()];
  const first = moduleFromKernel(one, "version 1", OPEN);
  const second = moduleFromKernel(another, "version 1", OPEN);
  assert.deepEqual([one.asked.length, another.asked.length], [1, 0]);
  const third = moduleFromKernel(another, "version 2", OPEN);
  assert.deepEqual(
    another.asked.map(({ type }) => type),
    ["module"],
  );
  one.asked[0]?.refuse();
  another.asked[0]?.refuse();
  await Promise.all([first, second, third].map((asked) => assert.rejects(asked)));
});

test("a kernel that is gone does not keep the next one from being asked", async () => {
  const [gone, next] = [new Kernel(), new Kernel()];
  const first = moduleFromKernel(gone, "version 3", OPEN);
  gone.asked[0]?.refuse();
  await assert.rejects(first, { reason: "gone" });
  const second = moduleFromKernel(next, "version 3", OPEN);
  assert.equal(next.asked.length, 1);
  next.asked[0]?.refuse();
  await assert.rejects(second);
});

test("a widget that is closed before it was answered leaves no other one waiting", async () => {
  const [closed, next] = [new Kernel(), new Kernel()];
  const closing = new AbortController();
  const first = moduleFromKernel(closed, "version 4", closing.signal);
  const second = moduleFromKernel(next, "version 4", OPEN);
  closing.abort();
  await assert.rejects(first, { reason: "gone" });
  await new Promise((done) => setTimeout(done));
  assert.equal(next.asked.length, 1);
  next.asked[0]?.refuse();
  await assert.rejects(second);
});
