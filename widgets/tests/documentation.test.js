import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ACTIONS, readable } from "../desk/actions.js";
import { actionWords } from "../desk/words/actions.js";

const PAGE = new URL("../../docs/coding_desk.md", import.meta.url);

test("the documentation names every action with its keys, and no other", async () => {
  const page = await readFile(PAGE, "utf8");
  const rows = [...page.matchAll(/^\| (`.*) \| (.*) \|$/gm)].map(([, keys, what]) => `${keys} ${what}`);
  const actions = ACTIONS.map(({ id, keys }) => {
    const shown = keys.map((key) => `\`${readable(key, "en")}\``);
    return `${shown.length > 3 ? `${shown[0]} to ${shown.at(-1)}` : shown.join(" ")} ${actionWords(id, "en")}`;
  });
  assert.deepEqual(rows, actions);
});
