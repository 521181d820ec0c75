import { effectOf } from "../desk/core/operations.js";
import { NotSaved } from "../desk/core/types.js";

/**
 * @typedef {import("../desk/core/types.js").Transport} Transport
 * @typedef {import("../desk/core/types.js").TranscriptDocument} TranscriptDocument
 *
 * @typedef {Map<string, any>} Codings By id.
 */

/**
 * A host with a study of some transcripts, which does what a study does with the operations it is sent: it
 * saves each once, takes back what it is asked to take back, and tells what has changed since.
 *
 * @implements {Transport}
 */
export class StudyHost {
  /** @type {any[]} */
  saved = [];
  /** @type {any[]} */
  asked = [];
  live = true;
  refuses = false;
  /** Whether the notice of a change overtakes the answer to it. */
  tellsFirst = false;
  /** Lets a request take its time before it is here. @type {() => unknown} */
  arrive = () => {};
  /** Lets an answer take its time. @type {(answer: any, request: any) => any} */
  deliver = (answer) => answer;
  #documents;
  /** What stood in each transcript after so many operations. @type {Map<string, Codings>[]} */
  #states;
  /** @type {number} How many operations were saved when the scheme last became another one. */
  #schemeSince = 0;
  /** @type {(notice: any) => void} */
  #tell = () => {};

  /** @param {...TranscriptDocument} documents */
  constructor(...documents) {
    this.#documents = documents;
    this.#states = [new Map(documents.map(({ uid }) => [uid, new Map()]))];
    this.scheme = { revision: 1, title: {}, codes: [], attributes: [] };
  }

  /** @param {any} request */
  async ask(request) {
    this.asked.push(request);
    await this.arrive();
    return this.deliver(this.#answer(request), request);
  }

  /** Hold the answer to the next request of a type back. @param {string} type @returns {() => void} lets it go */
  hold(type) {
    let letGo = () => {};
    const held = new Promise((resolve) => {
      letGo = () => resolve(undefined);
    });
    let isUsed = false;
    const before = this.deliver;
    this.deliver = async (answer, request) => {
      if (!isUsed && request.type === type) {
        isUsed = true;
        await held;
      }
      return before(answer, request);
    };
    return letGo;
  }

  /** Let the next request of a type fail. @param {string} type @param {NotSaved} problem */
  failOnce(type, problem) {
    const before = this.deliver;
    this.deliver = (answer, request) => {
      if (request.type !== type) return before(answer, request);
      this.deliver = before;
      throw problem;
    };
  }

  /** @param {(notice: any) => void} listener */
  onNotice(listener) {
    this.#tell = listener;
  }

  /** Somebody else did something. @param {any[]} operations */
  elsewhere(operations) {
    this.#apply(operations);
    this.tell();
  }

  /** Somebody else edited the codebook. */
  recodebook() {
    this.#save({ kind: "scheme.change" }, this.#newest);
    this.#schemeSince = this.saved.length;
    this.scheme = { ...this.scheme, revision: this.scheme.revision + 1 };
    this.tell();
  }

  tell() {
    this.#tell({ type: "changed", newest: this.saved.length });
  }

  /** The spans and codes of all codings of the first transcript, in order. */
  get coded() {
    return this.codedIn(this.#documents[0]?.uid ?? "");
  }

  /** @param {string} uid */
  codedIn(uid) {
    return told([...this.#in(uid).values()]);
  }

  get #newest() {
    return /** @type {Map<string, Codings>} */ (this.#states.at(-1));
  }

  /** @param {string} uid @returns {Codings} */
  #in(uid) {
    return this.#newest.get(uid) ?? new Map();
  }

  /** @param {any} request */
  #answer(request) {
    if (!this.live) throw new NotSaved("gone");
    const newest = this.saved.length;
    switch (request.type) {
      case "apply": {
        const receipt = this.#apply(request.operations);
        if (this.tellsFirst) this.tell();
        return receipt;
      }
      case "overview":
        return this.#overview();
      case "scheme":
        return { scheme: this.scheme };
      case "load": {
        const [first] = this.#documents;
        const document = this.#documents.find(({ name }) => name === request.transcript) ?? first;
        return { document, codings: table(this.#in(document?.uid ?? "")), lost: 0, newest };
      }
      case "changes":
        return { newest, ...this.#changes(request) };
      default:
        throw new NotSaved("refused", `nobody knows ${request.type}`);
    }
  }

  /** @param {{transcript: string, since: number}} request */
  #changes({ transcript, since }) {
    const before = this.#states[since]?.get(transcript) ?? new Map();
    const now = this.#in(transcript);
    const set = new Map([...now].filter(([id, coding]) => before.get(id) !== coding));
    const removed = [...before.keys()].filter((id) => !now.has(id));
    return { set: table(set), removed, scheme: this.#schemeSince > since, overview: false, reload: false };
  }

  /** @param {any} operation @param {Map<string, Codings>} state */
  #save(operation, state) {
    this.saved.push(operation);
    this.#states.push(state);
  }

  /** @param {any[]} operations */
  #apply(operations) {
    if (this.refuses) throw new NotSaved("refused", "no");
    let repeated = true;
    for (const operation of operations) {
      if (this.saved.some(({ id }) => id === operation.id)) continue;
      repeated = false;
      this.#save(operation, this.#after(operation));
    }
    const last = this.saved.findIndex(({ id }) => id === operations.at(-1)?.id) + 1;
    return { seq: last, repeated };
  }

  /** @param {any} operation @returns {Map<string, Codings>} */
  #after(operation) {
    if (operation.kind === "operation.undo") {
      // The steps of one test follow each other, so that what stood before the oldest is what is meant.
      const oldest = this.saved.findIndex(({ id }) => id === operation.payload.operations.at(-1));
      return this.#states[oldest] ?? this.#newest;
    }
    const next = new Map();
    for (const document of this.#documents) {
      const codings = new Map(this.#in(document.uid));
      const shown = { get: (/** @type {string} */ id) => codings.has(id) && { coding: codings.get(id) } };
      const { set, removed } = effectOf(operation, document, /** @type {any} */ (shown));
      for (const id of removed) codings.delete(id);
      for (const coding of set) codings.set(coding.id, coding);
      next.set(document.uid, codings);
    }
    return next;
  }

  #overview() {
    const transcripts = this.#documents.map(({ uid, name }) => {
      const row = { uid, name, language: "da", turns: 1, coded: 0, codings: this.#in(uid).size };
      return { ...row, status: "not started" };
    });
    return {
      ...{ study: "study", name: "study", constructed: false, coders: [], counts: {}, older: 0 },
      ...{ transcripts, newest: this.saved.length },
    };
  }
}

/** @param {any[]} codings */
export function told(codings) {
  return codings
    .map(({ start, end, code, attributes }) => [start, end, code, JSON.stringify(attributes)].join(" "))
    .sort();
}

/** @param {Codings} codings */
function table(codings) {
  const all = [...codings.values()];
  return {
    operations: all.map(({ id }) => id.replace(/-\d+$/, "")),
    codes: all.map(({ code }) => code),
    attributes: all.map(({ attributes }) => attributes),
    rows: all.map(({ id, start, end, flags }, i) => [
      i,
      Number(/\d+$/.exec(id)?.[0]),
      start,
      end,
      i,
      i,
      flags,
    ]),
  };
}
