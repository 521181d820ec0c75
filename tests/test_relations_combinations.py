"""Combinations of themes: which themes the same people show."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_interviews import interviews, passage

from workbench.errors import FindingError
from workbench.findings.relations.combinations import code_combinations

PEOPLE = st.dictionaries(st.sampled_from("tuvw"), st.sets(st.sampled_from("abc")), min_size=1)


def of(people, **how):
    """One interview per person, with a passage per theme."""
    passages = [
        passage(name, code, 10 * place, 10 * place + 5)
        for name, codes in people.items()
        for place, code in enumerate(sorted(codes))
    ]
    return interviews(*passages, names=people, **how)


def counts(finding):
    return dict(zip(finding.table["combination"], finding.table["people"], strict=True))


def test_everybody_is_in_one_combination_the_most_frequent_first():
    finding = code_combinations(of({"t": "ab", "u": "ab", "v": "a", "w": ""}))
    assert list(counts(finding).items()) == [("a + b", 2), ("", 1), ("a", 1)]
    assert finding.table["participants"].iloc[0] == ("person of t", "person of u")
    assert "Most often: Apple and Bread (2 people)" in finding.summary()
    assert "Nobody shows Cheese" in finding.summary()


def test_groups_of_an_outcome_are_told_apart_and_the_missing_are_listed():
    outcome = {"person of t": "yes", "person of u": "no", "person of v": None}
    finding = code_combinations(of({"t": "ab", "u": "ab", "v": "a"}, outcome=outcome), outcome="outcome")
    row = finding.table.iloc[0]
    assert (row["people"], row["yes people"], row["no people"]) == (2, 1, 1)
    assert finding.excluded.to_numpy().tolist() == [["person of v", "no outcome", "outcome missing"]]
    assert "Not counted: 1 person (1 with the outcome missing)" in finding.summary()


def test_who_is_not_fully_coded_is_left_out_with_the_reason():
    finding = code_combinations(of({"t": "a", "u": "b"}, done=["t"]))
    assert counts(finding) == {"a": 1}
    assert finding.excluded.to_numpy().tolist() == [
        ["person of u", "not coded", "transcript u is not yet fully coded"]
    ]


def test_the_quotes_are_those_of_the_people_with_just_these_themes():
    finding = code_combinations(of({"t": "ab", "u": "abc", "v": "a"}))
    assert finding.quotes(["b", "a"])["transcript"].tolist() == ["t", "t"]
    assert finding.quotes("a")["transcript"].tolist() == ["v"]
    assert finding.quotes("").empty
    with pytest.raises(FindingError, match="'q' is not a theme"):
        finding.quotes("a + q")


def test_nobody_one_person_and_a_tie_say_what_they_are():
    nobody = code_combinations(of({"t": "a"}, done=[]))
    assert "Nobody can be counted yet" in str(nobody)
    assert "nobody can be counted" in nobody.figure().layout.title.text
    one = code_combinations(of({"t": "ab"}))
    assert "One person can be counted, who shows Apple and Bread" in one.figure().layout.title.text
    tie = code_combinations(of({"t": "a", "u": "a", "v": "b", "w": "b"}))
    assert "No combination stands out: 2 are the most frequent" in tie.figure().layout.title.text
    assert "Ingen kombination skiller sig ud" in tie.figure("da").layout.title.text


@settings(max_examples=25, deadline=None)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_neither_more_quotes_nor_split_interviews_nor_another_order_change_anything(people, luck):
    data = of(people)
    finding = code_combinations(data)
    assert finding.table["people"].sum() == len(people)
    twice = dataclasses.replace(
        data, codings=data.codings.loc[data.codings.index.repeat(2)].reset_index(drop=True)
    )
    assert code_combinations(twice).table.equals(finding.table)
    order = list(range(len(data.codings)))
    luck.shuffle(order)
    mixed = dataclasses.replace(
        data,
        codings=data.codings.iloc[order].reset_index(drop=True),
        speakers=data.speakers.iloc[::-1].reset_index(drop=True),
    )
    assert code_combinations(mixed).table.equals(finding.table)
    assert code_combinations(mixed).fingerprint == finding.fingerprint
    halves = [
        passage(f"{name} {place}", code, 0, 5, participant=f"person of {name}")
        for name, codes in people.items()
        for place, code in enumerate(sorted(codes))
    ]
    split = interviews(*halves, names=[f"{name} last" for name in people])
    spoken = [*((one["transcript"], one["participant"]) for one in halves)]
    spoken += [(f"{name} last", f"person of {name}") for name in people]
    speakers = data.speakers.iloc[:0].reindex(range(len(spoken)))
    speakers[["transcript", "participant"]] = spoken
    split = dataclasses.replace(split, speakers=speakers, participants=data.participants)
    assert code_combinations(split).table.equals(finding.table)
