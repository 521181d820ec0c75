"""Bad input at the door of a study: refused with a reason, and what was acknowledged is still there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from conftest import INTERVIEW, assert_sound, fill
from msoffcrypto.format.ooxml import OOXMLFile
from transcript_files import docx_file, odt_file, pdf_file

from workbench import Study, WorkbenchError

MEGABYTE = 1_000_000


def locked_docx() -> bytes:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(docx_file())).encrypt("hemmeligt", locked)
    return locked.getvalue()


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file(["Rita: Hej"])))
    writer.encrypt("hemmeligt", algorithm="AES-256")
    return written(writer)


def scanned_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 300)
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            # The first member of an OpenDocument package must stay unpacked.
            new.writestr(
                member.filename,
                content if member.filename == part else old.read(member),
                zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED,
            )
    return buffer.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "empty"),
    "blank.docx": (lambda: b"", "empty"),
    "binary.txt": (lambda: bytes(range(256)) * 40, "binary|NUL"),
    "nul.txt": (lambda: b"Borger: hej\0med dig", "binary|NUL"),
    "locked.docx": (locked_docx, "password"),
    "locked.pdf": (locked_pdf, "password"),
    "scanned.pdf": (scanned_pdf, "no text"),
    "bomb.docx": (
        lambda: with_part(docx_file(), "word/document.xml", b" " * (30 * MEGABYTE)),
        "times its size",
    ),
    "bomb.odt": (lambda: with_part(odt_file(), "content.xml", b" " * (30 * MEGABYTE)), "times its size"),
    "entities.docx": (lambda: with_part(docx_file(), "word/document.xml", ENTITIES), "entities"),
    "entities.odt": (lambda: with_part(odt_file(), "content.xml", ENTITIES), "entities"),
    "broken.docx": (lambda: docx_file()[:500], "damaged|not"),
    "picture.png": (lambda: b"\x89PNG", "not a transcript format"),
}


@pytest.fixture
def acknowledged(file_study: Study, scheme_file: Path, register_file: Path, interview) -> Study:
    fill(file_study, scheme_file, register_file, interview())
    file_study.code("first", 0, 11, "flexibility", coder="A1")
    return file_study


def still_there(study: Study) -> None:
    assert study.document("first").text == INTERVIEW
    assert study.codings()["code"].tolist() == ["flexibility"]
    assert_sound(study)


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_and_its_neighbours_are_imported(
    acknowledged: Study, tmp_path: Path, name: str
) -> None:
    make, reason = REFUSED[name]
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / name).write_bytes(make())
    (folder / "zz_good.txt").write_text(INTERVIEW.replace("rart", "godt"), encoding="utf-8")
    report = acknowledged.import_transcripts(folder, progress=False)
    assert [entry.transcript.name for entry in report.imported] == ["zz_good"]
    ((file, why),) = report.refused
    assert Path(file).name == name
    assert any(word in why for word in reason.split("|")), why
    still_there(acknowledged)


ODD = {
    "right_to_left": (
        "מראיין: איך התחלת?\n\nאזרח: היא אמרה שאפשר לסרב.\n\nמראיין: ואז?\n\nאזרח: היא התקשרה.\n"
    ),
    "emoji": "Interviewer: 👩‍👩‍👧 Hej?\n\nBorger: Ja 😀, nej 🇩🇰.\n\nInterviewer: Og?\n\nBorger: 😀\n",
    "crlf": "Interviewer: Hej?\r\n\r\nBorger: Ja.\r\nOg nej.\r\n\r\nInterviewer: Tak.\r\n",
    "long_line": "Borger: " + "altså ja " * 6_000_000,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_but_honest_text_is_imported_and_coded_to_the_letter(
    acknowledged: Study, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_bytes(ODD[name].encode())
    report = acknowledged.import_transcripts(path, progress=False)
    assert report.refused == ()
    document = acknowledged.document(name)
    assert document.text == ODD[name].replace("\r\n", "\n")
    last = document.turns[-1]
    acknowledged.code(name, last.body_start, last.body_end, "voluntariness", coder="A1")
    quote = acknowledged.quotes("voluntariness")["text"].tolist()
    assert quote == [document.text[last.body_start : last.body_end]]
    assert_sound(acknowledged)


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "utf-16", "utf-8-sig"])
def test_danish_letters_survive_whatever_encoding_they_come_in(
    acknowledged: Study, tmp_path: Path, encoding: str
) -> None:
    text = INTERVIEW.replace("😀", "æøåÆØÅ")
    path = tmp_path / "danish.txt"
    path.write_bytes(text.encode(encoding))
    acknowledged.import_transcripts(path, progress=False)
    assert acknowledged.document("danish").text == text
    still_there(acknowledged)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("P1,yes\nP1,no\n", "P1"),
        ("P1,yes\n,no\n", "row 3"),
        ("", "row|participant|empty"),
    ],
)
def test_a_register_with_bad_rows_is_refused_and_the_old_one_stays(
    acknowledged: Study, tmp_path: Path, rows: str, message: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("person,result\n" + rows)
    with pytest.raises(WorkbenchError, match=message):
        acknowledged.set_outcomes(path, key="person")
    assert acknowledged.participants()["participant"].tolist() == ["P1", "P2", "P3"]
    still_there(acknowledged)


def test_a_bomb_in_a_spreadsheet_is_refused(acknowledged: Study, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b" " * (300 * MEGABYTE))
    with pytest.raises(WorkbenchError):
        acknowledged.set_outcomes(path, key="person")
    still_there(acknowledged)


def test_a_scheme_that_is_none_is_refused_and_the_old_one_stays(acknowledged: Study, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("codes:\n  - {id: a b, label: {en: x}}\n  - {id: c, lable: {en: y}}\n")
    with pytest.raises(WorkbenchError, match="line"):
        acknowledged.set_scheme(path)
    still_there(acknowledged)
