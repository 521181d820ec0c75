"""Small studies on the disk for the browser tests, and what they hold afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workbench import Study
from workbench.model.scheme import Code

INTERVIEW = """\
Interviewer: Hvordan kom du i gang 😀 med det?

Borger: Altså, hun sagde 👍 at jeg bare kunne sige nej. Det var rart.

Interviewer: Og så?

Borger: Så ringede hun om aftenen, når det brændte på. Æh, ja. Det gjorde hun tit.
"""
SECOND = """\
Interviewer: Hvad laver du nu?

Borger: Jeg går til f.eks. Anne. Jeg gik der også før. Vi ringede meget.

Interviewer: Ringede I?

Borger: Ja, vi ringede hver dag. Det er gået godt.
"""
THIRD = """\
Interviewer: Er der mere?

Borger: Nej, det var det hele.
"""
INTERVIEWS = {"first": INTERVIEW, "second": SECOND, "third": THIRD}
SCHEME = """\
attributes:
  - id: stance
    label: {en: Stance, da: Stilling}
    default: present
    values:
      - {id: present, label: {en: present, da: til stede}}
      - {id: absent, label: {en: absent, da: fraværende}, counts: false}
codes:
  - id: voluntariness
    label: {en: Voluntariness, da: Frivillighed}
    definition: {en: The citizen can say no at no cost., da: Borgeren kan sige nej uden omkostning.}
    codes:
      - {id: free_exit, label: {en: Free exit, da: Fri udgang}}
  - id: flexibility
    label: {en: Flexibility, da: Fleksibilitet}
"""


def make_study(
    folder: Path,
    interviews: Mapping[str, str] = INTERVIEWS,
    scheme: str | None = SCHEME,
    *,
    language: str = "da",
    name: str = "study.qwb",
) -> Path:
    """Make a study of interviews, given by name, in `folder`; the files lie where a study keeps them."""
    transcripts = folder / "transcripts"
    transcripts.mkdir(parents=True, exist_ok=True)
    with Study.create(folder / name) as study:
        for called, text in interviews.items():
            path = transcripts / f"{called}.txt"
            path.write_bytes(text.encode())
            study.import_transcripts(path, language=language, progress=False)
        if scheme is not None:
            path = folder / "scheme.yaml"
            path.write_text(scheme, encoding="utf-8")
            study.set_scheme(path)
    return folder / name


def coded(path: Path, transcript: str = "first", coder: str = "A1") -> list[tuple[str, str]]:
    """Code and words of every coding, in order of place; read from the study's file."""
    with Study.open(path) as study:
        text = study.document(transcript).text
        return [
            (one.code, text[one.start : one.end])
            for one in study.codings_in(transcript)
            if one.coder == coder
        ]


def code_words(
    path: Path, words: str, code: str, *, transcript: str = "first", coder: str = "A1", memo: str = ""
) -> str:
    """Code the first place where a transcript has these words, as another program would."""
    with Study.open(path) as study:
        start = study.document(transcript).text.index(words)
        return study.code(transcript, start, start + len(words), code, coder=coder, memo=memo)


def codes(path: Path) -> dict[str, Code]:
    """The codes in force by their ids."""
    with Study.open(path) as study:
        return {code.id: code for code in study.scheme.codes} if study.scheme else {}
