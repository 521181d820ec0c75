import { ACTIONS } from "../desk/actions.js";
import { uniqueId } from "../desk/core/dom.js";
import { browserStorage } from "../desk/hosts/browser_storage.js";
import { onQuote } from "../quotes/opening.js";
import { codebookArea } from "./codebook_area.js";
import { addCommands, OPEN, onShortcuts } from "./commands.js";
import { askBeforeClosing, deskWidget } from "./desk_widget.js";
import { FACTORY, openDocuments } from "./documents.js";
import { DESK_SVG } from "./icon.js";
import { keysIn } from "./key_names.js";
import { StudyServer } from "./study_server.js";
import { languageOf, WORDS } from "./words.js";

const PLUGIN = "qual-workbench:plugin";

/**
 * The plugin of JupyterLab and Notebook: host two of the desk, without a kernel.
 *
 * @param {import("./share_scope.js").Jupyter} jupyter
 * @param {string} deskUrl Where the bundle `desk.js` is.
 */
export function workbenchPlugin(jupyter, deskUrl) {
  const { application, apputils, filebrowser, launcher, settings, translation } = jupyter;
  // Notebook has no launcher and no side areas: nothing is required, and what is missing is left out.
  const services = Object.entries({
    labShell: application.ILabShell,
    restorer: application.ILayoutRestorer,
    palette: apputils.ICommandPalette,
    launcher: launcher?.ILauncher,
    settings: settings?.ISettingRegistry,
    translator: translation.ITranslator,
    browser: filebrowser?.IDefaultFileBrowser,
  }).filter(([, token]) => token);
  return {
    id: PLUGIN,
    description: "Codes interviews with a coding scheme",
    autoStart: true,
    optional: services.map(([, token]) => token),
    activate: async (/** @type {any} */ app, /** @type {any[]} */ ...given) => {
      const found = Object.fromEntries(services.map(([name], i) => [name, given[i] ?? null]));
      await activate(app, jupyter, /** @type {any} */ (found), deskUrl);
    },
  };
}

/**
 * @param {any} app
 * @param {import("./share_scope.js").Jupyter} jupyter
 * @param {{labShell: any, restorer: any, palette: any, launcher: any, settings: any, translator: any,
 *   browser: any}} services
 * @param {string} deskUrl
 */
async function activate(app, jupyter, services, deskUrl) {
  const { apputils, components, services: jupyterServices } = jupyter;
  const { commands, shell } = app;
  const chosen = { language: "auto", openTranscripts: true };
  const language = () => languageOf(chosen.language, services.translator?.languageCode ?? "");
  const words = () => WORDS[language()];
  const icon = new components.LabIcon({ name: "qual-workbench:desk", svgstr: DESK_SVG });
  /** @type {import("./desk_place.js").Surroundings["deskModule"]} */
  const deskModule = () => import(deskUrl);
  let failed = 0;
  /** @type {import("./desk_place.js").Surroundings["panels"]} */
  const panels = async () => {
    const url = new URL("panels.js", deskUrl);
    // Browsers may remember that an address could not be had.
    if (failed > 0) url.search = `again=${failed}`;
    try {
      return await import(url.href);
    } catch (problem) {
      failed++;
      throw problem;
    }
  };
  /** Places by the tab that they are in. */
  const places = /** @type {Map<any, import("./desk_place.js").DeskPlace>} */ (new Map());
  const inFront = () => places.get(shell.currentWidget) ?? null;

  const codebook = services.labShell ? codebookArea(jupyter, { words, icon }) : null;
  const lookUp = () => {
    codebook?.show(inFront()?.desk ?? null);
    commands.notifyCommandChanged();
  };
  /** @type {import("./desk_place.js").Surroundings} */
  const around = {
    server: new StudyServer(jupyterServices.ServerConnection),
    deskModule,
    panels,
    language,
    words,
    keys: () => keysIn(commands.keyBindings, ACTIONS),
    storage: browserStorage(),
    openAsText: (path) => void commands.execute("docmanager:open", { path, factory: "Editor" }),
    onChange: (place) => {
      for (const [tab, one] of places) {
        if (one !== place || !desks.has(tab)) continue;
        tab.title.label = place.title;
        void desks.save(tab);
      }
      lookUp();
    },
  };

  /** @type {any} */
  const desks = new apputils.WidgetTracker({ namespace: "qual-workbench-desks" });
  const documents = openDocuments(app, jupyter, {
    around,
    openTranscripts: () => chosen.openTranscripts,
    icon,
  });
  /** @param {any} tab */
  const keep = (tab) => {
    places.set(tab, tab.content.place);
    tab.disposed.connect(() => {
      places.delete(tab);
      lookUp();
    });
  };
  const { contents } = app.serviceManager;
  contents.fileChanged.connect((/** @type {any} */ _contents, /** @type {any} */ change) => {
    if (change.type !== "rename") return;
    const [from, to] = [change.oldValue.path, change.newValue.path].map((path) => contents.localPath(path));
    for (const place of places.values()) place.renamed(from, to);
  });
  documents.widgetAdded.connect((/** @type {any} */ _tracker, /** @type {any} */ tab) => keep(tab));

  commands.addCommand(OPEN, {
    label: () => words().card,
    caption: () => words().caption,
    icon,
    execute: (/** @type {{cwd?: string, folder?: string, study?: string, id?: string}} */ args) => {
      const { cwd = services.browser?.model.path ?? "", study, id } = args;
      const folder = args.folder ?? contents.localPath(cwd);
      const content = deskWidget(jupyter, study === undefined ? { folder } : { study }, around);
      const tab = new apputils.MainAreaWidget({ content });
      tab.id = id ?? uniqueId();
      tab.toolbar.hide();
      tab.title.label = words().card;
      tab.title.icon = icon;
      tab.title.closable = true;
      askBeforeClosing(jupyter, tab, content.place, words);
      keep(tab);
      void desks.add(tab);
      shell.add(tab, "main");
      shell.activateById(tab.id);
      return tab;
    },
  });
  // Notebook has one place for one document: there the desk opens below the figure.
  if (services.labShell) {
    onQuote(async (asked) => {
      const { study } = await around.server.served(asked.file);
      const [open] = [...places].find(([, place]) => place.study === study) ?? [];
      const tab = open ?? (await commands.execute(OPEN, { study }));
      shell.activateById(tab.id);
      await places.get(tab)?.goTo(asked);
    });
  }
  addCommands(commands, { inFront, language, words, palette: services.palette });
  services.launcher?.add({ command: OPEN, category: words().category, rank: 1 });

  const refresh = () => {
    for (const place of places.values()) place.refresh();
    lookUp();
  };
  onShortcuts(commands, refresh);
  shell.currentChanged?.connect(lookUp);
  if (codebook) {
    services.labShell.add(codebook.area, "left", { rank: 500 });
    services.restorer?.add(codebook.area, codebook.area.id);
  }
  lookUp();

  services.restorer?.restore(documents, {
    command: "docmanager:open",
    args: (/** @type {any} */ tab) => ({ path: tab.context.path, factory: FACTORY }),
    name: (/** @type {any} */ tab) => tab.context.path,
  });
  services.restorer?.restore(desks, {
    command: OPEN,
    args: (/** @type {any} */ tab) => ({ ...tab.content.place.start, id: tab.id }),
    name: (/** @type {any} */ tab) => tab.id,
  });

  const registry = await services.settings?.load(PLUGIN).catch(() => null);
  const read = () => {
    chosen.language = registry.get("language").composite;
    chosen.openTranscripts = registry.get("openTranscripts").composite;
    refresh();
  };
  registry?.changed.connect(read);
  if (registry) read();
}
