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
  #schemeIsOld = false;
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
    this.overview = withCounts(overview);
    this.scheme = scheme.scheme;
    this.#schemeIsOld = false;
    this.stale = false;
  }

  /** The scheme is another one. Where the host cannot tell it now, it is asked again. */
  async fetchScheme() {
    this.#schemeIsOld = true;
    try {
      this.scheme = (await this.#client.ask("scheme")).scheme;
      this.#schemeIsOld = false;
      this.#tell("scheme");
    } catch {
      this.refreshSoon();
    }
  }

  /** Ask for the overview, and for a scheme that could not be had, once things have come to rest. */
  refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      this.overview = await this.#client.ask("overview").then(withCounts, () => this.overview);
      this.#tell("overview");
      this.#tell("study");
      if (this.#schemeIsOld) void this.fetchScheme();
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

/**
 * Counts know no other names than codes: a code may be called `constructor`.
 *
 * @param {import("./types.js").Overview} overview
 * @returns {import("./types.js").Overview}
 */
function withCounts(overview) {
  return { ...overview, counts: Object.assign(Object.create(null), overview.counts) };
}
