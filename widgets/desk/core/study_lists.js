import { FLAGS } from "./operations.js";

/**
 * @typedef {import("./opened_transcript.js").OpenedTranscript} OpenedTranscript
 * @typedef {import("./opened_transcript.js").Painted} Painted
 * @typedef {import("./placement.js").Placed} Placed
 */

const PAUSE = 500;

/** What is known of the whole study: its transcripts, counts of codings, and the scheme in force. */
export class StudyLists {
  #client;
  #tell;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Whether both have to be asked for. */
  stale = true;
  /** @type {import("./types.js").Overview | null} */
  overview = null;
  /** @type {import("./types.js").Scheme | null} */
  scheme = null;

  /**
   * @param {import("./study_client.js").StudyClient} client
   * @param {(what: "overview" | "scheme" | "study") => void} tell
   */
  constructor(client, tell) {
    this.#client = client;
    this.#tell = tell;
  }

  /** Ask for both, if they are not known or may be old. */
  async know() {
    if (!this.stale) return;
    const [overview, scheme] = await Promise.all([this.#client.ask("overview"), this.#client.ask("scheme")]);
    this.overview = overview;
    this.scheme = scheme.scheme;
    this.stale = false;
  }

  async fetchScheme() {
    this.scheme = (await this.#client.ask("scheme")).scheme;
    this.#tell("scheme");
  }

  /** Ask for the overview once things have come to rest. */
  refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      this.overview = await this.#client.ask("overview").catch(() => this.overview);
      this.#tell("overview");
      this.#tell("study");
    }, PAUSE);
  }

  close() {
    clearTimeout(this.#timer);
  }

  /**
   * Keep the counts up to date, so that nobody has to ask for them again.
   *
   * @param {Painted} painted
   * @param {OpenedTranscript} opened
   */
  count({ set, removed }, opened) {
    const { overview } = this;
    if (!overview) return;
    const add = (/** @type {Placed} */ { coding: { code, flags } }, /** @type {number} */ by) => {
      overview.counts[code] = (overview.counts[code] ?? 0) + by;
      if (flags & FLAGS.older) overview.older += by;
    };
    for (const placed of set) add(placed, 1);
    for (const placed of removed) add(placed, -1);
    const row = overview.transcripts.find(({ uid }) => uid === opened.document.uid);
    if (row) {
      row.codings += set.length - removed.length;
      row.coded = opened.coded;
    }
    this.#tell("overview");
  }
}
