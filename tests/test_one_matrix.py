"""What counts as present, of whom and by whom is said once, in the matrix; findings on people follow it."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from small_frames import FIFTEEN, NO, YES, coding, frames, six_of_eight_and_two_of_seven

import workbench
from workbench.errors import FindingError


def two_coders():
    """A1 and A2 are done with all; they agree on trust in the first three, and A1 finds it in five."""
    both = [(f"interview {who}", coder) for who in FIFTEEN for coder in ("A1", "A2")]
    return frames(
        FIFTEEN,
        [
            *(coding(who) for who in YES[:5]),
            *(coding(who, coder="A2") for who in YES[:3]),
            *(coding(who, "network", coder=coder) for who in NO[:2] for coder in ("A1", "A2")),
        ],
        done=both,
    )


def unasked(code: str, *people: str) -> pd.DataFrame:
    return pd.DataFrame({"code": code, "transcript": [f"interview {who}" for who in people]})


def test_combinations_follow_the_matrix():
    data = two_coders()
    agreed = workbench.theme_matrix(data, agreement="all")
    for source, people in ((data, 5), (agreed, 3)):
        table = workbench.code_combinations(source).table.set_index("combination")
        assert table.loc["trust", "people"] == people
    assert "every coder" in workbench.code_combinations(agreed).summary()
    prints = {workbench.code_combinations(source).fingerprint for source in (data, agreed)}
    assert len(prints) == 2


def test_who_was_not_asked_about_a_theme_has_no_combination():
    matrix = workbench.theme_matrix(two_coders(), not_asked=unasked("network", "Y0", "N0"))
    finding = workbench.code_combinations(matrix, outcome="outcome")
    assert len(finding.matrix) == 13
    assert finding.excluded[["participant", "kind"]].to_numpy().tolist() == [
        ["Y0", "not asked"],
        ["N0", "not asked"],
    ]
    assert "2 not asked about every theme" in finding.summary()
    assert "2 ikke spurgt om alle temaer" in finding.summary("da")
    assert set(finding.quotes("trust")["participant"]) == set(YES[1:5])


def test_set_analysis_follows_the_matrix():
    data = two_coders()
    agreed = workbench.theme_matrix(data, agreement="all")
    asked = {"outcome": "outcome", "conditions": ["trust", "network"]}
    for source, cases in ((data, 5), (agreed, 3)):
        table = workbench.set_analysis(source, **asked).table.set_index(["trust", "network"])
        assert table.loc[(1, 0), "n"] == cases
    assert "every coder" in workbench.set_analysis(agreed, **asked).summary()


def test_who_was_not_asked_about_a_condition_is_no_case():
    matrix = workbench.theme_matrix(two_coders(), not_asked=unasked("trust", "Y7"))
    finding = workbench.set_analysis(matrix, outcome="outcome", conditions=["trust"])
    assert finding.excluded.to_numpy().tolist() == [["Y7", "not asked", "not asked about trust"]]
    assert "Y7" not in finding.memberships["participant"].tolist()
    # Who was not asked about a theme that is no condition is a case.
    other = workbench.set_analysis(matrix, outcome="outcome", conditions=["network"])
    assert other.excluded.empty


@pytest.mark.parametrize(
    "ask",
    [
        lambda matrix: workbench.code_combinations(matrix, codes=["trust"]),
        lambda matrix: workbench.code_combinations(matrix, coder="A1"),
        lambda matrix: workbench.code_combinations(matrix, roll_up=False),
        lambda matrix: workbench.set_analysis(matrix, outcome="outcome", conditions=["trust"], coder="A1"),
    ],
)
def test_what_the_matrix_says_is_not_said_again(ask):
    with pytest.raises(FindingError, match="matrix"):
        ask(workbench.theme_matrix(two_coders()))


@pytest.mark.parametrize("source", [pd.DataFrame(), "study.qwb", None, 7])
@pytest.mark.parametrize("ask", [workbench.co_occurrence, workbench.theme_matrix, workbench.saturation])
def test_what_is_neither_study_nor_frames_is_refused_in_words(ask, source):
    with pytest.raises(FindingError, match="neither a study nor the frames"):
        ask(source)


def test_a_finding_in_the_text_does_not_count_by_a_matrix_and_says_so():
    with pytest.raises(FindingError, match="ThemeMatrix is neither a study"):
        workbench.co_occurrence(workbench.theme_matrix(six_of_eight_and_two_of_seven()))


def test_with_three_groups_missing_outcomes_bound_each_share():
    outcome = {"A1": "a", "A2": "a", "B1": "b", "C1": "c", "C2": "c", "M1": None, "M2": None, "M3": None}
    shown = ("A1", "C1", "C2", "M1")
    data = frames(outcome, [coding(who) for who in shown])
    row = workbench.theme_by_outcome(data, outcome="outcome").details.set_index("code").loc["trust"]
    assert (row["missing with"], row["missing without"]) == (1, 2)
    missing = [who for who, group in outcome.items() if group is None]
    for group in "abc":
        shares = []
        for guess in itertools.product("abc", repeat=3):
            full = outcome | dict(zip(missing, guess, strict=True))
            own = [who for who, value in full.items() if value == group]
            shares.append(sum(who in shown for who in own) / len(own))
        assert row[f"{group} share_lowest"] == pytest.approx(min(shares))
        assert row[f"{group} share_highest"] == pytest.approx(max(shares))
