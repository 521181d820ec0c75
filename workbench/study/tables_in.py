"""Codings, links and statuses that come as tables: checked row by row, saved all or none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from workbench.errors import CodingError, LinkError, WorkbenchError
from workbench.model.coding import STATUSES, Coding, CodingStatus, SpeakerLink, Status
from workbench.model.scheme import CodingScheme
from workbench.readers.rows import Rows

CODING_COLUMNS = ("transcript", "code", "coder")
_PLACE_COLUMNS = ("start", "end", "quote", "memo")
MOST_PROBLEMS = 20
T = TypeVar("T")
# A row of a `coding.add` operation; see docs/operations.md.
CodingEntry = tuple[Any, ...]
# Transcript uid, revision, start, end, code, coder: a coder codes a place with a code once.
CodedPlace = tuple[str, int, int, int, str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A transcript's uid, newest revision, and how many characters that has."""

    uid: str
    revision: int
    length: int


def entries_from_rows(
    rows: Rows,
    places: Mapping[str, Place],
    text_of: Callable[[str], str],
    scheme: CodingScheme | None,
) -> list[CodingEntry]:
    """Codings from the columns transcript, code, coder and either start and end, or quote.

    A quote must stand in the transcript exactly once. `memo` and the scheme's attributes are
    optional columns; an empty cell is the attribute's default.

    Raises
    ------
    CodingError
        A column is unknown, or rows are wrong; up to 20 of them are told at once.
    """
    attributes = _attribute_columns(rows, scheme)
    if "quote" not in rows.columns and not {"start", "end"} <= set(rows.columns):
        raise CodingError(
            "the heading has neither `start` and `end` nor `quote`",
            where=rows.source,
            hint="Give the place of each coding in characters from 0, or its exact words",
        )
    known_text = cache(text_of)

    def read(
        transcript: str, start: str, end: str, quote: str, code: str, coder: str, memo: str, *values: str
    ) -> CodingEntry:
        place = places.get(transcript)
        if place is None:
            raise CodingError(f"the study has no transcript {transcript!r}")
        if start or end:
            first, last = _numbers(start, end)
            if quote and known_text(transcript)[first:last].split() != quote.split():
                raise CodingError(
                    f"the words from {first} to {last} of {transcript!r} are not those of the quote",
                    hint="Correct start and end, or leave them empty",
                )
        elif quote:
            first, last = _found(quote, known_text(transcript), transcript)
        else:
            raise CodingError("there is neither a start and end nor a quote")
        given = (
            {name: value for name, value in zip(attributes, values, strict=True) if value} if values else None
        )
        return place.uid, place.revision, first, last, code, coder, given, memo, "imported"

    names = ("transcript", "start", "end", "quote", "code", "coder", "memo", *attributes)
    return _each(rows, rows.cells(names), read, CodingError)


def entry_of(coding: Coding, places: Mapping[str, Place]) -> CodingEntry:
    """A coding as a row of a `coding.add` operation."""
    place = places.get(coding.transcript)
    if place is None:
        raise CodingError(f"the study has no transcript {coding.transcript!r}")
    return (
        place.uid,
        coding.revision or place.revision,
        coding.start,
        coding.end,
        coding.code,
        coding.coder.strip(),
        dict(coding.attributes) or None,
        coding.memo,
        coding.origin,
    )


def new_codings(
    new: list[CodingEntry], coded: dict[CodedPlace, CodingEntry], scheme: CodingScheme | None
) -> Callable[[CodingEntry], None]:
    """A check that puts each entry that is not in `coded` yet into both `new` and `coded`.

    It refuses an entry that is there with other attributes or another memo; an attribute
    that is left out is the same as its default.
    """
    defaults = {one.id: one.default for one in scheme.attributes if one.default is not None} if scheme else {}

    def said(entry: CodingEntry) -> tuple[dict[str, str], str]:
        return defaults | (entry[6] or {}), entry[7]

    def take(entry: CodingEntry) -> None:
        there = coded.setdefault(entry[:6], entry)
        if there is entry:
            new.append(entry)
        elif said(there) != said(entry):
            _, _, start, end, code, coder, *_ = entry
            raise CodingError(
                f"{coder} has coded the characters from {start} to {end} with {code!r} already, "
                f"with other attributes or another memo",
                hint="Remove one of the two",
            )

    return take


def links_from_rows(rows: Rows, linked: Mapping[tuple[str, str], SpeakerLink]) -> list[SpeakerLink]:
    """Links from the columns transcript, speaker, and participant or role or both.

    An empty cell takes a participant or role away; where the table lacks the column, the
    speaker keeps what stands in `linked`.

    Raises
    ------
    LinkError
        There is neither a participant nor a role, a column is not known, or rows are wrong.
    """
    columns = ("transcript", "speaker", "participant", "role")
    unknown = [column for column in rows.columns if column not in columns]
    if unknown:
        hint = f"The columns are {', '.join(columns)}"
        raise LinkError(f"the column {unknown[0]!r} is not known", where=rows.source, hint=hint)
    if not {"participant", "role"} & set(rows.columns):
        raise LinkError("the heading has neither `participant` nor `role`", where=rows.source)
    seen: dict[tuple[str, str], SpeakerLink] = {}

    def read(transcript: str, speaker: str, participant: str, role: str) -> SpeakerLink:
        if not transcript or not speaker:
            raise LinkError("transcript or speaker is empty")
        before = linked.get((transcript, speaker), SpeakerLink(transcript, speaker))
        link = SpeakerLink(
            transcript,
            speaker,
            (participant or None) if "participant" in rows.columns else before.participant,
            (role or None) if "role" in rows.columns else before.role,
        )
        if seen.setdefault((transcript, speaker), link) != link:
            raise LinkError(f"the speaker {speaker!r} of {transcript!r} is linked twice, differently")
        return link

    return _each(rows, rows.cells(columns), read, LinkError)


def statuses_from_rows(rows: Rows) -> list[CodingStatus]:
    """Statuses from the columns transcript, coder and status."""
    seen: dict[tuple[str, str], Status] = {}

    def read(transcript: str, coder: str, value: str) -> CodingStatus:
        for status in STATUSES:
            if status == value.lower().replace("_", " "):
                if seen.setdefault((transcript, coder), status) != status:
                    raise CodingError(f"{coder!r} has two statuses for {transcript!r}")
                return CodingStatus(transcript, coder, status)
        raise CodingError(f"there is no status {value!r}", hint=f"Use one of: {', '.join(STATUSES)}")

    return _each(rows, rows.cells(("transcript", "coder", "status")), read, CodingError)


def check_rows(
    rows: Rows | None, read: Sequence[T], verify: Callable[[T], None], error_class: type[WorkbenchError]
) -> None:
    """Verify what was read; where it came from a table, all wrong rows are told at once."""
    if rows is None:
        for one in read:
            verify(one)
    else:
        _each(rows, zip(read, strict=True), verify, error_class)


def _each(
    rows: Rows,
    arguments: Iterable[tuple[Any, ...]],
    read: Callable[..., T],
    error_class: type[WorkbenchError],
) -> list[T]:
    # Goes through every row before it complains, so that a researcher mends a table in one go.
    found: list[T] = []
    problems: list[tuple[int, WorkbenchError]] = []
    for number, given in zip(rows.numbers, arguments, strict=True):
        try:
            found.append(read(*given))
        except WorkbenchError as error:
            problems.append((number, error))
    if problems:
        raise _told_together(rows, problems, error_class)
    return found


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


def _numbers(start: str, end: str) -> tuple[int, int]:
    try:
        return int(start), int(end)
    except ValueError:
        raise CodingError(f"start {start!r} and end {end!r} must be whole numbers") from None


def _found(quote: str, text: str, transcript: str) -> tuple[int, int]:
    # White space may differ: where lines break is a matter of the file and not of the words.
    pattern = _pattern(quote)
    match = pattern.search(text)
    for form in ("NFC", "NFD") if match is None else ():
        # The same letters can be written in two ways that nobody can tell apart on a screen.
        other = _pattern(unicodedata.normalize(form, quote))
        if match is None and (match := other.search(text)):
            pattern = other
    shown = repr(quote if len(quote) <= 60 else quote[:57] + "...")
    if match is None:
        raise CodingError(
            f"the quote {shown} is not in {transcript!r}", hint="Its words must stand there to the letter"
        )
    # From the next character on: a second place may overlap the first.
    if pattern.search(text, match.start() + 1):
        raise CodingError(
            f"the quote {shown} stands more than once in {transcript!r}",
            hint="Make it longer, or give start and end",
        )
    return match.span()


def _pattern(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, quote.split())))
