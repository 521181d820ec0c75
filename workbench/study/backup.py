"""A copy of a study as of one moment, made while others go on coding in it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from workbench.errors import StudyError
from workbench.store.database_errors import told_plainly
from workbench.store.engine import STUDY_ENDING, connect_file
from workbench.store.store import Store


def back_up(store: Store, out: Path) -> int:
    """Copy a study file to a new one, which its owner only may read, and say how many operations it holds.

    The database copies itself. A file manager, or `shutil.copy`, takes the file alone and leaves behind what
    was saved last: that lies in the log beside it. Worse, when a program that has a study open closes
    another descriptor of its file, it loses its locks on it (https://www.sqlite.org/howtocorrupt.html, 2.2).

    Raises
    ------
    StudyError
        The study is on a database server, there is a file already, or it cannot be written.
    """
    place = Path(store.where)
    if not place.is_file():
        raise StudyError(
            "only a study in a file can be copied, and this one is on a database server",
            where=store.where,
            hint="Use the server's own backup: `pg_dump --schema=NAME`, with the name in brackets",
        )
    if out.suffix != STUDY_ENDING:
        raise StudyError(f"the name of a backup must end in {STUDY_ENDING}", where=str(out))
    try:
        out.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise StudyError(
            "there is a file here already", where=str(out), hint="Give each backup a name of its own"
        ) from None
    except OSError as error:
        raise StudyError(f"the backup cannot be written ({error.strerror})", where=str(out)) from None
    try:
        with (
            told_plainly(str(out)),
            closing(connect_file(place)) as source,
            closing(connect_file(out)) as copy,
        ):
            source.backup(copy)
            (operations,) = copy.execute("SELECT count(*) FROM operation").fetchone()
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    return int(operations)
