"""What a desk saves: all or nothing, once, in its own coder's name, on its own coder's codings."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import assert_sound
from desk_requests import (
    Message,
    adding,
    ask,
    changing,
    codings_told,
    entry,
    operation,
    refused,
    removing,
    save,
    undoing,
)

from workbench import Study


def test_an_operation_sent_twice_is_saved_once(filled: Study) -> None:
    made = adding(filled, "nej 😀")
    first, second = (ask(filled, "apply", operations=[made]) for _ in range(2))
    assert (first["type"], first["repeated"]) == ("applied", False)
    assert (second["type"], second["repeated"]) == ("applied", True)
    assert first["seq"] == second["seq"]
    (coding,) = filled.codings_in("first")
    assert coding.id == f"{made['id']}-0"
    assert filled.document("first").text[coding.start : coding.end] == "nej 😀"


def test_a_step_of_several_operations_is_saved_as_a_whole_and_can_be_repeated(filled: Study) -> None:
    made = adding(filled, "om aftenen")
    save(filled, made)
    _, revision, start, end, *_ = entry(filled, "om aften")
    step = [
        changing(f"{made['id']}-0", revision=revision, start=start, end=end),
        adding(filled, "aftenen"),
        removing(f"{made['id']}-0"),
    ]
    reply = save(filled, *step)
    assert reply["seq"] == filled.newest
    assert save(filled, *step) == {**reply, "repeated": True}
    assert [coding.id for coding in filled.codings_in("first")] == [f"{step[1]['id']}-0"]


def test_one_wrong_operation_keeps_the_others_from_being_saved(filled: Study) -> None:
    newest = filled.newest
    step = [adding(filled, "Og så?"), adding(filled, "rart", "luck")]
    assert "no code 'luck'" in refused(ask(filled, "apply", operations=step))
    assert (filled.newest, filled.codings_in("first")) == (newest, [])


def test_operations_on_many_threads_are_all_saved(filled: Study) -> None:
    text = filled.document("first").text
    operations = [adding(filled, text[at : at + 9]) for at in range(40, 60)]
    threads = [threading.Thread(target=save, args=(filled, one)) for one in operations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.id for one in filled.codings_in("first")} == {f"{one['id']}-0" for one in operations}
    assert_sound(filled)


def test_all_that_a_desk_can_do_is_saved_and_can_be_taken_back(filled: Study) -> None:
    made = adding(filled, "rart")
    save(filled, made)
    coding, uid = f"{made['id']}-0", filled.document("first").uid
    merge = {"do": "merge", "code": "free_exit", "into": "flexibility"}
    before = everything(filled)
    step = [
        changing(coding, code="free_exit", attributes={"stance": "absent"}, memo="hm", checked=True),
        operation("status.set", {"statuses": [[uid, "A1", "in progress"]]}),
        operation("memo.set", {"memos": [["study", "", "begin"], ["code", "free_exit", "wide"]]}),
        operation("scheme.change", {"revision": 1, "changes": [merge]}),
        removing(coding),
    ]
    save(filled, *step)
    assert codings_told(ask(filled, "load", transcript="first")["codings"]) == []
    undo = undoing(*reversed(step))
    save(filled, undo)
    assert everything(filled) == before
    save(filled, undoing(undo))
    assert ask(filled, "overview")["transcripts"][0]["status"] == "in progress"
    assert_sound(filled)


def everything(study: Study) -> list[Any]:
    """What a desk shows, without the numbers that grow with every change."""
    scheme = ask(study, "scheme")["scheme"] | {"revision": 0}
    overview = ask(study, "overview") | {"newest": 0}
    return [scheme, overview, ask(study, "load", transcript="first")["codings"], ask(study, "memos")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one["payload"]["codings"][0].__setitem__(4, "luck"), "no code 'luck'"),
        (lambda one: one["payload"]["codings"][0].__setitem__(3, 10**6), "out of range"),
        (lambda one: one["payload"]["codings"][0].__setitem__(1, 7), "has changed to revision 1"),
        (lambda one: one["payload"]["codings"][0].__setitem__(5, "B2"), "in the name of B2"),
        (lambda one: one["payload"]["codings"][0].__setitem__(8, "consensus"), "by hand"),
        (lambda one: one["payload"]["codings"][0].__setitem__(7, "a\0b"), "NUL"),
        (lambda one: one["payload"]["codings"][0].__setitem__(7, "\ud83d"), "malformed|written down"),
        (lambda one: one["payload"]["codings"][0].pop(), "malformed"),
        (lambda one: one.__setitem__("coder", "B2"), "in the name of B2"),
        (lambda one: one.__setitem__("kind", "scheme.set"), "must be one of"),
        (lambda one: one.__setitem__("payload", None), "must be an object"),
        (lambda one: one.__setitem__("id", "7"), "UUID"),
        (lambda one: one.__setitem__("why", "so"), "the field 'why' is unknown"),
        (lambda one: one.pop("kind"), "must be one of"),
    ],
)
def test_what_can_never_be_saved_is_refused_for_good(
    file_study: Study,
    scheme_file: Path,
    interview: Callable[..., Path],
    change: Callable[[Message], None],
    said: str,
) -> None:
    file_study.import_transcripts(interview(), language="da", progress=False)
    file_study.set_scheme(scheme_file)
    made = adding(file_study, "Og så?")
    newest = file_study.newest
    change(made)
    message = refused(ask(file_study, "apply", operations=[made]))
    assert any(words in message for words in said.split("|"))
    assert file_study.newest == newest


def test_another_operation_under_an_id_that_is_taken_is_refused(filled: Study) -> None:
    made = adding(filled, "rart")
    save(filled, made)
    other = {**adding(filled, "Og så?"), "id": made["id"]}
    assert "another operation" in refused(ask(filled, "apply", operations=[other]))


@pytest.mark.parametrize("change", [removing, lambda coding: changing(coding, memo="mine")])
def test_nobody_changes_the_codings_of_another_coder(filled: Study, change: Callable[[str], Message]) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="B2")
    own = adding(filled, "rart")
    assert "codings of B2" in refused(ask(filled, "apply", operations=[own, change(coding)]))
    assert [one.id for one in filled.codings_in("first")] == [coding]


def test_nobody_undoes_or_sets_what_is_another_coders(filled: Study) -> None:
    theirs = adding(filled, "rart", coder="B2")
    save(filled, theirs, coder="B2")
    assert "what B2 did" in refused(ask(filled, "apply", operations=[undoing(theirs)]))
    uid = filled.document("first").uid
    status = operation("status.set", {"statuses": [[uid, "B2", "done"]]})
    assert "how far B2 is" in refused(ask(filled, "apply", operations=[status]))
    assert len(filled.codings_in("first")) == 1


def test_the_codebook_belongs_to_all_and_its_merges_reach_everybodys_codings(filled: Study) -> None:
    theirs = filled.code("first", 0, 5, "free_exit", coder="B2")
    changes = [
        {"do": "merge", "code": "free_exit", "into": "flexibility"},
        {"do": "recode", "codings": [theirs], "to": "voluntariness"},
    ]
    save(filled, operation("scheme.change", {"revision": 1, "changes": changes}))
    assert [coding.code for coding in filled.codings_in("first", "B2")] == ["voluntariness"]


def test_an_edit_of_what_somebody_else_edited_meanwhile_is_refused_for_good(filled: Study) -> None:
    def naming(label: str) -> Message:
        edit = {"do": "edit", "code": "flexibility", "set": {"label": {"en": label}}}
        return operation("scheme.change", {"revision": 1, "changes": [edit]})

    save(filled, naming("Bending"))
    message = refused(ask(filled, "apply", operations=[naming("Leniency")]))
    assert "flexibility" in message
    assert ask(filled, "scheme")["scheme"]["codes"][2]["label"] == {"en": "Bending"}


def test_undoing_what_was_changed_since_is_refused_for_good(filled: Study) -> None:
    made = adding(filled, "rart")
    save(filled, made)
    save(filled, changing(f"{made['id']}-0", memo="since"))
    assert "cannot be taken back" in refused(ask(filled, "apply", operations=[undoing(made)]))


def test_a_study_that_cannot_be_reached_now_may_be_asked_again(
    file_study: Study, scheme_file: Path, interview: Callable[..., Path], tmp_path: Path
) -> None:
    file_study.import_transcripts(interview(), language="da", progress=False)
    file_study.set_scheme(scheme_file)
    made = adding(file_study, "Og så?")
    file_study.close()
    away = tmp_path / "away.qwb"
    (tmp_path / "study.qwb").rename(away)
    reply = ask(file_study, "apply", operations=[made])
    assert (reply["type"], reply["lasting"]) == ("error", False)
    file_study.close()
    (tmp_path / "study.qwb").unlink(missing_ok=True)
    away.rename(tmp_path / "study.qwb")
    save(file_study, made)


def test_a_step_of_five_hundred_codings_is_one_request_and_one_undo(filled: Study) -> None:
    uid, revision, *_ = entry(filled, "rart")
    rows = [
        [uid, revision, start, start + length, "flexibility", "A1", {}, "", "manual"]
        for start in range(100)
        for length in range(1, 6)
    ]
    made = operation("coding.add", {"codings": rows})
    save(filled, made)
    assert len(ask(filled, "load", transcript="first")["codings"]["rows"]) == 500
    save(filled, undoing(made))
    assert filled.codings_in("first") == []
