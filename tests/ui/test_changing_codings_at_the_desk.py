"""Changing codings that are there, and taking every step back, in both hosts."""

from __future__ import annotations

import re

import pytest
from coding_desk import ShownDesk
from playwright.sync_api import expect
from studies import code_words

from workbench import Study

exercises = pytest.mark.exercises
CITIZEN, CITIZEN_AGAIN = 1, 3
BEFORE = [("voluntariness", "hun sagde"), ("flexibility", "sige nej"), ("flexibility", "om aftenen")]


@pytest.fixture
def coded_desk(desk: ShownDesk) -> ShownDesk:
    """A desk with three codings, made by another program meanwhile."""
    for code, words in BEFORE:
        code_words(desk.study, words, code)
    expect(desk.root.locator(".qwb-chip")).to_have_count(3)
    return desk


def undone_and_redone(desk: ShownDesk, after: list[tuple[str, str]], before: list[tuple[str, str]]) -> None:
    """The study holds what was done; undo takes it back, and redo does it again."""
    said = desk.root.locator(".qwb-live[role=status]")
    assert desk.coded() == after
    desk.do("undo")
    expect(said).to_have_text(re.compile("^Undone: "))
    assert desk.coded() == before
    expect(desk.root.locator(".qwb-chip")).to_have_count(len(before))
    desk.do("redo")
    expect(said).to_have_text(re.compile("^Done again: "))
    assert desk.coded() == after
    expect(desk.root.locator(".qwb-chip")).to_have_count(len(after))


@exercises("next-coding", "previous-coding", "change-code", "delete-coding", "undo", "redo")
def test_codings_are_taken_in_hand_given_another_code_and_removed(coded_desk: ShownDesk) -> None:
    desk = coded_desk
    desk.go_to_turn(0)
    desk.do("change-code")
    desk.says("Take a coding in hand first: click on it, or press J.")
    desk.do("next-coding")
    desk.says("Voluntariness: hun sagde")
    desk.do("next-coding")
    desk.says("Flexibility: sige nej")
    desk.do("next-coding")
    desk.do("next-coding")
    desk.says("There is no further one.")
    desk.do("previous-coding", "previous-coding")
    desk.says("Voluntariness: hun sagde")
    expect(desk.turn(CITIZEN)).to_be_focused()
    desk.do("change-code")
    desk.page.keyboard.type("exit")
    desk.press("Enter")
    desk.says("Now coded: Free exit")
    undone_and_redone(desk, [("free_exit", "hun sagde"), *BEFORE[1:]], BEFORE)
    desk.do("undo", key=1)
    desk.do("delete-coding")
    desk.says("Removed: Voluntariness")
    undone_and_redone(desk, BEFORE[1:], BEFORE)
    desk.do("undo", key=1)
    desk.do("redo", key=1)
    assert desk.coded() == BEFORE[1:]
    desk.do("undo")
    desk.do("redo", key=2)
    assert desk.coded() == BEFORE[1:]
    desk.do("next-coding")
    desk.do("delete-coding", key=1)
    assert len(desk.coded()) == 1


def test_the_mouse_takes_codings_in_hand_changes_and_removes_them(coded_desk: ShownDesk) -> None:
    desk = coded_desk
    desk.show_panels()
    panel = desk.panel("Coding")
    desk.click_into("hun sagde")
    expect(panel.locator("blockquote")).to_have_text("hun sagde")
    panel.get_by_role("button", name="Change code").click()
    desk.choices.filter(has_text="Free exit").click()
    undo, redo = desk.button("Undo"), desk.button("Redo")
    assert desk.coded()[0] == ("free_exit", "hun sagde")
    undo.click()
    assert desk.coded() == BEFORE
    redo.click()
    assert desk.coded()[0] == ("free_exit", "hun sagde")
    undo.click()
    desk.chips(CITIZEN).filter(has_text="Flexibility").click()
    expect(panel.locator("blockquote")).to_have_text("sige nej")
    panel.get_by_label("Stance").select_option("absent")
    expect(desk.chips(CITIZEN).filter(has_text="Flexibility")).to_contain_text("absent")
    panel.get_by_role("button", name="Remove").click()
    desk.says("Removed: Flexibility")
    assert desk.coded() == [BEFORE[0], BEFORE[2]]
    undo.click()
    undo.click()
    assert desk.coded() == BEFORE
    expect(desk.chips(CITIZEN).filter(has_text="Flexibility")).to_have_text(["Flexibility"])


def test_a_click_takes_the_innermost_coding_and_another_click_the_next_one_out(desk: ShownDesk) -> None:
    code_words(desk.study, "jeg bare kunne sige nej", "voluntariness")
    code_words(desk.study, "sige nej", "flexibility")
    expect(desk.chips(CITIZEN)).to_have_count(2)
    desk.click_into("sige nej")
    desk.says("Flexibility: sige nej")
    desk.click_into("sige nej")
    desk.says("Voluntariness: jeg bare kunne sige nej")
    desk.root.locator(".qwb-stripe").last.click()
    desk.says("Flexibility: sige nej")


@exercises("memo", "show-coding")
def test_a_memo_is_written_on_a_coding_and_taken_back(coded_desk: ShownDesk) -> None:
    desk = coded_desk

    def memos() -> list[str]:
        with Study.open(desk.study) as study:
            return [memo.text for memo in study.memo_list("A1") if memo.text]

    desk.go_to_turn(0)
    desk.do("memo")
    desk.says("Take a coding in hand first: click on it, or press J.")
    desk.do("next-coding")
    desk.do("show-coding")
    expect(desk.turn(CITIZEN)).to_be_focused()
    desk.do("memo")
    field = desk.panel("Coding").get_by_label("Memo")
    expect(field).to_be_focused()
    desk.page.keyboard.type("Vigtigt: æøå 🦒, d x u")
    expect(desk.panel("Coding").locator(".qwb-memo-state")).to_have_text("Saved")
    assert memos() == ["Vigtigt: æøå 🦒, d x u"]
    expect(desk.chips(CITIZEN).first.get_by_role("img", name="has a memo")).to_be_visible()
    desk.press("Escape")
    expect(desk.turn(CITIZEN)).to_be_focused()
    assert desk.coded() == BEFORE
    desk.do("undo")
    desk.wait_until_saved()
    assert memos() == []
    expect(field).to_have_value("")
    desk.do("redo")
    desk.wait_until_saved()
    expect(field).to_have_value("Vigtigt: æøå 🦒, d x u")
    assert memos() == ["Vigtigt: æøå 🦒, d x u"]


@exercises("start-earlier", "start-later", "end-later", "end-earlier")
def test_the_ends_of_a_coding_go_word_by_word(coded_desk: ShownDesk) -> None:
    desk = coded_desk
    desk.go_to_turn(0)
    desk.do("next-coding")

    def now(words: str) -> list[tuple[str, str]]:
        return [("voluntariness", words), *BEFORE[1:]]

    for action, words in (
        ("end-later", "hun sagde 👍 at"),
        ("start-earlier", "Altså, hun sagde 👍 at"),
        ("end-earlier", "Altså, hun sagde"),
        ("start-later", "hun sagde"),
        ("start-later", "sagde"),
    ):
        before = desk.coded()
        desk.do(action)
        desk.says(f"Now: {words}")
        undone_and_redone(desk, now(words), before)


def test_the_ends_of_a_coding_are_dragged_by_their_handles(coded_desk: ShownDesk) -> None:
    desk = coded_desk
    desk.click_into("sige nej")
    desk.drag(desk.root.locator(".qwb-handle-start"), desk.ends("jeg bare")[0])
    desk.says("Now: jeg bare kunne sige nej")
    undone_and_redone(desk, [BEFORE[0], ("flexibility", "jeg bare kunne sige nej"), BEFORE[2]], BEFORE)
    desk.do("undo")
    desk.click_into("sige nej")
    desk.drag(desk.root.locator(".qwb-handle-end"), desk.ends("Og så")[1])
    assert desk.coded()[1][1].startswith("sige nej. Det var rart.\n\nInterviewer: Og så")
    desk.do("undo")
    assert desk.coded() == BEFORE


@exercises("split-coding", "whole-turn", "next-word", "back")
def test_a_coding_is_split_with_keys_alone(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN_AGAIN)
    desk.do("whole-turn")
    desk.code_with("1")
    desk.do("back")  # lets go of the passage; the coding stays in hand
    for _ in ["Så", "ringede", "hun", "om", "aftenen", "når", "det", "brændte", "på", "Æh"]:
        desk.do("next-word")
    assert desk.selected() == "Æh"
    desk.do("split-coding")
    desk.says("Split in two.")
    assert [words for _, words in desk.coded()][-1].startswith("Æh, ja.")


@exercises("split-coding", "merge-coding", "whole-turn")
def test_a_coding_is_split_at_the_selection_and_two_are_merged(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN_AGAIN)
    desk.do("whole-turn")
    desk.code_with("1")
    whole = desk.coded()
    desk.do("split-coding")
    desk.says("Put the selection inside the coding where it should be split.")
    desk.click_into("Æh")
    desk.do("split-coding")
    desk.says("Split in two.")
    halves = [
        ("voluntariness", "Så ringede hun om aftenen, når det brændte på."),
        ("voluntariness", "Æh, ja. Det gjorde hun tit."),
    ]
    undone_and_redone(desk, halves, whole)
    desk.chips(CITIZEN_AGAIN).first.click()
    desk.do("merge-coding")
    desk.says("Merged into one.")
    undone_and_redone(desk, whole, halves)
    desk.do("merge-coding")
    desk.says("No coding of this code follows in this turn or the next.")


def test_the_mouse_splits_and_merges(desk: ShownDesk) -> None:
    desk.show_panels()
    desk.turn(CITIZEN_AGAIN).get_by_role("button", name="Select turn 4").click()
    desk.code("Voluntariness").click()
    whole = desk.coded()
    desk.click_into("Æh")
    panel = desk.panel("Coding")
    panel.get_by_role("button", name="Split").click()
    desk.says("Split in two.")
    assert len(desk.coded()) == 2
    panel.get_by_role("button", name="Merge with next").click()
    desk.says("Merged into one.")
    assert desk.coded() == whole


def test_undo_goes_back_step_by_step_to_the_beginning(coded_desk: ShownDesk) -> None:
    desk = coded_desk
    expect(desk.button("Undo")).to_be_disabled()
    desk.go_to_turn(CITIZEN)
    desk.do("undo")
    desk.says("Nothing to undo.")
    for number in "1", "2", "3":
        desk.do("next-word")
        desk.code_with(number)
    assert len(desk.coded()) == 6
    desk.do("undo", "undo", "undo")
    assert desk.coded() == BEFORE
    desk.do("redo")
    assert ("voluntariness", "Altså") in desk.coded()
    desk.do("next-word")
    desk.code_with("2")
    desk.do("redo")
    desk.says("Nothing to do again.")
    with Study.open(desk.study) as study:
        study.check()
