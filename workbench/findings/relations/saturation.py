"""Code saturation: how many new themes each further interview brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.finding import FrameSource, frames_of, names_of
from workbench.findings.grouping import nearest
from workbench.findings.presence import Theme
from workbench.findings.relations.coded_text import CodedText, coded_text
from workbench.findings.relations.interviews import all_transcripts, in_order, unfinished
from workbench.findings.relations.orders import EXACT, ORDERS, Booleans, band
from workbench.findings.relations.saturation_words import SaturationWords
from workbench.findings.themes import ThemeFinding
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True, eq=False, repr=False)
class Saturation(ThemeFinding):
    """New themes per interview, and when further interviews bring hardly any.

    Attributes
    ----------
    base, run, threshold
        Size of the base, length of a run, and the share of new themes that counts as little.
    reached
        After how many interviews the first run began that brought at most `threshold` of what
        the base had brought; None if no run did. `reached` 6 with a run of 2 is written 6+2.
    table
        One row per interview, in order: transcript, themes (in it), new (not seen before), total
        (seen so far), names of the new ones (tuple); run_new and ratio of the run that ends with
        it (missing within the base); mean, low and high of `total` over other orders.
    order
        Where the order came from: `given`, `coded` or `name`.
    orders
        How many orders the band stands on; None where it is exact over all of them.
    excluded
        Transcripts that do not count: transcript, reason.
    """

    frames: Frames
    base: int
    run: int
    threshold: float
    reached: int | None
    table: pd.DataFrame
    order: str
    orders: int | None
    excluded: pd.DataFrame
    seed: int
    text: CodedText

    def __repr__(self) -> str:
        return f"<Saturation: {len(self.table)} interviews, {self.total} themes>"

    @property
    def total(self) -> int:
        """How many themes were found in all."""
        return int(self.table["total"].max()) if len(self.table) else 0

    @property
    def _themes(self) -> tuple[Theme, ...]:
        return self.text.themes

    def quotes(self, transcript: str) -> pd.DataFrame:
        """The codings by which the transcript brought something new.

        Raises
        ------
        FindingError
            The transcript is not among the interviews.
        """
        names = self.table["transcript"].tolist()
        if transcript not in names:
            raise FindingError(f"{transcript!r} is not among the interviews", hint=nearest(transcript, names))
        new = self.table.set_index("transcript")["names"][transcript]
        codes = frozenset().union(*(theme.codes for theme in self.text.themes if theme.code in new))
        codings = self.frames.codings.iloc[np.unique(self.text.row)]
        own = codings[codings["transcript"].astype(str) == transcript]
        return own[own["code"].isin(codes)].reset_index(drop=True)

    def figure(self, language: str = "en") -> go.Figure:
        """Bars of new themes per interview under the curve of all found, with the band of other orders."""
        from workbench.findings.relations.saturation_figure import curve

        return curve(self, language)

    def summary(self, language: str = "en") -> str:
        """Whether codes were saturated, and what that does not show, in plain words (`en` or `da`)."""
        return SaturationWords(self, language).summary()

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return SaturationWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        return {
            "form": "saturation 1",
            "base": self.base,
            "run": self.run,
            "threshold": self.threshold,
            "interviews": self.table["transcript"].tolist(),
            "orders": self.orders,
            "seed": self.seed if self.orders else None,
            "themes": self._stated_themes(),
            "excluded": sorted(self.excluded.astype(str).to_numpy().tolist()),
        }

    def _counted(self) -> pd.DataFrame:
        codings = self.frames.codings.iloc[np.unique(self.text.row)]
        return codings[codings["transcript"].astype(str).isin(self.table["transcript"])]


def saturation(
    source: Frames | FrameSource,
    *,
    order: Sequence[str] | None = None,
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    roll_up: bool = False,
    seed: int = 1,
) -> Saturation:
    """Count the new themes that each interview brings: code saturation.

    Guest, Namey and Chen (2020, PLoS ONE 15(5): e0232076): the new themes of each run of
    interviews, divided by the themes of the base. The formulas are in `docs/methods.md`.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere.
    order
        Names of transcripts, in the order in which the interviews were held; only these count.
        None: the order in which they were first coded, as far as `codings` has `created`.
    base
        How many interviews at the start make the base.
    run
        How many interviews in a row make a run. Runs overlap: each begins one interview later.
    threshold
        The share of new themes in a run, of the themes in the base, that counts as little.
    codes
        Themes; None means every code that occurs.
    coder
        Count only what this coder (or any of these coders) found and finished; None means anybody.
    roll_up
        Whether codes count for the theme above them.
    seed
        Of the random orders, where there are too many interviews for all of them.

    Raises
    ------
    FindingError
        A transcript, code or coder does not exist, a name stands twice in `order`, or the base,
        the run or the threshold is out of range.
    """
    if base < 1 or run < 1 or not 0 <= threshold < 1:
        raise FindingError(
            f"base={base}, run={run} and threshold={threshold} make no sense together",
            hint="Base and run are whole numbers from 1, the threshold is a share below 1, such as 0.05",
        )
    frames = frames_of(source)
    coders = names_of(coder)
    text = coded_text(frames, names_of(codes), coders, roll_up=roll_up)
    waiting = dict(unfinished(frames, coders))
    chosen, origin = in_order(
        frames, order, [name for name in all_transcripts(frames) if name not in waiting]
    )
    excluded = [(name, waiting[name]) for name in order or waiting if name in waiting]
    chosen = [name for name in chosen if name not in waiting]

    found = np.zeros((len(text.names), len(text.themes)), dtype=bool)
    found[text.transcript, text.theme] = True
    place = {name: row for row, name in enumerate(text.names)}
    nothing = np.zeros(len(text.themes), dtype=bool)
    shown = np.array([found[place[name]] if name in place else nothing for name in chosen], dtype=bool)
    shown = shown.reshape(len(chosen), len(text.themes))
    table = _table(chosen, shown, [theme.code for theme in text.themes], base, run)
    orders = None if len(chosen) <= EXACT else ORDERS
    mean, low, high = band(shown, seed)
    return Saturation(
        frames=frames,
        base=base,
        run=run,
        threshold=threshold,
        reached=_reached(table, run, threshold),
        table=table.assign(mean=mean, low=low, high=high),
        order=origin,
        orders=orders,
        excluded=pd.DataFrame(excluded, columns=["transcript", "reason"]),
        seed=seed,
        text=text,
    )


def _table(names: Sequence[str], shown: Booleans, codes: Sequence[str], base: int, run: int) -> pd.DataFrame:
    before = np.vstack([np.zeros((1, shown.shape[1]), dtype=bool), np.logical_or.accumulate(shown)])
    new = shown & ~before[:-1]
    fresh = new.sum(axis=1)
    of_base = int(fresh[:base].sum())
    ends = np.arange(1, len(names) + 1)
    run_new = np.array([fresh[max(0, end - run) : end].sum() for end in ends], dtype=float)
    run_new[ends < base + run] = np.nan
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = run_new / of_base if of_base else np.full(len(names), np.nan)
    return pd.DataFrame(
        {
            "transcript": list(names),
            "themes": shown.sum(axis=1),
            "new": fresh,
            "total": np.cumsum(fresh),
            "names": [tuple(codes[place] for place in np.flatnonzero(row).tolist()) for row in new],
            "run_new": run_new,
            "ratio": ratio,
        }
    )


def _reached(table: pd.DataFrame, run: int, threshold: float) -> int | None:
    ends = np.flatnonzero(table["ratio"].to_numpy(dtype=float) <= threshold + 1e-12) + 1
    return int(ends[0]) - run if len(ends) else None
