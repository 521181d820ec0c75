"""Theme by outcome from a matrix with its own rules, adjusted as chosen, with the dates of interviews."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from small_frames import FIFTEEN, NO, YES, coding, frames, six_of_eight_and_two_of_seven
from test_theme_by_outcome import trust

from workbench.errors import FindingError
from workbench.findings.notes import NOT_ASKED
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.findings.theme_matrix import theme_matrix


def not_asked(*people, code="trust"):
    return pd.DataFrame({"code": code, "transcript": [f"interview {person}" for person in people]})


def test_people_who_were_not_asked_are_not_in_the_denominator():
    data = six_of_eight_and_two_of_seven()
    matrix = theme_matrix(data, not_asked=not_asked("Y0", "N5", "N6"))
    finding = theme_by_outcome(matrix, outcome="outcome")
    assert trust(finding) == {"yes": "5/7", "no": "2/5"}
    assert finding.table["yes of"].tolist() == [7, 8]
    assert "Y0" not in set(finding.quotes("trust")["participant"])
    assert "Said without being asked, and not counted: Trust (1 person)" in finding.summary()
    assert "Sagt uden at være spurgt" in finding.summary("da")
    told = finding.to_dict()["themes"][0]["counts"]
    assert told["no"] == {"present": 2, "of": 5}
    assert [text.strip() for text in finding.figure().data[1].text] == ["5/7", "0/8"]


def test_a_theme_that_a_whole_group_was_not_asked_about_is_not_testable():
    matrix = theme_matrix(six_of_eight_and_two_of_seven(), not_asked=not_asked(*NO))
    row = theme_by_outcome(matrix, outcome="outcome").table.iloc[0]
    assert row["note"] == NOT_ASKED
    assert np.isnan([row["no share"], row["difference"], row["p_fisher"], row["p_holm"]]).all()


def test_the_fingerprint_knows_the_rules():
    data = six_of_eight_and_two_of_seven()
    found = [
        theme_by_outcome(data, outcome="outcome"),
        theme_by_outcome(theme_matrix(data, not_asked=not_asked("N6")), outcome="outcome"),
        theme_by_outcome(theme_matrix(data, not_asked=not_asked("N5")), outcome="outcome"),
        theme_by_outcome(data, outcome="outcome", adjust="bh"),
    ]
    assert len({finding.fingerprint for finding in found}) == 4
    assert theme_by_outcome(theme_matrix(data), outcome="outcome").fingerprint == found[0].fingerprint


def test_codes_and_coders_belong_to_the_matrix_where_there_is_one():
    with pytest.raises(FindingError, match=r"says already.*theme_matrix"):
        theme_by_outcome(theme_matrix(six_of_eight_and_two_of_seven()), outcome="outcome", codes=["trust"])


def test_p_values_are_adjusted_as_chosen_and_said():
    codings = [coding(person) for person in [*YES[:7], *NO[:1]]]
    codings += [coding(person, "network") for person in [*YES[:6], *NO[:1]]]
    data = frames(FIFTEEN, codings)
    finding = {
        adjust: theme_by_outcome(data, outcome="outcome", adjust=adjust) for adjust in ("holm", "bh", "max-t")
    }
    p = finding["holm"].table["p_fisher"]
    assert finding["holm"].adjusted.tolist() == pytest.approx([2 * p[0], max(2 * p[0], p[1])])
    assert finding["bh"].adjusted.tolist() == pytest.approx([min(2 * p[0], p[1]), p[1]])
    assert (finding["max-t"].adjusted >= p - 1e-12).all()
    assert (finding["max-t"].adjusted <= finding["holm"].adjusted + 1e-12).all()
    for adjust, name in (("bh", "Benjamini and Hochberg"), ("max-t", "max-T permutation")):
        assert f"adjusted for 2 tests (Fisher's exact test, {name})" in finding[adjust].summary()
        assert f"p ({name})" in str(finding[adjust])
        told = finding[adjust].to_dict()
        assert told["adjust"] == adjust
        assert told["themes"][0]["p_adjusted"] == finding[adjust].adjusted[0]
        pd.testing.assert_frame_equal(finding[adjust].table, finding["holm"].table)
    with pytest.raises(FindingError, match="'bonferroni' is no way"):
        theme_by_outcome(data, outcome="outcome", adjust="bonferroni")


def test_permutation_leaves_out_themes_that_not_everybody_was_asked_about():
    codings = [coding(person) for person in YES] + [coding(person, "network") for person in YES]
    matrix = theme_matrix(frames(FIFTEEN, codings), not_asked=not_asked("N6"))
    adjusted = theme_by_outcome(matrix, outcome="outcome", adjust="max-t").adjusted
    assert np.isnan(adjusted[0])
    assert adjusted[1] < 0.001


def dated(days, outcomes):
    data = frames({"A": "yes", "B": "no"}, [coding("A")], day=pd.to_datetime(pd.Series(outcomes)))
    said = pd.DataFrame(
        {
            "transcript": ["interview A", "interview B"],
            "metadata": [{} if day is None else {"interview_date": day} for day in days],
        }
    )
    return dataclasses.replace(data, transcripts=said)


@pytest.mark.parametrize(
    ("days", "outcomes", "said"),
    [
        (
            ["2020-05-02", "2020-05-01"],
            ["2020-05-01", "2020-05-01"],
            "Of 2 people with both dates known, 1 had",
        ),
        (["2020-05-02", None], ["2020-06-01", "2020-05-01"], "Of 1 person with both dates known, none had"),
        ([None, "in May"], ["2020-06-01", "2020-05-01"], "not known"),
        (["2020-05-02", "2020-05-02"], [None, None], "not known"),
    ],
)
def test_it_is_told_how_many_were_interviewed_after_the_outcome(days, outcomes, said):
    finding = theme_by_outcome(dated(days, outcomes), outcome="outcome", outcome_date="day")
    assert said in finding.summary()
    assert finding.timing is not None


def test_a_date_that_the_register_does_not_hold_is_refused():
    data = dated(["2020-05-02", None], ["2020-06-01", "2020-05-01"])
    with pytest.raises(FindingError, match=r"no variable 'days'.*day"):
        theme_by_outcome(data, outcome="outcome", outcome_date="days")
    with pytest.raises(FindingError, match=r"'outcome' holds no dates.*day"):
        theme_by_outcome(data, outcome="outcome", outcome_date="outcome")


def test_late_interviews_are_told_below_the_figure_too():
    data = dated(["2020-05-02", "2020-05-01"], ["2020-05-01", "2020-05-01"])
    drawn = theme_by_outcome(data, outcome="outcome", outcome_date="day").figure()
    below = " ".join(note.text.replace("<br>", " ") for note in drawn.layout.annotations)
    assert "1 had an interview after the outcome" in below
