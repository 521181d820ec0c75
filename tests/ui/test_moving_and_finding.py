"""Moving about in a study, finding words, and coding all places that were found, in both hosts."""

from __future__ import annotations

from pathlib import Path

import pytest
from coding_desk import ShownDesk, eventually
from playwright.sync_api import Locator, expect
from studies import code_words, coded

from workbench import Study

exercises = pytest.mark.exercises
CITIZEN, CITIZEN_AGAIN = 1, 3


def statuses(path: Path) -> dict[str, str]:
    with Study.open(path) as study:
        return {row.transcript: row.status for row in study.statuses().itertuples() if row.coder == "A1"}


def rows(panel: Locator) -> Locator:
    return panel.locator(".qwb-row")


@exercises("next-turn", "previous-turn", "first-turn", "last-turn", "next-uncoded", "previous-uncoded")
def test_keys_go_from_turn_to_turn_and_to_the_next_one_that_has_no_code(desk: ShownDesk) -> None:
    desk.go_to_turn(0)
    for action, turn in (
        ("next-turn", 1),
        ("last-turn", 3),
        ("previous-turn", 2),
        ("first-turn", 0),
        # Those who ask are passed over.
        ("next-uncoded", 1),
        ("next-uncoded", 3),
        ("previous-uncoded", 1),
    ):
        desk.do(action)
        expect(desk.turn(turn)).to_be_focused()
    desk.do("whole-turn")
    desk.code_with("1")
    desk.do("first-turn", "next-uncoded")
    expect(desk.turn(CITIZEN_AGAIN)).to_be_focused()
    desk.do("next-uncoded")
    desk.says("No turn further on is without a code. Interviewers’ turns are left out.")
    desk.do("previous-uncoded")
    desk.says("There is no further one.")


@exercises("next-transcript", "previous-transcript", "show-transcripts", "toggle-done")
def test_transcripts_are_opened_and_marked_done_by_keys_and_mouse(desk: ShownDesk) -> None:
    title = desk.root.get_by_role("region", name="Transcript ")
    desk.go_to_turn(0)
    desk.do("previous-transcript")
    desk.says("There is no further one.")
    desk.do("next-transcript")
    expect(title).to_have_attribute("aria-label", "Transcript second")
    desk.turn(0).focus()
    desk.do("next-transcript")
    expect(title).to_have_attribute("aria-label", "Transcript third")
    desk.turn(0).focus()
    desk.do("previous-transcript")
    expect(title).to_have_attribute("aria-label", "Transcript second")
    desk.turn(0).focus()
    desk.do("toggle-done")
    desk.says("This transcript: Done")
    desk.wait_until_saved()
    assert statuses(desk.study) == {"second": "done"}
    desk.do("undo")
    desk.wait_until_saved()
    assert statuses(desk.study).get("second", "not started") == "not started"
    how_far = desk.root.get_by_label("How far you are with this transcript")
    expect(how_far).to_have_value("not started")
    desk.do("redo")
    desk.wait_until_saved()
    expect(how_far).to_have_value("done")
    desk.do("toggle-done")
    desk.says("This transcript: Not started")
    how_far.select_option("done")
    desk.turn(0).focus()
    desk.do("show-transcripts")
    panel = desk.panel("Transcripts")
    expect(panel.locator(".qwb-total")).to_have_text("1 of 3 done")
    panel.get_by_label("Status of third").select_option("in progress")
    desk.wait_until_saved()
    assert statuses(desk.study) == {"second": "done", "third": "in progress"}
    panel.get_by_role("button", name="third", exact=True).click()
    expect(title).to_have_attribute("aria-label", "Transcript third")
    panel.get_by_role("button", name="third", exact=True).focus()
    desk.press("ArrowUp", "ArrowUp", "Enter")
    expect(title).to_have_attribute("aria-label", "Transcript first")
    desk.root.get_by_label("Transcript", exact=True).select_option("second")
    expect(title).to_have_attribute("aria-label", "Transcript second")


@exercises("find", "next-hit", "previous-hit")
def test_words_are_found_as_written_and_in_all_forms(desk: ShownDesk) -> None:
    desk.go_to_turn(0)
    desk.do("next-transcript")
    expect(desk.turn(1)).to_contain_text("f.eks.")
    desk.turn(0).focus()
    desk.do("find")
    field = desk.root.get_by_label("Find in this transcript")
    expect(field).to_be_focused()
    desk.page.keyboard.type("ringede")
    found = desk.root.locator(".qwb-found")
    expect(found).to_have_text("0 of 3")
    desk.press("Enter")
    expect(found).to_have_text("1 of 3")
    desk.press("Shift+Enter")
    expect(found).to_have_text("3 of 3")
    desk.turn(0).focus()
    desk.do("next-hit")
    expect(found).to_have_text("1 of 3")
    desk.do("next-hit", key=1)
    expect(found).to_have_text("2 of 3")
    desk.do("previous-hit")
    expect(found).to_have_text("1 of 3")
    desk.do("previous-hit", key=1)
    expect(found).to_have_text("3 of 3")
    desk.button("Next place").click()
    desk.button("Previous place").click()
    expect(found).to_have_text("3 of 3")
    field.fill("gå")
    expect(found).to_have_text("0 of 2")  # the beginning of "gået", and "går"
    forms = desk.button("All forms of the words")
    forms.click()
    expect(forms).to_have_attribute("aria-pressed", "true")
    expect(found).to_have_text("0 of 3")  # "gik", too
    field.fill("zebra")
    expect(found).to_have_text("Nothing found.")
    field.press("Escape")
    expect(field).to_have_value("")
    expect(desk.focused_turn).to_have_count(1)
    desk.do("next-hit")
    desk.says("Nothing found.")


@exercises("show-search")
def test_all_places_get_a_code_in_one_step_but_for_one_that_is_left_out(desk: ShownDesk) -> None:
    desk.go_to_turn(0)
    desk.do("show-search")
    panel = desk.panel("Search")
    field = panel.get_by_label("Search for words")
    expect(field).to_be_focused()
    desk.page.keyboard.type("ringede")
    expect(panel.locator(".qwb-total")).to_have_text("4 passages in 2 transcripts")
    panel.get_by_label("Where to search").select_option("")
    expect(panel.locator(".qwb-total")).to_have_text("1 passage in 1 transcript")
    panel.get_by_label("Where to search").select_option("study")
    expect(panel.locator(".qwb-total")).to_have_text("4 passages in 2 transcripts")
    panel.get_by_role("button", name="Code all …").click()
    panel.get_by_label("Code", exact=True).select_option(label="Flexibility")
    panel.get_by_role("checkbox", name="Code this: ").nth(1).uncheck()
    panel.get_by_role("button", name="Code 3 of 4 passages").click()
    desk.says("3 passages coded: Flexibility. Undo takes it back in one step.")
    expect(desk.chips(CITIZEN_AGAIN)).to_have_text(["Flexibility"])
    assert desk.coded() == [("flexibility", "ringede")]
    second = coded(desk.study, "second")
    assert [words.lower() for _, words in second] == ["ringede", "ringede"]
    desk.turn(0).focus()
    desk.do("undo")
    assert desk.coded() == []
    assert coded(desk.study, "second") == []
    expect(desk.root.locator(".qwb-chip")).to_have_count(0)
    desk.do("redo")
    desk.wait_until_saved()
    assert coded(desk.study, "second") == second
    expect(desk.chips(CITIZEN_AGAIN)).to_have_text(["Flexibility"])


def test_the_find_bars_words_are_coded_all_in_the_transcript(desk: ShownDesk) -> None:
    desk.root.get_by_label("Find in this transcript").fill("hun")
    desk.root.get_by_role("search").get_by_role("button", name="Code all …").click()
    panel = desk.panel("Search")
    expect(panel.locator(".qwb-total")).to_have_text("3 passages in 1 transcript")
    panel.get_by_label("Code", exact=True).select_option(label="Voluntariness")
    panel.get_by_role("button", name="Code 3 of 3 passages").click()
    desk.says("3 passages coded: Voluntariness. Undo takes it back in one step.")
    assert desk.coded() == [("voluntariness", "hun")] * 3
    desk.button("Undo").click()
    assert desk.coded() == []


@exercises("show-quotations")
def test_quotations_are_filtered_and_lead_to_their_place(desk: ShownDesk) -> None:
    code_words(desk.study, "hun sagde", "voluntariness")
    code_words(desk.study, "hver dag", "flexibility", transcript="second", memo="Mange gange")
    code_words(desk.study, "Hvad laver du", "flexibility", transcript="second")
    code_words(desk.study, "sige nej", "flexibility", coder="B2")
    desk.go_to_turn(0)
    desk.do("show-quotations")
    panel = desk.panel("Quotations")
    expect(panel.locator(".qwb-total")).to_have_text("3 quotations")
    panel.get_by_label("Code", exact=True).select_option(label="Flexibility")
    expect(panel.locator(".qwb-quote")).to_have_text(["Hvad laver du", "hver dag"])
    panel.get_by_label("Speaker").select_option("Borger")
    expect(panel.locator(".qwb-quote")).to_have_text(["hver dag"])
    panel.get_by_label("Speaker").select_option("")
    panel.get_by_label("With a memo only").check()
    expect(panel.locator(".qwb-quote")).to_have_text(["hver dag"])
    panel.get_by_label("Words in the quotation").fill("zebra")
    expect(panel).to_contain_text("No quotation fits.")
    panel.get_by_role("button", name="Show all quotations").click()
    expect(panel.locator(".qwb-total")).to_have_text("3 quotations")
    rows(panel).filter(has_text="hver dag").get_by_role("button").first.click()
    expect(desk.turn(3)).to_be_focused()
    desk.says("Flexibility: hver dag")
    panel.get_by_label("Coder", exact=True).select_option(label="Coder B2")
    expect(panel.locator(".qwb-quote")).to_have_text(["sige nej"])
    rows(panel).get_by_role("button").first.focus()
    desk.press("Enter")
    expect(desk.turn(CITIZEN)).to_be_focused()
    eventually(desk.page, desk.selected, "sige nej")


@exercises("show-memos")
def test_memos_on_the_study_and_a_transcript_are_written_and_taken_back(desk: ShownDesk) -> None:
    def memos() -> dict[str, str]:
        with Study.open(desk.study) as study:
            return {memo.about: memo.text for memo in study.memo_list("A1") if memo.text}

    desk.go_to_turn(0)
    desk.do("show-memos")
    panel = desk.panel("Memos")
    desk.press("Enter")
    field = panel.get_by_role("textbox", name="Memo", exact=True)
    expect(field).to_be_focused()
    expect(field).to_be_editable()
    desk.page.keyboard.type("Journal: uge 1")
    expect(panel.locator(".qwb-memo-state")).to_have_text("Saved")
    assert memos() == {"study": "Journal: uge 1"}
    desk.press("Escape")
    expect(panel.get_by_role("button", name="Journal of the study")).to_be_focused()
    panel.get_by_role("button", name="first").click()
    desk.page.keyboard.type("Om interviewet")
    panel.get_by_role("button", name="All memos").click()
    desk.wait_until_saved()
    assert memos() == {"study": "Journal: uge 1", "transcript": "Om interviewet"}
    desk.press("Escape")
    expect(desk.focused_turn).to_have_count(1)
    desk.do("undo", "undo")
    desk.wait_until_saved()
    assert memos() == {}
    expect(panel).not_to_contain_text("uge 1")


def test_every_panel_is_opened_by_its_tab(desk: ShownDesk) -> None:
    desk.show_panels()
    for name in "Coding", "Quotations", "Search", "Memos", "Review", "Transcripts", "Codes":
        desk.root.get_by_role("tab", name=name).click()
        expect(desk.panel(name)).to_be_visible()
    desk.root.get_by_role("tab", name="Coding").focus()
    desk.root.get_by_role("tab", name="Coding").click()
    desk.press("ArrowRight")
    expect(desk.panel("Quotations")).to_be_visible()
    expect(desk.root.get_by_role("tab", name="Quotations")).to_be_focused()
    desk.root.locator(".qwb-right .qwb-close").click()
    expect(desk.panel("Quotations")).to_be_hidden()


@exercises("show-codes", "help", "back")
def test_the_sheet_of_keys_shows_all_of_them_and_escape_goes_one_step_back(desk: ShownDesk) -> None:
    desk.go_to_turn(0)
    desk.do("help")
    keys = desk.dialog.locator("tr")
    expect(keys.first).to_be_visible()
    assert keys.count() >= 40
    expect(desk.dialog.locator('[data-action="redo"] kbd')).to_have_text(
        ["Shift+U", "Ctrl+Shift+Z", "Ctrl+Y"]
    )
    expect(desk.dialog.locator('[data-action="code-by-number"]')).to_have_text(
        "1 – 9Apply the code with this number"
    )
    desk.press("Escape")
    expect(desk.dialog).to_have_count(0)
    expect(desk.turn(0)).to_be_focused()
    desk.button("All keys (?)").click()
    desk.dialog.get_by_role("button", name="Close").click()
    expect(desk.button("All keys (?)")).to_be_focused()
    desk.turn(0).focus()
    desk.do("show-codes")
    expect(desk.root.get_by_label("Filter codes")).to_be_focused()
    desk.press("Escape")
    expect(desk.turn(0)).to_be_focused()
    desk.do("next-word")
    desk.do("back")
    assert desk.selected() == ""
    desk.code_with("1")
    desk.says("Select some text first.")
