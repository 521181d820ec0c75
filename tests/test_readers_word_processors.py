"""Word, OpenDocument and rich text: what a reader sees is read, and the author's traces are told."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from transcript_files import (
    INTERVIEW,
    ODT_META,
    document_bytes,
    docx_file,
    labels,
    odt_file,
    read,
    rtf_escaped,
    rtf_file,
    spoken,
)


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
