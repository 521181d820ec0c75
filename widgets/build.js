/**
 * Builds what browsers load: `workbench/static/desk.js`, `panels.js` and `desk.css`, the desk for both
 * hosts, `workbench/static/labextension/`, JupyterLab's extension, which holds copies of them, and
 * `quotes.js` and `quotes.css`, the widget with a figure and its quotes.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { settingsSchema } from "./lab/settings_schema.js";

const STATIC = new URL("../workbench/static/", import.meta.url);
const EXTENSION = new URL("labextension/", STATIC);
const LAB = new URL("lab/", import.meta.url);
const VERSION = JSON.parse(await readFile(new URL("package.json", import.meta.url), "utf8")).version;
const SCHEMAS = new URL("schemas/qual-workbench/", EXTENSION);

const common = /** @type {const} */ ({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  bundle: true,
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});

await rm(EXTENSION, { recursive: true, force: true });
await build({
  ...common,
  entryPoints: [
    { in: "desk/hosts/module.js", out: "desk" },
    { in: "desk/panels_module.js", out: "panels" },
    { in: "desk/desk.css", out: "desk" },
    { in: "quotes/widget.js", out: "quotes" },
    { in: "quotes/quotes.css", out: "quotes" },
  ],
  format: "esm",
  outdir: STATIC.pathname,
});
await build({
  ...common,
  entryPoints: ["lab/container.js", "lab/lab.css"],
  format: "iife",
  outdir: new URL("static/", EXTENSION).pathname,
});
await mkdir(SCHEMAS, { recursive: true });
const described = JSON.parse(await readFile(new URL("labextension.json", LAB), "utf8"));
const manifest = asText({ ...described, version: VERSION });
await Promise.all([
  copyFile(new URL("desk.js", STATIC), new URL("static/desk.js", EXTENSION)),
  copyFile(new URL("panels.js", STATIC), new URL("static/panels.js", EXTENSION)),
  copyFile(new URL("desk.css", STATIC), new URL("static/desk.css", EXTENSION)),
  copyFile(new URL("install.json", LAB), new URL("install.json", EXTENSION)),
  writeFile(new URL("package.json", EXTENSION), manifest),
  // JupyterLab looks here for the version of the settings.
  writeFile(new URL("package.json.orig", SCHEMAS), manifest),
  writeFile(new URL("plugin.json", SCHEMAS), asText(settingsSchema())),
]);

/** @param {unknown} value */
function asText(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
