"""What an operation may hold: whatever is malformed is refused in plain words and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import assert_sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench import Operation, Study, WorkbenchError
from workbench.errors import CodingError
from workbench.model.operation import KINDS
from workbench.store.documents import text_sha256

TEXT = "Anna: Ja, altså.\n"
SHA = text_sha256(TEXT)


def refused(study: Study, kind: str, payload: Any, match: str, **contents: str) -> None:
    before = study.newest
    with pytest.raises(WorkbenchError, match=match):
        study.apply(Operation(kind, payload, "A1"), contents=contents or None)  # type: ignore[arg-type]  # kind is any text
    assert study.newest == before


def transcript(**changes: object) -> dict[str, object]:
    return {
        "name": "anna",
        "text_sha256": SHA,
        "source_sha256": SHA,
        "source_name": "interviews/anna.txt",
        "format": "txt",
        "encoding": "utf-8",
        "language": "da",
        "metadata": {},
        "warnings": [],
        "speakers": ["Anna"],
        "turns": [[0, 0, 6, 6, 16, None, None, 2]],
    } | changes


def coding(study: Study, **changes: object) -> list[object]:
    document = study.document("first")
    entry = {
        "uid": document.uid,
        "revision": document.revision,
        "start": 0,
        "end": 5,
        "code": "flexibility",
        "coder": "A1",
        "attributes": {},
        "memo": "",
        "origin": "manual",
    }
    return list((entry | changes).values())


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_payload_is_refused(study: Study, kind: str) -> None:
    refused(study, kind, {}, "is missing")


@pytest.mark.parametrize("kind", KINDS)
def test_a_payload_that_is_no_object_is_refused(study: Study, kind: str) -> None:
    refused(study, kind, ["codings"], "no object")


@pytest.mark.parametrize(
    "changes",
    [
        {"uid": ["x"]},
        {"code": ["flexibility"]},
        {"attributes": ["stance"]},
        {"attributes": {"stance": ["absent"]}},
        {"memo": None},
        {"start": True},
        {"start": "0"},
        {"coder": 1},
        {"more": 1},
    ],
    ids=str,
)
def test_a_coding_with_a_part_of_another_type_is_refused_for_good(
    filled: Study, changes: dict[str, object]
) -> None:
    with pytest.raises(CodingError, match="malformed"):
        filled.apply(Operation("coding.add", {"codings": [coding(filled, **changes)]}, "A1"))
    assert filled.codings().empty


@pytest.mark.parametrize(
    "turn",
    [
        (0, 9, 3, 99, 50, None, None, 2),
        (0, 0, 6, 6, 99, None, None, 2),
        (1, 0, 6, 6, 16, None, None, 2),
        (0, 0, 6, 6, 16, -1, None, 2),
        (0, 0, 6, 6),
    ],
    ids=str,
)
def test_turns_that_do_not_fit_their_text_are_refused(study: Study, turn: tuple[object, ...]) -> None:
    refused(study, "transcript.import", transcript(turns=[list(turn)]), "turn", **{SHA: TEXT})
    assert study.transcript_names() == []


def test_a_well_formed_import_is_accepted(study: Study) -> None:
    study.apply(Operation("transcript.import", transcript(), "A1"), contents={SHA: TEXT})
    assert study.document("anna").text == TEXT
    assert_sound(study)


def test_a_text_that_has_not_the_sha256_it_is_given_by_is_refused(study: Study) -> None:
    refused(study, "transcript.import", transcript(), "does not have the sha256", **{SHA: "other"})
    refused(study, "transcript.import", transcript(), "does not have the sha256", **{"00": "wrong"})


@pytest.mark.parametrize(
    "place", [[0, 5000, "moved"], [5, 5, "exact"], [-1, 4, "moved"], [0, 4, "glued"], [0, 4]], ids=str
)
def test_anchors_outside_the_new_text_are_refused(filled: Study, place: list[object]) -> None:
    made = filled.code("first", 0, 5, "flexibility", coder="A1")
    uid = filled.document("first").uid
    payload = transcript(name="first", transcript=uid, revision=2, anchors={made: place})
    refused(filled, "transcript.revise", payload, "anchor|end of the text", **{SHA: TEXT})
    assert filled.document("first").revision == 1


def test_the_id_of_an_operation_is_the_same_in_capitals(filled: Study) -> None:
    operation = Operation("coding.add", {"codings": [coding(filled)]}, "A1")
    filled.apply(operation)
    again = Operation("coding.add", operation.payload, "A1", operation.id.upper())
    assert filled.apply(again).repeated
    assert len(filled.codings()) == 1


@pytest.mark.parametrize("text", ["a\0b", "\0"])
def test_nul_characters_are_refused_on_every_database(filled: Study, text: str) -> None:
    refused(filled, "coding.add", {"codings": [coding(filled, memo=text)]}, "NUL")
    with pytest.raises(WorkbenchError, match="NUL"):
        Operation("coding.add", {"codings": []}, f"A{text}")
    sha256 = text_sha256(text)
    refused(filled, "transcript.import", transcript(text_sha256=sha256), "NUL", **{sha256: text})


def test_a_memo_about_an_escaped_nul_is_kept(filled: Study) -> None:
    filled.code("first", 0, 5, "flexibility", coder="A1", memo=r"he typed \u0000")
    assert filled.codings()["memo"].tolist() == [r"he typed \u0000"]


def test_to_apply_nothing_is_refused(study: Study) -> None:
    with pytest.raises(WorkbenchError, match="no operation"):
        study.apply()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
KEYS = [
    "codings",
    "changes",
    "memos",
    "judgements",
    "operations",
    "statuses",
    "links",
    "document",
    "content_sha256",
    "source_name",
    *transcript(),
]


@pytest.fixture
def one_study(file_study: Study) -> Callable[[], Study]:
    return lambda: file_study


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(kind=st.sampled_from(KINDS), payload=st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4))
def test_whatever_a_payload_holds_it_is_applied_or_refused_in_plain_words(
    one_study: Callable[[], Study], kind: str, payload: dict[str, Any]
) -> None:
    study = one_study()
    before = study.newest
    try:
        study.apply(Operation(kind, payload, "A1"))  # type: ignore[arg-type]  # kind is any text
    except WorkbenchError:
        assert study.newest == before
