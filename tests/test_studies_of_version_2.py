"""A study that version 2 of the tables holds is brought up to date when it is opened, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import assert_sound
from sqlalchemy import inspect
from test_studies_of_version_1 import make
from version_1 import UID, WHEN

from workbench import Operation, Study
from workbench.store.engine import file_engine, is_server, server_engine
from workbench.store.version_2 import to_version_2

MEMO = "00000000-0000-4000-8000-0000000000bb"


@pytest.fixture
def opened(location: str) -> Iterator[Study]:
    """The tables of version 1 as the step to version 2 left them, and a memo that version 2 then took."""
    make(location)
    engine = server_engine(location)[0] if is_server(location) else file_engine(Path(location))
    with engine.execution_options(writing=True).begin() as connection:
        to_version_2(connection)
        sql = connection.exec_driver_sql
        sql("UPDATE meta SET value = '2' WHERE \"key\" = 'schema_version'")
        memo = ("transcript", UID, "A1", "kort", WHEN.format(9))
        replaced = {"memos": [[list(memo[:3]), None, list(memo[3:])]]}
        payload = {"memos": [["transcript", UID, "kort"]]}
        row = (10, MEMO, "A1", WHEN.format(9), "memo.set", *map(plain, (payload, replaced)))
        for table, values in (("memo", memo), ("operation", row)):
            marks = ", ".join(["%s" if is_server(location) else "?"] * len(values))
            sql(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - ours
        if is_server(location):
            sql("SELECT setval('operation_seq_seq', 10)")
    engine.dispose()
    with Study.open(location) as study:
        yield study


def plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_it_holds_what_it_held_and_takes_judgements(opened: Study) -> None:
    assert_sound(opened)
    assert [memo.text for memo in opened.memo_list()] == ["kort"]
    assert len(opened.codings_in("first")) == 4
    assert opened.judgements().empty
    row = ["themes by outcome/x", "flexibility", "", "fit", "silent", {}, None]
    made = opened.apply(Operation("judgement.set", {"judgements": [row]}, "A2"))
    assert opened.judgements()["value"].tolist() == ["silent"]
    opened.undo(made.operation.id, coder="A2")
    opened.undo(MEMO, coder="A1")
    assert opened.memo_list() == []
    assert_sound(opened)


def test_its_new_table_is_laid_out_like_that_of_a_new_study(opened: Study, tmp_path, location: str) -> None:
    def layout(study: Study) -> object:
        with study._store.reading() as connection:
            found = inspect(connection)
            columns = [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns("judgement")]
            return columns, found.get_pk_constraint("judgement")["constrained_columns"]

    other = f"{location}_new" if is_server(location) else str(tmp_path / "new.qwb")
    with Study.create(other) as new:
        assert layout(opened) == layout(new)
