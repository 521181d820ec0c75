"""What a key works on is on the screen: the passage and the coding in hand, wherever the keyboard goes."""

from __future__ import annotations

import pytest
from coding_desk import ShownDesk, eventually
from playwright.sync_api import expect
from studies import code_words

exercises = pytest.mark.exercises
CITIZEN, AGAIN = 1, 3


def chosen_up_to(desk: ShownDesk, words: str) -> None:
    """Wait until what is selected ends with these words."""
    desk.page.wait_for_function("words => getSelection().toString().endsWith(words)", arg=words)


def test_keys_do_nothing_to_words_of_a_turn_that_was_left(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN)
    desk.do("next-sentence")
    desk.code_with("1")
    desk.do("next-uncoded")
    expect(desk.turn(AGAIN)).to_be_focused()
    desk.code_with("2")
    desk.says("Select some text first.")
    desk.do("delete-coding")
    desk.says("Take a coding in hand first: click on it, or press J.")
    desk.do("code-in-vivo")
    desk.says("Select some text first.")
    assert [code for code, _ in desk.coded()] == ["voluntariness"]


def test_a_click_into_another_turn_lets_go_of_the_coding_in_hand(desk: ShownDesk) -> None:
    desk.select("hun sagde")
    desk.code_with("1")
    desk.click_into("aftenen")
    desk.do("delete-coding")
    desk.says("Take a coding in hand first: click on it, or press J.")
    assert desk.coded() == [("voluntariness", "hun sagde")]


@exercises("find", "next-hit")
def test_words_are_looked_for_and_coded_by_keys_alone(desk: ShownDesk) -> None:
    desk.go_to_turn(0)
    desk.do("find")
    desk.page.keyboard.type("hun")
    desk.press("Enter", "Enter", "Escape")
    expect(desk.turn(AGAIN)).to_be_focused()
    assert desk.selected() == "hun"
    desk.code_with("1")
    desk.do("next-hit")
    eventually(desk.page, desk.selected, "hun")
    desk.code_with("2")
    assert [code for code, _ in desk.coded()] == ["voluntariness", "flexibility"]
    # Seen from where the reader is, not from the last place.
    desk.go_to_turn(0)
    desk.do("next-hit")
    expect(desk.turn(CITIZEN)).to_be_focused()
    expect(desk.root.locator(".qwb-found")).to_have_text("1 of 3")
    desk.do("back", "back")
    expect(desk.root.get_by_label("Find in this transcript")).to_have_value("")
    expect(desk.turn(CITIZEN)).to_be_focused()


@exercises("whole-turn", "word-more", "word-less", "sentence-more")
def test_a_passage_grows_over_turns_by_keys(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN)
    desk.do("whole-turn", "word-more", "word-more")
    chosen_up_to(desk, "Og så")
    desk.do("word-less")
    chosen_up_to(desk, "Og")
    desk.do("word-less")
    chosen_up_to(desk, "rart")
    desk.do("sentence-more", "sentence-more", "sentence-more")
    desk.code_with("2")
    ((code, words),) = desk.coded()
    assert code == "flexibility"
    assert words.startswith("Altså")
    assert words.endswith("det brændte på.")


def test_a_passage_that_the_mouse_chose_over_turns_grows_by_keys(desk: ShownDesk) -> None:
    desk.select("Det var rart.Og")
    desk.do("word-more")
    desk.code_with("1")
    ((_, words),) = desk.coded()
    assert words.startswith("Det var rart.")
    assert words.endswith("Og så")


def test_the_end_of_a_growing_passage_stays_in_sight(desk: ShownDesk) -> None:
    desk.page.set_viewport_size({"width": 900, "height": 420})
    desk.go_to_turn(0)
    desk.do("whole-turn", *["sentence-more"] * 8)
    desk.page.wait_for_function(
        """() => {
          const range = getSelection().getRangeAt(0);
          const end = document.createRange();
          end.setStart(range.endContainer, range.endOffset - 1);
          end.setEnd(range.endContainer, range.endOffset);
          const box = end.getBoundingClientRect();
          const frame = document.querySelector('.qwb-text').getBoundingClientRect();
          return box.top >= frame.top && box.bottom <= frame.bottom;
        }"""
    )


@exercises("undo", "redo")
def test_undo_says_what_it_took_back_and_goes_there(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN)
    desk.do("whole-turn")
    desk.code_with("1")
    desk.do("last-turn", "undo")
    desk.says("Undone: Voluntariness.")
    expect(desk.turn(CITIZEN)).to_be_focused()
    desk.do("last-turn", "redo")
    desk.says("Done again: Voluntariness.")
    expect(desk.turn(CITIZEN)).to_be_focused()
    desk.do("next-transcript")
    expect(desk.turn(0)).to_contain_text("Hvad laver du nu?")
    desk.do("undo")
    desk.says("Undone: Voluntariness, in first.")
    assert desk.coded() == []


@exercises("next-transcript")
def test_the_keyboard_goes_along_to_the_next_transcript(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN)
    desk.do("next-transcript")
    expect(desk.turn(0)).to_contain_text("Hvad laver du nu?")
    expect(desk.turn(0)).to_be_focused()
    desk.do("next-turn")
    expect(desk.turn(1)).to_be_focused()


@exercises("merge-coding")
def test_a_coding_is_merged_with_the_next_of_its_code_in_the_next_turn(desk: ShownDesk) -> None:
    code_words(desk.study, "Det var rart.", "flexibility")
    code_words(desk.study, "Og så?", "flexibility")
    code_words(desk.study, "hver dag", "flexibility", transcript="second")
    expect(desk.chips(2)).to_have_text(["Flexibility"])
    desk.go_to_turn(0)
    desk.do("next-coding", "merge-coding")
    ((_, words),) = desk.coded()
    assert words.startswith("Det var rart.")
    assert words.endswith("Og så?")
    desk.do("merge-coding")
    desk.says("No coding of this code follows in this turn or the next.")


def test_what_is_selected_by_keys_is_told_to_screen_readers(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN)
    desk.do("next-word")
    expect(desk.root.get_by_text("Selected: Altså", exact=True)).to_be_attached()
    desk.do("next-sentence")
    desk.code_with("1")
    button = desk.chips(CITIZEN).first
    expect(button).to_have_accessible_description("Altså, hun sagde 👍 at jeg bare kunne sige nej.")


def test_escape_gives_up_the_drag_of_an_end(desk: ShownDesk) -> None:
    desk.select("sagde")
    desk.code_with("1")
    desk.wait_until_saved()
    handle = desk.root.locator(".qwb-handle-end")
    (_, _), to = desk.ends("bare")
    handle.hover()
    desk.page.mouse.down()
    desk.page.mouse.move(*to, steps=5)
    desk.press("Escape")
    desk.page.mouse.up()
    assert desk.coded() == [("voluntariness", "sagde")]
