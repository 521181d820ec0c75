"""Every mark of a figure that stands for people or quotes says which quotes it opens."""

from __future__ import annotations

import dataclasses
import math

import pytest
from small_interviews import interviews, passage
from test_joint_display import KINDS, display_of, full
from test_theme_by_time import ASKED, watched

from workbench.findings.interviewed import interviewed_against_register
from workbench.findings.negative_cases.negative_cases import negative_cases
from workbench.findings.outcome_flow import outcome_flow
from workbench.findings.qca.set_analysis import set_analysis
from workbench.findings.relations.co_occurrence import co_occurrence
from workbench.findings.relations.combinations import code_combinations
from workbench.findings.relations.portrait import document_portrait
from workbench.findings.relations.saturation import saturation
from workbench.findings.relations.sequences import code_sequences
from workbench.findings.theme_by_measure import theme_by_measure
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.findings.theme_by_time import theme_by_time
from workbench.findings.theme_matrix import theme_matrix


def talks():
    """Three interviews; `u` says more than `t`, and nobody says anything in `v`."""
    passages = [
        passage(name, code, 10 * place, 10 * place + 15, turn=place)
        for name, said in (("t", "abab"), ("u", "acb"))
        for place, code in enumerate(said)
    ]
    outcome = {"person of t": "yes", "person of u": "no", "person of v": "no"}
    return interviews(*passages, names=["v"], outcome=outcome)


def some_left():
    """People of whom some were watched no longer before it happened."""
    days = {person: 10.0 * (place + 1) for place, person in enumerate([f"P{n}" for n in range(8)])}
    done = {person: place % 3 > 0 for place, person in enumerate(days)}
    return watched(shown=list(days)[:4], days=days, done=done)


FINDINGS = {
    "dot plot": lambda: theme_by_outcome(full(), outcome="outcome"),
    "strips": lambda: theme_by_measure(full(), outcome="age"),
    "curves": lambda: theme_by_time(some_left(), **ASKED),
    "grid": lambda: theme_matrix(full(), outcome="outcome"),
    "UpSet": lambda: code_combinations(talks(), outcome="outcome"),
    "UpSet without groups": lambda: code_combinations(talks()),
    "triangle of people": lambda: co_occurrence(talks(), within="person"),
    "triangle of turns": lambda: co_occurrence(talks(), within="turn", turns=1),
    "sequences": lambda: code_sequences(talks()),
    "portrait": lambda: document_portrait(talks()),
    "saturation": lambda: saturation(talks(), base=1, run=1),
    "XY plot": lambda: set_analysis(full(), outcome="outcome", conditions=["trust"]),
    "outcome flow": lambda: outcome_flow(full(), ["outcome"]),
    "negative cases": lambda: negative_cases(full(), outcome="outcome"),
    **{f"display: {kind}": lambda kind=kind: display_of(kind) for kind in KINDS},
}


def marks(figure):
    """Each mark that can be seen: its trace, its place in it, and the arguments that it hands on."""
    for trace in figure.data:
        if not trace.meta:
            continue
        if trace.type == "heatmap":
            cells = [
                (trace, (line, column), trace.customdata[line][column])
                for line, values in enumerate(trace.z)
                for column, value in enumerate(values)
                if value is not None and not math.isnan(value)
            ]
            yield from cells
        else:
            assert len(trace.customdata) == len(trace.x)
            yield from ((trace, place, values) for place, values in enumerate(trace.customdata))


def quotes(finding, trace, values):
    names = trace.meta["quotes"]
    assert len(values) == len(names)
    wanted = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    return finding.quotes(**wanted)


@pytest.mark.parametrize("kind", FINDINGS)
def test_every_mark_opens_rows_of_the_codings(kind):
    finding = FINDINGS[kind]()
    opened = [quotes(finding, trace, values) for trace, _, values in marks(finding.figure())]
    assert any(len(frame) for frame in opened)
    for frame in opened:
        assert {"transcript", "participant", "code", "text"} <= set(frame.columns)


@pytest.mark.parametrize("kind", FINDINGS)
def test_a_mark_that_opens_something_answers_to_the_mouse(kind):
    for trace in FINDINGS[kind]().figure().data:
        assert not trace.meta or trace.hoverinfo not in (None, "skip")


def people(frame):
    return frame["participant"].nunique()


def test_a_dot_opens_as_many_people_as_are_printed_beside_it():
    finding = FINDINGS["dot plot"]()
    drawn = finding.figure()
    for dots, counts in zip(drawn.data[::2], drawn.data[1::2], strict=True):
        for values, printed in zip(dots.customdata, counts.text, strict=True):
            assert f"{people(quotes(finding, dots, values))}/" in printed


def test_a_person_with_a_theme_opens_their_own_quotes_and_one_without_none():
    finding = FINDINGS["strips"]()
    filled, empty = (trace for trace in finding.figure().data if trace.meta)
    for trace, expected in ((filled, 1), (empty, 0)):
        assert [people(quotes(finding, trace, values)) for values in trace.customdata] == [expected] * len(
            trace.x
        )


def test_who_was_watched_no_longer_can_be_opened_one_by_one():
    finding = FINDINGS["curves"]()
    ticks = [trace for trace in finding.figure().data if trace.mode == "markers"]
    opened = {
        values[1]: quotes(finding, trace, values)
        for trace in ticks
        for values in trace.customdata
        if values[0] == "trust"
    }
    assert sorted(opened) == ["P0", "P3", "P6"]
    assert opened["P0"]["participant"].tolist() == ["P0"]


def test_the_bars_of_combinations_open_as_many_people_as_they_are_high():
    for kind in ("UpSet", "UpSet without groups"):
        finding = FINDINGS[kind]()
        for trace, place, values in marks(finding.figure()):
            if trace.type == "bar" and values[0] != "":
                printed = trace.y[place] if trace.orientation is None else trace.x[place]
                assert people(quotes(finding, trace, values)) == printed


def test_a_cell_of_themes_that_meet_in_people_opens_the_people_it_prints():
    finding = FINDINGS["triangle of people"]()
    cells = list(marks(finding.figure()))
    assert cells
    for trace, _, values in cells:
        a, b = values
        assert people(quotes(finding, trace, values)) == finding.matrix.loc[a, b]


def test_a_bar_along_a_text_opens_the_passage_it_stands_for():
    finding = FINDINGS["portrait"]()
    for trace, _, values in marks(finding.figure()):
        passages = quotes(finding, trace, values)[["transcript", "start", "end"]].drop_duplicates()
        assert passages.to_numpy().tolist() == [list(values[1:])]


def test_a_bar_of_saturation_opens_what_was_new():
    finding = FINDINGS["saturation"]()
    bar = next(trace for trace in finding.figure().data if trace.type == "bar")
    assert [quotes(finding, bar, values)["code"].nunique() for values in bar.customdata] == list(bar.y)


def test_a_point_of_several_cases_opens_all_of_them():
    data = full()
    finding = FINDINGS["XY plot"]()
    found = {
        str(name): frozenset(quotes(finding, trace, values)["participant"])
        for trace, _, values in marks(finding.figure())
        for name in values[0]
    }
    assert set(found) == set(data.participants["participant"])
    assert found["Y0"] == {f"Y{number}" for number in range(6)}


def test_a_bar_of_negative_cases_opens_the_people_on_that_side():
    finding = FINDINGS["negative cases"]()
    for trace, place, values in marks(finding.figure()):
        if values[1] == "theme":
            assert people(quotes(finding, trace, values)) == trace.x[place]


def test_the_register_has_no_quotes_to_open():
    data = full()
    own = data.speakers[data.speakers["participant"].str.startswith("Y")]
    figure = interviewed_against_register(dataclasses.replace(data, speakers=own)).figure()
    assert list(marks(figure)) == []


def test_a_person_with_a_number_for_a_name_is_found_again():
    data = full()
    number = {person: place for place, person in enumerate(data.participants["participant"])}
    frames = dataclasses.replace(
        data,
        codings=data.codings.assign(participant=data.codings["participant"].map(number)),
        speakers=data.speakers.assign(participant=data.speakers["participant"].map(number)),
        participants=data.participants.assign(participant=data.participants["participant"].map(number)),
    )
    finding = theme_matrix(frames)
    assert any(len(quotes(finding, trace, values)) for trace, _, values in marks(finding.figure()))
