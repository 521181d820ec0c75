import { effectOf } from "../desk/core/operations.js";
import { NotSaved } from "../desk/core/types.js";

/** @typedef {import("../desk/core/types.js").Transport} Transport */

/**
 * A host with a study of one transcript, which does what a study does with the operations it is sent:
 * it saves each once, and takes back what it is asked to take back.
 *
 * @implements {Transport}
 */
export class StudyHost {
  /** @type {Map<string, any>} */
  codings = new Map();
  /** @type {any[]} */
  saved = [];
  /** @type {any[]} */
  asked = [];
  live = true;
  refuses = false;
  /** Whether the notice of a change overtakes the answer to it. */
  tellsFirst = false;
  /** @type {Map<string, Map<string, any>>} What stood before each operation. */
  #before = new Map();
  /** @type {(notice: any) => void} */
  #tell = () => {};

  /** @param {import("../desk/core/types.js").TranscriptDocument} document */
  constructor(document) {
    this.document = document;
    this.scheme = { revision: 1, title: {}, codes: [], attributes: [] };
  }

  /** @param {any} request */
  async ask(request) {
    this.asked.push(request);
    if (!this.live) throw new NotSaved("gone");
    if (request.type === "apply") {
      const receipt = this.#apply(request.operations);
      if (this.tellsFirst) this.#tell({ type: "changed", newest: this.saved.length });
      return receipt;
    }
    const newest = this.saved.length;
    if (request.type === "overview") return this.#overview();
    if (request.type === "scheme") return { scheme: this.scheme };
    if (request.type === "load") {
      return { document: this.document, codings: table([...this.codings.values()]), lost: 0, newest };
    }
    if (request.type === "changes") {
      const all = { set: table([...this.codings.values()]), removed: /** @type {string[]} */ ([]) };
      return { newest, ...all, scheme: false, overview: false, reload: false };
    }
    throw new NotSaved("refused", `nobody knows ${request.type}`);
  }

  /** @param {(notice: any) => void} listener */
  onNotice(listener) {
    this.#tell = listener;
  }

  /** Somebody else did something. @param {any[]} operations */
  elsewhere(operations) {
    this.#apply(operations);
    this.#tell({ type: "changed", newest: this.saved.length });
  }

  /** The spans and codes of all codings, in order. */
  get coded() {
    return told([...this.codings.values()]);
  }

  /** @param {any[]} operations */
  #apply(operations) {
    if (this.refuses) throw new NotSaved("refused", "no");
    let repeated = true;
    for (const operation of operations) {
      if (this.saved.some(({ id }) => id === operation.id)) continue;
      repeated = false;
      this.#before.set(operation.id, new Map(this.codings));
      this.saved.push(operation);
      if (operation.kind === "operation.undo") {
        // The steps of one test follow each other, so that what stood before the oldest is what is meant.
        const oldest = operation.payload.operations.at(-1);
        this.codings = new Map(this.#before.get(oldest));
        continue;
      }
      const shown = { get: (/** @type {string} */ id) => ({ coding: this.codings.get(id) }) };
      const { set, removed } = effectOf(operation, this.document, /** @type {any} */ (shown));
      for (const id of removed) this.codings.delete(id);
      for (const coding of set) this.codings.set(coding.id, coding);
    }
    return { seq: this.saved.length, repeated };
  }

  #overview() {
    const { uid, name } = this.document;
    const row = { uid, name, language: "da", turns: 1, coded: 0, codings: this.codings.size };
    return {
      ...{ study: "study", name: "study", constructed: false, coders: [], counts: {}, older: 0 },
      ...{ transcripts: [{ ...row, status: "not started" }], newest: this.saved.length },
    };
  }
}

/** @param {any[]} codings */
export function told(codings) {
  return codings
    .map(({ start, end, code, attributes }) => [start, end, code, JSON.stringify(attributes)].join(" "))
    .sort();
}

/** @param {any[]} codings */
function table(codings) {
  return {
    operations: codings.map(({ id }) => id.replace(/-\d+$/, "")),
    codes: codings.map(({ code }) => code),
    attributes: codings.map(({ attributes }) => attributes),
    rows: codings.map(({ id, start, end, flags }, i) => [
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
