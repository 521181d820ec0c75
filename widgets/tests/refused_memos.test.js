import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Session } from "../desk/core/session.js";
import { NotSaved } from "../desk/core/types.js";
import { Autosave } from "../desk/panels/autosave.js";
import { RefusedMemos, saveMemo } from "../desk/panels/refused_memos.js";
import { documentOf, MemoryStorage, settle } from "./samples.js";
import { StudyHost } from "./study_host.js";

const JOURNAL = JSON.stringify(["study", ""]);
const ON_CODING = JSON.stringify(["coding", "c-0"]);
const MEANWHILE = "changed meanwhile";

/** A study that keeps memos, and refuses those that were typed over another text than the one it holds. */
class MemoHost extends StudyHost {
  /** @type {Map<string, string>} What about and target say. */
  memos = new Map();
  /** What is refused for another reason. @type {string | null} */
  forbidden = null;
  /** @type {Set<string>} */
  #done = new Set();

  constructor() {
    super(documentOf([{ speaker: "B", said: "Hun ringede." }]));
  }

  /** @override @param {any} request */
  async ask(request) {
    if (!this.live) throw new NotSaved("gone");
    const answer = await super.ask(request.type === "apply" ? this.#apply(request) : this.#asked(request));
    if (request.type === "memos") {
      const memos = [...this.memos].map(([key, text]) => [...JSON.parse(key), text]);
      return { memos: memos.map(([about, target, text]) => ({ about, target, text })) };
    }
    if (request.type === "inspect") {
      return { coding: { memo: this.memos.get(JSON.stringify(["coding", request.coding])) ?? "" } };
    }
    return answer;
  }

  /** Somebody else writes a memo. @param {string} key @param {string} text */
  write(key, text) {
    this.memos.set(key, text);
    this.elsewhere([{ id: `elsewhere ${Math.random()}`, kind: "memo.set", payload: { memos: [] } }]);
  }

  /** A question that the other host knows, for one that is answered here. @param {any} request */
  #asked(request) {
    return ["memos", "inspect"].includes(request.type) ? { type: "overview" } : request;
  }

  /** @param {any} request */
  #apply(request) {
    for (const { id, kind, payload } of request.operations) {
      if (this.#done.has(id)) continue;
      const rows =
        kind === "memo.set"
          ? payload.memos.map((/** @type {any[]} */ [about, target, text, over]) => [
              [about, target],
              text,
              over,
            ])
          : (payload.changes ?? []).map((/** @type {any[]} */ [coding, { memo, over }]) => [
              ["coding", coding],
              memo,
              over,
            ]);
      for (const [about, text, over] of rows) {
        const key = JSON.stringify(about);
        if (key === this.forbidden) throw new NotSaved("refused", "there is no such thing");
        const there = this.memos.get(key) ?? "";
        const isSeen = over === undefined || there === over || there === text;
        if (!isSeen && (there.trim() || over.trim())) throw new NotSaved("refused", MEANWHILE);
        this.memos.set(key, text);
      }
      this.#done.add(id);
    }
    return request;
  }
}

/**
 * A window of one coder with a memo field.
 *
 * @param {MemoHost} host
 * @param {MemoryStorage} [storage]
 */
async function open(host, storage = new MemoryStorage()) {
  const ending = new AbortController();
  const { signal } = ending;
  const session = new Session({ transport: host, coder: "A1", storage, signal });
  await session.open(null);
  /** @type {string[]} */
  const said = [];
  const say = (/** @type {string} */ words) => void said.push(words);
  const refused = new RefusedMemos({ session, signal, say, language: "en" });
  const autosave = new Autosave((key, text, over) => void saveMemo(session, key, text, over), 100_000);
  /** What stands in the field. */
  let shown = "";
  return {
    ...{ session, autosave, said, end: () => ending.abort() },
    get shown() {
      return shown;
    },
    begin() {
      const onBoth = (/** @type {string} */ _, /** @type {string} */ text) => {
        shown = text;
      };
      refused.join({ autosave, onBoth });
      return this;
    },
    /** The field shows a memo as the study holds it. */
    see(key = JOURNAL) {
      if (session.saveState.waiting === 0 && !autosave.isTyped) autosave.settle();
      shown = autosave.text(key, host.memos.get(key) ?? "") ?? "";
    },
    /** @param {string} words */
    type(words, key = JOURNAL) {
      shown = `${shown}${shown && " "}${words}`;
      autosave.type(key, shown);
    },
  };
}

for (const key of [JOURNAL, JSON.stringify(["transcript", "t"]), JSON.stringify(["code", "x"]), ON_CODING]) {
  test(`of two windows that type into the same memo neither loses a word: ${JSON.parse(key)[0]}`, async () => {
    const host = new MemoHost();
    const [a, b] = [(await open(host)).begin(), (await open(host)).begin()];
    a.see(key);
    b.see(key);
    a.type("From A.", key);
    b.type("From B.", key);
    a.autosave.flush();
    b.autosave.flush();
    await settle();
    assert.equal(host.memos.get(key), "From A.\nFrom B.");
    assert.equal(b.shown, "From A.\nFrom B.");
    assert.deepEqual(b.session.saveState, { waiting: 0, problem: null, connected: true });
    a.end();
    b.end();
  });
}

test("what is typed while both texts are put together is in them", async () => {
  const host = new MemoHost();
  const b = (await open(host)).begin();
  b.see();
  host.write(JOURNAL, "From A.");
  const answer = host.hold("overview"); // That the memos are asked for by.
  b.type("From win");
  b.autosave.flush();
  await settle();
  b.type("dow B.");
  answer();
  await settle();
  assert.equal(host.memos.get(JOURNAL), "From A.\nFrom win dow B.");
  assert.equal(b.shown, "From A.\nFrom win dow B.");
  assert.equal(b.autosave.isTyped, false);
  b.end();
});

test("what is typed faster than it is saved is typed over what was typed before", async () => {
  const host = new MemoHost();
  const one = (await open(host)).begin();
  one.see();
  for (const word of ["one", "two", "three"]) {
    one.type(word);
    one.autosave.flush();
  }
  await settle();
  assert.equal(host.memos.get(JOURNAL), "one two three");
  assert.equal(host.saved.length, 3);
  one.end();
});

test("what was typed offline is put together with what others wrote meanwhile", async () => {
  const host = new MemoHost();
  const one = (await open(host)).begin();
  one.see();
  host.live = false;
  for (const word of ["one", "two"]) {
    one.type(word);
    one.autosave.flush();
  }
  await settle();
  host.memos.set(JOURNAL, "Others.");
  host.live = true;
  one.session.retry();
  await settle();
  assert.equal(host.memos.get(JOURNAL), "Others.\none two");
  assert.equal(one.session.saveState.waiting, 0);
  one.end();
});

test("a refused memo of a page that was closed is put together by the next one, which says so", async () => {
  const host = new MemoHost();
  const storage = new MemoryStorage();
  const closed = await open(host, storage);
  closed.see();
  host.live = false;
  closed.type("Typed before.");
  closed.autosave.flush();
  await settle();
  closed.end();
  host.live = true;
  host.memos.set(JOURNAL, "Others.");
  const next = await open(host, storage);
  await settle();
  assert.equal(host.memos.get(JOURNAL), "Others.\nTyped before.");
  assert.equal(next.session.saveState.waiting, 0);
  assert.match(next.said.join(), /both texts are kept/);
  assert.deepEqual([storage.length, storage.getItem(storage.key(0) ?? "")], [1, '"given up"']);
  next.end();
});

test("a memo that is refused for another reason waits for a decision, and is not asked for again and again", async () => {
  const host = new MemoHost();
  const one = (await open(host)).begin();
  one.see();
  host.forbidden = JOURNAL;
  one.type("Typed.");
  one.autosave.flush();
  await settle();
  assert.equal(one.session.saveState.waiting, 1);
  assert.equal(one.session.saveState.problem?.message, "there is no such thing");
  const asked = host.asked.length;
  one.session.code([{ start: 3, end: 6 }], "trust", {});
  await settle();
  assert.equal(host.asked.length, asked + 1);
  host.forbidden = null;
  one.session.retry();
  await settle();
  assert.equal(host.memos.get(JOURNAL), "Typed.");
  one.end();
});

test("a text that was put together can be taken back, and what was refused cannot", async () => {
  const host = new MemoHost();
  const one = (await open(host)).begin();
  one.see();
  host.write(JOURNAL, "Others.");
  one.type("Typed.");
  one.autosave.flush();
  await settle();
  assert.ok(one.session.undo());
  assert.equal(one.session.canUndo, false);
  one.end();
});

test("whatever two windows type into a memo, and whenever it is saved, every word is in the study at the end", async () => {
  const step = fc.record({
    window: fc.nat(1),
    does: fc.constantFrom("type", "type", "type", "hand over", "look", "wait", "go", "come"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const host = new MemoHost();
      const windows = [(await open(host)).begin(), (await open(host)).begin()];
      for (const one of windows) one.see();
      /** @type {string[]} */
      const typed = [];
      for (const { window, does } of steps) {
        const one = windows[window];
        if (does === "type") {
          typed.push(`w${typed.length}`);
          one?.type(typed.at(-1) ?? "");
        } else if (does === "hand over") one?.autosave.flush();
        else if (does === "look") one?.see();
        else if (does === "wait") await settle();
        else host.live = does === "come";
      }
      host.live = true;
      // Until nobody has anything to say any more.
      for (let round = 0; round < 6; round++) {
        for (const one of windows) {
          one.autosave.flush();
          one.session.retry();
          await settle();
        }
      }
      const words = host.memos.get(JOURNAL)?.match(/\S+/g) ?? [];
      assert.deepEqual([...words].sort(), typed.sort());
      for (const one of windows) {
        assert.equal(one.session.saveState.waiting, 0);
        one.see();
        assert.equal(one.shown, host.memos.get(JOURNAL) ?? "");
        one.end();
      }
    }),
    { numRuns: 200 },
  );
});
