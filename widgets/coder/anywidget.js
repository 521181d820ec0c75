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
    storage: window.localStorage,
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
  const follow = () => coder.open(model.get("transcript"));
  const speak = () => coder.speak(model.get("language"));
  model.on("change:transcript", follow);
  model.on("change:language", speak);
  signal.addEventListener("abort", () => {
    model.off("change:transcript", follow);
    model.off("change:language", speak);
  });
  follow();
}

export default { render };
