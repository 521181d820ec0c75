"""The participant x theme matrix: whose words and codings count, and what cannot be known."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_frames import SCHEME, coding, frames, six_of_eight_and_two_of_seven
from test_theme_by_outcome_figure import HOSTILE

import workbench
from workbench.errors import FindingError
from workbench.findings.theme_matrix import theme_matrix
from workbench.model.scheme import Code, CodingScheme

TWO = {"A": "yes", "B": "no"}


def cells(matrix, theme="trust"):
    return matrix.table[theme].astype(str).to_dict()


def with_roles(data, **roles):
    """The frames with a role per participant, in speakers and codings."""
    return dataclasses.replace(
        data,
        speakers=data.speakers.assign(role=data.speakers["participant"].map(roles)),
        codings=data.codings.assign(role=data.codings["participant"].map(roles)),
    )


def test_a_cell_tells_present_absent_not_asked_and_not_yet_coded_apart():
    data = frames(
        dict.fromkeys("ABCD", "yes"),
        [coding("A"), coding("D")],
        done=[(f"interview {person}", "A1") for person in "ABC"],
    )
    unasked = pd.DataFrame({"code": ["trust"], "transcript": ["interview C"]})
    matrix = theme_matrix(data, not_asked=unasked)
    assert cells(matrix) == {"A": "present", "B": "absent", "C": "not asked", "D": "not yet coded"}
    assert matrix.counts["trust"].astype(object).fillna("-").tolist() == [1, 0, "-", "-"]
    assert matrix.excluded.to_numpy().tolist() == [
        ["D", "not coded", "transcript interview D is not yet fully coded"]
    ]
    assert matrix.quotes("D", "trust")["participant"].tolist() == ["D"]


def test_the_public_name_is_there():
    assert workbench.theme_matrix is theme_matrix


def test_what_was_said_without_being_asked_does_not_count_and_is_told():
    data = frames(TWO, [coding("A"), coding("B")])
    matrix = theme_matrix(data, not_asked=pd.DataFrame({"code": ["trust"], "transcript": ["interview A"]}))
    assert cells(matrix) == {"A": "not asked", "B": "present"}
    assert "Said without being asked, and not counted: Trust (1 person)" in matrix.summary()
    assert len(matrix.quotes("A", "trust")) == 1


def test_who_was_asked_in_one_of_two_interviews_was_asked():
    data = frames(TWO, [coding("B")], speaking={"A": ["a1", "a2"], "B": ["b"]})
    unasked = pd.DataFrame({"code": ["trust", "trust"], "transcript": ["a1", "b"]})
    assert cells(theme_matrix(data, not_asked=unasked)) == {"A": "absent", "B": "not asked"}


def test_what_was_not_asked_of_a_role_holds_for_the_codes_below_it(tmp_path):
    data = with_roles(frames(TWO, [coding("A")]), A="citizen", B="mentor")
    table = tmp_path / "not_asked.csv"
    table.write_text("code;role\ntrust;mentor\n", encoding="utf-8")
    matrix = theme_matrix(data, codes=["trust.kept_word", "network"], not_asked=table)
    assert cells(matrix, "trust.kept_word") == {"A": "absent", "B": "not asked"}
    assert cells(matrix, "network") == {"A": "absent", "B": "absent"}


def test_only_the_words_in_a_chosen_role_count():
    data = with_roles(frames(TWO, [coding("A"), coding("B")]), A="citizen", B="mentor")
    matrix = theme_matrix(data, roles="citizen")
    assert cells(matrix) == {"A": "present"}
    assert matrix.excluded["reason"].tolist() == ["speaks only in other roles than citizen"]


def test_all_coders_must_agree_where_that_is_the_rule():
    both = [("interview A", "A1"), ("interview A", "A2"), ("interview B", "A1"), ("interview B", "A2")]
    data = frames(
        TWO, [coding("A"), coding("A", "trust.kept_word", coder="A2"), coding("B"), coding("B", coder="A3")]
    )
    data = dataclasses.replace(
        data,
        statuses=pd.DataFrame(
            [(transcript, coder, "done") for transcript, coder in both],
            columns=["transcript", "coder", "status"],
        ),
    )
    assert cells(theme_matrix(data)) == {"A": "present", "B": "present"}
    matrix = theme_matrix(data, agreement="all")
    assert cells(matrix) == {"A": "present", "B": "absent"}
    assert len(matrix.quotes("B", "trust")) == 2
    alone = dataclasses.replace(data, statuses=data.statuses[:3])
    matrix = theme_matrix(alone, agreement="all")
    assert cells(matrix) == {"A": "present", "B": "not yet coded"}
    assert matrix.excluded["reason"].tolist() == ["fewer than two coders are done with all their transcripts"]
    named = theme_matrix(alone, agreement="all", coder=["A1", "A2"]).excluded["reason"].tolist()
    assert named == ["transcript interview B is not yet fully coded by A1 and A2"]


def test_consensus_codings_count_alone_where_that_is_the_rule():
    data = frames(
        dict.fromkeys("ABC", "yes"), [coding("A"), coding("A", "network"), coding("B"), coding("C")]
    )
    origins = ["consensus", "manual", "consensus", "manual"]
    data = dataclasses.replace(data, codings=data.codings.assign(origin=origins))
    matrix = theme_matrix(data, agreement="consensus")
    assert cells(matrix) == {"A": "present", "B": "present", "C": "not yet coded"}
    assert cells(matrix, "network") == {"A": "absent", "B": "absent", "C": "not yet coded"}
    assert matrix.excluded["reason"].tolist() == [
        "transcript interview C is without a consensus coding so far"
    ]


def test_the_counted_values_of_an_attribute_can_be_chosen():
    data = frames(TWO, [coding("A", stance="absent"), coding("B")])
    assert cells(theme_matrix(data)) == {"A": "absent", "B": "present"}
    assert cells(theme_matrix(data, values={"stance": ["absent"]})) == {"A": "present", "B": "absent"}


def test_a_passage_counts_once_however_many_codes_of_the_theme_it_carries():
    place = {"start": 0, "end": 9}
    data = frames(
        TWO,
        [
            coding("A") | place,
            coding("A", "trust.kept_word", coder="A2") | place,
            coding("A") | {"start": 20, "end": 30},
        ],
    )
    assert theme_matrix(data).counts["trust"].tolist() == [2, 0]


def test_somebody_with_two_interviews_is_one_row():
    data = frames(TWO, [coding("A", transcript="a2")], speaking={"A": ["a1", "a2"], "B": ["b"]})
    assert cells(theme_matrix(data)) == {"A": "present", "B": "absent"}


def test_people_who_are_not_in_the_register_are_rows_without_a_group():
    data = frames(TWO, [coding("X")], speaking={"A": ["a"], "B": ["b"], "X": ["x"]})
    matrix = theme_matrix(data, outcome="outcome")
    assert cells(matrix) == {"A": "absent", "B": "absent", "X": "present"}
    assert "outcome not known" in str(matrix)
    assert matrix.figure("da").layout.title.text.startswith("<b>Tillid findes hos flest: 1 af 3")


def test_an_empty_study_is_told_and_drawn():
    matrix = theme_matrix(frames({}, speaking={}))
    assert matrix.table.empty
    assert "Nobody speaks in an interview yet" in matrix.figure().layout.title.text
    assert "0 people" in matrix.summary()
    assert matrix.fingerprint


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"agreement": "most"}, "'most' is not a rule of agreement"),
        ({"roles": "citizn"}, "nobody speaks in the role 'citizn'.*Did you mean citizen"),
        ({"values": {"stanc": ["present"]}}, "no attribute 'stanc'.*stance"),
        ({"values": {"stance": ["presnt"]}}, "no value 'presnt'.*present"),
        ({"not_asked": pd.DataFrame({"code": ["trst"], "role": ["citizen"]})}, "no code 'trst'.*trust"),
        ({"not_asked": pd.DataFrame({"code": ["trust"], "transcript": ["x"]})}, "no transcript 'x'"),
        ({"not_asked": pd.DataFrame({"code": ["trust"], "role": ["x"]})}, "row 1: nobody speaks in the role"),
        ({"not_asked": pd.DataFrame({"code": ["trust"]})}, "does not say where 'trust' was not asked"),
        ({"not_asked": pd.DataFrame({"theme": ["trust"]})}, "no column 'code'"),
        ({"not_asked": "nowhere.csv"}, "cannot be read"),
    ],
)
def test_rules_that_make_no_sense_are_refused_with_what_to_do(asked, message):
    data = with_roles(frames(TWO, [coding("A")]), A="citizen", B="citizen")
    with pytest.raises(workbench.WorkbenchError, match=message):
        theme_matrix(data, **asked)


def test_a_person_or_theme_that_is_not_there_is_told():
    matrix = theme_matrix(frames(TWO, [coding("A")]))
    with pytest.raises(FindingError, match="'C' is not a person"):
        matrix.quotes("C", "trust")
    with pytest.raises(FindingError, match=r"'trus' is not a theme.*trust"):
        matrix.quotes("A", "trus")


def test_hostile_labels_and_people_are_shown_letter_for_letter():
    scheme = CodingScheme("s", {}, "1", (Code("trust", {"en": HOSTILE}, {}),))
    matrix = theme_matrix(
        frames({HOSTILE: HOSTILE, "B": "no"}, [coding(HOSTILE, text=HOSTILE * 3)], scheme=scheme),
        outcome="outcome",
    )
    assert "<img" not in matrix._repr_html_()
    # What a mark hands on is not shown.
    drawn = matrix.figure().update_traces(customdata=None).to_json()
    assert "<img" not in drawn
    assert "\\u003cimg" not in drawn
    assert "hovertemplate" not in drawn
    assert "texttemplate" not in drawn


def test_the_figure_tells_the_groups_apart_by_colour_and_shape():
    drawn = theme_matrix(six_of_eight_and_two_of_seven(), outcome="outcome").figure()
    marks = [trace.marker for trace in drawn.data if trace.mode == "markers"]
    assert len({mark.symbol.removesuffix("-open") for mark in marks}) == 2
    assert [len(trace.x) for trace in drawn.data] == [6, 10, 2, 12]


@pytest.mark.parametrize(("people", "themes"), [(1, 1), (70, 40)])
def test_any_number_of_people_and_themes_can_be_drawn(people, themes):
    codes = tuple(Code(f"code_{n}", {"en": f"A theme with a long label {n}"}, {}) for n in range(themes))
    data = frames(
        {f"P{n}": "yes" for n in range(people)},
        [coding("P0", "code_0")],
        scheme=CodingScheme("s", {}, "1", codes),
    )
    matrix = theme_matrix(data)
    caption = matrix.figure().layout.annotations[-1].text.replace("<br>", " ")
    assert ("Only the first 60 of 70 people are drawn" in caption) == (people > 60)
    assert len(str(matrix).splitlines()) == 1 + people + 2


def test_the_fingerprint_knows_the_rules_and_the_cells():
    data = six_of_eight_and_two_of_seven()
    unasked = pd.DataFrame({"code": ["trust"], "transcript": ["interview Y0"]})
    prints = [
        theme_matrix(one, **asked).fingerprint
        for one, asked in [
            (data, {}),
            (data, {"outcome": "outcome"}),
            (data, {"not_asked": unasked}),
            (data, {"values": {"stance": ["present"]}}),
            (data, {"coder": "A1"}),
            (dataclasses.replace(data, statuses=data.statuses[1:]), {}),
        ]
    ]
    assert len(set(prints)) == len(prints)
    shuffled = dataclasses.replace(data, codings=data.codings.sample(frac=1, random_state=1))
    assert theme_matrix(shuffled).fingerprint == prints[0]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_splitting_interviews_and_repeating_quotes_changes_no_cell(data):
    codes = st.sampled_from(["trust", "trust.kept_word", "network"])
    said = data.draw(st.lists(st.tuples(st.sampled_from("ABC"), codes), max_size=12))
    codings = [coding(person, code) for person, code in said]
    outcome = dict.fromkeys("ABC", "yes")
    whole = theme_matrix(frames(outcome, codings)).table
    parts = [data.draw(st.sampled_from(["part 1", "part 2"])) for _ in codings]
    split = [row | {"transcript": f"{row['participant']} {p}"} for row, p in zip(codings, parts, strict=True)]
    speaking = {person: [f"{person} part 1", f"{person} part 2"] for person in outcome}
    again = data.draw(st.lists(st.sampled_from(split), max_size=5)) if split else []
    pd.testing.assert_frame_equal(
        theme_matrix(frames(outcome, split + again, speaking=speaking)).table, whole
    )


def test_a_scheme_is_not_needed():
    matrix = theme_matrix(frames(TWO, [coding("A", "zeal")], scheme=None))
    assert cells(matrix, "zeal") == {"A": "present", "B": "absent"}
    assert SCHEME.by_id.get("zeal") is None
