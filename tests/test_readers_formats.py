"""Every format gives the same interview: its words, its turns, and what it says of itself."""

from __future__ import annotations

import hashlib
import io

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from transcript_files import (
    ALL_FORMATS,
    INTERVIEW,
    ODT_META,
    document_bytes,
    docx_file,
    interview_lines,
    labels,
    odt_file,
    pdf_file,
    read,
    rtf_escaped,
    rtf_file,
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


class TestWord:
    def test_core_properties_are_metadata_without_the_author(self):
        document = docx.Document(io.BytesIO(docx_file(title="Første samtale")))
        document.core_properties.keywords = "constructed"
        document.core_properties.author = "Somebody"
        metadata = read(document_bytes(document), "a.docx").metadata
        assert metadata["title"] == "Første samtale"
        assert metadata["keywords"] == "constructed"
        assert "Somebody" not in metadata.values()

    def test_bold_names_without_a_colon_are_speakers(self):
        document = docx.Document()
        for speaker, words in INTERVIEW:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{speaker} ").bold = True
            paragraph.add_run(words)
        assert spoken(read(document_bytes(document), "a.docx")) == list(INTERVIEW)

    @pytest.mark.parametrize("how", ["bold", "style", "heading", "plain", "complex script"])
    def test_names_on_a_line_of_their_own_are_speakers(self, how):
        document = docx.Document()
        document.styles.add_style("Speaker", 1).font.bold = True
        for speaker, words in (
            ("Rita", "Hej."),
            ("רות לוי", "Hej, du."),
            ("Rita", "Nå?"),
            ("רות לוי", "Ja."),
        ):
            paragraph = document.add_heading(level=2) if how == "heading" else document.add_paragraph()
            run = paragraph.add_run(speaker)
            run.bold = True if how == "bold" else None
            if how == "complex script":
                run.font.cs_bold = True
            if how == "style":
                paragraph.style = "Speaker"
            document.add_paragraph(words)
        transcript = read(document_bytes(document), "a.docx")
        assert [speaker for speaker, _ in spoken(transcript)] == ["Rita", "רות לוי"] * 2
        assert labels(transcript) == ["Rita", "רות לוי"] * 2

    def test_bold_questions_without_names_are_no_speakers(self):
        document = docx.Document()
        for question in ("Hvad skete der?", "Hvorfor det?", "Hvad skete der?"):
            document.add_paragraph().add_run(question).bold = True
            document.add_paragraph("Det ved jeg ikke.")
        assert read(document_bytes(document), "a.docx").speakers == ()

    def test_a_table_with_a_column_for_the_speaker_is_talk(self):
        document = docx.Document()
        table = document.add_table(0, 3)
        for number, (speaker, words) in enumerate(
            (("Rita", "Hej"), ("Bo", "Hej\nigen"), ("Rita", "Nå"), ("Bo", "Ja"))
        ):
            for cell, content in zip(table.add_row().cells, (f"00:0{number}", speaker, words), strict=True):
                cell.text = content
        transcript = read(document_bytes(document), "a.docx")
        assert spoken(transcript) == [("Rita", "Hej"), ("Bo", "Hej\nigen"), ("Rita", "Nå"), ("Bo", "Ja")]
        assert [turn.start_ms for turn in transcript.turns] == [0, 1000, 2000, 3000]

    def test_tabs_line_breaks_and_hyphens_are_kept_and_runs_joined(self):
        document = docx.Document()
        paragraph = document.add_paragraph()
        paragraph.add_run("Rita: en")
        paragraph.add_run(" ")
        run = paragraph.add_run("to\ttre\nfire")
        run._r.append(OxmlElement("w:noBreakHyphen"))
        paragraph.add_run("fem 😀")
        assert read(document_bytes(document), "a.docx").text == "Rita: en to\ttre\nfire\u2011fem 😀"

    def test_tracked_insertions_are_read_deletions_left_out_and_both_told(self):
        document = docx.Document()
        paragraph = document.add_paragraph("Rita: Jeg kom ")
        paragraph._p.append(
            parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t>aldrig </w:t></w:r></w:ins>')
        )
        paragraph._p.append(
            parse_xml(
                f'<w:del {nsdecls("w")} w:id="2" w:author="x"><w:r>'
                "<w:delText>altid </w:delText></w:r></w:del>"
            )
        )
        paragraph.add_run("for sent")
        transcript = read(document_bytes(document), "a.docx")
        assert transcript.text == "Rita: Jeg kom aldrig for sent"
        assert any("1 insertions" in warning and "1 deletions" in warning for warning in transcript.warnings)

    def test_hidden_text_links_and_text_boxes_are_read(self):
        document = docx.Document()
        paragraph = document.add_paragraph("Rita: se ")
        paragraph.add_run("skjult ").font.hidden = True
        paragraph._p.append(
            parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>siden</w:t></w:r></w:hyperlink>")
        )
        box = (
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>i en boks</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
            "<w:p><w:r><w:t>i en boks</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
        )
        paragraph._p.append(parse_xml(box))
        transcript = read(document_bytes(document), "a.docx")
        assert transcript.text == "Rita: se skjult siden\ni en boks"
        assert any("hidden" in warning for warning in transcript.warnings)

    def test_headers_footers_and_field_codes_are_left_out(self):
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "FORTROLIGT"
        paragraph = document.add_paragraph("Rita: se side ")
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText>PAGEREF x</w:instrText></w:r>"))
        paragraph.add_run("7")
        assert read(document_bytes(document), "a.docx").text == "Rita: se side 7"


class TestOpenDocument:
    def test_metadata_with_user_defined_fields(self):
        metadata = read(odt_file(meta_xml=ODT_META), "a.odt").metadata
        assert metadata == {"title": "Første samtale", "keywords": "constructed", "site": "Viborg"}

    def test_blanks_tabs_line_breaks_lists_and_tables(self):
        transcript = read(
            odt_file(
                '<text:p>Rita: en<text:s text:c="3"/>to<text:tab/>tre<text:line-break/>fire</text:p>'
                "<text:list><text:list-item><text:p>punkt</text:p></text:list-item></text:list>"
                "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
                "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
                "<text:p>  ind\n   <text:span>rykket</text:span></text:p>"
            ),
            "a.odt",
        )
        assert transcript.text == "Rita: en   to\ttre\nfire\npunkt\na\tb\n ind rykket"

    def test_bold_names_on_their_own_line_are_speakers(self):
        body = "".join(
            f'<text:p><text:span text:style-name="Bold">{speaker}</text:span></text:p>'
            f"<text:p>{words}</text:p>"
            for speaker, words in INTERVIEW
        )
        assert spoken(read(odt_file(body), "a.odt")) == list(INTERVIEW)

    def test_tracked_changes_hidden_text_notes_and_comments_are_told(self):
        transcript = read(
            odt_file(
                "<text:tracked-changes><text:changed-region><text:deletion><text:p>altid</text:p>"
                "</text:deletion></text:changed-region><text:changed-region><text:insertion/>"
                "</text:changed-region></text:tracked-changes>"
                "<text:p>Rita: Jeg kom <text:change-start/>aldrig<text:change-end/> for sent"
                '<text:span text:style-name="Hidden"> skjult</text:span>'
                "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                "<text:p>en note</text:p>"
                "</text:note-body></text:note><office:annotation><text:p>tvivl</text:p></office:annotation></text:p>"
            ),
            "a.odt",
        )
        assert transcript.text == "Rita: Jeg kom aldrig for sent skjult"
        assert transcript.metadata == {"note 1": "en note"}
        told = " ".join(transcript.warnings)
        assert all(
            word in told for word in ("1 insertions", "1 deletions", "hidden", "footnotes", "comments")
        )


class TestRichText:
    def test_letters_in_every_way_of_writing_them(self):
        rtf = (
            b"{\\rtf1\\ansi\\ansicpg1252"
            b"{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}\\f0 "
            b"Rita: \\'e6\\'f8\\'e5 \xe6\xf8\xe5 \\u230?\\u248 ?{\\uc2\\u229 ??} "
            b"\\'93ja\\'94 \\endash  \\f1\\'c4\\f0\\par}"
        )
        assert read(rtf, "a.rtf").text.strip() == "Rita: æøå æøå æøå “ja” – Д"

    def test_characters_beyond_two_bytes_come_whole(self):
        transcript = read(rtf_file([("Rita 😀", "Hej 👩‍👧"), ("Bo", "𝔸 {x} \\"), ("Rita 😀", "Nå")]), "a.rtf")
        assert spoken(transcript) == [("Rita 😀", "Hej 👩‍👧"), ("Bo", "𝔸 {x} \\"), ("Rita 😀", "Nå")]

    @pytest.mark.parametrize("head", ["\\mac", "\\ansi\\ansicpg10000"])
    def test_mac_documents_are_read_in_mac_roman(self, head):
        rtf = f"{{\\rtf1{head}{{\\fonttbl{{\\f0\\fcharset0 Geneva;}}}}\\f0 Rita: \\'be\\'bf\\'8c\\par}}"
        assert read(rtf, "a.rtf").text.strip() == "Rita: æøå"

    def test_utf8_written_by_careless_programs_is_read(self):
        assert read("{\\rtf1\\ansi Rita: på café 😀\\par}", "a.rtf").text.strip() == "Rita: på café 😀"

    def test_title_links_tables_and_deleted_text(self):
        transcript = read(
            "{\\rtf1\\ansi{\\info{\\title F\\'f8rste}{\\author X}{\\keywords constructed}}"
            'Rita: {\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt siden}} '
            "{\\deleted altid}aldrig\\par "
            "\\trowd a\\cell b\\cell\\row}",
            "a.rtf",
        )
        assert transcript.text.strip() == "Rita: siden aldrig\na\tb"
        assert transcript.metadata == {"title": "Første", "keywords": "constructed"}
        assert any("1 deletions" in warning for warning in transcript.warnings)

    def test_pictures_and_binary_data_are_no_text(self):
        rtf = (
            b"{\\rtf1\\ansi Rita: f\xf8r {\\pict\\pngblip "
            + b"89504e47" * 100
            + b"}{\\pict\\bin6 }}{\\'}}efter\\par}"
        )
        assert read(rtf, "a.rtf").text.strip() == "Rita: før efter"

    def test_a_byte_without_meaning_is_shown_and_told(self):
        transcript = read(b"{\\rtf1\\ansi Rita: a\\'81b\\par}", "a.rtf")
        assert transcript.text.strip() == "Rita: a\ufffdb"
        assert any("1 character is damaged" in warning for warning in transcript.warnings)

    def test_escapes_of_every_character_come_back(self):
        text = "Rita: " + "".join(map(chr, range(0x20, 0x250))).replace("\x7f", "").replace("\x85", "")
        assert read(f"{{\\rtf1 {rtf_escaped(text)}}}", "a.rtf").text == text


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
