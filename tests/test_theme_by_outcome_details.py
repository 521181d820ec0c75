"""The details of theme by outcome: two groups, more groups, ordered groups, strata."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from small_frames import FIFTEEN, NO, YES, coding, frames, six_of_eight_and_two_of_seven
from test_theme_by_outcome_laws import laws, studies

from workbench.errors import FindingError
from workbench.findings.statistics.strata_of_groups import general_association
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.findings.theme_matrix import theme_matrix


def details(data, **asked):
    return theme_by_outcome(data, outcome="outcome", **asked).details.set_index("code")


def test_two_groups_have_ratios_and_intervals_that_hold_the_estimate():
    row = details(six_of_eight_and_two_of_seven()).loc["trust"]
    assert row["risk_ratio"] == pytest.approx((6 / 8) / (2 / 7))
    for name, low, high in (
        ("difference", "newcombe_low", "newcombe_high"),
        ("difference", "mn_low", "mn_high"),
        ("risk_ratio", "risk_ratio_low", "risk_ratio_high"),
        ("odds_ratio", "odds_ratio_low", "odds_ratio_high"),
    ):
        assert row[low] < row[name] < row[high]
    assert row["p_fisher"] == pytest.approx(fisher_exact([[6, 2], [2, 5]]).pvalue)
    assert row["p_boschloo"] < row["p_fisher"]
    assert row["p_max_t"] == pytest.approx(row["p_fisher"])


def test_a_row_that_cannot_be_tested_has_no_p_values_and_says_why():
    row = details(six_of_eight_and_two_of_seven()).loc["network"]
    assert row["note"] == "not testable: nobody shows it"
    assert np.isnan(row[["p_fisher", "p_boschloo", "p_holm", "p_bh", "p_max_t"]].astype(float)).all()


def test_an_empty_group_gives_missing_numbers_and_no_error():
    data = frames({"A": "yes", "B": "no"}, [coding("A")], done=[("interview A", "A1")])
    row = details(data).loc["trust"]
    assert row[["mn_low", "risk_ratio", "odds_ratio_low", "p_boschloo"]].isna().all()


def test_more_groups_have_residuals_that_sum_to_nothing_by_size():
    outcome = {f"{group}{number}": group for group in "abc" for number in range(4)}
    row = details(frames(outcome, [coding(f"a{number}") for number in range(4)])).loc["trust"]
    assert row["cramers_v"] == pytest.approx(1)
    assert row["a residual"] == pytest.approx(np.sqrt(12))
    assert row["b residual"] == row["c residual"] < 0
    assert "risk_ratio" not in row


def test_ordered_groups_tell_whether_people_with_the_theme_stand_higher():
    degree = pd.Series(
        pd.Categorical(["low"] * 4 + ["middle"] * 4 + ["high"] * 7, ["low", "middle", "high"], ordered=True)
    )
    data = frames(FIFTEEN, [coding(person) for person in NO], degree=degree)
    finding = theme_by_outcome(data, outcome="degree")
    row = finding.details.set_index("code").loc["trust"]
    assert row["superiority"] == 1
    # One of the 6435 ways to choose seven of fifteen, and no mirrored one as far out.
    assert row["p_rank"] < 0.001
    assert finding.details.set_index("code").loc["network", ["superiority", "p_rank"]].isna().all()
    assert "superiority" not in details(data)


def sites(people):
    return {person: "north" if number % 2 else "south" for number, person in enumerate(people)}


def test_strata_say_together_what_they_say_alone():
    data = frames(
        FIFTEEN, [coding(person) for person in [*YES[:6], *NO[:2]]], site=dict.fromkeys(FIFTEEN, "north")
    )
    together = theme_by_outcome(data, outcome="outcome", by="site").stratified.set_index("code")
    row = together.loc["trust"]
    assert row["difference"] == pytest.approx(6 / 8 - 2 / 7)
    assert row["p_exact"] == pytest.approx(fisher_exact([[6, 2], [2, 5]]).pvalue)
    assert row["strata"] == 1
    assert row["note"] == "whether the strata agree cannot be tested"
    assert together.loc["network", "note"].startswith("not testable: no stratum")


def test_strata_that_agree_and_strata_that_do_not_are_told_apart():
    people = {f"{site}{n}": n < 10 for site in ("north", "south") for n in range(20)}
    site = {person: person[:5] for person in people}
    same = [f"{part}{n}" for part in ("north", "south") for n in (*range(8), 10, 11)]
    other = [f"north{n}" for n in (*range(8), 10, 11)] + [f"south{n}" for n in (0, 1, *range(10, 18))]
    agree, differ = (
        theme_by_outcome(
            frames(people, [coding(who) for who in shown], site=site), outcome="outcome", by="site"
        )
        .stratified.set_index("code")
        .loc["trust"]
        for shown in (same, other)
    )
    assert agree["p_breslow_day"] > 0.9
    assert differ["p_breslow_day"] < 0.01
    assert agree["difference"] == pytest.approx(0.6)
    assert differ["difference"] == pytest.approx(0)


def three_groups(**variables):
    outcome = dict(zip((*YES, *NO), ("job", "school", "none") * 5, strict=True))
    shown = [person for person, group in outcome.items() if group != "none"][:7]
    return outcome, frames(outcome, [coding(person) for person in shown], **variables)


def test_more_groups_are_compared_within_strata_too():
    outcome, data = three_groups(site=sites(FIFTEEN))
    finding = theme_by_outcome(data, outcome="outcome", by="site")
    row = finding.stratified.set_index("code").loc["trust"]
    tables = [part.table.iloc[0] for part in finding.strata.values()]
    expected = general_association(
        *(
            [[table[f"{group} {what}"] for group in finding.groups] for table in tables]
            for what in ("present", "of")
        )
    )
    assert row["p_exact"] == expected.permutation.p_value < 0.5
    assert row["p_cmh"] == expected.p_value
    assert (row["people"], row["strata"], row["no_stratum"], row["note"]) == (len(outcome), 2, 0, "")
    assert "difference" not in finding.stratified
    nobody = finding.stratified.set_index("code").loc["network"]
    assert nobody["note"].startswith("not testable")
    assert np.isnan(nobody["p_exact"])


def test_groups_in_an_order_are_ranked_within_strata():
    degree = pd.Series(pd.Categorical(["low", "middle", "high"] * 5, ["low", "middle", "high"], ordered=True))
    _, data = three_groups(site=sites(FIFTEEN), degree=degree)
    row = theme_by_outcome(data, outcome="degree", by="site").stratified.set_index("code").loc["trust"]
    assert 0 < row["p_rank"] <= 1
    assert "p_rank" not in theme_by_outcome(data, outcome="outcome", by="site").stratified


@pytest.mark.parametrize("adjust", ["holm", "bh", "max-t"])
def test_people_without_a_stratum_are_counted_as_such(adjust):
    known = {person: place for person, place in sites(FIFTEEN).items() if person not in ("Y0", "N0")}
    data = frames(FIFTEEN, [coding(person) for person in [*YES[:6], *NO[:2]]], site=known)
    row = theme_by_outcome(data, outcome="outcome", by="site", adjust=adjust).stratified.iloc[0]
    assert (row["people"], row["no_stratum"]) == (13, 2)
    without = frames(
        {person: FIFTEEN[person] for person in known},
        [coding(person) for person in [*YES[1:6], NO[1]]],
        site=known,
    )
    alone = theme_by_outcome(without, outcome="outcome", by="site", adjust=adjust).stratified.iloc[0]
    assert (
        row[["p_exact", "p_adjusted", "p_cmh"]].tolist() == alone[["p_exact", "p_adjusted", "p_cmh"]].tolist()
    )
    assert row["p_exact"] == pytest.approx(row["p_adjusted"])  # the other theme cannot be tested


def test_the_summary_tells_what_the_strata_say_together():
    data = frames(FIFTEEN, [coding(person) for person in [*YES[:6], *NO[:2]]], site=sites(FIFTEEN))
    finding = theme_by_outcome(data, outcome="outcome", by="site")
    row = finding.stratified.set_index("code").loc["trust"]
    points = round(100 * row["difference"])
    assert f"Summed up over site, the difference in Trust is +{points} points" in finding.summary()
    assert f"Samlet over site er forskellen i Tillid +{points} point" in finding.summary("da")
    _, more = three_groups(site=sites(FIFTEEN))
    assert (
        "Within site, Trust has an exact p" in theme_by_outcome(more, outcome="outcome", by="site").summary()
    )
    alone = frames(FIFTEEN, [coding("Y0")], site={person: person for person in list(FIFTEEN)[:12]})
    told = theme_by_outcome(alone, outcome="outcome", by="site")
    assert "Over site, Trust is not testable: no stratum has people of several groups" in told.summary()
    assert "Over site: Tillid kan ikke testes: intet stratum" in told.summary("da")


def test_where_no_stratum_is_known_each_theme_says_so():
    outside = {"R1": True}
    data = frames(
        FIFTEEN | outside,
        [coding("Y0")],
        speaking={who: [f"interview {who}"] for who in FIFTEEN},
        site={"R1": "north"},
    )
    told = theme_by_outcome(data, outcome="outcome", by="site", adjust="max-t").stratified
    assert told["no_stratum"].tolist() == [15, 15]
    assert told["note"].str.startswith("not testable").all()
    assert told["p_adjusted"].isna().all()


def test_without_strata_there_is_nothing_stratified():
    assert theme_by_outcome(six_of_eight_and_two_of_seven(), outcome="outcome").stratified.empty


def test_people_who_were_not_asked_are_in_no_detail():
    unasked = pd.DataFrame({"code": ["trust"], "transcript": ["interview N6"]})
    matrix = theme_matrix(six_of_eight_and_two_of_seven(), not_asked=unasked)
    row = theme_by_outcome(matrix, outcome="outcome").details.set_index("code").loc["trust"]
    assert row["difference"] == pytest.approx(6 / 8 - 2 / 6)
    assert row["p_fisher"] == pytest.approx(fisher_exact([[6, 2], [2, 4]]).pvalue)
    assert np.isnan(row["p_max_t"])


@laws
@given(studies(), st.booleans())
def test_swapping_the_groups_mirrors_every_detail(made, by):
    outcome, codings = {"A": "yes", "B": "no"} | made[0], made[1]
    data = frames(outcome, codings, site=sites(outcome))
    asked = {"by": "site"} if by else {}
    one = theme_by_outcome(data, outcome="outcome", groups=["yes", "no"], **asked)
    other = theme_by_outcome(data, outcome="outcome", groups=["no", "yes"], **asked)
    a, b = one.details, other.details
    for name in ("p_fisher", "p_boschloo", "p_holm", "p_bh", "p_max_t"):
        assert a[name].to_numpy() == pytest.approx(b[name].to_numpy(), nan_ok=True)
    assert a["mn_low"].to_numpy() == pytest.approx(-b["mn_high"].to_numpy(), abs=1e-6)
    with np.errstate(divide="ignore"):
        ratio, mirrored = np.log(a["odds_ratio"]), -np.log(b["odds_ratio"])
    assert ratio.to_numpy() == pytest.approx(mirrored.to_numpy(), nan_ok=True, abs=1e-6)
    if by:
        p, q = one.stratified["p_exact"], other.stratified["p_exact"]
        assert p.to_numpy(dtype=float) == pytest.approx(q.to_numpy(dtype=float), nan_ok=True)
        low, high = one.stratified["low"], other.stratified["high"]
        assert low.to_numpy(dtype=float) == pytest.approx(-high.to_numpy(dtype=float), nan_ok=True)


def test_people_without_an_outcome_bound_the_difference_and_are_not_passed_over():
    outcome = FIFTEEN | {"M1": None, "M2": None}
    data = frames(outcome, [coding(person) for person in [*YES[:6], *NO[:2], "M1"]])
    finding = theme_by_outcome(data, outcome="outcome")
    row = finding.details.set_index("code").loc["trust"]
    assert (row["missing with"], row["missing without"]) == (1, 1)
    assert row["difference_all_first"] == pytest.approx(7 / 10 - 2 / 7)
    assert row["difference_all_second"] == pytest.approx(6 / 8 - 3 / 9)
    assert row["difference_lowest"] == pytest.approx(6 / 9 - 3 / 8)
    assert row["difference_highest"] == pytest.approx(7 / 9 - 2 / 8)
    assert (
        "The outcome of 2 people is missing; whatever it is, the difference in Trust lies between +29 and "
        "+53 points" in finding.summary()
    )
    assert "Udfaldet er ikke kendt for 2 personer" in finding.summary("da")


def test_what_so_few_people_could_have_shown_is_told():
    finding = theme_by_outcome(six_of_eight_and_two_of_seven(), outcome="outcome")
    reach = finding.reach.set_index("first share")
    assert reach.loc[0.8, "power"] == pytest.approx(0.65, abs=0.01)
    assert "With 8 and 7 people a true difference of 90 % against 10 % is found in" in finding.summary()
    assert "Med 8 og 7 personer" in finding.summary("da")
    row = finding.details.set_index("code").loc["trust"]
    # Eight show it: the furthest table is 8 of 8 against 0 of 7, one of 6435.
    assert row["smallest_p"] == pytest.approx(1 / 6435)
    empty = theme_by_outcome(frames({"A": "yes", "B": "no"}, done=[("interview A", "A1")]), outcome="outcome")
    assert empty.reach.empty


def test_a_logistic_regression_takes_one_predictor_for_ten_people():
    data = frames(
        FIFTEEN,
        [coding(person) for person in YES],
        age={person: 20.0 + number for number, person in enumerate(FIFTEEN)},
        works=pd.Series([True, False, True] * 5, dtype="boolean"),
    )
    finding = theme_by_outcome(data, outcome="outcome")
    # Eight of eight against none of seven: the penalty adds a half to each cell of the table.
    (row,) = finding.logistic(["trust"]).to_dict("records")
    assert row["odds_ratio"] == pytest.approx((8.5 * 7.5) / (0.5 * 0.5), rel=1e-4)
    assert row["low"] > 1
    assert (row["people"], row["left_out"]) == (15, 0)
    assert finding.logistic([], ["works"])["predictor"].tolist() == ["works"]
    assert finding.logistic([], ["age"])["odds_ratio"].iloc[0] < 1
    for asked, message in (
        ((["trust"], ["age"]), "2 predictors are too many for 15 people"),
        ((["trst"],), r"'trst' is not a theme.*trust"),
        (([],), "there is no predictor"),
        (([], ["ages"]), "no variable 'ages'"),
    ):
        with pytest.raises(FindingError, match=message):
            finding.logistic(*asked)
    three = theme_by_outcome(frames({"A": 1, "B": 2, "C": 3}), outcome="outcome", groups=[1, 2, 3])
    with pytest.raises(FindingError, match="odds need two groups"):
        three.logistic(["trust"])
