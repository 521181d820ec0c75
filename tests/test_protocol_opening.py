"""What a desk is told when it opens a study, and while others change it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_requests import adding, ask, changing, codings_told, operation, refused, removing, save, undoing

from workbench import Coding, CodingStatus, SpeakerLink, Study

OLDER = 2
DEFINITION = {"do": "edit", "code": "flexibility", "set": {"definition": {"en": "Bending rules"}}}


def test_a_loaded_transcript_has_text_turns_and_own_codings(filled: Study) -> None:
    filled.code("first", 0, 5, "flexibility", coder="A1", stance="absent")
    filled.code("first", 0, 5, "flexibility", coder="B2")
    loaded = ask(filled, "load", transcript=None)
    ((_, *coding),) = codings_told(loaded["codings"])
    assert coding == [0, 5, "flexibility", {"stance": "absent"}, 0]
    document = loaded["document"]
    assert (document["name"], document["revision"], document["interviewers"]) == ("first", 1, ["Interviewer"])
    said = [document["text"][turn[3] : turn[4]] for turn in document["turns"]]
    assert said[1] == "Altså, hun sagde at jeg bare kunne sige nej 😀. Det var rart."
    assert (loaded["lost"], loaded["newest"]) == (0, filled.newest)


def test_who_is_linked_with_another_role_is_no_interviewer(filled: Study) -> None:
    filled.link([SpeakerLink("first", "Interviewer", None, "citizen")])
    assert ask(filled, "load", transcript="first")["document"]["interviewers"] == []


def test_offsets_count_an_emoji_as_one_character(filled: Study) -> None:
    save(filled, adding(filled, "😀. Det"))
    loaded = ask(filled, "load", transcript="first")
    ((_, start, end, *_),) = codings_told(loaded["codings"])
    assert loaded["document"]["text"][start:end] == "😀. Det"


def test_many_codings_are_told_in_order_of_place_with_their_ids(filled: Study) -> None:
    text = filled.document("first").text
    made = filled.add_codings(
        [Coding("first", at, at + 4, "flexibility", "A1") for at in range(len(text) - 4, 0, -3)]
    )
    table = ask(filled, "load", transcript="first")["codings"]
    told = codings_told(table)
    assert [one[:4] for one in told] == [
        (coding.id, coding.start, coding.end, coding.code) for coding in filled.codings_in("first", "A1")
    ]
    assert (len(told), len(table["operations"]), table["codes"]) == (made[0], 1, ["flexibility"])


def test_flags_tell_memos_origins_and_older_definitions(filled: Study) -> None:
    filled.add_codings([Coding("first", 0, 5, "flexibility", "A1", origin="imported")])
    filled.code("first", 6, 9, "flexibility", coder="A1", memo="why?")
    filled.code("first", 6, 9, "free_exit", coder="A1")
    filled.change_scheme(DEFINITION, coder="B2")
    told = codings_told(ask(filled, "load", transcript="first")["codings"])
    assert [one[-1] for one in told] == [4 + OLDER, 1 + OLDER, 0]


def test_a_coding_that_lost_its_place_is_counted_and_one_that_is_unsure_is_marked(
    file_study: Study, scheme_file: Path, interview: Callable[..., Path]
) -> None:
    said = "A: Jeg sagde nej dengang.\n\nB: Hvorfor sagde du nej?\n"
    file_study.import_transcripts(interview("first.txt", said), language="da", progress=False)
    file_study.set_scheme(scheme_file)
    save(file_study, adding(file_study, "dengang"), adding(file_study, "Jeg sagde nej"))
    new = "A: Vi sad i køkkenet, og jeg så ud. Jeg sagde nej til det.\n\nA: Nå. Jeg sagde nej, siger han.\n"
    file_study.import_transcripts(interview("first.txt", new), language="da", progress=False)
    loaded = ask(file_study, "load", transcript="first")
    ((_, start, end, *_, flags),) = codings_told(loaded["codings"])
    assert loaded["document"]["text"][start:end] == "Jeg sagde nej"
    assert (loaded["lost"], flags) == (1, 8)


def test_a_study_without_transcripts_and_scheme_can_be_opened(study: Study) -> None:
    loaded = ask(study, "load", transcript=None)
    assert (loaded["document"], loaded["codings"]["rows"], loaded["lost"]) == (None, [], 0)
    assert ask(study, "scheme") == {"type": "scheme", "scheme": None}
    overview = ask(study, "overview")
    assert (overview["transcripts"], overview["counts"], overview["coders"]) == ([], {}, [])


def test_a_transcript_that_is_not_there_is_refused_by_name(filled: Study) -> None:
    assert "no transcript 'third'" in refused(ask(filled, "load", transcript="third"))
    assert "no transcript" in refused(ask(filled, "changes", transcript="third", since=0))


def test_the_scheme_is_told_with_all_that_defines_its_codes(filled: Study) -> None:
    remarks: dict[str, Any] = {"use_when": [{"en": "often"}], "counter_examples": [{"da": "aldrig"}]}
    filled.change_scheme({"do": "edit", "code": "free_exit", "set": remarks}, coder="B2")
    scheme = ask(filled, "scheme")["scheme"]
    assert scheme["revision"] == 2
    assert [code["id"] for code in scheme["codes"]] == ["voluntariness", "free_exit", "flexibility"]
    code = scheme["codes"][1]
    assert (code["parent"], code["use_when"], code["examples"]) == ("voluntariness", [{"en": "often"}], [])
    assert code["counter_examples"] == [{"da": "aldrig"}]
    (attribute,) = scheme["attributes"]
    assert (attribute["default"], [value["id"] for value in attribute["values"]]) == (
        "present",
        ["present", "absent"],
    )


def test_the_overview_tells_how_far_this_coder_is(filled: Study, interview: Callable[..., Path]) -> None:
    filled.import_transcripts(interview("second.txt", "A: en to\n\nB: tre\n"), language="da", progress=False)
    save(filled, adding(filled, "Og så?"), adding(filled, "rart"), adding(filled, "rart", "free_exit"))
    filled.code("second", 0, 5, "flexibility", coder="B2")
    filled.set_statuses([CodingStatus("first", "A1", "done")])
    overview = ask(filled, "overview")
    assert (overview["study"], overview["name"]) == (filled.id, filled.name)
    first, second = overview["transcripts"]
    assert (first["name"], first["uid"]) == ("first", filled.document("first").uid)
    assert (first["turns"], first["coded"], first["codings"], first["status"]) == (4, 2, 3, "done")
    assert (second["coded"], second["codings"], second["status"]) == (0, 0, "not started")
    assert overview["counts"] == {"flexibility": 2, "free_exit": 1}
    assert (overview["coders"], overview["newest"]) == (["A1", "B2"], filled.newest)


def test_the_overview_counts_codings_made_under_an_older_definition(filled: Study) -> None:
    save(filled, adding(filled, "rart"), adding(filled, "rart", "free_exit"))
    filled.change_scheme(DEFINITION, coder="B2")
    assert ask(filled, "overview")["older"] == 1


def changes(study: Study, since: int, transcript: str = "first") -> dict[str, Any]:
    return ask(study, "changes", transcript=study.document(transcript).uid, since=since)


def test_changes_tell_what_this_coder_did_elsewhere_and_nothing_of_others(filled: Study) -> None:
    since = filled.newest
    kept = filled.code("first", 0, 5, "flexibility", coder="A1", stance="absent")
    gone = filled.code("first", 6, 9, "flexibility", coder="A1")
    filled.code("first", 0, 5, "flexibility", coder="B2")
    filled.uncode(gone, coder="A1")
    told = changes(filled, since)
    assert codings_told(told["set"]) == [(kept, 0, 5, "flexibility", {"stance": "absent"}, 0)]
    assert told["removed"] == [gone]
    assert (told["scheme"], told["overview"], told["reload"]) == (False, False, False)
    assert told["newest"] == filled.newest
    later = changes(filled, told["newest"])
    assert (later["set"]["rows"], later["removed"], later["newest"]) == ([], [], told["newest"])


def test_changes_tell_how_a_changed_and_an_undone_coding_stands_now(filled: Study) -> None:
    made, undone = adding(filled, "rart"), adding(filled, "Og så?")
    save(filled, made, undone)
    since = filled.newest
    save(filled, changing(f"{made['id']}-0", code="free_exit", memo="!"), undoing(undone))
    told = changes(filled, since)
    ((id_, _, _, code, _, flags),) = codings_told(told["set"])
    assert (id_, code, flags) == (f"{made['id']}-0", "free_exit", 1)
    assert told["removed"] == [f"{undone['id']}-0"]


def test_a_code_that_is_defined_anew_marks_codings_that_nobody_touched(filled: Study) -> None:
    save(filled, adding(filled, "rart"))
    since = filled.newest
    filled.change_scheme(DEFINITION, coder="B2")
    told = changes(filled, since)
    assert [row[-1] for row in codings_told(told["set"])] == [OLDER]
    assert told["scheme"]


def test_only_a_new_text_of_the_shown_transcript_asks_for_a_reload(
    filled: Study, interview: Callable[..., Path]
) -> None:
    since = filled.newest
    filled.import_transcripts(interview("second.txt", "A: one\n\nB: two\n"), progress=False)
    told = changes(filled, since)
    assert (told["reload"], told["overview"]) == (False, True)
    filled.import_transcripts(interview(text=filled.document("first").text + "\nMere.\n"), progress=False)
    assert changes(filled, since)["reload"]
    assert not changes(filled, since, "second")["scheme"]


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("status.set", lambda uid: {"statuses": [[uid, "A1", "done"]]}),
        ("memo.set", lambda uid: {"memos": [["transcript", uid, "look again"]]}),
    ],
)
def test_a_status_or_memo_changes_the_overview(
    filled: Study, kind: str, payload: Callable[[str], dict[str, Any]]
) -> None:
    since = filled.newest
    save(filled, operation(kind, payload(filled.document("first").uid)))
    assert changes(filled, since)["overview"]


def test_changes_can_be_asked_for_before_a_transcript_is_open(filled: Study) -> None:
    save(filled, adding(filled, "rart"))
    told = ask(filled, "changes", transcript=None, since=0)
    assert (told["set"]["rows"], told["reload"], told["scheme"]) == ([], False, True)


def test_a_removed_coding_of_another_transcript_is_told_too(
    filled: Study, interview: Callable[..., Path]
) -> None:
    filled.import_transcripts(interview("second.txt", "A: en to\n\nB: tre\n"), progress=False)
    coding = filled.code("second", 0, 5, "flexibility", coder="A1")
    since = filled.newest
    save(filled, removing(coding))
    assert changes(filled, since)["removed"] == [coding]
