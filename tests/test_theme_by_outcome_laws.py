"""Laws that theme by outcome keeps for any study."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from small_frames import coding, frames

from workbench.findings.theme_by_outcome import theme_by_outcome

people = st.dictionaries(
    st.sampled_from([f"P{number}" for number in range(12)]), st.sampled_from(["yes", "no"]), min_size=2
)


@st.composite
def studies(draw):
    """Some people with an outcome of two values, and codings of theirs."""
    outcome = draw(people)
    who = st.sampled_from(sorted(outcome))
    pairs = draw(
        st.lists(st.tuples(who, st.sampled_from(["trust", "trust.kept_word", "network"])), max_size=25)
    )
    return outcome, [coding(participant, code) for participant, code in pairs]


laws = settings(max_examples=25, deadline=None)
NUMBERS = ["difference", "low", "high", "p_fisher", "p_holm"]


def numbers(data, **asked):
    return theme_by_outcome(data, outcome="outcome", groups=["yes", "no"], **asked).table


@laws
@given(studies())
def test_swapping_the_groups_flips_the_sign_and_mirrors_the_interval(made):
    outcome, codings = {"A": "yes", "B": "no"} | made[0], made[1]
    table = numbers(frames(outcome, codings))
    swapped = theme_by_outcome(frames(outcome, codings), outcome="outcome", groups=["no", "yes"]).table
    expected = table.assign(difference=-table["difference"], low=-table["high"], high=-table["low"])
    pd.testing.assert_frame_equal(swapped[NUMBERS], expected[NUMBERS])


@laws
@given(studies(), st.permutations([f"P{number}" for number in range(12)]))
def test_relabelling_people_changes_nothing(made, names):
    outcome, codings = {"A": "yes", "B": "no"} | made[0], made[1]
    other = {f"P{number}": name for number, name in enumerate(names)} | {"A": "A", "B": "B"}
    renamed = [coding(other[str(row["participant"])], str(row["code"])) for row in codings]
    again = {other[participant]: value for participant, value in outcome.items()}
    pd.testing.assert_frame_equal(numbers(frames(again, renamed)), numbers(frames(outcome, codings)))


@laws
@given(studies(), st.data())
def test_a_further_quote_of_a_theme_that_a_person_shows_changes_nothing(made, data):
    outcome, codings = {"A": "yes", "B": "no"} | made[0], [coding("A"), *made[1]]
    further = data.draw(st.lists(st.sampled_from(codings), max_size=10))
    pd.testing.assert_frame_equal(
        numbers(frames(outcome, codings + further)), numbers(frames(outcome, codings))
    )


@laws
@given(studies(), st.data())
def test_splitting_the_interview_of_one_person_in_two_changes_nothing(made, data):
    outcome, codings = {"A": "yes", "B": "no"} | made[0], [coding("A"), coding("A", "network"), *made[1]]
    parts = [data.draw(st.sampled_from(["part 1", "part 2"])) for _ in codings]
    split = [
        row | {"transcript": part} if row["participant"] == "A" else row
        for row, part in zip(codings, parts, strict=True)
    ]
    speaking = {participant: [f"interview {participant}"] for participant in outcome} | {
        "A": ["part 1", "part 2"]
    }
    pd.testing.assert_frame_equal(
        numbers(frames(outcome, split, speaking=speaking)), numbers(frames(outcome, codings))
    )
