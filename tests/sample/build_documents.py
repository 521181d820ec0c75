"""Build `transcripts/` and `outcomes/speakers.csv` from the master texts in `sources/`.

    python tests/sample/build_documents.py [FOLDER]

FOLDER is the root to write under, this repository when left out. The masters hold what was said;
the table below says in which format, encoding, naming and layout each one is shipped, so that the
sample meets every way of writing a transcript that the readers know. The same masters give the
same bytes (as far as the versions of the zip and PDF libraries are the same). A PDF needs Debian's
fonts-dejavu-core to be rebuilt, not to be read.
"""

from __future__ import annotations

import codecs
import csv
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from documents.layout import LaidOut, Layout, Naming, lay_out
from documents.masters import read_master
from documents.opendocument import odt
from documents.portable import pdf
from documents.text_formats import md, rtf, srt, txt, vtt
from documents.word import docx

SOURCES = Path(__file__).parent / "sources"
REPOSITORY = Path(__file__).parents[2]

WRITERS: dict[str, Callable[[LaidOut], str | bytes]] = {
    "docx": docx,
    "md": md,
    "odt": odt,
    "pdf": pdf,
    "rtf": rtf,
    "srt": srt,
    "txt": txt,
    "vtt": vtt,
}


@dataclass(frozen=True)
class Form:
    """How one master is shipped; encoding and line end matter to text formats only."""

    ending: str
    naming: Naming = Naming.FULL
    layout: Layout = Layout.COLON
    encoding: str = "utf-8"
    line_end: str = "\n"


FORMS = {
    "borger_herlev_01": Form("docx"),
    "borger_herlev_02": Form("txt", Naming.INITIAL, Layout.HANGING),
    "borger_herlev_03": Form("odt"),
    "borger_odense_01": Form("md"),
    "borger_odense_02": Form("vtt"),
    "borger_odense_03": Form("docx", layout=Layout.OWN_LINE),
    "borger_odense_04": Form("rtf"),
    "borger_odense_05": Form("txt", encoding="cp1252", line_end="\r\n"),
    "borger_odense_06": Form("srt"),
    "borger_odense_07": Form("pdf"),
    "borger_odense_08": Form("txt", layout=Layout.TIME_FIRST),
    "borger_viborg_01": Form("odt", layout=Layout.OWN_LINE),
    "borger_viborg_02": Form("srt", Naming.INITIAL),
    "borger_viborg_03": Form("txt", encoding="mac_roman", line_end="\r"),
    "borger_viborg_04": Form("vtt"),
    "cafe_runde": Form("txt", layout=Layout.TIME_AFTER),
    "fokusgruppe_borgere_odense": Form("docx", layout=Layout.OWN_LINE),
    "fokusgruppe_mentorer": Form("odt", layout=Layout.TIME_FIRST),
    "frivillig_mentor": Form("pdf", layout=Layout.TIME_AFTER),
    "halsnaes_ungementor": Form("docx", layout=Layout.TIME_AFTER),
    "holmboe_mentor": Form("txt", Naming.NUMBERED),
    "jobkonsulent_viborg": Form("rtf", Naming.SHORT),
    "leder_herlev": Form("pdf", Naming.INITIAL, Layout.HANGING),
    "mentor_herlev": Form("rtf", layout=Layout.HANGING),
    "mentor_odense": Form("txt", layout=Layout.TIME_FIRST, encoding="utf-8-sig", line_end="\r\n"),
    "mentor_viborg": Form("docx", layout=Layout.HANGING),
    "netvaerksmoede": Form("vtt"),
    "paaroerende": Form("md"),
    "plan_mentor": Form("odt", Naming.NUMBERED),
    "ressourcekonsulent": Form("md", Naming.INITIAL),
    "sagsbehandler_odense": Form("txt", encoding="utf-16", line_end="\r\n"),
    "sind_cafe": Form("txt"),
    "sind_samtale": Form("txt", Naming.NUMBERED),
}


def build(root: Path) -> None:
    """Write every transcript and the table of their speakers under `root`."""
    masters = {path.stem: path for path in sorted(SOURCES.glob("*.txt"))}
    if masters.keys() != FORMS.keys():
        odd = ", ".join(sorted(masters.keys() ^ FORMS.keys()))
        raise SystemExit(f"masters and the table of forms do not agree on: {odd}")
    (root / "transcripts").mkdir(parents=True, exist_ok=True)
    (root / "outcomes").mkdir(exist_ok=True)
    rows = []
    for name, form in FORMS.items():
        laid_out = lay_out(read_master(masters[name]), form.naming, form.layout)
        written = WRITERS[form.ending](laid_out)
        if isinstance(written, str):
            written = _encoded(written, form)
        (root / "transcripts" / f"{name}.{form.ending}").write_bytes(written)
        rows += [
            (name, laid_out.names[speaker.key], speaker.participant, speaker.role)
            for speaker in laid_out.master.speakers
        ]
    with (root / "outcomes" / "speakers.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("transcript", "speaker", "participant", "role"))
        table.writerows(rows)


def _encoded(text: str, form: Form) -> bytes:
    text = text.replace("\n", form.line_end)
    if form.encoding == "utf-16":  # as Windows writes it, on every machine
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    return text.encode(form.encoding)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY)
