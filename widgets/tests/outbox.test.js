import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { OperationMaker } from "../desk/core/operations.js";
import { Outbox } from "../desk/core/outbox.js";
import { NotSaved } from "../desk/core/types.js";
import { MemoryStorage, settle } from "./samples.js";

/** @type {Outbox[]} */
const made = [];
// What finds nobody tries again, and would keep the tests from ending.
afterEach(() => {
  for (const outbox of made.splice(0)) outbox.close();
});

/**
 * An outbox to a receiver that does what `fate` says of each operation.
 *
 * @param {(id: string) => NotSaved | null} fate
 */
function boxTo(fate, storage = new MemoryStorage(), coder = "A1") {
  /** @type {string[]} */
  const received = [];
  const outbox = new Outbox({
    storage,
    study: "study",
    coder,
    onChange: () => {},
    send: async (operations) => {
      for (const { id } of operations) {
        const problem = fate(id);
        if (problem) throw problem;
      }
      received.push(...operations.map(({ id }) => id));
    },
  });
  made.push(outbox);
  return { outbox, received, storage };
}

const maker = new OperationMaker("A1");
const make = () => maker.removing(["x"]);

test("operations arrive in the order they were made", async () => {
  const { outbox, received } = boxTo(() => null);
  const operations = Array.from({ length: 5 }, () => make());
  for (const operation of operations) outbox.add([operation]);
  await settle();
  assert.deepEqual(
    received,
    operations.map(({ id }) => id),
  );
  assert.deepEqual(outbox.operations, []);
});

test("whoever waits for a change learns that it was saved, or that it never will be", async () => {
  const bad = make();
  const { outbox } = boxTo((id) => (id === bad.id ? new NotSaved("refused", "no") : null));
  await outbox.add([make(), make()]);
  await assert.rejects(outbox.add([bad]), { reason: "refused", message: "no" });
});

test("operations of one step are sent together", async () => {
  const { outbox, received } = boxTo(() => null);
  const step = [make(), make(), make()];
  await outbox.add(step);
  assert.deepEqual(
    received,
    step.map(({ id }) => id),
  );
});

test("what finds nobody waits, says why, and is sent again by itself", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let gone = true;
  const { outbox, received } = boxTo(() => (gone ? new NotSaved("gone") : null));
  const [first, second] = [make(), make()];
  outbox.add([first]);
  outbox.add([second]);
  await settle();
  assert.equal(outbox.problem?.reason, "gone");
  assert.equal(outbox.size, 2);
  gone = false;
  mock.timers.tick(60_000);
  await settle();
  assert.deepEqual(received, [first.id, second.id]);
  assert.equal(outbox.problem, null);
  mock.timers.reset();
});

test("what was refused does not hold up the rest, and can be tried again or given up", async () => {
  const bad = make();
  let attempts = 0;
  const { outbox, received } = boxTo((id) => {
    if (id !== bad.id) return null;
    attempts++;
    return new NotSaved("refused", "there is no such coding");
  });
  const good = make();
  outbox.add([bad]);
  outbox.add([good]);
  await settle();
  assert.deepEqual(received, [good.id]);
  assert.equal(outbox.problem?.message, "there is no such coding");
  outbox.retry();
  await settle();
  assert.equal(attempts, 2);
  assert.deepEqual(outbox.discardRefused(), [bad]);
  assert.deepEqual(outbox.operations, []);
  assert.equal(outbox.problem, null);
});

test("the next view of the same study and coder sends what an earlier one could not", async () => {
  const storage = new MemoryStorage();
  const operation = make();
  const old = boxTo(() => new NotSaved("gone"), storage).outbox;
  old.add([operation]);
  await settle();
  old.close();
  const other = boxTo(() => null, storage, "A2");
  other.outbox.retry();
  await settle();
  assert.deepEqual(other.received, []);
  const next = boxTo(() => null, storage);
  assert.deepEqual(next.outbox.operations, [operation]);
  next.outbox.retry();
  await settle();
  assert.deepEqual(next.received, [operation.id]);
  assert.deepEqual(boxTo(() => null, storage).outbox.operations, []);
});

test("a step that was refused is not sent again by the way, after what came later", async () => {
  const [bad, later, last] = [make(), make(), make()];
  let refuses = true;
  const { outbox, received } = boxTo((id) => (refuses && id === bad.id ? new NotSaved("refused") : null));
  outbox.add([bad]);
  await settle();
  outbox.add([later]);
  await settle();
  refuses = false;
  outbox.add([last]);
  outbox.resume();
  await settle();
  assert.deepEqual(received, [later.id, last.id]);
  outbox.retry();
  await settle();
  assert.deepEqual(received, [later.id, last.id, bad.id]);
});

test("a step that is cleared from storage before it was saved is sent all the same", async () => {
  let gone = true;
  const { outbox, received, storage } = boxTo(() => (gone ? new NotSaved("gone") : null));
  const operation = make();
  const saved = outbox.add([operation]);
  await settle();
  storage.removeItem(storage.key(0) ?? "");
  assert.deepEqual(outbox.sync(), { adopted: [], settled: false });
  gone = false;
  outbox.resume();
  await saved;
  assert.deepEqual(received, [operation.id]);
});

test("whoever waits for a step learns that another view saved it, or gave it up", async () => {
  const storage = new MemoryStorage();
  const { outbox } = boxTo(() => new NotSaved("gone"), storage);
  const saved = outbox.add([make()]);
  await settle();
  const other = boxTo(() => null, storage).outbox;
  other.resume();
  await settle();
  assert.equal(outbox.sync().settled, true);
  await saved;
  assert.equal(storage.length, 0);

  const refused = outbox.add([make()]);
  await settle();
  const third = boxTo(() => new NotSaved("refused", "no"), storage).outbox;
  third.resume();
  await settle();
  third.discardRefused();
  assert.equal(outbox.sync().settled, true);
  await assert.rejects(refused);
  assert.deepEqual(boxTo(() => null, storage).outbox.operations, []);
});

test("how a step ended is forgotten after a day", async () => {
  mock.timers.enable({ apis: ["Date"] });
  const storage = new MemoryStorage();
  boxTo(() => new NotSaved("gone"), storage).outbox.add([make()]);
  await settle();
  boxTo(() => null, storage).outbox.resume();
  await settle();
  assert.equal(storage.length, 1);
  mock.timers.tick(25 * 60 * 60 * 1000);
  boxTo(() => null, storage);
  assert.equal(storage.length, 0);
  mock.timers.reset();
});

test("a view that was left behind learns that another one saved its changes", async () => {
  const storage = new MemoryStorage();
  const { outbox } = boxTo(() => new NotSaved("gone"), storage);
  outbox.add([make()]);
  await settle();
  const next = boxTo(() => null, storage).outbox;
  next.retry();
  await settle();
  assert.equal(outbox.sync().settled, true);
  assert.deepEqual(outbox.operations, []);
});

test("a view takes over what another one makes after it", async () => {
  const storage = new MemoryStorage();
  const { outbox, received } = boxTo(() => null, storage);
  const stranded = boxTo(() => new NotSaved("gone"), storage).outbox;
  const operation = make();
  stranded.add([operation]);
  await settle();
  assert.deepEqual(outbox.sync().adopted, [operation]);
  outbox.retry();
  await settle();
  assert.deepEqual(received, [operation.id]);
});

test("a full storage keeps nobody from coding", async () => {
  const storage = new MemoryStorage();
  storage.full = true;
  let gone = true;
  const { outbox, received } = boxTo(() => (gone ? new NotSaved("gone") : null), storage);
  const operation = make();
  outbox.add([operation]);
  await settle();
  assert.equal(outbox.sync().settled, false);
  gone = false;
  outbox.retry();
  await settle();
  assert.deepEqual(received, [operation.id]);
});
