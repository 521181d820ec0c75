"""Requests that are no requests: each is answered in words, and none of them changes anything."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import INTERVIEW, SCHEME
from desk_requests import adding, ask, entry, operation, refused, save
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench import Study
from workbench.protocol import answer

TYPES = ["overview", "scheme", "load", "apply", "changes", "quotations", "inspect", "memos", "language"]
TYPES += ["search", "files", "import", "adopt"]
REPLIES = {"overview", "scheme", "loaded", "changes", "quotations", "memos", "language", "hits", "files"}
FIELDS = ["transcript", "operations", "since", "filter", "from", "most", "coding", "words", "by", "code"]
FIELDS += ["paths", "path", "id"]
KINDS = ["coding.add", "coding.remove", "coding.change", "status.set", "memo.set", "scheme.change"]
KINDS += ["operation.undo", "scheme.set"]


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """A study that no request of this module may change."""
    folder = tmp_path_factory.mktemp("there")
    (folder / "first.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "scheme.yaml").write_text(SCHEME, encoding="utf-8")
    with Study.create(folder / "study.qwb") as made:
        made.import_transcripts(folder / "first.txt", language="da", progress=False)
        made.set_scheme(folder / "scheme.yaml")
        made.code("first", 0, 5, "flexibility", coder="B2")
        yield made


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["first", "form", "flexibility", "A1", "\0", "\ud800", "../x", "500-abc", "e" * 3000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PAYLOADS = st.dictionaries(
    st.sampled_from(["codings", "hits", "changes", "statuses", "memos", "revision", "operations"]),
    JSON | st.lists(st.lists(JSON, min_size=2, max_size=3), max_size=2),
    max_size=3,
)
OPERATIONS = st.fixed_dictionaries(
    {
        "id": st.uuids().map(str) | JSON,
        "kind": st.sampled_from(KINDS) | JSON,
        "coder": st.just("A1") | JSON,
        "payload": PAYLOADS | JSON,
    }
)
REQUESTS = st.builds(
    lambda type_, fields: {"type": type_, **fields},
    st.sampled_from(TYPES),
    st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=5)
    | st.fixed_dictionaries({"operations": st.lists(OPERATIONS, max_size=2)}),
)


@settings(deadline=None, max_examples=400)
@given(request_=REQUESTS)
@example(request_={"type": "import", "paths": ["no such file"]})
def test_whatever_is_asked_is_answered_and_an_error_changes_nothing(
    there: Study, request_: dict[str, Any]
) -> None:
    before = there.newest
    reply = answer(there, "A1", request_)
    if reply["type"] == "error":
        assert reply["message"].strip()
        assert reply["lasting"], reply["message"]
        assert there.newest == before
    elif reply["type"] == "imported":
        assert not any(file["ok"] for file in reply["files"]), reply
        assert there.newest == before
    elif reply["type"] not in REPLIES:
        # Chance may find what a coder may do: a memo on the study, and nothing on codings.
        assert reply["type"] in {"applied", "adopted"}
        assert {one.operation.kind for one in there.operations(since=before)} <= {"memo.set"}
    assert [coding.coder for coding in there.codings_in("first")] == ["B2"]


@pytest.mark.parametrize(
    "request_", [{}, {"type": "sing"}, {"type": None}, {"type": ["load"]}, {"type": {}}, [], None, "load"]
)
def test_an_unknown_request_is_answered_with_an_error(there: Study, request_: Any) -> None:
    given_ = {"id": "7", **request_} if isinstance(request_, dict) else request_
    reply = answer(there, "A1", given_)
    assert "no request of the type" in reply["message"]
    assert reply.get("id") == ("7" if isinstance(request_, dict) else None)


@pytest.mark.parametrize(
    ("type_", "fields", "said"),
    [
        ("load", {"transcript": 5}, "'transcript': must be text, not 5"),
        ("load", {"transcript": "x" * 2000}, "'transcript': has 2,000 characters of at most 1,000"),
        ("load", {"transcript": None, "revision": 1}, "the field 'revision' is unknown"),
        ("load", {"transcript": "a\0b"}, "NUL"),
        ("changes", {"transcript": None}, "'since': must be a whole number"),
        ("changes", {"transcript": None, "since": True}, "'since': must be a whole number"),
        ("changes", {"transcript": None, "since": -1}, "'since': must be a whole number"),
        ("changes", {"transcript": None, "since": 2**40}, "'since': must be a whole number"),
        ("quotations", {"filter": [], "from": 0, "most": 1}, "'filter': must be an object"),
        ("quotations", {"filter": {"colour": 1}, "from": 0, "most": 1}, "'filter': the field 'colour'"),
        ("quotations", {"filter": {"memo": 1}, "from": 0, "most": 1}, "'memo': must be true or false"),
        ("quotations", {"filter": {}, "from": 0, "most": 0}, "'most': must be a whole number from 1"),
        ("search", {"words": "a", "by": "sound", "most": 5}, "'by': must be one of form, lemma"),
        ("apply", {"operations": []}, "must be a list of 1 to"),
        ("apply", {"operations": [5]}, "must be an object, not 5"),
        ("apply", {"operation": {}}, "the field 'operation' is unknown"),
        ("import", {"paths": [5]}, "must be text, not 5"),
        ("inspect", {}, "'coding': must be text, not nothing"),
    ],
)
def test_a_malformed_request_is_told_what_is_wrong_with_it(
    there: Study, type_: str, fields: dict[str, Any], said: str
) -> None:
    message = refused(ask(there, type_, **fields))
    assert said in message
    assert "malformed" in message or "NUL" in message


def test_a_request_that_is_too_large_is_refused(there: Study) -> None:
    made = adding(there, "rart")
    made["payload"]["codings"][0][7] = "x" * 17_000_000
    assert "characters of at most" in refused(ask(there, "apply", operations=[made]))


def test_a_request_nested_without_end_is_refused(there: Study) -> None:
    deep: Any = "x"
    for _ in range(5000):
        deep = [deep]
    reply = answer(there, "A1", {"type": "load", "transcript": deep})
    assert (reply["type"], reply["lasting"]) == ("error", True)


@pytest.mark.parametrize("coder", ["", " ", " A1", "A1\n", "A" * 2000, "A\0", "\ud800"])
def test_a_coder_needs_a_name(there: Study, coder: str) -> None:
    message = refused(ask(there, "overview", coder))
    assert "name" in message or "cannot be written down" in message


def test_a_coder_may_be_called_anything_else(filled: Study) -> None:
    coder = "Åse 😀 <b>\u202e"
    save(filled, adding(filled, "rart", coder=coder), coder=coder)
    assert ask(filled, "overview", coder)["coders"] == [coder]


def test_words_of_an_interview_never_reach_the_log(
    there: Study, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    words = "secret words"

    def fail(*_: object) -> None:
        raise ValueError(words)

    monkeypatch.setattr(Study, "memo_list", fail)
    with caplog.at_level(logging.DEBUG):
        reply = ask(there, "memos")
    assert (reply["type"], reply["lasting"]) == ("error", False)
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_hostile_words_are_kept_as_they_are(filled: Study) -> None:
    hostile = "<script>alert(1)</script> '; DROP TABLE coding; -- \u202e\u0301 😀"
    row = entry(filled, "rart")
    row[7] = hostile
    memo = operation("memo.set", {"memos": [["study", "", hostile]]})
    save(filled, operation("coding.add", {"codings": [row]}), memo)
    assert {one["text"] for one in ask(filled, "memos")["memos"]} == {hostile}


def test_the_page_names_every_request_reply_and_field(filled: Study) -> None:
    protocol_page = (Path(__file__).parent.parent / "docs/desk_protocol.md").read_text(encoding="utf-8")
    save(filled, adding(filled, "rart"))
    (coding,) = filled.codings_in("first")
    uid = filled.document("first").uid
    hits = {"words": "hun", "by": "form", "transcript": uid, "code": None, "most": 5}
    replies = [
        ask(filled, "scheme"),
        ask(filled, "load", transcript=None),
        ask(filled, "apply", operations=[adding(filled, "Og så?")]),
        ask(filled, "changes", transcript=uid, since=0),
        ask(filled, "quotations", filter={}, **{"from": 0}, most=5),
        ask(filled, "inspect", coding=coding.id),
        ask(filled, "memos"),
        ask(filled, "language", transcript="first"),
        ask(filled, "search", **hits),
        ask(filled, "files"),
        ask(filled, "sing"),
    ]
    for reply in replies:
        assert f"`{reply['type']}`" in protocol_page
        assert [field for field in reply if f"`{field}`" not in protocol_page] == []
    assert [field for field in replies[1]["document"] if f"`{field}`" not in protocol_page] == []
    assert [type_ for type_ in TYPES if f"| `{type_}` |" not in protocol_page] == []
