/**
 * Paints spans with the CSS Custom Highlight API.
 *
 * Its registry belongs to the page: all views share one Highlight per name, and each adds and
 * takes away its own ranges only.
 */
export class Highlights {
  /** @type {Map<string, {highlight: Highlight, ranges: StaticRange[]}>} By what was painted. */
  #painted = new Map();

  /**
   * @param {string} what Any name; painting it again replaces it.
   * @param {string} highlight The name that `highlights.css` gives a style to.
   * @param {StaticRange[]} ranges
   */
  paint(what, highlight, ranges) {
    this.erase(what);
    const shared = named(highlight);
    for (const range of ranges) shared.add(range);
    this.#painted.set(what, { highlight: shared, ranges });
  }

  /** @param {string} what */
  erase(what) {
    const painted = this.#painted.get(what);
    if (!painted) return;
    for (const range of painted.ranges) painted.highlight.delete(range);
    this.#painted.delete(what);
  }

  clear() {
    for (const what of [...this.#painted.keys()]) this.erase(what);
  }
}

/** @param {string} name */
function named(name) {
  const known = CSS.highlights.get(name);
  if (known) return known;
  const made = new Highlight();
  // The passage in hand lies over everything, the coding that is looked at over the others.
  made.priority = name === "qwb-passage" ? 2 : name === "qwb-active" ? 1 : 0;
  CSS.highlights.set(name, made);
  return made;
}
