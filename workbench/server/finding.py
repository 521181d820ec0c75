"""What the browser needs to know before a desk opens: which studies there are, and who codes."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path
from typing import Any

from jupyter_server.auth.identity import User

from workbench.errors import StudyError
from workbench.server.open_studies import OpenStudies
from workbench.server.served_folder import LONGEST_PATH, NotServedError, ServedFolder

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


def find_transcript(folder: ServedFolder, studies: OpenStudies, path: str) -> Message:
    """The study that a file belongs to, and the transcript that the file is in it.

    The nearest study at or above the file is meant, else the one that WORKBENCH_STUDY names.

    Returns
    -------
    dict
        `study` and `title` or null; `transcript`, its name, or null if the file has not been
        imported; `changed`, whether it was edited since; `file`, its path from the study's
        folder, or null if the study lies elsewhere.
    """
    from workbench.store.store import Store
    from workbench.study.sources import Sources

    file = folder.resolve(path)
    near = folder.studies_near(file)
    if not near:
        named = studies.lab_study
        title = None if named is None else studies.title(named)
        return {"study": named, "title": title, "transcript": None, "changed": False, "file": None}
    study = near[0]
    name = studies.name_of(study)
    studies.get(name)  # Tells in plain words what may be wrong with it.
    store = Store.open(study)
    try:
        sources = Sources(store)
    finally:
        store.close()
    source = sources.of(file)
    transcript = sources.already(source, _sha256(file))
    changed = transcript is None and sources.has(source)
    if changed:
        transcript = sources.names([file])[file]
    return {
        "study": name,
        "title": studies.title(name),
        "transcript": transcript,
        "changed": changed,
        "file": file.relative_to(study.parent).as_posix(),
    }


def find_coders(studies: OpenStudies, name: str, user: User | None) -> Message:
    """Who has coded in a study, what it is called and holds, and the name to propose to this user.

    Raises
    ------
    StudyError
        The study cannot be asked now.
    """
    from workbench.protocol import answer

    study = studies.get(name)
    # The answer says the same to everybody but for numbers that are not wanted here.
    reply = answer(study, "nobody", {"type": "overview"})
    if reply["type"] == "error":
        raise StudyError(reply["message"])
    return {
        "id": study.id,
        "title": studies.title(name),
        "coders": reply["coders"],
        "transcripts": [row["name"] for row in reply["transcripts"]],
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


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
