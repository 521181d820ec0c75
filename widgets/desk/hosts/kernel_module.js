/** @typedef {import("../later/later.js").PanelsModule} PanelsModule */

const PATIENCE = 20_000;
// Each widget of a page has a module of its own, so that what they share hangs on the page.
const KEPT = Symbol.for("qual-workbench/modules");

/**
 * The module `panels.js`, from the kernel that knows which one belongs to this widget. A page asks for each
 * version once, whichever widget needs it first.
 *
 * @param {import("../core/types.js").Transport} transport
 * @param {string} digest Of the module; the page keeps it under this name.
 * @returns {Promise<PanelsModule>} rejects with a `NotSaved` where the kernel does not answer
 */
export function moduleFromKernel(transport, digest) {
  const page = /** @type {{[KEPT]?: Map<string, Promise<PanelsModule>>}} */ (globalThis);
  page[KEPT] ??= new Map();
  const kept = page[KEPT];
  const known = kept.get(digest);
  if (known) return known;
  const asked = askFor(transport);
  kept.set(digest, asked);
  asked.catch(() => kept.delete(digest)); // The next one asks anew.
  return asked;
}

/** @param {import("../core/types.js").Transport} transport */
async function askFor(transport) {
  const { text } = await transport.ask({ type: "module" }, PATIENCE);
  // A widget's own module comes from such an address, too: nothing can be imported relative to it.
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}
