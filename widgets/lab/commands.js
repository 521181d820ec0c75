import { ACTIONS } from "../desk/actions.js";
import { actionWords } from "../desk/words/actions.js";

/**
 * The desk's actions as commands of JupyterLab: in the palette, and with the keys of its settings.
 */

const PREFIX = "qual-workbench:";
export const OPEN = `${PREFIX}open`;
const CHANGE_CODER = `${PREFIX}change-coder`;

/**
 * @param {any} commands JupyterLab's.
 * @param {object} options
 * @param {() => import("./desk_place.js").DeskPlace | null} options.inFront The place in front, if there is one.
 * @param {() => import("./words.js").Language} options.language
 * @param {() => import("./words.js").Words} options.words
 * @param {any} options.palette null where there is none.
 */
export function addCommands(commands, { inFront, language, words, palette }) {
  const isEnabled = () => inFront()?.desk != null;
  commands.addCommand(CHANGE_CODER, {
    label: () => words().changeCoder,
    isEnabled,
    execute: () => inFront()?.changeCoder(),
  });
  const free = ACTIONS.filter(({ fixed }) => !fixed);
  for (const { id } of free) {
    commands.addCommand(PREFIX + id, {
      label: () => actionWords(id, language()),
      isEnabled,
      execute: () => inFront()?.desk?.act(id),
    });
  }
  for (const command of [OPEN, CHANGE_CODER, ...free.map(({ id }) => PREFIX + id)]) {
    palette?.addItem({ command, category: words().card });
  }
}

/**
 * Call `listener` when shortcuts have changed: once, for they come one by one when settings are loaded.
 *
 * @param {any} commands
 * @param {() => void} listener
 */
export function onShortcuts(commands, listener) {
  let waiting = false;
  commands.keyBindingChanged.connect(() => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      listener();
    });
  });
}
