import { isNotSaved } from "../core/types.js";

/**
 * What went wrong, in words for people.
 *
 * @param {import("./wording.js").Wording} wording
 * @param {unknown} problem
 */
export function problemWords({ because }, problem) {
  if (isNotSaved(problem)) return problem.message || because[problem.reason];
  return problem instanceof Error ? problem.message : String(problem);
}
