import assert from "node:assert/strict";
import { test } from "node:test";
import { CodingSession } from "../desk/core/coding_session.js";
import { removingCoding } from "../desk/core/operations.js";
import { NotSaved } from "../desk/core/types.js";
import { documentOf, MemoryStorage, settle } from "./samples.js";

const DOCUMENT = documentOf([{ speaker: "B", said: "Hun ringede 😀 hver dag." }]);
const HUN_RINGEDE = { start: 3, end: 14 };

/** A session on a study that is a list of saved operations. */
function sessionOn({ storage = new MemoryStorage(), codings = /** @type {any[]} */ ([]) } = {}) {
  const ending = new AbortController();
  const study = { live: true, saved: /** @type {any[]} */ ([]), codings, refuses: false };
  /** @type {(change: import("../desk/core/types.js").Change) => void} */
  let tell = () => {};
  const transport = {
    load: async () => ({
      study: "study",
      constructed: false,
      transcripts: ["first"],
      scheme: null,
      document: DOCUMENT,
      codings: study.codings,
      lost: 0,
      newest: study.saved.length,
    }),
    send: async (/** @type {any} */ operation) => {
      if (!study.live) throw new NotSaved("gone");
      if (study.refuses) throw new NotSaved("refused", "no");
      study.saved.push(operation);
      return { seq: study.saved.length, repeated: false };
    },
    onChange: (/** @type {typeof tell} */ listener) => {
      tell = listener;
    },
  };
  const nothing = () => {};
  const session = new CodingSession(
    { transport, coder: "A1", storage, signal: ending.signal },
    { onOpened: nothing, onOpenFailed: nothing, onAdded: nothing, onRemoved: nothing, onSaveState: nothing },
  );
  const shown = () =>
    session.opened?.placement.ids.map((id) => {
      const coding = session.opened?.placement.get(id)?.coding;
      return [coding?.start, coding?.end, coding?.code];
    });
  return {
    session,
    study,
    shown,
    tell: (/** @type {any} */ change) => tell(change),
    end: () => ending.abort(),
  };
}

test("a coding is there before it is saved, and is saved by itself", async () => {
  const { session, study, shown, end } = sessionOn();
  await session.open(null);
  assert.equal(session.code(HUN_RINGEDE, "trust", { stance: "absent" }), true);
  assert.deepEqual(shown(), [[3, 14, "trust"]]);
  assert.equal(session.saveState.waiting, 1);
  await settle();
  assert.equal(session.saveState.waiting, 0);
  assert.deepEqual(study.saved[0].payload.codings, [
    ["t", 1, 3, 14, "trust", "A1", { stance: "absent" }, "", "manual"],
  ]);
  end();
});

test("the same code on the same passage is not coded twice", async () => {
  const { session, study, end } = sessionOn();
  await session.open(null);
  session.code(HUN_RINGEDE, "trust", {});
  assert.equal(session.code(HUN_RINGEDE, "trust", {}), false);
  assert.equal(session.code(HUN_RINGEDE, "doubt", {}), true);
  await settle();
  assert.equal(study.saved.length, 2);
  end();
});

test("while the kernel is gone, codings stay on the screen and count as not saved", async () => {
  const { session, study, shown, end } = sessionOn();
  await session.open(null);
  study.live = false;
  session.code(HUN_RINGEDE, "trust", {});
  await settle();
  assert.equal(session.saveState.waiting, 1);
  assert.equal(session.saveState.problem?.reason, "gone");
  assert.equal(session.unsaved.size, 1);
  assert.equal(shown()?.length, 1);
  study.live = true;
  session.retry();
  await settle();
  assert.equal(session.saveState.waiting, 0);
  assert.equal(session.unsaved.size, 0);
  end();
});

test("the view after a restarted kernel shows and saves what the one before could not", async () => {
  const storage = new MemoryStorage();
  const before = sessionOn({ storage });
  await before.session.open(null);
  before.study.live = false;
  before.session.code(HUN_RINGEDE, "trust", {});
  await settle();
  before.end();
  const after = sessionOn({ storage });
  await after.session.open(null);
  assert.deepEqual(after.shown(), [[3, 14, "trust"]]);
  await settle();
  assert.equal(after.study.saved.length, 1);
  after.end();
});

test("a refused change that is given up is taken from the screen", async () => {
  const { session, study, shown, end } = sessionOn();
  await session.open(null);
  study.refuses = true;
  session.code(HUN_RINGEDE, "trust", {});
  await settle();
  assert.equal(session.saveState.problem?.message, "no");
  session.discardRefused();
  await settle();
  assert.deepEqual(shown(), []);
  assert.equal(session.saveState.waiting, 0);
  end();
});

test("what others did is shown, but does not bring back what waits to be removed", async () => {
  const codings = [["c1", 3, 6, "trust", {}]];
  const { session, study, shown, tell, end } = sessionOn({ codings });
  await session.open(null);
  study.live = false;
  session.remove("c1");
  assert.deepEqual(shown(), []);
  tell({
    type: "codings",
    added: [
      ["c1", 3, 6, "trust", {}],
      ["c2", 4, 6, "doubt", {}],
    ],
    removed: [],
  });
  assert.deepEqual(shown(), [[4, 6, "doubt"]]);
  tell({ type: "codings", added: [], removed: ["c2"] });
  assert.deepEqual(shown(), []);
  end();
});

test("changes to other transcripts wait in the same outbox and do not show here", async () => {
  const storage = new MemoryStorage();
  const { session, study, shown, end } = sessionOn({ storage });
  const elsewhere = removingCoding("elsewhere", "A1");
  storage.setItem(`qual-workbench/unsaved/["study","A1"]/1/${elsewhere.id}`, JSON.stringify(elsewhere));
  await session.open(null);
  await settle();
  assert.deepEqual(study.saved, [elsewhere]);
  assert.deepEqual(shown(), []);
  end();
});
