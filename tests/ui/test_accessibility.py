"""The desk for those who see little, use no mouse, or hear what is on the screen; in both hosts.

axe-core looks for what can be found by a program; nothing of it is turned off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from coding_desk import WIDGETS, ShownDesk
from hosts import Host
from playwright.sync_api import expect
from studies import code_words, make_study

AXE = WIDGETS / "node_modules/axe-core/axe.min.js"
THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")
PANELS = {
    "show-codes": "Codes",
    "show-transcripts": "Transcripts",
    "show-coding": "Coding",
    "show-quotations": "Quotations",
    "show-search": "Search",
    "show-memos": "Memos",
    "show-review": "Review",
}


def violations(desk: ShownDesk) -> list[str]:
    """What axe finds in the desk that is serious or critical, with the elements that it finds it in."""
    page = desk.page
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = desk.root.evaluate(
        "root => axe.run(root, {resultTypes: ['violations']}).then(({violations}) => violations)"
    )
    return [
        f"{one['id']} ({one['help']}): {node['html'][:160]} | {node.get('failureSummary', '')[:300]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@pytest.fixture
def busy_desk(desk: ShownDesk) -> ShownDesk:
    """A desk with codings of all kinds, one of them in hand."""
    code_words(desk.study, "hun sagde", "voluntariness", memo="Vigtigt")
    code_words(desk.study, "sagde 👍 at jeg", "flexibility")
    code_words(desk.study, "om aftenen", "free_exit")
    expect(desk.root.locator(".qwb-chip")).to_have_count(3)
    desk.show_panels()
    desk.code("Flexibility").focus()
    desk.press("Shift+F10")
    desk.root.get_by_role("menuitem", name="Edit …").click()
    desk.dialog.get_by_label("Definition", exact=True).fill("Hours are negotiable.")
    desk.dialog.get_by_role("button", name="Save").click()
    expect(desk.dialog).to_have_count(0)
    desk.chips(1).first.click()
    return desk


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest, host: Host) -> Iterator[str]:
    def choose(name: str) -> None:
        host.page.evaluate(
            """name => jupyterapp.commands.execute('apputils:change-theme', {theme: name})""", name
        )
        expect(host.page.locator(f'body[data-jp-theme-name="{name}"]')).to_have_count(1)

    choose(request.param)
    yield request.param
    choose(THEMES[0])


def test_no_state_of_the_desk_shuts_anybody_out(busy_desk: ShownDesk, theme: str) -> None:
    desk = busy_desk
    seen: dict[str, list[str]] = {"text": violations(desk)}
    for action, name in PANELS.items():
        desk.turn(0).focus()
        desk.do(action)
        if action == "show-search":
            desk.page.keyboard.type("hun")
            button = desk.panel(name).get_by_role("button", name="Code all …")
            button.click()
        expect(desk.panel(name)).to_be_visible()
        seen[name] = violations(desk)
    for item in "Edit …", "Merge into …", "Split …", "Memo …":
        desk.turn(0).focus()
        desk.do("show-codes")
        desk.code("Flexibility").focus()
        desk.press("Shift+F10")
        seen["menu of a code"] = violations(desk)
        desk.root.get_by_role("menuitem", name=item).click()
        expect(desk.dialog).to_be_visible()
        seen[item] = violations(desk)
        desk.press("Escape")
    desk.go_to_turn(1)
    for action in "pick-code", "code-in-vivo", "help":
        desk.turn(1).focus()
        desk.do("next-word", action)
        seen[action] = violations(desk)
        desk.press("Escape")
    assert {where: found for where, found in seen.items() if found} == {}, theme


def test_what_shuts_somebody_out_would_be_found(desk: ShownDesk) -> None:
    desk.root.evaluate("root => root.append(document.createElement('button'))")
    assert [found for found in violations(desk) if found.startswith("button-name")] != []


def test_an_empty_study_shuts_nobody_out(host: Host, folder: Any) -> None:
    desk = host.show(make_study(folder, {}, None))
    expect(desk.root).to_contain_text("There are no interviews in this study yet.")
    assert violations(desk) == []


def test_tab_goes_through_the_whole_desk_in_order_and_out_again(busy_desk: ShownDesk) -> None:
    desk = busy_desk
    inside = "root => root.contains(document.activeElement)"
    region = """() => ['bar', 'left', 'text', 'right']
        .find(part => document.activeElement.closest(`.qwb-${part}`)) ?? ''"""
    desk.root.locator(".qwb-bar button").first.focus()
    stops, seen = 0, ["bar"]
    while desk.root.evaluate(inside) and stops < 120:
        now = desk.root.evaluate(region)
        if now and now != seen[-1]:
            seen.append(now)
        desk.press("Tab")
        stops += 1
    assert stops < 120, "the focus does not leave the desk"
    assert seen == ["bar", "left", "text", "right"]
    desk.press("Shift+Tab")
    assert desk.root.evaluate(inside)


def test_focus_comes_back_from_every_dialog(busy_desk: ShownDesk) -> None:
    desk = busy_desk
    for item in "Edit …", "Rename", "New code below …", "Merge into …", "Split …", "Memo …":
        desk.code("Flexibility").focus()
        desk.press("Shift+F10")
        expect(desk.root.get_by_role("menuitem").first).to_be_focused()
        desk.root.get_by_role("menuitem", name=item).focus()
        desk.press("Enter")
        expect(desk.dialog.or_(desk.root.locator(".qwb-rename"))).to_be_visible()
        desk.press("Escape")
        expect(desk.code("Flexibility"), item).to_be_focused()
    desk.code("Flexibility").focus()
    desk.press("Shift+F10", "Escape")
    expect(desk.code("Flexibility")).to_be_focused()
    desk.go_to_turn(1)
    for action in "pick-code", "code-in-vivo", "help":
        desk.do("next-word", action)
        expect(desk.turn(1)).not_to_be_focused()
        desk.press("Escape")
        expect(desk.turn(1), action).to_be_focused()


def reaches(desk: ShownDesk, *parts: str) -> None:
    """See to it that parts of the desk can be brought to the screen, and nothing of them is cut."""
    for part in parts:
        desk.root.locator(part).scroll_into_view_if_needed()
        expect(desk.root.locator(part)).to_be_in_viewport()
    cut = desk.root.evaluate(
        """root => [...root.querySelectorAll('button, select, input, textarea, [role=treeitem]')]
             .filter(one => one.checkVisibility())
             .filter(one => {
               one.scrollIntoView({block: 'nearest', inline: 'nearest'});
               const {left, right, width} = one.getBoundingClientRect();
               return width > 0 && (left < -1 || right > innerWidth + 1);
             })
             .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert cut == []


def test_at_twice_the_size_everything_can_be_reached(host: Host, busy_desk: ShownDesk) -> None:
    desk = busy_desk
    usual = host.page.viewport_size
    assert usual
    host.page.set_viewport_size({"width": 640, "height": 450})
    try:
        left = desk.root.locator(".qwb-left")
        expect(left).to_be_hidden()  # There is room for the text only.
        desk.button("Codes and transcripts").click()
        reaches(desk, ".qwb-bar", ".qwb-left")
        desk.show_panels()
        reaches(desk, ".qwb-bar", ".qwb-right")
        desk.turn(1).focus()
        reaches(desk, ".qwb-bar", ".qwb-text")
        box = desk.root.locator(".qwb-said").nth(1).bounding_box()
        assert box
        assert box["width"] > 140, f"the text is {box['width']} pixels wide"
        desk.turn(0).focus()
        desk.do("help")
        close = desk.dialog.get_by_role("button", name="Close")
        close.scroll_into_view_if_needed()
        expect(close).to_be_in_viewport()
        desk.press("Escape")
    finally:
        host.page.set_viewport_size(usual)
