"""What stands in a figure has its room: labels, legends, ticks, and marks beside each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_frames import FIFTEEN, coding, frames, six_of_eight_and_two_of_seven
from small_interviews import interviews, passage

from workbench.findings.measure_figure import MARK, PLOT
from workbench.findings.relations.co_occurrence import co_occurrence
from workbench.findings.relations.combinations import code_combinations
from workbench.findings.relations.portrait import document_portrait
from workbench.findings.relations.sequences import code_sequences
from workbench.findings.sheet import count_step, legend_lines
from workbench.findings.style import told_apart, wrapped
from workbench.findings.theme_by_measure import theme_by_measure
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.findings.theme_matrix import theme_matrix
from workbench.model.scheme import Code, CodingScheme


def test_a_number_stays_with_its_sign_and_a_group_with_its_size():
    assert wrapped("difference (95 % interval)", 15) == ["difference", "(95 % interval)"]
    assert wrapped("kept a job (n = 10)", 14) == ["kept a job", "(n = 10)"]


@given(st.integers(0, 100_000))
def test_an_axis_of_counts_has_whole_ticks_and_few_of_them(highest):
    step = count_step(highest)
    assert step >= 1
    assert highest / step <= 6
    assert str(step).rstrip("0") in {"1", "2", "5"}


def test_a_legend_takes_as_many_lines_as_its_names():
    short, long = ["yes (n = 8)"], ["a long name of a group", "of people (n = 7)"]
    assert legend_lines([short, short], 400) == 1
    assert legend_lines([short, short], 120) == 2
    assert legend_lines([long, long], 200) == 4


def test_people_with_nearly_the_same_number_are_seen_side_by_side():
    ages = dict(zip(FIFTEEN, [30.0] * 5 + [30.1, 60.0] * 5, strict=True))
    finding = theme_by_measure(frames(FIFTEEN, [coding(one) for one in FIFTEEN], age=ages), outcome="age")
    figure = finding.figure()
    dots = next(trace for trace in figure.data if trace.meta)
    low, high = figure.layout.xaxis.range
    places = [
        (x, y) for x, y, (code, _) in zip(dots.x, dots.y, dots.customdata, strict=True) if code == "trust"
    ]
    near = [place for place in places if place[0] < 40]
    assert len(set(near)) == 10
    wide = MARK * (high - low) / PLOT
    assert wide > 0.1
    levels = {y for _, y in near}
    assert len(levels) == 5


def test_a_long_group_name_leaves_room_for_the_column_of_differences():
    long = "a name of a group that goes on and on, as far as nobody would go in a register, and then"
    names = [f"{long} some", f"{long} more"]
    outcome = {person: names[number % 2] for number, person in enumerate(FIFTEEN)}
    figure = theme_by_outcome(frames(outcome, [coding("Y0")]), outcome="outcome").figure()
    short = theme_by_outcome(six_of_eight_and_two_of_seven(), outcome="outcome").figure()
    assert all("<br>" in trace.name for trace in figure.data[::2])
    assert figure.layout.margin.t > short.layout.margin.t


@pytest.mark.parametrize(("themes", "upright"), [(2, False), (40, True)])
def test_the_heads_of_many_themes_stand_upright(themes, upright):
    codes = tuple(Code(f"c{number}", {"en": f"Theme {number}"}, {}) for number in range(themes))
    matrix = theme_matrix(frames(FIFTEEN, [coding("Y0", "c0")], scheme=CodingScheme("s", {}, "1", codes)))
    heads = [note for note in matrix.figure().layout.annotations if note.text.startswith("Theme")]
    assert len(heads) == themes
    assert all((note.textangle == -90) is upright for note in heads)


def test_a_title_of_several_lines_is_not_cut_off():
    finding = theme_by_outcome(six_of_eight_and_two_of_seven(), outcome="outcome")
    one_line = theme_by_outcome(frames({"A": "yes", "B": "no"}, done=[]), outcome="outcome")
    assert "<br>" in finding.figure().layout.title.text
    assert "<br>" not in one_line.figure().layout.title.text
    assert finding.figure().layout.title.pad.t > one_line.figure().layout.title.pad.t


ALIKE = "The mentor can be reached outside of office hours, says the citizen about the"
BEGIN_ALIKE = [f"{ALIKE} phone", f"{ALIKE} letters", "Trust"]


def test_labels_that_begin_alike_are_cut_in_the_middle():
    phone, letters, trust = told_apart(BEGIN_ALIKE, 36)
    assert phone == ["The mentor can be \u2026 the phone"]
    assert letters[0].endswith("letters")
    assert len(letters[0]) <= 36
    assert trust == ["Trust"]
    assert told_apart([f"{ALIKE} phone", "Trust"], 36)[0] == wrapped(f"{ALIKE} phone", 36, most=1)


def test_a_word_longer_than_the_line_is_cut_and_not_left_out():
    assert wrapped("x" * 50, 10, most=1) == ["x" * 9 + "\u2026"]
    assert told_apart(["x" * 50 + "y", "x" * 50 + "z"], 10) == [["xxxxxx \u2026 y"], ["xxxxxx \u2026 z"]]


WORDS = st.text("ab <", min_size=1, max_size=30)


@given(
    st.text("ab <", max_size=90),
    WORDS,
    WORDS,
    st.text("ab", max_size=60),
    st.integers(12, 40),
    st.integers(1, 3),
)
def test_two_different_labels_are_never_shown_the_same(start, one, other, end, width, most):
    texts = [" ".join(f"{start}{middle}{end}".split()) for middle in (one, other)]
    shown = told_apart(texts, width, most)
    assert (shown[0] == shown[1]) is (texts[0] == texts[1])
    for lines in shown:
        assert len(lines) <= most
        assert all(len(line.replace("&lt;", "<")) <= width for line in lines)


def long_scheme():
    """Codes a, b and c, of which the labels of a and b begin alike."""
    named = zip("abc", BEGIN_ALIKE, strict=True)
    return CodingScheme("s", {}, "1", tuple(Code(code, {"en": label}, {}) for code, label in named))


@pytest.mark.parametrize("finding", [co_occurrence, code_combinations, code_sequences, document_portrait])
def test_relations_show_labels_that_begin_alike_as_different(finding):
    passages = [
        passage("t", code, 5 * place, 5 * place + 20, turn=place) for place, code in enumerate("abcab")
    ]
    figure = finding(interviews(*passages, scheme=long_scheme())).figure()
    ticks = [
        text for axis in (*figure.select_yaxes(), *figure.select_xaxes()) for text in axis.ticktext or ()
    ]
    shown = " ".join([*ticks, *(note.text for note in figure.layout.annotations)])
    assert "phone" in shown
    assert "letters" in shown


@pytest.mark.parametrize("kind", ["dots", "diverging", "residuals"])
def test_groups_show_labels_that_begin_alike_as_different(kind):
    codings = [coding(person, code) for person in FIFTEEN for code in "abc"]
    finding = theme_by_outcome(frames(FIFTEEN, codings, scheme=long_scheme()), outcome="outcome")
    shown = finding.figure(kind=kind).layout.yaxis.ticktext
    assert len(set(shown)) == 3
