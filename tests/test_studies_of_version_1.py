"""A study that an older version made opens, is brought up to date, and loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from conftest import assert_sound
from sqlalchemy import inspect
from sqlalchemy.engine import make_url
from version_1 import NEWER, lay_out, operation_id

from workbench import Study
from workbench.errors import ChangedMeanwhileError, CodingError
from workbench.model.scheme import Code, CodingScheme

FIRST = CodingScheme(
    "s", {"en": "S"}, "1", tuple(Code(id_, {"en": id_}, {}) for id_ in ("flexibility", "free_exit"))
)
SECOND = CodingScheme(
    "s", {"en": "S"}, "2", (Code("flexibility", {"en": "F"}, {"en": "defined"}), FIRST.codes[1])
)


def make(location: str) -> None:
    if location.startswith("postgresql:"):
        url = make_url(location)
        schema = str(url.query["schema"])
        plain = url.difference_update_query(["schema"]).render_as_string(hide_password=False)
        with psycopg.connect(plain, options=f"-csearch_path={schema}") as server:
            server.execute(f'CREATE SCHEMA "{schema}"')  # type: ignore[arg-type]  # a test's own name

            def run(statement: str, *parameters: object) -> None:
                server.execute(statement.replace("?", "%s") if parameters else statement, parameters or None)  # type: ignore[arg-type]

            lay_out(run, [FIRST, SECOND], on_server=True)
            server.execute("SELECT setval('operation_seq_seq', 9)")
    else:
        with closing(sqlite3.connect(location)) as file, file:
            file.execute("PRAGMA application_id = 0x51776231")
            lay_out(
                lambda statement, *given: file.execute(statement, given), [FIRST, SECOND], on_server=False
            )


@pytest.fixture
def opened(location: str) -> Iterator[Study]:
    make(location)
    with Study.open(location) as study:
        yield study


def test_it_is_what_its_log_says_after_it_was_brought_up_to_date(opened: Study) -> None:
    assert_sound(opened)
    assert [(one.start, one.anchor) for one in opened.codings_in("first")] == [
        (13, "exact"),
        (14, "lost"),
        (15, "exact"),
        (16, "original"),
    ]
    assert opened.document("first").text == NEWER
    assert opened.statuses()["status"].tolist() == ["done"]
    assert opened.memo_list() == []


def test_its_codings_know_the_definition_they_were_made_under(opened: Study) -> None:
    then, now = FIRST.definition_hashes["flexibility"], SECOND.definition_hashes["flexibility"]
    assert [one.definition for one in opened.codings_in("first")] == [then, then, now, now]
    assert [one.coding.start for one in opened.quotations(older=True).rows] == [13, 14]
    assert opened.definition_then("flexibility", then) == FIRST.by_id["flexibility"]


def test_what_it_removed_does_not_come_back_but_what_it_added_can_be_taken_back(opened: Study) -> None:
    for number, why in ((4, "older version"), (9, "older version"), (5, "older version")):
        with pytest.raises(CodingError, match=why):
            opened.undo(operation_id(number), coder="A1")
    opened.undo(operation_id(8), coder="A1")
    assert [one.start for one in opened.codings_in("first")] == [13, 14, 15]
    with pytest.raises(ChangedMeanwhileError, match="new revision"):
        opened.undo(operation_id(6), coder="A1")
    assert_sound(opened)


def test_it_goes_on_like_any_study(opened: Study, location: str) -> None:
    coding = opened.code("first", 13, 15, "free_exit", coder="A2", memo="new")
    opened.change_scheme({"do": "merge", "code": "free_exit", "into": "flexibility"}, coder="A2")
    opened.close()
    with Study.open(location) as again:
        assert again.codings_by_id([coding])[coding].code == "flexibility"
        assert again.touched_since(3).codings >= {coding}
        assert_sound(again)


def test_its_tables_are_laid_out_like_those_of_a_new_study(opened: Study, tmp_path) -> None:
    def layout(study: Study) -> dict[str, object]:
        with study._store.reading() as connection:
            found = inspect(connection)
            return {
                table: (
                    [(one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(table)],
                    sorted(index["name"] or "" for index in found.get_indexes(table)),
                    sorted(map(str, (one["column_names"] for one in found.get_unique_constraints(table)))),
                    sorted(map(str, (one["constrained_columns"] for one in found.get_foreign_keys(table)))),
                    found.get_pk_constraint(table)["constrained_columns"],
                )
                for table in ("coding", "memo", "operation", "scheme", "status")
            }

    where = opened._store.where
    other = str(tmp_path / "new.qwb")
    if not where.endswith(".qwb"):
        other = opened._store._engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        other += "?schema=brand_new"
    with Study.create(other) as new:
        assert layout(opened) == layout(new)


def test_two_programs_may_open_it_at_once(location: str) -> None:
    make(location)
    with Study.open(location) as one, Study.open(location) as other:
        one.code("first", 13, 15, "free_exit", coder="A2")
        assert len(other.codings()) == 5
        assert_sound(other)
