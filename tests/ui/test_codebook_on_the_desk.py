"""The codebook is made and changed while coding, and every step is taken back, in both hosts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from coding_desk import ShownDesk, eventually
from hosts import Host
from playwright.sync_api import expect
from studies import code_words, codes, make_study

from workbench import Study

exercises = pytest.mark.exercises
CITIZEN = 1
TREE = ["voluntariness < ", "free_exit < voluntariness", "flexibility < "]


def tree(desk: ShownDesk) -> list[str]:
    """The codes in use in order, each with the one that it stands below."""
    return [f"{id_} < {code.parent or ''}" for id_, code in codes(desk.study).items() if not code.retired]


def choose(desk: ShownDesk, code: str, item: str) -> None:
    """Choose something from the menu of a code."""
    desk.code(code).hover()
    desk.root.get_by_role("button", name=f"What to do with {code}").click()
    desk.root.get_by_role("menuitem", name=item, exact=True).click()


def undone(desk: ShownDesk, seen: Callable[[], object], after: object, before: object) -> None:
    """The study holds what was done; undo takes it back, and redo does it again, and undo again."""
    for action, wanted in (("", after), ("undo", before), ("redo", after), ("undo", before)):
        if action:
            desk.turn(0).focus()
            desk.do(action)
        desk.wait_until_saved()
        eventually(desk.page, seen, wanted)


def test_codes_are_made_at_the_top_and_below_others(desk: ShownDesk) -> None:
    desk.button("New code").click()
    expect(desk.dialog.get_by_label("Name (English)")).to_be_focused()
    desk.dialog.get_by_role("button", name="Make the code").click()
    expect(desk.dialog.get_by_role("alert").first).to_have_text(
        "Give the code a name, in one language at least."
    )
    desk.page.keyboard.type("Trust 🤝")
    desk.dialog.get_by_label("Definition", exact=True).fill("Somebody relies on somebody.")
    desk.dialog.get_by_role("button", name="Make the code").click()
    expect(desk.code("Trust 🤝")).to_be_focused()
    undone(desk, lambda: tree(desk), [*TREE, "trust < "], TREE)
    expect(desk.code("Trust 🤝")).to_have_count(0)
    choose(desk, "Flexibility", "New code below …")
    desk.page.keyboard.type("Hours")
    desk.press("Enter")
    expect(desk.code("Hours")).to_be_visible()
    undone(desk, lambda: tree(desk), [*TREE, "hours < flexibility"], TREE)


def test_a_code_is_renamed_in_its_place_and_its_codings_with_it(desk: ShownDesk) -> None:
    code_words(desk.study, "hun sagde", "flexibility")
    expect(desk.chips(CITIZEN)).to_have_text(["Flexibility"])

    def label() -> str:
        return codes(desk.study)["flexibility"].label["en"]

    desk.code("Flexibility").focus()
    desk.press("F2")
    field = desk.root.get_by_label("New name of Flexibility")
    expect(field).to_be_focused()
    field.fill("Elasticity")
    desk.press("Enter")
    desk.says("Renamed: Elasticity")
    expect(desk.code("Elasticity")).to_be_focused()
    expect(desk.chips(CITIZEN)).to_have_text(["Elasticity"])
    undone(desk, label, "Elasticity", "Flexibility")
    expect(desk.chips(CITIZEN)).to_have_text(["Flexibility"])
    choose(desk, "Flexibility", "Rename")
    desk.root.get_by_label("New name of Flexibility").fill("Other")
    desk.press("Escape")
    assert label() == "Flexibility"


def test_a_code_is_moved_by_keys_and_by_dragging(desk: ShownDesk) -> None:
    desk.code("Flexibility").focus()
    desk.press("Alt+ArrowUp")
    desk.says("Moved: Flexibility")
    expect(desk.code("Flexibility")).to_be_focused()
    undone(desk, lambda: tree(desk), [TREE[2], *TREE[:2]], TREE)
    expect(desk.root.locator("[role=treeitem]").first).to_contain_text("Voluntariness")
    desk.code("Flexibility").focus()
    desk.press("Alt+ArrowDown")
    desk.says("It cannot move there.")
    box = desk.code("Voluntariness").bounding_box()
    assert box
    desk.drag(desk.code("Flexibility").locator(".qwb-label"), (box["x"] + 60, box["y"] + box["height"] / 2))
    desk.says("Moved: Flexibility")
    undone(desk, lambda: tree(desk), [*TREE[:2], "flexibility < voluntariness"], TREE)
    assert desk.coded() == []


def test_a_code_gets_another_colour_and_its_codings_are_painted_in_it(desk: ShownDesk) -> None:
    code_words(desk.study, "hun sagde", "flexibility")
    chip = desk.chips(CITIZEN).first.locator(".qwb-tag")
    expect(chip).to_be_visible()
    before = codes(desk.study)["flexibility"].colour
    choose(desk, "Flexibility", "Edit …")
    desk.dialog.get_by_role("group", name="Colour").get_by_label("7", exact=True).check()
    desk.dialog.get_by_role("button", name="Save").click()
    expect(desk.dialog).to_have_count(0)
    expect(chip).to_contain_class("qwb-slot-7")
    undone(desk, lambda: codes(desk.study)["flexibility"].colour, 7, before)
    expect(chip).not_to_contain_class("qwb-slot-7")


def test_what_was_typed_into_a_dialog_is_not_thrown_away_unasked(desk: ShownDesk) -> None:
    choose(desk, "Flexibility", "Edit …")
    desk.dialog.get_by_label("Definition", exact=True).fill("Half a sentence")
    desk.press("Escape")
    asking = desk.dialog.locator(".qwb-asking")
    expect(asking).to_contain_text("What you typed is not saved.")
    desk.press("Escape")
    expect(asking).to_be_hidden()
    desk.press("Escape")
    desk.dialog.get_by_role("button", name="Discard").click()
    expect(desk.dialog).to_have_count(0)
    expect(desk.code("Flexibility")).to_be_focused()


def test_two_codes_are_merged(desk: ShownDesk) -> None:
    code_words(desk.study, "hun sagde", "flexibility")
    code_words(desk.study, "om aftenen", "flexibility", coder="B2")
    expect(desk.chips(CITIZEN)).to_have_text(["Flexibility"])
    choose(desk, "Flexibility", "Merge into …")
    desk.page.keyboard.type("exit")
    desk.press("Enter")
    expect(desk.dialog).to_contain_text("become “Free exit”")
    expect(desk.dialog).to_contain_text("Undo (U) takes it back.")
    desk.dialog.get_by_role("button", name="Merge").click()
    expect(desk.dialog).to_have_count(0)
    expect(desk.chips(CITIZEN)).to_have_text(["Free exit"])
    undone(
        desk,
        lambda: (tree(desk), desk.coded()),
        (TREE[:2], [("free_exit", "hun sagde")]),
        (TREE, [("flexibility", "hun sagde")]),
    )
    expect(desk.chips(CITIZEN)).to_have_text(["Flexibility"])


def test_some_quotations_are_split_off_a_code(desk: ShownDesk) -> None:
    code_words(desk.study, "hun sagde", "flexibility")
    code_words(desk.study, "om aftenen", "flexibility")
    expect(desk.root.locator(".qwb-chip")).to_have_count(2)
    choose(desk, "Flexibility", "Split …")
    desk.page.keyboard.type("Evenings")
    boxes = desk.dialog.locator(".qwb-quotes").get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    desk.dialog.get_by_label("om aftenen").check()
    desk.dialog.get_by_role("button", name="Split off 1 quotation").click()
    expect(desk.dialog).to_have_count(0)
    expect(desk.root.locator(".qwb-chip")).to_have_text(["Flexibility", "Evenings"])
    before = [("flexibility", "hun sagde"), ("flexibility", "om aftenen")]
    undone(
        desk,
        lambda: (tree(desk), desk.coded()),
        ([*TREE, "evenings < "], [before[0], ("evenings", "om aftenen")]),
        (TREE, before),
    )


def test_a_code_is_retired_and_brought_back(desk: ShownDesk) -> None:
    code_words(desk.study, "hun sagde", "flexibility")
    choose(desk, "Flexibility", "Retire")
    desk.says("Retired: Flexibility. Its codings stay.")
    expect(desk.code("Flexibility")).to_have_count(0)
    expect(desk.chips(CITIZEN)).to_have_text(["Flexibility"])
    undone(desk, lambda: tree(desk), TREE[:2], TREE)
    choose(desk, "Flexibility", "Retire")
    desk.button("Show retired codes").click()
    choose(desk, "Flexibility", "Bring back")
    desk.says("Back in use: Flexibility")
    desk.wait_until_saved()
    assert tree(desk) == TREE


def test_a_memo_is_written_on_a_code_and_its_quotations_are_shown(desk: ShownDesk) -> None:
    code_words(desk.study, "hun sagde", "flexibility")
    code_words(desk.study, "sige nej", "voluntariness")
    choose(desk, "Flexibility", "Memo …")
    desk.dialog.get_by_label("Memo on Flexibility").fill("Tænk over den.")
    desk.dialog.get_by_role("button", name="Save").click()
    expect(desk.dialog).to_have_count(0)
    desk.wait_until_saved()
    with Study.open(desk.study) as study:
        assert [(memo.target, memo.text) for memo in study.memo_list("A1")] == [
            ("flexibility", "Tænk over den.")
        ]
    choose(desk, "Flexibility", "Show its quotations")
    expect(desk.panel("Quotations").locator(".qwb-quote")).to_have_text(["hun sagde"])


@exercises("show-review")
def test_codings_under_an_older_definition_are_looked_at_again(desk: ShownDesk) -> None:
    code_words(desk.study, "hun sagde", "flexibility")
    code_words(desk.study, "sige nej", "flexibility")
    code_words(desk.study, "om aftenen", "flexibility")
    expect(desk.root.locator(".qwb-chip")).to_have_count(3)

    def older() -> int:
        with Study.open(desk.study) as study:
            return study.overview("A1").older

    choose(desk, "Flexibility", "Edit …")
    desk.dialog.get_by_label("Definition", exact=True).fill("Hours and places are negotiable.")
    expect(desk.dialog).to_contain_text("You made 3 codings under the definition so far.")
    desk.dialog.get_by_role("button", name="Save").click()
    expect(desk.chips(CITIZEN).first.get_by_role("img", name="made under an older")).to_be_visible()
    desk.turn(0).focus()
    desk.do("show-review")
    panel = desk.panel("Review")
    expect(panel.locator(".qwb-total")).to_have_text("3 codings to look at again")
    expect(panel).to_contain_text("Hours and places are negotiable.")
    row = panel.locator(".qwb-row", has_text="hun sagde")
    row.get_by_role("button", name="Still right").click()
    desk.says("Still right: 1 coding")
    expect(panel.locator(".qwb-total")).to_have_text("2 codings to look at again")
    desk.wait_until_saved()
    assert older() == 2
    panel.locator(".qwb-row", has_text="om aftenen").get_by_role("button", name="Remove").click()
    desk.says("Removed: Flexibility")
    expect(panel.locator(".qwb-total")).to_have_text("1 coding to look at again")
    panel.get_by_role("button", name="All of these are still right").click()
    panel.get_by_role("button", name="Yes, all").click()
    expect(panel).to_contain_text("Nothing to look at again")
    desk.wait_until_saved()
    assert older() == 0
    for _ in range(3):
        desk.turn(0).focus()
        desk.do("undo")
    desk.wait_until_saved()
    assert older() == 3
    expect(panel.locator(".qwb-total")).to_have_text("3 codings to look at again")


def test_a_study_without_codes_gets_its_first_ones_while_coding(
    show: Callable[..., ShownDesk],
) -> None:
    desk = show(scheme=None)
    expect(desk.root).to_contain_text("This study has no codes yet.")
    transcripts = desk.root.get_by_role("tab", name="Transcripts")
    transcripts.click()
    desk.panel("Transcripts").get_by_role("button", name="Start with an empty codebook").click()
    expect(desk.root).not_to_contain_text("This study has no codes yet.")
    desk.select("sige nej")
    desk.do("code-in-vivo")
    desk.press("Enter")
    desk.says("Coded: sige nej")
    assert desk.coded() == [("sige_nej", "sige nej")]


def test_a_study_without_interviews_imports_those_that_lie_beside_it(host: Host, folder: Path) -> None:
    study = make_study(folder, {}, None)
    (folder / "transcripts" / "<b>æ<b>.txt").write_text("Ana: hello\n\nBo: hi\n\nAna: you?\n\nBo: fine\n")
    desk = host.show(study)
    expect(desk.root).to_contain_text("There are no interviews in this study yet.")
    panel = desk.panel("Transcripts")
    panel.get_by_role("button", name="Import 1 file").click()
    expect(desk.root.locator("article")).to_have_count(4)
    expect(panel).to_contain_text("Imported: 1")
