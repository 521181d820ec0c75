import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { CommTransport } from "../desk/hosts/comm_transport.js";
import { removingCoding } from "../desk/core/operations.js";
import { settle } from "./samples.js";

/** The kernel's end of a comm: `answers` by the type of request; a missing one is never answered. */
function commTo(/** @type {Record<string, (request: any) => any>} */ answers) {
  /** @type {((reply: any) => void)[]} */
  const listeners = [];
  const comm = {
    dead: false,
    hear: (/** @type {any} */ message) => {
      for (const listener of listeners) listener(message);
    },
    /** @type {any[]} */
    sent: [],
    on: (/** @type {string} */ event, /** @type {(reply: any) => void} */ listener) => {
      if (event === "msg:custom") listeners.push(listener);
    },
    send: (/** @type {any} */ request) => {
      if (comm.dead) throw new Error("Cannot send");
      comm.sent.push(request);
      const reply = answers[request.type]?.(request);
      if (reply) queueMicrotask(() => comm.hear({ ...reply, id: request.id }));
    },
  };
  return comm;
}

const LOADED = { type: "loaded", document: { name: "first" }, newest: 4 };
const operation = removingCoding("x", "A1");

test("two views of one widget hear each other's replies and take only their own", async () => {
  const comm = commTo({ load: ({ transcript }) => ({ ...LOADED, document: { name: transcript } }) });
  const [one, two] = [new CommTransport(comm), new CommTransport(comm)];
  const [first, second] = await Promise.all([one.load("first"), two.load("second")]);
  assert.deepEqual([first.document?.name, second.document?.name], ["first", "second"]);
});

test("a refusal says that it is lasting, a failure that it is not", async () => {
  const comm = commTo({
    apply: () => ({ type: "error", message: "no such code", lasting: true }),
    load: () => ({ type: "error", message: "the disk is full", lasting: false }),
  });
  const transport = new CommTransport(comm);
  await assert.rejects(transport.send(operation), { reason: "refused", message: "no such code" });
  await assert.rejects(transport.load(null), { reason: "failed", message: "the disk is full" });
});

test("a kernel that is gone is told apart from one that is silent", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const comm = commTo({});
  const transport = new CommTransport(comm);
  const silent = assert.rejects(transport.send(operation), { reason: "silent" });
  mock.timers.tick(11_000);
  await silent;
  comm.dead = true;
  await assert.rejects(transport.send(operation), { reason: "gone" });
  mock.timers.reset();
});

test("a notice of something new is followed by the question what it was, once", async () => {
  const row = ["c", 0, 1, "trust", {}];
  const comm = commTo({
    load: () => LOADED,
    changes: ({ since }) => ({ newest: 6, reload: false, added: since < 6 ? [row] : [], removed: [] }),
  });
  const transport = new CommTransport(comm);
  /** @type {any[]} */
  const heard = [];
  transport.onChange((change) => heard.push(change));
  await transport.load("first");
  for (const newest of [5, 6, 6]) {
    comm.hear({ type: "changed", newest });
    await settle();
  }
  assert.deepEqual(heard, [{ type: "codings", added: [row], removed: [] }]);
  assert.equal(comm.sent.filter(({ type }) => type === "changes").length, 1);
});

test("one's own saved change is not asked for, another's before it is", async () => {
  let saved = 4;
  const comm = commTo({
    load: () => LOADED,
    apply: () => ({ type: "applied", seq: ++saved, repeated: false }),
    changes: () => ({ newest: saved, reload: false, added: [], removed: [] }),
  });
  const transport = new CommTransport(comm);
  await transport.load("first");
  await transport.send(operation);
  comm.hear({ type: "changed", newest: saved });
  assert.equal(comm.sent.at(-1).type, "apply");
  saved++;
  await transport.send(operation);
  comm.hear({ type: "changed", newest: saved });
  assert.deepEqual([comm.sent.at(-1).type, comm.sent.at(-1).since], ["changes", 5]);
});

test("a changed text or scheme asks for a fresh load", async () => {
  const comm = commTo({
    load: () => LOADED,
    changes: () => ({ newest: 5, reload: true, added: [], removed: [] }),
  });
  const transport = new CommTransport(comm);
  /** @type {any[]} */
  const heard = [];
  transport.onChange((change) => heard.push(change));
  await transport.load("first");
  comm.hear({ type: "changed", newest: 5 });
  await settle();
  assert.deepEqual(heard, [{ type: "reload" }]);
});

test("a connection that breaks and comes back is told once each", async () => {
  const comm = commTo({ load: () => LOADED, apply: () => ({ type: "applied", seq: 5 }) });
  const transport = new CommTransport(comm);
  /** @type {any[]} */
  const heard = [];
  transport.onChange((change) => heard.push(change));
  await transport.load("first");
  for (const dead of [true, true, false, false]) {
    comm.dead = dead;
    await transport.send(operation).catch(() => {});
  }
  assert.deepEqual(heard, [
    { type: "connection", live: false },
    { type: "connection", live: true },
  ]);
});
