"""The store: applies operations to a study's database and keeps their log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError

from workbench.errors import StudyError, WorkbenchError
from workbench.model.operation import Operation, new_operation_id
from workbench.store import migrations, tables
from workbench.store.documents import from_json, to_json
from workbench.store.effects import EFFECTS
from workbench.store.effects.transaction import RulesCache, Transaction
from workbench.store.engine import file_engine, is_server, server_engine, study_path
from workbench.store.prepared import Prepared
from workbench.store.revisions import RevisionCache


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
        self._writer = engine.execution_options(writing=True)
        self._insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        self._insert_operation = Prepared(
            self._insert(tables.operation)
            .on_conflict_do_nothing(index_elements=["id"])
            .returning(tables.operation.c.seq),
            ["id", "coder", "time", "kind", "payload"],
        )
        self._revisions = RevisionCache()
        self._rules = RulesCache()
        driver = engine.dialect.dbapi
        self._driver_error: type[Exception] = driver.Error if driver else DatabaseError
        self.where = where

    @classmethod
    def create(cls, location: str | Path) -> Store:
        """Make a new study at a path or PostgreSQL address.

        Raises
        ------
        StudyError
            There is a study already, or the place cannot be written.
        """
        store = cls._connect(location, must_exist=False)
        try:
            with store.writing() as connection:
                if connection.dialect.name == "postgresql":
                    schema = connection.scalar(text("SHOW search_path"))
                    connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
                if migrations.is_study(connection):
                    raise StudyError("there is a study here already", where=store.where)
                migrations.create(connection, new_operation_id(), _now())
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open(cls, location: str | Path) -> Store:
        """Open a study; one made by an older version is brought up to date first.

        Raises
        ------
        StudyError
            There is no study, it is damaged, or it was made by a newer version.
        """
        store = cls._connect(location, must_exist=True)
        try:
            with store.reading() as connection:
                if not migrations.is_study(connection):
                    raise StudyError("this is not a study of the workbench", where=store.where)
                found = migrations.version(connection, store.where)
            if found < migrations.SCHEMA_VERSION:
                with store.writing() as connection:
                    migrations.migrate(connection, migrations.version(connection, store.where))
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _connect(cls, location: str | Path, *, must_exist: bool) -> Store:
        if is_server(location):
            engine, schema = server_engine(str(location))
            return cls(engine, f"{engine.url.host or 'localhost'}/{engine.url.database} ({schema})")
        path = study_path(Path(location))
        if must_exist and not path.is_file():
            raise StudyError(
                "there is no study here",
                where=str(path),
                hint="Make one with `workbench init`, or name the study with --study",
            )
        if not must_exist and path.exists():
            raise StudyError("there is a file here already", where=str(path))
        return cls(file_engine(path), str(path))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on which everything read belongs to one moment."""
        with self._told_plainly(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that holds the study's write lock; all or nothing of what is written stays."""
        with self._told_plainly(), self._forgetting_when_taken_back(), self._writer.begin() as connection:
            if connection.dialect.name == "postgresql" and migrations.is_study(connection):
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
        with self.writing() as connection:
            return [self._apply(connection, operation, contents or {}) for operation in operations]

    def _apply(self, connection: Connection, operation: Operation, contents: Mapping[str, str]) -> Recorded:
        time = _now()
        payload = to_json(operation.payload)
        row = (operation.id, operation.coder, time, operation.kind, payload)
        inserted = self._insert_operation.row(connection, row)
        if inserted is None:
            return self._repeated(connection, operation, payload)
        if contents:
            statement = self._insert(tables.content).on_conflict_do_nothing(index_elements=["sha256"])
            connection.execute(
                statement, [{"sha256": sha256, "body": body} for sha256, body in contents.items()]
            )
        EFFECTS[operation.kind](self._transaction(connection, time), operation)
        return Recorded(inserted[0], time, operation)

    def _transaction(self, connection: Connection, time: str) -> Transaction:
        return Transaction(connection, time, self._revisions, self._rules)

    @staticmethod
    def _repeated(connection: Connection, operation: Operation, payload: str) -> Recorded:
        row = connection.execute(select(tables.operation).where(tables.operation.c.id == operation.id)).one()
        if (row.kind, row.payload) != (operation.kind, payload):
            raise StudyError(f"another operation with the id {operation.id} was saved before")
        return Recorded(row.seq, row.time, operation, repeated=True)

    def log(self, *, since: int = 0) -> Iterator[Recorded]:
        """The operations after number `since`, in order."""
        with self.reading() as connection:
            rows = connection.execute(
                select(tables.operation)
                .where(tables.operation.c.seq > since)
                .order_by(tables.operation.c.seq)
            )
            for row in rows:
                operation = Operation(
                    kind=row.kind, payload=from_json(row.payload), coder=row.coder, id=row.id
                )
                yield Recorded(row.seq, row.time, operation)

    def replay_into(self, other: Store) -> None:
        """Apply the whole log to another, empty store, with its ids and times."""
        with self.reading() as source, other.writing() as target:
            contents = source.execute(select(tables.content))
            for rows in contents.partitions(100):
                target.execute(insert(tables.content), [row._asdict() for row in rows])
            operations = source.execute(select(tables.operation).order_by(tables.operation.c.seq))
            for row in operations:
                target.execute(insert(tables.operation), row._asdict())
                operation = Operation(row.kind, from_json(row.payload), row.coder, row.id)
                EFFECTS[operation.kind](other._transaction(target, row.time), operation)

    @contextmanager
    def _forgetting_when_taken_back(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._revisions.forget()
            self._rules = RulesCache()
            raise

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        # What the drivers say is for programmers; a researcher is told what happened and what to do.
        try:
            yield
        except WorkbenchError:
            raise
        except (DatabaseError, self._driver_error) as error:
            raise _plainly(error, self.where) from error


_PLAIN_WORDS = (
    ("disk is full", "the disk is full; nothing of this change was saved", "Free some space and try again"),
    ("disk I/O error", "the disk could not be read or written", "Is the drive still connected?"),
    ("locked", "another program holds the study for too long", "Close it and try again"),
    ("readonly", "the study cannot be written", "Check the permissions of the file and its folder"),
    ("read-only", "the study cannot be written", "Check the permissions of the file and its folder"),
    ("unable to open", "the study cannot be opened", "Does its folder exist, and may you write there?"),
    ("not a database", "this is not a study of the workbench", None),
    ("malformed", "the study is damaged", "Keep a copy of the file and go back to your last backup"),
    ("connection", "the database server cannot be reached", "Is it running, and is the address right?"),
)


def _plainly(error: Exception, where: str) -> StudyError:
    message = str(error)
    for sign, what, hint in _PLAIN_WORDS:
        if sign in message:
            return StudyError(what, where=where, hint=hint)
    return StudyError(f"the database refused: {message.splitlines()[0]}", where=where)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
