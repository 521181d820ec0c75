"""Document portrait: where in an interview which theme stands, and who speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from workbench.errors import FindingError
from workbench.findings.finding import FrameSource, frames_of, names_of
from workbench.findings.grouping import nearest
from workbench.findings.presence import Theme
from workbench.findings.relations.coded_text import CodedText, coded_text
from workbench.findings.relations.portrait_words import PortraitWords
from workbench.findings.themes import ThemeFinding
from workbench.model.scheme import localise
from workbench.study.frames import Frames

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True, eq=False, repr=False)
class DocumentPortrait(ThemeFinding):
    """The course of one or several transcripts.

    Attributes
    ----------
    transcripts
        Their names, in order.
    table
        One row per transcript and theme in it: transcript, theme, label, codings, characters (under
        the theme), share (of all coded characters), first (where it begins first) and last (where it
        ends last), in code points.
    coded
        Per transcript the characters under any theme.
    bars
        One row per coding and theme: row (position in `Frames.codings`), transcript, theme, start, end.
    turns
        Who speaks where: transcript, speaker, role, start, end. All turns where the source is a
        study, else those with a coding.
    whole
        Whether `turns` holds all turns.
    left_out
        Codings that do not count: reason, codings.
    """

    frames: Frames
    transcripts: tuple[str, ...]
    table: pd.DataFrame
    coded: Mapping[str, int]
    bars: pd.DataFrame
    turns: pd.DataFrame
    whole: bool
    left_out: pd.DataFrame
    text: CodedText

    def __repr__(self) -> str:
        return f"<DocumentPortrait: {len(self.transcripts)} transcripts, {len(self.bars)} codings>"

    @property
    def _themes(self) -> tuple[Theme, ...]:
        return self.text.themes

    def quotes(
        self, theme: str, transcript: str | None = None, start: int | None = None, end: int | None = None
    ) -> pd.DataFrame:
        """The codings of a theme, in one of the transcripts or in all, or those from `start` to `end` in it.

        Raises
        ------
        FindingError
            There is no such theme or transcript.
        """
        self._place(theme)
        if transcript is not None and transcript not in self.transcripts:
            raise FindingError(
                f"{transcript!r} is not in this portrait", hint=nearest(transcript, self.transcripts)
            )
        wanted = self.bars["theme"] == theme
        if transcript is not None:
            wanted &= self.bars["transcript"] == transcript
        if start is not None and end is not None:
            wanted &= (self.bars["start"] == start) & (self.bars["end"] == end)
        return self.frames.codings.iloc[np.sort(self.bars.loc[wanted, "row"])].reset_index(drop=True)

    def figure(self, language: str = "en") -> go.Figure:
        """A lane of speakers and one per theme along the text, for each transcript."""
        from workbench.findings.relations.portrait_figure import lanes

        return lanes(self, language)

    def summary(self, language: str = "en") -> str:
        """What each transcript is mostly about, in plain words (`en` or `da`)."""
        return PortraitWords(self, language).summary()

    def _printed(self, language: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        return PortraitWords(self, language).table()

    def _stated(self) -> Mapping[str, object]:
        return {
            "form": "document portrait 1",
            "transcripts": self.transcripts,
            "themes": self._stated_themes(),
            "turns": self.turns.astype(str).to_numpy().tolist(),
        }

    def _counted(self) -> pd.DataFrame:
        return self.frames.codings.iloc[np.unique(self.bars["row"].to_numpy(dtype=np.intp))]


def document_portrait(
    source: Frames | FrameSource,
    transcripts: str | Sequence[str] | None = None,
    *,
    codes: Sequence[str] | None = None,
    coder: str | Sequence[str] | None = None,
    roll_up: bool = True,
) -> DocumentPortrait:
    """Lay out where in an interview which theme stands.

    Parameters
    ----------
    source
        A study, or frames that came from elsewhere. Only a study knows the turns without codings.
    transcripts
        Name of a transcript, or several; None means every one with a coding.
    codes
        Themes, each with the codes below it; None means the scheme's themes.
    coder
        Show only what this coder (or any of these coders) coded; None means anybody.
    roll_up
        Whether codes count for the theme above them.

    Raises
    ------
    FindingError
        A transcript, code or coder does not exist.
    """
    frames = frames_of(source)
    if "transcript" not in frames.codings:
        raise FindingError("the frame has no column 'transcript'", where="codings")
    coded_names = frames.codings["transcript"].dropna().astype(str)
    chosen = [transcripts] if isinstance(transcripts, str) else list(transcripts or sorted(set(coded_names)))
    chosen = list(dict.fromkeys(chosen))
    known = sorted({*map(str, frames.speakers["transcript"]), *coded_names})
    for name in chosen:
        if name not in known:
            raise FindingError(f"there is no transcript {name!r}", hint=nearest(name, known))
    # What is coded elsewhere is not left out: it was not asked for.
    within = frames.codings["transcript"].astype(str).isin(chosen)
    frames = replace(frames, codings=frames.codings[within].reset_index(drop=True))
    text = coded_text(frames, names_of(codes), names_of(coder), roll_up=roll_up)
    themes = np.array([theme.code for theme in text.themes], dtype=object)
    bars = pd.DataFrame(
        {
            "row": text.row,
            "transcript": np.array(text.names, dtype=object)[text.transcript],
            "theme": themes[text.theme],
            "start": text.start,
            "end": text.end,
        }
    )
    documents = getattr(source, "document", None)
    turns = _all_turns(documents, frames, chosen) if documents else _coded_turns(frames, chosen)
    coded = {name: _covered(own) for name, own in bars.groupby("transcript", sort=False)}
    return DocumentPortrait(
        frames=frames,
        transcripts=tuple(chosen),
        table=_table(bars, text, chosen, coded),
        coded={str(name): coded.get(name, 0) for name in chosen},
        bars=bars,
        turns=turns,
        whole=documents is not None,
        left_out=text.left_out,
        text=text,
    )


def _covered(bars: pd.DataFrame) -> int:
    """How many characters lie under any of the bars of one transcript."""
    spans = bars.sort_values("start")
    reached = np.maximum.accumulate(spans["end"].to_numpy())
    before = np.append(0, reached[:-1])
    new = reached - np.maximum(before, spans["start"].to_numpy())
    return int(np.clip(new, 0, None).sum())


def _table(
    bars: pd.DataFrame, text: CodedText, transcripts: Sequence[str], coded: Mapping[Any, int]
) -> pd.DataFrame:
    place = {name: number for number, name in enumerate(transcripts)}
    order = {theme.code: number for number, theme in enumerate(text.themes)}
    labels = {theme.code: localise(theme.label, "en") or theme.code for theme in text.themes}
    rows = []
    for (name, theme), own in bars.groupby(["transcript", "theme"], sort=False):
        characters = _covered(own)
        share = characters / coded[name]
        ends = (int(own["start"].min()), int(own["end"].max()))
        rows.append((str(name), str(theme), labels[str(theme)], len(own), characters, share, *ends))
    rows.sort(key=lambda row: (place[row[0]], order[row[1]]))
    columns = ["transcript", "theme", "label", "codings", "characters", "share", "first", "last"]
    return pd.DataFrame(rows, columns=columns)


def _coded_turns(frames: Frames, transcripts: Sequence[str]) -> pd.DataFrame:
    """The stretches of turns that are known from codings: from the first to the last in each."""
    columns = ["transcript", "speaker", "role", "start", "end"]
    codings = frames.codings
    if not {"turn", "speaker"} <= set(codings.columns):
        return pd.DataFrame(columns=columns)
    known = codings.dropna(subset=["turn", "speaker", "start", "end"])
    known = known[known["transcript"].isin(transcripts)]
    known = known.assign(role=known.get("role"))
    turns = known.groupby(["transcript", "turn"], as_index=False).agg(
        {"speaker": "first", "role": "first", "start": "min", "end": "max"}
    )
    return turns[columns]


def _all_turns(document: Any, frames: Frames, transcripts: Sequence[str]) -> pd.DataFrame:
    columns = ["transcript", "speaker", "role", "start", "end"]
    speakers = frames.speakers
    roles = (
        {(name, label): role for name, label, role in speakers[["transcript", "speaker", "role"]].to_numpy()}
        if {"speaker", "role"} <= set(speakers.columns)
        else {}
    )
    rows = [
        (name, turn.speaker, roles.get((name, turn.speaker)), turn.body_start, turn.body_end)
        for name in transcripts
        for turn in document(name).turns
    ]
    return pd.DataFrame(rows, columns=columns)
