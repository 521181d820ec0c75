"""Files that are broken, disguised or made to do harm are refused in words, quickly, and lose nothing."""

from __future__ import annotations

import io
import os
import struct
import zipfile

import pypdf
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from transcript_files import (
    ALL_FORMATS,
    ODT_HEAD,
    ODT_TAIL,
    docx_file,
    interview_lines,
    odt_file,
    odt_package,
    pdf_file,
    read,
    text_file,
)

from workbench.errors import RefusedFileError
from workbench.readers.transcripts import FORMATS, file_sha256, limits, read_transcript

MEGABYTE = 1_000_000


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_file_is_refused(ending, tmp_path):
    path = tmp_path / f"tom.{ending}"
    path.touch()
    with pytest.raises(RefusedFileError, match=r"tom\.\w+: the file is empty"):
        read_transcript(path)


@pytest.mark.parametrize("text", ["   \n\t\n ", "\ufeff", "\ufeff\r\n"])
def test_a_file_of_white_space_is_refused(text):
    with pytest.raises(RefusedFileError, match="no text"):
        read(text)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, word in ((tmp_path / "ingen.txt", "no such file"), (tmp_path, "not a regular file")):
        with pytest.raises(RefusedFileError, match=word):
            read_transcript(path)
    with pytest.raises(RefusedFileError, match="cannot be read"):
        file_sha256(tmp_path / "ingen.txt")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(RefusedFileError, match="not a regular file"):
        read_transcript(path)


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 100)
    path = tmp_path / "stor.txt"
    path.write_bytes(b"a" * 100)
    assert read_transcript(path).text == "a" * 100
    path.write_bytes(b"a" * 101)
    with pytest.raises(RefusedFileError, match="larger than"):
        read_transcript(path)


@pytest.mark.parametrize(
    ("ending", "actual"),
    [(ending, actual) for ending in FORMATS for actual in ("docx", "odt", "rtf", "pdf") if ending != actual],
)
def test_a_document_with_the_wrong_ending_is_refused_with_the_right_one(ending, actual):
    with pytest.raises(RefusedFileError, match=rf"ending is \.{ending}.*ends in \.{actual}"):
        read(ALL_FORMATS[actual](), f"a.{ending}")


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "pdf"])
def test_plain_text_with_the_ending_of_a_document_is_refused(ending):
    with pytest.raises(RefusedFileError, match=rf"its ending is \.{ending}"):
        read(text_file(), f"a.{ending}")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"ID3\x04" + bytes(50), "sound recording"),
        (b"\0\0\0\x20ftypM4A " + bytes(50), "recording"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old binary format"),
        (bytes(range(256)) * 8, "binary"),
        (b"Rita: Hej\x00\x00\x01 og mere", "binary"),
        (b"\x01\x02\x03\x04" * 30, "binary"),
    ],
)
@pytest.mark.parametrize("ending", ["txt", "md", "srt", "vtt"])
def test_binary_data_with_a_text_ending_is_refused(data, what, ending):
    with pytest.raises(RefusedFileError, match=what):
        read(data, f"a.{ending}")


def test_other_packages_are_refused_by_their_name():
    for members, what in (
        (["[Content_Types].xml", "xl/workbook.xml"], "Excel"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "PowerPoint"),
        (["billede.jpg"], "zip archive"),
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for member in members:
                package.writestr(member, "<x/>")
        with pytest.raises(RefusedFileError, match=what):
            read(buffer.getvalue(), "a.docx")


class TestPasswords:
    def test_a_word_document_with_a_password(self):
        plain, locked = io.BytesIO(docx_file()), io.BytesIO()
        OOXMLFile(plain).encrypt("hemmeligt", locked)
        with pytest.raises(RefusedFileError, match="password"):
            read(locked.getvalue(), "a.docx")

    def test_a_pdf_with_a_password(self):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file(["Rita: Hej"])))
        writer.encrypt("hemmeligt", algorithm="AES-256")
        locked = io.BytesIO()
        writer.write(locked)
        with pytest.raises(RefusedFileError, match="password"):
            read(locked.getvalue(), "a.pdf")

    def test_an_opendocument_text_with_a_password(self):
        manifest = (
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry '
            'm:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
        )
        with pytest.raises(RefusedFileError, match="password"):
            read(odt_package(b"\x93\x11", **{"META-INF__manifest_xml": manifest}), "a.odt")

    def test_a_package_with_encrypted_members(self):
        data = bytearray(odt_file())
        place = data.index(b"PK\x01\x02")
        while place >= 0:
            data[place + 8] |= 1
            place = data.find(b"PK\x01\x02", place + 4)
        with pytest.raises(RefusedFileError, match="password"):
            read(bytes(data), "a.odt")


def test_a_scanned_pdf_is_refused_with_what_to_do():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 300)
    scan = io.BytesIO()
    writer.write(scan)
    with pytest.raises(RefusedFileError, match=r"holds no text.*OCR"):
        read(scan.getvalue(), "a.pdf")


def rewritten(data: bytes, **parts: bytes) -> bytes:
    """A Word package in which parts (named by their last word) are replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            stem = member.rpartition("/")[2].partition(".")[0]
            new.writestr(member, parts.get(stem, old.read(member)))
    return buffer.getvalue()


BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


class TestEntities:
    @pytest.mark.parametrize("declaration", [BILLION_LAUGHS, EXTERNAL])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_a_word_document_with_entities_is_refused(self, declaration, encoding):
        with zipfile.ZipFile(io.BytesIO(docx_file())) as package:
            xml = package.read("word/document.xml").decode().partition("?>")[2]
        xml = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}' + xml.replace("Borger", "&c;")
        with pytest.raises(RefusedFileError, match="entities"):
            read(rewritten(docx_file(), document=xml.encode(encoding)), "a.docx")

    @pytest.mark.parametrize("part", ["styles", "core"])
    def test_entities_in_any_other_part_are_refused_too(self, part):
        with pytest.raises(RefusedFileError, match="entities"):
            read(rewritten(docx_file(), **{part: f"{EXTERNAL}<x>&c;</x>".encode()}), "a.docx")

    @pytest.mark.parametrize("declaration", [BILLION_LAUGHS, EXTERNAL])
    def test_an_opendocument_text_with_entities_is_refused(self, declaration):
        with pytest.raises(RefusedFileError, match="entities"):
            read(odt_package(f"{declaration}{ODT_HEAD}<text:p>&c;</text:p>{ODT_TAIL}"), "a.odt")


class TestBombs:
    def test_a_part_that_unpacks_to_hundreds_of_times_its_size_is_refused(self):
        with pytest.raises(RefusedFileError, match="times its size"):
            read(rewritten(docx_file(), document=b" " * (20 * MEGABYTE)), "a.docx")
        with pytest.raises(RefusedFileError, match="times its size"):
            read(odt_package(b" " * (20 * MEGABYTE)), "a.odt")

    def test_packages_that_are_too_large_unpacked_are_refused(self, monkeypatch):
        monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1000)
        for ending in ("docx", "odt"):
            with pytest.raises(RefusedFileError, match="would unpack to"):
                read(ALL_FORMATS[ending](), f"a.{ending}")

    def test_a_part_that_is_too_large_is_refused(self, monkeypatch):
        monkeypatch.setattr(limits, "MAX_XML_BYTES", 500)
        for ending in ("docx", "odt"):
            with pytest.raises(RefusedFileError, match="is larger than"):
                read(ALL_FORMATS[ending](), f"a.{ending}")

    def test_packages_of_too_many_parts_are_refused(self, monkeypatch):
        monkeypatch.setattr(limits, "MAX_MEMBERS", 3)
        with pytest.raises(RefusedFileError, match="parts"):
            read(docx_file(), "a.docx")

    def test_a_part_that_is_larger_than_it_says_is_refused(self):
        data = bytearray(odt_file())
        place = data.index(b"content.xml", data.index(b"PK\x01\x02")) - 46
        data[place + 24 : place + 28] = struct.pack("<I", 100)
        with pytest.raises(RefusedFileError, match="damaged"):
            read(bytes(data), "a.odt")

    def test_blanks_by_the_billion_are_refused(self):
        with pytest.raises(RefusedFileError, match="blanks"):
            read(odt_file('<text:p>x<text:s text:c="999999999"/></text:p>'), "a.odt")

    def test_elements_within_elements_without_end_are_refused(self):
        for body in (
            "<text:section>" * 5000 + "<text:p>x</text:p>" + "</text:section>" * 5000,
            "<text:p>" + "<text:span>" * 5000 + "x" + "</text:span>" * 5000 + "</text:p>",
        ):
            with pytest.raises(RefusedFileError, match="damaged"):
                read(odt_file(body), "a.odt")


def test_metadata_cannot_flood_a_study():
    lines = "".join(f"key{number}: {'x' * 50}\n" for number in range(150))
    metadata = read(f"---\n{lines}title: {'y' * 90_000}\n---\nRita: Hej", "a.md").metadata
    assert len(metadata) <= 100
    long = read("WEBVTT\n\nNOTE title: " + "y" * 90_000 + "\n\n00:01.000 --> 00:02.000\nHej", "a.vtt")
    assert len(long.metadata["title"]) == 1000


def test_a_word_document_without_its_parts_is_refused():
    data = docx_file()
    for part in ("document", "[Content_Types]", "styles"):
        broken = rewritten(data, **{part: b"<x/>"})
        with pytest.raises(RefusedFileError):
            read(broken, "a.docx")


whole = {ending: build() for ending, build in ALL_FORMATS.items()}


def test_the_words_of_an_interview_survive_every_format():
    for ending in FORMATS:
        text = read(whole[ending], f"a.{ending}").text
        for line in interview_lines():
            assert line in text
