import { Events } from "./events.js";
import { History } from "./history.js";
import { OpenedTranscript } from "./opened_transcript.js";
import { changesCodings, codingsFrom, OperationMaker } from "./operations.js";
import { Outbox } from "./outbox.js";
import { ranges } from "./ranges.js";
import { StudyClient } from "./study_client.js";
import { StudyLists } from "./study_lists.js";

/**
 * @typedef {import("./operations.js").Effect} Effect
 * @typedef {import("./opened_transcript.js").Painted} Painted
 * @typedef {import("./placement.js").Placed} Placed
 * @typedef {import("./types.js").Operation} Operation
 * @typedef {"opened" | "codings" | "scheme" | "overview" | "saving" | "history" | "failed" | "study" | "leaving"} SessionEvent
 */

const LOOK_AROUND_EVERY = 2000;
const NOTHING = /** @type {Effect} */ ({ set: [], removed: [] });

/**
 * One coder at work on one study, without a screen: what is coded, and what of it is saved.
 *
 * Every change takes effect here at once and goes to the outbox; the kernel or server has the
 * last word, and `reload` brings its view. Tells of `opened`, `codings` (with a `Painted`), `scheme`,
 * `overview`, `saving`, `history`, `failed` (with the problem), `study` (something was saved,
 * by anybody, so that lists which the host answers may be old) and `leaving` (whatever is typed and
 * was not handed over yet is to be handed over now).
 */
export class Session {
  #client;
  #events = /** @type {Events<SessionEvent>} */ (new Events());
  #storage;
  #signal;
  #make;
  #history = new History();
  /** @type {Outbox | null} */
  #outbox = null;
  #opens = 0;
  /** @type {string | null} The name of the transcript that was asked for last, or is on the screen. */
  wanted = null;
  #lists;
  /** @type {OpenedTranscript | null} */
  opened = null;

  /**
   * @param {object} options
   * @param {import("./types.js").Transport} options.transport
   * @param {string} options.coder
   * @param {import("./kept_steps.js").Keeping | null} options.storage
   * @param {AbortSignal} options.signal
   */
  constructor({ transport, coder, storage, signal }) {
    this.coder = coder;
    this.#make = new OperationMaker(coder);
    this.#storage = storage;
    this.#signal = signal;
    this.#client = new StudyClient(transport, {
      onChanges: (changes) => this.#changed(changes),
      onConnection: (live) => {
        if (live) this.#outbox?.resume();
        this.#events.tell("saving");
      },
    });
    this.#lists = new StudyLists(this.#client, (what) => this.#events.tell(what));
    const timer = setInterval(() => this.#lookAround(), LOOK_AROUND_EVERY);
    signal.addEventListener("abort", () => {
      clearInterval(timer);
      this.#lists.close();
      this.#outbox?.close();
    });
  }

  /**
   * @param {SessionEvent} name
   * @param {(detail: any) => void} listener
   * @param {AbortSignal} [signal]
   */
  on(name, listener, signal) {
    this.#events.on(name, listener, signal);
  }

  get overview() {
    return this.#lists.overview;
  }

  get scheme() {
    return this.#lists.scheme;
  }

  /** @type {StudyClient["ask"]} */
  ask(type, fields) {
    return this.#client.ask(type, fields);
  }

  /** @param {string | null} transcript null opens the first one. */
  async open(transcript) {
    const turn = ++this.#opens;
    this.wanted = transcript;
    try {
      const [loaded] = await Promise.all([this.#client.ask("load", { transcript }), this.#lists.know()]);
      // Somebody who chose another transcript meanwhile wants to see that one.
      if (turn !== this.#opens || this.#signal.aborted) return;
      this.#show(loaded);
    } catch (problem) {
      if (turn !== this.#opens || this.#signal.aborted) return;
      this.wanted = this.opened?.document.name ?? null;
      this.#events.tell("failed", problem);
    }
  }

  /** Ask again for everything that is on the screen. */
  async reload() {
    this.#lists.stale = true;
    await this.open(this.opened?.document.name ?? null);
    this.#events.tell("study");
  }

  /**
   * Code passages of the open transcript; those that have the code already are left out.
   *
   * @param {import("./transcript_text.js").Span[]} spans
   * @param {string} code
   * @param {Record<string, string>} attributes
   * @returns {Placed[]}
   */
  code(spans, code, attributes) {
    const opened = this.opened;
    const fresh = opened ? spans.filter((span) => !opened.placement.same(span, code)) : [];
    if (!opened || fresh.length === 0) return [];
    const operation = this.#make.adding(opened.document, fresh, code, attributes);
    void this.#do([operation]);
    return fresh.flatMap((_, i) => opened.placement.get(`${operation.id}-${i}`) ?? []);
  }

  /** @param {string[]} ids Of any transcript. */
  remove(ids) {
    return this.#do([this.#make.removing(ids)], { reach: this.#reachOf(ids) });
  }

  /** @param {[string, import("./types.js").CodingFields][]} changes Of codings in any transcript. */
  change(changes) {
    return this.#do([this.#make.changing(changes)], { reach: this.#reachOf(changes.map(([id]) => id)) });
  }

  /** @param {string[]} ids @returns {import("./history.js").Reach} */
  #reachOf(ids) {
    return ids.every((id) => this.opened?.placement.get(id)) ? "here" : "lists";
  }

  /**
   * Remove codings, change some and make new ones, in this order and in one step.
   *
   * @param {object} step
   * @param {string[]} [step.removed]
   * @param {[string, import("./types.js").CodingFields][]} [step.changes]
   * @param {Omit<import("./placement.js").Coding, "id" | "flags">[]} [step.added]
   */
  rearrange({ removed = [], changes = [], added = [] }) {
    const { document } = /** @type {OpenedTranscript} */ (this.opened);
    const made = added.map((one) => this.#make.adding(document, [one], one.code, one.attributes));
    return this.#do([
      ...(removed.length > 0 ? [this.#make.removing(removed)] : []),
      ...(changes.length > 0 ? [this.#make.changing(changes)] : []),
      ...made,
    ]);
  }

  /** @param {import("./types.js").MemoEntry} memo */
  setMemo(...memo) {
    return this.#do([this.#make.settingMemo(...memo)], { reach: "lists" });
  }

  /**
   * @param {string} transcript
   * @param {import("./types.js").Status} status
   */
  setStatus(transcript, status) {
    const row = this.overview?.transcripts.find(({ uid }) => uid === transcript);
    if (row) row.status = status;
    this.#events.tell("overview");
    return this.#do([this.#make.settingStatus(transcript, status)], { reach: "lists" });
  }

  /**
   * Change the codebook. Nothing is shown before it is saved; what is refused is forgotten, since whoever
   * asked for it still has it.
   *
   * @param {import("./types.js").SchemeChange[]} changes
   */
  async changeScheme(changes) {
    if (!this.scheme) {
      // The first code of a study that has no codebook makes one.
      await this.ask("adopt", { path: null });
      await this.#lists.fetchScheme();
    }
    const operation = this.#make.changingScheme(this.scheme?.revision ?? 0, changes);
    const reach = changes.some(changesCodings) ? "all" : "scheme";
    await this.#do([operation], { reach, forgets: true });
    await this.#catchUp(reach);
  }

  /**
   * Code places that a search has found.
   *
   * @param {import("./types.js").Hits} hits
   * @param {{words: string, by: import("./types.js").SearchBy, transcript: string | null}} search
   * @param {string} code
   * @param {Record<string, string>} attributes
   * @param {Set<number>} leftOut Places, by their number among the hits, that get no code.
   */
  async codeHits(hits, search, code, attributes, leftOut) {
    const { digest } = hits;
    const { opened } = this;
    const name = opened?.document.name;
    // What was coded here a moment ago may not be in the answer yet.
    const aside = new Set(leftOut);
    for (const [number, hit] of hits.hits.entries()) {
      if (hit.transcript === name && opened?.placement.same(hit, code)) aside.add(number);
    }
    const operation = this.#make.addingHits({
      ...search,
      code,
      attributes,
      leftOut: ranges(aside),
      digest,
    });
    const set = hits.hits
      .filter((_, i) => !aside.has(i))
      .map((hit, i) => ({ ...hit, id: `${operation.id}-${i}` }))
      .filter(({ transcript }) => transcript === name)
      .map(({ id, start, end }) => ({ id, start, end, code, attributes, flags: 0 }));
    const effect = { set, removed: [] };
    try {
      await this.#do([operation], { reach: "lists", effect, forgets: true });
    } catch (problem) {
      await this.reload(); // The places on the screen are not coded after all.
      throw problem;
    }
  }

  undo() {
    return this.#move("undo");
  }

  redo() {
    return this.#move("redo");
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  retry() {
    this.#outbox?.retry();
  }

  discardRefused() {
    this.#forget((this.#outbox?.discardRefused() ?? []).map(({ id }) => id));
    void this.reload();
  }

  /** Steps that are not known to be saved, in order. */
  get waiting() {
    return this.#outbox?.steps ?? [];
  }

  /** Give up a step, if it was refused. @param {string[]} operations Ids. */
  giveUp(operations) {
    if (this.#outbox?.giveUp(operations)) this.#forget(operations);
  }

  /** Whether leaving now would leave changes unsaved. @returns {boolean} */
  leave() {
    this.#events.tell("leaving");
    return this.saveState.waiting > 0;
  }

  /** How many steps wait, and the first problem among them. */
  get saveState() {
    const { connected } = this.#client;
    return { waiting: this.#outbox?.size ?? 0, problem: this.#outbox?.problem ?? null, connected };
  }

  /** Codings on the screen that could not be saved so far. @returns {Set<string>} */
  get unsaved() {
    if (!this.opened || !this.#outbox?.problem) return new Set();
    return new Set(this.opened.effectOf(this.#outbox.operations).set.map(({ id }) => id));
  }

  /**
   * Take a step: paint it, remember how to take it back, and have it saved.
   *
   * @param {Operation[]} operations
   * @param {object} [about]
   * @param {import("./history.js").Reach} [about.reach]
   * @param {Effect} [about.effect] What it does to the shown codings, where the operations do not say so.
   * @param {boolean} [about.forgets] Whether it is forgotten when it is refused, and does not wait for a decision.
   */
  #do(operations, { reach = "here", effect = this.opened?.effectOf(operations) ?? NOTHING, forgets } = {}) {
    const ids = operations.map(({ id }) => id);
    const transcript = this.opened?.document.uid ?? "";
    this.#history.add({ operations: ids, transcript, reach, undo: this.#paint(effect), redo: effect });
    this.#events.tell("history");
    const saved = this.#send(operations, forgets);
    if (reach === "lists") saved.then(() => this.#lists.refreshSoon()).catch(() => {});
    if (forgets) saved.catch(() => this.#forget(ids));
    return saved;
  }

  /** @param {"undo" | "redo"} direction @returns {import("./history.js").Done | null} the step that was taken back */
  #move(direction) {
    const next = this.#history.next(direction);
    if (next && this.#outbox?.giveUp(next.operations)) {
      // The study never took the step: there is nothing to be taken back but what is on the screen.
      this.#paint(this.#effectOfUndoing(next));
      this.#forget(next.operations);
      return next;
    }
    const isMoved = this.#history.move(direction, (step) => {
      const { operations, transcript, reach } = step;
      const operation = this.#make.undoing(operations.toReversed());
      const here = transcript === this.opened?.document.uid;
      this.#paint(this.#effectOfUndoing(step));
      const saved = this.#send([operation]);
      const after = here ? reach : reach === "here" ? "lists" : reach;
      saved.then(() => this.#catchUp(after)).catch(() => {});
      return operation.id;
    });
    if (!isMoved || !next) return null;
    this.#events.tell("history");
    return next;
  }

  /** What taking a step back does to what is shown. @param {import("./history.js").Done} step @returns {Effect} */
  #effectOfUndoing({ operations, transcript, undo }) {
    if (transcript === this.opened?.document.uid) return undo;
    return { set: [], removed: this.opened?.madeBy(operations) ?? [] };
  }

  /** Ask the host for what a step changed beyond what is painted. @param {import("./history.js").Reach} reach */
  async #catchUp(reach) {
    if (reach === "here") return;
    if (reach === "all") return this.reload();
    // A scheme may be as long as an interview: what has not changed is not told again.
    if (reach === "scheme") await this.#lists.fetchScheme();
    this.#lists.refreshSoon();
  }

  /** @param {string[]} operations */
  #forget(operations) {
    this.#history.forget(new Set(operations));
    this.#events.tell("history");
  }

  /** @param {Operation[]} operations @param {boolean} [forgets] */
  #send(operations, forgets) {
    const saved = this.#outbox?.add(operations, forgets).then(() => this.#events.tell("study"));
    saved?.catch(() => {}); // Not everybody waits for it, and the save state tells of problems.
    return saved ?? Promise.resolve();
  }

  /** @param {Effect} effect @returns {Effect} what takes it back */
  #paint(effect) {
    if (!this.opened || effect.set.length + effect.removed.length === 0) return NOTHING;
    const { painted, inverse } = this.opened.apply(effect);
    this.#lists.count(painted, this.opened);
    this.#events.tell("codings", painted);
    return inverse;
  }

  /** @param {import("./types.js").Loaded} loaded */
  #show(loaded) {
    const { document, codings, lost } = loaded;
    this.#outbox ??= new Outbox({
      storage: this.#storage,
      study: this.overview?.study ?? "",
      coder: this.coder,
      send: (operations) => this.#client.apply(operations),
      onChange: () => this.#events.tell("saving"),
    });
    const before = this.opened?.document;
    if (document?.uid === before?.uid && document?.revision !== before?.revision) this.#history.clear();
    this.opened = document && new OpenedTranscript(document, codings, lost);
    this.wanted = document?.name ?? null;
    for (const operation of this.#outbox.operations) {
      if (this.opened) this.opened.apply(this.opened.effectOf([operation]));
    }
    this.#client.show(loaded);
    this.#events.tell("opened");
    this.#outbox.resume();
    this.#events.tell("saving");
  }

  /** @param {import("./types.js").Changes} changes */
  #changed({ set, removed, scheme, overview, reload }) {
    if (reload) return void this.reload();
    if (scheme) void this.#lists.fetchScheme();
    this.#paint({ set: codingsFrom(set), removed });
    // What waits here was done later than what others did.
    for (const one of this.#outbox?.operations ?? []) this.#paint(this.opened?.effectOf([one]) ?? NOTHING);
    if (overview || set.rows.length + removed.length > 0) this.#lists.refreshSoon();
    this.#events.tell("study");
  }

  #lookAround() {
    if (!this.#outbox) return;
    const { adopted, settled } = this.#outbox.sync();
    for (const operation of adopted) this.#paint(this.opened?.effectOf([operation]) ?? NOTHING);
    if (settled) void this.reload();
    this.#client.catchUp();
  }
}
