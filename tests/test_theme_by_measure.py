"""Theme by measure: a number of the register in people with a theme and in people without."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu
from small_frames import FIFTEEN, YES, coding, frames
from test_theme_by_outcome_figure import HOSTILE
from test_theme_by_outcome_laws import laws

import workbench
from workbench.errors import FindingError
from workbench.findings.theme_by_measure import theme_by_measure
from workbench.findings.theme_matrix import theme_matrix
from workbench.model.scheme import Code, CodingScheme

AGES = {person: 20.0 + number for number, person in enumerate(FIFTEEN)}


def aged(shown=YES, ages=AGES, **more):
    return frames(FIFTEEN, [coding(person) for person in shown], age=ages, **more)


def row(finding, theme="trust"):
    return finding.table.set_index("code").loc[theme]


def test_people_with_and_without_a_theme_are_compared_by_ranks_and_medians():
    finding = workbench.theme_by_measure(aged(), outcome="age")
    trust = row(finding)
    assert (trust["with n"], trust["without n"]) == (8, 7)
    assert (trust["with median"], trust["without median"]) == (23.5, 31)
    assert trust["difference"] == -7.5
    assert trust["low"] < -7.5 < trust["high"]
    assert trust["superiority"] == 0
    assert trust["p_rank"] == pytest.approx(mannwhitneyu(range(8), range(8, 15), method="exact").pvalue)
    assert trust["p_adjusted"] == trust["p_rank"]
    assert "age differs clearly between people with and without Trust" in finding.figure().layout.title.text
    assert "association, not effect" in finding.summary()
    assert "age er klart forskellig" in finding.figure("da").layout.title.text


def test_themes_of_nobody_and_everybody_are_not_tested_and_say_so():
    finding = theme_by_measure(aged(FIFTEEN), outcome="age")
    assert row(finding)["note"] == "not testable: everybody shows it"
    assert row(finding, "network")["note"] == "not testable: nobody shows it"
    assert "No theme can be tested" in finding.summary()
    assert "no theme can be tested yet" in finding.figure().layout.title.text
    same = theme_by_measure(aged(ages=dict.fromkeys(FIFTEEN, 30.0)), outcome="age")
    assert row(same)["note"] == "not testable: everybody has the same number"
    nobody = theme_by_measure(aged(done=[]), outcome="age")
    assert row(nobody)["note"] == "not testable: nobody can be compared yet"
    assert nobody.figure("da")


def test_who_has_no_number_is_not_counted_and_listed():
    finding = theme_by_measure(aged(ages=AGES | {"Y0": None}), outcome="age")
    assert row(finding)["with n"] == 7
    assert finding.excluded.to_dict("records") == [
        {"participant": "Y0", "kind": "no outcome", "reason": "outcome missing"}
    ]
    assert "1 with the outcome missing" in finding.summary()


def test_few_people_have_no_bootstrap_interval_and_are_told_why():
    finding = theme_by_measure(aged(YES[:4]), outcome="age")
    assert np.isnan(row(finding)["low"])
    assert "fewer than 5 people" in row(finding)["note"]
    assert "too few for an interval" in finding.summary()


def test_people_who_were_not_asked_are_on_neither_side():
    matrix = theme_matrix(aged(), not_asked=pd.DataFrame({"code": ["trust"], "transcript": ["interview Y0"]}))
    finding = theme_by_measure(matrix, outcome="age")
    assert (row(finding)["with n"], row(finding)["without n"]) == (7, 7)
    assert "Said without being asked" in finding.summary()
    assert finding.fingerprint != theme_by_measure(aged(), outcome="age").fingerprint


def test_quotes_carry_the_number_and_the_figure_a_dot_a_person():
    finding = theme_by_measure(aged(), outcome="age")
    assert finding.quotes("trust")["value"].tolist() == [AGES[person] for person in YES]
    drawn = finding.figure()
    dots = [trace for trace in drawn.data if trace.mode == "markers"]
    assert sum(len(trace.x) for trace in dots) == 2 * 15
    assert len({trace.marker.symbol for trace in dots}) == 2
    with pytest.raises(FindingError, match=r"'trus' is not a theme.*trust"):
        finding.quotes("trus")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"outcome": "ag"}, r"no variable 'ag'.*Did you mean age"),
        ({"outcome": "outcome"}, r"'outcome' is not a number.*theme_by_outcome.*age"),
        ({"outcome": "nothing"}, "'nothing' is missing for every participant"),
        ({"outcome": "age", "confidence": 95}, "95 is not between 0 and 1"),
        ({"outcome": "age", "adjust": "max-t"}, "no way to adjust"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_with_what_to_do(asked, message):
    data = aged(nothing=pd.Series([None] * 15, dtype="Float64"))
    with pytest.raises(FindingError, match=message):
        theme_by_measure(data, **asked)


def test_plain_values_can_be_written_as_json():
    told = theme_by_measure(aged(YES[:4]), outcome="age").to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_hostile_labels_are_shown_letter_for_letter():
    scheme = CodingScheme("s", {}, "1", (Code("trust", {"en": HOSTILE}, {}),))
    data = frames(
        {HOSTILE: 1, "B": 2}, [coding(HOSTILE, text=HOSTILE)], scheme=scheme, age={HOSTILE: 1.0, "B": 2.0}
    )
    finding = theme_by_measure(data, outcome="age")
    assert "<img" not in finding._repr_html_()
    drawn = finding.figure()
    # What a mark hands on is not shown.
    drawn.update_traces(customdata=None)
    assert "<img" not in "".join(str(part) for part in drawn.to_dict().values())


@laws
@given(st.data())
def test_order_of_people_and_further_quotes_change_nothing(data):
    shown = data.draw(st.lists(st.sampled_from([*FIFTEEN]), min_size=1, max_size=20))
    ages = {person: float(data.draw(st.integers(18, 60))) for person in FIFTEEN}
    one = theme_by_measure(aged(dict.fromkeys(shown), ages), outcome="age")
    codings = one.frames.codings
    again = dataclasses.replace(
        one.frames,
        codings=pd.concat([codings, aged(shown, ages).codings]).sample(frac=1, random_state=1),
    )
    pd.testing.assert_frame_equal(theme_by_measure(again, outcome="age").table, one.table)


@laws
@given(st.sets(st.sampled_from([*FIFTEEN]), min_size=1, max_size=14))
def test_turning_the_numbers_round_turns_the_difference_round(shown):
    one = row(theme_by_measure(aged(shown), outcome="age"))
    turned = row(theme_by_measure(aged(shown, {who: -age for who, age in AGES.items()}), outcome="age"))
    assert turned["difference"] == -one["difference"]
    assert turned["superiority"] == pytest.approx(1 - one["superiority"])
    assert turned["p_rank"] == pytest.approx(one["p_rank"])
