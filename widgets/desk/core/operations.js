/** @import { CodingFields, CodingTable, HitsEntry, Operation, SchemeChange, Status } from "./types.js" */
/** @import { Coding, Placement } from "./placement.js" */
/** @import { Span } from "./transcript_text.js" */

/**
 * @typedef {object} Effect What a change does to the codings of the shown transcript.
 * @property {Coding[]} set New codings, and those that are no longer what they were.
 * @property {string[]} removed
 */

/** Bits of a coding's `flags`. */
export const FLAGS = { memo: 1, older: 2, notManual: 4, unsure: 8 };

/**
 * A random UUID. `crypto.randomUUID` is missing on pages served by plain HTTP, as a lab's own
 * server often is.
 */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  // Version 4, variant 10x: the form that RFC 9562 gives random ids.
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

/** Makes the operations of one coder. */
export class OperationMaker {
  /** @param {string} coder */
  constructor(coder) {
    this.coder = coder;
  }

  /**
   * @param {{uid: string, revision: number}} transcript
   * @param {Span[]} spans
   * @param {string} code
   * @param {Record<string, string>} attributes
   * @returns {Operation}
   */
  adding({ uid, revision }, spans, code, attributes) {
    /** @type {import("./types.js").CodingEntry[]} */
    const codings = spans.map(({ start, end }) => {
      return [uid, revision, start, end, code, this.coder, attributes, "", "manual"];
    });
    return { id: newId(), kind: "coding.add", coder: this.coder, payload: { codings } };
  }

  /**
   * @param {HitsEntry} hits
   * @returns {Operation}
   */
  addingHits(hits) {
    return { id: newId(), kind: "coding.add", coder: this.coder, payload: { hits } };
  }

  /**
   * @param {string[]} codings
   * @returns {Operation}
   */
  removing(codings) {
    return { id: newId(), kind: "coding.remove", coder: this.coder, payload: { codings } };
  }

  /**
   * @param {[string, CodingFields][]} changes
   * @returns {Operation}
   */
  changing(changes) {
    return { id: newId(), kind: "coding.change", coder: this.coder, payload: { changes } };
  }

  /**
   * @param {string} transcript
   * @param {Status} status
   * @returns {Operation}
   */
  settingStatus(transcript, status) {
    const statuses = /** @type {[string, string, Status][]} */ ([[transcript, this.coder, status]]);
    return { id: newId(), kind: "status.set", coder: this.coder, payload: { statuses } };
  }

  /**
   * @param {import("./types.js").MemoEntry} memo
   * @returns {Operation}
   */
  settingMemo(...memo) {
    return { id: newId(), kind: "memo.set", coder: this.coder, payload: { memos: [memo] } };
  }

  /**
   * @param {number} revision
   * @param {SchemeChange[]} changes
   * @returns {Operation}
   */
  changingScheme(revision, changes) {
    return { id: newId(), kind: "scheme.change", coder: this.coder, payload: { revision, changes } };
  }

  /**
   * @param {string[]} operations The newest first.
   * @returns {Operation}
   */
  undoing(operations) {
    return { id: newId(), kind: "operation.undo", coder: this.coder, payload: { operations } };
  }
}

/**
 * What an operation does to the codings of one revision of a transcript, as far as it says so
 * itself: an undo and the coding of hits do not.
 *
 * @param {Operation} operation
 * @param {{uid: string, revision: number}} transcript
 * @param {Pick<Placement, "get">} placement
 * @returns {Effect}
 */
export function effectOf(operation, { uid, revision }, placement) {
  /** @type {Effect} */
  const effect = { set: [], removed: [] };
  if (operation.kind === "coding.remove") effect.removed = operation.payload.codings;
  if (operation.kind === "coding.add" && "codings" in operation.payload) {
    for (const [i, entry] of operation.payload.codings.entries()) {
      const [transcript, itsRevision, start, end, code, , attributes, memo] = entry;
      if (transcript !== uid || itsRevision !== revision) continue;
      const flags = memo ? FLAGS.memo : 0;
      effect.set.push({ id: `${operation.id}-${i}`, start, end, code, attributes, flags });
    }
  }
  if (operation.kind === "coding.change") {
    for (const [id, fields] of operation.payload.changes) {
      const coding = placement.get(id)?.coding;
      if (coding) effect.set.push(changed(coding, fields));
    }
  }
  return effect;
}

/**
 * @param {Coding} coding
 * @param {CodingFields} fields
 * @returns {Coding}
 */
function changed(coding, { start, end, code, attributes, memo, checked }) {
  let { flags } = coding;
  if (memo !== undefined) flags = memo ? flags | FLAGS.memo : flags & ~FLAGS.memo;
  if (checked || code !== undefined) flags &= ~FLAGS.older;
  if (start !== undefined) flags &= ~FLAGS.unsure;
  return {
    id: coding.id,
    start: start ?? coding.start,
    end: end ?? coding.end,
    code: code ?? coding.code,
    attributes: attributes ?? coding.attributes,
    flags,
  };
}

/**
 * @param {CodingTable} table
 * @returns {Coding[]}
 */
export function codingsFrom({ operations, codes, attributes, rows }) {
  return rows.map(([operation, number, start, end, code, set, flags]) => ({
    id: `${operations[operation]}-${number}`,
    start,
    end,
    code: codes[code] ?? "",
    attributes: attributes[set] ?? {},
    flags,
  }));
}

/** What says when a code is to be used; whoever changes it makes the codings so far older. */
const MEANING = ["definition", "use_when", "do_not_use_when", "examples", "counter_examples"];

/**
 * Whether a change of the scheme gives codings another code, or makes them older than its definition.
 *
 * @param {import("./types.js").SchemeChange} change
 */
export function changesCodings(change) {
  if (change.do === "edit") return MEANING.some((field) => field in change.set);
  return change.do === "merge" || change.do === "recode";
}
