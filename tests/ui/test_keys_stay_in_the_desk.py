"""Keys that are pressed in a desk never reach its host's commands, and the host's chords go on working."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding_desk import ShownDesk
from hosts import Host
from playwright.sync_api import Locator, expect
from studies import code_words

KEYS = ["x", "b", "d", "a", "c", "v", "z", "0", "y", "Enter", "Shift+Enter", "Delete"]
LETTERS = "xbddacvz0my"

Opening = Callable[[ShownDesk], Locator]


def in_panel(key: str, selector: str) -> Opening:
    """Something in the panel that a key opens."""

    def opening(desk: ShownDesk) -> Locator:
        desk.turn(0).focus()
        desk.press("ArrowRight", "1", "Home", "j", key)
        return desk.root.locator(f"[role=tabpanel]:not([hidden]) {selector}:visible").last

    return opening


def in_menu_of_a_code(item: str, selector: str) -> Opening:
    """Something in a dialog that a code's menu opens."""

    def opening(desk: ShownDesk) -> Locator:
        desk.turn(0).focus()
        desk.press("b")
        desk.root.locator('[data-code="flexibility"]').focus()
        desk.press("Shift+F10")
        if item:
            desk.root.get_by_role("menuitem", name=item).click()
        return desk.root.locator(selector).first

    return opening


def with_words(key: str, selector: str) -> Opening:
    """What a key opens for selected words."""

    def opening(desk: ShownDesk) -> Locator:
        desk.turn(1).focus()
        desk.press("ArrowRight", key)
        return desk.root.locator(selector).first

    return opening


def there(selector: str) -> Opening:
    """Something that is on the screen anyway."""
    return lambda desk: desk.root.locator(selector).first


PLACES: dict[str, Opening] = {
    "turn": there("article"),
    "turn number": there(".qwb-number"),
    "name of a coding": there(".qwb-chip-name"),
    "transcript": there(".qwb-transcripts"),
    "status": there(".qwb-status"),
    "help button": there(".qwb-tools button:enabled"),
    "find": there(".qwb-find"),
    "filter of codes": there(".qwb-filter"),
    "code": there("[role=treeitem]"),
    "stance": there(".qwb-attributes select"),
    "definition": there(".qwb-details"),
    "tab": there("[role=tab]"),
    "transcripts": in_panel("t", "button"),
    "memo of a coding": in_panel("o", "textarea"),
    "stance of a coding": in_panel("o", "select"),
    "quotations": in_panel("l", "select"),
    "words of quotations": in_panel("l", "input[type=search]"),
    "search": in_panel("s", "input[type=search]"),
    "memos": in_panel("M", "button"),
    "review": in_panel("v", "button"),
    "sheet of keys": with_words("?", "dialog button"),
    "code picker": with_words("c", "[popover] input"),
    "code in vivo": with_words("i", "dialog input"),
    "menu of a code": in_menu_of_a_code("", "[role=menuitem]"),
    "name of a code": in_menu_of_a_code("Rename", ".qwb-rename"),
    "definition of a code": in_menu_of_a_code("Edit …", "dialog textarea"),
    "colour of a code": in_menu_of_a_code("Edit …", "dialog input[type=radio]"),
    "memo of a code": in_menu_of_a_code("Memo …", "dialog textarea"),
    "quotations to split off": in_menu_of_a_code("Split …", "dialog input[type=checkbox]"),
    "code to merge into": in_menu_of_a_code("Merge into …", "dialog input"),
}


def close_all(desk: ShownDesk) -> None:
    """Close dialogs, pickers and menus, and empty what can be searched in."""
    desk.root.evaluate(
        """root => {
          for (const dialog of root.querySelectorAll('dialog[open]')) dialog.close();
          for (const popover of root.querySelectorAll('[popover]')) popover.remove();
          for (const field of root.querySelectorAll('input[type=search]')) {
            field.value = '';
            field.dispatchEvent(new Event('input', {bubbles: true}));
          }
          root.querySelector('article').focus();
        }"""
    )


@pytest.fixture
def coded_desk(desk: ShownDesk) -> ShownDesk:
    """A desk with a number of codings, and with its panels open."""
    for words in "Hvordan", "kom", "i gang", "hun sagde", "sige nej", "rart", "Og så", "ringede", "tit":
        code_words(desk.study, words, "voluntariness")
    desk.show_panels()
    expect(desk.root.locator(".qwb-chip-name")).to_have_count(9)
    return desk


def cells(host: Host) -> object:
    return host.page.evaluate(
        """() => jupyterapp.shell.currentWidget.content.widgets
             ?.map(cell => [cell.model.type, cell.model.sharedModel.getSource()])"""
    )


def test_keys_never_reach_the_host(host: Host, coded_desk: ShownDesk) -> None:
    desk = coded_desk
    page = desk.page
    page.evaluate(
        """() => {
          window.leaked = [];
          document.addEventListener('keydown', event => window.leaked.push(event.key));
        }"""
    )
    before = cells(host)
    for name, opening in PLACES.items():
        held = None
        for key in KEYS:
            # Some keys lead elsewhere, and then the place is opened again.
            if held is None or not held.evaluate("one => one === document.activeElement"):
                close_all(desk)
                place = opening(desk)
                if place.count() == 0 and name in {"name of a coding", "review", "quotations to split off"}:
                    break  # Empty by now.
                place.focus()
                held = place.element_handle()
            page.keyboard.press(key)
            assert page.evaluate("window.leaked.splice(0)") == [], f"{key} leaves from {name}"
        assert cells(host) == before, f"keys in {name} changed the notebook"
    close_all(desk)


def test_letters_are_letters_in_every_field(coded_desk: ShownDesk) -> None:
    desk = coded_desk
    for name, opening in PLACES.items():
        close_all(desk)
        place = opening(desk)
        if not place.is_visible() or place.get_attribute("type") in {"radio", "checkbox"}:
            continue
        if place.evaluate("one => one.matches('input, textarea')"):
            expect(place).to_be_editable()
            place.fill("")
            desk.page.keyboard.type(LETTERS)
            expect(place, f"letters typed into {name}").to_have_value(LETTERS)
            place.fill("")
    close_all(desk)


def test_the_hosts_chords_work_from_everywhere_in_the_desk(host: Host, coded_desk: ShownDesk) -> None:
    desk = coded_desk
    for name in "turn", "name of a coding", "find", "filter of codes", "code", "memo of a coding", "search":
        place = PLACES[name](desk)
        place.focus()
        collapsed = host.page.evaluate("jupyterapp.shell.leftCollapsed")
        desk.press("Control+b")
        assert host.page.evaluate("jupyterapp.shell.leftCollapsed") is not collapsed, f"Ctrl+B from {name}"
    PLACES["turn"](desk).focus()
    desk.press("Control+Shift+c")
    palette = host.page.locator(".lm-CommandPalette-input:visible, .jp-CommandPalette input:visible").first
    expect(palette).to_be_focused()
    desk.press("Escape")
    host.page.evaluate("jupyterapp.shell.collapseLeft()")
