import { chipList } from "./chips.js";
import { inLanes, stripeColumn } from "./stripes.js";

/**
 * @typedef {import("../core/opened_transcript.js").OpenedTranscript} OpenedTranscript
 * @typedef {import("../core/placement.js").Placed} Placed
 * @typedef {import("./chips.js").ChipContext} ChipContext
 */

/** How many turns get their chips in one idle moment. */
const AT_ONCE = 25;

/**
 * What stands beside the text: stripes and chips.
 *
 * They are drawn for the turns near the window, once a frame; the chips of all others follow when the
 * browser has nothing else to do, for screen readers.
 */
export class Margin {
  #view;
  /** Stand where lines do, too; null until they are loaded. @type {import("./handles.js").Handles | null} */
  handles = null;
  /** @type {OpenedTranscript | null} */
  #opened = null;
  /** @type {ChipContext | null} */
  #context = null;
  /** Turns whose chips are as they should be, and turns whose stripes are. */
  #chipped = /** @type {Set<number>} */ (new Set());
  #striped = /** @type {Set<number>} */ (new Set());
  #frame = 0;
  #idle = 0;

  /**
   * @param {import("./text_view.js").TextView} view
   * @param {AbortSignal} signal
   */
  constructor(view, signal) {
    this.#view = view;
    const resized = new ResizeObserver(() => {
      this.#striped.clear();
      this.draw();
    });
    resized.observe(view.element);
    signal.addEventListener("abort", () => {
      resized.disconnect();
      cancelAnimationFrame(this.#frame);
      stopIdling(this.#idle);
    });
  }

  /** @param {OpenedTranscript} opened @param {ChipContext} context */
  show(opened, context) {
    this.#opened = opened;
    this.#context = context;
    this.#chipped.clear();
    this.#striped.clear();
  }

  /** Draw turns again whose codings have changed. @param {Iterable<number>} segments */
  redraw(segments) {
    for (const segment of segments) {
      this.#chipped.delete(segment);
      this.#striped.delete(segment);
    }
    // The passage is painted in the next frame; what stands beside it may follow in the one after.
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = requestAnimationFrame(() => this.#drawNear());
    });
    this.drawRest();
  }

  /** Draw what is near the window, in the next frame. */
  draw() {
    this.#frame ||= requestAnimationFrame(() => this.#drawNear());
  }

  /** Draw what is far from the window, little by little. */
  drawRest() {
    stopIdling(this.#idle);
    this.#idle = whenIdle(() => {
      let count = 0;
      for (let segment = 0; segment < this.#view.length && count < AT_ONCE; segment++) {
        if (this.#chipped.has(segment)) continue;
        this.#drawChips(segment);
        count++;
      }
      if (count > 0) this.drawRest();
    });
  }

  /** @param {number} segment */
  #drawChips(segment) {
    const article = this.#view.articleOf(segment);
    if (!article || !this.#opened || !this.#context) return;
    this.#chipped.add(segment);
    const placed = this.#opened.placement.in(segment);
    const old = article.querySelector(".qwb-chips");
    const chips =
      placed.length > 0
        ? chipList(segment, placed, this.#context, article.tabIndex, this.#opened.text)
        : null;
    // The second of the two that describe the turn to a screen reader.
    if (chips) chips.id = article.getAttribute("aria-describedby")?.split(" ")[1] ?? "";
    if (old) this.#keepingFocus(segment, old, () => old.replaceWith(...(chips ? [chips] : [])));
    else if (chips) article.append(chips);
  }

  /**
   * @param {number} segment
   * @param {Element} chips
   * @param {() => void} replace
   */
  #keepingFocus(segment, chips, replace) {
    const active = document.activeElement;
    const focused = chips.contains(active);
    const at = focused ? [...chips.children].findIndex((chip) => chip.contains(active)) : 0;
    const id = focused ? codingOf(active) : "";
    replace();
    if (!focused) return;
    const now = [...(this.#view.articleOf(segment)?.querySelectorAll(".qwb-chip") ?? [])];
    const next = now.find((chip) => codingOf(chip) === id) ?? now[Math.min(at, now.length - 1)];
    const button = next?.querySelector("button");
    if (button) button.focus({ preventScroll: true });
    else this.#view.focus(segment);
  }

  #drawNear() {
    this.#frame = 0;
    const { placement } = this.#opened ?? {};
    if (!placement || !this.#context) return;
    const near = this.#view.nearSegments;
    for (const segment of near) if (!this.#chipped.has(segment)) this.#drawChips(segment);
    // Where lines are is measured all together: each change between two looks lays the page out anew.
    const measured = near.flatMap((segment) => {
      if (this.#striped.has(segment)) return [];
      const all = placement.in(segment);
      const extents = this.#extentsOf(segment, all);
      // Without boxes the turn is not laid out now, as while themes change: it comes near again.
      return extents.length === all.length ? [{ segment, stripes: inLanes(extents) }] : [];
    });
    const place = this.handles?.measure();
    for (const { segment, stripes } of measured) {
      const article = this.#view.articleOf(segment);
      article?.querySelector(".qwb-stripes")?.remove();
      if (stripes.length > 0) article?.append(stripeColumn(stripes, this.#context));
      this.#striped.add(segment);
    }
    place?.();
  }

  /**
   * @param {number} segment
   * @param {Placed[]} all
   */
  #extentsOf(segment, all) {
    const top = this.#view.topOf(segment);
    return all.flatMap((placed) => {
      const piece = placed.pieces.find((one) => one.segment === segment);
      const boxes = piece ? this.#view.boxesOf(piece) : [];
      const [first, last] = [boxes[0], boxes[boxes.length - 1]];
      return first && last ? [{ placed, top: first.top - top, bottom: last.bottom - top }] : [];
    });
  }
}

/** @param {EventTarget | null} target The coding whose chip or stripe this is in, or "". */
export function codingOf(target) {
  const marked = target instanceof Element ? target.closest("[data-coding]") : null;
  return marked instanceof HTMLElement ? (marked.dataset.coding ?? "") : "";
}

/** @param {() => void} work */
function whenIdle(work) {
  // Safari has no idle callbacks before version 27.
  return "requestIdleCallback" in window
    ? requestIdleCallback(work, { timeout: 2000 })
    : Number(setTimeout(work, 50));
}

/** @param {number} handle */
function stopIdling(handle) {
  if ("cancelIdleCallback" in window) cancelIdleCallback(handle);
  else clearTimeout(handle);
}
