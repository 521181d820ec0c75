"""The desk in a notebook: what its widget answers, keeps to itself, and tells of changes elsewhere."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from desk_requests import Message, adding

from workbench import CodingDesk, Study, TranscriptCoder, WorkbenchError
from workbench.study_watch import StudyWatch
from workbench.widget import MOST_UNHEARD

PATIENCE = 20
STATIC = Path(__file__).parent.parent / "workbench/static"


@pytest.fixture
def coded(file_study: Study, scheme_file: Path, interview: Callable[..., Path]) -> Study:
    """A study with the interview `first` and a scheme."""
    file_study.import_transcripts(interview(), language="da", progress=False)
    file_study.set_scheme(scheme_file)
    return file_study


class Sent:
    """What a widget sends to the browser, as it goes over the wire."""

    def __init__(self, desk: CodingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.messages: list[Message] = []
        self.arrived = threading.Condition()
        monkeypatch.setattr(desk, "send", self.take)

    def take(self, message: Message) -> None:
        with self.arrived:
            self.messages.append(json.loads(json.dumps(message)))
            self.arrived.notify_all()

    def first(self, fits: Callable[[Message], bool]) -> Message:
        with self.arrived:
            assert self.arrived.wait_for(lambda: any(map(fits, self.messages)), PATIENCE)
            return next(filter(fits, self.messages))


@pytest.fixture
def desk(coded: Study) -> Iterator[CodingDesk]:
    made = CodingDesk(coded, coder="A1")
    yield made
    made.close()


def receive(desk: CodingDesk, request: Any) -> None:
    """Hand a message to the widget as the kernel does when the browser sends one."""
    desk._handle_custom_msg(request, [])


def test_a_request_is_answered_under_its_id(desk: CodingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = Sent(desk, monkeypatch)
    receive(desk, {"type": "load", "transcript": None, "id": "v-1"})
    loaded = sent.first(lambda one: one.get("id") == "v-1")
    assert (loaded["type"], loaded["document"]["name"]) == ("loaded", "first")
    receive(desk, {"type": "sing", "id": "v-2"})
    assert sent.first(lambda one: one.get("id") == "v-2")["type"] == "error"


def test_the_module_that_loads_after_the_text_is_the_one_that_the_widget_names(
    desk: CodingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Sent(desk, monkeypatch)
    receive(desk, {"type": "module", "id": "v-1"})
    module = sent.first(lambda one: one.get("id") == "v-1")
    assert module["type"] == "module"
    assert module["text"] == (STATIC / "panels.js").read_text(encoding="utf-8")
    assert hashlib.sha256(module["text"].encode()).hexdigest() == desk.panels


def test_messages_that_are_no_objects_are_ignored(desk: CodingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = Sent(desk, monkeypatch)
    for nonsense in (None, "load", ["load"], 5):
        receive(desk, nonsense)
    assert sent.messages == []


def test_requests_on_many_threads_are_each_answered_once(
    desk: CodingDesk, coded: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Sent(desk, monkeypatch)
    text = coded.document("first").text
    requests = [
        {"type": "apply", "operations": [adding(coded, text[at : at + 9])], "id": str(at)}
        for at in range(40, 56)
    ]
    threads = [threading.Thread(target=receive, args=(desk, request)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    replies = {one["id"]: one["type"] for one in sent.messages if "id" in one}
    assert replies == {request["id"]: "applied" for request in requests}
    assert len(coded.codings_in("first")) == len(requests)


def test_a_desk_that_has_asked_is_told_of_changes_elsewhere(
    desk: CodingDesk, coded: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Sent(desk, monkeypatch)
    receive(desk, {"type": "overview", "id": "v-1"})
    with Study.open(tmp_path / "study.qwb") as other:
        other.code("first", 0, 5, "flexibility", coder="B2")
    notice = sent.first(lambda one: one["type"] == "changed")
    assert notice == {"type": "changed", "newest": coded.newest}


def test_several_who_watch_one_study_are_all_told_until_they_are_forgotten(
    coded: Study, tmp_path: Path
) -> None:
    watch, heard, told = StudyWatch(), [], [threading.Event(), threading.Event()]

    def first(newest: int) -> None:
        heard.append(newest)
        told[0].set()

    def second(_newest: int) -> None:
        told[1].set()
        raise RuntimeError("this desk is gone")

    for listener in (second, first, first):
        watch.tell(listener, coded, coded.newest)
    try:
        with Study.open(tmp_path / "study.qwb") as other:
            for start in range(2):
                other.code("first", start, 9, "flexibility", coder="A1")
                assert all(event.wait(PATIENCE) for event in told)
                told[0].clear()
                watch.forget(second)
    finally:
        watch.forget(first)
    assert heard[-1] == coded.newest
    assert heard == sorted(set(heard))


def test_a_change_that_was_saved_before_the_watch_began_is_told(coded: Study) -> None:
    watch, told = StudyWatch(), threading.Event()

    def listener(newest: int) -> None:
        assert newest == coded.newest
        told.set()

    watch.tell(listener, coded, coded.newest - 1)
    assert told.wait(PATIENCE)
    watch.forget(listener)


@pytest.mark.postgres
def test_a_study_out_of_reach_neither_ends_nor_delays_the_watch_over_others(
    coded: Study, postgres: str, interview: Callable[..., Path]
) -> None:
    watch, told, told_again = StudyWatch(), threading.Event(), threading.Event()
    with Study.create(f"{postgres}?schema=away") as away, psycopg.connect(postgres) as holder:
        # Whoever asks this study waits for half a minute.
        holder.execute("LOCK TABLE away.operation IN ACCESS EXCLUSIVE MODE")
        watch.tell(lambda _newest: told_again.set(), away, 1)
        watch.tell(listener := lambda _newest: told.set(), coded, coded.newest)
        coded.import_transcripts(interview("second.txt", "A: en\n\nB: to\n"), progress=False)
        assert told.wait(PATIENCE)
        assert not told_again.is_set()
        holder.rollback()
        assert told_again.wait(PATIENCE)
        watch.forget(listener)
        watch.leave(away)


def test_whoever_watches_a_study_that_is_closed_hears_of_it_and_does_not_open_it_again(
    coded: Study, tmp_path: Path
) -> None:
    watch, left = StudyWatch(), []
    watch.tell(lambda _newest: None, coded, 0, left=lambda: left.append(True))
    assert watch.is_watched(coded)
    watch.leave(coded)
    assert (left, watch.is_watched(coded)) == ([True], False)
    coded.close()
    assert list(tmp_path.glob("study.qwb-*")) == []


def test_a_desk_on_a_study_that_cannot_be_asked_is_answered(
    desk: CodingDesk, coded: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Sent(desk, monkeypatch)
    coded.close()
    (tmp_path / "study.qwb").rename(tmp_path / "away.qwb")
    (tmp_path / "study.qwb").write_bytes(b"no database at all" * 100)
    receive(desk, {"type": "load", "transcript": None, "id": "v-1"})
    answered = sent.first(lambda one: one.get("id") == "v-1")
    assert (answered["type"], answered["lasting"]) == ("error", False)
    assert "not a study" in answered["message"]
    (tmp_path / "away.qwb").rename(tmp_path / "study.qwb")
    receive(desk, {"type": "load", "transcript": None, "id": "v-2"})
    assert sent.first(lambda one: one.get("id") == "v-2")["type"] == "loaded"


def test_a_desk_that_nobody_sees_any_more_is_told_no_more_until_it_asks(
    desk: CodingDesk, coded: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.study_watch.EVERY", 0.01)
    seen = CodingDesk(coded, coder="B2")
    sent, sent_there = Sent(desk, monkeypatch), Sent(seen, monkeypatch)
    for one in desk, seen:
        receive(one, {"type": "overview", "id": "v-1"})

    def change(start: int) -> int:
        coded.code("first", start, start + 5, "flexibility", coder="C3")
        newest = coded.newest
        sent_there.first(lambda one: one == {"type": "changed", "newest": newest})
        # As a browser does that shows the desk.
        receive(seen, {"type": "changes", "transcript": None, "since": newest - 1, "id": "v-2"})
        return newest

    told = [change(start) for start in range(MOST_UNHEARD + 5)]
    notices = [one for one in sent.messages if one["type"] == "changed"]
    assert 1 <= len(notices) <= MOST_UNHEARD < len(told)
    receive(desk, {"type": "overview", "id": "v-3"})
    newest = change(50)
    assert sent.first(lambda one: one == {"type": "changed", "newest": newest})
    seen.close()


def test_the_widgets_state_holds_no_text_and_no_study(desk: CodingDesk) -> None:
    state = {name: value for name, value in desk.get_state().items() if not name.startswith("_")}
    for name in ("layout", "tabbable", "tooltip"):  # those of every widget
        del state[name]
    assert state == {
        "transcript": "first",
        "coder": "A1",
        "language": "en",
        "extent": "desk",
        "place": None,
        "panels": hashlib.sha256((STATIC / "panels.js").read_bytes()).hexdigest(),
    }


def test_the_look_in_a_notebook_is_stable(coded: Study) -> None:
    for kind in (CodingDesk, TranscriptCoder):
        made, again = kind(coded, coder="A1"), kind(coded, coder="A1")
        assert re.fullmatch(rf"{kind.__name__}\(Study\('.+'\), 'first', coder='A1'\)", repr(made))
        assert repr(made) == repr(again)


def test_a_transcript_coder_is_a_desk_without_the_list_of_transcripts(coded: Study) -> None:
    coder = TranscriptCoder(coded, "first", coder="B2", language="da")
    assert (coder.extent, coder.coder, coder.language, coder.transcript) == (
        "transcript",
        "B2",
        "da",
        "first",
    )
    assert CodingDesk(coded).extent == "desk"


def test_a_desk_opens_on_a_study_without_transcripts(file_study: Study) -> None:
    assert CodingDesk(file_study).transcript is None


def test_a_coder_needs_a_name_and_a_transcript_that_is_there(coded: Study) -> None:
    for nameless in (" ", "", " A1"):
        with pytest.raises(WorkbenchError, match="name"):
            CodingDesk(coded, coder=nameless)
    with pytest.raises(WorkbenchError, match="no transcript 'third'"):
        CodingDesk(coded, "third")
    coder = TranscriptCoder(coded)
    with pytest.raises(WorkbenchError, match="no transcript 'third'"):
        coder.transcript = "third"
    assert coder.transcript == "first"


def test_who_codes_cannot_be_changed_in_a_desk_that_is_open(desk: CodingDesk) -> None:
    for name in ("coder", "extent", "panels"):
        with pytest.raises(Exception, match="read-only"):
            setattr(desk, name, "B2")


def test_the_browser_code_fetches_nothing_and_makes_no_html_of_texts() -> None:
    names = ("desk.js", "panels.js", "desk.css", "quotes.js", "quotes.css")
    bundle = "".join((STATIC / name).read_text() for name in names)
    assert set(re.findall(r"https?://[\w./-]+", bundle)) <= {"http://www.w3.org/2000/svg"}
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", bundle) == []
