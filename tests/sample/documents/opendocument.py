"""OpenDocument texts, through odfpy."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from odf import dc, meta
from odf.opendocument import OpenDocumentText
from odf.style import (
    FontFace,
    Footer,
    FooterStyle,
    MasterPage,
    PageLayout,
    PageLayoutProperties,
    ParagraphProperties,
    Style,
    TextProperties,
)
from odf.text import P, PageNumber, Span

from .archives import without_timestamps
from .layout import Layout
from .masters import KEYWORDS, SUBJECT

if TYPE_CHECKING:
    from .layout import LaidOut

COUNTRIES = {"da": "DK", "en": "GB"}
INK = "#1f3a4d"
GREY = "#595959"


def odt(laid_out: LaidOut) -> bytes:
    document = OpenDocumentText()
    _describe(document, laid_out)
    styles = _styles(document, laid_out.master.language)
    _set_page(document, styles["footer"])
    title, mark, date = laid_out.heading
    for style, text in (("title", title), ("mark", mark), ("date", date)):
        document.text.addElement(P(stylename=styles[style], text=text))
    for label, text in laid_out.turns:
        if laid_out.layout is Layout.OWN_LINE:
            document.text.addElement(P(stylename=styles["speaker"], text=label))
            document.text.addElement(P(stylename=styles["turn"], text=text))
            continue
        paragraph = P(stylename=styles["turn"])
        paragraph.addElement(Span(stylename=styles["label"], text=label))
        paragraph.addText(f" {text}")
        document.text.addElement(paragraph)
    saved = BytesIO()
    document.write(saved)
    return without_timestamps(saved.getvalue())


def _describe(document: Any, laid_out: LaidOut) -> None:
    master = laid_out.master
    written = f"{master.interview_date.isoformat()}T12:00:00"
    for element in (
        dc.Title(text=master.title),
        dc.Subject(text=SUBJECT),
        dc.Description(text=master.mark),
        dc.Language(text=master.language),
        dc.Date(text=written),
        meta.CreationDate(text=written),
        *(meta.Keyword(text=keyword) for keyword in KEYWORDS),
        *(
            meta.UserDefined(name=name, valuetype="string", text=said)
            for name, said in master.properties.items()
            if name not in ("title", "language")
        ),
    ):
        document.meta.addElement(element)


def _set_page(document: Any, footer_style: Any) -> None:
    layout = PageLayout(name="A4")
    layout.addElement(
        PageLayoutProperties(
            pagewidth="21cm",
            pageheight="29.7cm",
            margintop="2.5cm",
            marginbottom="2cm",
            marginleft="2.7cm",
            marginright="2.7cm",
        )
    )
    layout.addElement(FooterStyle())
    document.automaticstyles.addElement(layout)
    page = MasterPage(name="Standard", pagelayoutname=layout)
    footer = Footer()
    number = P(stylename=footer_style)
    number.addElement(PageNumber(selectpage="current"))
    footer.addElement(number)
    page.addElement(footer)
    document.masterstyles.addElement(page)


def _styles(document: Any, language: str) -> dict[str, Any]:
    """Add the named styles a person would use, and return them by what they are for."""
    document.fontfacedecls.addElement(
        FontFace(name="Liberation Serif", fontfamily="'Liberation Serif'", fontfamilygeneric="roman")
    )
    written = {"fontname": "Liberation Serif", "language": language, "country": COUNTRIES[language]}
    standard = _style("Standard", {"lineheight": "120%"}, {"fontsize": "11.5pt", **written})
    footer = {"textalign": "center"}, {"fontsize": "9pt", "color": GREY}
    paragraphs = {
        "title": _style(
            "Title",
            {"marginbottom": "0.2cm"},
            {"fontsize": "20pt", "fontweight": "bold", "color": INK},
            parent=standard,
        ),
        "mark": _style(
            "Constructed",
            {"marginbottom": "0.1cm"},
            {"fontsize": "10pt", "fontstyle": "italic", "color": GREY},
            parent=standard,
        ),
        "date": _style(
            "Date", {"marginbottom": "0.7cm"}, {"fontsize": "10pt", "color": GREY}, parent=standard
        ),
        "speaker": _style(
            "Speaker",
            {"margintop": "0.2cm", "keepwithnext": "always"},
            {"fontweight": "bold", "color": INK},
            parent=standard,
        ),
        "turn": _style("Turn", {"marginbottom": "0.28cm"}, {}, parent=standard),
        "footer": _style("Footer", *footer, parent=standard),
    }
    label = Style(name="Label", family="text")
    label.addElement(TextProperties(fontweight="bold", color=INK))
    for style in (standard, *paragraphs.values(), label):
        document.styles.addElement(style)
    return {**paragraphs, "label": label}


def _style(name: str, paragraph: dict[str, str], text: dict[str, str], parent: Any = None) -> Any:
    above = {"parentstylename": parent} if parent is not None else {}
    style = Style(name=name, family="paragraph", **above)
    style.addElement(ParagraphProperties(**paragraph))
    style.addElement(TextProperties(**text))
    return style
