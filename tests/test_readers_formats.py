"""Every format gives the same interview: its words, its turns, and what it says of itself."""

from __future__ import annotations

import hashlib

import pytest
from transcript_files import (
    ALL_FORMATS,
    INTERVIEW,
    interview_lines,
    pdf_file,
    read,
    spoken,
    text_file,
)

from workbench.errors import RefusedFileError, WorkbenchError
from workbench.readers.transcripts import FORMATS, file_sha256, read_transcript


def test_the_formats_are_those_that_are_promised():
    assert FORMATS == ("txt", "md", "docx", "odt", "rtf", "pdf", "srt", "vtt")


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_the_same_turns_language_and_hash(ending, tmp_path):
    path = tmp_path / f"første interview.{ending.upper()}"
    path.write_bytes(ALL_FORMATS[ending]())
    transcript = read_transcript(path)
    assert spoken(transcript) == list(INTERVIEW)
    assert transcript.name == "første interview"
    assert transcript.source_name == path.name
    assert transcript.format == ending
    assert transcript.language == "da"
    assert transcript.sha256 == hashlib.sha256(path.read_bytes()).hexdigest() == file_sha256(path)
    assert transcript.warnings == ()
    assert transcript.encoding == ("utf-8" if ending in {"txt", "md", "srt", "vtt"} else None)


def test_a_given_name_and_language_go_before_those_of_the_file():
    transcript = read("---\nlanguage: da\n---\nRita: Hej", "a.md", name="P07", language="sv-FI")
    assert (transcript.name, transcript.language) == ("P07", "sv-FI")


def test_a_language_that_is_no_tag_is_refused():
    with pytest.raises(WorkbenchError, match="no language tag"):
        read("Rita: Hej", language="Danish please")


@pytest.mark.parametrize("name", ["interview.doc", "interview", ".txt", "interview.html"])
def test_an_ending_that_is_not_read_is_refused_with_those_that_are(name):
    with pytest.raises(RefusedFileError, match="txt, md, docx, odt, rtf, pdf, srt, vtt"):
        read("Rita: Hej", name)


class TestMarkdown:
    def test_front_matter_is_metadata_and_no_text(self):
        transcript = read(
            "---\ntitle: Første samtale\ndate: 2024-05-03\nconstructed: true\ntags: [café, 2]\n"
            "nested: {a: 1}\nempty:\n---\n\n**Rita:** Hej\n\n**Bo:** Hej\n\n**Rita:** Nå",
            "a.md",
        )
        assert transcript.text.startswith("**Rita:** Hej")
        assert transcript.metadata == {
            "title": "Første samtale",
            "date": "2024-05-03",
            "constructed": "true",
            "tags": "café, 2",
        }

    def test_front_matter_that_is_no_yaml_stays_in_the_text(self):
        transcript = read("---\n{unclosed: [\n---\nRita: Hej\nBo: Hej\nRita: Nå", "a.md")
        assert "{unclosed: [" in transcript.text
        assert any("front matter" in warning for warning in transcript.warnings)

    def test_a_rule_of_hyphens_is_no_front_matter(self):
        text = "---\n\nRita: Hej\nBo: Hej\nRita: Nå\n"
        assert read(text, "a.md").text == text

    @pytest.mark.parametrize("form", ["**{}:** {}", "**{}**: {}", "__{}:__ {}", "**{}**\n{}", "### {}\n{}"])
    def test_names_set_apart_are_speakers_without_their_marks(self, form):
        text = "\n\n".join(form.format(*turn) for turn in INTERVIEW)
        transcript = read(text, "a.md")
        assert transcript.text == text
        assert spoken(transcript) == list(INTERVIEW)

    def test_emphasis_in_speech_stays_speech(self):
        transcript = read("Rita: *griner* ja\nBo:\n*griner* nej\nRita: ja", "a.md")
        assert spoken(transcript) == [("Rita", "*griner* ja"), ("Bo", "*griner* nej"), ("Rita", "ja")]


class TestPortableDocument:
    LONG = "Altså jeg ved ikke rigtigt hvad jeg skal sige til det, men det var svært i begyndelsen. " * 6

    def test_lines_that_the_page_broke_are_joined_within_a_turn(self):
        turns = [("Interviewer", self.LONG), ("Borger", self.LONG)] * 2
        transcript = read(pdf_file(interview_lines(turns), title="Første"), "a.pdf")
        assert spoken(transcript) == [(speaker, words.strip()) for speaker, words in turns]
        assert transcript.metadata == {"title": "Første"}

    def test_a_turn_goes_on_over_the_page_and_its_number_is_left_out(self):
        turns = [("Interviewer", self.LONG * 3), ("Borger", self.LONG * 3)] * 4
        transcript = read(pdf_file(interview_lines(turns), page_numbers=True), "a.pdf")
        assert spoken(transcript) == [(speaker, words.strip()) for speaker, words in turns]
        assert any("Page numbers" in warning for warning in transcript.warnings)

    def test_a_number_that_somebody_said_is_no_page_number(self):
        assert read(pdf_file(["Rita: Hvor mange?", "Bo: Cirka", "27"]), "a.pdf").text.endswith("27")

    def test_a_word_divided_at_a_line_end_keeps_its_hyphen(self):
        transcript = read(pdf_file(["Rita: " + "x" * 80 + " arbejds-", "løs"]), "a.pdf")
        assert "arbejds-\nløs" in transcript.text
        assert any("divided" in warning for warning in transcript.warnings)

    def test_emoji_and_typographic_marks_survive(self):
        assert "“ja” – på" in read(pdf_file(["Rita: “ja” – på"]), "a.pdf").text


@pytest.mark.parametrize("ending", FORMATS)
def test_text_is_normalised_whatever_the_format(ending):
    transcript = read(ALL_FORMATS[ending](), f"a.{ending}")
    assert "\r" not in transcript.text
    assert not transcript.text.startswith("\ufeff")


def test_line_ends_of_every_system_become_line_feeds():
    text = "Rita: Hej\n\nBo: Hej\nog goddag\nRita: Nå"
    for line_end in ("\r\n", "\r"):
        assert read(text.replace("\n", line_end)).text == text
    assert spoken(read(text_file(encoding="utf-16").replace(b"\n\0", b"\r\0\n\0"))) == list(INTERVIEW)
