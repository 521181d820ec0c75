"""A figure with the quotes behind its marks, without a browser: what is listed, held back, and opened."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from small_frames import FIFTEEN, YES, coding, frames
from test_figure_marks import FINDINGS

from workbench import (
    CodingDesk,
    CodingStatus,
    FigureWithQuotes,
    Study,
    WorkbenchError,
    disclosure,
    document_portrait,
    saturation,
)
from workbench.errors import FindingError
from workbench.findings.quotes.listing import MOST, list_quotes
from workbench.findings.quotes.marks import Mark, marks_of
from workbench.findings.theme_by_outcome import theme_by_outcome

Message = dict[str, Any]


class Shown:
    """A figure as the browser knows it: by messages alone."""

    def __init__(self, figure: FigureWithQuotes, monkeypatch: pytest.MonkeyPatch) -> None:
        self.figure = figure
        (self.half, *_) = figure.children
        self.replies: list[Message] = []
        monkeypatch.setattr(self.half, "send", lambda one: self.replies.append(json.loads(json.dumps(one))))

    def ask(self, **request: Any) -> Message:
        self.half._handle_custom_msg({**request, "id": "v-1"}, [])
        reply = self.replies.pop()
        assert reply["id"] == "v-1"
        return reply


@pytest.fixture
def study(file_study: Study, scheme_file: Path, interview: Callable[..., Path]) -> Study:
    """A study whose interview has one coding of each of two coders."""
    file_study.import_transcripts(interview(), language="da", progress=False)
    file_study.set_scheme(scheme_file)
    text = file_study.document("first").text
    for coder, words in (("A1", "sige nej"), ("A2", "om aftenen")):
        start = text.index(words)
        file_study.code("first", start, start + len(words), "voluntariness", coder=coder)
    file_study.set_statuses([CodingStatus("first", coder, "done") for coder in ("A1", "A2")])
    return file_study


@pytest.fixture
def shown(study: Study, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    figure = FigureWithQuotes(saturation(study, base=1, run=1), study)
    yield Shown(figure, monkeypatch)
    figure.close()


def quotes_of(codings: list[Message], **more: Any):
    data = frames(FIFTEEN, codings)
    return data, list_quotes(data.codings, disclosure(data), "en", **more)


class TestMarks:
    def test_marks_that_stand_for_the_same_are_one_and_know_their_places(self) -> None:
        meta = {"quotes": ["theme", "group"]}
        figure = go.Figure(
            [
                go.Scatter(x=[1], y=[1]),
                go.Scatter(x=[1, 2], y=[1, 2], meta=meta, customdata=[["trust", "yes"], ["trust", None]]),
                go.Bar(x=[1], y=[1], meta=meta, customdata=np.array([["trust", "yes"]], dtype=object)),
                go.Heatmap(
                    z=[[1, 2]],
                    meta={"quotes": ["a", "b"]},
                    customdata=[[["trust", "network"], None]],
                ),
            ]
        )
        marks, places = marks_of(figure)
        assert marks == [
            Mark(("theme", "group"), ("trust", "yes")),
            Mark(("theme", "group"), ("trust", None)),
            Mark(("a", "b"), ("trust", "network")),
        ]
        assert places == [[], [0, 1], [0], [[2, None]]]

    def test_a_mark_whose_values_do_not_fit_its_arguments_is_refused(self) -> None:
        figure = go.Figure(go.Bar(x=[1], y=[1], meta={"quotes": ["theme"]}, customdata=[["a", "b"]]))
        with pytest.raises(FindingError, match="2 values for the arguments theme"):
            marks_of(figure)

    @pytest.mark.parametrize("kind", FINDINGS)
    def test_every_figure_calls_its_marks_by_words_and_lists_their_quotes(self, kind: str) -> None:
        finding = FINDINGS[kind]()
        marks, places = marks_of(finding.figure())
        assert marks
        assert len(places) == len(finding.figure().data)
        guard = disclosure(finding.frames)
        listed = 0
        for mark in marks:
            for language in "en", "da":
                labels = mark.labels(finding, language)
                assert all(label is None or isinstance(label, str) for label in labels.values())
                assert "start" not in labels
            found = list_quotes(mark.quotes(finding), guard, "en")
            listed += len(found.rows)
            json.dumps(found.to_dict())
        assert listed

    def test_themes_and_groups_are_called_as_the_figure_calls_them(self) -> None:
        finding = theme_by_outcome(frames(FIFTEEN, [coding(YES[0])]), outcome="outcome")
        mark = Mark(("theme", "group"), ("trust", "yes"))
        assert mark.labels(finding, "da") == {"theme": "Tillid", "group": finding.group_label("yes", "da")}


class TestList:
    def test_it_tells_how_many_quotes_of_how_many_people(self) -> None:
        _, found = quotes_of([coding(YES[0]), coding(YES[0], "network"), coding(YES[1])])
        assert (found.shown, found.people, len(found.rows), found.held) == (3, 2, 3, ())
        assert (found.rows[0].code, found.rows[0].participant, found.rows[0].coder) == ("Trust", YES[0], "A1")

    def test_of_a_quote_that_is_held_back_nothing_but_the_reason_is_told(self) -> None:
        data = frames(FIFTEEN, [coding(YES[0], text="secret"), coding(YES[1], text="free")])
        sensitive = ["yes" if text == "secret" else None for text in data.codings["text"]]
        data = dataclasses.replace(data, codings=data.codings.assign(sensitive=sensitive))
        found = list_quotes(data.codings, disclosure(data), "en")
        assert [row.text for row in found.rows] == ["free"]
        assert (found.shown, found.people, found.held) == (1, 1, (("marked as sensitive", 1),))
        assert "secret" not in json.dumps(found.to_dict())
        guard = disclosure(data)
        (held,) = guard.held
        released = list_quotes(data.codings, guard.release(held, reason="agreed"), "da")
        assert (released.shown, released.held) == (2, ())

    def test_what_is_not_known_is_an_empty_text(self) -> None:
        _, found = quotes_of([coding(None, transcript="interview of a stranger")])
        assert (found.rows[0].participant, found.people) == ("", 0)

    def test_it_has_an_end_and_says_so(self) -> None:
        data = frames(FIFTEEN, [coding(YES[0])])
        many = data.codings.loc[[0] * (MOST + 1)].reset_index(drop=True)
        found = list_quotes(many, disclosure(data), "en")
        assert (len(found.rows), found.shown) == (MOST, MOST + 1)

    def test_the_words_around_a_quote_are_one_line_and_end_where_the_text_does(self) -> None:
        text = "Before it.\n\nHere: hun holdt, hvad hun lovede" + " and on" * 40
        row = {**coding(YES[0]), "revision": 1, "start": 18, "end": 44}
        data, _ = quotes_of([coding(YES[0])])
        codings = data.codings.assign(**{name: [value] for name, value in row.items()})
        (quote,) = list_quotes(codings, disclosure(data), "en", lambda _name, _revision: (text, True)).rows
        assert text[quote.start : quote.end] == quote.text
        assert quote.before == "Before it. Here: "
        assert quote.after.startswith(" and on")
        assert quote.after.endswith("on …")
        assert quote.newest

    def test_the_words_around_a_quote_end_where_held_back_ones_begin(self) -> None:
        text = "one secret two here three secret four"
        spans = {"secret before": (4, 10), "here": (15, 19), "secret after": (26, 32)}
        rows = [
            {**coding(YES[0], text=name), "revision": 1, "start": start, "end": end}
            for name, (start, end) in spans.items()
        ]
        data = frames(FIFTEEN, rows)
        columns = {name: [row[name] for row in rows] for name in ("revision", "start", "end")}
        codings = data.codings.assign(**columns, sensitive=["yes", None, "yes"])
        data = dataclasses.replace(data, codings=codings)
        (quote,) = list_quotes(
            data.codings, disclosure(data), "en", lambda _name, _revision: (text, True)
        ).rows
        assert (quote.before, quote.text, quote.after) == ("… two ", "here", " three …")


class TestMessages:
    def test_figure_and_quotes_come_by_messages_and_no_text_stands_in_the_state(self, shown: Shown) -> None:
        told = shown.ask(type="figure")
        assert json.loads(told["figure"])["data"]
        assert told["marks"] == [{"transcript": "first"}]
        assert told["desk"]
        assert Path(told["file"]).is_absolute()
        found = shown.ask(type="quotes", mark=0)
        assert [row["text"] for row in found["rows"]] == ["sige nej", "om aftenen"]
        assert found["rows"][0]["before"].endswith("at jeg bare kunne ")
        assert found["rows"][0]["turn"] == 2
        state = {
            name: value for name, value in shown.half.get_state().items() if name not in {"_esm", "_css"}
        }
        assert "sige nej" not in repr(state)

    def test_the_browser_is_given_plotly_once_it_asks(self, shown: Shown) -> None:
        assert "window.Plotly" in shown.ask(type="module")["text"]

    def test_what_cannot_be_answered_is_said_in_words(self, shown: Shown) -> None:
        for request in (
            {"type": "quotes", "mark": 7},
            {"type": "quotes", "mark": -1},
            {"type": "quotes", "mark": "0"},
            {"type": "sing"},
            {"type": "desk", "coding": "no such coding"},
            {"type": "desk", "coding": 5},
        ):
            reply = shown.ask(**request)
            assert reply["type"] == "error"
            assert reply["message"]
        for nonsense in (None, "figure", ["figure"], 5):
            shown.half._handle_custom_msg(nonsense, [])
        assert shown.replies == []

    def test_a_quote_opens_the_desk_below_the_figure_for_whoever_coded_it(
        self, shown: Shown, study: Study
    ) -> None:
        first, second = shown.ask(type="quotes", mark=0)["rows"]
        assert shown.ask(type="desk", coding=first["id"])["type"] == "desk"
        assert shown.half.has_desk
        _, desk = shown.figure.children
        assert isinstance(desk, CodingDesk)
        assert (desk.transcript, desk.coder) == ("first", "A1")
        assert desk.place == {
            "transcript": "first",
            "start": first["start"],
            "end": first["end"],
            "coding": first["id"],
        }
        shown.ask(type="desk", coding=second["id"])
        assert [one.coder for one in shown.figure.children[1:]] == ["A2"]
        shown.ask(type="desk", coding=None)
        assert shown.figure.children == (shown.half,)
        assert not shown.half.has_desk
        own = FigureWithQuotes(saturation(study, base=1, run=1), study, coder="B3", language="da")
        own._open_desk(first["id"])
        assert (own.children[1].coder, own.children[1].language) == ("B3", "da")
        own.close()

    def test_of_an_older_text_the_desk_shows_the_transcript_and_no_place(
        self, study: Study, interview: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown = Shown(FigureWithQuotes(saturation(study, base=1, run=1), study), monkeypatch)
        path = interview()
        path.write_text("Interviewer: Noget helt andet?\n\nBorger: Ja.\n", encoding="utf-8")
        study.import_transcripts(path, language="da", progress=False)
        first, _ = shown.ask(type="quotes", mark=0)["rows"]
        assert not first["newest"]
        assert first["before"].endswith("at jeg bare kunne ")
        shown.ask(type="desk", coding=first["id"])
        assert (shown.figure.children[1].transcript, shown.figure.children[1].place) == ("first", None)
        shown.figure.close()

    def test_without_a_study_there_are_quotes_without_context_and_no_desk(
        self, study: Study, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown = Shown(FigureWithQuotes(saturation(study.frames(), base=1, run=1)), monkeypatch)
        told = shown.ask(type="figure")
        assert (told["desk"], told["file"]) == (False, None)
        row, *_ = shown.ask(type="quotes", mark=0)["rows"]
        assert (row["before"], row["text"], row["newest"]) == ("", "sige nej", False)
        assert shown.ask(type="desk", coding=row["id"])["type"] == "error"

    def test_a_request_that_nobody_foresaw_is_answered_too(self, shown: Shown) -> None:
        answered = shown.ask(type="desk", coding=["no", "such", "id"])
        assert (answered["type"], answered["lasting"]) == ("error", False)
        assert "went wrong" in answered["message"]

    def test_a_guard_that_is_given_decides(self, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
        told = study.frames()
        marked = told.codings.assign(sensitive=["yes", None])
        guard = disclosure(dataclasses.replace(told, codings=marked))
        shown = Shown(FigureWithQuotes(saturation(study, base=1, run=1), study, guard=guard), monkeypatch)
        found = shown.ask(type="quotes", mark=0)
        assert [row["text"] for row in found["rows"]] == ["om aftenen"]
        assert found["held"] == [["marked as sensitive", 1]]

    def test_what_is_held_back_is_not_told_on_hover(
        self, study: Study, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told = study.frames()
        finding = document_portrait(told, "first")
        open_ = Shown(FigureWithQuotes(finding, study), monkeypatch).ask(type="figure")["figure"]
        assert "sige nej" in open_
        assert "om aftenen" in open_
        marked = told.codings.assign(sensitive=["yes", None])
        guard = disclosure(dataclasses.replace(told, codings=marked))
        guarded = Shown(FigureWithQuotes(finding, study, guard=guard), monkeypatch).ask(type="figure")[
            "figure"
        ]
        assert "sige nej" not in guarded
        assert "om aftenen" in guarded


def test_what_has_no_figure_is_refused(study: Study) -> None:
    with pytest.raises(WorkbenchError, match="DisclosureGuard has no figure"):
        FigureWithQuotes(disclosure(study), study)  # type: ignore[arg-type]  # what is refused


def test_the_look_in_a_notebook_is_stable(study: Study) -> None:
    finding = saturation(study, base=1, run=1)
    assert repr(FigureWithQuotes(finding, study)) == f"FigureWithQuotes({finding!r})"
