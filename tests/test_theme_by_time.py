"""Theme by time: how soon something happens with a theme and without, if interviews came before."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, logrank
from small_frames import FIFTEEN, YES, coding, frames
from test_theme_by_outcome_figure import HOSTILE
from test_theme_by_outcome_laws import laws

import workbench
from workbench.errors import FindingError
from workbench.findings.theme_by_time import theme_by_time
from workbench.findings.time_figure import time_ticks
from workbench.model.scheme import Code, CodingScheme

DAYS = {person: 10.0 * (number + 1) for number, person in enumerate(FIFTEEN)}
ASKED = {"time": "days", "event": "done", "exit_date": "exit"}


def watched(shown=YES, days=DAYS, done=None, interview="2020-01-01", **more):
    """Fifteen people who began on 1 January 2020 and were interviewed that day."""
    done = dict.fromkeys(days, True) if done is None else done
    exit_ = pd.Timestamp("2020-01-01") + pd.to_timedelta(pd.Series(list(days.values())), unit="D")
    data = frames(
        dict.fromkeys(days, 1),
        [coding(person) for person in shown],
        days=days,
        done_=pd.Series(list(done.values())).astype("boolean"),
        exit=exit_.where(pd.Series(list(done.values())).fillna(value=False)),
        **more,
    )
    data = dataclasses.replace(data, participants=data.participants.rename(columns={"done_": "done"}))
    said = [{"interview_date": interview} if interview else {} for _ in days]
    names = [f"interview {person}" for person in days]
    return dataclasses.replace(data, transcripts=pd.DataFrame({"transcript": names, "metadata": said}))


def row(finding, theme="trust"):
    return finding.table.set_index("code").loc[theme]


def test_times_with_and_without_a_theme_are_compared():
    finding = workbench.theme_by_time(watched(), **ASKED)
    trust = row(finding)
    assert (trust["with n"], trust["with events"], trust["without n"]) == (8, 8, 7)
    assert (trust["with median"], trust["without median"]) == (40, 120)
    assert trust["p_log_rank"] < 0.001
    assert trust["expected events with"] < 8
    assert "differs clearly between people with and without Trust" in finding.figure().layout.title.text
    assert "Everybody to whom it happened was interviewed before" in finding.summary()
    assert "er klart forskellig" in finding.figure("da").layout.title.text
    assert finding.quotes("trust")["participant"].tolist() == YES


def test_people_who_were_watched_no_longer_count_as_long_as_they_were():
    done = {person: number % 3 > 0 for number, person in enumerate(FIFTEEN)}
    finding = theme_by_time(watched(done=done), **ASKED)
    assert row(finding)["with events"] == sum(done[person] for person in YES)
    times, happened = np.array(list(DAYS.values())), np.array(list(done.values()))
    sides = [
        CensoredData.right_censored(times[side], ~happened[side]) for side in (slice(0, 8), slice(8, 15))
    ]
    # The exact p-value of few people lies near the approximate one.
    assert row(finding)["p_log_rank"] == pytest.approx(logrank(*sides).pvalue, abs=0.05)
    drawn = finding.figure()
    ticks = [trace for trace in drawn.data if trace.mode == "markers"]
    assert sum(len(trace.x) for trace in ticks) == 2 * sum(not one for one in done.values())


def test_interviews_after_the_event_are_refused_with_the_reason():
    with pytest.raises(FindingError, match=r"3 of the 15 people .* were interviewed after 'exit'.*Y0, Y1"):
        theme_by_time(watched(interview="2020-02-05"), **ASKED)
    with pytest.raises(FindingError, match=r"15 of the 15 .* no day of the interview.*and 10 more"):
        theme_by_time(watched(interview=None), **ASKED)


def test_an_interview_on_the_day_itself_is_no_later():
    assert theme_by_time(watched(interview="2020-01-11"), **ASKED)


def test_who_has_no_time_is_not_counted_and_listed():
    finding = theme_by_time(watched(days=DAYS | {"Y0": float("nan")}), **ASKED)
    assert finding.excluded.to_dict("records") == [
        {"participant": "Y0", "kind": "no outcome", "reason": "outcome missing"}
    ]
    assert row(finding)["with n"] == 7


def test_themes_of_nobody_and_everybody_are_not_tested_and_say_so():
    finding = theme_by_time(watched(FIFTEEN), **ASKED)
    assert row(finding)["note"] == "not testable: everybody shows it"
    assert row(finding, "network")["note"] == "not testable: nobody shows it"
    never = theme_by_time(watched(done=dict.fromkeys(DAYS, False)), **ASKED)
    assert row(never)["note"] == "not testable: nothing sets the people apart"
    assert "no theme can be tested yet" in never.figure().layout.title.text
    nobody = watched()
    nobody = theme_by_time(dataclasses.replace(nobody, statuses=nobody.statuses[:0]), **ASKED)
    assert row(nobody)["note"] == "not testable: nobody can be compared yet"
    assert nobody.figure("da")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"time": "day"}, r"no variable 'day'.*days"),
        ({"event": "don"}, r"no variable 'don'.*done"),
        ({"event": "days"}, r"'days' is not a yes or no.*10"),
        ({"exit_date": "days"}, r"'days' holds no dates.*exit"),
        ({"adjust": "max-t"}, "no way to adjust"),
        ({"time": "outcome", "event": "outcome", "exit_date": "nothing"}, "no variable 'nothing'"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_with_what_to_do(asked, message):
    with pytest.raises(FindingError, match=message):
        theme_by_time(watched(), **(ASKED | asked))


def test_a_negative_time_is_refused():
    with pytest.raises(FindingError, match="negative time"):
        theme_by_time(watched(days=DAYS | {"Y0": -1.0}), **ASKED)


def test_plain_values_can_be_written_as_json():
    told = theme_by_time(watched(YES[:1]), **ASKED).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_hostile_labels_are_shown_letter_for_letter():
    scheme = CodingScheme("s", {}, "1", (Code("trust", {"en": HOSTILE}, {}),))
    finding = theme_by_time(watched(scheme=scheme), **ASKED)
    assert "<img" not in finding._repr_html_()
    assert "<img" not in str(finding.figure().to_dict())


def printed(figure, panel=0):
    """Tick of the axis of a panel, and the numbers below it: with the theme and without."""
    axis = figure.layout["xaxis" if panel == 0 else f"xaxis{panel + 1}"]
    lines = [text.split("<br>") for text in axis.ticktext]
    assert [float(one[0].replace(",", ".")) for one in lines] == list(axis.tickvals)
    return {tick: (int(one[-2]), int(one[-1])) for tick, one in zip(axis.tickvals, lines, strict=True)}


def test_the_numbers_at_risk_stand_below_the_ticks():
    # Two with the theme leave at 20, to one of them it happened; two without have the time of a tick.
    days = dict(zip(FIFTEEN, [5, 20, 20, 21, 39, 40, 60, 60, 1, 20, 20, 40, 41, 59, 60], strict=True))
    done = dict(zip(FIFTEEN, [True, True, False] * 5, strict=True))
    finding = theme_by_time(watched(days=days, done=done), **ASKED)
    for language in ("en", "da"):
        figure = finding.figure(language)
        assert printed(figure) == {
            0: (8, 7), 10: (7, 6), 20: (7, 6), 30: (4, 4), 40: (3, 4), 50: (2, 2), 60: (2, 1)
        }  # fmt: skip
        # Nobody shows the other theme.
        assert printed(figure, 1)[20] == (0, 13)
    words = " ".join(note.text for note in finding.figure("da").layout.annotations)
    assert "Under risiko" in words
    assert "Trust (p" not in words
    assert "<b>Tillid</b> (p =" in words
    assert "kan ikke testes: ingen viser det" in words


@laws
@given(
    st.lists(st.tuples(st.integers(0, 40), st.booleans(), st.booleans()), min_size=15, max_size=15),
    st.sampled_from([1, 0.1, 365, 1000]),
)
def test_the_numbers_at_risk_are_those_who_have_not_left_before(people, unit):
    days = {person: unit * time for person, (time, _, _) in zip(FIFTEEN, people, strict=True)}
    done = {person: ended for person, (_, ended, _) in zip(FIFTEEN, people, strict=True)}
    shown = [person for person, (_, _, shows) in zip(FIFTEEN, people, strict=True) if shows]
    finding = theme_by_time(watched(shown, days=days, done=done), **ASKED)
    told = printed(finding.figure())
    for tick, numbers in told.items():
        left = {person for person, time in days.items() if time < tick}
        assert numbers == (len({*shown} - left), len({*FIFTEEN} - {*shown} - left))
    # As the curves count them, where it happened at a tick.
    for side, curve in enumerate(finding.curves("trust")):
        for time, n in zip(curve.times, curve.at_risk, strict=True):
            assert told.get(time, {side: n})[side] == n


@laws
@given(st.floats(1e-3, 1e7))
def test_a_time_axis_has_few_ticks_and_some(last):
    ticks, digits = time_ticks(last)
    assert 3 <= len(ticks) <= 7
    assert ticks[0] == 0
    assert ticks[-1] <= last
    assert len({f"{tick:.{digits}f}" for tick in ticks}) == len(ticks)


@pytest.mark.parametrize("time", [0.0, 12.0])
def test_all_at_once_and_one_person_are_drawn_with_their_numbers(time):
    at_once = theme_by_time(watched(days=dict.fromkeys(FIFTEEN, time)), **ASKED).figure()
    assert {*printed(at_once).values()} == {(8, 7)}
    alone = theme_by_time(watched(["Y0"], days={"Y0": time}), **ASKED).figure("da")
    assert {*printed(alone).values()} == {(1, 0)}
    # The panel of a theme that nobody shows has the other line.
    assert [trace.name for trace in alone.data if trace.showlegend] == ["med temaet", "uden"]


def test_a_long_name_of_a_theme_leaves_the_result_of_its_test():
    name = "The mentor can be reached outside of office hours, says the citizen about the"
    codes = tuple(
        Code(code, {"en": f"{name} {end}"}, {}) for code, end in (("trust", "phone"), ("b", "desk"))
    )
    data = watched(scheme=CodingScheme("s", {}, "1", codes))
    heads = [note.text for note in theme_by_time(data, **ASKED).figure().layout.annotations]
    assert any("phone</b> (p &lt; 0.001)" in head for head in heads)
    assert any("desk</b>" in head for head in heads)


@laws
@given(st.sets(st.sampled_from([*FIFTEEN])), st.integers(0, 5))
def test_the_order_of_people_and_further_quotes_change_nothing(shown, seed):
    one = theme_by_time(watched(sorted(shown)), **ASKED)
    data = one.frames
    again = dataclasses.replace(
        data,
        codings=pd.concat([data.codings, data.codings]).sample(frac=1, random_state=seed),
        speakers=data.speakers.sample(frac=1, random_state=seed),
    )
    other = theme_by_time(again, **ASKED)
    pd.testing.assert_frame_equal(other.table, one.table)
