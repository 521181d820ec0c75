/** Browsers before 2022 to 2025 have no highlights: found words and the passage in hand are then not painted. */
export const canHighlight = typeof CSS !== "undefined" && "highlights" in CSS;

/** @typedef {{highlight: Highlight, range: StaticRange}} Painted */

/**
 * Paints spans with the CSS Custom Highlight API.
 *
 * Its registry belongs to the page: all views share one Highlight per name, and each adds and
 * takes away its own ranges only.
 */
export class Highlights {
  /** @type {Map<string | number, Painted[]>} By what was painted. */
  #painted = new Map();

  /** @param {AbortSignal} signal */
  constructor(signal) {
    signal.addEventListener("abort", () => this.clear());
  }

  /**
   * @param {string | number} what Any name; painting it again replaces it.
   * @param {{highlight: string, range: StaticRange}[]} ranges Each with the name of the highlight that
   *   `highlights.css` gives a style to.
   */
  paint(what, ranges) {
    this.erase(what);
    if (!canHighlight || ranges.length === 0) return;
    const painted = ranges.map(({ highlight, range }) => ({ highlight: named(highlight), range }));
    for (const { highlight, range } of painted) highlight.add(range);
    this.#painted.set(what, painted);
  }

  /** @param {string | number} what */
  erase(what) {
    for (const { highlight, range } of this.#painted.get(what) ?? []) highlight.delete(range);
    this.#painted.delete(what);
  }

  clear() {
    for (const what of [...this.#painted.keys()]) this.erase(what);
  }
}

/** All there are, from the lowest up. */
const ORDER = ["qwb-active", "qwb-hit", "qwb-hit-current", "qwb-passage"];

/** @param {string} name */
function named(name) {
  const known = CSS.highlights.get(name);
  if (known) return known;
  const made = new Highlight();
  made.priority = ORDER.indexOf(name) + 1;
  CSS.highlights.set(name, made);
  return made;
}
