import { element } from "../core/dom.js";

const GAP = 4;

/**
 * Shows something over the desk, beside a rectangle of the screen: below it if there is room.
 * It goes away by Escape, which gives the focus back, and by a press of the mouse beside it.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {DOMRect} anchor
 * @param {HTMLElement} content
 * @returns {() => void} takes it away and gives the focus back
 */
export function openPopover(desk, anchor, content) {
  const before = document.activeElement;
  const popover = element("div", { popover: "auto", class: "qwb-popover" }, content);
  desk.root.append(popover);
  popover.addEventListener("keydown", (event) => {
    event.stopPropagation(); // The desk's keys rest meanwhile.
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  });
  popover.addEventListener("toggle", () => {
    if (!popover.matches(":popover-open")) popover.remove();
  });
  popover.showPopover();
  const { width, height } = popover.getBoundingClientRect();
  const fits = anchor.bottom + GAP + height <= window.innerHeight || anchor.top < height + GAP;
  const top = fits ? anchor.bottom + GAP : anchor.top - GAP - height;
  popover.style.top = `${Math.max(GAP, Math.min(top, window.innerHeight - height - GAP))}px`;
  popover.style.left = `${Math.max(GAP, Math.min(anchor.left, window.innerWidth - width - GAP))}px`;

  function close() {
    popover.hidePopover();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
  return close;
}
