"""The version of the tables, and the steps from each version to the next."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import Connection, insert, inspect, select, update

from workbench.errors import StudyError
from workbench.store import search, tables
from workbench.store.version_2 import to_version_2
from workbench.store.version_3 import to_version_3

# MIGRATIONS[n] turns tables of version n + 1 into version n + 2; append only.
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (to_version_2, to_version_3)
SCHEMA_VERSION = len(MIGRATIONS) + 1
# "Qwb1": tells a study from other SQLite files, https://www.sqlite.org/fileformat.html#application_id
APPLICATION_ID = 0x51776231
_ALWAYS_THERE = {"meta", "operation", "content"}


def create(connection: Connection, study_id: str, created: str) -> None:
    """Lay out the tables of a new study."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    tables.metadata.create_all(connection)
    search.create(connection)
    connection.execute(
        insert(tables.meta),
        [
            {"key": "schema_version", "value": str(SCHEMA_VERSION)},
            {"key": "study_id", "value": study_id},
            {"key": "created", "value": created},
        ],
    )


def is_study(connection: Connection) -> bool:
    """Whether the database holds a study at all."""
    return set(inspect(connection).get_table_names()) >= _ALWAYS_THERE


def require_study(names: Collection[str], where: str) -> None:
    """Refuse a database that has not the tables of a study.

    Raises
    ------
    StudyError
        Some of them are not among `names`.
    """
    if not set(names) >= _ALWAYS_THERE:
        raise StudyError("this is not a study of the workbench", where=where)


def version(connection: Connection, where: str) -> int:
    """The version of the study's tables.

    Raises
    ------
    StudyError
        The study was made by a newer version of the workbench.
    """
    found = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "schema_version"))
    number = int(found) if found is not None and found.isdigit() else 0
    if number < 1:
        raise StudyError("this database is not a study of the workbench", where=where)
    if number > SCHEMA_VERSION:
        raise StudyError(
            f"this study was made by a newer version of the workbench (tables {number}, known here: "
            f"{SCHEMA_VERSION})",
            where=where,
            hint="Install the newer version; the study was not touched",
        )
    return number


def migrate(connection: Connection, found: int) -> None:
    """Bring the tables from version `found` to the newest, inside the caller's transaction."""
    for step in MIGRATIONS[found - 1 :]:
        step(connection)
    connection.execute(
        update(tables.meta).where(tables.meta.c.key == "schema_version").values(value=str(SCHEMA_VERSION))
    )
