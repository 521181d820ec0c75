"""Word documents, through python-docx."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .archives import without_timestamps
from .layout import Layout
from .masters import KEYWORDS, SUBJECT

if TYPE_CHECKING:
    from .layout import LaidOut

INK = RGBColor(0x1F, 0x3A, 0x4D)
GREY = RGBColor(0x59, 0x59, 0x59)
LANGUAGES = {"da": "da-DK", "en": "en-GB"}


def docx(laid_out: LaidOut) -> bytes:
    document = Document()
    _drop_thumbnail(document)
    _describe(document, laid_out)
    _set_page(document)
    _set_styles(document, LANGUAGES[laid_out.master.language])
    title, mark, date = laid_out.heading
    document.add_paragraph(title, style="Title")
    document.add_paragraph(mark, style="Constructed")
    document.add_paragraph(date, style="Date of interview")
    for label, text in laid_out.turns:
        if laid_out.layout is Layout.OWN_LINE:
            document.add_paragraph(label, style="Speaker")
            document.add_paragraph(text)
            continue
        paragraph = document.add_paragraph()
        paragraph.add_run(label).bold = True
        if laid_out.layout is Layout.HANGING:
            paragraph.paragraph_format.left_indent = Cm(2.8)
            paragraph.paragraph_format.first_line_indent = Cm(-2.8)
            paragraph.add_run(f"\t{text}")
        else:
            paragraph.add_run(f" {text}")
    saved = BytesIO()
    document.save(saved)
    return without_timestamps(saved.getvalue())


def _describe(document: Any, laid_out: LaidOut) -> None:
    master = laid_out.master
    written = datetime.combine(master.interview_date, time(12))
    properties = document.core_properties
    properties.title = master.title
    properties.subject = SUBJECT
    properties.keywords = ", ".join(KEYWORDS)
    properties.category = f"{master.programme}, {master.form}"
    properties.language = master.language
    properties.comments = master.mark
    properties.author = properties.last_modified_by = "Qual Workbench"
    properties.created = properties.modified = written


def _drop_thumbnail(document: Any) -> None:
    """Drop the preview picture of python-docx's empty template: it shows another document."""
    relations = document.part.package.rels
    shown = [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]
    for key in shown:
        del relations[key]


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    section.top_margin = section.bottom_margin = Cm(2.5)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    footer._p.append(number)  # python-docx has no public way to write a field


def _set_styles(document: Any, language: str) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _set_font(normal, size=11)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.15
    for tag in styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)

    title = styles["Title"]
    _set_font(title, size=22, colour=INK)
    title.paragraph_format.space_after = Pt(6)
    borders = title.element.pPr.find(qn("w:pBdr"))
    title.element.pPr.remove(borders)

    mark = styles.add_style("Constructed", WD_STYLE_TYPE.PARAGRAPH)
    mark.base_style = normal
    _set_font(mark, size=10, colour=GREY)
    mark.font.italic = True
    mark.paragraph_format.space_after = Pt(2)

    date = styles.add_style("Date of interview", WD_STYLE_TYPE.PARAGRAPH)
    date.base_style = normal
    _set_font(date, size=10, colour=GREY)
    date.paragraph_format.space_after = Pt(20)

    speaker = styles.add_style("Speaker", WD_STYLE_TYPE.PARAGRAPH)
    speaker.base_style = normal
    _set_font(speaker, size=11, colour=INK)
    speaker.font.bold = True
    speaker.paragraph_format.space_before = Pt(6)
    speaker.paragraph_format.space_after = Pt(0)
    speaker.paragraph_format.keep_with_next = True


def _set_font(style: Any, *, size: int, colour: RGBColor | None = None) -> None:
    style.font.name = "Calibri"
    style.font.size = Pt(size)
    if colour is not None:
        style.font.color.rgb = colour
    # The template's theme fonts would win over the name.
    fonts = style.element.rPr.rFonts
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
