"""The theme-by-outcome figure: what it shows, and that hostile text in it is inert."""

from __future__ import annotations

import dataclasses
import json

import pytest
from small_frames import NO, YES, coding, frames, six_of_eight_and_two_of_seven

from workbench.findings.grouping import MOST_GROUPS
from workbench.findings.style import colour, plain, symbol, wrapped
from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.model.scheme import Code, CodingScheme

HOSTILE = "<img src=x onerror=alert(1)> <a href='javascript:alert(1)'>x</a> %{x} $x^2$ &amp; <br>"


def figure(data, language="en"):
    return theme_by_outcome(data, outcome="outcome").figure(language)


def texts(drawn):
    """Everything a figure writes: titles, labels, notes, marks and their hover text."""
    layout = drawn.layout
    found = [layout.title.text, *layout.yaxis.ticktext, *(note.text for note in layout.annotations)]
    for trace in drawn.data:
        found += [*(trace.hovertext or ()), *(trace.text or ()), *filter(None, [trace.name])]
    return found


def test_each_group_has_a_dot_an_interval_and_its_count_per_theme():
    finding = theme_by_outcome(six_of_eight_and_two_of_seven(), outcome="outcome")
    yes, yes_counts, _, no_counts = finding.figure().data
    cell = finding.counts.iloc[0]
    assert yes.x[0] == 6 / 8
    assert yes.error_x.array[0] == pytest.approx(cell["high"] - 6 / 8)
    assert yes.error_x.arrayminus[0] == pytest.approx(6 / 8 - cell["low"])
    assert [text.strip() for text in yes_counts.text] == ["6/8", "0/8"]
    assert [text.strip() for text in no_counts.text] == ["2/7", "0/7"]


def test_the_groups_are_told_apart_by_colour_and_by_shape():
    looks = {
        (trace.marker.color, trace.marker.symbol)
        for trace in figure(six_of_eight_and_two_of_seven()).data[::2]
    }
    assert len({colour for colour, _ in looks}) == len({symbol for _, symbol in looks}) == 2
    assert len({(colour(place), symbol(place)) for place in range(MOST_GROUPS)}) == MOST_GROUPS


def test_the_largest_difference_stands_on_top():
    codings = [coding(person, "network") for person in YES] + [coding(person) for person in [*YES, *NO[:3]]]
    labels = figure(frames(dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no"), codings)).layout.yaxis
    assert list(zip(labels.ticktext, labels.tickvals, strict=True)) == [("Network", 0), ("Trust", -1)]


def test_the_title_names_a_theme_only_if_it_differs_after_adjustment():
    unclear = figure(six_of_eight_and_two_of_seven()).layout.title.text
    assert "no theme clearly separates yes and no" in unclear
    assert "Largest difference: Trust, 6/8 with yes, 2/7 with no" in unclear
    clear = frames(dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no"), [coding(person) for person in YES])
    assert "Trust differs clearly between yes and no" in figure(clear).layout.title.text
    assert (
        "intet tema adskiller klart ja og nej"
        in figure(six_of_eight_and_two_of_seven(), "da").layout.title.text
    )
    assert "no theme can be tested" in figure(frames({"A": "yes", "B": "no"}, done=[])).layout.title.text


def test_the_caption_tells_n_who_is_missing_and_that_the_data_are_constructed():
    data = six_of_eight_and_two_of_seven()
    data = dataclasses.replace(data, statuses=data.statuses[1:])
    caption = figure(data).layout.annotations[-1].text.replace("<br>", " ")
    assert "Constructed data" in caption
    assert "n = 14" in caption
    assert "Not counted: 1 person (1 not yet fully coded)" in caption
    assert "Association, not effect" in caption


def test_a_mark_shows_quotes_of_up_to_three_people_on_hover():
    quotes = [coding(person, text=f"{person} said {number}") for person in YES[:5] for number in (1, 2)]
    data = frames(dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no"), quotes)
    hover = figure(data).data[0].hovertext[0]
    assert "5 of 8 people" in hover
    assert [f"{person} said 1" in hover for person in YES[:5]] == [True, True, True, False, False]
    assert "said 2" not in hover


def test_frames_without_the_coded_words_have_a_hover_without_quotes():
    data = six_of_eight_and_two_of_seven()
    data = dataclasses.replace(data, codings=data.codings.drop(columns="text"))
    assert figure(data).data[0].hovertext[0].count("<br>") == 1


def test_hostile_quotes_labels_and_values_are_shown_letter_for_letter():
    scheme = CodingScheme("s", {}, "1", (Code("trust", {"en": HOSTILE}, {}),))
    data = frames({HOSTILE: HOSTILE, "B": "no"}, [coding(HOSTILE, text=HOSTILE * 5)], scheme=scheme)
    drawn = figure(data)
    for text in texts(drawn):
        without_ours = text
        for tag in ("<br>", "<b>", "</b>", "<i>", "</i>", '<span style="font-size:13px">', "</span>"):
            without_ours = without_ours.replace(tag, "")
        assert not set("<>$") & set(without_ours)
    assert "hovertemplate" not in drawn.to_json()
    assert "texttemplate" not in drawn.to_json()


def test_text_is_escaped_and_kept_on_one_line():
    assert plain("a <b>\n& $x$\t\x0b c") == "a &lt;b&gt; &amp; &#36;x&#36; c"
    assert wrapped("one two three four", 9, most=1) == ["one two …"]
    assert wrapped("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_no_button_uploads_the_figure():
    assert "sendChartToCloud" in figure(six_of_eight_and_two_of_seven()).layout.modebar.remove


@pytest.mark.parametrize("groups", [1, 2, 4, 12])
def test_any_number_of_themes_and_groups_can_be_drawn(groups):
    codes = tuple(
        Code(f"code_{number}", {"en": f"A theme with a long label, number {number}"}, {})
        for number in range(40)
    )
    data = frames(
        {f"P{number}": f"group {number % groups}" for number in range(24)},
        [coding(f"P{number % 24}", f"code_{number % 40}") for number in range(200)],
        scheme=CodingScheme("s", {}, "1", codes),
    )
    drawn = figure(data)
    assert len(drawn.data) == 2 * groups
    assert json.loads(drawn.to_json())["layout"]["height"] > 40 * 17 * groups
