import { addingCoding, codingFrom, effectOf, removingCoding } from "./operations.js";
import { Outbox } from "./outbox.js";
import { Placement } from "./placement.js";
import { TranscriptText } from "./transcript_text.js";

/**
 * @typedef {import("./placement.js").Placed} Placed
 * @typedef {import("./types.js").Loaded} Loaded
 *
 * @typedef {object} Opened A transcript as it is on the screen.
 * @property {import("./types.js").TranscriptDocument} document
 * @property {TranscriptText} text
 * @property {Placement} placement
 *
 * @typedef {object} Listeners
 * @property {(loaded: Loaded, opened: Opened | null) => void} onOpened `opened` is null for a study without transcripts.
 * @property {(problem: unknown) => void} onOpenFailed
 * @property {(placed: Placed) => void} onAdded
 * @property {(placed: Placed) => void} onRemoved
 * @property {() => void} onSaveState
 */

const LOOK_AROUND_EVERY = 2000;

/**
 * One coder at work on one transcript, without a screen: what is coded, and what of it is saved.
 *
 * Every change takes effect here at once and goes to the outbox; the kernel or server has the
 * last word, and `reload` brings its view.
 */
export class CodingSession {
  #transport;
  #coder;
  #storage;
  #signal;
  #listeners;
  /** @type {Opened | null} */
  opened = null;
  /** @type {Outbox | null} */
  #outbox = null;
  connected = true;
  #opens = 0;

  /**
   * @param {object} options
   * @param {import("./types.js").Transport} options.transport
   * @param {string} options.coder
   * @param {import("./outbox.js").Keeping | null} options.storage
   * @param {AbortSignal} options.signal
   * @param {Listeners} listeners
   */
  constructor({ transport, coder, storage, signal }, listeners) {
    this.#transport = transport;
    this.#coder = coder;
    this.#storage = storage;
    this.#signal = signal;
    this.#listeners = listeners;
    transport.onChange((change) => this.#changed(change));
    const timer = setInterval(() => this.#lookAround(), LOOK_AROUND_EVERY);
    signal.addEventListener("abort", () => {
      clearInterval(timer);
      this.#outbox?.close();
    });
  }

  /** @param {string | null} transcript null opens the first one. */
  async open(transcript) {
    const turn = ++this.#opens;
    try {
      const loaded = await this.#transport.load(transcript);
      // Somebody who chose another transcript meanwhile wants to see that one.
      if (turn === this.#opens && !this.#signal.aborted) this.#show(loaded);
    } catch (problem) {
      if (turn === this.#opens && !this.#signal.aborted) this.#listeners.onOpenFailed(problem);
    }
  }

  /** Ask again for what is on the screen. */
  reload() {
    void this.open(this.opened?.document.name ?? null);
  }

  /**
   * Code a passage.
   *
   * @param {import("./transcript_text.js").Span} span
   * @param {string} code
   * @param {Record<string, string>} attributes
   * @returns {boolean} false when the passage has this code already
   */
  code(span, code, attributes) {
    if (!this.opened || this.opened.placement.same(span, code)) return false;
    this.#make(addingCoding(this.opened.document, span, code, this.#coder, attributes));
    return true;
  }

  /** @param {string} id */
  remove(id) {
    this.#make(removingCoding(id, this.#coder));
  }

  retry() {
    this.#outbox?.retry();
  }

  discardRefused() {
    this.#outbox?.discardRefused();
    this.reload();
  }

  /** How many changes wait, and the first problem among them. */
  get saveState() {
    const outbox = this.#outbox;
    return {
      waiting: outbox?.operations.length ?? 0,
      problem: outbox?.problem ?? null,
      connected: this.connected,
    };
  }

  /** Codings on the screen that could not be saved so far. @returns {Set<string>} */
  get unsaved() {
    const { opened } = this;
    if (!opened || !this.#outbox?.problem) return new Set();
    const effects = this.#outbox.operations.map((operation) => effectOf(operation, opened.document));
    return new Set(effects.flatMap(({ added }) => added.map(({ id }) => id)));
  }

  /** @param {import("./types.js").Operation} operation */
  #make(operation) {
    this.#takeEffect(operation);
    this.#outbox?.add(operation);
  }

  /** @param {import("./types.js").Operation} operation */
  #takeEffect(operation) {
    if (this.opened) this.#apply(effectOf(operation, this.opened.document));
  }

  /** @param {{added: import("./placement.js").Coding[], removed: string[]}} effect */
  #apply({ added, removed }) {
    for (const id of removed) {
      const placed = this.opened?.placement.remove(id);
      if (placed) this.#listeners.onRemoved(placed);
    }
    for (const coding of added) {
      const placed = this.opened?.placement.add(coding);
      if (placed) this.#listeners.onAdded(placed);
    }
  }

  /** @param {Loaded} loaded */
  #show(loaded) {
    this.#outbox ??= new Outbox({
      storage: this.#storage,
      study: loaded.study,
      coder: this.#coder,
      send: (operation) => this.#transport.send(operation),
      onChange: () => this.#listeners.onSaveState(),
    });
    this.opened = null;
    if (loaded.document) {
      const text = new TranscriptText(loaded.document);
      const placement = new Placement(text);
      for (const row of loaded.codings) placement.add(codingFrom(row));
      for (const operation of this.#outbox.operations) {
        const { added, removed } = effectOf(operation, loaded.document);
        for (const coding of added) placement.add(coding);
        for (const id of removed) placement.remove(id);
      }
      this.opened = { document: loaded.document, text, placement };
    }
    this.#listeners.onOpened(loaded, this.opened);
    this.#outbox.retry();
    this.#listeners.onSaveState();
  }

  /** @param {import("./types.js").Change} change */
  #changed(change) {
    if (change.type === "reload") this.reload();
    else if (change.type === "connection") {
      this.connected = change.live;
      if (change.live) this.#outbox?.retry();
      this.#listeners.onSaveState();
    } else {
      this.#apply({ added: change.added.map(codingFrom), removed: change.removed });
      // What waits here was done later than what others did.
      for (const operation of this.#outbox?.operations ?? []) this.#takeEffect(operation);
    }
  }

  #lookAround() {
    if (!this.#outbox) return;
    const { adopted, settled } = this.#outbox.sync();
    for (const operation of adopted) this.#takeEffect(operation);
    if (adopted.length > 0) this.#outbox.retry();
    if (settled) this.reload();
  }
}
