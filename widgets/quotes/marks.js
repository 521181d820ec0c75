/**
 * The marks of a figure as choices, one list an argument: whoever uses no mouse finds each mark by what it
 * stands for.
 *
 * @typedef {Record<string, string | null>} Labels What a mark stands for, by argument; null leaves one out.
 *
 * @typedef {object} Choice
 * @property {string} name The argument.
 * @property {(string | null)[]} labels To choose from, in the order of the figure.
 * @property {string | null} chosen
 */

/** The kind of a mark: the arguments that it has. @param {Labels} labels */
export function kindOf(labels) {
  return Object.keys(labels).join(" ");
}

export class Marks {
  #marks;

  /** @param {Labels[]} marks */
  constructor(marks) {
    this.#marks = marks;
    this.kinds = [...new Set(marks.map(kindOf))];
  }

  /** @param {number} mark */
  labels(mark) {
    return this.#marks[mark] ?? {};
  }

  /** The first mark of a kind. @param {string} kind */
  firstOf(kind) {
    return this.#marks.findIndex((labels) => kindOf(labels) === kind);
  }

  /**
   * The lists for a mark. Each offers what goes with what is chosen in those before it.
   *
   * @param {number} mark
   * @returns {Choice[]}
   */
  choices(mark) {
    const own = this.labels(mark);
    let fitting = this.#marks.filter((labels) => kindOf(labels) === kindOf(own));
    return Object.entries(own).map(([name, chosen]) => {
      const labels = [...new Set(fitting.map((one) => one[name] ?? null))];
      fitting = fitting.filter((one) => one[name] === chosen);
      return { name, labels, chosen };
    });
  }

  /**
   * The mark that is meant when one argument of another is changed: it keeps what it can of the arguments
   * after that one.
   *
   * @param {number} from
   * @param {string} name
   * @param {string | null} label
   */
  changed(from, name, label) {
    const own = this.labels(from);
    const names = Object.keys(own);
    const at = names.indexOf(name);
    let best = from;
    let most = -1;
    for (const [i, labels] of this.#marks.entries()) {
      if (kindOf(labels) !== kindOf(own) || labels[name] !== label) continue;
      if (names.slice(0, at).some((before) => labels[before] !== own[before])) continue;
      const kept = names.slice(at + 1).filter((after) => labels[after] === own[after]).length;
      if (kept > most) {
        best = i;
        most = kept;
      }
    }
    return best;
  }
}

/**
 * The number of the mark at a place of the figure.
 *
 * @param {unknown[][]} places Of each trace the numbers of its marks: a list, or rows of cells.
 * @param {number} trace
 * @param {number | number[]} point Where it is in the trace: a number, or row and column.
 * @returns {number | null} null where nothing opens
 */
export function markAt(places, trace, point) {
  /** @type {any} */
  let found = places[trace];
  for (const at of [point].flat()) found = Array.isArray(found) ? found[at] : undefined;
  return typeof found === "number" ? found : null;
}

/**
 * Where a mark stands in each trace, for those traces that are lists.
 *
 * @param {unknown[][]} places
 * @param {number} mark
 * @returns {(number[] | null)[]} null for traces whose marks are not in a list
 */
export function placesOf(places, mark) {
  return places.map((trace) => {
    if (trace.length === 0 || trace.some(Array.isArray)) return null;
    return trace.flatMap((one, i) => (one === mark ? [i] : []));
  });
}
