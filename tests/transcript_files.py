"""Builders of small transcript files in every format, real ones wherever a library writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import docx
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from workbench.model.transcript import Transcript
from workbench.readers.transcripts import read_bytes

Spoken = Sequence[tuple[str, str]]

INTERVIEW: Spoken = (
    ("Interviewer", "Hvordan begyndte det – kan du fortælle om det?"),
    ("Borger", "Altså, jeg sad derhjemme og ærgrede mig. Så ringede hun, og det var “rart”."),
    ("Interviewer", "Nå ja?"),
    ("Borger", "Ja, det var godt på den måde, at jeg selv kunne sige nej."),
)


def read(text: str | bytes, source_name: str = "interview.txt", **options: str) -> Transcript:
    """Read a transcript from text or bytes as if from a file of that name."""
    return read_bytes(text if isinstance(text, bytes) else text.encode(), source_name, **options)


def spoken(transcript: Transcript) -> list[tuple[str, str]]:
    """Who said what, by the turns."""
    return [(turn.speaker, transcript.text[turn.body_start : turn.body_end]) for turn in transcript.turns]


def labels(transcript: Transcript) -> list[str]:
    """The labels as they stand in the text."""
    return [transcript.text[turn.label_start : turn.label_end] for turn in transcript.turns]


def document_bytes(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx_file(turns: Spoken = INTERVIEW, *, bold: bool = False, title: str = "") -> bytes:
    """A Word document with one paragraph a turn, the name in bold if asked for."""
    document = docx.Document()
    document.core_properties.title = title
    for speaker, words in turns:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{speaker}:").bold = bold
        paragraph.add_run(f" {words}")
    return document_bytes(document)


ODT_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
    '<office:automatic-styles><style:style style:name="Bold" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/>'
    "</style:style></office:automatic-styles><office:body><office:text>"
)
ODT_TAIL = "</office:text></office:body></office:document-content>"
ODT_META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
    "<dc:title>Første samtale</dc:title><meta:keyword>constructed</meta:keyword>"
    '<meta:user-defined meta:name="Site">Viborg</meta:user-defined></office:meta></office:document-meta>'
)
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def odt_package(content: str | bytes, **parts: str) -> bytes:
    """An OpenDocument package; further parts are named with `__` for the slash and `_` for the dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), ODT_TYPE)
        package.writestr("content.xml", content)
        for name, part in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return buffer.getvalue()


def odt_file(body: str | None = None, **parts: str) -> bytes:
    """An OpenDocument text with this body, or the interview with one paragraph a turn."""
    if body is None:
        body = "".join(f"<text:p>{escape(speaker)}: {escape(words)}</text:p>" for speaker, words in INTERVIEW)
    return odt_package(f'<?xml version="1.0" encoding="UTF-8"?>{ODT_HEAD}{body}{ODT_TAIL}', **parts)


def rtf_escaped(text: str) -> str:
    """Text as Word writes it: UTF-16 units in decimal, each with a fallback."""
    units = text.encode("utf-16-be")
    numbers = [int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]
    return "".join(
        f"\\u{number - 0x10000 if number > 0x7FFF else number}?"
        if number > 127
        else ("\\" if chr(number) in "\\{}" else "") + chr(number)
        for number in numbers
    )


def rtf_file(turns: Spoken = INTERVIEW, head: str = "\\ansi\\ansicpg1252") -> bytes:
    paragraphs = "\\par\n".join(rtf_escaped(f"{speaker}: {words}") for speaker, words in turns)
    return f"{{\\rtf1{head}{{\\fonttbl{{\\f0\\fswiss\\fcharset0 Arial;}}}}\\f0 {paragraphs}\\par}}".encode()


def pdf_file(paragraphs: Sequence[str], *, title: str = "", page_numbers: bool = False) -> bytes:
    """A PDF with a text layer, laid out and broken into lines by ReportLab."""
    buffer = io.BytesIO()
    style = getSampleStyleSheet()["Normal"]

    def number(canvas, document):
        if page_numbers:
            canvas.drawCentredString(300, 30, str(document.page))

    SimpleDocTemplate(buffer, title=title).build(
        [Paragraph(escape(paragraph), style) for paragraph in paragraphs],
        onFirstPage=number,
        onLaterPages=number,
    )
    return buffer.getvalue()


def interview_lines(turns: Spoken = INTERVIEW) -> list[str]:
    return [f"{speaker}: {words}" for speaker, words in turns]


def srt_file(turns: Spoken = INTERVIEW) -> bytes:
    cues = [
        f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{line}\n"
        for number, line in enumerate(interview_lines(turns), start=1)
    ]
    return "\n".join(cues).encode()


def vtt_file(turns: Spoken = INTERVIEW) -> bytes:
    cues = [
        f"00:{number:02}.000 --> 00:{number:02}.900\n<v {speaker}>{escape(words)}</v>\n"
        for number, (speaker, words) in enumerate(turns, start=1)
    ]
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def text_file(turns: Spoken = INTERVIEW, encoding: str = "utf-8") -> bytes:
    return "\n".join(interview_lines(turns)).encode(encoding)


ALL_FORMATS = {
    "txt": text_file,
    "md": text_file,
    "docx": docx_file,
    "odt": odt_file,
    "rtf": rtf_file,
    "pdf": lambda: pdf_file(interview_lines()),
    "srt": srt_file,
    "vtt": vtt_file,
}
