import { workbenchPlugin } from "./plugin.js";
import { jupyterIn } from "./share_scope.js";

/**
 * What JupyterLab's loader expects of a prebuilt extension: a container of the module federation, which
 * is given the packages that JupyterLab shares and asked for the modules that `package.json` names.
 * Written by hand, because a bundler's container would bring 185 MB of tools for the same few lines.
 */

const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

/** @type {import("./share_scope.js").ShareScope} */
let shared = {};

/** @type {Record<string, () => Promise<any>>} */
const modules = {
  "./extension": async () => {
    const plugin = workbenchPlugin(await jupyterIn(shared), new URL("desk.js", here).href);
    return { __esModule: true, default: plugin };
  },
  "./style": async () => {
    const links = ["desk.css", "lab.css"].map((name) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = new URL(name, here).href;
      return link;
    });
    document.head.append(...links);
    return {};
  },
};

/** @type {any} */
const page = window;
page._JUPYTERLAB ??= {};
page._JUPYTERLAB["qual-workbench"] = {
  /** @param {import("./share_scope.js").ShareScope} scope */
  init(scope) {
    shared = scope;
  },

  /** @param {string} name */
  async get(name) {
    const make = modules[name];
    if (!make) throw new Error(`qual-workbench has no module ${name}`);
    const made = await make();
    return () => made;
  },
};
