import { ACTIONS } from "../desk/actions.js";
import { shortcutOf } from "./key_names.js";

// Where a text is written, Ctrl+Z and the like belong to that text. JupyterLab allows no commas here.
const SELECTOR = ".jp-WorkbenchDesk:not(:has(input:focus)):not(:has(textarea:focus)):not(:has(select:focus))";

/**
 * The schema of the extension's settings. JupyterLab reads the shortcuts from it and lets people change
 * them; they come from the desk's own table of actions, so that both hosts have the same keys.
 */
export function settingsSchema() {
  return {
    title: "Qualitative coding",
    description: "How the coding desk looks and when it opens",
    "jupyter.lab.setting-icon": "qual-workbench:desk",
    "jupyter.lab.setting-icon-label": "Qualitative coding",
    "jupyter.lab.shortcuts": ACTIONS.filter(({ fixed }) => !fixed).flatMap(({ id, keys }) =>
      keys.map((key) => ({
        command: `qual-workbench:${id}`,
        keys: [shortcutOf(key)],
        selector: SELECTOR,
      })),
    ),
    type: "object",
    additionalProperties: false,
    properties: {
      language: {
        title: "Language",
        description: "Of the words on the screen and of the codes; auto follows JupyterLab",
        type: "string",
        enum: ["auto", "en", "da"],
        default: "auto",
      },
      openTranscripts: {
        title: "A double click opens transcripts",
        description:
          "Word processor files and captions everywhere; text, Markdown and PDF in folders called transcripts",
        type: "boolean",
        default: true,
      },
    },
  };
}
