import { rowOf } from "./tree_rows.js";

/** @typedef {import("./code_moves.js").Side} Side */

const DRAG_FROM = 5; // Pixels; less is a click with an unsteady hand.
const EDGE = 24;

/**
 * Lets rows of the tree be dragged with the mouse. The browser's own dragging would need the
 * mouse press that the tree keeps from taking the selection out of the text.
 *
 * @param {HTMLElement} list Its rows carry `data-code`.
 * @param {object} options
 * @param {(code: string, target: string, side: Side) => boolean} options.canDrop
 * @param {(code: string, target: string, side: Side) => void} options.onDrop
 */
export function dragRows(list, { canDrop, onDrop }) {
  /** @type {{code: string, x: number, y: number, moving: boolean} | null} */
  let held = null;
  /** @type {{row: HTMLElement, side: Side} | null} */
  let over = null;
  let dropped = 0;

  const leaveRow = () => over?.row.removeAttribute("data-drop");
  const end = () => {
    leaveRow();
    if (held?.moving) dropped = performance.now();
    list.classList.remove("qwb-dragging");
    document.removeEventListener("keydown", onEscape, true);
    held = over = null;
  };
  const onEscape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end();
  };

  list.addEventListener("pointerdown", (event) => {
    const row = rowOf(event.target);
    if (event.button !== 0 || event.pointerType === "touch" || !row) return;
    if (event.target instanceof Element && event.target.closest("button, input")) return;
    held = { code: row.dataset.code ?? "", x: event.clientX, y: event.clientY, moving: false };
  });
  list.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (!held.moving) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < DRAG_FROM) return;
      held.moving = true;
      list.setPointerCapture(event.pointerId);
      list.classList.add("qwb-dragging");
      document.addEventListener("keydown", onEscape, true);
    }
    leaveRow();
    scroll(list, event.clientY);
    over = placeUnder(list, event.clientY);
    if (!over) return;
    const can = canDrop(held.code, over.row.dataset.code ?? "", over.side);
    over.row.dataset.drop = can ? over.side : "no";
    if (!can) over = null;
  });
  list.addEventListener("pointerup", () => {
    const [from, to] = [held, over];
    end();
    if (from?.moving && to) onDrop(from.code, to.row.dataset.code ?? "", to.side);
  });
  list.addEventListener("pointercancel", end);
  // Letting go of the mouse is a click, too, which would apply the code.
  const swallow = (/** @type {Event} */ event) => {
    if (performance.now() - dropped < 50) event.stopImmediatePropagation();
  };
  list.addEventListener("click", swallow, true);
}

/** @param {HTMLElement} list @param {number} y */
function scroll(list, y) {
  const { top, bottom } = list.getBoundingClientRect();
  if (y < top + EDGE) list.scrollTop -= 8;
  if (y > bottom - EDGE) list.scrollTop += 8;
}

/**
 * @param {HTMLElement} list
 * @param {number} y
 * @returns {{row: HTMLElement, side: Side} | null}
 */
function placeUnder(list, y) {
  const row = rowOf(document.elementFromPoint(list.getBoundingClientRect().left + 30, y));
  if (!row || !list.contains(row)) return null;
  const { top, height } = row.getBoundingClientRect();
  const part = (y - top) / height;
  if (part >= 0.3 && part <= 0.7) return { row, side: "into" };
  const next = row.nextElementSibling;
  // Between a code and the first one below it is before that one.
  if (part > 0.7 && row.ariaExpanded === "true" && next instanceof HTMLElement) {
    return { row: next, side: "before" };
  }
  return { row, side: part < 0.3 ? "before" : "after" };
}
