"""The master texts: what was said in each constructed interview, before it takes a file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

MARKS = {
    "da": "[Denne udskrift er konstrueret – alt i den er opdigtet, og ingen af personerne i den findes.]",
    "en": "[This transcript is constructed – everything in it is invented, and nobody in it exists.]",
}
"""What stands at the top of every file, in its language; brackets keep it from looking like speech."""

SUBJECT = "Constructed sample transcript: everything in it is invented, nobody in it exists"
KEYWORDS = ("constructed", "sample data", "social mentoring")

_MONTHS = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "en": "January February March April May June July August September October November December",
}


@dataclass(frozen=True)
class Speaker:
    """One voice as the head of a master declares it; `participant` is empty outside the register."""

    key: str
    label: str
    role: str
    participant: str


@dataclass(frozen=True)
class Master:
    """One master text: its head, and its turns as pairs of speaker key and text."""

    name: str
    title: str
    language: str
    form: str
    programme: str
    interview_date: date
    speakers: tuple[Speaker, ...]
    turns: tuple[tuple[str, str], ...]

    @property
    def mark(self) -> str:
        return MARKS[self.language]

    @property
    def written_date(self) -> str:
        day, month = self.interview_date.day, _MONTHS[self.language].split()[self.interview_date.month - 1]
        point = "." if self.language == "da" else ""
        return f"{day}{point} {month} {self.interview_date.year}"

    @property
    def properties(self) -> dict[str, str]:
        """What a file says of itself where its format has room for named properties."""
        return {
            "title": self.title,
            "constructed": "true",
            "language": self.language,
            "programme": self.programme,
            "form": self.form,
            "interview_date": self.interview_date.isoformat(),
        }


def read_master(path: Path) -> Master:
    """Read one master: a YAML head, a line `---`, then turns `KEY: text`, each on one line."""
    head_text, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    head = YAML(typ="safe").load(head_text)
    speakers = tuple(
        Speaker(key, said["label"], said["role"], said.get("participant", ""))
        for key, said in head["speakers"].items()
    )
    turns: list[tuple[str, str]] = []
    for line in filter(None, body.split("\n")):
        key, _, text = line.partition(": ")
        if key not in head["speakers"] or not text or text != " ".join(text.split()):
            raise ValueError(f"{path.name}: not a turn of a declared speaker: {line[:60]!r}")
        # Subtitles name a speaker once a turn: two turns of one speaker in a row would become one.
        if turns and turns[-1][0] == key:
            raise ValueError(f"{path.name}: two turns of {key} follow each other: {line[:60]!r}")
        turns.append((key, text))
    if head["constructed"] is not True:
        raise ValueError(f"{path.name}: the head does not say `constructed: true`")
    return Master(
        path.stem,
        head["title"],
        head["language"],
        head["form"],
        head["programme"],
        head["interview_date"],
        speakers,
        tuple(turns),
    )
