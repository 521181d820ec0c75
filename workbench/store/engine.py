"""Opening a study's database: a SQLite file, or a schema of a PostgreSQL server."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from workbench.errors import StudyError

STUDY_FILE = "study.qwb"
STUDY_ENDING = ".qwb"
BUSY_SECONDS = 30
CONNECT_SECONDS = 10
POSTGRES_SCHEMA = "workbench"
# SQLAlchemy's word for it. Writers that wait for the lock each hold a connection, and must not
# keep readers from getting one.
UNLIMITED = -1


def study_path(location: Path) -> Path:
    """The study file that a file or folder path means."""
    return location / STUDY_FILE if location.is_dir() else location


def nearest_study() -> str | Path:
    """The study that WORKBENCH_STUDY names, else the one in this folder or the nearest above it.

    Raises
    ------
    StudyError
        There is none.
    """
    named = os.environ.get("WORKBENCH_STUDY")
    if named:
        return named
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / STUDY_FILE).is_file():
            return folder / STUDY_FILE
    raise StudyError(
        f"there is no {STUDY_FILE} in this folder or above it",
        where=str(here),
        hint="Make a study with `workbench init DIR`, or name one",
    )


def is_server(location: str | Path) -> bool:
    """Whether a location is a PostgreSQL address rather than a path."""
    return isinstance(location, str) and location.startswith(("postgresql:", "postgresql+", "postgres:"))


def server_url(location: str) -> tuple[URL, str]:
    """The address for the driver, and the schema: `?schema=NAME`, else `workbench`.

    Raises
    ------
    StudyError
        The address cannot be read, or the schema's name is not a plain identifier.
    """
    try:
        url = make_url(location)
    except (ArgumentError, ValueError):
        raise StudyError(
            "this address cannot be read",
            hint="It should look like postgresql://user@host:5432/database?schema=my_study",
        ) from None
    schema = url.query.get("schema", POSTGRES_SCHEMA)
    if not isinstance(schema, str) or not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
        raise StudyError(
            f"the schema name {schema!r} is not usable", hint="Use small letters, digits and '_'"
        )
    return url.set(drivername="postgresql+psycopg").difference_update_query(["schema"]), schema


def server_engine(location: str) -> tuple[Engine, str]:
    """An engine whose connections look into the study's schema, and that schema's name."""
    url, schema = server_url(location)
    options = f"-csearch_path={schema} -clock_timeout={BUSY_SECONDS}s"
    arguments = {"options": options, "connect_timeout": url.query.get("connect_timeout", CONNECT_SECONDS)}
    engine = create_engine(
        url,
        connect_args=arguments,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        max_overflow=UNLIMITED,
        hide_parameters=True,
    )
    return engine, schema


def file_engine(path: Path) -> Engine:
    """An engine on a SQLite file that is there: write-ahead log, every commit on disk before it returns.

    None is made where there is none: a study that is asked after its file was moved away is refused.
    """
    engine = create_engine(
        URL.create("sqlite", database=path.absolute().as_uri(), query={"mode": "rw", "uri": "true"}),
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
        max_overflow=UNLIMITED,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def memory_engine() -> Engine:
    """An engine on a SQLite database that is never written to a disk, for one thread."""
    engine = create_engine(
        "sqlite://",
        connect_args={"isolation_level": None},
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def new_study_path(location: Path) -> Path:
    """The file of a study to be made; a path without an ending that is not there is a new folder."""
    if not location.suffix and not location.exists():
        location.mkdir(parents=True)
    return study_path(location)


def claim(path: Path) -> bool:
    """Make an empty file that only its owner may read, or take over a database without tables.

    Returns False where the file holds anything else. SQLite gives the files that it lays beside
    it the same permissions.
    """
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        try:
            return not table_names(path)
        except sqlite3.DatabaseError:
            return False
    return True


def table_names(path: Path) -> set[str]:
    """The tables and views of a SQLite file, which is opened so that nothing of it changes."""
    with closing(connect_file(path, mode="ro")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def file_bytes(path: Path) -> bytes:
    """A study file as it would be if everybody closed it now, without opening it as a file.

    A process that closes any descriptor of a file loses its locks on it, and the next one that closes the
    study takes its log away: see https://www.sqlite.org/howtocorrupt.html, 2.2.

    Raises
    ------
    sqlite3.Error
        It cannot be read now.
    """
    with closing(connect_file(path)) as connection:
        connection.execute("BEGIN")
        try:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
                raise
            return path.read_bytes()  # It is no database, and nobody has locks on it.
        return connection.serialize() if pages else b""


def connect_file(path: Path, *, mode: str = "rw", timeout: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A bare connection to a SQLite file that is there; `mode` is `rw` or `ro`."""
    # An address, since that alone keeps SQLite from making a file where there is none.
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=timeout, isolation_level=None)


def _begin(connection: Connection) -> None:
    # A writer takes the lock before it reads: two processes never build on the same state.
    writing = connection.get_execution_options().get("writing", False)
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN IMMEDIATE" if writing else "BEGIN")


def _configure(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    # Effects look up every row they refer to, and `check` asks SQLite for references that lead
    # nowhere: to have each insert look again would make a large table of codings a fifth slower.
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()
