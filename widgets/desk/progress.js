/** @typedef {import("./core/types.js").Status} Status */

/** How far the coder is: with the open transcript, and among all. */
export class Progress {
  #desk;

  /** @param {import("./core/desk_context.js").DeskContext} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** The names of all transcripts, numbers in them in the order of numbers. */
  get names() {
    const { session, language } = this.#desk;
    const names = (session.overview?.transcripts ?? []).map(({ name }) => name);
    return names.sort(new Intl.Collator(language, { numeric: true }).compare);
  }

  get #row() {
    const { session } = this.#desk;
    return session.overview?.transcripts.find(({ uid }) => uid === session.opened?.document.uid);
  }

  /** The status of the open transcript; one with codings has been begun. @returns {Status} */
  get status() {
    const row = this.#row;
    return row?.status === "not started" && row.codings > 0 ? "in progress" : (row?.status ?? "not started");
  }

  /** @param {Status} status */
  setStatus(status) {
    const { session, wording, say } = this.#desk;
    const row = this.#row;
    if (!row) return;
    void session.setStatus(row.uid, status);
    say(wording.nowStatus(wording.statuses[status]));
  }
}
