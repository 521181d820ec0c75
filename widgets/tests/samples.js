import fc from "fast-check";

/** Text as people write it: letters, Danish letters, emoji of several code points, line ends. */
export const anyText = fc
  .array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("å", "😀", "👩‍🔧", "\n", "𝒳", " ")))
  .map((parts) => parts.join(""));

/**
 * A document of these turns, with its positions in code points as a kernel would send them.
 *
 * @param {{speaker: string, said: string}[]} turns
 * @param {{heading?: string, ending?: string}} [around]
 */
export function documentOf(turns, { heading = "", ending = "" } = {}) {
  let text = heading;
  /** @type {import("../desk/core/types.js").TurnRow[]} */
  const rows = [];
  for (const { speaker, said } of turns) {
    const label = Array.from(text).length;
    const body = label + Array.from(`${speaker}: `).length;
    rows.push([speaker, label, body, body, body + Array.from(said).length, null]);
    text += `${speaker}: ${said}\n`;
  }
  const words = { language: "da", text: text + ending, turns: rows };
  return { uid: "t", name: "first", revision: 1, interviewers: /** @type {string[]} */ ([]), ...words };
}

/** The browser's storage, in memory. */
export class MemoryStorage {
  /** @type {Map<string, string>} */
  #items = new Map();
  full = false;
  get length() {
    return this.#items.size;
  }
  /** @param {number} i */
  key(i) {
    return [...this.#items.keys()][i] ?? null;
  }
  /** @param {string} key */
  getItem(key) {
    return this.#items.get(key) ?? null;
  }
  /** @param {string} key @param {string} value */
  setItem(key, value) {
    if (this.full) throw new Error("QuotaExceededError");
    this.#items.set(key, value);
  }
  /** @param {string} key */
  removeItem(key) {
    this.#items.delete(key);
  }
}

/** Let everything that is ready happen. */
export async function settle() {
  for (let i = 0; i < 100; i++) await Promise.resolve();
}
