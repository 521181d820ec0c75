import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { CommTransport } from "../desk/hosts/comm_transport.js";

/** The kernel's end of a comm: `answers` by the type of request; a missing one is never answered. */
function commTo(/** @type {Record<string, (request: any) => any>} */ answers) {
  /** @type {((reply: any) => void)[]} */
  const listeners = [];
  const comm = {
    dead: false,
    hear: (/** @type {any} */ message) => {
      for (const listener of listeners) listener(message);
    },
    on: (/** @type {string} */ event, /** @type {(reply: any) => void} */ listener) => {
      if (event === "msg:custom") listeners.push(listener);
    },
    send: (/** @type {any} */ request) => {
      if (comm.dead) throw new Error("Cannot send");
      const reply = answers[request.type]?.(request);
      if (reply) queueMicrotask(() => comm.hear({ ...reply, id: request.id }));
    },
  };
  return comm;
}

const ASK = { type: "load", transcript: null };

test("two views of one widget hear each other's replies and take only their own", async () => {
  const comm = commTo({ load: ({ transcript }) => ({ type: "loaded", document: { name: transcript } }) });
  const [one, two] = [new CommTransport(comm), new CommTransport(comm)];
  const asked = [one.ask({ ...ASK, transcript: "first" }), two.ask({ ...ASK, transcript: "second" })];
  const names = (await Promise.all(asked)).map(({ document }) => document.name);
  assert.deepEqual(names, ["first", "second"]);
});

test("a refusal says that it is lasting, a failure that it is not", async () => {
  const comm = commTo({
    apply: () => ({ type: "error", message: "no such code", lasting: true }),
    load: () => ({ type: "error", message: "the disk is full", lasting: false }),
  });
  const transport = new CommTransport(comm);
  await assert.rejects(transport.ask({ type: "apply" }), { reason: "refused", message: "no such code" });
  await assert.rejects(transport.ask(ASK), { reason: "failed", message: "the disk is full" });
});

test("a kernel that is gone is told apart from one that is silent", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const comm = commTo({});
  const transport = new CommTransport(comm);
  const silent = assert.rejects(transport.ask(ASK, 10_000), { reason: "silent" });
  mock.timers.tick(11_000);
  await silent;
  comm.dead = true;
  await assert.rejects(transport.ask(ASK), { reason: "gone" });
  mock.timers.reset();
});

test("a notice of a change is passed on", () => {
  const comm = commTo({});
  const transport = new CommTransport(comm);
  /** @type {any[]} */
  const heard = [];
  transport.onNotice((notice) => heard.push(notice));
  comm.hear({ type: "changed", newest: 7 });
  assert.deepEqual(heard, [{ type: "changed", newest: 7 }]);
});

test("a connection that breaks and comes back is told once each", async () => {
  const comm = commTo({ load: () => ({ type: "loaded" }) });
  const transport = new CommTransport(comm);
  /** @type {any[]} */
  const heard = [];
  transport.onNotice((notice) => heard.push(notice));
  for (const dead of [true, true, false, false]) {
    comm.dead = dead;
    await transport.ask(ASK).catch(() => {});
  }
  assert.deepEqual(heard, [
    { type: "connection", live: false },
    { type: "connection", live: true },
  ]);
});
