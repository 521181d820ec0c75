/** @import { Code, Localised, Scheme } from "../core/types.js" */

/**
 * @typedef {object} CodeRow A line of the codebook panel.
 * @property {Code} code
 * @property {string} label
 * @property {number} depth 0 for the topmost codes.
 * @property {boolean} branch Whether rows can stand below it.
 * @property {string} key The number key that applies it, or "".
 */

/**
 * Words in `language`, else in English, else in whichever language comes first.
 *
 * @param {Localised} words
 * @param {string} language
 */
export function localise(words, language) {
  return words[language] || words.en || Object.values(words)[0] || "";
}

/** A coding scheme as the codebook panel shows it, in one language. */
export class CodeTree {
  /** @type {Map<string, CodeRow>} All codes, in the order of the scheme. */
  #rows = new Map();
  /** @type {Map<string, Code>} */
  byKey = new Map();

  /**
   * @param {Scheme} scheme
   * @param {string} language
   */
  constructor(scheme, language) {
    for (const code of scheme.codes) {
      const parent = code.parent === null ? undefined : this.#rows.get(code.parent);
      if (parent && !code.retired) parent.branch = true;
      const label = localise(code.label, language) || code.id;
      const depth = parent ? parent.depth + 1 : 0;
      this.#rows.set(code.id, { code, label, depth, branch: false, key: "" });
    }
    const applied = [...this.#rows.values()].filter(({ code }) => canApply(code) && code.tier === 1);
    const first = applied.sort((a, b) => this.#rank(a) - this.#rank(b)).slice(0, 9);
    for (const [i, row] of first.entries()) {
      row.key = String(i + 1);
      this.byKey.set(row.key, row.code);
    }
  }

  /** @param {CodeRow} row How many codes that can be applied stand above it. */
  #rank(row) {
    return this.#above(row.code).filter((code) => !code.group).length;
  }

  /** @param {Code} code */
  #above(code) {
    const found = [];
    for (let up = code.parent; up !== null; ) {
      const parent = this.#rows.get(up)?.code;
      if (!parent) break;
      found.push(parent);
      up = parent.parent;
    }
    return found;
  }

  /** @param {string} id */
  get(id) {
    return this.#rows.get(id);
  }

  /**
   * The label of a code; its id where the scheme no longer has it.
   *
   * @param {string} id
   */
  label(id) {
    return this.#rows.get(id)?.label ?? id;
  }

  /** Whether there are codes that are not shown by default. */
  get hasMore() {
    return [...this.#rows.values()].some(({ code }) => !code.retired && code.tier > 1);
  }

  /**
   * The rows to show: those whose label or marker holds `filter`, with the codes above them.
   *
   * @param {{filter: string, all: boolean, folded: Set<string>}} view `all` shows every tier;
   *   what stands below a `folded` code is left out, unless it is filtered for.
   * @returns {CodeRow[]}
   */
  rows({ filter, all, folded }) {
    const filtered = filter.trim() !== "";
    const shown = new Set();
    for (const row of this.#rows.values()) {
      const { code } = row;
      if (code.retired || !(filtered ? fits(row, filter) : all || code.tier === 1)) continue;
      const above = this.#above(code);
      if (!filtered && above.some(({ id }) => folded.has(id))) continue;
      for (const { id } of [code, ...above]) shown.add(id);
    }
    return [...this.#rows.values()].filter(({ code }) => shown.has(code.id));
  }
}

/**
 * Whether a row's label or marker holds the letters of a filter, in either case and without accents.
 *
 * @param {CodeRow} row
 * @param {string} filter
 */
export function fits({ code, label }, filter) {
  const wanted = plain(filter.trim());
  return plain(label).includes(wanted) || plain(code.marker).includes(wanted);
}

/** @param {Code} code */
export function canApply(code) {
  return !code.group && !code.retired;
}

/**
 * Lower case without accents. The letters å, æ and ø are letters of their own and stay.
 *
 * @param {string} words
 */
function plain(words) {
  return words
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^åæøäö]/gu, (letter) => letter.normalize("NFD").replace(/\p{M}/gu, ""));
}
