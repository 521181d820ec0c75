"""Set-theoretic analysis of people: cases, refusals, truth table, quotes and words."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from small_frames import coding, frames

from workbench.errors import FindingError
from workbench.findings.qca.set_analysis import Calibration, set_analysis

#         both themes   trust only    network only   neither
OUTCOME = {"A": True, "B": True, "C": True, "D": False, "E": False, "F": True, "G": False, "H": False}
TRUST, NETWORK = ["A", "B", "C", "D"], ["A", "B", "E", "F"]


def people(**how):
    codings = [coding(name) for name in TRUST] + [coding(name, "network") for name in NETWORK]
    return frames(OUTCOME, codings, constructed=True, **how)


def analysis(data=None, **how):
    conditions = how.pop("conditions", ["trust", "network"])
    return set_analysis(data or people(), outcome=how.pop("outcome", "outcome"), conditions=conditions, **how)


def test_the_truth_table_names_its_cases():
    table = analysis().table.set_index(["trust", "network"])
    assert table["cases"].to_dict() == {
        (1, 1): ("A", "B"), (0, 0): ("G", "H"), (0, 1): ("E", "F"), (1, 0): ("C", "D"),
    }  # fmt: skip
    assert table["outcome"].to_dict() == {(1, 1): "1", (0, 0): "0", (0, 1): "0", (1, 0): "0"}
    assert table.loc[(1, 0), "consistency"] == 0.5


def test_solution_coverage_and_necessity_are_counted_in_people():
    finding = analysis()
    whole = finding.solutions[finding.solutions["term"] == "whole"].iloc[0]
    assert finding.solutions["term"].iloc[0] == "trust*network"
    assert (whole["consistency"], whole["coverage"], whole["cases"]) == (1.0, 0.5, ("A", "B"))
    needed = finding.necessity.set_index("condition")
    assert needed.loc["trust", ["consistency", "coverage", "ron"]].tolist() == [0.75, 0.75, 0.8]


def test_configurations_with_people_on_both_sides_are_listed():
    finding = analysis()
    assert finding.contradictions.to_numpy().tolist() == [
        ["~trust*network", ("F",), ("E",)],
        ["trust*~network", ("C",), ("D",)],
    ]
    assert "Contradictory, with cases on both sides: 2" in finding.summary()


def test_a_case_opens_its_quotes():
    finding = analysis()
    assert finding.quotes("A")["code"].tolist() == ["trust", "network"]
    assert finding.quotes("G").empty
    with pytest.raises(FindingError, match="'Z' is no case"):
        finding.quotes("Z")


def test_the_absence_of_the_outcome_is_an_analysis_of_its_own():
    finding = analysis(absent=True)
    assert finding.solutions["term"].iloc[0] == "~trust*~network"
    assert "absence of outcome" in finding.summary()
    assert "fravær af outcome" in finding.summary("da")


def test_remainders_count_only_where_the_solution_says_so():
    data = frames(
        {"A": True, "B": True, "C": False, "D": False, "E": False},
        [*(coding(name) for name in "ABC"), *(coding(name, "network") for name in "AB")],
    )
    finding = analysis(data, expectations={"trust": "present"})
    terms = finding.solutions.groupby("solution")["term"].first().to_dict()
    # Nobody shows the network without trust: parsimonious takes it as sufficient, theory does not.
    assert terms == {"complex": "trust*network", "parsimonious": "network", "intermediate": "trust*network"}
    assert "takes 1 configuration without cases as sufficient, 1 of them beyond" in finding.summary()
    assert finding.figure().layout.title.text.startswith("<b>Trust and Network: 2 of 2 cases")


def test_a_variable_is_calibrated_as_asked_and_the_calibration_is_shown():
    hours = pd.Series([0.0, 10.0, 20.0, 30.0, 40.0, 5.0, 35.0, np.nan])
    finding = analysis(
        people(hours=hours),
        conditions=["trust", Calibration("hours", anchors=(5, 17, 35))],
    )
    shown = finding.memberships.set_index("participant")
    assert list(shown.index) == list("ABCDEFG")
    assert shown.loc["F", "hours"] == pytest.approx(0.05)
    assert shown.loc["G", "hours"] == pytest.approx(0.95)
    assert shown.loc["G", "hours raw"] == 35
    assert finding.excluded.to_numpy().tolist() == [["H", "missing value", "hours missing"]]
    assert "No case: 1 person (1 with a value missing)" in finding.summary()


def test_memberships_may_be_given_and_one_half_is_neither_in_nor_out():
    given = pd.Series([0.9, 0.8, 0.7, 0.2, 0.1, 0.5, 0.3, 0.4])
    finding = analysis(people(degree=given), conditions=[Calibration("degree", given=True)])
    assert finding.excluded.to_numpy().tolist() == [
        ["F", "neither", "neither in nor out of degree: membership 0.5"]
    ]
    assert finding.memberships["degree"].tolist() == [0.9, 0.8, 0.7, 0.2, 0.1, 0.3, 0.4]


def test_values_of_a_variable_make_a_crisp_set():
    sites = pd.Series(["north", "south", "north", "east", "east", "north", "south", "east"])
    finding = analysis(people(site=sites), conditions=[Calibration("site", members=("north", "south"))])
    assert finding.memberships["site"].tolist() == [1, 1, 1, 0, 0, 1, 1, 0]


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"conditions": ["trust", "nobody"]}, "'nobody' is neither a code nor a variable"),
        ({"conditions": ["trust", "trust"]}, "'trust' is there twice"),
        ({"conditions": ["outcome"]}, "'outcome' is there twice"),
        ({"conditions": []}, "at least one"),
        ({"conditions": ["trust", "network", "trust.kept_word", "flag"]}, "4 conditions .* too many for 8"),
        ({"conditions": ["trust.kept_word"]}, "all 8 cases are out of the condition"),
        ({"conditions": ["site"]}, "'site' is no yes or no: its values are north and south"),
        ({"conditions": [Calibration("site", members=("west",))]}, "'site' has no value 'west'"),
        ({"conditions": [Calibration("site", given=True)]}, "it is no number for everybody"),
        ({"conditions": [Calibration("trust", given=True)]}, "a theme makes a crisp set"),
        ({"conditions": [Calibration("high", given=True)]}, "a membership lies between 0 and 1"),
        ({"conditions": ["empty"]}, "missing for every participant"),
        ({"outcome": "always"}, "all 8 cases are in the outcome 'always'"),
        ({"expectations": {"site": "present"}}, "'site' is no condition"),
        ({"expectations": {"trust": "maybe"}}, "'maybe' is neither present nor absent"),
        ({"consistency": 80}, "are no cut-offs"),
        ({"coder": "Z"}, "nothing was coded by 'Z'"),
    ],
)  # fmt: skip
def test_what_would_look_like_a_result_and_is_none_is_refused(how, message):
    data = people(
        site=pd.Series(["north", "south"] * 4),
        flag=pd.Series([True, False] * 4),
        always=pd.Series([True] * 8),
        high=pd.Series([float(place) for place in range(8)]),
        empty=pd.Series([None] * 8, dtype=object),
    )
    with pytest.raises(FindingError, match=message):
        analysis(data, **how)


def test_anchors_must_rise_or_fall():
    with pytest.raises(FindingError, match="neither rise nor fall"):
        Calibration("hours", anchors=(10, 5, 20))
    with pytest.raises(FindingError, match="exclude each other"):
        Calibration("hours", anchors=(1, 2, 3), given=True)


def test_a_code_and_a_variable_of_one_name_must_be_told_apart():
    data = people(trust=pd.Series([True, False] * 4))
    with pytest.raises(FindingError, match="both a code and a variable"):
        analysis(data, conditions=["trust"])
    finding = analysis(data, conditions=[Calibration("trust", of="variable")])
    assert finding.memberships["trust"].tolist() == [1, 0] * 4


def test_nobody_and_one_person_are_refused_with_who_is_left_out():
    with pytest.raises(FindingError, match=r"nobody is a case.*not yet fully coded"):
        analysis(people(done=[]))
    with pytest.raises(FindingError, match="only one person is a case"):
        analysis(people(done=[("interview A", "A1")]))


def test_nothing_sufficient_is_a_finding_too():
    finding = analysis(conditions=["trust"])
    assert finding.solutions.empty
    assert "No configuration is sufficient" in finding.summary()
    assert "No combination of conditions is sufficient" in finding.figure().layout.title.text


def test_it_says_association_not_effect_and_that_the_data_are_constructed():
    for language, words in (
        ("en", ("Constructed data", "association, not effect")),
        ("da", ("Konstruerede data", "ikke en effekt")),
    ):
        finding = analysis()
        caption = finding.figure(language).layout.annotations[-1].text.replace("<br>", " ")
        for word in words:
            assert word in finding.summary(language)
            assert word in caption


def test_more_quotes_and_another_order_of_rows_change_nothing():
    data = people()
    finding = analysis(data)
    more = dataclasses.replace(
        data,
        codings=pd.concat([data.codings, data.codings.assign(start=90, end=99)], ignore_index=True),
    )
    assert analysis(more).table.equals(finding.table)
    assert analysis(more).solutions.equals(finding.solutions)
    mixed = dataclasses.replace(
        data,
        codings=data.codings.iloc[::-1].reset_index(drop=True),
        participants=data.participants.iloc[::-1].reset_index(drop=True),
        speakers=data.speakers.iloc[::-1].reset_index(drop=True),
    )
    assert analysis(mixed).table.equals(finding.table)
    assert analysis(mixed).fingerprint == finding.fingerprint != analysis(more).fingerprint
