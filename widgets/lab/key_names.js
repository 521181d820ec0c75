/**
 * The desk names keys as the keyboard writes them (`N`, `?`, `Ctrl+z`), JupyterLab's shortcuts as they
 * lie on an American keyboard (`Shift N`, `Shift /`, `Accel Z`).
 */

const PLAIN = "1234567890-=[]\\;',./`";
const SHIFTED = '!@#$%^&*()_+{}|:"<>?~';

/**
 * A key of the desk as JupyterLab's settings write it.
 *
 * @param {string} key
 */
export function shortcutOf(key) {
  const last = key.lastIndexOf("+", key.length - 2); // The key may be + itself.
  const name = last > 0 ? key.slice(last + 1) : key;
  const parts = last > 0 ? key.slice(0, last).split("+") : [];
  const modifiers = parts.map((part) => (part === "Ctrl" ? "Accel" : part));
  const sign = SHIFTED.indexOf(name);
  const isCapital = name.length === 1 && name !== name.toLowerCase();
  const needsShift = name.length === 1 && (isCapital || sign >= 0);
  if (needsShift && !modifiers.includes("Shift")) modifiers.push("Shift");
  const base = sign >= 0 && name.length === 1 ? PLAIN.charAt(sign) : name;
  return [...modifiers, base === " " ? "Space" : base.length === 1 ? base.toUpperCase() : base].join(" ");
}

/**
 * A key of JupyterLab's settings as the desk names it, or null for a chord of several keys.
 *
 * @param {readonly string[]} shortcut
 */
export function keyOf(shortcut) {
  if (shortcut.length !== 1) return null;
  const parts = /** @type {string} */ (shortcut[0]).split(" ");
  const base = /** @type {string} */ (parts.pop());
  const ctrl = parts.some((part) => part === "Accel" || part === "Ctrl" || part === "Cmd");
  const alt = parts.includes("Alt");
  const shift = parts.includes("Shift");
  const modifiers = [...(ctrl ? ["Ctrl"] : []), ...(alt ? ["Alt"] : [])];
  if (shift && (base.length > 1 || ctrl)) modifiers.push("Shift");
  const sign = shift && base.length === 1 ? PLAIN.indexOf(base) : -1;
  const letter = shift && !ctrl ? base.toUpperCase() : base.toLowerCase();
  const name = base === "Space" ? " " : base.length > 1 ? base : sign < 0 ? letter : SHIFTED.charAt(sign);
  return [...modifiers, name].join("+");
}

const PREFIX = "qual-workbench:";

/**
 * The keys that JupyterLab's shortcuts give to the desk's actions; none for an action without any. While no
 * shortcuts have been loaded, nothing is known, and the desk keeps its own.
 *
 * @param {readonly {command: string, keys: readonly string[]}[]} bindings
 * @param {readonly {id: string, fixed?: boolean}[]} actions
 * @returns {Record<string, string[]>}
 */
export function keysIn(bindings, actions) {
  const own = bindings.filter(({ command }) => command.startsWith(PREFIX));
  if (own.length === 0) return {};
  const keys = /** @type {Record<string, string[]>} */ ({});
  for (const { id, fixed } of actions) if (!fixed) keys[id] = [];
  for (const { command, keys: shortcut } of own) {
    const key = keyOf(shortcut);
    if (key !== null) keys[command.slice(PREFIX.length)]?.push(key);
  }
  return keys;
}
