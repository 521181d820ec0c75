import { lastBefore, nextAfter } from "./text/word_steps.js";

/**
 * @typedef {import("./core/placement.js").Placed} Placed
 * @typedef {import("./core/transcript_text.js").Span} Span
 */

/**
 * What the actions of the table do, by their ids; those that move the selection are in
 * `text/passage_steps.js`.
 *
 * @param {import("./desk.js").Desk} desk
 * @returns {Record<string, (key: string) => void>}
 */
export function deeds(desk) {
  const { session, view, hand } = desk;
  const show = (/** @type {string} */ panel) => () => desk.showPanel(panel);
  return {
    "code-by-number": (key) => {
      const code = desk.tree.byKey.get(key);
      if (code) desk.apply(code);
    },
    "pick-code": () => hand.pickCode(),
    "repeat-code": () => {
      const code = hand.lastCode && desk.tree.get(hand.lastCode)?.code;
      if (code) desk.apply(code);
      else desk.say(desk.wording.nothingToRepeat);
    },
    "code-in-vivo": () => void codeInVivo(desk),

    "next-coding": () => takeNext(desk, 1),
    "previous-coding": () => takeNext(desk, -1),
    "change-code": () => withChosen(desk, (placed) => hand.pickOtherCode(placed)),
    memo: () => withChosen(desk, show("coding")),
    "delete-coding": () => withChosen(desk, (placed) => hand.remove(placed)),
    "start-earlier": () => adjust(desk, "start", lastBefore),
    "start-later": () => adjust(desk, "start", nextAfter),
    "end-later": () => adjust(desk, "end", nextAfter),
    "end-earlier": () => adjust(desk, "end", lastBefore),
    "split-coding": () => withChosen(desk, (placed) => split(desk, placed)),
    "merge-coding": () => withChosen(desk, (placed) => merge(desk, placed)),

    "next-turn": () => view.focus(view.current + 1),
    "previous-turn": () => view.focus(view.current - 1),
    "first-turn": () => view.focus(0),
    "last-turn": () => view.focus(view.length - 1),
    "next-uncoded": () => toUncoded(desk, 1),
    "previous-uncoded": () => toUncoded(desk, -1),
    "next-transcript": () => toTranscript(desk, 1),
    "previous-transcript": () => toTranscript(desk, -1),

    find: () => void desk.whenThere(() => desk.findBar?.focus()),
    "next-hit": () => void desk.whenThere(() => desk.findBar?.go(1)),
    "previous-hit": () => void desk.whenThere(() => desk.findBar?.go(-1)),

    undo: () => tellMoved(desk, session.undo(), desk.wording.undone, desk.wording.nothingToUndo),
    redo: () => tellMoved(desk, session.redo(), desk.wording.redone, desk.wording.nothingToRedo),
    "show-codes": show("codebook"),
    "show-transcripts": show("transcripts"),
    // Focus stays in the text: who looks from coding to coding goes on with keys.
    "show-coding": () => desk.panels.right.openNamed("coding"),
    "show-quotations": show("quotations"),
    "show-search": show("search"),
    "show-memos": show("memos"),
    "show-review": show("review"),
    "toggle-done": () => {
      const done = desk.progress.status === "done";
      const begun = (session.opened?.placement.ids.length ?? 0) > 0 ? "in progress" : "not started";
      desk.progress.setStatus(done ? begun : "done");
    },
    help: () => desk.showHelp(),
    back: () => desk.goBack(),
  };
}

/**
 * @param {import("./desk.js").Desk} desk
 * @param {(placed: Placed) => void} work
 */
function withChosen(desk, work) {
  const placed = desk.hand.placed;
  if (placed) work(placed);
  else desk.say(desk.wording.takeFirst);
}

/** @param {import("./desk.js").Desk} desk */
async function codeInVivo(desk) {
  const { passage, wording } = desk;
  const { opened } = desk.session;
  const words = passage && opened?.text.quote(passage);
  if (!passage || !words) return desk.say(wording.chooseFirst);
  const id = await desk.whenThere(({ newCodeFrom }) => newCodeFrom(desk, words));
  const code = id === null ? undefined : desk.tree.get(id)?.code;
  desk.focusText();
  if (code) desk.hand.code(passage, code, opened);
}

/**
 * @param {import("./desk.js").Desk} desk
 * @param {1 | -1} by
 */
function takeNext(desk, by) {
  const { opened } = desk.session;
  if (!opened) return;
  const all = [...opened.placement.all].sort(
    ({ coding: a }, { coding: b }) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1),
  );
  const now = all.findIndex(({ coding }) => coding.id === desk.chosen);
  const here = opened.text.pointAt(desk.view.current, 0);
  const after = all.findIndex(({ coding }) => coding.start >= here);
  const from = now >= 0 ? now + by : by > 0 ? after : (after < 0 ? all.length : after) - 1;
  const next = all[from];
  if (!next) return desk.say(desk.wording.noFurther);
  desk.choose(next.coding.id);
  desk.revealCoding(next);
}

/**
 * Move one end of the coding in hand to the next or previous word.
 *
 * @param {import("./desk.js").Desk} desk
 * @param {"start" | "end"} end
 * @param {typeof nextAfter} step
 */
function adjust(desk, end, step) {
  withChosen(desk, ({ coding, pieces }) => {
    const piece = end === "start" ? pieces[0] : pieces.at(-1);
    const { opened } = desk.session;
    if (!piece || !opened) return;
    const words = desk.steps.words(piece.segment);
    // The word that begins at the start is stepped over, the one that ends at the end too.
    const isStart = end === "start";
    const marks = isStart ? words.map(({ start }) => ({ start, end: start })) : words;
    const word = step === nextAfter ? step(marks, piece[end]) : step(marks, piece[end] - 1);
    if (!word) return desk.say(desk.wording.noFurther);
    const span = { start: coding.start, end: coding.end };
    span[end] = opened.text.pointAt(piece.segment, word.end);
    if (span.start < span.end) desk.hand.adjust(coding.id, span);
  });
}

/**
 * @param {import("./desk.js").Desk} desk
 * @param {Placed} placed
 */
function split(desk, { coding }) {
  const at = desk.hand.caret;
  const { opened } = desk.session;
  if (at === null || !opened || at <= coding.start || at >= coding.end) {
    return desk.say(desk.wording.cannotSplit);
  }
  const first = opened.text.trimmed({ start: coding.start, end: at });
  const second = opened.text.trimmed({ start: at, end: coding.end });
  if (!first || !second) return desk.say(desk.wording.cannotSplit);
  const { revision } = opened.document;
  const { code, attributes } = coding;
  void desk.session.rearrange({
    changes: [[coding.id, { revision, ...first }]],
    added: [{ ...second, code, attributes }],
  });
  desk.say(desk.wording.split);
}

/**
 * @param {import("./desk.js").Desk} desk
 * @param {Placed} placed
 */
function merge(desk, { coding, pieces }) {
  const { opened } = desk.session;
  const last = pieces.at(-1);
  if (!opened || !last) return;
  // One that begins further away would take in much that nobody looks at.
  const near = [last.segment, last.segment + 1].flatMap((segment) => opened.placement.in(segment));
  const [after] = near
    .filter(
      ({ coding: one }) => one.id !== coding.id && one.code === coding.code && one.start >= coding.start,
    )
    .sort((a, b) => a.coding.start - b.coding.start);
  if (!after) return desk.say(desk.wording.nothingToMerge);
  const { revision } = opened.document;
  const span = { start: coding.start, end: Math.max(coding.end, after.coding.end) };
  void desk.session.rearrange({
    removed: [after.coding.id],
    changes: [[coding.id, { revision, ...span }]],
  });
  desk.say(desk.wording.merged);
}

/**
 * @param {import("./desk.js").Desk} desk
 * @param {1 | -1} by
 */
function toUncoded(desk, by) {
  const { opened } = desk.session;
  if (!opened) return;
  const { text, placement } = opened;
  const asking = new Set(opened.document.interviewers);
  const candidates = text.spoken.filter(
    (segment) => !asking.has(text.segments[segment]?.speaker ?? "") && placement.in(segment).length === 0,
  );
  const { current } = desk.view;
  const next =
    by > 0
      ? candidates.find((segment) => segment > current)
      : candidates.findLast((segment) => segment < current);
  if (next === undefined) desk.say(by > 0 ? desk.wording.allCoded : desk.wording.noFurther);
  else desk.view.focus(next);
}

/**
 * @param {import("./desk.js").Desk} desk
 * @param {1 | -1} by
 */
function toTranscript(desk, by) {
  const names = desk.progress.names;
  const next = names[names.indexOf(desk.session.wanted ?? "") + by];
  if (next === undefined) return desk.say(desk.wording.noFurther);
  void desk.open(next).then(() => {
    if (desk.session.opened?.document.name !== next) return;
    desk.focusText();
    desk.announce(desk.wording.transcriptNamed(next));
  });
}

/**
 * Say what was taken back, and go there.
 *
 * @param {import("./desk.js").Desk} desk
 * @param {import("./core/history.js").Done | null} step
 * @param {import("./words/wording.js").Wording["undone"]} words
 * @param {string} nothing
 */
function tellMoved(desk, step, words, nothing) {
  if (!step) return desk.say(nothing);
  const { opened, overview } = desk.session;
  const codings = step.redo.set.length > 0 ? step.redo.set : step.undo.set;
  const labels = [...new Set(codings.map(({ code }) => desk.tree.label(code)))];
  const what = labels.length === 1 ? labels[0] : undefined;
  const isHere = step.transcript === opened?.document.uid;
  const elsewhere = overview?.transcripts.find(({ uid }) => uid === step.transcript)?.name;
  desk.say(words(what ?? "", codings.length, isHere || codings.length === 0 ? "" : (elsewhere ?? "")));
  const [coding] = codings;
  const [piece] =
    (isHere && coding && opened?.text.piecesOf(opened.placement.get(coding.id)?.coding ?? coding)) || [];
  if (piece) desk.view.take(piece, false);
}
