"""What people wrote beside the numbers, kept in a file of its own so that new numbers lose none of it.

Each edit is one record with all that an operation of the study's log would hold; the format of
the file is in `docs/methods.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from workbench.errors import ChangedMeanwhileError, FindingError
from workbench.findings.displays.basis import Basis
from workbench.study.exporting import written_whole

VERSION = 1
ABOUT = "Written by Qual Workbench: what people wrote beside the numbers (docs/methods.md, Joint displays)."

Key = tuple[str, str, str, str]
Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that somebody wrote, and the numbers that stood there when they wrote it.

    Attributes
    ----------
    display, row, column, field
        Where: the name of the display, the keys of row and column (no column: the whole row), and
        what it is, such as `fit` or `note`.
    value
        The words, or the ids of the chosen quotes.
    coder
        Who wrote it; empty where nobody said.
    made
        When (UTC, ISO 8601).
    made_on
        By column what stood there.
    """

    display: str
    row: str
    column: str
    field: str
    value: Value
    coder: str
    made: str
    made_on: Mapping[str, Basis]

    @property
    def key(self) -> Key:
        """What this edit replaces when it is made again."""
        return self.display, self.row, self.column, self.field


@dataclass(frozen=True)
class Edits:
    """All edits of a file, those of other displays as well.

    Attributes
    ----------
    by_key
        The newest edit of each place.
    path
        The file they are kept in, if any.
    as_read
        What the file held when it was read.
    """

    by_key: Mapping[Key, Edit]
    path: Path | None = None
    as_read: Mapping[Key, Edit] | None = None

    def of(self, display: str) -> dict[Key, Edit]:
        """The edits of one display."""
        return {key: edit for key, edit in self.by_key.items() if key[0] == display}

    def get(self, display: str, row: str, column: str, field: str) -> Edit | None:
        """The edit of one place."""
        return self.by_key.get((display, row, column, field))

    def with_edit(
        self,
        display: str,
        row: str,
        field: str,
        value: Value,
        *,
        column: str = "",
        coder: str = "",
        made_on: Mapping[str, Basis] | None = None,
    ) -> Edits:
        """These edits and one more; an empty value takes the edit away."""
        made = datetime.now(UTC).isoformat(timespec="seconds")
        edit = Edit(display, row, column, field, value, coder, made, made_on or {})
        others = {key: one for key, one in self.by_key.items() if key != edit.key}
        return replace(self, by_key=others | ({edit.key: edit} if value else {}))

    def saved(self, path: str | Path | None = None) -> Edits:
        """Write them to a file and return them as they stand in it.

        What others wrote to the file in the meantime is kept.

        Raises
        ------
        FindingError
            No file was named, or the file is not one of edits.
        ChangedMeanwhileError
            Somebody else changed the same place in the meantime; nothing was written.
        """
        chosen = Path(path) if path is not None else self.path
        if chosen is None:
            raise FindingError("there is no file for the edits yet", hint="Name one: save('display.json')")
        there = read_edits(chosen).by_key if chosen.exists() else {}
        # What another file holds was never read here, so that all of it counts as theirs.
        before = (self.as_read or {}) if chosen == self.path else {}
        merged = dict(there)
        for key in {**before, **self.by_key}:
            ours, base, theirs = self.by_key.get(key), before.get(key), there.get(key)
            if ours in (base, theirs):
                continue
            if theirs != base:
                display, row, column, field = key
                raise ChangedMeanwhileError(
                    f"somebody else changed {field} of {' / '.join(filter(None, (display, row, column)))}",
                    where=str(chosen),
                    hint="Nothing was written. Make it again with edits= this file and repeat your edit",
                )
            if ours is None:
                del merged[key]
            else:
                merged[key] = ours
        _write(merged.values(), chosen)
        return Edits(merged, chosen, merged)


def read_edits(path: str | Path | None) -> Edits:
    """Read the edits of a file; there are none where no file is.

    Raises
    ------
    FindingError
        The file is not one of edits, or comes from a newer version.
    """
    if path is None:
        return Edits({})
    path = Path(path)
    if not path.exists():
        return Edits({}, path, {})
    document = _document(path)
    edits = [_edit(record, n, path) for n, record in enumerate(document["edits"], start=1)]
    by_key = {edit.key: edit for edit in edits}
    return Edits(by_key, path, by_key)


def _document(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, JSONDecodeError) as error:
        told = getattr(error, "msg", None) or getattr(error, "strerror", None) or "it is not UTF-8"
        line = f", line {error.lineno}" if isinstance(error, JSONDecodeError) else ""
        raise FindingError(
            f"the file of edits cannot be read ({told}{line})",
            where=str(path),
            hint="Nothing was changed. Take back what was last done to the file",
        ) from None
    if not isinstance(document, dict) or not isinstance(document.get("edits"), list):
        raise FindingError(
            "this is not a file of edits", where=str(path), hint="It has a list under the key 'edits'"
        )
    if document.get("version") != VERSION:
        raise FindingError(
            f"the file of edits is of version {document.get('version')!r}, not {VERSION}",
            where=str(path),
            hint="Update Qual Workbench; nothing was changed",
        )
    return document


def _edit(record: Any, number: int, path: Path) -> Edit:
    where = f"{path}, edit {number}"
    if not isinstance(record, dict):
        raise FindingError("an edit is a map", where=where)
    for name in ("display", "row", "field"):
        if not isinstance(record.get(name), str) or not record[name]:
            raise FindingError(f"{name!r} is missing or no text", where=where)
    value = record.get("value")
    if isinstance(value, list):
        value = tuple(map(str, value))
    if not isinstance(value, str | tuple) or not value:
        raise FindingError("'value' is neither a text nor a list of ids", where=where)
    made_on = record.get("made_on") or {}
    if not isinstance(made_on, dict) or not all(isinstance(one, dict) for one in made_on.values()):
        raise FindingError("'made_on' is not a map by column", where=where)
    return Edit(
        record["display"],
        record["row"],
        str(record.get("column") or ""),
        record["field"],
        value,
        str(record.get("coder") or ""),
        str(record.get("made") or ""),
        {str(column): Basis.from_record(one) for column, one in made_on.items()},
    )


def _write(edits: Iterable[Edit], path: Path) -> None:
    records = [_record(edit) for edit in sorted(edits, key=lambda edit: edit.key)]
    # One edit under the other and in a fixed order, so that a version control shows what changed.
    text = json.dumps({"about": ABOUT, "version": VERSION, "edits": records}, ensure_ascii=False, indent=1)
    with written_whole(path) as part:
        # Half a character, which no file can hold, becomes a question mark.
        part.write_bytes(f"{text}\n".encode(errors="replace"))


def _record(edit: Edit) -> dict[str, object]:
    record: dict[str, object] = {"display": edit.display, "row": edit.row}
    if edit.column:
        record["column"] = edit.column
    record["field"] = edit.field
    record["value"] = list(edit.value) if isinstance(edit.value, tuple) else edit.value
    if edit.coder:
        record["coder"] = edit.coder
    record["made"] = edit.made
    record["made_on"] = {column: basis.to_record() for column, basis in edit.made_on.items()}
    return record
