"""Why a row is not tested: one text in every frame, said to a reader in the reader's language."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from small_frames import FIFTEEN, NO, YES, coding, frames

import workbench
from workbench.findings import notes
from workbench.findings.finding import Finding
from workbench.findings.interviewed import interviewed_against_register
from workbench.findings.phrases import Voice
from workbench.findings.theme_by_measure import theme_by_measure
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.findings.theme_by_time import theme_by_time
from workbench.findings.theme_matrix import theme_matrix


def nobody_coded():
    return frames(FIFTEEN, done=[], age=dict.fromkeys(FIFTEEN, 30.0))


def alike():
    return frames(FIFTEEN, [coding("Y0"), coding("Y0", "network")], age=dict.fromkeys(FIFTEEN, 30.0))


def everybody():
    return frames(FIFTEEN, [coding(who) for who in FIFTEEN], age={who: n for n, who in enumerate(FIFTEEN)})


def unasked(*people):
    return pd.DataFrame({"code": "trust", "transcript": [f"interview {who}" for who in people]})


def three_thousand():
    people = [f"P{number}" for number in range(3000)]
    return frames({who: "abc"[n % 3] for n, who in enumerate(people)}, [coding(people[0])])


AWKWARD = {
    "nobody coded": lambda: theme_by_outcome(nobody_coded(), outcome="outcome"),
    "an empty group": lambda: theme_by_outcome(
        frames(FIFTEEN, [coding("Y0")], done=[(f"interview {who}", "A1") for who in YES]), outcome="outcome"
    ),
    "one group": lambda: theme_by_outcome(
        frames(dict.fromkeys(YES, "yes"), [coding("Y0")]), outcome="outcome"
    ),
    "a group not asked": lambda: theme_by_outcome(
        theme_matrix(alike(), not_asked=unasked(*NO)), outcome="outcome"
    ),
    "everybody or nobody": lambda: theme_by_outcome(everybody(), outcome="outcome"),
    "too many people": lambda: theme_by_outcome(three_thousand(), outcome="outcome"),
    "a number nobody coded": lambda: theme_by_measure(nobody_coded(), outcome="age"),
    "a number that is the same": lambda: theme_by_measure(alike(), outcome="age"),
    "a number and few": lambda: theme_by_measure(
        frames(FIFTEEN, [coding("Y0")], age={who: n for n, who in enumerate(FIFTEEN)}), outcome="age"
    ),
    "times that tell nothing": lambda: theme_by_time(
        frames(
            FIFTEEN,
            [coding("Y0")],
            age=dict.fromkeys(FIFTEEN, 30.0),
            ended=dict.fromkeys(FIFTEEN, False),
            day=pd.Series([pd.Timestamp("2020-01-01")] * 15),
        ),
        time="age",
        event="ended",
        exit_date="day",
    ),
    "a register that is the same": lambda: interviewed_against_register(
        frames(
            FIFTEEN,
            speaking={who: [f"interview {who}"] for who in YES},
            same=dict.fromkeys(FIFTEEN, True),
            ours=dict.fromkeys(YES, 1.0),
            theirs=pd.Series([np.nan] * 8 + [float(n) for n in range(7)]),
        )
    ),
}


@pytest.mark.parametrize("case", AWKWARD)
def test_the_reader_is_told_in_danish_what_the_frame_says_in_english(case):
    finding: Finding = AWKWARD[case]()
    held = [note for note in finding.table["note"] if note]
    assert held
    assert set(held) <= set(notes.DANISH)
    english, danish = (
        [row[-1] for row in finding._printed(language)[1] if row[-1]] for language in ("en", "da")
    )
    assert len(english) == len(danish) == len(held)
    for note, one, other in zip(held, english, danish, strict=True):
        assert one.startswith(note)
        assert other.startswith(notes.DANISH[note])
        assert other in finding.as_text("da")
        assert f"<td>{other}</td>" in finding.as_html("da")


def test_the_groups_that_nobody_is_in_are_named():
    for case, group in (("an empty group", "no"), ("a group not asked", "no")):
        finding = AWKWARD[case]()
        assert {row[-1].rpartition("(")[2] for row in finding._printed("en")[1] if "one of" in row[-1]} == {
            f"{group})"
        }
        assert any("(nej)" in row[-1] for row in finding._printed("da")[1])


def test_every_note_of_the_statistics_has_words():
    """The notes are looked for in the code, so that a new one cannot be forgotten."""
    from inspect import getsource

    from workbench.findings.statistics import firth, ranks, standardised_differences

    code = "".join(map(getsource, (firth, ranks, standardised_differences)))
    known = [note for note in notes.DANISH if f'"{note}"' in code or "fewer than 5" in note]
    assert len(known) == 9
    voice = Voice("da")
    assert all(notes.told_note(voice, note) != note for note in known)


def test_a_joint_display_says_it_once_in_the_readers_language():
    display = workbench.joint_display(alike(), "themes by outcome", outcome="outcome", codes=["trust"])
    assert display.table["p"].tolist() == ["1.00"]
    display = workbench.joint_display(nobody_coded(), "themes by outcome", outcome="outcome")
    assert set(display.table["p"]) == {notes.NOBODY}
    assert notes.DANISH[notes.NOBODY] in "".join(
        cell.text("da") for (_, column), cell in display.grid.cells.items() if column == "p"
    )


def test_who_is_excluded_has_a_kind_that_is_the_same_in_every_language():
    data = frames(
        FIFTEEN | {"M": None},
        [coding("Y0")],
        done=[(f"interview {who}", "A1") for who in [*FIFTEEN, "M"] if who != "N6"],
        speaking={who: [f"interview {who}"] for who in [*FIFTEEN, "M"] if who != "N5"},
    )
    excluded = theme_by_outcome(data, outcome="outcome").excluded
    assert dict(zip(excluded["participant"], excluded["kind"], strict=True)) == {
        "M": "no outcome",
        "N5": "no transcript",
        "N6": "not coded",
    }
    for language in ("en", "da"):
        said = [Voice(language).say(kind, n=1) for kind in excluded["kind"]]
        assert all(text in theme_by_outcome(data, outcome="outcome").summary(language) for text in said)
