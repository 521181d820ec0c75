import { LANES } from "../core/placement.js";

/** Browsers before 2022 to 2025 have no highlights: the chips beside the text then stand alone. */
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
    const styles = new CSSStyleSheet();
    styles.replaceSync(slotStyles());
    document.adoptedStyleSheets.push(styles);
    signal.addEventListener("abort", () => {
      this.clear();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== styles);
    });
  }

  /**
   * @param {string | number} what Any name; painting it again replaces it.
   * @param {{highlight: string, range: StaticRange}[]} ranges Each with the name of the highlight that
   *   `highlights.css` or `slotStyles` give a style to.
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

/**
 * A style for each colour slot in each lane. The colours are variables of `highlights.css`, so
 * that themes decide; overlapping codings of one colour still have an underline each.
 */
function slotStyles() {
  const rules = [];
  for (let slot = 0; slot <= 12; slot++) {
    for (let lane = 0; lane < LANES; lane++) {
      const colour = `var(--qwb-slot-${slot})`;
      rules.push(`.qwb-said::highlight(qwb-${slot}-${lane}) {
        background-color: var(--qwb-wash-${slot});
        text-decoration: underline 1.5px ${colour};
        text-underline-offset: ${2 + 2.5 * lane}px;
      }`);
    }
  }
  return rules.join("\n");
}

/** What lies over the codings, from the lowest up. */
const ABOVE = ["qwb-active", "qwb-hit", "qwb-hit-current", "qwb-passage"];

/** @param {string} name */
function named(name) {
  const known = CSS.highlights.get(name);
  if (known) return known;
  const made = new Highlight();
  made.priority = ABOVE.indexOf(name) + 1;
  CSS.highlights.set(name, made);
  return made;
}
