/**
 * The bundle `desk.js`: a notebook's widget is its default export, and JupyterLab takes the desk by name.
 */
export { Desk } from "../desk.js";
export { default } from "./anywidget.js";
