/**
 * JupyterLab's own packages, as it shares them with extensions at run time.
 *
 * @typedef {{get: () => Promise<() => any>, loaded?: boolean | number}} Shared
 * @typedef {Record<string, Record<string, Shared>>} ShareScope Packages by name and version.
 */

/**
 * What a package exports: of the version that is loaded already, else of the newest, which is the one
 * that JupyterLab takes itself. Null for a package that this application does not share.
 *
 * @param {ShareScope} scope
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function sharedModule(scope, name) {
  const versions = Object.entries(scope[name] ?? {});
  const newest = versions.toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true })).at(-1);
  const chosen = versions.find(([, shared]) => shared.loaded) ?? newest;
  return chosen ? (await chosen[1].get())() : null;
}

/**
 * @typedef {object} Jupyter The packages that the extension uses; those after `services` may be missing.
 * @property {any} application
 * @property {any} apputils
 * @property {any} docregistry
 * @property {any} messaging
 * @property {any} services
 * @property {any} translation
 * @property {any} widgets
 * @property {any} components
 * @property {any} filebrowser
 * @property {any} launcher
 * @property {any} settings
 */

const PACKAGES = /** @type {const} */ ({
  application: "@jupyterlab/application",
  apputils: "@jupyterlab/apputils",
  docregistry: "@jupyterlab/docregistry",
  messaging: "@lumino/messaging",
  services: "@jupyterlab/services",
  translation: "@jupyterlab/translation",
  widgets: "@lumino/widgets",
  components: "@jupyterlab/ui-components",
  filebrowser: "@jupyterlab/filebrowser",
  launcher: "@jupyterlab/launcher",
  settings: "@jupyterlab/settingregistry",
});

/**
 * @param {ShareScope} scope
 * @returns {Promise<Jupyter>}
 */
export async function jupyterIn(scope) {
  const loading = Object.entries(PACKAGES).map(async ([key, name]) => [key, await sharedModule(scope, name)]);
  return Object.fromEntries(await Promise.all(loading));
}
