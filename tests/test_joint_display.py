"""Joint displays: numbers and quotes on one row, and what a team wrote beside them survives new numbers."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_frames import FIFTEEN, NO, SCHEME, YES, coding, frames, six_of_eight_and_two_of_seven

from workbench.errors import ChangedMeanwhileError, FindingError
from workbench.findings.displays.edits import read_edits
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

    def test_a_transcript_without_a_programme_is_told_and_not_dropped(self) -> None:
        display = display_of("programme by element", programme={"interview Y0": "alpha"})
        assert list(display.table.index) == ["alpha", "(none)"]
        assert display.text("(none)", "trust").startswith("shows (7/14)")


class TestWriting:
    def test_what_is_written_survives_new_numbers_and_is_then_marked(self, tmp_path) -> None:
        path = tmp_path / "display.json"
        display = display_of("themes by outcome", edits=path)
        display.edit("trust", fit="confirms", meta_inference="De holdt ord 🙂 <b>", coder="A1").save()

        again = display_of("themes by outcome", edits=path)
        assert again.table.loc["trust", ["fit", "meta_inference"]].tolist() == [
            "confirms",
            "De holdt ord 🙂 <b>",
        ]
        assert again.stale.empty

        codings = [coding(one) for one in [*YES[:6], *NO[:2], YES[6]]]
        later = joint_display(frames(FIFTEEN, codings), outcome="outcome", edits=path)
        assert later.text("trust", "yes") == "7/8 (88 %)"
        assert later.table.loc["trust", "fit"] == "confirms"
        assert later.written("trust", "fit").coder == "A1"
        stale = later.stale[later.stale["column"] == "yes"].iloc[0]
        assert stale["changed"] == ("codings",)
        assert stale["shown"] == "6/8 (75 %)"
        assert "no" not in set(later.stale["column"])
        assert "written when this was 6/8 (75 %): codings changed since" in later._repr_html_()

    def test_a_changed_definition_and_a_changed_outcome_are_told_apart(self, tmp_path) -> None:
        path = tmp_path / "display.json"
        display_of("themes by outcome").edit("trust", fit="silent").save(path)
        first, *others = SCHEME.codes
        anew = Code("trust", first.label, {"en": "Something else"})
        scheme = CodingScheme("small", SCHEME.title, "2", (anew, *others), SCHEME.attributes)
        changed = display_of("themes by outcome", full(scheme=scheme), edits=path)
        assert set(changed.stale["changed"]) == {("scheme",)}

        data = full()
        people = data.participants.assign(outcome=[*data.participants["outcome"][:7], *[False] * 8])
        moved = display_of("themes by outcome", dataclasses.replace(data, participants=people), edits=path)
        assert ("people",) in set(moved.stale["changed"])

    def test_confirming_a_row_takes_the_marks_away(self, tmp_path) -> None:
        path = tmp_path / "display.json"
        display_of("themes by outcome").edit("trust", fit="expands").save(path)
        later = joint_display(frames(FIFTEEN, [coding("Y7")]), outcome="outcome", edits=path)
        assert len(later.stale)
        confirmed = later.confirm("trust", coder="A2").save()
        assert confirmed.stale.empty
        assert confirmed.table.loc["trust", "fit"] == "expands"

    def test_edits_of_themes_that_are_gone_are_kept_and_told(self, tmp_path) -> None:
        path = tmp_path / "display.json"
        display_of("themes by outcome").edit("network", note="ingen taler om det").save(path)
        without = display_of("themes by outcome", codes=["trust"], edits=path)
        assert "not in this display now: network" in without.summary()
        without.edit("trust", fit="confirms").save()
        assert (
            display_of("themes by outcome", edits=path).table.loc["network", "note"] == "ingen taler om det"
        )

    def test_two_displays_share_a_file(self, tmp_path) -> None:
        path = tmp_path / "display.json"
        display_of("themes by outcome").edit("trust", fit="confirms").save(path)
        display_of("side by side").edit("trust", fit="silent").save(path)
        assert display_of("themes by outcome", edits=path).table.loc["trust", "fit"] == "confirms"
        assert display_of("side by side", edits=path).table.loc["trust", "fit"] == "silent"

    def test_what_somebody_else_saved_meanwhile_is_kept_and_never_overwritten(self, tmp_path) -> None:
        path = tmp_path / "display.json"
        mine, theirs = (display_of("themes by outcome", edits=path) for _ in range(2))
        theirs.edit("trust", fit="contradicts").edit("network", note="theirs").save()
        mine.edit("network", fit="silent").save()
        with pytest.raises(ChangedMeanwhileError, match="somebody else changed fit"):
            mine.edit("trust", fit="confirms").save()
        both = display_of("themes by outcome", edits=path).table
        assert both.loc["trust", "fit"] == "contradicts"
        assert both.loc["network", ["fit", "note"]].tolist() == ["silent", "theirs"]

    def test_chosen_quotes_are_shown_and_those_that_are_gone_are_counted(self, tmp_path) -> None:
        path = tmp_path / "display.json"
        display = display_of("quote matrix")
        third = display.grid.cell("trust", "yes").quotes[2]
        display.choose("trust", "yes", [third]).save(path)
        shown = display_of("quote matrix", edits=path)._repr_html_()
        assert f'<blockquote data-quote="{third}"' in shown.partition("<details>")[0]
        fewer = frames(FIFTEEN, [coding("Y0"), coding("Y1")])
        gone = joint_display(fewer, "quote matrix", outcome="outcome", edits=path)
        assert "1 chosen quotes are no longer there" in gone._repr_html_()

    def test_a_summary_is_written_into_a_cell_of_a_case_summary_grid_only(self, tmp_path) -> None:
        path = tmp_path / "display.json"
        display_of("case summaries").summarise("Y0", "trust", "holder fast i mentor").save(path)
        assert "present: holder fast i mentor" in display_of("case summaries", edits=path)._repr_html_()
        with pytest.raises(FindingError, match="has no summaries"):
            display_of("themes by outcome").summarise("trust", "yes", "nej")

    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
    def test_any_text_comes_back_as_it_was_written(self, tmp_path_factory, text) -> None:
        path = tmp_path_factory.mktemp("edits") / "display.json"
        read_edits(path).with_edit("d", "trust", "note", text).saved()
        assert read_edits(path).get("d", "trust", "", "note").value == text


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
            (lambda: display_of("quote matrix").save(), "no file for the edits"),
            (lambda: display_of("quote matrix").export("x.pdf"), "not a format of displays"),
        ],
    )
    def test_what_cannot_be_done_is_refused_in_words(self, call, told) -> None:
        with pytest.raises(FindingError, match=told):
            call()

    @pytest.mark.parametrize(
        "text", ["", "7", "[", '{"edits": 7}', '{"version": 9, "edits": []}', '{"version": 1, "edits": [3]}']
    )
    def test_a_file_that_holds_no_edits_is_refused_and_left_as_it_is(self, tmp_path, text) -> None:
        path = tmp_path / "display.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(FindingError, match=str(path.name)):
            display_of("quote matrix", edits=path)
        assert path.read_text(encoding="utf-8") == text

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
