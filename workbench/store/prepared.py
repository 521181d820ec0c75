"""Statements that run once a coding, compiled once and sent straight to the driver.

SQLAlchemy's own way of running a statement costs several times what SQLite needs to carry it out;
for everything that is not run in a loop that does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.elements import ClauseElement

Parameters = tuple[Any, ...]


class Prepared:
    """A Core statement for both databases; parameters are tuples in the order of `parameters`."""

    def __init__(self, statement: ClauseElement, parameters: Sequence[str]) -> None:
        self._statement = statement
        self._parameters = tuple(parameters)
        self._texts: dict[str, str] = {}

    def row(self, connection: Connection, parameters: Parameters) -> Any:
        """Run the statement once and return its first row, or None."""
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._text(connection), parameters)
            return cursor.fetchone() if cursor.description else None
        finally:
            cursor.close()

    def rows(self, connection: Connection, parameters: Parameters) -> list[Any]:
        """Run the statement once and return all its rows, as the driver's tuples."""
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._text(connection), parameters)
            return list(cursor.fetchall())
        finally:
            cursor.close()

    def run(self, connection: Connection, parameters: Iterable[Parameters]) -> None:
        """Run the statement once for each tuple of parameters.

        Raises
        ------
        sqlalchemy.exc.IntegrityError
            A row breaks a rule of its table.
        """
        driver: Any = connection.dialect.dbapi
        cursor: Any = connection.connection.cursor()
        try:
            cursor.executemany(self._text(connection), parameters)
        except driver.IntegrityError as error:
            raise IntegrityError(None, None, error) from error
        finally:
            cursor.close()

    def _text(self, connection: Connection) -> str:
        name = connection.dialect.name
        text = self._texts.get(name)
        if text is None:
            dialect = (
                postgresql.dialect(paramstyle="format")  # type: ignore[no-untyped-call]
                if name == "postgresql"
                else sqlite.dialect(paramstyle="qmark")
            )
            compiled = self._statement.compile(dialect=dialect, column_keys=list(self._parameters))
            order = tuple(getattr(compiled, "positiontup", None) or ())
            if order != self._parameters:
                raise AssertionError(f"parameters stand in the order {order}")
            text = self._texts[name] = str(compiled)
        return text
