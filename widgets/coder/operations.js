/** @import { AddOperation, CodingRow, Operation, RemoveOperation } from "./types.js" */
/** @import { Coding } from "./placement.js" */

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

/**
 * @param {{uid: string, revision: number}} transcript
 * @param {import("./transcript_text.js").Span} span
 * @param {string} code
 * @param {string} coder
 * @param {Record<string, string>} attributes
 * @returns {AddOperation}
 */
export function addingCoding({ uid, revision }, { start, end }, code, coder, attributes) {
  /** @type {import("./types.js").CodingEntry} */
  const entry = [uid, revision, start, end, code, coder, attributes, "", "manual"];
  return { id: newId(), kind: "coding.add", coder, payload: { codings: [entry] } };
}

/**
 * @param {string} id
 * @param {string} coder
 * @returns {RemoveOperation}
 */
export function removingCoding(id, coder) {
  return { id: newId(), kind: "coding.remove", coder, payload: { codings: [id] } };
}

/**
 * What an operation does to the codings of one revision of a transcript.
 *
 * @param {Operation} operation
 * @param {{uid: string, revision: number}} transcript
 * @returns {{added: Coding[], removed: string[]}}
 */
export function effectOf(operation, { uid, revision }) {
  if (operation.kind === "coding.remove") return { added: [], removed: operation.payload.codings };
  const added = [];
  for (const [i, entry] of operation.payload.codings.entries()) {
    const [transcript, itsRevision, start, end, code, , attributes] = entry;
    if (transcript === uid && itsRevision === revision) {
      added.push({ id: `${operation.id}-${i}`, start, end, code, attributes });
    }
  }
  return { added, removed: [] };
}

/**
 * @param {CodingRow} row
 * @returns {Coding}
 */
export function codingFrom([id, start, end, code, attributes]) {
  return { id, start, end, code, attributes };
}
