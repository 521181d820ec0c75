import { withoutAccents } from "../codebook/code_matching.js";

/**
 * @typedef {import("../core/types.js").Status} Status
 * @typedef {import("../core/types.js").TranscriptRow} TranscriptRow
 */

/** @type {Status[]} */
export const STATUSES = ["not started", "in progress", "done"];

/**
 * A transcript that holds codings has been started, whatever was said of it.
 *
 * @param {TranscriptRow} row
 * @returns {Status}
 */
export function statusOf({ status, codings }) {
  return status === "not started" && codings > 0 ? "in progress" : status;
}

/**
 * The transcripts whose name holds certain letters, with or without accents: by name ("Interview 2"
 * before "Interview 10"), or by status and then name.
 *
 * @param {TranscriptRow[]} rows
 * @param {{filter: string, by: "name" | "status", language: string}} view
 * @returns {TranscriptRow[]}
 */
export function inOrder(rows, { filter, by, language }) {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const wanted = withoutAccents(filter.trim());
  const rank = (/** @type {TranscriptRow} */ row) => (by === "status" ? STATUSES.indexOf(statusOf(row)) : 0);
  return rows
    .filter(({ name }) => withoutAccents(name).includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || compare(a.name, b.name));
}
