"""The law of undo: whatever was done, taking it all back brings back what was, and redo does it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import INTERVIEW, SCHEME
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_undo import state

from workbench import Operation, Study, WorkbenchError

CODES = ("voluntariness", "free_exit", "flexibility", "new")
CODERS = ("A1", "A2")
PLACE = st.tuples(st.integers(0, 3), st.integers(4, 6))
CODE = st.sampled_from(CODES)
TEXT = st.sampled_from(["", "memo", "æ😀"])

# A step is a kind of operation and what it is made of; a number picks one of the codings there are.
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "place": PLACE,
        "code": CODE,
        "memo": TEXT,
        "checked": st.sampled_from([True]),
        "attributes": st.sampled_from([None, {"stance": "absent"}]),
    },
).filter(bool)
CHANGE = st.one_of(
    st.fixed_dictionaries({"do": st.just("edit"), "code": CODE, "set": st.just({"definition": {"en": "d"}})}),
    st.fixed_dictionaries({"do": st.just("edit"), "code": CODE, "set": st.just({"label": {"en": "l"}})}),
    st.fixed_dictionaries(
        {
            "do": st.just("add"),
            "code": st.just({"id": "new", "label": {"en": "n"}}),
            "parent": st.none() | CODE,
            "before": st.none(),
        }
    ),
    st.fixed_dictionaries(
        {"do": st.just("move"), "code": CODE, "parent": st.none() | CODE, "before": st.none()}
    ),
    st.fixed_dictionaries({"do": st.just("merge"), "code": CODE, "into": CODE}),
    st.fixed_dictionaries({"do": st.just("recode"), "pick": st.integers(0, 9), "to": CODE}),
)
STEP = st.one_of(
    st.tuples(st.just("add"), PLACE, CODE, st.sampled_from(CODERS)),
    st.tuples(st.just("remove"), st.integers(0, 9)),
    st.tuples(st.just("change"), st.integers(0, 9), FIELDS),
    st.tuples(
        st.just("status"), st.sampled_from(CODERS), st.sampled_from(["not started", "in progress", "done"])
    ),
    st.tuples(
        st.just("memo"),
        st.sampled_from([("study", ""), ("code", "flexibility")]),
        TEXT,
        st.lists(TEXT, max_size=1),
    ),
    st.tuples(st.just("judgement"), CODE, st.sampled_from(CODERS), st.none() | TEXT.filter(bool)),
    st.tuples(st.just("scheme"), st.lists(CHANGE, min_size=1, max_size=3)),
)


def operation(study: Study, step: Any) -> Operation | None:
    """The step as an operation on the study as it is, or None where there is nothing to do it to."""
    document = study.document("first")
    codings = [coding.id for coding in study.codings_in("first")]
    match step:
        case ("add", (start, end), code, coder):
            entry = [document.uid, 1, start, end, code, coder, None, "", "manual"]
            return Operation("coding.add", {"codings": [entry]}, coder)
        case ("remove", pick) if codings:
            return Operation("coding.remove", {"codings": [codings[pick % len(codings)]]}, "A1")
        case ("change", pick, fields) if codings:
            fields = dict(fields)
            if "place" in fields:
                start, end = fields.pop("place")
                fields |= {"revision": 1, "start": start, "end": end}
            return Operation("coding.change", {"changes": [[codings[pick % len(codings)], fields]]}, "A1")
        case ("status", coder, status):
            return Operation("status.set", {"statuses": [[document.uid, coder, status]]}, coder)
        case ("memo", (about, target), text, over):
            return Operation("memo.set", {"memos": [[about, target, text, *over]]}, "A1")
        case ("judgement", code, coder, value):
            there = {one["row"]: one["operation"] for one in study.judgements().to_dict("records")}
            row = ["side by side/x", code, "", "note", value, {}, there.get(code)]
            return Operation("judgement.set", {"judgements": [row]}, coder)
        case ("scheme", changes):
            made = []
            for change in changes:
                if change["do"] == "recode":
                    if not codings:
                        continue
                    to, coding = change["to"], codings[change["pick"] % len(codings)]
                    made.append({"do": "recode", "codings": [coding], "to": to})
                else:
                    made.append(change)
            if made:
                payload = {"revision": study.scheme_revision, "changes": made}
                return Operation("scheme.change", payload, "A1")
    return None


@contextmanager
def fresh_study(folder: Path) -> Iterator[Study]:
    (folder / "first.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "scheme.yaml").write_text(SCHEME, encoding="utf-8")
    with Study.create(folder / "study.qwb") as study:
        study.set_scheme(folder / "scheme.yaml")
        study.import_transcripts(folder / "first.txt", progress=False)
        yield study


@given(steps=st.lists(STEP, min_size=1, max_size=10), way=st.sampled_from(["together", "one by one"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_was_done_can_be_taken_back_and_done_again(
    steps: list[Any], way: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with fresh_study(tmp_path_factory.mktemp("law")) as study:
        states, done = [state(study)], []
        for step in steps:
            made = operation(study, step)
            before = state(study)
            try:
                if made is not None:
                    study.apply(made)
            except WorkbenchError:
                assert state(study) == before
            else:
                if made is not None:
                    done.append(made.id)
                    states.append(state(study))
        assert study.check().problems == ()
        undone = []
        if way == "together" and done:
            undone = [study.undo(*done, coder="A1").operation.id]
            assert state(study) == states[0]
        else:
            for made_id, expected in zip(reversed(done), reversed(states[:-1]), strict=True):
                undone.append(study.undo(made_id, coder="A1").operation.id)
                assert state(study) == expected
        assert study.check().problems == ()
        for undo in reversed(undone):
            study.undo(undo, coder="A1")
        assert state(study) == states[-1]
        assert study.check().problems == ()
