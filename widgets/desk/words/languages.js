/**
 * @param {string} language BCP 47 tag.
 * @returns {"en" | "da"} what the desk says it in: Danish, or else English
 */
export function speaks(language) {
  return language.split("-")[0] === "da" ? "da" : "en";
}
