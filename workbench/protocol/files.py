"""Files that lie beside the study: telling of them, importing transcripts, adopting a scheme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import StudyError
from workbench.model.scheme import CodingScheme
from workbench.protocol.arguments import Message

if TYPE_CHECKING:
    from workbench.study.study import Study

_EMPTY = CodingScheme(id="codebook", title={"en": "Codebook", "da": "Kodebog"}, version="1", codes=())


def files(study: Study, _coder: str) -> Message:
    """Tell which files beside the study are not in it."""
    beside = study.files_beside()
    return {"type": "files", "transcripts": list(beside.transcripts), "schemes": list(beside.schemes)}


def import_paths(study: Study, coder: str, paths: list[str]) -> Message:
    """Import transcripts, and say what became of each; nothing is read if one path leads elsewhere."""
    found = [(path, _file(study, path)) for path in paths]
    return {"type": "imported", "files": [_imported(study, coder, path, file) for path, file in found]}


def adopt(study: Study, coder: str, path: str | None) -> Message:
    """Put a scheme into force: that of a file, or one without codes where the study has none."""
    if path is not None:
        study.set_scheme(_file(study, path), coder=coder)
        return {"type": "adopted"}
    scheme = study.scheme
    if scheme is not None and scheme.codes:
        raise StudyError("the study has a codebook already", hint="New codes can be added to it")
    if scheme is None:
        study.set_scheme(_EMPTY, coder=coder)
    return {"type": "adopted"}


def _file(study: Study, path: str) -> Path:
    from workbench.study.files_beside import file_inside

    folder = study.folder
    if folder is None:
        raise StudyError(
            "the study is on a database server and has no folder of files",
            hint="Use `workbench import` or `workbench scheme`",
        )
    return file_inside(folder, path)


def _imported(study: Study, coder: str, path: str, file: Path) -> Message:
    if file.is_dir():
        return {"path": path, "outcome": "This is a folder.", "ok": False}
    report = study.import_transcripts(file, coder=coder, progress=False)
    for _, reason in report.refused:
        return {"path": path, "outcome": f"Not imported: {reason}.", "ok": False}
    for name in report.unchanged:
        return {"path": path, "outcome": f"In the study already, as {name}.", "ok": True}
    (entry,) = report.imported
    found = entry.transcript
    told = f"Imported as {found.name}: {len(found.turns)} turns, {found.words} words."
    return {"path": path, "outcome": " ".join([told, *found.warnings, *entry.notes]), "ok": True}
