"""Theme by outcome as diverging bars and as a heatmap of residuals."""

from __future__ import annotations

import json

import numpy as np
import pytest
from small_frames import FIFTEEN, NO, YES, coding, frames, six_of_eight_and_two_of_seven
from test_figure_marks import marks, people, quotes
from test_relations_figures import OURS, texts
from test_theme_by_outcome_figure import HOSTILE

from workbench.errors import FindingError
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.model.scheme import Code, CodingScheme

KINDS = ("diverging", "residuals")


def of(data):
    return theme_by_outcome(data, outcome="outcome")


def three_groups():
    """Of four people each: all show trust in `a`, none in `b`, two in `c`."""
    outcome = {f"{group}{number}": group for group in "abc" for number in range(4)}
    shown = [*(f"a{number}" for number in range(4)), "c0", "c1"]
    return frames(outcome, [coding(person) for person in shown])


def test_the_first_group_stands_to_the_left_and_the_second_to_the_right():
    left, left_counts, right, right_counts = of(six_of_eight_and_two_of_seven()).figure(kind="diverging").data
    assert (left.x[0], right.x[0]) == (-6 / 8, 2 / 7)
    assert (left_counts.text[0], right_counts.text[0]) == ("6/8", "2/7")
    assert left.marker.pattern.shape != right.marker.pattern.shape


def test_the_intervals_of_both_sides_are_those_of_the_shares():
    finding = of(six_of_eight_and_two_of_seven())
    counts = finding.counts.set_index(["code", "group"])
    left, _, right, _ = finding.figure(kind="diverging").data
    for bar, group, sign in ((left, "yes", -1), (right, "no", 1)):
        ends = sorted([bar.x[0] - bar.error_x.arrayminus[0], bar.x[0] + bar.error_x.array[0]], key=abs)
        expected = counts.loc[("trust", group), ["low", "high"]].to_numpy(dtype=float)
        assert np.asarray(ends) == pytest.approx(sign * expected)


def test_bars_of_more_than_two_groups_are_refused_with_what_to_do():
    with pytest.raises(FindingError, match=r"there are 3.*--group.*residuals"):
        of(three_groups()).figure(kind="diverging")
    with pytest.raises(FindingError, match=r"'pie' is no kind of figure.*dots, diverging or residuals"):
        of(three_groups()).figure(kind="pie")


def test_the_cells_are_the_adjusted_residuals_of_people():
    heat = of(three_groups()).figure(kind="residuals").data[0]
    # By hand: 6 of 12 show it, 2 of 4 are expected in each group, variance 4 * 1/2 * 1/2 * 2/3.
    expected = np.array([2.0, -2.0, 0.0]) / np.sqrt(4 * 0.5 * 0.5 * (2 / 3))
    assert np.asarray(heat.z[0], dtype=float) == pytest.approx(expected)


def test_each_cell_prints_its_residual_its_count_and_that_few_people_are_expected():
    figure = of(three_groups()).figure("da", kind="residuals")
    printed = {text for trace in figure.data[1:] for text in trace.text}
    assert {"<b>+2,4</b>°  4/4", "<b>−2,4</b>°  0/4", "<b>0,0</b>°  2/4"} <= printed
    assert "0/4" in printed, "a theme that nobody shows has no residual"
    many = frames(
        {f"P{n}": "yes" if n % 2 else "no" for n in range(40)}, [coding(f"P{n}") for n in range(0, 40, 2)]
    )
    assert not any("°" in text for trace in of(many).figure(kind="residuals").data[1:] for text in trace.text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_opens_as_many_people_as_show_the_theme(kind):
    finding = of(six_of_eight_and_two_of_seven())
    counts = finding.counts.set_index(["code", "group"])["present"]
    opened = list(marks(finding.figure(kind=kind)))
    assert opened
    for trace, _, values in opened:
        assert people(quotes(finding, trace, values)) == counts[tuple(values)]


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_shown_letter_for_letter(kind, language):
    scheme = CodingScheme("s", {}, "1", (Code("trust", {"en": HOSTILE}, {}),))
    data = frames({HOSTILE: HOSTILE, "B": "no"}, [coding(HOSTILE, text=HOSTILE * 5)], scheme=scheme)
    drawn = of(data).figure(language, kind=kind)
    for text in texts(drawn.to_dict()):
        without_ours = text
        for tag in OURS:
            without_ours = without_ours.replace(tag, "")
        assert not set("<>$") & set(without_ours), text
    assert "hovertemplate" not in drawn.to_json()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "data",
    [
        frames({"A": "yes", "B": "no"}, done=[]),
        frames({"A": "yes", "B": "yes"}, [coding("A")]),
        frames(FIFTEEN, [coding(person) for person in [*YES, *NO]]),
    ],
    ids=["nobody", "one group", "everybody"],
)
def test_what_cannot_be_compared_is_drawn_without_numbers_that_there_are_not(kind, data):
    finding = of(data)
    if kind == "diverging" and len(finding.groups) == 1:
        with pytest.raises(FindingError, match="there are 1"):
            finding.figure(kind=kind)
        return
    drawn = finding.figure(kind=kind)
    json.loads(drawn.to_json())
    assert drawn.layout.title.text


@pytest.mark.parametrize("kind", KINDS)
def test_the_caption_says_source_how_to_read_it_and_in_danish(kind):
    finding = of(six_of_eight_and_two_of_seven())
    caption = finding.figure("da", kind=kind).layout.annotations[-1].text.replace("<br>", " ")
    assert "Konstruerede data" in caption
    assert "n = 15" in caption
    assert {"diverging": "Søjler: andel af personerne", "residuals": "justeret residual"}[kind] in caption
