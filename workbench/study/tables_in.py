"""Codings, links and statuses that come as tables: checked row by row, saved all or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from workbench.errors import CodingError, LinkError, WorkbenchError
from workbench.model.coding import STATUSES, Coding, CodingStatus, SpeakerLink
from workbench.model.scheme import CodingScheme
from workbench.readers.rows import Rows

CODING_COLUMNS = ("transcript", "code", "coder")
_PLACE_COLUMNS = ("start", "end", "quote", "memo")
MOST_PROBLEMS = 20
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TextOf:
    """How to look into the study while a table is checked."""

    text: Callable[[str], str]
    scheme: CodingScheme | None


def codings_from_rows(rows: Rows, study: TextOf) -> list[Coding]:
    """Codings from the columns transcript, code, coder and either start and end, or quote.

    A quote must stand in the transcript exactly once. `memo` and the scheme's attributes are
    optional columns; an empty cell is the attribute's default.

    Raises
    ------
    CodingError
        A column is unknown, or rows are wrong; up to 20 of them are told at once.
    """
    attributes = _attribute_columns(rows, study.scheme)
    if "quote" not in rows.columns and not {"start", "end"} <= set(rows.columns):
        raise CodingError(
            "the heading has neither `start` and `end` nor `quote`",
            where=rows.source,
            hint="Give the place of each coding in characters from 0, or its exact words",
        )
    text_of = cache(study.text)

    def read(row: Mapping[str, str]) -> Coding:
        start, end = _place(row, text_of)
        given = {name: row[name] for name in attributes if row[name]}
        return Coding(
            transcript=row["transcript"],
            start=start,
            end=end,
            code=row["code"],
            coder=row["coder"],
            attributes=given,
            memo=row.get("memo", ""),
            origin="imported",
        )

    return _each(rows, read, CodingError)


def links_from_rows(rows: Rows) -> list[SpeakerLink]:
    """Links from the columns transcript, speaker, participant and role; the last two may be empty."""

    def read(row: Mapping[str, str]) -> SpeakerLink:
        if not row["transcript"] or not row["speaker"]:
            raise LinkError("transcript or speaker is empty")
        return SpeakerLink(
            row["transcript"], row["speaker"], row.get("participant") or None, row.get("role") or None
        )

    links = _each(rows, read, LinkError)
    seen: dict[tuple[str, str], SpeakerLink] = {}
    for (number, _), link in zip(rows, links, strict=True):
        if seen.setdefault((link.transcript, link.speaker), link) != link:
            raise LinkError(
                f"the speaker {link.speaker!r} of {link.transcript!r} is linked twice, differently",
                where=rows.where(number),
            )
    return links


def statuses_from_rows(rows: Rows) -> list[CodingStatus]:
    """Statuses from the columns transcript, coder and status."""

    def read(row: Mapping[str, str]) -> CodingStatus:
        for status in STATUSES:
            if status == row["status"].lower().replace("_", " "):
                return CodingStatus(row["transcript"], row["coder"], status)
        raise CodingError(f"there is no status {row['status']!r}", hint=f"Use one of: {', '.join(STATUSES)}")

    return _each(rows, read, CodingError)


def _each(rows: Rows, read: Callable[[Mapping[str, str]], T], error_class: type[WorkbenchError]) -> list[T]:
    # Reads every row before it complains, so that a researcher mends a table in one go.
    found, problems = [], []
    for number, row in rows:
        try:
            found.append(read(row))
        except WorkbenchError as error:
            problems.append((number, error))
    if problems:
        raise _told_together(rows, problems, error_class)
    return found


def check_rows(
    rows: Rows | None, read: Sequence[T], verify: Callable[[T], None], error_class: type[WorkbenchError]
) -> None:
    """Verify what was read; where it came from a table, all wrong rows are told at once."""
    problems = []
    for position, one in enumerate(read):
        try:
            verify(one)
        except WorkbenchError as error:
            if rows is None:
                raise
            problems.append((rows.rows[position][0], error))
    if rows is not None and problems:
        raise _told_together(rows, problems, error_class)


def _told_together(
    rows: Rows, problems: list[tuple[int, WorkbenchError]], error_class: type[WorkbenchError]
) -> WorkbenchError:
    if len(problems) == 1:
        number, error = problems[0]
        return error_class(error.what, where=rows.where(number), hint=error.hint)
    lines = [f"row {number}: {error}" for number, error in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        lines.append(f"and {len(problems) - MOST_PROBLEMS} more")
    return error_class(
        f"{len(problems)} rows are wrong, nothing was saved\n  " + "\n  ".join(lines), where=rows.source
    )


def _attribute_columns(rows: Rows, scheme: CodingScheme | None) -> list[str]:
    known = set(CODING_COLUMNS) | set(_PLACE_COLUMNS)
    attributes = set(scheme.attribute_by_id) if scheme else set()
    unknown = [column for column in rows.columns if column not in known | attributes]
    if unknown:
        names = ", ".join(sorted(attributes)) or "none"
        raise CodingError(
            f"the column {unknown[0]!r} is not known",
            where=rows.source,
            hint=f"Columns beside transcript, start, end, quote, code, coder and memo must be "
            f"attributes of the scheme (it has: {names})",
        )
    return [column for column in rows.columns if column in attributes]


def _place(row: Mapping[str, str], text_of: Callable[[str], str]) -> tuple[int, int]:
    start, end, quote = row.get("start", ""), row.get("end", ""), row.get("quote", "")
    if start or end:
        try:
            return int(start), int(end)
        except ValueError:
            raise CodingError(f"start {start!r} and end {end!r} must be whole numbers") from None
    if not quote:
        raise CodingError("there is neither a start and end nor a quote")
    text = text_of(row["transcript"])
    at = text.find(quote)
    if at < 0:
        raise CodingError(
            f"the quote {_shortened(quote)} is not in {row['transcript']!r}",
            hint="It must stand there to the letter",
        )
    if text.find(quote, at + 1) >= 0:
        raise CodingError(
            f"the quote {_shortened(quote)} stands more than once in {row['transcript']!r}",
            hint="Make it longer, or give start and end",
        )
    return at, at + len(quote)


def _shortened(quote: str) -> str:
    return repr(quote if len(quote) <= 60 else quote[:57] + "...")


# Operations take rows of plain values; these give them their order, the same in every face.
def coding_entry(uid: str, revision: int, coding: Coding) -> list[Any]:
    """A coding as `coding.add` takes it."""
    return [
        uid,
        revision,
        coding.start,
        coding.end,
        coding.code,
        coding.coder,
        dict(coding.attributes),
        coding.memo,
        coding.origin,
    ]
