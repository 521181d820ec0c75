"""Joint displays: numbers and quotes on one row, and what a team wrote beside them survives new numbers."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_frames import FIFTEEN, NO, SCHEME, YES, coding, frames, six_of_eight_and_two_of_seven, with_written

from workbench.errors import FindingError
from workbench.findings.displays.joint_display import KINDS, joint_display
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.model.scheme import Code, CodingScheme


def full(**more):
    """Fifteen people with an age, a town and a programme; trust in eight, absent in two."""
    data = six_of_eight_and_two_of_seven()
    codings = [coding(one) for one in [*YES[:6], *NO[:2]]]
    codings += [coding(one, stance="absent", text="det manglede") for one in NO[2:4]]
    age = {person: 20 + place for place, person in enumerate(FIFTEEN)}
    town = {person: ["north", "south", "west"][place % 3] for place, person in enumerate(FIFTEEN)}
    data = frames(FIFTEEN, codings, constructed=True, age=age, town=town, **more)
    names = data.speakers["transcript"].tolist()
    metadata = [{"programme": "alpha" if "Y" in name else "beta"} for name in names]
    return dataclasses.replace(data, transcripts=pd.DataFrame({"transcript": names, "metadata": metadata}))


def display_of(kind, data=None, **more):
    needs = {
        "statistics by themes": {"variables": ["outcome", "age", "town"]},
        "typology": {"by": ["outcome"], "variables": ["age"]},
        "case summaries": {"variables": ["outcome"]},
        "programme by element": {},
    }.get(kind, {"outcome": "outcome"})
    return joint_display(full() if data is None else data, kind, **(needs | more))


class TestNumbers:
    def test_every_kind_has_rows_cells_words_a_figure_and_a_fingerprint(self) -> None:
        for kind in KINDS:
            display = display_of(kind)
            assert len(display.table), kind
            assert "Constructed data" in display.summary(), kind
            assert "Konstruerede data" in display.summary("da"), kind
            assert display.figure().layout.title.text, kind
            assert display.fingerprint == display_of(kind).fingerprint, kind
            assert "<table" in display._repr_html_(), kind

    def test_cells_say_the_counts_of_theme_by_outcome_and_know_number_n_and_quotes(self) -> None:
        display = display_of("themes by outcome")
        cell = display.grid.cell("trust", "yes")
        assert cell.text("en") == "6/8 (75 %)"
        assert (cell.number, cell.n, len(cell.quotes)) == (0.75, 8, 6)
        finding = theme_by_outcome(full(), outcome="outcome")
        assert len(display.quotes("trust", "no")) == len(finding.quotes("trust", "no")) == 2

    def test_side_by_side_puts_the_difference_beside_how_many_speak(self) -> None:
        display = display_of("side by side")
        assert "6/8" in display.text("trust", "numbers")
        assert "+46 points" in display.text("trust", "numbers")
        assert display.text("trust", "words") == "8 of 15 people speak of it; 8 quotes"
        assert display.text("network", "words") == "nobody of 15 people speaks of it"

    def test_statistics_by_themes_tell_a_variable_with_and_without_the_theme(self) -> None:
        display = display_of("statistics by themes")
        assert display.text("trust", "outcome with") == "6/8 (75 %)"
        assert display.text("trust", "outcome without") == "2/7 (29 %)"
        # Ages 20-25 of Y0-Y5 and 28, 29 of N0, N1: the median of the eight is 23.5.
        assert display.text("trust", "age with") == "23.5 (21.8 to 25.8); n = 8"
        assert display.text("trust", "age with", "da").startswith("23,5")
        assert display.text("network", "age with") == "nobody compared"
        assert display.text("trust", "town with").startswith("north 3, south 2, west 3")

    def test_a_typology_counts_each_type_and_names_who_has_none(self) -> None:
        outcome = FIFTEEN | {"N6": None}
        display = joint_display(frames(outcome, [coding("Y0")]), "typology", by="outcome")
        assert display.text("trust", "yes") == "1/8 (12 %)"
        assert display.text("trust", "no") == "0/6 (0 %)"
        assert "a value is missing: N6" in display.summary()

    def test_a_case_summary_grid_has_a_row_per_person_and_opens_what_was_said_of_absence(self) -> None:
        display = display_of("case summaries")
        assert list(display.table.index) == list(FIFTEEN)
        assert display.text("Y0", "trust") == "present"
        assert display.text("N2", "trust") == "absent"
        assert display.quotes("N2", "trust")["text"].tolist() == ["det manglede"]

    def test_a_programme_shows_or_lacks_an_element_by_the_stance_of_its_voices(self) -> None:
        display = display_of("programme by element")
        assert display.text("alpha", "trust") == "shows (6/8)"
        assert display.text("beta", "trust") == "shows (2/7); lacks (2/7)"
        assert display.text("beta", "network") == "nothing said (7 voices)"

    def test_what_an_interviewer_says_or_stands_between_the_turns_is_no_voice(self) -> None:
        data = full()
        speakers = data.speakers.assign(speaker="Borger", role="citizen")
        asks = speakers.iloc[[0]].assign(speaker="Interviewer", role="interviewer", participant=None)
        codings = data.codings.assign(speaker="Borger")
        more = codings.iloc[[0, 0]].assign(code="network", participant=None, start=[500, 600], end=[509, 609])
        more["speaker"] = ["Interviewer", None]
        data = dataclasses.replace(
            data, speakers=pd.concat([speakers, asks]), codings=pd.concat([codings, more], ignore_index=True)
        )
        display = display_of("programme by element", data)
        assert display.text("alpha", "trust") == "shows (6/8)"
        assert display.text("alpha", "network") == "nothing said (8 voices)"

    def test_a_transcript_without_a_programme_is_told_and_not_dropped(self) -> None:
        display = display_of("programme by element", programme={"interview Y0": "alpha"})
        assert list(display.table.index) == ["alpha", "(none)"]
        assert display.text("(none)", "trust").startswith("shows (7/14)")


def written_beside(kind="themes by outcome", data=None, **words):
    """Full frames in which somebody wrote beside the row `trust` of a display."""
    data = full() if data is None else data
    return with_written(data, display_of(kind, data).edit("trust", **words))


class TestWriting:
    def test_what_is_written_survives_new_numbers_and_is_then_marked(self) -> None:
        words = {"fit": "confirms", "meta_inference": "De holdt ord 🙂 <b>"}
        data = written_beside(**words)
        again = display_of("themes by outcome", data)
        assert again.table.loc["trust", list(words)].tolist() == list(words.values())
        assert again.stale.empty

        codings = [coding(one) for one in [*YES[:6], *NO[:2], YES[6]]]
        changed = dataclasses.replace(frames(FIFTEEN, codings), judgements=data.judgements)
        later = joint_display(changed, outcome="outcome")
        assert later.text("trust", "yes") == "7/8 (88 %)"
        assert later.table.loc["trust", "fit"] == "confirms"
        stale = later.stale[later.stale["column"] == "yes"].iloc[0]
        assert stale["changed"] == ("codings",)
        assert stale["shown"] == "6/8 (75 %)"
        assert "no" not in set(later.stale["column"])
        assert "written when this was 6/8 (75 %): codings changed since" in later._repr_html_()

    def test_a_changed_definition_and_a_changed_outcome_are_told_apart(self) -> None:
        data = written_beside(fit="silent")
        first, *others = SCHEME.codes
        anew = Code("trust", first.label, {"en": "Something else"})
        scheme = CodingScheme("small", SCHEME.title, "2", (anew, *others), SCHEME.attributes)
        changed = display_of("themes by outcome", dataclasses.replace(data, scheme=scheme))
        assert set(changed.stale["changed"]) == {("scheme",)}

        people = data.participants.assign(outcome=[*data.participants["outcome"][:7], *[False] * 8])
        moved = display_of("themes by outcome", dataclasses.replace(data, participants=people))
        assert ("people",) in set(moved.stale["changed"])

    def test_confirming_a_row_takes_the_marks_away(self) -> None:
        data = dataclasses.replace(
            frames(FIFTEEN, [coding("Y7")]), judgements=written_beside(fit="expands").judgements
        )
        later = joint_display(data, outcome="outcome")
        assert len(later.stale)
        confirmed = later.confirm("trust")
        assert confirmed.stale.empty
        assert confirmed.table.loc["trust", "fit"] == "expands"
        again = joint_display(with_written(data, confirmed), outcome="outcome")
        assert again.stale.empty
        assert again.confirm("trust").unsaved == []

    def test_what_stands_beside_themes_that_are_gone_is_kept_and_told(self) -> None:
        data = with_written(
            full(), display_of("themes by outcome").edit("network", note="ingen taler om det")
        )
        without = display_of("themes by outcome", data, codes=["trust"])
        assert "not in this display now: network" in without.summary()
        later = with_written(data, without.edit("trust", fit="confirms"))
        assert display_of("themes by outcome", later).table.loc["network", "note"] == "ingen taler om det"

    def test_two_displays_keep_their_words_apart(self) -> None:
        data = written_beside(fit="confirms")
        data = written_beside("side by side", data, fit="silent")
        assert display_of("themes by outcome", data).table.loc["trust", "fit"] == "confirms"
        assert display_of("side by side", data).table.loc["trust", "fit"] == "silent"

    def test_an_empty_text_takes_away_what_was_written_and_what_was_saved(self) -> None:
        display = display_of("themes by outcome", written_beside(note="en note"))
        assert display.edit("trust", note=" ").table.loc["trust", "note"] == ""
        assert display_of("themes by outcome").edit("trust", note="x").edit("trust", note="").unsaved == []
        (row,) = display.edit("trust", note="").unsaved
        assert row[4] is None

    def test_chosen_quotes_are_shown_and_those_that_are_gone_are_counted(self) -> None:
        display = display_of("quote matrix")
        third = display.grid.cell("trust", "yes").quotes[2]
        data = with_written(full(), display.choose("trust", "yes", [third]))
        shown = display_of("quote matrix", data)._repr_html_()
        assert f'<blockquote data-quote="{third}"' in shown.partition("<details>")[0]
        fewer = dataclasses.replace(frames(FIFTEEN, [coding("Y0"), coding("Y1")]), judgements=data.judgements)
        gone = joint_display(fewer, "quote matrix", outcome="outcome")
        assert "1 chosen quote is no longer there" in gone._repr_html_()

    def test_a_summary_is_written_into_a_cell_of_a_case_summary_grid_only(self) -> None:
        display = display_of("case summaries").summarise("Y0", "trust", "holder fast i mentor")
        again = display_of("case summaries", with_written(full(), display))
        assert "present: holder fast i mentor" in again._repr_html_()
        with pytest.raises(FindingError, match="has no summaries"):
            display_of("themes by outcome").summarise("trust", "yes", "nej")

    @given(st.text(min_size=1, max_size=40).filter(str.strip))
    def test_any_text_comes_back_as_it_was_written(self, text) -> None:
        assert (
            display_of("quote matrix", written_beside("quote matrix", note=text)).table.loc["trust", "note"]
            == text.strip()
        )


class TestBadInput:
    @pytest.mark.parametrize(
        ("call", "told"),
        [
            (lambda: joint_display(full(), "pie"), "not a kind of joint display"),
            (lambda: joint_display(full()), "needs an outcome"),
            (lambda: joint_display(full(), "statistics by themes"), "need variables"),
            (lambda: joint_display(full(), "typology"), "one or two variables"),
            (lambda: joint_display(full(), "statistics by themes", variables=["agee"]), "Did you mean age"),
            (
                lambda: joint_display(full(), "programme by element", programme="budget"),
                "no transcript tells",
            ),
            (lambda: display_of("programme by element", programme={"x": "y"}), "no transcript 'x'"),
            (lambda: display_of("themes by outcome").edit("trsut", fit="silent"), "Did you mean trust"),
            (lambda: display_of("themes by outcome").edit("trust", fit="great"), "is not a fit"),
            (lambda: display_of("quote matrix").edit("trust", fit="silent"), "has no column 'fit'"),
            (lambda: display_of("quote matrix").choose("trust", "yes", ["x"]), "is not behind this cell"),
            (lambda: display_of("quote matrix").choose("trust", "maybe", []), "is not a column"),
            (lambda: display_of("quote matrix").export("x.pptx"), "not a format"),
        ],
    )
    def test_what_cannot_be_done_is_refused_in_words(self, call, told) -> None:
        with pytest.raises(FindingError, match=told):
            call()

    def test_one_person_no_codings_and_nobody_fully_coded_give_rows_that_say_so(self) -> None:
        alone = frames({"Y": True}, [])
        assert joint_display(alone, outcome="outcome").text("trust", "yes") == "0/1 (0 %)"
        assert joint_display(alone, "case summaries").text("Y", "trust") == "absent"
        waiting = frames(FIFTEEN, [coding("Y0")], done=[])
        display = joint_display(waiting, outcome="outcome")
        assert display.text("trust", "yes") == "nobody compared"
        assert "15 people (15 not yet fully coded)" in display.summary()
        assert joint_display(waiting, "statistics by themes", variables="outcome").text(
            "trust", "people"
        ) == ("nobody compared")
        assert len(joint_display(waiting, "typology", by="outcome").grid.columns) == 0


def test_permuting_rows_changes_nothing() -> None:
    data = full()
    turned = dataclasses.replace(
        data,
        codings=data.codings.iloc[::-1].reset_index(drop=True),
        speakers=data.speakers.iloc[::-1].reset_index(drop=True),
    )
    for kind in ("themes by outcome", "statistics by themes", "quote matrix"):
        first, second = display_of(kind, data), display_of(kind, turned)
        pd.testing.assert_frame_equal(first.table, second.table)
        assert first.fingerprint == second.fingerprint
