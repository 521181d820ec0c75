import { Coder } from "./coder.js";
import { CommTransport } from "./comm_transport.js";

/**
 * Host one: a Jupyter widget. The kernel's `workbench.widget.TranscriptCoder` is the other end.
 *
 * @param {import("@anywidget/types").RenderProps<{transcript: string | null, coder: string, language: string}>} props
 */
function render({ model, el, signal }) {
  const root = document.createElement("div");
  el.append(root);
  const transport = new CommTransport(model);
  const coder = new Coder(root, transport, {
    coder: model.get("coder"),
    language: model.get("language"),
    storage: storage(),
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
  // anywidget takes these away with the view.
  model.on("change:transcript", () => coder.open(model.get("transcript")));
  model.on("change:language", () => coder.speak(model.get("language")));
  coder.open(model.get("transcript"));
}

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null; // A sandboxed frame has none.
  }
}

export default { render };
