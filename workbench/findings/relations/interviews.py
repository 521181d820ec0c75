"""The transcripts of a study as interviews: which are fully coded, and in which order they came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.errors import FindingError
from workbench.findings.grouping import listing, nearest
from workbench.study.frames import Frames


def all_transcripts(frames: Frames) -> list[str]:
    """Every transcript that anybody speaks in, is coded or has a status, by name."""
    columns = (frames.speakers["transcript"], frames.codings["transcript"], frames.statuses["transcript"])
    return sorted({str(name) for column in columns for name in column.dropna()})


def unfinished(frames: Frames, coders: Sequence[str] | None) -> Iterator[tuple[str, str]]:
    """Transcripts that are not fully coded: what is new in them is not known yet."""
    statuses = frames.statuses
    done = statuses["status"] == "done"
    if coders is not None:
        done &= statuses["coder"].isin(coders)
    finished = {str(name) for name in statuses.loc[done, "transcript"]}
    by_whom = f" by {listing(coders, 'or')}" if coders else ""
    for name in all_transcripts(frames):
        if name not in finished:
            yield name, f"not yet fully coded{by_whom}"


def in_order(frames: Frames, order: Sequence[str] | None, names: list[str]) -> tuple[list[str], str]:
    """Put the transcripts into order, and tell where the order came from: `given`, `coded` or `name`.

    Raises
    ------
    FindingError
        A name in `order` is unknown or stands twice.
    """
    if order is not None:
        known = all_transcripts(frames)
        for name in order:
            if name not in known:
                raise FindingError(f"there is no transcript {name!r}", hint=nearest(name, known))
        if len(set(order)) < len(order):
            twice = next(name for name in order if list(order).count(name) > 1)
            raise FindingError(f"the transcript {twice!r} stands twice in order")
        return list(order), "given"
    codings = frames.codings
    if "created" not in codings or codings["created"].nunique() < 2:
        return names, "name"
    first = codings.groupby(codings["transcript"].astype(str))["created"].min()
    never = first.max()
    return sorted(names, key=lambda name: (name not in first.index, first.get(name, never), name)), "coded"
