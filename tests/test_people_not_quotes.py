"""People are the unit of every number: quotes, interviews, names and order change nothing but themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_frames import coding, frames

import workbench
from workbench.errors import FindingError
from workbench.study.frames import Frames

PEOPLE = [f"P{n}" for n in range(9)]
laws = settings(max_examples=20, deadline=None)


def made(shown: list[tuple[str, str]], names: dict[str, str] | None = None) -> Frames:
    """Nine people with an outcome, a number, a time and a place; `shown` says who shows which theme."""
    name = names or {who: who for who in PEOPLE}
    outcome: dict[str, object] = {name[who]: n % 3 > 0 for n, who in enumerate(PEOPLE)}
    return frames(
        outcome,
        [coding(name[who], code) for who, code in shown],
        age={name[who]: float(n * n % 7) for n, who in enumerate(PEOPLE)},
        ended=pd.Series([False] * 9),
        day=pd.Series([pd.NaT] * 9, dtype="datetime64[ns]"),
        site={name[who]: "ns"[n % 2] for n, who in enumerate(PEOPLE)},
        degree=pd.Series(
            pd.Categorical(["low", "middle", "high"] * 3, ["low", "middle", "high"], ordered=True)
        ),
    )


def by_outcome(data: Frames, outcome: str) -> pd.DataFrame:
    finding = workbench.theme_by_outcome(data, outcome=outcome, by="site", adjust="max-t")
    parts = [finding.table, finding.counts, finding.details, finding.stratified]
    return pd.concat([part.reset_index(drop=True) for part in parts], axis=1)


COMPARED: dict[str, Callable[[Frames], pd.DataFrame]] = {
    "two groups": lambda data: by_outcome(data, "outcome"),
    "three groups": lambda data: by_outcome(data, "degree"),
    "a number": lambda data: workbench.theme_by_measure(data, outcome="age").table,
    "a time": lambda data: workbench.theme_by_time(data, time="age", event="ended", exit_date="day").table,
    "combinations": lambda data: workbench.code_combinations(data, outcome="outcome").table.drop(
        columns="participants"
    ),
    "sets": lambda data: workbench.set_analysis(data, outcome="outcome", conditions=["trust"]).solutions.drop(
        columns="cases"
    ),
}

cells = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["trust", "trust.kept_word", "network"])), max_size=12
)


def table(compared: str, data: Frames) -> pd.DataFrame | str:
    try:
        return COMPARED[compared](data)
    except FindingError as refused:
        return str(refused)


def assert_same(one: pd.DataFrame | str, other: pd.DataFrame | str) -> None:
    if isinstance(one, str) or isinstance(other, str):
        assert isinstance(one, str)
        assert isinstance(other, str)
        return
    pd.testing.assert_frame_equal(one, other, rtol=1e-9)


@pytest.mark.parametrize("compared", COMPARED)
@laws
@given(cells, st.data())
def test_further_quotes_of_a_theme_that_a_person_shows_change_nothing(compared, shown, data):
    again = data.draw(st.lists(st.sampled_from(shown), max_size=5)) if shown else []
    assert_same(table(compared, made(shown)), table(compared, made([*shown, *again])))


@pytest.mark.parametrize("compared", COMPARED)
@laws
@given(cells, st.sampled_from(PEOPLE))
def test_splitting_the_interview_of_somebody_in_two_changes_nothing(compared, shown, who):
    whole = made(shown)
    own = whole.codings["participant"].eq(who)
    second = own & (own.cumsum() % 2 == 0)
    half = "the second half"
    split = replace(
        whole,
        codings=whole.codings.assign(transcript=whole.codings["transcript"].mask(second, half)),
        speakers=pd.concat(
            [whole.speakers, pd.DataFrame({"transcript": [half], "participant": [who]})], ignore_index=True
        ),
        statuses=pd.concat(
            [whole.statuses, pd.DataFrame({"transcript": [half], "coder": ["A1"], "status": ["done"]})],
            ignore_index=True,
        ),
    )
    assert_same(table(compared, whole), table(compared, split))


@pytest.mark.parametrize("compared", COMPARED)
@laws
@given(cells, st.permutations([f"somebody {n}" for n in range(9)]))
def test_other_names_for_the_people_change_nothing(compared, shown, names):
    other = dict(zip(PEOPLE, names, strict=True))
    assert_same(table(compared, made(shown)), table(compared, made(shown, other)))


@pytest.mark.parametrize("compared", COMPARED)
@laws
@given(cells, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(compared, shown, luck):
    data = made(shown)
    seed = luck.randint(0, 1000)
    mixed = replace(
        data,
        codings=data.codings.sample(frac=1, random_state=seed).reset_index(drop=True),
        speakers=data.speakers.sample(frac=1, random_state=seed).reset_index(drop=True),
    )
    assert_same(table(compared, data), table(compared, mixed))
