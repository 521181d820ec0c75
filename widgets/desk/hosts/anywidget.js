import { Desk } from "../desk.js";
import { browserStorage } from "./browser_storage.js";
import { CommTransport } from "./comm_transport.js";
import { moduleFromKernel } from "./kernel_module.js";

/**
 * @typedef {object} State
 * @property {string | null} transcript
 * @property {string} coder
 * @property {string} language
 * @property {"desk" | "transcript"} extent
 * @property {import("../core/desk_context.js").Place | null} place
 * @property {string} panels The sha256 of the module `panels.js` that belongs to the kernel.
 */

/**
 * Host one: a Jupyter widget. The kernel's `workbench.widget` is the other end.
 *
 * @param {import("@anywidget/types").RenderProps<State>} props
 */
function render({ model, el, signal }) {
  const root = document.createElement("div");
  el.append(root);
  const transport = new CommTransport(model);
  const desk = new Desk(root, transport, {
    coder: model.get("coder"),
    language: model.get("language"),
    layout: model.get("extent"),
    storage: browserStorage(),
    panels: () => moduleFromKernel(transport, model.get("panels"), signal),
    onTranscript: (transcript) => {
      if (transcript === model.get("transcript")) return;
      model.set("transcript", transcript);
      model.save_changes();
    },
    onLeave: () => {
      const cell = el.closest(".jp-Cell");
      if (cell instanceof HTMLElement) cell.focus();
    },
    signal,
  });
  const goTo = () => {
    const place = model.get("place");
    if (place) void desk.goTo(place);
  };
  // anywidget takes these away with the view.
  model.on("change:transcript", () => void desk.open(model.get("transcript")));
  model.on("change:language", () => desk.speak(model.get("language")));
  model.on("change:place", goTo);
  void desk.open(model.get("transcript")).then(goTo);
}

export default { render };
