"""Sequences: which theme follows which, and how often it would in random order."""

from __future__ import annotations

import dataclasses
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_interviews import interviews, passage

from workbench.errors import FindingError
from workbench.findings.relations.sequences import code_sequences


def line(transcript, codes, coder="A1"):
    """Passages one after the other, each in a turn of its own."""
    return [
        passage(transcript, code, 10 * place, 10 * place + 5, turn=2 * place, coder=coder)
        for place, code in enumerate(codes)
    ]


def steps(finding):
    table = finding.table[finding.table["count"] > 0]
    return {(row["first"], row["then"]): row["count"] for _, row in table.iterrows()}


def test_the_next_coded_place_follows():
    finding = code_sequences(interviews(*line("t", "abba"), *line("u", "ab")))
    assert steps(finding) == {("a", "b"): 2, ("b", "b"): 1, ("b", "a"): 1}
    assert finding.table.set_index(["first", "then"]).loc[("a", "b"), "share"] == 1


def test_within_turns_all_that_comes_soon_enough_follows():
    data = interviews(*line("t", "abc"))
    assert steps(code_sequences(data, turns=2)) == {("a", "b"): 1, ("b", "c"): 1}
    assert steps(code_sequences(data, turns=4)) == {("a", "b"): 1, ("b", "c"): 1, ("a", "c"): 1}


def test_what_begins_at_the_same_place_does_not_follow_each_other():
    finding = code_sequences(
        interviews(passage("t", "a", 0, 5), passage("t", "b", 0, 9), passage("t", "c", 20, 25))
    )
    assert steps(finding) == {("a", "c"): 1, ("b", "c"): 1}


def test_nobodys_coding_follows_that_of_another_coder():
    finding = code_sequences(interviews(*line("t", "ab"), passage("t", "c", 3, 4, coder="A2")))
    assert steps(finding) == {("a", "b"): 1}
    assert finding.sequences == 2
    assert "2 sequences" in finding.summary()


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.sets(st.sampled_from("abc"), min_size=1), min_size=1, max_size=4),
    st.sampled_from([None, 2, 4]),
)
def test_the_expected_number_is_the_mean_over_all_orders(stops, turns):
    def data(order):
        return interviews(
            *(
                passage("t", code, 10 * place, 10 * place + 5, turn=2 * place)
                for place, codes in enumerate(order)
                for code in sorted(codes)
            )
        )

    counted = [code_sequences(data(order), turns=turns).matrix.to_numpy() for order in permutations(stops)]
    finding = code_sequences(data(stops), turns=turns)
    expected = finding.table.pivot_table(index="first", columns="then", values="expected")
    assert expected.loc[list("abc"), list("abc")].to_numpy() == pytest.approx(np.mean(counted, axis=0))
    assert finding.table["expected"].sum() == pytest.approx(np.mean(counted, axis=0).sum())


def test_the_quotes_are_both_codings_of_each_step():
    finding = code_sequences(interviews(*line("t", "abab"), *line("t", "ab", coder="A2")))
    quotes = finding.pairs("a", "b")
    assert len(quotes) == steps(finding)["a", "b"] == 3
    assert (quotes["coder_a"] == quotes["coder_b"]).all()
    assert (quotes["start_b"] == quotes["start_a"] + 10).all()


def test_a_theme_that_goes_on_does_not_make_the_title():
    finding = code_sequences(interviews(*line("t", "aaaab")))
    assert finding.figure().layout.title.text.startswith("<b>Bread most often follows Apple: 1 time")
    assert "In 3 of 4 steps a theme is followed by itself" in finding.summary()


def test_one_passage_or_none_has_no_steps_and_says_so():
    for data in (interviews(), interviews(passage("t", "a", 0, 5))):
        finding = code_sequences(data)
        assert "No theme follows another one" in str(finding)
        assert finding.figure().layout.title.text
        assert finding.quotes("a", "b").empty


def test_passages_outside_turns_are_told():
    finding = code_sequences(interviews(passage("t", "a", 0, 5)), turns=1)
    assert "1 in no turn" in finding.summary()
    with pytest.raises(FindingError, match="nothing follows within 0 turns"):
        code_sequences(interviews(), turns=0)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from("abc"), max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_neither_table_nor_fingerprint(codes, luck):
    data = interviews(*line("t", codes), *line("u", codes[::-1], coder="A2"))
    order = list(range(len(data.codings)))
    luck.shuffle(order)
    mixed = dataclasses.replace(data, codings=data.codings.iloc[order].reset_index(drop=True))
    one, other = code_sequences(data), code_sequences(mixed)
    assert one.table.equals(other.table)
    assert one.fingerprint == other.fingerprint
