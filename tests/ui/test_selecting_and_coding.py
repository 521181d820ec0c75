"""Selecting passages and coding them, in both hosts."""

from __future__ import annotations

import pytest
from coding_desk import ShownDesk, eventually
from playwright.sync_api import expect
from studies import codes

from workbench import Study

exercises = pytest.mark.exercises
INTERVIEWER, CITIZEN, CITIZEN_AGAIN = 0, 1, 3
WHOLE_TURN = "Altså, hun sagde 👍 at jeg bare kunne sige nej. Det var rart."


@exercises("next-word", "previous-word", "word-more", "word-less", "whole-turn", "code-by-number")
def test_words_and_whole_turns_are_selected_and_coded_without_a_mouse(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN)
    desk.do("next-word", "next-word", "next-word")
    assert desk.selected() == "sagde"
    desk.do("previous-word")
    assert desk.selected() == "hun"
    desk.do("word-more", "word-more")
    assert desk.selected() == "hun sagde 👍 at"
    desk.do("word-less")
    assert desk.selected() == "hun sagde"
    desk.code_with("2")
    desk.says("Coded: Flexibility")
    expect(desk.chips(CITIZEN)).to_have_text(["Flexibility"])
    assert desk.painted() == ["hun sagde"]
    desk.do("whole-turn")
    desk.code_with("1")
    assert set(desk.coded()) == {("flexibility", "hun sagde"), ("voluntariness", WHOLE_TURN)}


@exercises("next-sentence", "previous-sentence", "sentence-more", "sentence-less", "next-transcript")
def test_sentences_are_selected_and_abbreviations_do_not_end_them(desk: ShownDesk) -> None:
    desk.go_to_turn(0)
    desk.do("next-transcript")
    expect(desk.turn(1)).to_contain_text("f.eks.")

    def first_sentence() -> str:
        desk.go_to_turn(1)
        desk.do("next-sentence")
        selected = desk.selected()
        if selected != "Jeg går til f.eks. Anne.":
            desk.do("back")  # lets go of the passage, so that the next look begins anew
        return selected

    # The server is asked for them a moment after the transcript has been opened.
    eventually(desk.page, first_sentence, "Jeg går til f.eks. Anne.")
    desk.do("next-sentence")
    assert desk.selected() == "Jeg gik der også før."
    desk.do("sentence-more")
    assert desk.selected() == "Jeg gik der også før. Vi ringede meget."
    desk.do("sentence-less")
    assert desk.selected() == "Jeg gik der også før."
    desk.do("previous-sentence")
    assert desk.selected() == "Jeg går til f.eks. Anne."
    desk.code_with("1")
    assert desk.coded("second") == [("voluntariness", "Jeg går til f.eks. Anne.")]


def test_passages_are_selected_and_coded_with_the_mouse(desk: ShownDesk) -> None:
    desk.double_click("rart")
    desk.page.keyboard.press("1")
    desk.says("Coded: Voluntariness")
    desk.select("sige nej")
    desk.code("Free exit").click()
    desk.says("Coded: Free exit")
    expect(desk.chips(CITIZEN)).to_have_text(["Free exit", "Voluntariness"])
    desk.turn(2).get_by_role("button", name="Select turn 3").click()
    assert desk.selected() == "Og så?"
    desk.code("Flexibility").click()
    assert desk.coded() == [
        ("free_exit", "sige nej"),
        ("voluntariness", "rart"),
        ("flexibility", "Og så?"),
    ]
    assert desk.painted() == ["Og så?", "rart", "sige nej"]


def test_a_drag_that_begins_beside_the_text_can_be_coded(desk: ShownDesk) -> None:
    box = desk.root.locator(".qwb-said").first.bounding_box()
    assert box
    mouse = desk.page.mouse
    mouse.move(box["x"] - 4, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] - 2)
    mouse.up()
    desk.code_with("1")
    assert desk.coded() == [("voluntariness", "Hvordan kom du i gang 😀 med det?")]


def test_one_passage_takes_several_codes_and_each_only_once(desk: ShownDesk) -> None:
    desk.select("om aftenen")
    for number in "1", "2", "1":
        desk.code_with(number)
    desk.says("Already coded: Voluntariness")
    assert desk.coded() == [("voluntariness", "om aftenen"), ("flexibility", "om aftenen")]
    desk.select("hun om")
    desk.code_with("3")
    assert ("free_exit", "hun om") in desk.coded()


def test_a_passage_over_several_turns_is_one_coding(desk: ShownDesk) -> None:
    desk.select("Det var rart.Og så?Så ringede")
    desk.code_with("1")
    for turn in CITIZEN, CITIZEN + 1, CITIZEN_AGAIN:
        expect(desk.chips(turn)).to_have_count(1)
    assert desk.painted() == ["Det var rart.", "Og så?", "Så ringede"]
    expect(desk.chips(CITIZEN_AGAIN)).to_contain_text("continued")
    whole = "Det var rart.\n\nInterviewer: Og så?\n\nBorger: Så ringede"
    assert desk.coded() == [("voluntariness", whole)]


def test_a_stance_goes_with_the_next_passage_only(desk: ShownDesk) -> None:
    desk.select("sige nej")
    stance = desk.root.get_by_role("group", name="Next coding").get_by_label("Stance")
    stance.select_option("absent")
    desk.code("Voluntariness").click()
    desk.says("Coded: Voluntariness, absent")
    expect(desk.chips(CITIZEN)).to_have_text(["Voluntarinessabsent"])
    desk.select("om aftenen")
    expect(stance).to_have_value("present")
    desk.code_with("2")
    desk.wait_until_saved()
    with Study.open(desk.study) as study:
        assert [dict(one.attributes) for one in study.codings_in("first")] == [{"stance": "absent"}, {}]


@exercises("pick-code", "repeat-code")
def test_codes_are_picked_by_letters_one_or_several_and_repeated(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN)
    desk.do("repeat-code")
    desk.says("No code has been given yet.")
    desk.do("pick-code")
    desk.says("Select some text first.")
    desk.do("next-word", "pick-code")
    field = desk.root.get_by_role("combobox", name="Code")
    expect(field).to_be_focused()
    desk.page.keyboard.type("exit")
    expect(desk.choices).to_have_text(["Free exitVoluntariness3", "Flexibility2", "New code “exit”"])
    desk.press("Enter")
    expect(desk.turn(CITIZEN)).to_be_focused()
    desk.says("Coded: Free exit")
    desk.do("next-word", "pick-code")
    desk.page.keyboard.type("flex")
    desk.press("Shift+Enter")
    desk.page.keyboard.type("vol")
    desk.press("Shift+Enter", "Escape")
    expect(desk.turn(CITIZEN)).to_be_focused()
    desk.do("next-word", "repeat-code")
    assert set(desk.coded()) == {
        ("free_exit", "Altså"),
        ("flexibility", "hun"),
        ("voluntariness", "hun"),
        ("voluntariness", "sagde"),
    }
    desk.do("next-word", "pick-code")
    desk.choices.filter(has_text="Flexibility").click()
    assert ("flexibility", "at") in desk.coded()


@exercises("code-in-vivo")
def test_a_code_is_made_of_the_selected_words_and_a_near_name_is_pointed_out(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN)
    desk.do("code-in-vivo")
    desk.says("Select some text first.")
    desk.select("sige nej")
    desk.do("code-in-vivo")
    expect(desk.dialog.get_by_label("Name of the code")).to_have_value("sige nej")
    desk.press("Enter")
    desk.says("Coded: sige nej")
    expect(desk.dialog).to_have_count(0)
    expect(desk.code("sige nej")).to_be_visible()
    expect(desk.focused_turn).to_have_count(1)
    assert desk.coded() == [("sige_nej", "sige nej")]
    desk.select("om aftenen")
    desk.do("code-in-vivo")
    desk.dialog.get_by_label("Name of the code").fill("Flexibilty")
    expect(desk.dialog).to_contain_text("There is a code by nearly the same name:")
    desk.dialog.get_by_role("button", name="Use “Flexibility” instead").click()
    assert desk.coded() == [("sige_nej", "sige nej"), ("flexibility", "om aftenen")]
    desk.select("Det var rart")
    desk.do("code-in-vivo")
    desk.press("Escape")
    expect(desk.dialog).to_have_count(0)
    assert len(desk.coded()) == 2
    assert sorted(codes(desk.study)) == ["flexibility", "free_exit", "sige_nej", "voluntariness"]
