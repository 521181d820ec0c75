"""Whatever the frames hold, a finding says what it found, or a row says why not, or a message what to do."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_frames import FIFTEEN, NO, YES, coding, frames

import workbench
from workbench.errors import FindingError
from workbench.study.frames import Frames

SOME = [
    *(coding(who) for who in [*YES[:6], *NO[:2]]),
    *(coding(who, "network") for who in YES[:3]),
]


def made(outcome, codings=SOME, *, age=None, **how) -> Frames:
    """Frames with every column that any finding may read."""
    people = list(outcome)
    variables = {
        "age": {who: float(n) for n, who in enumerate(people)} if age is None else age,
        "site": {who: "ns"[n % 2] for n, who in enumerate(people)},
        "ended": pd.Series([False] * len(people)),
        "day": pd.Series([pd.NaT] * len(people), dtype="datetime64[ns]"),
    }
    data = frames(outcome, codings, **(variables | how))
    rows = len(data.codings)
    return replace(
        data,
        codings=data.codings.assign(
            turn=pd.array([0] * rows, dtype="Int64"),
            revision=1,
            speaker="B",
            role="citizen",
            origin="manual",
            created=pd.Timestamp("2020-01-01"),
        ),
        speakers=data.speakers.assign(role="citizen", speaker="B"),
    )


def nothing(number: int) -> pd.Series:
    return pd.Series([None] * number, dtype=object)


def twice(data: Frames) -> Frames:
    return replace(
        data, participants=pd.concat([data.participants, data.participants.iloc[:1]], ignore_index=True)
    )


def without_a_name(data: Frames) -> Frames:
    names = [None, *data.participants["participant"].tolist()[1:]]
    return replace(data, participants=data.participants.assign(participant=names))


def with_categories_of_nobody(data: Frames) -> Frames:
    values = ["a" if yes else "b" for yes in data.participants["outcome"]]
    declared = pd.Categorical(values, ["a", "b", "c"], ordered=True)
    return replace(data, participants=data.participants.assign(outcome=declared))


SIXTY = {f"P{n}": f"value {n}" for n in range(60)}
DATA: dict[str, Callable[[], Frames]] = {
    "as it should be": lambda: made(FIFTEEN),
    "no codings": lambda: made(FIFTEEN, ()),
    "nothing done": lambda: made(FIFTEEN, done=[]),
    "interviews without participants": lambda: made(FIFTEEN, speaking={}),
    "participants without interviews": lambda: made(
        FIFTEEN, speaking={who: [f"interview {who}"] for who in YES}
    ),
    "somebody who is not registered": lambda: made(
        FIFTEEN,
        [*SOME, coding("X"), coding(None)],
        speaking={who: [f"interview {who}"] for who in [*FIFTEEN, "X"]},
    ),
    "one person": lambda: made({"A": True}, [coding("A")]),
    "two people who are alike": lambda: made({"A": True, "B": True}, [coding("A")], age={"A": 1.0, "B": 1.0}),
    "nobody": lambda: made({}, ()),
    "everything missing": lambda: made(
        dict.fromkeys(FIFTEEN), age=nothing(15), site=nothing(15), ended=nothing(15)
    ),
    "sixty values": lambda: made(SIXTY, [coding("P1")]),
    "an empty group": lambda: made(FIFTEEN, done=[(f"interview {who}", "A1") for who in YES]),
    "a theme that everybody has": lambda: made(FIFTEEN, [coding(who) for who in FIFTEEN]),
    "numbers in words": lambda: made(FIFTEEN, age=dict.fromkeys(FIFTEEN, "many")),
    "numbers and words": lambda: made(FIFTEEN, age=dict.fromkeys(YES, 1.0) | dict.fromkeys(NO, "x")),
    "an infinite number": lambda: made(FIFTEEN, age=dict.fromkeys(YES, math.inf) | dict.fromkeys(NO, 1.0)),
    "codes of no scheme": lambda: made(FIFTEEN, [coding(who, "unheard of") for who in YES]),
    "no scheme": lambda: made(FIFTEEN, scheme=None),
    "neither scheme nor codings": lambda: made(FIFTEEN, (), scheme=None),
    "values that look like code": lambda: made(
        {who: ("<b>x</b>" if n % 2 else "$y$ {z} %s") for n, who in enumerate(FIFTEEN)},
        [coding(who, text="<script>{a}</script> %s") for who in YES],
    ),
    "values of nobody": lambda: with_categories_of_nobody(made(FIFTEEN)),
    "somebody twice": lambda: twice(made(FIFTEEN)),
    "a row of nobody": lambda: without_a_name(made(FIFTEEN)),
}
ASKED: dict[str, Callable[[Frames], workbench.ThemeMatrix]] = {
    "matrix": lambda data: workbench.theme_matrix(data, outcome="outcome"),
    "matrix, all coders": lambda data: workbench.theme_matrix(data, agreement="all"),
    "matrix, consensus": lambda data: workbench.theme_matrix(data, agreement="consensus"),
    "outcome": lambda data: workbench.theme_by_outcome(
        data, outcome="outcome", by="site", adjust="max-t", outcome_date="day"
    ),
    "outcome that is a number": lambda data: workbench.theme_by_outcome(data, outcome="age"),
    "measure": lambda data: workbench.theme_by_measure(data, outcome="age"),
    "time": lambda data: workbench.theme_by_time(data, time="age", event="ended", exit_date="day"),
    "interviewed": workbench.interviewed_against_register,
    "segment": lambda data: workbench.co_occurrence(data, within="segment"),
    "overlap": workbench.co_occurrence,
    "turn": lambda data: workbench.co_occurrence(data, within="turn", turns=2),
    "person": lambda data: workbench.co_occurrence(data, within="person"),
    "combinations": lambda data: workbench.code_combinations(data, outcome="outcome"),
    "sequences": lambda data: workbench.code_sequences(data, turns=2),
    "portrait": workbench.document_portrait,
    "saturation": lambda data: workbench.saturation(data, base=1, run=1),
    "sets": lambda data: workbench.set_analysis(data, outcome="outcome", conditions=["trust"]),
    "fuzzy sets": lambda data: workbench.set_analysis(
        data, outcome="outcome", conditions=[workbench.Calibration("age", anchors=(2, 5, 9))]
    ),
}


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("given", DATA)
def test_a_finding_is_told_and_drawn_or_refused_in_words(given):
    data = DATA[given]()
    for asked, make in ASKED.items():
        try:
            finding = make(data)
        except FindingError:
            assert given != "as it should be" or asked in ("outcome that is a number", "interviewed")
            continue
        assert str(finding)
        assert finding.summary("da")
        assert finding.figure().data is not None
        assert len(finding.fingerprint) == 64
        for more in ("details", "reach", "stratified", "adjusted", "counts"):
            assert getattr(finding, more, "") is not None
        assert all(len(row) == len(finding._printed("da")[0]) for row in finding._printed("da")[1])


@pytest.mark.parametrize("asked", ASKED)
def test_a_participant_who_stands_twice_or_nowhere_is_refused_by_name(asked):
    for change, message in ((twice, "stands twice"), (without_a_name, "no participant")):
        with pytest.raises(FindingError, match=message):
            ASKED[asked](change(made(FIFTEEN, speaking={who: [f"interview {who}"] for who in YES})))


def everybody_counted(finding) -> set[str]:
    compared = set(finding.presence.people[finding.sample.group >= 0])
    assert not compared & set(finding.excluded["participant"])
    return compared | set(finding.excluded["participant"])


@pytest.mark.parametrize(
    "given", ["nothing done", "participants without interviews", "an empty group", "everything missing"]
)
def test_nobody_is_dropped_in_silence(given):
    """Everybody in the register or in an interview is compared or listed as excluded, never neither."""
    data = DATA[given]()
    expected = set(data.participants["participant"])
    for asked in ("outcome", "measure", "time"):
        try:
            finding = ASKED[asked](data)
        except FindingError:
            assert given == "everything missing"
            continue
        assert everybody_counted(finding) == expected


def test_strangers_are_listed_and_never_compared():
    data = DATA["somebody who is not registered"]()
    for asked in ("outcome", "measure", "time"):
        finding = ASKED[asked](data)
        assert everybody_counted(finding) == {*FIFTEEN, "X"}
        assert finding.excluded["kind"].tolist() == ["not registered"]


@pytest.mark.parametrize("anchors", [("low", "mid", "high"), (1, 2), (1, None, 3), (1, 2, math.inf), 7])
def test_anchors_that_are_no_numbers_are_refused(anchors):
    with pytest.raises(FindingError, match="not three numbers"):
        workbench.Calibration("age", anchors=anchors)


def test_memberships_that_are_no_numbers_are_refused():
    for given, message in (
        (dict.fromkeys(FIFTEEN, "half"), "no number for everybody"),
        (dict.fromkeys(FIFTEEN, 2.0), "between 0 and 1"),
    ):
        with pytest.raises(FindingError, match=message):
            workbench.set_analysis(
                made(FIFTEEN, age=given),
                outcome="outcome",
                conditions=[workbench.Calibration("age", given=True)],
            )


def test_a_missing_number_is_told_apart_from_a_missing_person():
    ages = {who: (np.nan if who == "Y0" else 30.0 + n) for n, who in enumerate(FIFTEEN)}
    finding = workbench.theme_by_measure(made(FIFTEEN, age=ages), outcome="age")
    assert dict(zip(finding.excluded["participant"], finding.excluded["kind"], strict=True)) == {
        "Y0": "no outcome"
    }
