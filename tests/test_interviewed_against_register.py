"""Interviewed against register: who is compared with whom, variable by variable."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from small_frames import coding, frames
from test_theme_by_outcome_figure import HOSTILE
from test_theme_by_outcome_laws import laws

import workbench
from workbench.errors import FindingError
from workbench.findings.interviewed import interviewed_against_register

PEOPLE = [f"P{number:02}" for number in range(20)]
SPEAKING = PEOPLE[:6]


def register(speaking=SPEAKING, **variables):
    """Twenty people of whom the first six are interviewed; the first ten have the outcome."""
    outcome = {person: number < 10 for number, person in enumerate(PEOPLE)}
    return frames(outcome, speaking={person: [f"interview {person}"] for person in speaking}, **variables)


def row(finding, variable="outcome"):
    return finding.table.set_index("variable").loc[variable]


def test_the_interviewed_are_compared_with_everybody_who_was_not():
    finding = workbench.interviewed_against_register(register())
    found = row(finding)
    assert (finding.people, finding.others) == (tuple(SPEAKING), 14)
    assert (found["interviewed n"], found["others n"]) == (6, 14)
    assert found["interviewed middle"] == 1
    assert found["others middle"] == pytest.approx(4 / 14)
    assert found["p"] == pytest.approx(fisher_exact([[6, 4], [0, 10]]).pvalue)
    assert finding.counts[["value", "interviewed", "others"]].to_dict("records") == [
        {"value": "yes", "interviewed": 6, "others": 4},
        {"value": "no", "interviewed": 0, "others": 10},
    ]
    assert "6 people of 20 in the register were interviewed" in finding.summary()
    assert "outcome (6/6 (100 %) against 4/14 (29 %)" in finding.summary()
    assert "differ clearly from the others in outcome" in finding.figure().layout.title.text
    assert "6 personer af 20 i registret er interviewet" in finding.summary("da")


def test_numbers_dates_and_ordered_values_are_compared_by_ranks():
    degree = pd.Series(
        pd.Categorical(["high"] * 6 + ["low", "middle"] * 7, ["low", "middle", "high"], ordered=True)
    )
    days = pd.Series(pd.date_range("2020-01-01", periods=20))
    finding = interviewed_against_register(register(age=pd.Series(range(20)), degree=degree, day=days))
    assert row(finding, "age")["kind"] == "number"
    assert (row(finding, "age")["interviewed middle"], row(finding, "age")["others middle"]) == (2.5, 12.5)
    # The six smallest of twenty, and the six largest: two of the 38760 ways to choose six.
    assert row(finding, "age")["p"] == pytest.approx(2 / 38760)
    assert row(finding, "day")["p"] == pytest.approx(2 / 38760)
    assert row(finding, "day")["interviewed middle"] == pd.Timestamp("2020-01-03 12:00")
    assert row(finding, "day")["standardised_difference"] < -1
    assert row(finding, "degree")["test"] == "ranks"
    assert row(finding, "degree")["note"] == "the groups share no value"
    assert "median 2020-01-03" in str(finding)


def test_missing_values_are_counted_on_both_sides():
    age = pd.Series([None, *range(1, 18), None, None], dtype="Float64")
    found = row(interviewed_against_register(register(age=age)), "age")
    assert (found["interviewed missing"], found["others missing"]) == (1, 2)
    assert (found["interviewed n"], found["others n"]) == (5, 12)
    nobody = row(interviewed_against_register(register(age=age.where(age > 6))), "age")
    assert nobody["note"] == "not testable: known for none of the interviewed"
    assert np.isnan(nobody["p"])


def test_variables_that_cannot_be_compared_are_listed_with_the_reason():
    data = register(
        street=pd.Series([f"street {number}" for number in range(20)]),
        nothing=pd.Series([None] * 20),
        site=pd.Series(pd.Categorical(["north"] * 20)),
    )
    finding = interviewed_against_register(data)
    assert dict(finding.left_out.itertuples(index=False)) == {
        "street": "text",
        "nothing": "missing for everybody",
    }
    assert row(finding, "site")["note"] == "not testable: everybody has the same value"
    assert "Not compared: street (text) and nothing (missing for everybody)" in finding.summary()
    assert "street (tekst)" in finding.summary("da")


def test_the_interviewed_who_are_not_in_the_register_are_told():
    finding = interviewed_against_register(register([*SPEAKING, "X"]))
    assert finding.excluded.to_dict("records") == [
        {"participant": "X", "kind": "not registered", "reason": "not in the outcome register"}
    ]
    assert "Interviewed and not in the register: 1 person" in finding.summary()


@pytest.mark.parametrize(
    ("data", "asked", "message"),
    [
        (register(), {"variables": ["outcom"]}, "no variable 'outcom'.*Did you mean outcome"),
        (register(), {"confidence": 95}, "95 is not between 0 and 1"),
        (register([]), {}, "nobody in the outcome register speaks.*Link speakers"),
        (register(PEOPLE), {}, "everybody in the outcome register speaks"),
        (
            dataclasses.replace(register(), participants=pd.DataFrame({"participant": PEOPLE})),
            {},
            "Load an outcome register first",
        ),
    ],
)
def test_a_comparison_that_makes_no_sense_is_refused_with_what_to_do(data, asked, message):
    with pytest.raises(FindingError, match=message):
        interviewed_against_register(data, **asked)


def test_plain_values_can_be_written_as_json():
    days = pd.Series(pd.date_range("2020-01-01", periods=20))
    told = interviewed_against_register(register(day=days)).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["variables"][0]["values"][0] == {"value": "yes", "interviewed": 6, "others": 4}


def test_codings_change_nothing_and_the_register_changes_the_fingerprint():
    data = register(age=pd.Series(range(20)))
    finding = interviewed_against_register(data)
    coded = dataclasses.replace(data, codings=pd.DataFrame([coding("P00") | {"start": 0, "end": 9}]))
    assert interviewed_against_register(coded).fingerprint == finding.fingerprint
    others = [
        interviewed_against_register(register(SPEAKING[1:], age=pd.Series(range(20)))),
        interviewed_against_register(register(age=pd.Series(range(1, 21)))),
        interviewed_against_register(data, variables=["age"]),
    ]
    assert len({finding.fingerprint, *(other.fingerprint for other in others)}) == 4


def test_the_figure_shows_the_most_unlike_on_top_and_the_sign_by_shape():
    site = pd.Series(pd.Categorical(["north", "south", "east"] * 6 + ["east"] * 2))
    drawn = interviewed_against_register(register(site=site)).figure("da")
    assert drawn.layout.yaxis.ticktext == ("outcome", "site")
    symbols = {trace.marker.symbol for trace in drawn.data if len(trace.x)}
    assert symbols == {"circle", "square-open"}


def test_hostile_labels_are_shown_letter_for_letter():
    data = register(site=pd.Series(pd.Categorical([HOSTILE, "b"] * 10)), **{HOSTILE: pd.Series(range(20))})
    finding = interviewed_against_register(data)
    assert "<img" not in finding._repr_html_()
    assert "<img" not in str(finding.figure().to_dict())


@laws
@given(st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=19), st.integers(0, 9))
def test_swapping_interviewed_and_others_flips_signs_and_order_changes_nothing(speaking, seed):
    variables = {
        "age": pd.Series([7, 3, 3, 9, 1] * 4),
        "site": pd.Series(pd.Categorical(["n", "s", "e", "w"] * 5)),
    }
    one = interviewed_against_register(register(sorted(speaking), **variables)).table
    rest = interviewed_against_register(register(sorted(set(PEOPLE) - speaking), **variables)).table
    signed = one["kind"].isin(["yes or no", "number"])
    flipped = rest["standardised_difference"].where(~signed, -rest["standardised_difference"])
    assert one["standardised_difference"].to_numpy() == pytest.approx(flipped.to_numpy(), nan_ok=True)
    assert one["p"].to_numpy() == pytest.approx(rest["p"].to_numpy(), nan_ok=True, abs=0.02)
    data = register(sorted(speaking), **variables)
    shuffled = dataclasses.replace(data, participants=data.participants.sample(frac=1, random_state=seed))
    again = interviewed_against_register(shuffled).table
    assert again["p"].to_numpy() == pytest.approx(one["p"].to_numpy(), nan_ok=True, abs=0.02)
