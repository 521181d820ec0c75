/**
 * How a quote finds its way into JupyterLab's coding desk: an event on the document that the extension may
 * take. It carries places, no words, and nothing in it is a command.
 *
 * @typedef {object} Asked
 * @property {string} file The study's file, with its whole path.
 * @property {string} transcript
 * @property {number | null} start In code points; null opens the transcript only.
 * @property {number | null} end
 * @property {string} coding
 * @property {() => void} otherwise Called if the study cannot be opened there after all.
 */

export const OPEN_QUOTE = "qual-workbench:open-quote";
const LONGEST = 4096;

/**
 * Offer a place to whoever listens.
 *
 * @param {Asked} asked
 * @returns {boolean} whether somebody took it
 */
export function offer(asked) {
  return !document.dispatchEvent(new CustomEvent(OPEN_QUOTE, { detail: asked, cancelable: true }));
}

/**
 * Take the places that are offered on this page.
 *
 * @param {(asked: Asked) => Promise<void>} open Rejects if it cannot be opened here.
 */
export function onQuote(open) {
  document.addEventListener(OPEN_QUOTE, (event) => {
    const asked = askedIn(/** @type {CustomEvent} */ (event).detail);
    if (!asked) return;
    event.preventDefault();
    open(asked).catch(asked.otherwise);
  });
}

/**
 * What an event asks for; null unless all of it is what it should be.
 *
 * @param {any} detail
 * @returns {Asked | null}
 */
export function askedIn(detail) {
  const { file, transcript, start = null, end = null, coding, otherwise } = detail ?? {};
  const texts = [file, transcript, coding];
  if (!texts.every((one) => typeof one === "string" && one !== "" && one.length <= LONGEST)) return null;
  const isPlace = Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start < end;
  if (!isPlace && !(start === null && end === null)) return null;
  if (typeof otherwise !== "function") return null;
  return { file, transcript, start, end, coding, otherwise };
}
