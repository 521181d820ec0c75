"""The transcript coder's end in the kernel: what it answers, saves, refuses and keeps to itself."""

from __future__ import annotations

import json
import re
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench import Study, TranscriptCoder, WorkbenchError
from workbench.coder_protocol import answer
from workbench.study_watch import StudyWatch

PROTOCOL = Path(__file__).parent.parent / "docs/widget_protocol.md"


@pytest.fixture
def coded(file_study: Study, scheme_file: Path, interview: Callable[..., Path]) -> Study:
    """A study with the interview `first` and a scheme."""
    file_study.import_transcripts(interview(), language="da", progress=False)
    file_study.set_scheme(scheme_file)
    return file_study


def ask(study: Study, type_: str, coder: str = "A1", **fields: Any) -> dict[str, Any]:
    """Ask as the browser does, through JSON both ways."""
    request = json.loads(json.dumps({"type": type_, "id": "request-1", **fields}))
    reply = json.loads(json.dumps(answer(study, coder, request)))
    assert reply["id"] == "request-1"
    return reply


def adding(study: Study, words: str, code: str = "flexibility", coder: str = "A1") -> dict[str, Any]:
    """The operation that the browser makes to code some words."""
    document = study.document("first")
    start = document.text.index(words)
    entry = [document.uid, document.revision, start, start + len(words), code, coder, {}, "", "manual"]
    return {"id": str(uuid.uuid4()), "kind": "coding.add", "coder": coder, "payload": {"codings": [entry]}}


def removing(coding: str, coder: str = "A1") -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "kind": "coding.remove",
        "coder": coder,
        "payload": {"codings": [coding]},
    }


def test_a_loaded_transcript_has_text_turns_scheme_and_own_codings(coded: Study) -> None:
    coded.code("first", 0, 5, "flexibility", coder="A1")
    coded.code("first", 0, 5, "flexibility", coder="B2")
    loaded = ask(coded, "load", transcript=None)
    assert loaded["type"] == "loaded"
    assert loaded["transcripts"] == ["first"]
    assert [row[1:] for row in loaded["codings"]] == [[0, 5, "flexibility", {}]]
    document = loaded["document"]
    said = [document["text"][turn[3] : turn[4]] for turn in document["turns"]]
    assert said[1] == "Altså, hun sagde at jeg bare kunne sige nej 😀. Det var rart."
    assert [code["id"] for code in loaded["scheme"]["codes"]] == ["voluntariness", "free_exit", "flexibility"]
    assert loaded["scheme"]["attributes"][0]["default"] == "present"
    assert loaded["newest"] == coded.newest


def test_a_study_without_transcripts_and_scheme_can_be_opened(file_study: Study) -> None:
    loaded = ask(file_study, "load", transcript=None)
    assert (loaded["document"], loaded["scheme"], loaded["codings"]) == (None, None, [])


def test_a_coding_that_lost_its_place_is_counted_and_not_shown(
    coded: Study, interview: Callable[..., Path]
) -> None:
    ask(coded, "apply", operation=adding(coded, "om aftenen"))
    ask(coded, "apply", operation=adding(coded, "Og så?"))
    text = coded.document("first").text
    coded.import_transcripts(interview(text=text.replace("om aftenen", "tit")), language="da", progress=False)
    loaded = ask(coded, "load", transcript="first")
    assert loaded["lost"] == 1
    ((_, start, end, _, _),) = loaded["codings"]
    assert loaded["document"]["text"][start:end] == "Og så?"


def test_an_operation_sent_twice_is_saved_once(coded: Study) -> None:
    operation = adding(coded, "nej 😀")
    first, second = (ask(coded, "apply", operation=operation) for _ in range(2))
    assert (first["type"], first["repeated"]) == ("applied", False)
    assert (second["type"], second["repeated"]) == ("applied", True)
    assert first["seq"] == second["seq"]
    (coding,) = coded.codings_in("first")
    assert coding.id == f"{operation['id']}-0"
    assert coded.document("first").text[coding.start : coding.end] == "nej 😀"


def test_operations_on_many_threads_are_all_saved(coded: Study) -> None:
    text = coded.document("first").text
    operations = [adding(coded, text[at : at + 9]) for at in range(40, 60)]
    threads = [
        threading.Thread(target=ask, args=(coded, "apply"), kwargs={"operation": operation})
        for operation in operations
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.id for one in coded.codings_in("first")} == {f"{one['id']}-0" for one in operations}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one["payload"]["codings"][0].__setitem__(4, "luck"), "no code 'luck'"),
        (lambda one: one["payload"]["codings"][0].__setitem__(3, 10**6), "out of range"),
        (lambda one: one["payload"]["codings"][0].__setitem__(5, "B2"), "somebody else"),
        (lambda one: one.__setitem__("coder", "B2"), "somebody else"),
        (lambda one: one["payload"]["codings"][0].pop(), "not a change"),
        (lambda one: one.__setitem__("kind", "scheme.set"), "not a change"),
        (lambda one: one.__setitem__("payload", None), "not a change"),
    ],
)
def test_what_can_never_be_saved_is_refused_for_good(
    coded: Study, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    operation = adding(coded, "Og så?")
    change(operation)
    reply = ask(coded, "apply", operation=operation)
    assert (reply["type"], reply["lasting"]) == ("error", True)
    assert said in reply["message"]
    assert coded.codings_in("first") == []


def test_a_study_that_cannot_be_reached_now_may_be_asked_again(coded: Study, tmp_path: Path) -> None:
    operation = adding(coded, "Og så?")
    coded.close()
    away = tmp_path / "away.qwb"
    (tmp_path / "study.qwb").rename(away)
    reply = ask(coded, "apply", operation=operation)
    assert (reply["type"], reply["lasting"]) == ("error", False)
    coded.close()
    (tmp_path / "study.qwb").unlink(missing_ok=True)
    away.rename(tmp_path / "study.qwb")
    assert ask(coded, "apply", operation=operation)["type"] == "applied"


@pytest.mark.parametrize("request_", [{}, {"type": "sing"}, {"type": "apply"}, {"type": ["load"]}])
def test_an_unknown_request_is_answered_with_an_error(coded: Study, request_: dict[str, Any]) -> None:
    reply = answer(coded, "A1", {"id": "7", **request_})
    assert (reply["type"], reply["id"]) == ("error", "7")


def test_changes_tell_what_this_coder_did_elsewhere_and_nothing_of_others(coded: Study) -> None:
    since = coded.newest
    kept = coded.code("first", 0, 5, "flexibility", coder="A1", stance="absent")
    gone = coded.code("first", 6, 9, "flexibility", coder="A1")
    coded.code("first", 0, 5, "flexibility", coder="B2")
    coded.uncode(gone, coder="A1")
    changes = ask(coded, "changes", transcript="first", since=since)
    assert changes["added"] == [[kept, 0, 5, "flexibility", {"stance": "absent"}]]
    assert changes["removed"] == [gone]
    assert not changes["reload"]
    assert changes["newest"] == coded.newest
    later = ask(coded, "changes", transcript="first", since=changes["newest"])
    assert (later["added"], later["removed"]) == ([], [])


def test_a_new_transcript_text_or_scheme_asks_for_a_reload(
    coded: Study, scheme_file: Path, interview: Callable[..., Path]
) -> None:
    scheme_file.write_text(scheme_file.read_text().replace("Free exit", "Exit at any time"))
    for change in (
        lambda: coded.set_scheme(scheme_file),
        lambda: coded.import_transcripts(interview("second.txt", "A: one\n\nB: two\n"), progress=False),
    ):
        since = coded.newest
        change()
        assert ask(coded, "changes", transcript="first", since=since)["reload"]


def test_a_watched_study_gives_notice_of_changes_by_other_connections(coded: Study, tmp_path: Path) -> None:
    watch, told, heard = StudyWatch(), threading.Event(), []

    def listener(newest: int) -> None:
        heard.append(newest)
        told.set()

    watch.tell(listener, coded)
    try:
        with Study.open(tmp_path / "study.qwb") as other:
            other.code("first", 0, 5, "flexibility", coder="A1")
        assert told.wait(20)
        assert heard == [coded.newest]
    finally:
        watch.forget(listener)


def test_the_widgets_state_holds_no_text_and_its_look_in_a_notebook_is_stable(coded: Study) -> None:
    coder = TranscriptCoder(coded, coder="A1")
    state = {name: value for name, value in coder.get_state().items() if name not in ("_esm", "_css")}
    assert "Hvordan" not in json.dumps(state, default=str)
    assert {"transcript": "first", "coder": "A1", "language": "en"}.items() <= state.items()
    assert re.fullmatch(r"TranscriptCoder\(Study\('.+'\), 'first', coder='A1'\)", repr(coder))
    assert repr(coder) == repr(TranscriptCoder(coded, coder="A1"))


def test_a_coder_needs_a_name_and_a_transcript_that_is_there(coded: Study) -> None:
    with pytest.raises(WorkbenchError, match="name"):
        TranscriptCoder(coded, coder=" ")
    with pytest.raises(WorkbenchError, match="no transcript 'third'"):
        TranscriptCoder(coded, "third")
    coder = TranscriptCoder(coded)
    with pytest.raises(WorkbenchError, match="no transcript 'third'"):
        coder.transcript = "third"
    assert coder.transcript == "first"


def test_the_bundle_is_small_and_fetches_nothing() -> None:
    static = Path(__file__).parent.parent / "workbench/static"
    bundle = (static / "coder.js").read_text() + (static / "coder.css").read_text()
    assert len(bundle.encode()) < 60_000
    assert re.findall(r"https?://", bundle) == []
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", bundle) == []


def test_the_protocol_page_names_every_message_and_field(coded: Study) -> None:
    page = PROTOCOL.read_text()
    replies = [
        ask(coded, "load", transcript=None),
        ask(coded, "apply", operation=adding(coded, "Og så?")),
        ask(coded, "changes", transcript="first", since=0),
        ask(coded, "apply", operation=removing("unknown")),
    ]
    assert [reply["type"] for reply in replies] == ["loaded", "applied", "changes", "error"]
    for reply in replies:
        assert f"`{reply['type']}`" in page
        assert [field for field in reply if f"`{field}`" not in page] == []
    assert [field for field in replies[0]["document"] if f"`{field}`" not in page] == []
