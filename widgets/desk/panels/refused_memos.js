import { isNotSaved } from "../core/types.js";
import { panelWords } from "../words/panels.js";
import { bothTexts } from "./both_texts.js";

/**
 * @typedef {import("./autosave.js").Autosave} Autosave
 * @typedef {"study" | "transcript" | "code" | "coding"} About
 *
 * @typedef {object} Typed A memo that waits to be saved.
 * @property {string} key What it is about and its target, as JSON.
 * @property {string} text
 * @property {string} over The text that it was typed over.
 * @property {string[]} operations Ids.
 * @property {import("../core/types.js").NotSaved | null} problem
 *
 * @typedef {object} Writer Where memos are typed.
 * @property {Autosave} autosave
 * @property {(key: string, text: string) => void} onBoth Another text stands there now: both that were typed.
 */

/** @type {WeakMap<import("../core/session.js").Session, RefusedMemos>} */
const OF_SESSIONS = new WeakMap();

/**
 * The refused memos of a desk, whoever asks.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 */
export function refusedMemos(desk) {
  const known = OF_SESSIONS.get(desk.session);
  if (known) return known;
  const made = new RefusedMemos(desk);
  OF_SESSIONS.set(desk.session, made);
  return made;
}

/**
 * Memos that the study refused because another text stands there than the one they were typed over.
 *
 * Both texts are put together and saved over the one in the study; only then the refused step is given
 * up. It may come from a field that is long gone, or from a page that was closed. A memo that is refused for
 * another reason waits for a decision, as every refused step does.
 */
export class RefusedMemos {
  #desk;
  /** @type {Set<Writer>} */
  #writers = new Set();
  /** @type {Set<string>} */
  #asking = new Set();
  /** Refusals that no other text in the study was the reason of. @type {WeakSet<object>} */
  #others = new WeakSet();

  /** @param {Pick<import("../core/desk_context.js").DeskContext, "session" | "signal" | "say" | "language">} desk */
  constructor(desk) {
    this.#desk = desk;
    desk.session.on("saving", () => this.#look(), desk.signal);
    this.#look();
  }

  /** @param {Writer} writer Is told of texts that were put together. */
  join(writer) {
    this.#writers.add(writer);
  }

  /** Whether texts are about to be put together. */
  get isAtWork() {
    return this.#asking.size > 0;
  }

  #look() {
    for (const key of new Set(this.#waiting.map(({ key }) => key))) {
      if (!this.#asking.has(key) && this.#refused(key).length > 0) void this.#solve(key);
    }
  }

  /** @returns {Typed[]} in the order in which they were typed */
  get #waiting() {
    return this.#desk.session.waiting.flatMap(({ operations, problem }) => {
      const [one, ...more] = operations;
      const typed = one && more.length === 0 ? typedIn(one) : null;
      return typed ? { ...typed, operations: operations.map(({ id }) => id), problem } : [];
    });
  }

  /** The memos on something, once the study has refused all of them. @param {string} key @returns {Typed[]} */
  #refused(key) {
    const all = this.#waiting.filter((typed) => typed.key === key);
    if (!all.every(({ problem }) => problem?.lasting)) return [];
    return all.some(({ problem }) => problem && !this.#others.has(problem)) ? all : [];
  }

  /** @param {string} key */
  async #solve(key) {
    this.#asking.add(key);
    const theirs = await this.#textIn(key);
    this.#asking.delete(key);
    const refused = this.#refused(key);
    if (this.#desk.signal.aborted || theirs === null || refused.length === 0) return;
    const threads = inThreads(refused);
    if (threads.every(({ over }) => isSame(over, theirs))) {
      for (const { problem } of refused) if (problem) this.#others.add(problem);
      return;
    }
    const writers = new Set();
    let both = theirs;
    for (const { over, text } of threads) {
      let mine = text;
      for (const writer of this.#writers) {
        const typed = writer.autosave.typedOver(key, text);
        if (typed === null) continue;
        writers.add(writer);
        mine = typed;
      }
      both = bothTexts(over, both, mine);
    }
    // In this order: at no moment is there a typed text that is neither kept nor saved.
    void saveMemo(this.#desk.session, key, both, theirs);
    for (const { operations } of refused) this.#desk.session.giveUp(operations);
    for (const writer of writers) {
      writer.autosave.replace(key, both);
      writer.onBoth(key, both);
    }
    if (writers.size === 0) this.#desk.say(panelWords(this.#desk).memoState.both);
  }

  /** What the study holds now. @param {string} key @returns {Promise<string | null>} null if it does not say so */
  async #textIn(key) {
    const { session } = this.#desk;
    const [about, target] = /** @type {[About, string]} */ (JSON.parse(key));
    try {
      if (about === "coding") return (await session.ask("inspect", { coding: target })).coding.memo;
      /** @type {{memos: import("../core/types.js").Memo[]}} */
      const { memos } = await session.ask("memos");
      return memos.find((memo) => memo.about === about && memo.target === target)?.text ?? "";
    } catch (problem) {
      if (!isNotSaved(problem)) throw problem;
      // A coding that was removed has no memo to put this one to.
      if (problem.lasting) for (const typed of this.#refused(key)) this.#others.add(typed.problem ?? problem);
      return null; // Otherwise the next news of saving brings the same question.
    }
  }
}

/**
 * Have a memo saved.
 *
 * @param {import("../core/session.js").Session} session
 * @param {string} key What it is about and its target, as JSON.
 * @param {string} text
 * @param {string} over The text that it was typed over.
 */
export function saveMemo(session, key, text, over) {
  const [about, target] = /** @type {[About, string]} */ (JSON.parse(key));
  if (about === "coding") return session.change([[target, { memo: text, over }]]);
  return session.setMemo(about, target, text, over);
}

/** @param {import("../core/types.js").Operation} operation @returns {Pick<Typed, "key" | "text" | "over"> | null} */
function typedIn({ kind, payload }) {
  if (kind === "memo.set" && payload.memos.length === 1) {
    const [[about = "", target = "", text = "", over] = []] = payload.memos;
    return over === undefined ? null : { key: JSON.stringify([about, target]), text, over };
  }
  if (kind !== "coding.change" || payload.changes.length !== 1) return null;
  const [[coding = "", { memo: text = "", over } = {}] = []] = payload.changes;
  return over === undefined ? null : { key: JSON.stringify(["coding", coding]), text, over };
}

/**
 * What was typed in a row as one: the last text, over the one that the first was typed over.
 *
 * @param {Typed[]} typed
 */
function inThreads(typed) {
  /** @type {{text: string, over: string}[]} */
  const threads = [];
  for (const { text, over } of typed) {
    const last = threads.at(-1);
    if (last?.text === over) last.text = text;
    else threads.push({ text, over });
  }
  return threads;
}

/** Blank texts are all the same: no memo. @param {string} one @param {string} other */
function isSame(one, other) {
  return one === other || !(one.trim() || other.trim());
}
