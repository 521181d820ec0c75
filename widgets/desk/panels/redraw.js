const CONTROLS = "button, select, input, textarea, summary";

/**
 * Show something else in a container, unless it shows this already, and leave the focus where it
 * was: in what has the same `data-key`, or else in what stands in its place now.
 *
 * @param {HTMLElement} container
 * @param {...(Node | string)} content
 */
export function redraw(container, ...content) {
  const fresh = container.cloneNode(false);
  if (fresh instanceof HTMLElement) fresh.append(...content);
  if (fresh.isEqualNode(container)) return;
  const held = holderOf(container, document.activeElement);
  container.replaceChildren(...fresh.childNodes);
  if (held) {
    const items = itemsOf(container);
    const item = items.find(({ dataset }) => dataset.key === held.key) ?? items[held.at] ?? items.at(-1);
    if (item) focusIn(item, held);
  }
  return true;
}

/**
 * Everything in a container that has a key, in its order.
 *
 * @param {HTMLElement} container
 * @returns {HTMLElement[]}
 */
export function itemsOf(container) {
  return [...container.querySelectorAll("[data-key]")].filter((one) => one instanceof HTMLElement);
}

/**
 * What can have the focus in an item; the item itself, if that is a control.
 *
 * @param {HTMLElement} item
 * @returns {HTMLElement[]}
 */
export function controlsOf(item) {
  if (item.matches(CONTROLS)) return [item];
  return [...item.querySelectorAll(CONTROLS)].filter((one) => one instanceof HTMLElement);
}

/**
 * Go to the control of an item that does what another did in its own.
 *
 * @param {HTMLElement} item
 * @param {{does: string | undefined}} held
 */
export function focusIn(item, { does }) {
  const controls = controlsOf(item);
  (controls.find(({ dataset }) => dataset.do === does) ?? controls[0])?.focus();
}

/**
 * The item with this element in it, its place in the container, and what the element does.
 *
 * @param {HTMLElement} container
 * @param {EventTarget | null} within
 */
export function holderOf(container, within) {
  const item = within instanceof Element && container.contains(within) ? within.closest("[data-key]") : null;
  if (!(item instanceof HTMLElement) || !(within instanceof HTMLElement)) return null;
  return { key: item.dataset.key ?? "", at: itemsOf(container).indexOf(item), does: within.dataset.do };
}
