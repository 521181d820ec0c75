import { markAt, placesOf } from "./marks.js";

/**
 * @typedef {{type?: string, mode?: string, selectedpoints?: number[] | null} & Record<string, any>} Trace
 * @typedef {{curveNumber: number, pointNumber: number | number[]}} Point
 *
 * @typedef {object} Plotly The part of plotly.js that is used here.
 * @property {(place: HTMLElement, data: Trace[], layout: object, config: object) => Promise<unknown>} newPlot
 * @property {(place: HTMLElement, values: object, traces: number[]) => Promise<unknown>} restyle
 * @property {(place: HTMLElement) => void} purge
 * @property {{unhover: (place: HTMLElement) => void}} Fx
 * @property {{resize: (place: HTMLElement) => Promise<unknown>}} Plots
 *
 * @typedef {HTMLElement & {on: (event: string, listener: (happened: {points: Point[], event: MouseEvent}) => void) => void}} Drawn
 */

/** How much of a mark is left to see while another one is chosen. */
const FADED = 0.3;
/**
 * Plotly looks for what is under the pointer at most every 50 ms, and a click right after a movement, or a tap,
 * gets the mark that was there before: so it is made to look again, this many milliseconds later.
 */
const SETTLED = 100;

/** The figure on the screen: it tells which mark was clicked, and shows which one is chosen. */
export class Figure {
  #plotly;
  #places;
  #data;
  #element;

  /**
   * @param {HTMLElement} element
   * @param {Plotly} plotly
   * @param {unknown[][]} places Numbers of marks; see `marks.js`.
   * @param {Trace[]} data
   */
  constructor(element, plotly, places, data) {
    this.#element = element;
    this.#plotly = plotly;
    this.#places = places;
    this.#data = data;
  }

  /**
   * @param {object} layout
   * @param {(mark: number, at: MouseEvent) => void} onMark
   * @param {AbortSignal} signal
   */
  async draw(layout, onMark, signal) {
    const element = this.#element;
    const fading = { marker: { opacity: FADED } };
    const data = this.#data.map((trace, i) => (this.#shows(i) ? { ...trace, unselected: fading } : trace));
    await this.#plotly.newPlot(element, data, { ...layout, autosize: true }, { displaylogo: false });
    if (signal.aborted) return;
    const drawn = /** @type {Drawn} */ (element);
    const first = (/** @type {Point[]} */ points) =>
      points
        .map((point) => markAt(this.#places, point.curveNumber, point.pointNumber))
        .find((one) => one !== null) ?? null;
    /** @type {number | null} */
    let under = null;
    drawn.on("plotly_hover", ({ points }) => {
      under = first(points);
      element.classList.toggle("qwf-opens", under !== null);
    });
    drawn.on("plotly_unhover", () => {
      under = null;
      element.classList.remove("qwf-opens");
    });
    drawn.on("plotly_click", ({ points, event }) => {
      const { clientX, clientY } = event;
      setTimeout(() => {
        this.#plotly.Fx.unhover(element);
        const moved = new MouseEvent("mousemove", { bubbles: true, clientX, clientY });
        document.elementFromPoint(clientX, clientY)?.dispatchEvent(moved);
        const mark = under ?? first(points);
        if (mark !== null && !signal.aborted) onMark(mark, event);
      }, SETTLED);
    });
    // Plotly follows the window only; a cell grows and shrinks with the side bars, too.
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width || element.clientWidth === 0) return;
      width = element.clientWidth;
      void this.#plotly.Plots.resize(element);
    });
    observer.observe(element);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      this.#plotly.purge(element);
    });
  }

  /** Let the other marks fade; null brings all of them back. @param {number | null} mark */
  choose(mark) {
    const chosen = mark === null ? [] : placesOf(this.#places, mark);
    const traces = this.#data.flatMap((_, i) => (this.#shows(i) ? [i] : []));
    // A mark of a heatmap stands among cells, which cannot fade.
    const found = traces.some((trace) => (chosen[trace] ?? []).length > 0);
    const points = traces.map((trace) => (found ? (chosen[trace] ?? []) : null));
    if (traces.length > 0) void this.#plotly.restyle(this.#element, { selectedpoints: points }, traces);
  }

  /** Whether a trace has marks that can fade. @param {number} trace */
  #shows(trace) {
    const { type = "scatter", mode = "markers" } = this.#data[trace] ?? {};
    const isDrawn = type === "bar" || (type === "scatter" && mode.includes("markers"));
    return isDrawn && (this.#places[trace] ?? []).length > 0;
  }
}
