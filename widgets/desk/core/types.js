/**
 * What travels between the desk and its host; the same names stand in `docs/desk_protocol.md`.
 * All offsets in these types are Unicode code points, half-open.
 *
 * @typedef {Record<string, string>} Localised Words by language: `{en: "Trust", da: "Tillid"}`.
 *
 * @typedef {object} Code
 * @property {string} id
 * @property {Localised} label
 * @property {Localised} definition
 * @property {Localised[]} use_when
 * @property {Localised[]} do_not_use_when
 * @property {Localised[]} examples
 * @property {Localised[]} counter_examples
 * @property {string | null} parent
 * @property {number} colour One of twelve slots.
 * @property {string} marker
 * @property {number} tier Codes of tier 1 are shown by default.
 * @property {boolean} group A heading that cannot be applied.
 * @property {boolean} retired Keeps its codings, but is not offered for new ones.
 *
 * @typedef {object} Attribute
 * @property {string} id
 * @property {Localised} label
 * @property {Localised} definition
 * @property {{id: string, label: Localised}[]} values
 * @property {string | null} default
 *
 * @typedef {object} Scheme
 * @property {number} revision
 * @property {Localised} title
 * @property {Code[]} codes Parents stand before their children.
 * @property {Attribute[]} attributes
 *
 * @typedef {[speaker: string, labelStart: number, labelEnd: number, bodyStart: number,
 *   bodyEnd: number, startMs: number | null]} TurnRow
 *
 * @typedef {object} TranscriptDocument
 * @property {string} uid
 * @property {string} name
 * @property {number} revision
 * @property {string} language
 * @property {string} text
 * @property {TurnRow[]} turns
 * @property {string[]} interviewers Speakers who are known to ask rather than to tell.
 *
 * @typedef {object} CodingTable Codings in few bytes: the coding in a row has the id
 *   `operations[operation] + "-" + number`, the code `codes[code]` and the attributes `attributes[set]`.
 * @property {string[]} operations
 * @property {string[]} codes
 * @property {Record<string, string>[]} attributes
 * @property {[operation: number, number: number, start: number, end: number, code: number, set: number,
 *   flags: number][]} rows Flags add up: 1 has a memo, 2 made under an older definition of its code,
 *   4 not made by hand, 8 its place is unsure since the text was edited.
 *
 * @typedef {object} Loaded
 * @property {TranscriptDocument | null} document
 * @property {CodingTable} codings
 * @property {number} lost Codings that have no place in this revision of the text.
 * @property {number} newest Number of the newest operation that this answer knows of.
 *
 * @typedef {"not started" | "in progress" | "done"} Status
 *
 * @typedef {object} TranscriptRow
 * @property {string} uid
 * @property {string} name
 * @property {string} language
 * @property {number} turns How many turns are spoken.
 * @property {number} coded How many of them hold a coding of this coder.
 * @property {number} codings How many codings of this coder there are.
 * @property {Status} status
 *
 * @typedef {object} Overview
 * @property {string} study What the study is called by its unsent changes.
 * @property {string} name
 * @property {boolean} constructed
 * @property {string[]} coders Everybody who has coded.
 * @property {TranscriptRow[]} transcripts
 * @property {Record<string, number>} counts Codings of this coder by code.
 * @property {number} older Codings of this coder that were made under an older definition of their code.
 * @property {number} newest
 *
 * @typedef {[transcript: string, revision: number, start: number, end: number, code: string,
 *   coder: string, attributes: Record<string, string>, memo: string, origin: "manual"]} CodingEntry
 *
 * @typedef {object} HitsEntry Codes all places that a search finds; the host works out the codings.
 * @property {string} words
 * @property {SearchBy} by
 * @property {string | null} transcript Its uid, or null for the whole study.
 * @property {string} code
 * @property {Record<string, string>} attributes
 * @property {string} leftOut Places in the order of the answer to the search, as in `3,7-12`.
 * @property {string} digest Of the answer that was looked at.
 *
 * @typedef {{revision?: number, start?: number, end?: number, code?: string,
 *   attributes?: Record<string, string>, memo?: string, over?: string, checked?: true}} CodingFields
 *   `over` is the text that the memo was typed over.
 *
 * @typedef {[about: "study" | "transcript" | "code", target: string, text: string, over?: string]} MemoEntry
 *   `over` as in a coding's fields.
 *
 * @typedef {{id: string, kind: "coding.add", coder: string,
 *   payload: {codings: CodingEntry[]} | {hits: HitsEntry}}} AddOperation
 *   `id` is a UUID; coding number i of the payload gets the id `<id>-<i>`.
 * @typedef {{id: string, kind: "coding.remove", coder: string, payload: {codings: string[]}}} RemoveOperation
 * @typedef {{id: string, kind: "coding.change", coder: string,
 *   payload: {changes: [coding: string, fields: CodingFields][]}}} ChangeOperation
 * @typedef {{id: string, kind: "status.set", coder: string,
 *   payload: {statuses: [transcript: string, coder: string, status: Status][]}}} StatusOperation
 * @typedef {{id: string, kind: "memo.set", coder: string,
 *   payload: {memos: MemoEntry[]}}} MemoOperation
 * @typedef {{id: string, kind: "scheme.change", coder: string,
 *   payload: {revision: number, changes: SchemeChange[]}}} SchemeOperation
 * @typedef {{id: string, kind: "operation.undo", coder: string, payload: {operations: string[]}}} UndoOperation
 * @typedef {AddOperation | RemoveOperation | ChangeOperation | StatusOperation | MemoOperation
 *   | SchemeOperation | UndoOperation} Operation
 *
 * @typedef {Partial<Omit<Code, "parent">> & {id: string, label: Localised}} NewCode
 * @typedef {{do: "add", code: NewCode, parent: string | null, before: string | null}
 *   | {do: "edit", code: string, set: Partial<Omit<Code, "id" | "parent">>}
 *   | {do: "move", code: string, parent: string | null, before: string | null}
 *   | {do: "merge", code: string, into: string}
 *   | {do: "recode", codings: string[], to: string}} SchemeChange
 *
 * @typedef {object} Receipt
 * @property {number} seq
 * @property {boolean} repeated
 *
 * @typedef {object} Changes What happened since some operation, as it stands now.
 * @property {number} newest
 * @property {CodingTable} set Codings of the shown transcript that are new or not what they were.
 * @property {string[]} removed Codings that are no longer there.
 * @property {boolean} scheme Whether the scheme is another one.
 * @property {boolean} overview Whether the list of transcripts, a status or a memo is another one.
 * @property {boolean} reload Whether the shown text itself is another one.
 *
 * @typedef {object} Quotation
 * @property {string} id Of the coding.
 * @property {string} transcript Its name.
 * @property {number} start
 * @property {number} end
 * @property {string} speaker
 * @property {string} code
 * @property {string} coder
 * @property {Record<string, string>} attributes
 * @property {string} memo
 * @property {boolean} older
 * @property {string} before A little of the text before.
 * @property {string} text At most a thousand characters of the coded words.
 * @property {string} after
 *
 * @typedef {object} QuotationFilter Everything may be left out.
 * @property {string} [code] And the codes below it.
 * @property {string} [transcript] Its name.
 * @property {string} [speaker]
 * @property {string} [coder] The desk's own coder if left out.
 * @property {string} [text] Words that the coded text holds.
 * @property {boolean} [memo] Only codings with a memo.
 * @property {boolean} [older] Only codings made under an older definition.
 *
 * @typedef {{total: number, rows: Quotation[], speakers: string[]}} Quotations
 *
 * @typedef {object} Inspected
 * @property {string} id
 * @property {string} transcript
 * @property {number} start
 * @property {number} end
 * @property {string} code
 * @property {string} coder
 * @property {Record<string, string>} attributes
 * @property {string} memo
 * @property {"manual" | "suggested" | "imported" | "consensus"} origin
 * @property {"original" | "exact" | "moved" | "ambiguous" | "lost"} anchor
 * @property {string} created UTC, ISO 8601.
 * @property {Code | null} then The code as it was defined when this coding was made, if that has changed.
 *
 * @typedef {object} Memo
 * @property {"study" | "transcript" | "code" | "coding"} about
 * @property {string} target "" for the study, else uid, code or coding.
 * @property {string} label Name of the transcript; the code's id for codes and codings.
 * @property {string} coder
 * @property {string} text
 * @property {string} changed UTC, ISO 8601.
 * @property {{transcript: string, start: number, end: number, text: string} | null} place Of a coding.
 *
 * @typedef {"form" | "lemma"} SearchBy Whether words are found as they are written, or in all their forms.
 *
 * @typedef {object} Hit
 * @property {string} transcript Its name.
 * @property {number} start
 * @property {number} end
 * @property {string} speaker
 * @property {string} before
 * @property {string} text
 * @property {string} after
 * @property {boolean} already Whether the passage has the code that was asked about.
 *
 * @typedef {object} Hits
 * @property {Hit[]} hits
 * @property {number} total
 * @property {boolean} cut Whether there are more than these, so that `total` is "at least".
 * @property {string} digest Tells this answer from others.
 *
 * @typedef {object} TranscriptLanguage
 * @property {[start: number, end: number][]} sentences
 * @property {Record<string, string>} lemmas By word form in small letters, where they differ.
 *
 * @typedef {object} StudyFiles What lies beside the study and is not in it yet.
 * @property {string[]} transcripts Paths, relative to the study's folder.
 * @property {string[]} schemes
 *
 * @typedef {object} Imported
 * @property {string} path
 * @property {string} outcome In words: imported, left out, or why it could not be read.
 * @property {boolean} ok
 *
 * @typedef {{type: "changed", newest: number} | {type: "connection", live: boolean}} Notice
 *   Somebody changed the study, or the host came or went.
 *
 * @typedef {object} Transport What a host gives the desk: a kernel's comm or REST stands behind it.
 * @property {(request: {type: string} & Record<string, unknown>, patience?: number) => Promise<any>} ask
 *   Resolves with the reply; rejects with a `NotSaved`. `patience` in milliseconds; for ever if left out.
 * @property {(listener: (notice: Notice) => void) => void} onNotice
 */

/**
 * A request that was not answered as hoped, most often a change that was not saved.
 *
 * `gone`: the kernel or server is not there. `silent`: it has not answered. `failed`: it could not
 * do it now. `refused`: it never will, so that asking again cannot help.
 */
export class NotSaved extends Error {
  /**
   * @param {"gone" | "silent" | "failed" | "refused"} reason
   * @param {string} [message] What the other end said.
   */
  constructor(reason, message = "") {
    super(message);
    this.reason = reason;
  }

  get lasting() {
    return this.reason === "refused";
  }
}

/**
 * Whether something thrown is a `NotSaved`, by what it holds: the host's code may have the class from another module.
 *
 * @param {unknown} problem
 * @returns {problem is NotSaved}
 */
export function isNotSaved(problem) {
  return problem instanceof Error && "reason" in problem;
}
