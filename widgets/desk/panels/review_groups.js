/** @typedef {import("../core/types.js").Quotation} Quotation */

/**
 * Quotations by their code, in the order in which the codes come first.
 *
 * @param {Quotation[]} quotations
 * @returns {{code: string, quotations: Quotation[]}[]}
 */
export function byCode(quotations) {
  return [...Map.groupBy(quotations, ({ code }) => code)].map(([code, rows]) => ({ code, quotations: rows }));
}
