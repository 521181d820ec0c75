import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { RestTransport } from "../desk/hosts/rest_transport.js";

/** @typedef {import("../desk/core/types.js").Notice} Notice */

const REPLY = { type: "overview", name: "Ærø 😀" };

/**
 * A server on this machine, and a transport that asks it.
 *
 * @param {import("node:test").TestContext} t
 * @param {(body: any) => {status?: number, body?: unknown, raw?: string} | null} answer null never answers.
 */
async function serverThat(t, answer) {
  const sockets = /** @type {Set<import("node:stream").Duplex>} */ (new Set());
  const asked = /** @type {{method: string | undefined, url: string | undefined, body: any}[]} */ ([]);
  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const body = JSON.parse(Buffer.concat(pieces).toString());
    asked.push({ method: request.method, url: request.url, body });
    const given = answer(body);
    if (!given) return;
    response.writeHead(given.status ?? 200, { "Content-Type": "application/json" });
    response.end(given.raw ?? JSON.stringify(given.body));
  });
  server.on("upgrade", (request, socket) => {
    asked.push({ method: "upgrade", url: request.url, body: null });
    const accept = createHash("sha1")
      .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    server.emit("watched");
  });
  let port = 0;
  const listen = async () => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    port = /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  };
  const stop = async () => {
    server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  await listen();
  const end = new AbortController();
  const transport = new RestTransport(
    {
      fetch: (path, init) => fetch(`http://127.0.0.1:${port}/qual-workbench/${path}`, init),
      connect: (path) => new WebSocket(`ws://127.0.0.1:${port}/qual-workbench/${path}`),
    },
    { study: "my study/a&b.qwb", coder: "A1", signal: end.signal },
  );
  t.after(async () => {
    end.abort();
    await stop();
  });
  /** @param {unknown} message */
  const push = (message) => {
    const bytes = Buffer.from(typeof message === "string" ? message : JSON.stringify(message));
    for (const socket of sockets) socket.write(Buffer.concat([Buffer.from([0x81, bytes.length]), bytes]));
  };
  const watched = () => (sockets.size > 0 ? Promise.resolve() : once(server, "watched"));
  return { transport, asked, listen, stop, push, watched, end };
}

/** @param {RestTransport} transport */
function noticesOf(transport) {
  const notices = /** @type {Notice[]} */ ([]);
  /** @type {(() => void)[]} */
  const waiting = [];
  transport.onNotice((notice) => {
    notices.push(notice);
    for (const wake of waiting.splice(0)) wake();
  });
  /** @param {(notice: Notice) => boolean} fits */
  const until = async (fits) => {
    while (!notices.some(fits)) await new Promise((wake) => waiting.push(() => wake(undefined)));
  };
  return { notices, until };
}

test("a question goes to the study in the coder's name, and its answer comes back", async (t) => {
  const { transport, asked } = await serverThat(t, () => ({ body: REPLY }));
  assert.deepEqual(await transport.ask({ type: "overview" }), REPLY);
  assert.deepEqual(asked, [
    {
      method: "POST",
      url: "/qual-workbench/ask",
      body: { study: "my study/a&b.qwb", coder: "A1", request: { type: "overview" } },
    },
  ]);
});

for (const [what, given, reason, message] of /** @type {const} */ ([
  [
    "refused for good",
    { body: { type: "error", message: "No such code", lasting: true } },
    "refused",
    "No such code",
  ],
  [
    "that failed now",
    { body: { type: "error", message: "The disk is full", lasting: false } },
    "failed",
    "The disk is full",
  ],
  ["that is malformed", { status: 400, body: { message: "Not JSON" } }, "refused", "Not JSON"],
  ["that is too large", { status: 413, body: { message: "Too large" } }, "refused", "Too large"],
  ["to a study that is gone", { status: 404, body: { message: "s.qwb: gone" } }, "failed", "s.qwb: gone"],
  ["to a locked study", { status: 409, body: { message: "locked" } }, "failed", "locked"],
  ["of somebody signed out", { status: 403, body: { message: "Forbidden" } }, "failed", /sign in again/],
  ["that a proxy answers for an absent server", { status: 503, raw: "<html>" }, "gone", ""],
  ["that a login page answers", { raw: "<html>Sign in</html>" }, "failed", /server extension/],
  ["that an unknown page answers", { status: 404, raw: "<html>" }, "failed", /server extension/],
  ["answered with a bare number", { raw: "7" }, "failed", /server extension/],
])) {
  test(`a request ${what} is not taken for saved`, async (t) => {
    const { transport } = await serverThat(t, () => given);
    await assert.rejects(transport.ask({ type: "apply" }), { reason, message });
  });
}

test("a server that does not answer in time is silent, and not gone", async (t) => {
  const { transport } = await serverThat(t, () => null);
  const { notices } = noticesOf(transport);
  await assert.rejects(transport.ask({ type: "apply" }, 50), { reason: "silent" });
  assert.deepEqual(notices, []);
});

test("a server that stops is gone until it is there again", async (t) => {
  const { transport, listen, stop, watched } = await serverThat(t, () => ({ body: REPLY }));
  const { notices, until } = noticesOf(transport);
  await watched();
  await transport.ask({ type: "overview" });
  await stop();
  await until((notice) => notice.type === "connection" && !notice.live);
  await assert.rejects(transport.ask({ type: "apply" }), { reason: "gone" });
  await listen();
  await until((notice) => notice.type === "connection" && notice.live);
  assert.deepEqual(await transport.ask({ type: "overview" }), REPLY);
  assert.deepEqual(notices, [
    { type: "connection", live: false },
    { type: "connection", live: true },
  ]);
});

test("the desk hears that the study has changed, and nothing else that a socket may say", async (t) => {
  const { transport, push, watched, asked } = await serverThat(t, () => ({ body: REPLY }));
  const { notices, until } = noticesOf(transport);
  await watched();
  assert.deepEqual(asked, [
    { method: "upgrade", url: "/qual-workbench/watch?study=my%20study%2Fa%26b.qwb", body: null },
  ]);
  push("nonsense");
  push({ type: "other" });
  push({ type: "changed", newest: 12 });
  await until((notice) => notice.type === "changed");
  assert.deepEqual(notices, [{ type: "changed", newest: 12 }]);
});

test("a desk that is closed stops watching", async (t) => {
  const { transport, watched, end, asked } = await serverThat(t, () => ({ body: REPLY }));
  const { notices } = noticesOf(transport);
  await watched();
  end.abort();
  await new Promise((done) => setTimeout(done, 50));
  assert.deepEqual(notices, []);
  assert.equal(asked.length, 1);
});
