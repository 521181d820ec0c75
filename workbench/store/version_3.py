"""From tables of version 2 to version 3: researchers' judgements on findings.

Written in the SQL of its own time: it must go on working when the tables change again.
"""

from __future__ import annotations

from sqlalchemy import Connection

_JUDGEMENT = """
    CREATE TABLE judgement (
        about TEXT NOT NULL,
        "row" TEXT NOT NULL,
        "column" TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        made_on TEXT NOT NULL,
        coder TEXT NOT NULL,
        changed TEXT NOT NULL,
        operation TEXT NOT NULL,
        PRIMARY KEY (about, "row", "column", field)
    )"""


def to_version_3(connection: Connection) -> None:
    """Add the table; no log of the older versions has anything to fill it with."""
    connection.exec_driver_sql(_JUDGEMENT)
