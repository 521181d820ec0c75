"""What a database refuses, told to a researcher: what happened and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from workbench.errors import DatabaseError, WorkbenchError

_FULL = ("the disk is full; nothing of this change was saved", "Free some space and try again")
_LOCKED = ("another program holds the study for too long", "Close it and try again")
_READ_ONLY = ("the study cannot be written", "Check the permissions of the file and its folder")
_DENIED = ("the database server does not allow this", "Ask who runs it for the rights to this study")
_DAMAGED = ("the study is damaged", "Keep a copy of the file and go back to your last backup")
_LOST = ("the connection to the database server was lost", "Try again; is it running?")

# By primary result code: https://www.sqlite.org/rescode.html
_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_IOERR: ("the disk could not be read or written", "Is the drive still connected?"),
    sqlite3.SQLITE_CANTOPEN: (
        "the study cannot be opened",
        "Does its folder exist, and may you write there?",
    ),
    sqlite3.SQLITE_NOTADB: ("this is not a study of the workbench", None),
}
# By SQLSTATE, or by its class, the first two characters: PostgreSQL manual, appendix A.
_POSTGRES = {
    "53100": _FULL,
    "55P03": _LOCKED,
    "40P01": _LOCKED,
    "25006": ("the database server lets nobody write at present", "Is it a copy, or being maintained?"),
    "42501": _DENIED,
    "08": _LOST,
    "57": _LOST,
}


@contextmanager
def told_plainly(where: str) -> Iterator[None]:
    """Turn what drivers raise into a `DatabaseError`.

    Drivers speak to programmers, and their tracebacks may hold parameters, that is interviews:
    nothing of them is passed on but the first line of the message.
    """
    try:
        yield
    except WorkbenchError:
        raise
    except DBAPIError as error:
        raise _plainly(error.orig or error, where) from None
    except SQLAlchemyError as error:
        raise _plainly(error, where) from None
    except Exception as error:
        # Prepared statements go straight to the driver, which raises errors of its own.
        if isinstance(error, sqlite3.Error) or hasattr(error, "sqlstate"):
            raise _plainly(error, where) from None
        raise


def _plainly(error: BaseException, where: str) -> DatabaseError:
    message = (str(error).strip() or type(error).__name__).splitlines()[0]
    code = getattr(error, "sqlite_errorcode", None)
    state = getattr(error, "sqlstate", None)
    told = None
    if code is not None:
        told = _SQLITE.get(code & 0xFF)
    elif state is not None:
        told = _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    elif hasattr(error, "sqlstate"):
        # Before it is connected the server has no codes, only words in the language it was set up in.
        return DatabaseError(
            f"the database server could not be asked: {message}",
            where=where,
            hint="Is it running, and are address, database, role and password right?",
        )
    if told is None:
        return DatabaseError(f"the database refused: {message}", where=where)
    return DatabaseError(told[0], where=where, hint=told[1])
