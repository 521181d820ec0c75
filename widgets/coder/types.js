/**
 * What travels between the coder and its host; the same names stand in `docs/widget_protocol.md`.
 * All offsets in these types are Unicode code points, half-open.
 *
 * @typedef {Record<string, string>} Localised Words by language: `{en: "Trust", da: "Tillid"}`.
 *
 * @typedef {object} Code
 * @property {string} id
 * @property {Localised} label
 * @property {Localised} definition
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
 *
 * @typedef {[id: string, start: number, end: number, code: string,
 *   attributes: Record<string, string>]} CodingRow
 *
 * @typedef {object} Loaded
 * @property {string} study What the study is called by its unsent changes.
 * @property {boolean} constructed
 * @property {string[]} transcripts
 * @property {Scheme | null} scheme
 * @property {TranscriptDocument | null} document
 * @property {CodingRow[]} codings
 * @property {number} lost Codings that have no place in this revision of the text.
 * @property {number} newest Number of the newest operation that this answer knows of.
 *
 * @typedef {[transcript: string, revision: number, start: number, end: number, code: string,
 *   coder: string, attributes: Record<string, string>, memo: string, origin: "manual"]} CodingEntry
 *
 * @typedef {object} AddOperation
 * @property {string} id A UUID; coding number i of the payload gets the id `<id>-<i>`.
 * @property {"coding.add"} kind
 * @property {string} coder
 * @property {{codings: CodingEntry[]}} payload
 *
 * @typedef {object} RemoveOperation
 * @property {string} id
 * @property {"coding.remove"} kind
 * @property {string} coder
 * @property {{codings: string[]}} payload
 *
 * @typedef {AddOperation | RemoveOperation} Operation
 *
 * @typedef {object} Receipt
 * @property {number} seq
 * @property {boolean} repeated
 *
 * @typedef {{type: "codings", added: CodingRow[], removed: string[]}
 *   | {type: "reload"}
 *   | {type: "connection", live: boolean}} Change What somebody else did, or that the host came or went.
 *
 * @typedef {object} Transport What a host gives the coder: a kernel's comm or REST stands behind it.
 * @property {(transcript: string | null) => Promise<Loaded>} load
 * @property {(operation: Operation) => Promise<Receipt>} send Rejects with a `NotSaved`.
 * @property {(listener: (change: Change) => void) => void} onChange
 */

/**
 * A change that was not saved.
 *
 * `gone`: the kernel or server is not there. `silent`: it has not answered. `failed`: it could not
 * save it now. `refused`: it never will, so that sending again cannot help.
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
