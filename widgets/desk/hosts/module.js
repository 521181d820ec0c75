/**
 * The bundle `desk.js`: a notebook's widget is its default export, and JupyterLab takes the rest by name.
 */
export * from "./anywidget.js";
export { default } from "./anywidget.js";
export { RestTransport } from "./rest_transport.js";
