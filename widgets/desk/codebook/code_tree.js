import { fits } from "./code_matching.js";

/** @import { Code, Localised, Scheme } from "../core/types.js" */

/**
 * @typedef {object} CodeRow A line of the codebook panel.
 * @property {Code} code
 * @property {string} label
 * @property {number} depth 0 for the topmost codes.
 * @property {boolean} branch Whether rows can stand below it.
 * @property {string} key The number key that applies it, or "".
 *
 * @typedef {object} TreeShown What part of the tree is looked at.
 * @property {string} filter
 * @property {boolean} all Whether codes of every tier are shown.
 * @property {boolean} retired Whether retired codes are shown.
 * @property {Set<string>} folded What stands below these is left out, unless it is filtered for.
 */

const NUMBER_KEYS = [..."123456789"];

/**
 * Words in `language`, else in English, else in whichever language comes first.
 *
 * @param {Localised} words
 * @param {string} language
 */
export function localise(words, language) {
  return words[language] || words.en || Object.values(words)[0] || "";
}

/** @param {Code} code */
export function canApply(code) {
  return !code.group && !code.retired;
}

/** A coding scheme as the codebook panel shows it, in one language. */
export class CodeTree {
  /** @type {Map<string, CodeRow>} All codes; what belongs below a code stands right after it. */
  #rows = new Map();
  /** @type {Map<string | null, Code[]>} */
  #children = new Map();
  /** @type {Map<string, string>} Number keys by code; also of codes that cannot be applied any more. */
  #keys;
  /** @type {Map<string, Code>} */
  byKey = new Map();

  /**
   * @param {Pick<Scheme, "codes">} scheme
   * @param {string} language
   * @param {Record<string, number>} [counts] Codings by code, as they were when the desk was opened: the
   *   codes that are used most get the number keys.
   * @param {CodeTree} [before] The tree that this one follows while the desk is open. A number key that
   *   meant a code in it is given to no other one.
   */
  constructor({ codes }, language, counts = {}, before) {
    const known = new Set(codes.map(({ id }) => id));
    for (const code of codes) {
      const parent = code.parent !== null && known.has(code.parent) ? code.parent : null;
      this.#children.set(parent, [...this.children(parent), code]);
    }
    this.#grow(null, 0, language);
    this.#keys = new Map(before ? before.#keys : []);
    this.#giveKeys(counts);
  }

  /** @param {string | null} parent @param {number} depth @param {string} language */
  #grow(parent, depth, language) {
    for (const code of this.children(parent)) {
      const label = localise(code.label, language) || code.id;
      const branch = this.children(code.id).some(({ retired }) => !retired);
      this.#rows.set(code.id, { code, label, depth, branch, key: "" });
      this.#grow(code.id, depth + 1, language);
    }
  }

  /** @param {Record<string, number>} counts */
  #giveKeys(counts) {
    const used = (/** @type {Code} */ { id }) => counts[id] ?? 0;
    const given = new Set(this.#keys.values());
    const free = NUMBER_KEYS.filter((key) => !given.has(key));
    const waiting = this.all
      .filter(({ code }) => canApply(code) && !this.#keys.has(code.id) && (code.tier === 1 || used(code) > 0))
      .map(({ code }) => ({ code, depth: this.above(code.id).filter(canApply).length }))
      .sort((a, b) => used(b.code) - used(a.code) || (used(a.code) > 0 ? 0 : a.depth - b.depth));
    for (const [i, key] of free.entries()) {
      const next = waiting[i];
      if (next) this.#keys.set(next.code.id, key);
    }
    for (const [id, key] of [...this.#keys].sort((a, b) => Number(a[1]) - Number(b[1]))) {
      const row = this.#rows.get(id);
      if (!row || !canApply(row.code)) continue;
      row.key = key;
      this.byKey.set(key, row.code);
    }
  }

  /** All rows, whatever is shown. */
  get all() {
    return [...this.#rows.values()];
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

  /** The codes directly below one, or the topmost ones. @param {string | null} parent */
  children(parent) {
    return this.#children.get(parent) ?? [];
  }

  /** The codes above one, the nearest first. @param {string} id */
  above(id) {
    const found = [];
    for (let row = this.#parent(id); row; row = this.#parent(row.code.id)) found.push(row.code);
    return found;
  }

  /** @param {string} id */
  #parent(id) {
    return this.#rows.get(this.#rows.get(id)?.code.parent ?? "");
  }

  /** A code and all below it. @param {string} id @returns {Set<string>} */
  below(id) {
    return new Set([id, ...this.children(id).flatMap((code) => [...this.below(code.id)])]);
  }

  /** Whether there are codes that are not shown by default. */
  get hasMore() {
    return this.all.some(({ code }) => !code.retired && code.tier > 1);
  }

  get hasRetired() {
    return this.all.some(({ code }) => code.retired);
  }

  /**
   * The rows to show: those whose label or marker holds the filter, with the codes above them.
   *
   * @param {TreeShown} shown
   */
  rows({ filter, all, retired, folded }) {
    const filtered = filter.trim() !== "";
    const shown = new Set();
    for (const row of this.#rows.values()) {
      const { code } = row;
      const isShown = all || code.tier === 1 || this.#keys.has(code.id);
      if (code.retired ? !retired : !filtered && !isShown) continue;
      if (filtered && !fits(row, filter)) continue;
      const above = this.above(code.id);
      if (!filtered && above.some(({ id }) => folded.has(id))) continue;
      for (const { id } of [code, ...above]) shown.add(id);
    }
    return this.all.filter(({ code }) => shown.has(code.id));
  }
}
