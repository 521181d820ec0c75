"""The disclosure guard: small numbers cannot be worked out, and no quote leaves without a reason."""

from __future__ import annotations

import dataclasses
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_frames import FIFTEEN, NO, YES, coding, frames, six_of_eight_and_two_of_seven, with_written

from workbench.errors import FindingError
from workbench.findings.disclosure.disclosure import disclosure
from workbench.findings.disclosure.masking import mask_small
from workbench.findings.displays.joint_display import joint_display
from workbench.findings.negative_cases.negative_cases import negative_cases


def fillings(counts: np.ndarray, masked: np.ndarray) -> list[np.ndarray]:
    """Every table that a reader can think of: counted out, cell by cell."""
    most = np.minimum.outer(counts.sum(axis=1), counts.sum(axis=0))
    places = [tuple(place) for place in np.argwhere(masked)]
    found = []
    for values in product(*(range(int(most[place]) + 1) for place in places)):
        table = counts.copy()
        for place, value in zip(places, values, strict=True):
            table[place] = value
        if (table.sum(axis=1) == counts.sum(axis=1)).all() and (
            table.sum(axis=0) == counts.sum(axis=0)
        ).all():
            found.append(table)
    return found


tables = st.integers(2, 3).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 6), min_size=columns, max_size=columns), min_size=2, max_size=2
    )
)


@settings(max_examples=60, deadline=None)
@given(tables, st.integers(2, 5))
def test_no_masked_count_follows_from_the_margins_and_what_is_shown(rows, smallest) -> None:
    counts = np.array(rows)
    masked = mask_small(counts, smallest)
    assert masked[(counts > 0) & (counts < smallest)].all()
    if masked.all():
        return
    possible = fillings(counts, masked)
    for place in np.argwhere(masked):
        assert len({int(table[tuple(place)]) for table in possible}) > 1


def test_a_table_without_small_counts_is_shown_whole() -> None:
    assert not mask_small(np.array([[7, 0], [9, 12]]), 5).any()


def test_one_small_count_takes_others_with_it() -> None:
    masked = mask_small(np.array([[2, 20, 30], [40, 50, 60]]), 5)
    assert masked[0, 0]
    assert masked.sum() == 4
    assert not masked[:, 2].any()


def sixty(**more):
    """Thirty with the outcome and thirty without; trust in 20 and 12 of them, network in 3 and 25."""
    outcome = {f"Y{n}": True for n in range(30)} | {f"N{n}": False for n in range(30)}
    codings = [coding(f"Y{n}") for n in range(20)] + [coding(f"N{n}") for n in range(12)]
    codings += [coding(f"Y{n}", "network") for n in range(3)] + [
        coding(f"N{n}", "network") for n in range(25)
    ]
    return frames(outcome, codings, **more)


def test_in_a_display_small_rows_are_masked_with_the_difference_and_large_ones_are_shown() -> None:
    display = joint_display(sixty(), outcome="outcome")
    guarded = disclosure(sixty()).apply(display)
    assert guarded.text("trust", "yes") == "20/30 (67 %)"
    assert guarded.table.loc["network", ["yes", "no", "difference", "p"]].tolist() == ["masked"] * 4
    assert "Small numbers are masked" in guarded.summary()


def test_a_masked_number_is_nowhere_in_the_file(tmp_path) -> None:
    display = joint_display(sixty(), outcome="outcome").edit("network", fit="silent")
    changed = joint_display(sixty(by_town=dict.fromkeys(["Y0"], "x")), outcome="outcome")
    guarded = disclosure(changed.frames).apply(dataclasses.replace(changed, judgements=display.judgements))
    text = guarded.export(tmp_path / "d.html").read_text(encoding="utf-8")
    assert "3/30" not in text
    assert "all 3 quotes" not in text


def test_quotes_marked_sensitive_are_held_back_and_so_are_the_same_words_under_another_code() -> None:
    data = six_of_eight_and_two_of_seven()
    codings = data.codings.assign(sensitive=None)
    codings.loc[0, "sensitive"] = "yes"
    twin = codings.iloc[[0]].assign(code="network", sensitive=None)
    data = dataclasses.replace(data, codings=pd.concat([codings, twin], ignore_index=True))
    guard = disclosure(data)
    assert guard.quotes["why"].tolist() == [("sensitive",), ("beside",)]
    display = guard.apply(joint_display(data, "quote matrix", outcome="outcome"))
    assert len(display.quotes("trust", "yes")) == 5
    assert "2 quotes are held back" in display._repr_html_()


def test_people_with_a_rare_combination_are_listed_with_how_many_share_it() -> None:
    town = dict.fromkeys(FIFTEEN, "big") | {"Y0": "small", "N0": "small"}
    sex = dict.fromkeys(FIFTEEN, "w") | {"N1": None}
    codings = [coding(one) for one in [*YES[:6], *NO[:2]]]
    data = frames(FIFTEEN, codings, town=town, sex=sex)
    guard = disclosure(data, variables=["town", "sex"])
    assert guard.recognisable == {"Y0", "N0", "N1"}
    assert guard.quotes[["participant", "same"]].to_numpy().tolist() == [["Y0", 2], ["N0", 2], ["N1", 1]]
    assert "3 people can be recognised by town and sex" in guard.summary()
    assert disclosure(data).quotes.empty


def test_each_release_needs_a_reason_that_is_kept() -> None:
    town = dict.fromkeys(FIFTEEN, "big") | {"Y0": "small"}
    data = frames(FIFTEEN, [coding("Y0"), coding("Y1")], town=town)
    guard = disclosure(data, variables="town")
    (quote,) = guard.held
    with pytest.raises(FindingError, match="needs a reason"):
        guard.release(quote, reason=" ")
    with pytest.raises(FindingError, match="is not a quote at risk"):
        guard.release("x", reason="y")
    with pytest.raises(FindingError, match="was not released"):
        guard.withdraw(quote)
    released = guard.release(quote, reason="har selv sagt ja")
    assert "released, not saved yet: har selv sagt ja" in str(released)
    again = disclosure(with_written(data, released), variables="town")
    assert not again.held
    assert again.quotes["reason"].tolist() == ["har selv sagt ja"]
    assert quote in again.withdraw(quote).held


def test_a_release_ends_when_the_words_or_the_risk_change() -> None:
    town = dict.fromkeys(FIFTEEN, "big") | {"Y0": "small", "Y1": "small"}
    data = frames(FIFTEEN, [coding("Y0")], town=town)
    guard = disclosure(data, variables="town")
    (quote,) = guard.held
    released = guard.release(quote, reason="aftalt")
    other = dataclasses.replace(data, codings=data.codings.assign(text="andre ord"))
    assert quote in disclosure(with_written(other, released), variables="town").held
    rarer = frames(FIFTEEN, [coding("Y0")], town=town | {"Y1": "big"})
    held = disclosure(with_written(rarer, released), variables="town")
    assert quote in held.held
    assert "held back again" in held.summary()


def test_a_release_of_a_sensitive_quote_stands_when_more_people_are_interviewed() -> None:
    people = dict.fromkeys(YES, True)
    data = frames(people, [coding("Y0")])
    data = dataclasses.replace(data, codings=data.codings.assign(sensitive="yes"))
    (quote,) = disclosure(data).held
    released = disclosure(data).release(quote, reason="samtykke")
    more = frames(FIFTEEN, [coding("Y0")])
    more = with_written(dataclasses.replace(more, codings=data.codings), released)
    assert not disclosure(more).held


def test_every_release_is_listed_with_whether_it_holds() -> None:
    town = dict.fromkeys(FIFTEEN, "big") | {"Y0": "small", "Y1": "tiny"}
    data = frames(FIFTEEN, [coding("Y0"), coding("Y1")], town=town)
    guard = disclosure(data, variables="town")
    for quote in guard.held:
        guard = guard.release(quote, reason="aftalt")
    changed = with_written(dataclasses.replace(data, codings=data.codings[:1].assign(text="nyt")), guard)
    assert disclosure(changed, variables="town").releases["state"].tolist() == ["held", "gone"]
    assert disclosure(with_written(data, guard)).releases["state"].tolist() == ["free", "free"]


def test_in_a_case_summary_grid_the_attributes_of_recognisable_people_are_masked() -> None:
    town = dict.fromkeys(FIFTEEN, "big") | {"Y0": "small"}
    data = frames(FIFTEEN, [coding("Y0")], town=town)
    display = joint_display(data, "case summaries", variables="town")
    guarded = disclosure(data, variables="town").apply(display)
    assert guarded.text("Y0", "variable town") == "masked"
    assert guarded.text("Y1", "variable town") == "big"


def test_guarded_negative_cases_neither_count_nor_name_people() -> None:
    data = six_of_eight_and_two_of_seven()
    cases = disclosure(data).apply(negative_cases(data, outcome="outcome"))
    assert "2 people" not in str(cases)
    assert "6/8" not in str(cases)
    assert "there are" in str(cases)


def test_no_speaker_in_the_register_and_no_codings_are_no_trouble() -> None:
    assert disclosure(frames({"Y": True}, [], speaking={}), variables="outcome").quotes.empty
    guard = disclosure(frames({"Y": True}, [coding(None, transcript="t")]))
    assert "1 quote of a speaker who is not in the register" in guard.summary()
    assert "holdes tilbage" in guard.summary("da")
    assert "<table" in guard._repr_html_()


def test_what_cannot_be_done_is_refused_in_words() -> None:
    with pytest.raises(FindingError, match="k at least 2"):
        disclosure(sixty(), k=1)
    with pytest.raises(FindingError, match="Did you mean outcome"):
        disclosure(sixty(), variables="outcom")
