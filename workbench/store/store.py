"""The store: applies operations to a study's database and keeps their log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, bindparam, insert, inspect, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from workbench.errors import StudyError
from workbench.model.operation import Operation, new_operation_id
from workbench.model.payload_rules import checked_payload
from workbench.store import migrations, tables
from workbench.store.database_errors import told_plainly
from workbench.store.documents import check_contents, from_json, to_json
from workbench.store.effects import EFFECTS
from workbench.store.effects.transaction import Memory, Transaction
from workbench.store.engine import (
    claim,
    file_engine,
    is_server,
    memory_engine,
    new_study_path,
    server_engine,
    study_path,
    table_names,
)
from workbench.store.prepared import Prepared

_KEEP_REPLACED = Prepared(
    update(tables.operation)
    .where(tables.operation.c.seq == bindparam("number"))
    .values(replaced=bindparam("replaced")),
    ["replaced", "number"],
)
# What makes an operation; what it replaced follows from the log.
_OPERATION = [column for column in tables.operation.columns if column.name != "replaced"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An operation as it stands in the log: `seq` counts up, `time` is UTC in ISO 8601.

    `repeated` is True when the same operation was already there and nothing was done.
    """

    seq: int
    time: str
    operation: Operation
    repeated: bool = False


class Store:
    """One study's database. Safe to use from several threads; several processes may share it."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._on_server = engine.dialect.name == "postgresql"
        # On SQLite every transaction is of one moment; PostgreSQL must be told. Writers take the
        # lock first and then want to see what was committed before they got it.
        self._reader = (
            engine.execution_options(isolation_level="REPEATABLE READ") if self._on_server else engine
        )
        self._writer = engine.execution_options(writing=True)
        self._insert = postgresql.insert if self._on_server else sqlite.insert
        self._insert_operation = Prepared(
            self._insert(tables.operation)
            .on_conflict_do_nothing(index_elements=["id"])
            .returning(tables.operation.c.seq),
            ["id", "coder", "time", "kind", "payload"],
        )
        self._memory = Memory()
        self.where = where

    @classmethod
    def create(cls, location: str | Path) -> Store:
        """Make a new study at a path or PostgreSQL address.

        A path without an ending becomes a folder with the study in it; the file can be read by
        its owner only. What a killed `create` left behind may be made again.

        Raises
        ------
        StudyError
            There is a study already, or the place cannot be written.
        """
        if is_server(location):
            store = cls._on(location)
        else:
            try:
                path = new_study_path(Path(location))
                free = claim(path)
            except OSError:
                raise StudyError(
                    "the study cannot be made here",
                    where=str(location),
                    hint="Does its folder exist, and may you write there?",
                ) from None
            if not free:
                raise StudyError("there is a file here already", where=str(path))
            store = cls(file_engine(path), str(path))
        store._lay_out()
        return store

    @classmethod
    def in_memory(cls) -> Store:
        """Make a study that is gone when it is closed, for one thread."""
        store = cls(memory_engine(), "memory")
        store._lay_out()
        return store

    def _lay_out(self) -> None:
        try:
            with told_plainly(self.where), self._writer.begin() as connection:
                if self._on_server:
                    schema = connection.scalar(text("SHOW search_path"))
                    connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
                if migrations.is_study(connection):
                    raise StudyError("there is a study here already", where=self.where)
                migrations.create(connection, new_operation_id(), _now())
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, location: str | Path) -> Store:
        """Open a study; one made by an older version is brought up to date first.

        Raises
        ------
        StudyError
            There is no study, it is damaged, or it was made by a newer version.
        """
        if is_server(location):
            store = cls._on(location)
        else:
            path = study_path(Path(location))
            if not path.is_file():
                raise StudyError(
                    "there is no study here",
                    where=str(path),
                    hint="Make one with `workbench init`, or name the study with --study",
                )
            with told_plainly(str(path)):
                # Asked before the engine opens the file, which would make changes in it.
                migrations.require_study(table_names(path), str(path))
            store = cls(file_engine(path), str(path))
        try:
            with store.reading() as connection:
                if store._on_server:
                    migrations.require_study(inspect(connection).get_table_names(), store.where)
                found = migrations.version(connection, store.where)
            if found < migrations.SCHEMA_VERSION:
                with store.writing() as connection:
                    migrations.migrate(connection, migrations.version(connection, store.where))
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _on(cls, address: str | Path) -> Store:
        engine, schema = server_engine(str(address))
        return cls(engine, f"{engine.url.host or 'localhost'}/{engine.url.database} ({schema})")

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on which everything read belongs to one moment."""
        with told_plainly(self.where), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that holds the study's write lock; all or nothing of what is written stays."""
        with told_plainly(self.where), self._writer.begin() as connection:
            if self._on_server:
                connection.execute(text("LOCK TABLE operation IN SHARE ROW EXCLUSIVE MODE"))
            yield connection

    def apply(self, *operations: Operation, contents: Mapping[str, str] | None = None) -> list[Recorded]:
        """Apply operations in one transaction: all of them are on disk when this returns, or none is.

        `contents` holds the long texts that the operations refer to, by sha256.

        Raises
        ------
        WorkbenchError
            An operation is not valid on this study; nothing was changed.
        """
        payloads = [to_json(checked_payload(operation)) for operation in operations]
        check_contents(contents or {})
        with self.writing() as connection:
            memory = self._memory.copy()
            recorded = [
                self._apply(connection, memory, operation, payload, contents or {})
                for operation, payload in zip(operations, payloads, strict=True)
            ]
        self._memory = memory
        return recorded

    def _apply(
        self,
        connection: Connection,
        memory: Memory,
        operation: Operation,
        payload: str,
        contents: Mapping[str, str],
    ) -> Recorded:
        time = _now()
        row = (operation.id, operation.coder, time, operation.kind, payload)
        inserted = self._insert_operation.row(connection, row)
        if inserted is None:
            return self._repeated(connection, operation, payload)
        if contents:
            statement = self._insert(tables.content).on_conflict_do_nothing(index_elements=["sha256"])
            connection.execute(
                statement, [{"sha256": sha256, "body": body} for sha256, body in contents.items()]
            )
        _carry_out(Transaction(connection, inserted[0], time, memory), operation)
        return Recorded(inserted[0], time, operation)

    @staticmethod
    def _repeated(connection: Connection, operation: Operation, payload: str) -> Recorded:
        row = connection.execute(select(*_OPERATION).where(tables.operation.c.id == operation.id)).one()
        if (row.kind, row.payload) != (operation.kind, payload):
            raise StudyError(f"another operation with the id {operation.id} was saved before")
        return Recorded(row.seq, row.time, operation, repeated=True)

    def log(self, *, since: int = 0) -> Iterator[Recorded]:
        """The operations after number `since`, in order."""
        with self.reading() as connection:
            rows = connection.execute(
                select(*_OPERATION).where(tables.operation.c.seq > since).order_by(tables.operation.c.seq)
            )
            for row in rows:
                operation = Operation(
                    kind=row.kind, payload=from_json(row.payload), coder=row.coder, id=row.id
                )
                yield Recorded(row.seq, row.time, operation)

    def replay(self, source: Connection) -> None:
        """Apply the whole log of another study to this empty one, with its ids and times."""
        memory = Memory()
        source = source.execution_options(yield_per=100)
        with self.writing() as target:
            for rows in source.execute(select(tables.content)).partitions():
                target.execute(insert(tables.content), [row._asdict() for row in rows])
            for row in source.execute(select(*_OPERATION).order_by(tables.operation.c.seq)):
                target.execute(insert(tables.operation), row._asdict())
                operation = Operation(row.kind, from_json(row.payload), row.coder, row.id)
                _carry_out(Transaction(target, row.seq, row.time, memory), operation)


def _carry_out(tx: Transaction, operation: Operation) -> None:
    replaced = EFFECTS[operation.kind](tx, operation)
    if replaced is not None:
        _KEEP_REPLACED.run(tx.connection, [(to_json(replaced), tx.seq)])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
