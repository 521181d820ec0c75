import { NotSaved } from "../core/types.js";

/** @typedef {import("../later/later.js").PanelsModule} PanelsModule */

const PATIENCE = 20_000;
// Each widget of a page has a module of its own, so that what they share hangs on the page.
const KEPT = Symbol.for("qual-workbench/modules");

/** @typedef {{asked: Promise<PanelsModule>, signal: AbortSignal}} Kept */

/**
 * A module from the kernel that knows which one belongs to this widget. A page asks for each version once,
 * whichever widget needs it first, unless that one is closed before the answer is there.
 *
 * @param {import("../core/types.js").Transport} transport
 * @param {string} digest Of the module; the page keeps it under this name.
 * @param {AbortSignal} signal Ends the widget.
 * @returns {Promise<PanelsModule>} rejects with a `NotSaved` where the kernel does not answer
 */
export function moduleFromKernel(transport, digest, signal) {
  const page = /** @type {{[KEPT]?: Map<string, Kept>}} */ (globalThis);
  page[KEPT] ??= new Map();
  const kept = page[KEPT];
  const known = kept.get(digest);
  if (known) {
    return known.asked.catch((problem) => {
      // Nobody answers a closed widget.
      if (known.signal.aborted && !signal.aborted) return moduleFromKernel(transport, digest, signal);
      throw problem;
    });
  }
  const asked = askFor(transport, signal);
  kept.set(digest, { asked, signal });
  asked.catch(() => kept.delete(digest)); // The next one asks anew.
  return asked;
}

/**
 * @param {import("../core/types.js").Transport} transport
 * @param {AbortSignal} signal
 */
async function askFor(transport, signal) {
  /** @type {Promise<never>} */
  const closed = new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new NotSaved("gone")), { once: true });
  });
  const { text } = await Promise.race([transport.ask({ type: "module" }, PATIENCE), closed]);
  // A widget's own module comes from such an address, too: nothing can be imported relative to it.
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}
