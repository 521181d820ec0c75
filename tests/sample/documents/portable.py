"""PDF pages, through reportlab, with the font embedded."""

from __future__ import annotations

from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from .layout import Layout
from .masters import KEYWORDS, SUBJECT

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from .layout import LaidOut

FONTS = Path("/usr/share/fonts/truetype/dejavu")
"""Where Debian's package fonts-dejavu-core puts them; needed to rebuild a pdf, not to read one."""

INK = HexColor("#1f3a4d")
GREY = HexColor("#595959")


def pdf(laid_out: LaidOut) -> bytes:
    _load_fonts()
    master = laid_out.master
    saved = BytesIO()
    pages = SimpleDocTemplate(
        saved,
        pagesize=A4,
        leftMargin=2.7 * cm,
        rightMargin=2.7 * cm,
        topMargin=2.4 * cm,
        bottomMargin=2.6 * cm,
        title=master.title,
        subject=SUBJECT,
        keywords=", ".join(KEYWORDS),
        author="Qual Workbench",
        creator="Qual Workbench",
        lang=master.language,
        invariant=1,  # a fixed date and file identifier: the same bytes at every build
    )
    title, mark, date = laid_out.heading
    story = [
        Paragraph(escape(title), _style("Title", 17, 22, bold=True, colour=INK, after=6)),
        Paragraph(escape(mark), _style("Constructed", 8.5, 12, colour=GREY, after=2)),
        Paragraph(escape(date), _style("Date", 8.5, 12, colour=GREY, after=18)),
        *_turns(laid_out),
    ]
    pages.build(story, onFirstPage=_number_page, onLaterPages=_number_page)
    return saved.getvalue()


def _turns(laid_out: LaidOut) -> list[Paragraph]:
    if laid_out.layout is Layout.HANGING:
        style = _style("Turn", 10, 14.5, after=8, indent=1.1 * cm)
        return [Paragraph(escape(text), style, bulletText=label) for label, text in laid_out.turns]
    style = _style("Turn", 10, 14.5, after=8)
    bold = f'<font name="Sample-Bold" color="{INK.hexval()}">'
    return [
        Paragraph(f"{bold}{escape(label)}</font> {escape(text)}", style) for label, text in laid_out.turns
    ]


def _style(
    name: str, size: float, leading: float, *, after: float, bold: bool = False, **more: float | HexColor
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName="Sample-Bold" if bold else "Sample",
        fontSize=size,
        leading=leading,
        spaceAfter=after,
        textColor=more.get("colour", HexColor("#000000")),
        leftIndent=more.get("indent", 0),
        bulletFontName="Sample-Bold",
        bulletFontSize=size,
        bulletColor=INK,
    )


def _number_page(canvas: Canvas, pages: SimpleDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont("Sample", 8.5)
    canvas.setFillColor(GREY)
    canvas.drawCentredString(A4[0] / 2, 1.5 * cm, str(pages.page))
    canvas.restoreState()


def _load_fonts() -> None:
    for name, file in (("Sample", "DejaVuSerif.ttf"), ("Sample-Bold", "DejaVuSans-Bold.ttf")):
        if not (FONTS / file).is_file():
            raise FileNotFoundError(f"{FONTS / file} is missing: apt-get install fonts-dejavu-core")
        pdfmetrics.registerFont(TTFont(name, FONTS / file))
