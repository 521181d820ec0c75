import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import fc from "fast-check";
import { OperationMaker } from "../desk/core/operations.js";
import { Session } from "../desk/core/session.js";
import { NotSaved } from "../desk/core/types.js";
import { documentOf, MemoryStorage, settle } from "./samples.js";
import { StudyHost, told } from "./study_host.js";

const FIRST = {
  ...documentOf([{ speaker: "B", said: "Hun ringede 😀 hver dag." }]),
  uid: "a",
  name: "first",
};
const SECOND = { ...FIRST, uid: "b", name: "second" };
const HUN_RINGEDE = { start: 3, end: 14 };
const HVER_DAG = { start: 17, end: 25 };

/** @type {AbortController[]} */
const endings = [];
// Also after a failure: what goes on would keep the tests from ending.
afterEach(() => {
  for (const ending of endings.splice(0)) ending.abort();
});

async function begin() {
  const host = new StudyHost(FIRST, SECOND);
  const ending = new AbortController();
  endings.push(ending);
  const storage = new MemoryStorage();
  const session = new Session({ transport: host, coder: "A1", storage, signal: ending.signal });
  await session.open(null);
  const shown = () => told([...(session.opened?.placement.all ?? [])].map(({ coding }) => coding));
  return { session, host, shown };
}

/** @param {typeof FIRST} document @param {{start: number, end: number}} span @param {string} code */
const adding = (document, span, code) => new OperationMaker("A1").adding(document, [span], code, {});

test("what happens while the desk asks what has happened is shown too", async () => {
  const { host, shown } = await begin();
  const letGo = host.hold("changes");
  host.elsewhere([adding(FIRST, HUN_RINGEDE, "trust")]);
  await settle();
  host.elsewhere([adding(FIRST, HVER_DAG, "doubt")]);
  await settle();
  letGo();
  await settle();
  assert.deepEqual(shown(), ["17 25 doubt {}", "3 14 trust {}"]);
});

test("what is coded while the text is asked for again stays on the screen", async () => {
  const { session, host, shown } = await begin();
  const letGo = host.hold("load");
  void session.reload();
  await settle();
  session.code([HUN_RINGEDE], "trust", {});
  await settle();
  letGo();
  await settle();
  assert.deepEqual(shown(), ["3 14 trust {}"]);
});

test("of two transcripts that are opened one after the other the second is shown and kept up", async () => {
  const { session, host, shown } = await begin();
  const letGo = host.hold("load");
  const slow = session.open("first");
  await session.open("second");
  letGo();
  await slow;
  host.elsewhere([adding(FIRST, HUN_RINGEDE, "trust"), adding(SECOND, HVER_DAG, "doubt")]);
  await settle();
  assert.equal(session.opened?.document.name, "second");
  assert.deepEqual(shown(), ["17 25 doubt {}"]);
});

test("a transcript that is chosen again while another one is on its way stays", async () => {
  const { session, host } = await begin();
  const letGo = host.hold("load");
  const slow = session.open("second");
  assert.equal(session.wanted, "second");
  await session.open("first");
  letGo();
  await slow;
  assert.equal(session.opened?.document.name, "first");
  assert.equal(session.wanted, "first");
  host.live = false;
  await session.open("second");
  assert.equal(session.wanted, "first");
});

test("codings of one transcript are not painted into the one that is opened meanwhile", async () => {
  const { session, host, shown } = await begin();
  const letGo = host.hold("changes");
  host.elsewhere([adding(FIRST, HUN_RINGEDE, "trust")]);
  await settle();
  await session.open("second");
  letGo();
  await settle();
  assert.deepEqual(shown(), []);
});

test("what others coded is shown though the codebook that they changed too cannot be had yet", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { session, host, shown } = await begin();
  host.failOnce("scheme", new NotSaved("failed", "busy"));
  host.recodebook();
  host.elsewhere([adding(FIRST, HUN_RINGEDE, "trust")]);
  await settle();
  assert.deepEqual(shown(), ["3 14 trust {}"]);
  assert.equal(session.scheme?.revision, 1);
  mock.timers.tick(1000);
  await settle();
  assert.equal(session.scheme?.revision, 2);
  mock.timers.reset();
});

test("a question that was not answered is asked again without a further notice", async () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const { host, shown } = await begin();
  host.failOnce("changes", new NotSaved("silent"));
  host.elsewhere([adding(FIRST, HUN_RINGEDE, "trust")]);
  await settle();
  assert.deepEqual(shown(), []);
  mock.timers.tick(2000);
  await settle();
  assert.deepEqual(shown(), ["3 14 trust {}"]);
  mock.timers.reset();
});

const anyDeed = fc.oneof(
  fc.record({ does: fc.constantFrom("code", "other"), at: fc.nat(20), document: fc.nat(1) }),
  fc.record({ does: fc.constantFrom("remove", "move", "foreign move"), at: fc.nat(20), document: fc.nat(1) }),
  fc.record({ does: fc.constantFrom("open", "reload", "rest"), at: fc.nat(20), document: fc.nat(1) }),
);

test("in whatever order answers come, the screen comes to show what the study holds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyDeed, { maxLength: 12 }), fc.scheduler(), async (deeds, scheduler) => {
      const { session, host, shown } = await begin();
      host.arrive = () => scheduler.schedule(Promise.resolve());
      host.deliver = (answer) => scheduler.schedule(Promise.resolve(answer));
      for (const { does, at, document } of deeds) {
        const text = [FIRST, SECOND][document] ?? FIRST;
        const ids = session.opened?.placement.ids ?? [];
        const id = ids[at % Math.max(ids.length, 1)];
        const place = { revision: 1, start: 3, end: 4 + at };
        if (does === "code") session.code([{ start: 3 + at, end: 4 + at }], "trust", {});
        else if (does === "other") host.elsewhere([adding(text, { start: 3, end: 5 + at }, "doubt")]);
        else if (does === "open") void session.open(text.name);
        else if (does === "reload") void session.reload();
        else if (does === "rest" && scheduler.count() > 0) await scheduler.waitOne();
        else if (id && does === "remove") void session.remove([id]);
        else if (id && does === "move") void session.change([[id, place]]);
        else if (id && does === "foreign move") {
          host.elsewhere([new OperationMaker("A1").changing([[id, { ...place, code: "moved" }]])]);
        }
        await settle();
      }
      while (scheduler.count() > 0) {
        await scheduler.waitOne();
        await settle();
      }
      const uid = session.opened?.document.uid ?? "";
      assert.deepEqual(shown(), host.codedIn(uid));
    }),
    { numRuns: 300 },
  );
});
