import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import fc from "fast-check";
import { OperationMaker } from "../desk/core/operations.js";
import { Session } from "../desk/core/session.js";
import { documentOf, MemoryStorage, settle } from "./samples.js";
import { StudyHost, told } from "./study_host.js";

const DOCUMENT = documentOf([{ speaker: "B", said: "Hun ringede 😀 hver dag." }]);
const HUN_RINGEDE = { start: 3, end: 14 };
const HVER_DAG = { start: 17, end: 25 };

/** @type {AbortController[]} */
const endings = [];
// Also after a failure: what goes on would keep the tests from ending.
afterEach(() => {
  for (const ending of endings.splice(0)) ending.abort();
});

async function begin({ storage = new MemoryStorage(), host = new StudyHost(DOCUMENT) } = {}) {
  const ending = new AbortController();
  endings.push(ending);
  const session = new Session({ transport: host, coder: "A1", storage, signal: ending.signal });
  await session.open(null);
  const shown = () => told([...(session.opened?.placement.all ?? [])].map(({ coding }) => coding));
  return { session, host, storage, shown, ending };
}

test("a coding is there before it is saved, and is saved by itself", async () => {
  const { session, host, shown } = await begin();
  assert.equal(session.code([HUN_RINGEDE], "trust", { stance: "absent" }).length, 1);
  assert.deepEqual(shown(), ['3 14 trust {"stance":"absent"}']);
  assert.equal(session.saveState.waiting, 1);
  await settle();
  assert.equal(session.saveState.waiting, 0);
  assert.deepEqual(host.coded, shown());
});

test("the same code on the same passage is not coded twice", async () => {
  const { session, host } = await begin();
  session.code([HUN_RINGEDE], "trust", {});
  assert.deepEqual(session.code([HUN_RINGEDE], "trust", {}), []);
  assert.equal(session.code([HUN_RINGEDE, HVER_DAG], "doubt", {}).length, 2);
  await settle();
  assert.equal(host.saved.length, 2);
});

test("while the host is gone, codings stay on the screen and count as not saved", async () => {
  const { session, host, shown } = await begin();
  host.live = false;
  session.code([HUN_RINGEDE], "trust", {});
  await settle();
  assert.equal(session.saveState.waiting, 1);
  assert.equal(session.saveState.problem?.reason, "gone");
  assert.equal(session.unsaved.size, 1);
  assert.equal(shown().length, 1);
  host.live = true;
  session.retry();
  await settle();
  assert.equal(session.saveState.waiting, 0);
  assert.equal(session.unsaved.size, 0);
});

test("the next view shows and saves what the one before could not", async () => {
  const before = await begin();
  before.host.live = false;
  before.session.code([HUN_RINGEDE], "trust", {});
  await settle();
  before.ending.abort();
  before.host.live = true;
  const after = await begin({ storage: before.storage, host: before.host });
  assert.deepEqual(after.shown(), ["3 14 trust {}"]);
  await settle();
  assert.equal(after.host.saved.length, 1);
});

test("a refused change that is given up is taken from the screen and cannot be undone", async () => {
  const { session, host, shown } = await begin();
  host.refuses = true;
  session.code([HUN_RINGEDE], "trust", {});
  await settle();
  assert.equal(session.saveState.problem?.message, "no");
  session.discardRefused();
  await settle();
  assert.deepEqual(shown(), []);
  assert.equal(session.saveState.waiting, 0);
  assert.equal(session.canUndo, false);
});

test("undo of a step that was refused takes it from the screen, and asks the study for nothing", async () => {
  const { session, host, shown } = await begin();
  session.code([HVER_DAG], "doubt", {});
  await settle();
  host.refuses = true;
  session.code([HUN_RINGEDE], "trust", {});
  await settle();
  host.refuses = false;
  assert.ok(session.undo());
  await settle();
  assert.deepEqual(shown(), ["17 25 doubt {}"]);
  assert.equal(session.saveState.waiting, 0);
  assert.equal(host.saved.length, 1);
  assert.equal(session.canRedo, false);
  session.undo();
  await settle();
  assert.deepEqual(host.coded, []);
});

test("a code may be called like something that every object has", async () => {
  const { session } = await begin();
  session.code([HUN_RINGEDE], "constructor", {});
  session.code([HVER_DAG], "__proto__", {});
  assert.deepEqual(Object.entries(session.overview?.counts ?? {}), [
    ["constructor", 1],
    ["__proto__", 1],
  ]);
});

test("a refused change of the codebook is told to who asked for it, and holds up nothing", async () => {
  const { session, host } = await begin();
  host.refuses = true;
  await assert.rejects(session.changeScheme([{ do: "edit", code: "x", set: { retired: true } }]), {
    message: "no",
  });
  assert.equal(session.saveState.waiting, 0);
  assert.equal(session.canUndo, false);
  host.refuses = false;
  session.code([HUN_RINGEDE], "trust", {});
  await settle();
  assert.equal(host.coded.length, 1);
});

test("what others did is shown, but does not bring back what waits to be removed", async () => {
  const { session, host, shown } = await begin();
  const [mine] = session.code([HUN_RINGEDE], "trust", {});
  await settle();
  host.live = false;
  void session.remove([mine?.coding.id ?? ""]);
  await settle();
  host.live = true;
  host.elsewhere([new OperationMaker("A1").adding(DOCUMENT, [HVER_DAG], "doubt", {})]);
  await settle();
  assert.deepEqual(shown(), ["17 25 doubt {}"]);
});

test("one's own saved change is not asked for again", async () => {
  const { session, host } = await begin();
  session.code([HUN_RINGEDE], "trust", {});
  await settle();
  host.elsewhere([]);
  await settle();
  assert.equal(host.asked.filter(({ type }) => type === "changes").length, 0);
  host.elsewhere([new OperationMaker("A1").adding(DOCUMENT, [HVER_DAG], "doubt", {})]);
  await settle();
  assert.equal(host.asked.filter(({ type }) => type === "changes").length, 1);
});

test("a notice that overtakes the answer to one's own change asks for nothing, and hides nobody else's", async () => {
  const { session, host } = await begin();
  const changes = () => host.asked.filter(({ type }) => type === "changes").length;
  host.tellsFirst = true;
  session.code([HUN_RINGEDE], "trust", {});
  await settle();
  assert.equal(changes(), 0);
  session.undo();
  host.elsewhere([new OperationMaker("A1").adding(DOCUMENT, [HVER_DAG], "doubt", {})]);
  await settle();
  assert.equal(changes(), 1);
});

test("the counts of the overview follow what is coded", async () => {
  const { session } = await begin();
  const [placed] = session.code([HUN_RINGEDE], "trust", {});
  assert.deepEqual({ ...session.overview?.counts }, { trust: 1 });
  assert.deepEqual(
    [session.overview?.transcripts[0]?.codings, session.overview?.transcripts[0]?.coded],
    [1, 1],
  );
  void session.change([[placed?.coding.id ?? "", { code: "doubt" }]]);
  assert.deepEqual({ ...session.overview?.counts }, { trust: 0, doubt: 1 });
  session.undo();
  session.undo();
  assert.deepEqual({ ...session.overview?.counts }, { trust: 0, doubt: 0 });
  assert.equal(session.overview?.transcripts[0]?.coded, 0);
});

test("five hundred codings are undone by one small message, and at once", async () => {
  const document = documentOf([{ speaker: "B", said: "ord ".repeat(500) }]);
  const { session, host, shown } = await begin({ host: new StudyHost(document) });
  const spans = Array.from({ length: 500 }, (_, i) => ({ start: 3 + 4 * i, end: 6 + 4 * i }));
  session.code(spans, "trust", {});
  await settle();
  session.undo();
  assert.deepEqual(shown(), []);
  await settle();
  assert.deepEqual(host.coded, []);
  assert.ok(JSON.stringify(host.asked.at(-1)).length < 300);
});

const anyStep = fc.oneof(
  fc.record({ does: fc.constant("code"), at: fc.nat(20), long: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    does: fc.constantFrom("remove", "move", "recode", "split"),
    at: fc.nat(20),
    long: fc.constant(1),
  }),
);

test("whatever was done, undoing all leads back, redoing all leads on, and the host is of one mind", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 8 }), async (steps) => {
      const { session, host, shown } = await begin();
      const states = [shown()];
      for (const { does, at, long } of steps) {
        const ids = session.opened?.placement.ids ?? [];
        const id = ids[at % Math.max(ids.length, 1)];
        if (does === "code") {
          if (session.code([{ start: 3 + at, end: 3 + at + long }], "trust", {}).length === 0) continue;
        } else if (!id) continue;
        else if (does === "remove") void session.remove([id]);
        else if (does === "recode") void session.change([[id, { code: `code ${at}` }]]);
        else if (does === "move") void session.change([[id, { revision: 1, start: 3, end: 4 + at }]]);
        else {
          void session.rearrange({
            changes: [[id, { revision: 1, start: 3, end: 5 }]],
            added: [{ start: 5, end: 7, code: `half ${at}`, attributes: {} }],
          });
        }
        states.push(shown());
      }
      for (const state of states.slice(0, -1).reverse()) {
        assert.ok(session.undo());
        assert.deepEqual(shown(), state);
        await settle();
        assert.deepEqual(host.coded, state);
      }
      assert.equal(session.undo(), null);
      for (const state of states.slice(1)) {
        assert.ok(session.redo());
        assert.deepEqual(shown(), state);
      }
      assert.equal(session.redo(), null);
    }),
    { numRuns: 60 },
  );
});
