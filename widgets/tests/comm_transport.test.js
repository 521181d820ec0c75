import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { CommTransport } from "../coder/comm_transport.js";
import { removingCoding } from "../coder/operations.js";
import { settle } from "./samples.js";

/** The kernel's end of a comm: `answers` by the type of request; a missing one is never answered. */
function commTo(/** @type {Record<string, (request: any) => any>} */ answers) {
  /** @type {((reply: any) => void)[]} */
  const listeners = [];
  const comm = {
    dead: false,
    /** @type {any[]} */
    sent: [],
    on: (/** @type {string} */ event, /** @type {(reply: any) => void} */ listener) => {
      if (event === "msg:custom") listeners.push(listener);
    },
    send: (/** @type {any} */ request) => {
      if (comm.dead) throw new Error("Cannot send");
      comm.sent.push(request);
      const reply = answers[request.type]?.(request);
      if (reply) queueMicrotask(() => hear({ ...reply, id: request.id }));
    },
  };
  const hear = (/** @type {any} */ reply) => {
    for (const listener of listeners) listener(reply);
  };
  return comm;
}

/** @param {ReturnType<typeof commTo>} comm */
function transportOver(comm, isVisible = () => true) {
  const ending = new AbortController();
  return {
    transport: new CommTransport(comm, { signal: ending.signal, isVisible }),
    end: () => ending.abort(),
  };
}

const LOADED = { type: "loaded", document: { name: "first" }, newest: 4 };
const NOTHING_NEW = { type: "changes", newest: 4, reload: false, added: [], removed: [] };
const operation = removingCoding("x", "A1");

test("two views of one widget hear each other's replies and take only their own", async () => {
  const comm = commTo({ load: ({ transcript }) => ({ ...LOADED, document: { name: transcript } }) });
  const [one, two] = [transportOver(comm), transportOver(comm)];
  const [first, second] = await Promise.all([one.transport.load("first"), two.transport.load("second")]);
  assert.deepEqual([first.document?.name, second.document?.name], ["first", "second"]);
});

test("a refusal says that it is lasting, a failure that it is not", async () => {
  const comm = commTo({
    apply: () => ({ type: "error", message: "no such code", lasting: true }),
    load: () => ({ type: "error", message: "the disk is full", lasting: false }),
  });
  const { transport } = transportOver(comm);
  await assert.rejects(transport.send(operation), { reason: "refused", message: "no such code" });
  await assert.rejects(transport.load(null), { reason: "failed", message: "the disk is full" });
});

test("a kernel that is gone is told apart from one that is silent", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const comm = commTo({});
  const { transport } = transportOver(comm);
  const silent = assert.rejects(transport.send(operation), { reason: "silent" });
  mock.timers.tick(11_000);
  await silent;
  comm.dead = true;
  await assert.rejects(transport.send(operation), { reason: "gone" });
  mock.timers.reset();
});

test("what others did is asked for every two seconds, while the view is visible", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  let visible = true;
  const row = ["c", 0, 1, "trust", {}];
  const comm = commTo({
    load: () => LOADED,
    changes: ({ since }) => ({ ...NOTHING_NEW, newest: 5, added: since < 5 ? [row] : [] }),
  });
  const { transport, end } = transportOver(comm, () => visible);
  /** @type {any[]} */
  const heard = [];
  transport.onChange((change) => heard.push(change));
  await transport.load("first");
  for (const visibility of [true, true, false]) {
    visible = visibility;
    mock.timers.tick(2000);
    await settle();
  }
  assert.deepEqual(heard, [{ type: "codings", added: [row], removed: [] }]);
  assert.deepEqual(
    comm.sent.filter(({ type }) => type === "changes").map(({ since }) => since),
    [4, 5],
  );
  end();
  mock.timers.reset();
});

test("one's own saved change is not asked for again", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const comm = commTo({
    load: () => LOADED,
    apply: () => ({ type: "applied", seq: 5, repeated: false }),
    changes: () => ({ ...NOTHING_NEW, newest: 5 }),
  });
  const { transport, end } = transportOver(comm);
  transport.onChange(() => assert.fail("nobody else did anything"));
  await transport.load("first");
  await transport.send(operation);
  mock.timers.tick(2000);
  await settle();
  assert.equal(comm.sent.at(-1).since, 5);
  end();
  mock.timers.reset();
});

test("a connection that breaks and comes back is told once each", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const comm = commTo({ load: () => LOADED, changes: () => NOTHING_NEW });
  const { transport, end } = transportOver(comm);
  /** @type {any[]} */
  const heard = [];
  transport.onChange((change) => heard.push(change));
  await transport.load("first");
  for (const dead of [true, true, false, false]) {
    comm.dead = dead;
    mock.timers.tick(2000);
    await settle();
  }
  assert.deepEqual(heard, [
    { type: "connection", live: false },
    { type: "connection", live: true },
  ]);
  end();
  mock.timers.reset();
});
