import { Events } from "./events.js";
import { History } from "./history.js";
import { OpenedTranscript } from "./opened_transcript.js";
import { codingsFrom, FLAGS, OperationMaker } from "./operations.js";
import { Outbox } from "./outbox.js";
import { ranges } from "./ranges.js";
import { StudyClient } from "./study_client.js";

/**
 * @typedef {import("./operations.js").Effect} Effect
 * @typedef {import("./opened_transcript.js").Painted} Painted
 * @typedef {import("./placement.js").Placed} Placed
 * @typedef {import("./types.js").Operation} Operation
 * @typedef {import("./types.js").Overview} Overview
 * @typedef {"opened" | "codings" | "scheme" | "overview" | "saving" | "history" | "failed" | "study"} SessionEvent
 */

const LOOK_AROUND_EVERY = 2000;
const NOTHING = /** @type {Effect} */ ({ set: [], removed: [] });

/**
 * One coder at work on one study, without a screen: what is coded, and what of it is saved.
 *
 * Every change takes effect here at once and goes to the outbox; the kernel or server has the
 * last word, and `reload` brings its view. Tells of `opened`, `codings` (with a `Painted`), `scheme`,
 * `overview`, `saving`, `history`, `failed` (with the problem) and `study` (something was saved,
 * by anybody, so that lists which the host answers may be old).
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
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #overviewTimer;
  /** @type {OpenedTranscript | null} */
  opened = null;
  /** @type {Overview | null} */
  overview = null;
  /** @type {import("./types.js").Scheme | null} */
  scheme = null;

  /**
   * @param {object} options
   * @param {import("./types.js").Transport} options.transport
   * @param {string} options.coder
   * @param {import("./outbox.js").Keeping | null} options.storage
   * @param {AbortSignal} options.signal
   */
  constructor({ transport, coder, storage, signal }) {
    this.coder = coder;
    this.#make = new OperationMaker(coder);
    this.#storage = storage;
    this.#signal = signal;
    this.#client = new StudyClient(transport, {
      onChanges: (changes) => void this.#changed(changes),
      onConnection: (live) => {
        if (live) this.retry();
        this.#events.tell("saving");
      },
    });
    const timer = setInterval(() => this.#lookAround(), LOOK_AROUND_EVERY);
    signal.addEventListener("abort", () => {
      clearInterval(timer);
      clearTimeout(this.#overviewTimer);
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

  /** @type {StudyClient["ask"]} */
  ask(type, fields) {
    return this.#client.ask(type, fields);
  }

  /** @param {string | null} transcript null opens the first one. */
  async open(transcript) {
    const turn = ++this.#opens;
    const known = this.overview;
    try {
      const [loaded, overview, scheme] = await Promise.all([
        this.#client.load(transcript),
        known ?? this.#client.ask("overview"),
        known ? { scheme: this.scheme } : this.#client.ask("scheme"),
      ]);
      // Somebody who chose another transcript meanwhile wants to see that one.
      if (turn !== this.#opens || this.#signal.aborted) return;
      this.overview = overview;
      this.scheme = scheme.scheme;
      this.#show(loaded);
    } catch (problem) {
      if (turn === this.#opens && !this.#signal.aborted) this.#events.tell("failed", problem);
    }
  }

  /** Ask again for everything that is on the screen. */
  async reload() {
    this.overview = null;
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

  /** @param {string[]} ids */
  remove(ids) {
    return this.#do([this.#make.removing(ids)]);
  }

  /** @param {[string, import("./types.js").CodingFields][]} changes */
  change(changes) {
    return this.#do([this.#make.changing(changes)]);
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

  /**
   * @param {"study" | "transcript" | "code"} about
   * @param {string} target
   * @param {string} text
   */
  setMemo(about, target, text) {
    return this.#do([this.#make.settingMemo(about, target, text)], { wide: true });
  }

  /**
   * @param {string} transcript
   * @param {import("./types.js").Status} status
   */
  setStatus(transcript, status) {
    const row = this.overview?.transcripts.find(({ uid }) => uid === transcript);
    if (row) row.status = status;
    this.#events.tell("overview");
    return this.#do([this.#make.settingStatus(transcript, status)], { wide: true });
  }

  /** @param {import("./types.js").SchemeChange[]} changes */
  async changeScheme(changes) {
    await this.#do([this.#make.changingScheme(this.scheme?.revision ?? 0, changes)], { wide: true });
    await this.#fetchScheme();
    // Merging and splitting have changed codings.
    if (changes.some(({ do: what }) => what === "merge" || what === "recode")) await this.reload();
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
    const operation = this.#make.addingHits({
      ...search,
      code,
      attributes,
      leftOut: ranges(leftOut),
      digest,
    });
    const name = this.opened?.document.name;
    const set = hits.hits
      .filter((_, i) => !leftOut.has(i))
      .map((hit, i) => ({ ...hit, id: `${operation.id}-${i}` }))
      .filter(({ transcript }) => transcript === name)
      .map(({ id, start, end }) => ({ id, start, end, code, attributes, flags: 0 }));
    await this.#do([operation], { wide: true, effect: { set, removed: [] } });
    this.#refreshOverview();
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
    const given = this.#outbox?.discardRefused() ?? [];
    this.#history.forget(new Set(given.map(({ id }) => id)));
    this.#events.tell("history");
    void this.reload();
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
   * @param {boolean} [about.wide] Whether it does more than change codings of the shown transcript.
   * @param {Effect} [about.effect] What it does to them, where the operations do not say so.
   */
  #do(operations, { wide = false, effect = this.opened?.effectOf(operations) ?? NOTHING } = {}) {
    const ids = operations.map(({ id }) => id);
    const transcript = this.opened?.document.uid ?? "";
    this.#history.add({ operations: ids, transcript, wide, undo: this.#paint(effect), redo: effect });
    this.#events.tell("history");
    return this.#send(operations);
  }

  /** @param {"undo" | "redo"} direction */
  #move(direction) {
    const moved = this.#history.move(direction, ({ operations, transcript, wide, undo }) => {
      const operation = this.#make.undoing(operations.toReversed());
      const here = transcript === this.opened?.document.uid;
      this.#paint(here ? undo : { set: [], removed: this.opened?.madeBy(operations) ?? [] });
      const saved = this.#send([operation]);
      // What it did to other transcripts, statuses, memos and the scheme is for the host to say.
      if (wide || !here) {
        const refresh = () => Promise.all([this.#fetchScheme(), this.#refreshOverview()]);
        saved.then(refresh).catch(() => {});
      }
      return operation.id;
    });
    if (moved) this.#events.tell("history");
    return moved;
  }

  /** @param {Operation[]} operations */
  #send(operations) {
    const saved = this.#outbox?.add(operations).then(() => this.#events.tell("study"));
    saved?.catch(() => {}); // Not everybody waits for it, and the save state tells of problems.
    return saved ?? Promise.resolve();
  }

  /** @param {Effect} effect @returns {Effect} what takes it back */
  #paint(effect) {
    if (!this.opened || effect.set.length + effect.removed.length === 0) return NOTHING;
    const { painted, inverse } = this.opened.apply(effect);
    this.#count(painted);
    this.#events.tell("codings", painted);
    return inverse;
  }

  /** Keep the counts of the overview, so that nobody has to ask for them again. @param {Painted} painted */
  #count({ set, removed }) {
    const { overview, opened } = this;
    if (!overview || !opened) return;
    for (const [placed, by] of /** @type {[Placed[], number][]} */ ([
      [set, 1],
      [removed, -1],
    ])) {
      for (const { coding } of placed) {
        overview.counts[coding.code] = (overview.counts[coding.code] ?? 0) + by;
        if (coding.flags & FLAGS.older) overview.older += by;
      }
    }
    const row = overview.transcripts.find(({ uid }) => uid === opened.document.uid);
    if (row) {
      row.codings += set.length - removed.length;
      row.coded = opened.coded;
    }
    this.#events.tell("overview");
  }

  /** @param {import("./types.js").Loaded} loaded */
  #show({ document, codings, lost }) {
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
    for (const operation of this.#outbox.operations) {
      if (this.opened) this.opened.apply(this.opened.effectOf([operation]));
    }
    this.#events.tell("opened");
    this.#outbox.retry();
    this.#events.tell("saving");
  }

  /** @param {import("./types.js").Changes} changes */
  async #changed({ set, removed, scheme, overview, reload }) {
    if (scheme) await this.#fetchScheme();
    if (reload) return this.reload();
    this.#paint({ set: codingsFrom(set), removed });
    // What waits here was done later than what others did.
    for (const one of this.#outbox?.operations ?? []) this.#paint(this.opened?.effectOf([one]) ?? NOTHING);
    if (overview || set.rows.length + removed.length > 0) this.#refreshOverview();
    this.#events.tell("study");
  }

  async #fetchScheme() {
    this.scheme = (await this.#client.ask("scheme")).scheme;
    this.#events.tell("scheme");
  }

  #refreshOverview() {
    clearTimeout(this.#overviewTimer);
    this.#overviewTimer = setTimeout(async () => {
      this.overview = await this.#client.ask("overview").catch(() => this.overview);
      this.#events.tell("overview");
      this.#events.tell("study");
    }, 500);
  }

  #lookAround() {
    if (!this.#outbox) return;
    const { adopted, settled } = this.#outbox.sync();
    for (const operation of adopted) this.#paint(this.opened?.effectOf([operation]) ?? NOTHING);
    if (adopted.length > 0) this.#outbox.retry();
    if (settled) void this.reload();
  }
}
