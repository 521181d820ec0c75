import { askBeforeClosing, deskWidget } from "./desk_widget.js";

/**
 * Opening files: studies and transcripts are documents of JupyterLab whose bytes are never loaded.
 */

export const FACTORY = "Coding desk";
const NO_BYTES = "qual-workbench";

/** Files that only a desk can show well: it is what a double click opens. */
const TRANSCRIPTS = [
  { name: "docx", extensions: [".docx"], displayName: "Word document" },
  { name: "odt", extensions: [".odt"], displayName: "OpenDocument text" },
  { name: "rtf", extensions: [".rtf"], displayName: "Rich text" },
  { name: "srt", extensions: [".srt"], displayName: "SubRip captions" },
  { name: "vtt", extensions: [".vtt"], displayName: "WebVTT captions" },
].map((type) => ({ ...type, name: `qual-workbench-${type.name}` }));
const STUDY = { name: "qual-workbench-study", extensions: [".qwb"], displayName: "Qual Workbench study" };
/** Files that have viewers of their own, in JupyterLab's names for them. */
const TEXTS = ["text", "markdown", "PDF"];

const IS_STUDY = /\.qwb$/i;
const IS_TRANSCRIPT = /\.(docx|odt|rtf|srt|vtt)$/i;
const IS_TEXT = /\.(txt|md|pdf)$/i;
const IN_TRANSCRIPTS = /(^|[/:])transcripts\/(.*\/)?[^/]*$/;

/**
 * Whether a double click on a file opens the desk.
 *
 * @param {string} path
 * @param {boolean} openTranscripts The setting.
 */
export function opensDesk(path, openTranscripts) {
  if (IS_STUDY.test(path)) return true;
  return openTranscripts && (IS_TRANSCRIPT.test(path) || (IS_TEXT.test(path) && IN_TRANSCRIPTS.test(path)));
}

/**
 * Teach JupyterLab to open studies and transcripts.
 *
 * @param {any} app
 * @param {import("./share_scope.js").Jupyter} jupyter
 * @param {object} options
 * @param {import("./desk_place.js").Surroundings} options.around
 * @param {() => boolean} options.openTranscripts
 * @param {any} options.icon
 * @returns {any} A tracker of the open documents.
 */
export function openDocuments(app, jupyter, { around, openTranscripts, icon }) {
  const { apputils, docregistry } = jupyter;
  const { contents } = app.serviceManager;
  const registry = app.docRegistry;

  registry.addFileType({ ...STUDY, fileFormat: "base64", contentType: "file", icon });
  for (const type of TRANSCRIPTS)
    registry.addFileType({ ...type, fileFormat: "base64", contentType: "file" });
  registry.addModelFactory(new (emptyModelFactory(docregistry))(false));
  contents.defaultDrive?.contentProviderRegistry?.register(NO_BYTES, withoutBytes(contents.defaultDrive));

  /** @param {string} path */
  const startAt = (path) => {
    const local = contents.localPath(path);
    return IS_STUDY.test(local) ? { study: local } : { file: local };
  };

  /** @type {any} */
  const DeskFactory = class extends docregistry.ABCWidgetFactory {
    /** @param {any} context */
    createNewWidget(context) {
      const content = deskWidget(jupyter, startAt(context.path), around);
      context.pathChanged.connect(() => content.place.moveTo(startAt(context.path)));
      const widget = new docregistry.DocumentWidget({ content, context });
      widget.title.icon = icon;
      widget.toolbar.hide();
      // The document manager asks about saving first, unless our question is put after its own.
      void context.ready.then(() => askBeforeClosing(jupyter, widget, content.place, around.words));
      return widget;
    }
  };

  const types = [STUDY, ...TRANSCRIPTS].map(({ name }) => name);
  const factory = new DeskFactory({
    name: FACTORY,
    label: around.words().card,
    fileTypes: [...types, ...TEXTS],
    defaultFor: [STUDY.name],
    readOnly: true,
    modelName: NO_BYTES,
    contentProviderId: NO_BYTES,
  });
  registry.addWidgetFactory(factory);
  putFirst(registry, (path) => opensDesk(contents.localPath(path), openTranscripts()));

  const tracker = new apputils.WidgetTracker({ namespace: "qual-workbench-documents" });
  factory.widgetCreated.connect((/** @type {any} */ _factory, /** @type {any} */ widget) => {
    void tracker.add(widget);
    widget.context.pathChanged.connect(() => void tracker.save(widget));
  });
  return tracker;
}

/**
 * File types know names, not folders: what a double click opens is told here, where the registry
 * lists the factories of a path in order of preference.
 *
 * @param {any} registry
 * @param {(path: string) => boolean} isOurs
 */
function putFirst(registry, isOurs) {
  const usual = registry.preferredWidgetFactories.bind(registry);
  registry.preferredWidgetFactories = (/** @type {string} */ path) => {
    const factories = usual(path);
    if (!isOurs(path)) return factories;
    const isDesk = (/** @type {any} */ factory) => factory.name === FACTORY;
    return [...factories.filter(isDesk), ...factories.filter((/** @type {any} */ one) => !isDesk(one))];
  };
}

/**
 * Tells of a file as the server does, but never of what is in it, and never writes it: a study may
 * hold many megabytes, and only the workbench itself may change it. Of files that can be written
 * JupyterLab makes a copy, its checkpoint, as soon as they are opened: so none can be written.
 *
 * @param {any} drive
 */
function withoutBytes(drive) {
  /** @param {string} path */
  const describe = async (path) => {
    const model = await drive.get(path, { content: false });
    return { ...model, writable: false, format: "text", content: "" };
  };
  return { get: describe, save: describe };
}

/**
 * A model without content that no collaborative drive takes for a text to edit together.
 *
 * @param {any} docregistry
 * @returns {any}
 */
function emptyModelFactory({ TextModelFactory }) {
  return class extends TextModelFactory {
    get name() {
      return NO_BYTES;
    }
  };
}
