const SVG = "http://www.w3.org/2000/svg";

/** Of the lines under coded words, in pixels: how thick, where the first is, and from one lane to the next. */
const [THICK, FIRST, PITCH] = [1.5, -2, 2.5];

/**
 * @typedef {object} Wash One coding in one turn.
 * @property {number} slot Of its colour.
 * @property {number} lane Overlapping codings have their lines under the words at different depths.
 * @property {Iterable<DOMRect>} boxes Where its words are in the window, line by line.
 */

/**
 * Draws behind the words of a turn what is coded in them: a wash of colour, and a line below.
 *
 * They are elements, and no highlights of the browser's: for every highlight that changes, browsers
 * paint all the others of the page again.
 */
export class Washes {
  /** @type {Map<number, SVGElement>} By turn. */
  #drawn = new Map();

  /**
   * @param {number} segment
   * @param {HTMLElement} article Of this turn; drawing anew replaces what was drawn.
   * @param {DOMRect} frame Where the turn is in the window.
   * @param {Wash[]} washes From the lowest up.
   */
  draw(segment, article, frame, washes) {
    if (washes.length === 0) {
      this.erase(segment);
      return;
    }
    const sheet = this.#drawn.get(segment) ?? shape("svg", { class: "qwb-washes", "aria-hidden": "true" });
    sheet.replaceChildren(
      ...washes.map(({ slot, lane, boxes }) => {
        let [wash, lines] = ["", ""];
        for (const { left, top, bottom, width, height } of boxes) {
          const x = left - frame.left;
          wash += rectangle(x, top - frame.top, width, height);
          lines += rectangle(x, bottom - frame.top + FIRST + PITCH * lane, width, THICK);
        }
        const group = shape("g", { class: `qwb-slot-${slot}${lane > 1 ? " qwb-third" : ""}` });
        group.append(shape("path", { class: "qwb-wash", d: wash }), shape("path", { d: lines }));
        return group;
      }),
    );
    if (!sheet.isConnected) article.append(sheet);
    this.#drawn.set(segment, sheet);
  }

  /** @param {number} segment */
  erase(segment) {
    this.#drawn.get(segment)?.remove();
    this.#drawn.delete(segment);
  }

  clear() {
    for (const segment of [...this.#drawn.keys()]) this.erase(segment);
  }
}

/** @param {string} tag @param {Record<string, string>} attributes */
function shape(tag, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** @param {number} x @param {number} y @param {number} width @param {number} height As a part of a path. */
function rectangle(x, y, width, height) {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}
