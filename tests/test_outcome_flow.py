"""Outcome flow: how many people reach each step, where the others stay, and who of them can be heard."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from small_frames import coding, frames
from test_figure_marks import marks, quotes

from workbench.errors import FindingError
from workbench.findings.outcome_flow import outcome_flow
from workbench.findings.quotes.marks import marks_of

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = [f"P{number}" for number in range(10)]
DONE = dict(zip(PEOPLE, [True] * 6 + [False] * 3 + [None], strict=True))
RESULT = dict(
    zip(PEOPLE, ["job", "job", "school", "none", "none", None, "job", "none", "none", "job"], strict=True)
)


def data(speaking=PEOPLE[:4], **more):
    said = [coding(person, text=f"{person} said it") for person in speaking]
    done = pd.Series(list(DONE.values())).astype("boolean")
    result = pd.Series(
        list(RESULT.values()), dtype=pd.CategoricalDtype(["job", "school", "none"], ordered=False)
    )
    places = {person: [f"interview {person}"] for person in speaking}
    return frames(DONE, said, speaking=places, finished=done, result=result, **more)


def rows(finding, step):
    own = finding.table[finding.table["step"] == step]
    return {
        row["value"]: (row["goes_on"], row["people"], row["of"], row["interviewed"])
        for _, row in own.iterrows()
    }


def test_each_step_counts_who_comes_to_it_who_goes_on_and_who_can_be_heard():
    finding = outcome_flow(data(), ["finished", ("result", ["job", "school"])])
    assert rows(finding, 0) == {"": (True, 10, 10, 4)}
    assert rows(finding, 1) == {"yes": (True, 6, 10, 4), "no": (False, 3, 10, 0), "": (False, 1, 10, 0)}
    assert rows(finding, 2) == {
        "job": (True, 2, 6, 2), "school": (True, 1, 6, 1), "none": (False, 2, 6, 1), "": (False, 1, 6, 0)
    }  # fmt: skip
    assert [finding.reaching(step) for step in range(3)] == [10, 6, 3]
    assert repr(finding) == "<OutcomeFlow: 10 > 6 > 3>"


def test_what_is_missing_is_a_row_of_its_own_and_told():
    finding = outcome_flow(data(), ["finished"])
    assert "4 do not (3 no, 1 not known)" in finding.summary()
    assert "4 gør ikke (3 nej, 1 ikke kendt)" in finding.summary("da")


def test_the_shipped_register_flows_as_published(file_study):
    """Counted from the register, and held against the figures that it is calibrated to."""
    file_study.set_outcomes(ROOT / "outcomes" / "register.yaml")
    finding = outcome_flow(file_study, ["completed", "positive_result"])
    published = YAML(typ="safe").load(ROOT / "outcomes" / "marginals.yaml")
    completed = sum(site["completed"] for site in published["published"]["site_by_status"].values())
    results = published["published"]["final_state_completed"]
    assert [finding.reaching(step) for step in range(3)] == [208, completed, sum(results.values())]
    assert rows(finding, 2)["no"][1] == 71
    assert "71 of 208 people reach the last step" in finding.figure().layout.title.text


def test_quotes_are_those_of_the_people_in_a_box():
    finding = outcome_flow(data(), ["finished", ("result", "job")])
    assert finding.quotes(0)["participant"].tolist() == PEOPLE[:4]
    assert finding.quotes(2)["participant"].tolist() == ["P0", "P1"]
    assert finding.quotes(2, "none")["participant"].tolist() == ["P3"]
    assert finding.quotes(2, "")["participant"].tolist() == []
    with pytest.raises(FindingError, match=r"no step 3.*0 to 2"):
        finding.quotes(3)
    with pytest.raises(FindingError, match=r"nobody has 'jobb' at step 2.*job"):
        finding.quotes(2, "jobb")


def test_a_mark_opens_the_people_it_stands_for():
    finding = outcome_flow(data(), ["finished", ("result", ["job", "school"])])
    line = finding.figure().data[-1]
    assert line.name == "interviewed"
    for trace, place, values in marks(finding.figure()):
        people = quotes(finding, trace, values)["participant"].nunique()
        if trace.name == "interviewed":
            assert people == trace.x[place]
        else:
            assert people <= trace.x[place]


def test_a_mark_is_called_as_its_step_and_its_value():
    finding = outcome_flow(data(), ["finished", ("result", ["job", "school"])])
    found, _ = marks_of(finding.figure("da"))
    labels = [mark.labels(finding, "da") for mark in found]
    assert {"step": "I registret", "value": None} in labels
    assert {"step": "finished", "value": "nej"} in labels
    assert {"step": "finished", "value": "ikke kendt"} in labels
    assert {"step": "result", "value": "school"} in labels


def test_the_bars_of_a_step_are_as_long_as_those_who_went_on():
    finding = outcome_flow(data(), ["finished", ("result", ["job"])])
    lengths: dict[float, int] = {}
    for trace in finding.figure().data[:-1]:
        for place, length in zip(trace.y, trace.x, strict=True):
            lengths[place] = lengths.get(place, 0) + length
    assert [length for _, length in sorted(lengths.items(), reverse=True)] == [10, 10, 6]


def test_nobody_left_is_told_and_not_an_error():
    finding = outcome_flow(data(), [("result", "school"), "finished", ("result", "job"), "finished"])
    assert [finding.reaching(step) for step in range(5)] == [10, 1, 1, 0, 0]
    assert "nobody comes to this step" in finding.summary()
    assert "None of 10 people reach the last step" in finding.figure().layout.title.text
    assert np.isnan(finding.table["share"].iloc[-1])
    json.dumps(finding.to_dict(), allow_nan=False)
    assert str(finding)


def test_who_speaks_and_is_not_in_the_register_is_told():
    known = data()
    known = dataclasses.replace(known, participants=known.participants[1:])
    finding = outcome_flow(known, ["finished"])
    assert finding.excluded["participant"].tolist() == ["P0"]
    assert "Not counted: 1 person" in finding.summary()
    assert "P0" not in set(finding.quotes(0)["participant"])


def test_a_yes_that_is_written_as_a_number_is_one():
    plain = data(number=dict.fromkeys(PEOPLE[:4], 1) | dict.fromkeys(PEOPLE[4:], 0))
    assert outcome_flow(plain, ["number"]).reaching(1) == 4


def test_constructed_data_are_said_to_be():
    for language, words in (("en", "Constructed data"), ("da", "Konstruerede data")):
        finding = outcome_flow(dataclasses.replace(data(), constructed=True), ["finished"])
        assert words in finding.summary(language)
        assert words in finding.figure(language).layout.annotations[-1].text


def test_hostile_values_are_shown_letter_for_letter():
    hostile = "<img src=x onerror=alert(1)> $x$"
    finding = outcome_flow(frames({hostile: hostile, "B": "no"}, [coding(hostile)]), [("outcome", hostile)])
    drawn = finding.figure().update_traces(customdata=None).to_json()
    assert "<img" not in finding._repr_html_()
    assert "<img" not in drawn
    assert "\\u003cimg" not in drawn


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([], "a flow needs a step"),
        (["shoe"], "no variable 'shoe'"),
        (["result"], "'result' is not a yes or no: it has job, school and none"),
        ([("result", "jobb")], "'jobb' is no value of 'result'.*job"),
        ([("result", [])], "no value of 'result' goes on"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(steps, message):
    with pytest.raises(FindingError, match=message):
        outcome_flow(data(), steps)


def test_no_register_and_people_who_stand_twice_are_refused():
    some = data()
    with pytest.raises(FindingError, match="nobody is in the outcome register"):
        outcome_flow(dataclasses.replace(some, participants=some.participants[:0]), ["finished"])
    twice = pd.concat([some.participants, some.participants[:1]])
    with pytest.raises(FindingError, match="a participant stands twice"):
        outcome_flow(dataclasses.replace(some, participants=twice), ["finished"])


@given(
    st.lists(st.tuples(st.sampled_from([True, False, None]), st.sampled_from(["a", "b", None])), min_size=1),
    st.randoms(),
)
def test_nobody_is_lost_between_steps_and_the_order_of_people_does_not_matter(values, luck):
    people = [f"P{number}" for number in range(len(values))]
    flags = pd.Series([flag for flag, _ in values]).astype("boolean")
    letters = pd.Series([letter for _, letter in values], dtype=pd.CategoricalDtype(["a", "b"]))
    if flags.isna().all() or letters.isna().all():
        return
    made = frames(dict.fromkeys(people, 1), [coding(people[0])], flag=flags, letter=letters)
    finding = outcome_flow(made, ["flag", ("letter", "a")])
    for step in (1, 2):
        assert finding.table.loc[finding.table["step"] == step, "people"].sum() == finding.reaching(step - 1)
    order = list(range(len(people)))
    luck.shuffle(order)
    shuffled = dataclasses.replace(made, participants=made.participants.iloc[order])
    assert outcome_flow(shuffled, ["flag", ("letter", "a")]).fingerprint == finding.fingerprint
