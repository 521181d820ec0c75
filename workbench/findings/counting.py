"""What counts as somebody showing a theme: whose words, whose codings, which stances, what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from workbench.errors import FindingError
from workbench.findings.grouping import listing, nearest
from workbench.model.scheme import CodingScheme
from workbench.readers.rows import read_rows
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import pandas as pd

Agreement = Literal["any", "all", "consensus"]
NotAsked = tuple[str, str, str]
"""Code, transcript and role; an empty transcript or role stands for every one."""


@dataclass(frozen=True)
class Counting:
    """The rules by which a finding counts; the default is what `docs/methods.md` says of themes.

    Attributes
    ----------
    coders
        Whose codings and statuses count; None means anybody's.
    agreement
        `any`: one coder is enough. `all`: every coder who is done with all transcripts of the
        person (or each of `coders`) must have found the theme. `consensus`: only codings of
        the origin consensus count.
    roles
        In which roles people speak for themselves; None means in any.
    values
        Per attribute the values with which a coding counts, in place of what the scheme says.
    not_asked
        What was not asked about, where or of whom.
    """

    coders: tuple[str, ...] | None = None
    agreement: Agreement = "any"
    roles: tuple[str, ...] | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_asked: tuple[NotAsked, ...] = ()

    @property
    def stated(self) -> dict[str, object]:
        """What differs from the default beside the coders, as plain values for a fingerprint."""
        said: dict[str, object] = {
            "agreement": None if self.agreement == "any" else self.agreement,
            "roles": sorted(self.roles) if self.roles is not None else None,
            "values": sorted((name, sorted(values)) for name, values in self.values.items()) or None,
            "not asked": sorted(self.not_asked) or None,
        }
        return {name: value for name, value in said.items() if value is not None}


def counting(
    frames: Frames,
    *,
    coder: str | Sequence[str] | None = None,
    agreement: Agreement = "any",
    roles: str | Sequence[str] | None = None,
    values: Mapping[str, Sequence[str]] | None = None,
    not_asked: pd.DataFrame | str | Path | None = None,
) -> Counting:
    """Check the rules against the data.

    Parameters
    ----------
    frames
        The data.
    coder, roles
        One name or several; None means all.
    agreement, values
        As in `Counting`.
    not_asked
        A table, or the path of a CSV file, with the column `code` and one or both of
        `transcript` and `role`: each row says that this code, and those below it, were not
        asked about in that transcript, of the people who speak in that role, or both.

    Raises
    ------
    FindingError
        A role, attribute, value, code or transcript does not exist, or a row says too little.
    """
    if agreement not in get_args(Agreement):
        raise FindingError(
            f"{agreement!r} is not a rule of agreement",
            hint=f"It is {listing(get_args(Agreement), 'or')}",
        )
    chosen = names(roles)
    for role in chosen or ():
        _check_role(frames, role, None)
    return Counting(
        coders=names(coder),
        agreement=agreement,
        roles=chosen,
        values={name: _values(frames.scheme, name, given) for name, given in (values or {}).items()},
        not_asked=() if not_asked is None else tuple(_not_asked(frames, not_asked)),
    )


def names(given: str | Sequence[str] | None) -> tuple[str, ...] | None:
    """One name or several as a tuple; None stays None."""
    return (given,) if isinstance(given, str) else None if given is None else tuple(given)


def _values(scheme: CodingScheme | None, name: str, given: Sequence[str]) -> tuple[str, ...]:
    attributes = scheme.attribute_by_id if scheme else {}
    if name not in attributes:
        raise FindingError(f"the scheme has no attribute {name!r}", hint=nearest(name, attributes))
    known = attributes[name].value_ids
    values = names(given) or ()
    for value in values:
        if value not in known:
            raise FindingError(f"the attribute {name!r} has no value {value!r}", hint=nearest(value, known))
    return values


def _not_asked(frames: Frames, table: pd.DataFrame | str | Path) -> Iterable[NotAsked]:
    scheme = frames.scheme
    codes = {*(scheme.by_id if scheme else ()), *frames.codings["code"].dropna().unique()}
    transcripts = {str(name) for name in frames.speakers["transcript"]}
    for where, code, transcript, role in _rows(table):
        for name, known, what in ((code, codes, "code"), (transcript, transcripts, "transcript")):
            if name not in known and not (what == "transcript" and not name):
                raise FindingError(
                    f"there is no {what} {name!r}", where=where, hint=nearest(name, sorted(known))
                )
        if role:
            _check_role(frames, role, where)
        if not transcript and not role:
            raise FindingError(
                f"it does not say where {code!r} was not asked about",
                where=where,
                hint="Name a transcript, or the role of those who were not asked",
            )
        yield code, transcript, role


def _rows(table: pd.DataFrame | str | Path) -> Iterable[tuple[str, str, str, str]]:
    """Place, code, transcript and role of each row that says what was not asked."""
    if isinstance(table, str | Path):
        read = read_rows(Path(table), required=["code"])
        cells = read.cells(["code", "transcript", "role"])
        return [(read.where(n), *row) for n, row in zip(read.numbers, cells, strict=True)]  # type: ignore[misc]
    if "code" not in table:
        raise FindingError("the frame has no column 'code'", where="not_asked")
    columns = [
        table[name].fillna("").astype(str) if name in table else [""] * len(table)
        for name in ("code", "transcript", "role")
    ]
    return [(f"not_asked, row {n}", *row) for n, row in enumerate(zip(*columns, strict=True), start=1)]


def _check_role(frames: Frames, role: str, where: str | None) -> None:
    if "role" not in frames.speakers:
        raise FindingError("the frame has no column 'role'", where="speakers")
    known = sorted(frames.speakers["role"].dropna().unique())
    if role not in known:
        raise FindingError(f"nobody speaks in the role {role!r}", where=where, hint=nearest(role, known))
