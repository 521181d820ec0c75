/**
 * @typedef {import("../core/types.js").TranscriptLanguage} TranscriptLanguage
 * @typedef {import("./word_steps.js").Stretch} Stretch
 */

/** Sentences and lemmas of the open transcript, which the host knows better than the browser. */
export class SpokenLanguage {
  #session;
  /** @type {{key: string, told: Promise<TranscriptLanguage>} | null} */
  #asked = null;

  /** @param {import("../core/session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  /**
   * @param {import("../core/types.js").TranscriptDocument} document
   * @returns {Promise<TranscriptLanguage>}
   */
  of({ name, revision }) {
    const key = `${revision} ${name}`;
    if (this.#asked?.key !== key) {
      const told = this.#session.ask("language", { transcript: name });
      this.#asked = { key, told };
      // Who asks again after a failure is answered anew.
      told.catch(() => {
        this.#asked = null;
      });
    }
    return this.#asked.told;
  }

  /** @returns {Promise<Map<number, Stretch[]> | null>} sentences by turn; null where they cannot be had now */
  async sentences() {
    const { opened } = this.#session;
    const told = opened && (await this.of(opened.document).catch(() => null));
    if (!told || this.#session.opened !== opened) return null;
    /** @type {Map<number, Stretch[]>} */
    const sentences = new Map();
    for (const [start, end] of told.sentences) {
      for (const { segment, start: from, end: to } of opened.text.piecesOf({ start, end })) {
        const known = sentences.get(segment) ?? [];
        known.push({ start: from, end: to });
        sentences.set(segment, known);
      }
    }
    return sentences;
  }
}
