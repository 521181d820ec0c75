import { NextAttributes } from "./codebook/attribute_choice.js";
import { attributeWords } from "./text/chips.js";

/**
 * @typedef {import("./core/placement.js").Placed} Placed
 * @typedef {import("./core/transcript_text.js").Span} Span
 * @typedef {import("./core/types.js").Code} Code
 * @typedef {import("./core/session.js").Session["opened"]} Opened
 */

/** What the coder has in hand: a passage of the text that the next code goes to, and a coding. */
export class Hand {
  #desk;
  #text;
  #passageIsCoded = false;
  /** @type {string | null} The id of the coding in hand. */
  chosen = null;
  /** @type {Span | null} */
  passage = null;
  /** @type {string | null} The code that was given last. */
  lastCode = null;
  attributes;

  /**
   * @param {import("./desk.js").Desk} desk
   * @param {import("./text/coded_text.js").CodedText} text
   */
  constructor(desk, text) {
    this.#desk = desk;
    this.#text = text;
    this.attributes = new NextAttributes(desk.session);
  }

  get #opened() {
    return this.#desk.session.opened;
  }

  /** The coding in hand, where it stands. */
  get placed() {
    return this.chosen ? this.#opened?.placement.get(this.chosen) : undefined;
  }

  /** Text is selected now, or no longer. @param {import("./text/text_view.js").Ends | null} ends */
  take(ends) {
    const span = ends && (this.#opened?.text.spanOf(ends.first, ends.last) ?? null);
    const isSame = span?.start === this.passage?.start && span?.end === this.passage?.end;
    if (isSame) return;
    if (span && this.#passageIsCoded) this.attributes.reset();
    if (span) {
      this.#passageIsCoded = false;
      const { coding } = this.placed ?? {};
      // Words within the coding in hand may be chosen to split it there.
      if (!coding || span.start < coding.start || coding.end < span.end) this.choose(null);
    }
    this.passage = span;
    this.mark();
    if (span) this.#desk.announce(this.#desk.wording.selected(this.#quote(span)));
  }

  /** The passage, turn by turn. */
  get pieces() {
    return (this.passage && this.#opened?.text.piecesOf(this.passage)) ?? [];
  }

  /** Where steps by words begin, turn by turn: at the passage, or at the beginning of the coding in hand. */
  get origin() {
    const [first] = this.placed?.pieces ?? [];
    return this.passage || !first ? this.pieces : [{ ...first, end: first.start }];
  }

  mark() {
    this.#text.markPassage(this.pieces, this.#passageIsCoded);
  }

  /** Another text is on the screen. */
  empty() {
    this.passage = null;
    this.choose(null);
  }

  /** The coding in hand may be gone. */
  check() {
    if (this.chosen && !this.placed) this.chosen = null;
  }

  /** Work goes on in this turn: what is in hand elsewhere is let go, so that no key works out of sight. @param {number} segment */
  leaveFor(segment) {
    const isElsewhere = (/** @type {{segment: number}[]} */ pieces) =>
      pieces.length > 0 && pieces.every((piece) => piece.segment !== segment);
    if (isElsewhere(this.pieces)) {
      document.getSelection()?.removeAllRanges();
      this.take(null);
    }
    if (isElsewhere(this.placed?.pieces ?? [])) this.choose(null);
  }

  /** Let go of the passage, or else of the coding. @returns {boolean} false when nothing was in hand */
  letGo() {
    if (this.passage) {
      document.getSelection()?.removeAllRanges();
      this.take(null);
    } else if (this.chosen) this.choose(null);
    else return false;
    return true;
  }

  /** Where the selection begins, or began when it was last in the text; in code points. */
  get caret() {
    const { caret } = this.#text.view;
    return caret && (this.#opened?.text.pointAt(caret.segment, caret.unit) ?? null);
  }

  /** @param {string | null} coding */
  choose(coding) {
    const before = this.chosen;
    this.chosen = coding && this.#opened?.placement.get(coding) ? coding : null;
    if (before === this.chosen) return;
    this.#text.chosen(this.chosen);
    const { placed } = this;
    if (placed) {
      const label = this.#desk.tree.label(placed.coding.code);
      this.#desk.announce(this.#desk.wording.inHand(label, this.#quote(placed.coding)));
    }
    this.#desk.panels.showChosen();
  }

  /** @param {Span} span */
  #quote(span) {
    return this.#opened?.text.brief(span) ?? "";
  }

  /** What a code would go to. */
  get #span() {
    return this.passage ?? this.placed?.coding;
  }

  /** @param {Code} code */
  apply(code) {
    const span = this.#span;
    if (span) this.code(span, code);
    else this.#desk.say(this.#desk.wording.chooseFirst);
  }

  /**
   * @param {Span} span
   * @param {Code} code
   * @param {Opened} [of] The text that the span was chosen in: meanwhile another one may be on the screen.
   */
  code({ start, end }, code, of = this.#opened) {
    const { session, wording, language, tree } = this.#desk;
    if (!isSameText(of, this.#opened)) return this.#desk.say(wording.chooseFirst);
    const attributes = this.attributes.values;
    const label = tree.label(code.id);
    const [placed] = session.code([{ start, end }], code.id, attributes);
    this.#passageIsCoded = true;
    this.lastCode = code.id;
    this.mark();
    if (placed) this.choose(placed.coding.id);
    const said = [label, ...attributeWords(attributes, session.scheme?.attributes ?? [], language)].join(
      ", ",
    );
    this.#desk.say(placed ? wording.coded(said) : wording.codedAlready(label));
  }

  /** @param {Placed} placed */
  remove({ coding }) {
    void this.#desk.session.remove([coding.id]);
    this.choose(null);
    this.#desk.say(this.#desk.wording.removed(this.#desk.tree.label(coding.code)));
  }

  /** @param {string} coding @param {Span} span */
  adjust(coding, { start, end }) {
    const revision = this.#opened?.document.revision ?? 0;
    void this.#desk.session.change([[coding, { revision, start, end }]]);
    this.#desk.say(this.#desk.wording.adjusted(this.#quote({ start, end })));
  }

  /** Choose a code for the passage by its letters. */
  pickCode() {
    const span = this.#span;
    if (!span) return this.#desk.say(this.#desk.wording.chooseFirst);
    const of = this.#opened;
    this.#pick(span, this.#desk.wording.pickCode, (code) => this.code(span, code, of));
  }

  /** Choose another code for a coding. @param {Placed} placed */
  pickOtherCode({ coding }) {
    const { session, wording, tree } = this.#desk;
    this.#pick(coding, wording.pickOtherCode, (code) => {
      void session.change([[coding.id, { code: code.id }]]);
      this.#desk.say(wording.changedTo(tree.label(code.id)));
    });
  }

  /**
   * @param {Span} span
   * @param {string} label
   * @param {(code: Code) => void} onPick
   */
  #pick(span, label, onPick) {
    void this.#desk.whenThere(({ openCodePicker }) => {
      const last = this.#opened?.text.piecesOf(span).at(-1);
      const boxes = last ? this.#text.view.boxesOf(last) : [];
      const anchor = boxes[boxes.length - 1] ?? this.#desk.root.getBoundingClientRect();
      openCodePicker(this.#desk, { anchor, label, onPick });
    });
  }
}

/** @param {Opened} one @param {Opened} other */
function isSameText(one, other) {
  return one?.document.uid === other?.document.uid && one?.document.revision === other?.document.revision;
}
