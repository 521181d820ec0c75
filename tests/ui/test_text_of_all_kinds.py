"""Text of any script, and text that would do harm if it were anything but text, in both hosts."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from coding_desk import ShownDesk
from hosts import Host
from playwright.sync_api import Page, expect
from studies import SCHEME, coded

from workbench import Study

MIXED = (
    "Anna: Hej 👩‍👩‍👧 og 🦒.\r\n\r\n"
    "ليلى: قالت إنني أستطيع الرفض. كان ذلك جيدا.\r\n\r\n"
    "Anna: Vi var på cafe\u0301 i går.\r\n\r\n"
    "דנה: היא אמרה שאני יכולה לסרב. זה היה טוב.\r\n"
)
ATTACK = "<img src=x onerror=hacked()><script>hacked()</script><b>{{hacked()}}</b> javascript:hacked()"
SHORT = "<img src=x onerror=hacked()>"


def test_emoji_right_to_left_scripts_and_accents_are_coded_to_the_letter(
    show: Callable[..., ShownDesk],
) -> None:
    desk = show({"mixed": MIXED}, SCHEME, language="da")
    for turn, words in enumerate(["og 🦒", "قالت إنني", "cafe\u0301", "היא אמרה"]):
        desk.go_to_turn(turn)
        for _ in range(9):
            desk.do("next-word")
            if words.startswith(desk.selected()):
                break
        if len(words.split()) > 1 and turn != 0:
            desk.do("word-more")
        if turn == 0:
            desk.select(words)
        desk.code_with("1")
    directions = desk.root.locator(".qwb-said").evaluate_all(
        "all => all.map(said => getComputedStyle(said).direction)"
    )
    assert directions == ["ltr", "rtl", "ltr", "rtl"]
    assert desk.coded("mixed") == [
        ("voluntariness", words) for words in ["og 🦒", "قالت إنني", "cafe\u0301", "היא אמרה"]
    ]
    assert sorted(desk.painted()) == sorted(["og 🦒", "قالت إنني", "cafe\u0301", "היא אמרה"])
    desk.double_click("👩‍👩‍👧")
    desk.code_with("2")
    desk.root.get_by_label("Find in this transcript").fill("caf\u00e9")
    expect(desk.root.locator(".qwb-found")).to_have_text("0 of 1")
    with Study.open(desk.study) as study:
        assert "\r" not in study.document("mixed").text
    flexible = [words for code, words in coded(desk.study, "mixed") if code == "flexibility"]
    assert all("\ufffd" not in words for words in flexible)


def test_the_ends_of_a_coding_stand_where_its_words_begin_and_end_in_either_direction(
    show: Callable[..., ShownDesk],
) -> None:
    desk = show({"mixed": MIXED}, SCHEME, language="da")
    for turn, is_leftwards in ((0, False), (1, True), (3, True)):
        desk.go_to_turn(turn)
        desk.do("next-word", "word-more")
        desk.code_with("1")
        start, end = (desk.root.locator(f".qwb-handle-{end}") for end in ("start", "end"))
        expect(desk.turn(turn).locator(".qwb-handle-end")).to_be_visible()
        boxes = start.bounding_box(), end.bounding_box()
        assert (boxes[0]["x"] > boxes[1]["x"]) is is_leftwards
    # The end is dragged over one more word, to the left.
    box = desk.turn(3).locator(".qwb-said").bounding_box()
    desk.drag(end, (boxes[1]["x"] - 60, box["y"] + box["height"] / 2))
    words = [words for _, words in desk.coded("mixed")][-1]
    assert words.startswith("היא אמרה ש")


@pytest.fixture
def hostile(host: Host, folder: Path) -> ShownDesk:
    """A desk on a study all of whose words would do harm if they were anything but text."""
    transcripts = folder / "transcripts"
    transcripts.mkdir()
    # Captions are the format in which anything can be the name of who speaks.
    interview = transcripts / f"a{SHORT}.vtt"
    interview.write_text(
        "WEBVTT\n\n"
        f"00:00:01.000 --> 00:00:02.000\n<v {escape(SHORT)}>{escape(ATTACK)} ja\n\n"
        "00:00:03.000 --> 00:00:04.000\n<v Eva>nej\n"
    )
    (transcripts / f"beside{SHORT}.txt").write_text("Bo: ja\n\nEva: nej\n")
    words = f"{{en: {json.dumps(ATTACK)}}}"
    scheme = folder / "scheme.yaml"
    scheme.write_text(
        f"attributes: [{{id: s, label: {words}, definition: {words}, values: [{{id: v, label: {words}}}]}}]\n"
        f"codes:\n  - {{id: c, label: {words}, definition: {words}, use_when: [{words}], marker: BAD}}\n"
        f"  - {{id: d, label: {words}, definition: {words}, examples: [{words}]}}\n"
    )
    path = folder / f"{SHORT}.qwb"
    with Study.create(path) as study:
        study.import_transcripts(interview, language="en", progress=False)
        study.set_scheme(scheme)
        name = study.transcript_names()[0]
        start = study.document(name).text.index(" ja") + 1
        study.code(name, start, start + 2, "c", coder=SHORT, memo=ATTACK)
        study.code(name, start, start + 2, "d", coder=f"B{SHORT}")
        study.set_memo(ATTACK, coder=SHORT, code="c")
        study.set_memo(ATTACK, coder=SHORT)
    host.page.evaluate("() => { window.hacked = () => { window.wasHacked = true; }; }")
    return host.show(path, coder=SHORT)


def harmless(page: Page, desk: ShownDesk, where: str) -> None:
    """Nothing in the desk has become an element, and nothing has run."""
    assert desk.root.locator("img, script, iframe, a[href^=javascript], article b").count() == 0, where
    assert page.evaluate("window.wasHacked") is None, where


def test_hostile_text_stays_text_in_every_panel_and_dialog(hostile: ShownDesk, host: Host) -> None:
    desk = hostile
    page = host.page
    expect(desk.root.locator(".qwb-said").first).to_contain_text(ATTACK)
    expect(desk.root.locator(".qwb-speaker").first).to_have_text(SHORT)
    expect(desk.root.locator(".qwb-coder")).to_have_text(f"Coder {SHORT}")
    desk.show_panels()
    desk.go_to_turn(1)
    desk.do("whole-turn")
    desk.code_with("1")
    desk.says(f"Coded: {ATTACK}")
    harmless(page, desk, "text")
    desk.chips(0).first.click()
    for action, panel in (
        ("show-coding", "Coding"),
        ("show-quotations", "Quotations"),
        ("show-memos", "Memos"),
        ("show-review", "Review"),
        ("show-transcripts", "Transcripts"),
        ("show-search", "Search"),
    ):
        desk.turn(0).focus()
        desk.do(action)
        expect(desk.panel(panel)).to_be_visible()
        if panel == "Search":
            desk.page.keyboard.type("hacked")
            expect(desk.panel(panel).locator("mark").first).to_have_text("hacked")
        elif panel != "Review":
            expect(desk.panel(panel)).to_contain_text(SHORT)
        harmless(page, desk, panel)
    desk.panel("Transcripts").get_by_role("button", name="Import 1 file").click()
    expect(desk.panel("Transcripts")).to_contain_text("Imported: 1")
    desk.root.get_by_role("tab", name="Codes").click()
    desk.root.get_by_role("treeitem").first.hover()
    expect(desk.root.locator(".qwb-details")).to_contain_text(ATTACK)
    for item in "Edit …", "Merge into …", "Split …", "Memo …":
        desk.root.get_by_role("treeitem").first.focus()
        desk.press("Shift+F10")
        desk.root.get_by_role("menuitem", name=item).click()
        expect(desk.dialog).to_be_visible()
        if item == "Merge into …":
            desk.press("Enter")
        harmless(page, desk, item)
        desk.press("Escape")
        expect(desk.dialog).to_have_count(0)
    desk.select("nej")
    for action in "pick-code", "code-in-vivo", "help":
        desk.turn(1).focus()
        desk.do(action)
        harmless(page, desk, action)
        desk.press("Escape")
    desk.wait_until_saved()
    # JupyterLab's own places show names, too: the tab, the launcher's form, the file browser.
    assert page.locator("img[onerror]").count() == 0
