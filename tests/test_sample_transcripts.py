"""The shipped interviews say in eight formats what their masters say, and that they are constructed."""

from __future__ import annotations

import codecs
import csv
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from workbench.readers.transcripts import FORMATS, read_transcript

ROOT = Path(__file__).parents[1]
SHIPPED = {path.stem: path for path in sorted((ROOT / "transcripts").iterdir())}
MASTERS = {path.stem: path for path in sorted((ROOT / "tests/sample/sources").glob("*.txt"))}
CONSTRUCTED = {"da": "[Denne udskrift er konstrueret", "en": "[This transcript is constructed"}
PROGRAMMES = {
    "discus_odense",
    "discus_herlev",
    "discus_viborg",
    "network_cafe",
    "halsnaes_youth_mentor",
    "holmboe_study",
    "mentor_under_plan",
    "sind_individual",
    "sind_cafe",
    "sind_volunteer_mentor",
    "sind_relatives",
    "on_the_way_to_work",
}
SITES = {"herlev", "odense", "viborg"}
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")

every_transcript = pytest.mark.parametrize("name", MASTERS)


@dataclass(frozen=True)
class Master:
    head: dict
    turns: list[tuple[str, str]]


@cache
def master(name):
    head, _, body = MASTERS[name].read_text(encoding="utf-8").partition("\n---\n")
    turns = [(line.partition(": ")[0], line.partition(": ")[2]) for line in body.split("\n") if line]
    return Master(YAML(typ="safe").load(head), turns)


@cache
def read(name):
    return read_transcript(SHIPPED[name])


def folded(text):
    return " ".join(text.split())


def said_by_someone(transcript):
    return [turn for turn in transcript.turns if turn.speaker]


def table(name):
    with (ROOT / "outcomes" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labels_by_key(name):
    """Each key of the master with the label the reader reports at its first turn."""
    pairs = zip(master(name).turns, said_by_someone(read(name)), strict=False)
    return {key: turn.speaker for (key, _), turn in reversed(list(pairs))}


def test_every_master_is_shipped_once_and_nothing_else_is():
    assert SHIPPED.keys() == MASTERS.keys()
    assert len(list((ROOT / "transcripts").iterdir())) == len(MASTERS)


@every_transcript
def test_the_turns_read_are_those_of_the_master(name):
    labels = labels_by_key(name)
    assert len(set(labels.values())) == len(labels), "two speakers share a label"
    transcript = read(name)
    found = [
        (turn.speaker, folded(transcript.text[turn.body_start : turn.body_end]))
        for turn in said_by_someone(transcript)
    ]
    assert found == [(labels[key], text) for key, text in master(name).turns]


@every_transcript
def test_what_is_not_speech_is_in_no_speakers_turn(name):
    transcript = read(name)
    unnamed = [turn for turn in transcript.turns if not turn.speaker]
    assert unnamed == list(transcript.turns[: len(unnamed)])
    assert len(unnamed) <= 1


@every_transcript
def test_the_language_is_recognised(name):
    assert read(name).language == master(name).head["language"]


@every_transcript
def test_the_table_of_speakers_has_the_labels_the_reader_reports(name):
    speakers = master(name).head["speakers"]
    rows = [row for row in table("speakers.csv") if row["transcript"] == name]
    assert {row["speaker"] for row in rows} == set(read(name).speakers)
    assert Counter((row["speaker"], row["participant"], row["role"]) for row in rows) == Counter(
        (label, speakers[key].get("participant", ""), speakers[key]["role"])
        for key, label in labels_by_key(name).items()
    )


def test_the_table_of_speakers_knows_no_other_transcripts():
    assert {row["transcript"] for row in table("speakers.csv")} == SHIPPED.keys()


@every_transcript
def test_the_transcript_says_at_its_top_that_it_is_constructed(name):
    if SHIPPED[name].suffix == ".vtt":  # its readers leave NOTE blocks out of the text
        text = SHIPPED[name].read_text(encoding="utf-8")
    else:
        text = folded(read(name).text)
    said_at = text.find(CONSTRUCTED[master(name).head["language"]])
    first_words = text.find(" ".join(master(name).turns[0][1].split()[:3]))
    assert 0 <= said_at < first_words


@pytest.mark.parametrize("name", [name for name in SHIPPED if SHIPPED[name].suffix not in (".txt", ".srt")])
def test_the_properties_of_the_file_say_that_it_is_constructed(name):
    assert "constructed" in properties(SHIPPED[name]).lower()


def properties(path):
    if path.suffix == ".docx":
        import docx

        return docx.Document(str(path)).core_properties.keywords
    if path.suffix == ".odt":
        with zipfile.ZipFile(path) as package:
            meta = package.read("meta.xml").decode()
        return " ".join(re.findall(r"<meta:keyword>(.*?)</meta:keyword>", meta))
    if path.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as document:
            return document.get_metadata_dict()["Keywords"]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        front_matter = YAML(typ="safe").load(text.split("---\n")[1])
        assert front_matter["constructed"] is True
        assert front_matter["title"] == master(path.stem).head["title"]
        return str(front_matter)
    pattern = r"\{\\keywords (.*?)\}" if path.suffix == ".rtf" else r"NOTE\n(title:.*?\nconstructed: true)\n"
    return re.findall(pattern, text)[0]


def test_all_formats_are_shipped_at_least_twice():
    shipped = Counter(path.suffix.removeprefix(".") for path in SHIPPED.values())
    assert shipped.keys() == set(FORMATS)
    assert min(shipped.values()) >= 2


@pytest.mark.parametrize(
    ("name", "encoding", "first_bytes", "line_end"),
    [
        ("borger_odense_05", "cp1252", b"Int", b"\r\n"),
        ("borger_viborg_03", "mac-roman", b"Int", b"\r"),
        ("mentor_odense", "utf-8-sig", codecs.BOM_UTF8, b"\r\n"),
        ("sagsbehandler_odense", "utf-16-le", codecs.BOM_UTF16_LE, b"\r\0\n\0"),
        ("sind_samtale", "utf-8", b"Int", b"\n"),
    ],
)
def test_text_files_come_in_the_encodings_of_several_machines(name, encoding, first_bytes, line_end):
    data = SHIPPED[name].read_bytes()
    assert data.startswith(first_bytes)
    assert line_end in data
    assert codecs.lookup(read(name).encoding).name == encoding


@every_transcript
def test_the_length_is_that_of_a_short_interview(name):
    words = sum(len(text.split()) for _, text in master(name).turns)
    assert 600 <= words <= 1_800


def test_there_are_at_least_24_interviews_and_some_are_in_english():
    languages = Counter(master(name).head["language"] for name in MASTERS)
    assert languages.total() >= 24
    assert languages["da"] > languages["en"] >= 2


def test_every_programme_of_the_study_speaks():
    assert {master(name).head["programme"] for name in MASTERS} >= PROGRAMMES


def test_groups_meetings_and_a_telephone_call_are_among_them():
    forms = Counter(master(name).head["form"] for name in MASTERS)
    assert forms.keys() == {"single", "telephone", "focus_group", "network_meeting", "cafe_round"}
    assert forms["focus_group"] == 2


def test_the_linked_citizens_are_those_of_the_register():
    interviewed = {row["transcript"]: row for row in table("interviewed.csv")}
    linked = [row for row in table("speakers.csv") if row["participant"]]
    assert len(interviewed) == 15
    assert {row["participant"] for row in linked} == {row["citizen_id"] for row in interviewed.values()}
    assert {row["role"] for row in linked} == {"citizen"}
    alone = {row["transcript"]: row["participant"] for row in linked if row["transcript"] in interviewed}
    assert alone == {name: row["citizen_id"] for name, row in interviewed.items()}
    site_of = {row["citizen_id"]: row["site_id"] for row in interviewed.values()}
    for row in linked:
        assert SITES.intersection(row["transcript"].split("_")) == {site_of[row["participant"]]}


@pytest.mark.parametrize(
    "name",
    [
        "borger_odense_02",
        "borger_odense_06",
        "borger_odense_08",
        "borger_viborg_02",
        "borger_viborg_04",
        "cafe_runde",
        "fokusgruppe_mentorer",
        "frivillig_mentor",
        "halsnaes_ungementor",
        "mentor_odense",
        "netvaerksmoede",
    ],
)
def test_times_run_forward_at_the_pace_of_speech(name):
    turns = said_by_someone(read(name))
    starts = [turn.start_ms for turn in turns]
    assert None not in starts
    assert starts == sorted(starts)
    words = sum(len(text.split()) for _, text in master(name).turns[:-1])
    assert 90 <= words / (starts[-1] / 60_000) <= 180


def test_subtitles_fit_two_lines():
    for path in SHIPPED.values():
        if path.suffix not in (".srt", ".vtt"):
            continue
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        spoken = [block for block in blocks if "-->" in block and CONSTRUCTED["da"] not in block]
        for block in spoken:
            lines = re.sub(r"</?v[^>]*>", "", block).rstrip("\n").partition(" --> ")[2].split("\n")[1:]
            assert 1 <= len(lines) <= 2
            assert max(map(len, lines)) <= 42


def test_the_readme_names_every_file():
    readme = (ROOT / "docs/sample_study.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(.+?)` \|", readme, re.MULTILINE)) == {
        path.name for path in SHIPPED.values()
    }


@pytest.mark.skipif(not DEJAVU.is_file(), reason="the pdf files are built with fonts-dejavu-core")
def test_building_again_gives_what_is_shipped(tmp_path):
    script = ROOT / "tests/sample/build_documents.py"
    subprocess.run([sys.executable, script, tmp_path], check=True)
    built = {path.name: path for path in (tmp_path / "transcripts").iterdir()}
    assert built.keys() == {path.name for path in SHIPPED.values()}
    for path in SHIPPED.values():
        assert contents(built[path.name]) == contents(path), path.name
    speakers = Path("outcomes/speakers.csv")
    assert (tmp_path / speakers).read_bytes() == (ROOT / speakers).read_bytes()


def contents(path):
    """What a build must repeat; zip and PDF files are compressed as the machine's zlib likes."""
    if path.suffix in (".docx", ".odt"):
        with zipfile.ZipFile(path) as package:
            assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            return [(name, package.read(name)) for name in package.namelist()]
    if path.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
            return [document.get_metadata_dict(), pages]
    return path.read_bytes()
