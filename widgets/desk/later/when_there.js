import { element } from "../core/dom.js";
import { Waiting } from "./waiting.js";

/**
 * Do something that needs the module: at once, or when it is there. Until then a dialog waits, so that
 * no key is taken for another one's; to close it is to give up.
 *
 * @template Result
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {import("./later.js").Later} later
 * @param {(module: import("./later.js").PanelsModule) => Result | Promise<Result>} work
 * @returns {Promise<Result | null>} null for given up
 */
export async function whenThere(desk, later, work) {
  const module = later.module ?? (await waitFor(desk, later));
  return module && work(module);
}

/**
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {import("./later.js").Later} later
 * @returns {Promise<import("./later.js").PanelsModule | null>}
 */
function waitFor(desk, later) {
  /** @type {import("./later.js").PanelsModule | null} */
  let module = null;
  const waiting = new Waiting(desk, later, (there) => {
    if (!dialog.open) return; // Given up.
    module = there;
    dialog.close();
  });
  const close = element("button", { type: "button" }, desk.wording.close);
  const dialog = element(
    "dialog",
    { class: "qwb-dialog", "aria-label": desk.wording.looking },
    waiting.element,
    element("div", { class: "qwb-buttons" }, close),
  );
  close.addEventListener("click", () => dialog.close());
  desk.root.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(module);
    });
    dialog.showModal();
    void waiting.begin();
  });
}
