"""Negative cases: who contradicts a pattern, with quotes, and no report without a note on them."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_frames import FIFTEEN, NO, YES, coding, frames, six_of_eight_and_two_of_seven, with_written

from workbench.errors import FindingError
from workbench.findings.negative_cases.negative_cases import negative_cases


def cases_of(data=None, **more):
    return negative_cases(
        six_of_eight_and_two_of_seven() if data is None else data, outcome="outcome", **more
    )


def test_the_people_against_the_pattern_are_named_with_how_they_contradict_it() -> None:
    cases = cases_of()
    own = cases.cases[cases.cases["code"] == "trust"]
    assert cases.pattern("trust") == "yes"
    assert own.loc[own["against"] == "theme", "participant"].tolist() == NO[:2]
    assert own.loc[own["against"] == "no theme", "participant"].tolist() == YES[6:]


def test_quotes_are_those_of_the_people_who_contradict() -> None:
    assert cases_of().quotes("trust")["participant"].tolist() == NO[:2]
    assert cases_of().quotes("trust", "N0")["against"].tolist() == ["theme"]


def test_beside_somebody_without_the_theme_stand_their_words_on_its_absence() -> None:
    data = frames(
        FIFTEEN,
        [
            *(coding(one) for one in [*YES[:6], *NO[:2]]),
            coding("Y7", stance="absent", text="der var ingen tillid"),
        ],
    )
    quotes = cases_of(data).quotes("trust", "Y7")
    assert quotes["text"].tolist() == ["der var ingen tillid"]
    assert "der var ingen tillid" in cases_of(data)._repr_html_()


def test_a_theme_that_goes_with_the_other_group_is_contradicted_the_other_way() -> None:
    cases = cases_of(frames(FIFTEEN, [coding(one) for one in [*NO[:6], YES[0]]]))
    assert cases.pattern("trust") == "no"
    assert set(cases.cases["participant"]) == {"Y0", "N6"}


def test_a_theme_that_nobody_has_shows_no_pattern_and_says_so() -> None:
    cases = cases_of()
    assert cases.pattern("network") is None
    assert cases.table.set_index("code").loc["network", "state"] == "none"
    assert "no pattern to contradict: Network" in cases.summary()


DATA = six_of_eight_and_two_of_seven()


def test_a_theme_cannot_be_marked_as_reported_before_a_note_is_written() -> None:
    with pytest.raises(FindingError, match="the note is missing"):
        cases_of().report("trust")
    reported = cases_of().edit("trust", note="To fik job uden tillid").report("trust")
    again = cases_of(with_written(DATA, reported))
    assert again.state("trust") == "reported"
    assert again.table.set_index("code").loc["trust", "note"] == "To fik job uden tillid"
    assert again.report("network").state("network") == "reported"


def test_when_the_numbers_change_the_theme_is_no_longer_reported_and_the_note_is_kept() -> None:
    reported = cases_of().edit("trust", note="To fik job uden tillid").report("trust")
    data = frames(FIFTEEN, [coding(one) for one in [*YES[:7], *NO[:2]]])
    later = cases_of(with_written(data, reported))
    assert later.state("trust") == "stale"
    assert later.table.set_index("code").loc["trust", "note"] == "To fik job uden tillid"
    with pytest.raises(FindingError, match="the numbers changed"):
        later.report("trust")
    assert "Numbers changed since the note was written: Trust" in later.summary()
    same = later.edit("trust", note="To fik job uden tillid")
    assert same.state("trust") == "written"
    assert same.report("trust").state("trust") == "reported"


def test_a_mark_holds_for_the_note_it_was_made_with() -> None:
    reported = cases_of().edit("trust", note="først").report("trust")
    assert reported.edit("trust", note="så").state("trust") == "written"
    assert reported.edit("trust", note="så").edit("trust", note="først").state("trust") == "reported"
    assert reported.edit("trust", note="").state("trust") == "open"


def test_notes_on_themes_that_are_gone_are_kept_and_told() -> None:
    data = with_written(DATA, cases_of().edit("network", note="intet"))
    assert "is not among these now: network" in cases_of(data, codes=["trust"]).summary()


def test_words_and_figure_are_there_in_both_languages_and_say_that_data_are_constructed() -> None:
    cases = cases_of()
    assert "Constructed data" in cases.summary()
    assert "modsiger mønstret" in cases.figure("da").layout.title.text
    assert "Konstruerede data" in str(cases.figure("da").layout.annotations)
    assert "2 people: N0, N1" in str(cases)


def test_a_cell_says_how_many_of_its_quotes_are_held_back_and_shows_none_of_them() -> None:
    cases = cases_of()
    first, second = cases.quotes("trust")["quote"]
    held = dataclasses.replace(cases, held={first: "sensitive"})
    assert held.quotes("trust")["quote"].tolist() == [second]
    shown = held._repr_html_()
    assert "1 held back" in shown
    assert f'data-quote="{first}"' not in shown
    assert "held back" not in cases._repr_html_()


def test_three_groups_one_group_and_no_outcome_are_refused_in_words() -> None:
    three = frames({"a": "x", "b": "y", "c": "z"}, [coding("a")])
    with pytest.raises(FindingError, match="between two groups"):
        cases_of(three)
    assert len(cases_of(three, groups=["x", "y"]).table) == 2
    with pytest.raises(FindingError, match="need an outcome"):
        negative_cases(three)
    with pytest.raises(FindingError, match="Did you mean trust"):
        cases_of().quotes("trusty")
    with pytest.raises(FindingError, match="does not contradict"):
        cases_of().quotes("trust", "Y0")


def test_with_nobody_fully_coded_every_theme_says_that_nobody_is_compared() -> None:
    cases = cases_of(frames(FIFTEEN, [coding("Y0")], done=[]))
    assert cases.cases.empty
    assert "nobody compared" in str(cases)


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(list(FIFTEEN)), min_size=1), st.data())
def test_everybody_compared_either_fits_or_contradicts_and_a_second_quote_changes_nothing(
    people, data
) -> None:
    codings = [coding(one) for one in sorted(people)]
    more = [*codings, coding(data.draw(st.sampled_from(sorted(people))))]
    first, second = cases_of(frames(FIFTEEN, codings)), cases_of(frames(FIFTEEN, more))
    names = ["code", "participant", "against"]
    assert first.cases[names].equals(second.cases[names])
    if first.pattern("trust") is not None:
        expected = {True: "yes", False: "no"}
        against = {
            one
            for one, has in FIFTEEN.items()
            if (expected[has] == first.pattern("trust")) != (one in people)
        }
        assert set(first.cases["participant"]) == against
