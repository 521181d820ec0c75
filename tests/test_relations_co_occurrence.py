"""Co-occurrence: what stands together in the text, in turns and in people."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_interviews import interviews, passage

from workbench.errors import FindingError
from workbench.findings.relations.co_occurrence import co_occurrence

PASSAGES = st.lists(
    st.builds(
        lambda transcript, code, start, length, coder: passage(
            transcript, code, start, start + length, turn=start // 6, coder=coder
        ),
        st.sampled_from("tu"),
        st.sampled_from(["a", "a.x", "b", "c"]),
        st.integers(0, 30),
        st.integers(1, 12),
        st.sampled_from(["A1", "A2"]),
    ),
    max_size=14,
)
WITHIN = st.sampled_from([("segment", 0), ("overlap", 0), ("turn", 0), ("turn", 2), ("person", 0)])


def pair(finding, a, b):
    table = finding.table
    return table[(table["a"].isin([a, b])) & (table["b"].isin([a, b]))].iloc[0]


def test_passages_stand_together_on_the_same_segment_overlapping_or_in_a_turn():
    data = interviews(
        passage("t", "a", 0, 10, turn=0),
        passage("t", "b", 0, 10, turn=0),
        passage("t", "c", 5, 20, turn=0),
        passage("t", "a", 30, 40, turn=2),
        passage("t", "b", 40, 50, turn=3),
    )
    counts = {
        name: co_occurrence(data, **how).matrix
        for name, how in {
            "segment": {"within": "segment"},
            "overlap": {"within": "overlap"},
            "turn": {"within": "turn"},
            "windows": {"within": "turn", "turns": 1},
        }.items()
    }
    assert [counts["segment"].loc["a", other] for other in "bc"] == [1, 0]
    assert [counts["overlap"].loc["a", other] for other in "bc"] == [1, 1]
    assert [counts["turn"].loc["a", other] for other in "bc"] == [1, 1]
    # In the two windows of turn 0, and in that of turns 2 and 3.
    assert counts["windows"].loc["a", "b"] == 3


def test_overlaps_are_counted_as_places_and_measured_in_characters():
    data = interviews(
        passage("t", "a", 0, 100),
        passage("t", "b", 10, 20),
        passage("t", "b", 15, 30),
        passage("t", "b", 50, 60),
        passage("u", "b", 0, 70),
    )
    row = pair(co_occurrence(data), "a", "b")
    assert row["count"] == 2
    assert (row["size_a"], row["size_b"], row["size_both"], row["of"]) == (100, 100, 30, 170)
    assert row["jaccard"] == pytest.approx(30 / 170)
    assert row["lift"] == pytest.approx(30 * 170 / (100 * 100))


def test_passages_that_only_touch_do_not_overlap():
    data = interviews(passage("t", "a", 0, 10), passage("t", "b", 10, 20))
    assert pair(co_occurrence(data), "a", "b")["count"] == 0


def test_transcripts_do_not_overlap_each_other():
    data = interviews(passage("t", "a", 0, 10), passage("u", "b", 0, 10))
    assert pair(co_occurrence(data), "a", "b")["count"] == 0


def test_people_are_counted_once_out_of_all_who_are_fully_coded():
    data = interviews(
        *(passage("t", code, start, start + 5) for code in "ab" for start in (0, 10, 20)),
        passage("u", "a", 0, 5),
        passage("v", "a", 0, 5),
        passage("v", "b", 0, 5),
        names=["w"],
        done=["t", "u", "w"],
    )
    row = pair(co_occurrence(data, within="person"), "a", "b")
    assert (row["count"], row["size_a"], row["size_b"], row["of"]) == (1, 2, 1, 3)
    assert row["lift"] == pytest.approx(1 * 3 / (2 * 1))


def test_a_code_counts_for_the_theme_above_it_unless_codes_stand_for_themselves():
    data = interviews(passage("t", "a.x", 0, 10), passage("t", "b", 5, 15))
    assert co_occurrence(data).matrix.loc["a", "b"] == 1
    apart = co_occurrence(data, roll_up=False).matrix
    assert list(apart.index) == ["a.x", "b"]
    assert apart.loc["a.x", "b"] == 1


def test_only_the_chosen_coder_counts():
    data = interviews(passage("t", "a", 0, 10), passage("t", "b", 0, 10, coder="A2"))
    assert pair(co_occurrence(data), "a", "b")["count"] == 1
    finding = co_occurrence(data, coder="A1")
    assert pair(finding, "a", "b")["count"] == 0
    assert "1 by other coders" in finding.summary()


def test_the_quotes_are_both_codings_of_each_pair():
    data = interviews(
        passage("t", "a", 0, 10, text="first"),
        passage("t", "b", 5, 15, text="second"),
        passage("t", "b", 20, 30),
    )
    finding = co_occurrence(data)
    assert finding.quotes("a", "b")["text"].tolist() == ["first", "second"]
    quotes = finding.pairs("a", "b")
    assert quotes[["text_a", "text_b"]].to_numpy().tolist() == [["first", "second"]]


def test_what_does_not_count_is_told_with_the_reason():
    data = interviews(
        passage("t", "a", 0, 10, turn=0),
        passage("t", "b", 0, 10),
        passage("t", "c", 0, 10, turn=0, stance="absent"),
        passage("t", "unheard", 0, 10, turn=0),
    )
    finding = co_occurrence(data, within="turn")
    assert dict(finding.left_out.to_numpy()) == {"no theme": 1, "silent": 1, "no turn": 1}
    assert "Not counted: 3 codings" in finding.summary()
    assert "Ikke talt med: 3 kodninger" in finding.summary("da")


def test_nothing_coded_is_told_and_not_an_error():
    for within in ("segment", "overlap", "turn", "person"):
        finding = co_occurrence(interviews(), within=within)
        assert (finding.table["count"] == 0).all()
        assert "No two themes stand together" in str(finding)
        assert finding.figure().layout.title.text
        assert finding.quotes("a", "b").empty


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"within": "page"}, "'page' is nothing to stand together in"),
        ({"turns": 2}, "turns=2 says nothing here"),
        ({"codes": ["a"]}, "it takes two themes"),
        ({"codes": ["a", "q"]}, "there is no code 'q'"),
        ({"coder": "Z"}, "nothing was coded by 'Z'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(how, message):
    with pytest.raises(FindingError, match=message):
        co_occurrence(interviews(passage("t", "a", 0, 10)), **how)


@settings(max_examples=30, deadline=None)
@given(PASSAGES, WITHIN)
def test_it_is_the_same_from_either_side_and_agrees_with_comparing_each_with_each(passages, within):
    level, turns = within
    data = interviews(*passages)
    finding = co_occurrence(data, within=level, turns=turns)
    assert (finding.matrix == finding.matrix.T).all(axis=None)
    one, other = finding.pairs("a", "b"), finding.pairs("b", "a")
    names = [set(zip(frame[f"coding_{x}"], frame[f"coding_{y}"], strict=True)) for frame, x, y in
             ((one, "a", "b"), (other, "b", "a"))]  # fmt: skip
    assert names[0] == names[1]
    expected = {
        (x["coding"], y["coding"])
        for x in passages
        for y in passages
        if x["code"] in ("a", "a.x") and y["code"] == "b" and together(x, y, level, turns)
    }
    assert names[0] == expected
    assert (finding.matrix.loc["a", "b"] > 0) == bool(expected)


def together(x, y, level, turns):
    if x["transcript"] != y["transcript"]:
        return False
    return {
        "segment": (x["start"], x["end"]) == (y["start"], y["end"]),
        "overlap": x["start"] < y["end"] and y["start"] < x["end"],
        "turn": abs(x["turn"] - y["turn"]) <= turns,
        "person": True,
    }[level]


@settings(max_examples=20, deadline=None)
@given(PASSAGES, WITHIN, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_neither_table_nor_fingerprint(passages, within, luck):
    level, turns = within
    data = interviews(*passages)
    order = list(range(len(passages)))
    luck.shuffle(order)
    mixed = dataclasses.replace(data, codings=data.codings.iloc[order].reset_index(drop=True))
    one, other = (co_occurrence(frames, within=level, turns=turns) for frames in (data, mixed))
    assert one.table.equals(other.table)
    assert one.fingerprint == other.fingerprint


@settings(max_examples=20, deadline=None)
@given(PASSAGES.filter(bool), st.data())
def test_in_people_another_quote_of_a_theme_they_show_changes_nothing(passages, data):
    more = dict(data.draw(st.sampled_from(passages)), start=90, end=99)
    tables = [
        co_occurrence(interviews(*some), within="person").table for some in (passages, [*passages, more])
    ]
    assert tables[0].equals(tables[1])


@settings(max_examples=20, deadline=None)
@given(PASSAGES)
def test_in_people_an_interview_split_in_two_changes_nothing(passages):
    halves = [
        dict(one, transcript=f"{one['transcript']} {'first' if one['start'] < 15 else 'second'}")
        for one in passages
    ]
    whole = interviews(*passages)
    people = whole.participants
    split = dataclasses.replace(interviews(*halves), participants=people)
    # The people of `whole` speak in the halves; nobody else does.
    split = dataclasses.replace(
        split, speakers=split.speakers[split.speakers["participant"].isin(people["participant"])]
    )
    one, other = (co_occurrence(frames, within="person") for frames in (whole, split))
    assert one.table.equals(other.table)


def test_the_fingerprint_tells_another_level_and_another_coding():
    data = interviews(passage("t", "a", 0, 10, turn=0), passage("t", "b", 0, 10, turn=0))
    more = interviews(passage("t", "a", 0, 10, turn=0), passage("t", "b", 0, 11, turn=0))
    prints = [
        co_occurrence(data).fingerprint,
        co_occurrence(data, within="turn").fingerprint,
        co_occurrence(more).fingerprint,
    ]
    assert len(set(prints)) == 3
    assert prints[0] == co_occurrence(data).fingerprint


def test_a_theme_that_is_nowhere_has_no_ratio():
    row = pair(co_occurrence(interviews(passage("t", "a", 0, 10))), "a", "b")
    assert row["count"] == 0
    assert np.isnan(row["jaccard"])
    assert np.isnan(row["lift"])


def test_pairs_that_are_equally_frequent_share_the_title():
    data = interviews(passage("t", "a", 0, 10), passage("t", "b", 0, 10), passage("t", "c", 0, 10))
    assert "3 pairs of themes most often stand together" in co_occurrence(data).figure().layout.title.text
    assert "3 par temaer" in co_occurrence(data).figure("da").layout.title.text


def test_examples_in_people_are_the_first_words_of_each():
    passages = [
        passage(name, code, start, start + 5) for name in "tu" for code in "ab" for start in (20, 0, 10)
    ]
    finding = co_occurrence(interviews(*passages), within="person")
    assert len(finding.pairs("a", "b")) == 18
    examples = finding.examples("a", "b")
    assert examples[["participant_a", "start_a", "start_b"]].to_numpy().tolist() == [
        ["person of t", 0, 0],
        ["person of u", 0, 0],
    ]
