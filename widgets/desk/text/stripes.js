import { element } from "../core/dom.js";

/**
 * @typedef {import("../core/placement.js").Placed} Placed
 *
 * @typedef {object} Stripe A vertical bar beside the lines that a coding covers in one turn.
 * @property {Placed} placed
 * @property {number} top In pixels from the top of the turn.
 * @property {number} bottom
 * @property {number} lane 0 stands nearest to the text.
 */

const WIDTH = 42;
const PITCH = 7;

/**
 * Put stripes into lanes, so that none covers another.
 *
 * @param {{placed: Placed, top: number, bottom: number}[]} extents
 * @returns {Stripe[]}
 */
export function inLanes(extents) {
  /** @type {number[]} Where each lane is taken down to. */
  const lanes = [];
  const sorted = [...extents].sort((a, b) => a.top - b.top || b.bottom - a.bottom);
  return sorted.map(({ placed, top, bottom }) => {
    const free = lanes.findIndex((reached) => reached <= top);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = bottom;
    return { placed, top, bottom, lane };
  });
}

/**
 * The margin stripes of one turn. They say to the eye what the chips say in words, and are
 * hidden from screen readers.
 *
 * @param {Stripe[]} stripes
 * @param {import("./chips.js").ChipContext} context
 */
export function stripeColumn(stripes, { tree, chosen }) {
  const lanes = Math.max(1, ...stripes.map(({ lane }) => lane + 1));
  const pitch = Math.min(PITCH, WIDTH / lanes);
  const bars = stripes.map(({ placed: { coding }, top, bottom, lane }) => {
    const bar = element("span", {
      class: `qwb-stripe qwb-slot-${tree.get(coding.code)?.code.colour ?? 0}${coding.id === chosen ? " qwb-chosen" : ""}`,
      "data-coding": coding.id,
      title: tree.label(coding.code),
    });
    const { style } = bar;
    style.top = `${top}px`;
    style.height = `${bottom - top}px`;
    style.insetInlineStart = `${lane * pitch}px`;
    style.width = `${Math.max(2, pitch - 2)}px`;
    return bar;
  });
  return element("div", { class: "qwb-stripes", "aria-hidden": "true" }, ...bars);
}
