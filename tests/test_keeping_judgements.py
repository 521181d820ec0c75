"""What is written beside a finding of a study belongs to the study: displays, negative cases, releases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import INTERVIEW, assert_sound, fill

from workbench import Coding, CodingStatus, SpeakerLink, Study, disclosure, joint_display, negative_cases
from workbench.errors import ChangedMeanwhileError, StudyError

OUTCOME = "result"
PLACE = INTERVIEW.index("hun sagde")


@pytest.fixture
def coded(study: Study, scheme_file: Path, register_file: Path, interview: Callable[..., Path]) -> Study:
    """Three people are interviewed by one file each; the first and the second speak of flexibility."""
    names = ("t1", "t2", "t3")
    fill(study, scheme_file, register_file, *(interview(f"{name}.txt", text_of(name)) for name in names))
    study.link([SpeakerLink(f"t{n}", "Borger", f"P{n}", "citizen") for n in (1, 2, 3)])
    study.add_codings([Coding(name, PLACE, PLACE + 9, "flexibility", "A1") for name in ("t1", "t2")])
    study.set_statuses([CodingStatus(name, "A1", "done") for name in names])
    return study


def text_of(name: str) -> str:
    return f"{INTERVIEW}\nBorger: Det var {name}.\n"


def display_of(study: Study):
    return joint_display(study, outcome=OUTCOME)


def test_it_is_there_for_whoever_makes_the_finding_next_with_who_wrote_it(coded: Study) -> None:
    kept = coded.keep(display_of(coded).edit("flexibility", fit="silent", note="hm"), coder="A1")
    assert kept.unsaved == []
    again = display_of(coded)
    assert again.table.loc["flexibility", ["fit", "note"]].tolist() == ["silent", "hm"]
    assert again.written("flexibility", "fit").coder == "A1"
    assert again.written("flexibility", "note").changed == coded.operations()[-1].time
    assert kept.fingerprint == again.fingerprint
    assert_sound(coded)


def test_nothing_is_saved_before_it_is_kept_and_nothing_new_makes_no_operation(coded: Study) -> None:
    newest = coded.newest
    display = display_of(coded).edit("flexibility", note="kun her")
    assert display_of(coded).table.loc["flexibility", "note"] == ""
    assert coded.newest == newest
    kept = coded.keep(display, coder="A1")
    coded.keep(kept.edit("flexibility", note="kun her"), coder="A1")
    coded.keep(kept.confirm("flexibility"), coder="A1")
    assert coded.newest == newest + 1


def test_two_researchers_write_in_different_places_and_both_are_kept(coded: Study) -> None:
    mine, theirs = display_of(coded), display_of(coded)
    coded.keep(theirs.edit("flexibility", note="deres"), coder="A2")
    both = coded.keep(mine.edit("flexibility", fit="silent"), coder="A1")
    assert both.table.loc["flexibility", ["fit", "note"]].tolist() == ["silent", "deres"]


def test_whoever_writes_in_the_same_place_later_is_told_and_nothing_is_lost(coded: Study) -> None:
    mine, theirs = display_of(coded), display_of(coded)
    coded.keep(theirs.edit("flexibility", fit="contradicts"), coder="A2")
    with pytest.raises(ChangedMeanwhileError, match="A2 changed fit meanwhile"):
        coded.keep(mine.edit("flexibility", fit="confirms", note="min"), coder="A1")
    assert display_of(coded).table.loc["flexibility", ["fit", "note"]].tolist() == ["contradicts", ""]
    kept = coded.keep(display_of(coded).edit("flexibility", fit="confirms"), coder="A1")
    assert kept.table.loc["flexibility", "fit"] == "confirms"


def test_numbers_that_change_in_the_study_mark_what_was_written(coded: Study) -> None:
    coded.keep(display_of(coded).edit("flexibility", fit="silent"), coder="A1")
    coded.code("t3", PLACE, PLACE + 9, "flexibility", coder="A1")
    assert set(display_of(coded).stale["row"]) == {"flexibility"}
    confirmed = coded.keep(display_of(coded).confirm("flexibility"), coder="A2")
    assert confirmed.stale.empty
    assert confirmed.written("flexibility", "fit").coder == "A2"


def test_undo_takes_back_what_was_written(coded: Study) -> None:
    coded.keep(display_of(coded).edit("flexibility", fit="silent"), coder="A1")
    (operation,) = coded.judgements()["operation"]
    coded.keep(display_of(coded).edit("flexibility", fit="expands"), coder="A2")
    with pytest.raises(ChangedMeanwhileError, match="a judgement was changed since"):
        coded.undo(operation, coder="A1")
    coded.undo(*coded.judgements()["operation"], coder="A2")
    assert display_of(coded).table.loc["flexibility", "fit"] == "silent"
    coded.undo(operation, coder="A1")
    assert display_of(coded).table.loc["flexibility", "fit"] == ""
    assert_sound(coded)


def test_a_theme_is_reported_with_the_note_that_was_read_and_no_other(coded: Study) -> None:
    theme = "flexibility"
    cases = coded.keep(negative_cases(coded, outcome=OUTCOME).edit(theme, note="læst"), coder="A1")
    other = coded.keep(negative_cases(coded, outcome=OUTCOME).edit(theme, note="ny"), coder="A2")
    # A1 marks the theme as reported without having seen the new note: it is not reported with that.
    coded.keep(cases.report(theme), coder="A1")
    assert negative_cases(coded, outcome=OUTCOME).state(theme) == "written"
    reported = coded.keep(negative_cases(coded, outcome=OUTCOME).report(theme), coder="A2")
    assert reported.state(theme) == "reported"
    assert other.written(theme, "note").coder == "A2"
    assert_sound(coded)


def test_a_release_is_in_the_log_with_its_reason_and_ends_with_an_undo(coded: Study) -> None:
    guard = disclosure(coded, variables="result", k=3)
    quote, *others = guard.held
    kept = coded.keep(guard.release(quote, reason="har selv sagt ja"), coder="A1")
    assert list(kept.held) == others
    entry = coded.operations()[-1]
    assert (entry.operation.kind, entry.operation.coder) == ("judgement.set", "A1")
    assert "har selv sagt ja" in str(entry.operation.payload)
    assert f"released by A1 on {entry.time[:10]}: har selv sagt ja" in str(kept)
    coded.undo(entry.operation.id, coder="A2")
    assert quote in disclosure(coded, variables="result", k=3).held
    kept = coded.keep(disclosure(coded, variables="result", k=3).release(quote, reason="igen"), coder="A1")
    assert quote in coded.keep(kept.withdraw(quote), coder="A1").held
    assert_sound(coded)


def test_chosen_quotes_come_back_in_their_order(coded: Study) -> None:
    coded.code("t1", PLACE + 10, PLACE + 20, "flexibility", coder="A1")
    display = joint_display(coded, "quote matrix", outcome=OUTCOME)
    ids = display.grid.cell("flexibility", "yes").quotes
    coded.keep(display.choose("flexibility", "yes", ids[::-1]), coder="A1")
    again = joint_display(coded, "quote matrix", outcome=OUTCOME)
    assert again.written("flexibility", "chosen", "yes").value == ids[::-1]


def test_what_no_database_can_hold_and_nobody_as_coder_are_refused_in_words(coded: Study) -> None:
    display = display_of(coded)
    for note, told in (("a\0b", "NUL"), ("\ud83d", "written down"), ("x" * 100_001, "characters")):
        with pytest.raises(StudyError, match=told):
            coded.keep(display.edit("flexibility", note=note), coder="A1")
    with pytest.raises(StudyError, match="name of the coder"):
        coded.keep(display.edit("flexibility", note="x"), coder=" ")
    assert coded.judgements().empty
