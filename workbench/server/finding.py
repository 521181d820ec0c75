"""What the browser needs to know before a desk opens: which studies there are, and who codes."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.identity import User

from workbench.errors import StudyError
from workbench.server.desk_server import DeskServer
from workbench.server.open_studies import OpenStudies
from workbench.server.served_folder import LONGEST_PATH, NotServedError, ServedFolder, is_log, is_study

if TYPE_CHECKING:
    from workbench.study.study import Study

Message = dict[str, Any]


def find_studies(folder: ServedFolder, studies: OpenStudies, path: str) -> Message:
    """The studies that can be opened from a folder, the nearest first, each once."""
    names = [studies.name_of(study) for study in folder.studies_near(folder.resolve(path))]
    named = studies.lab_study
    if named is not None and named not in names:
        names.append(named)
    return {"studies": [{"study": name, "title": studies.title(name)} for name in names]}


def find_served(studies: OpenStudies, file: str) -> Message:
    """What browsers call a study that a kernel has open, given its file's whole path on this machine."""
    if "\0" in file or len(file) > LONGEST_PATH:
        raise NotServedError(file)
    return {"study": studies.name_for(Path(file))}


async def find_transcript(server: DeskServer, path: str) -> Message:
    """The study that a file belongs to, and the transcript that the file is in it.

    The nearest study at or above the file is meant, else the one that WORKBENCH_STUDY names.

    Returns
    -------
    dict
        `study` and `title` or null; `transcript`, its name, or null if the file has not been
        imported; `changed`, whether it was edited since; `file`, its path from the study's
        folder, or null if the study lies elsewhere.

    Raises
    ------
    NotServedError
        There is no such file.
    StudyError
        It is a study itself, or the study that it belongs to cannot be asked now.
    """
    folder, studies = server.folder, server.studies
    file, near = await server.run(_near, folder, path)
    if not near:
        named = await server.run(lambda: studies.lab_study)
        title = None if named is None else studies.title(named)
        return {"study": named, "title": title, "transcript": None, "changed": False, "file": None}
    study = near[0]
    name = studies.name_of(study)
    transcript, changed = await server.ask(name, lambda opened: opened.transcript_of(file))
    return {
        "study": name,
        "title": studies.title(name),
        "transcript": transcript,
        "changed": changed,
        "file": file.relative_to(study.parent).as_posix(),
    }


def _near(folder: ServedFolder, path: str) -> tuple[Path, list[Path]]:
    file = folder.resolve(path)
    if is_study(file) or is_log(file):
        # Whoever reads it as a file takes the database's locks on it away.
        raise StudyError("this is a study and no transcript", where=file.name)
    return file, folder.studies_near(file)


def find_coders(study: Study, title: str, user: User | None) -> Message:
    """Who has coded in a study, what it is called and holds, and the name to propose to this user."""
    overview = study.overview("")
    return {
        "id": study.id,
        "title": title,
        "coders": list(overview.coders),
        "transcripts": [one.name for one in overview.transcripts],
        "proposed": _proposed(user),
    }


def _proposed(user: User | None) -> str:
    # Jupyter invents a name for people it does not know, and `root` is nobody's.
    if user is not None and not user.name.startswith("Anonymous "):
        return user.display_name
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # A container may run under a number without a name.
        return ""
    return "" if name == "root" else name
