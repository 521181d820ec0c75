"""Displays as HTML: every number, label and quote is escaped, and nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from workbench.findings.displays.sheet import Sheet, ShownCell, ShownQuote
from workbench.findings.displays.words import display_voice

MOST_QUOTES = 200
"""How many quotes of a cell can be opened in a page; `quotes()` and a workbook have all."""

STYLE = """
.joint-display{border-collapse:collapse;font-size:13px;line-height:1.4;width:100%}
.joint-display caption{caption-side:top;text-align:left;font-weight:600;font-size:16px;padding:0 0 6px}
.joint-display th,.joint-display td{border-bottom:1px solid #dfe3e6;padding:7px 9px;text-align:left;
vertical-align:top;overflow-wrap:break-word}
.joint-display thead th{border-bottom:2px solid #222;font-weight:600}
.joint-display tbody th{font-weight:600;min-width:7em}
.joint-display td.hand{background:#f6f7f8}
.joint-display td.stale{box-shadow:inset 3px 0 #D55E00}
.joint-display blockquote{margin:5px 0 0;padding-left:8px;border-left:2px solid #56B4E9;min-width:12em}
.joint-display cite{font-style:normal;color:#5f6368;display:inline-block}
.joint-display td.hand:not(:empty){min-width:11em}
.joint-display td[data-n]{min-width:6.5em}
.joint-display cite::before{content:"\\2013\\00a0"}
.joint-display .mark{color:#5f6368;font-size:12px;margin:4px 0 0}
.joint-display td.stale .mark{color:#9a3d00}
.joint-display summary{cursor:pointer;color:#0072B2;font-size:12px;margin-top:4px}
.joint-display-block{overflow-x:auto}
.joint-display-block .told,.constructed{color:#5f6368;font-size:12px;max-width:80em}
.constructed{font-weight:600;color:#9a3d00}
@media print{.joint-display tr{break-inside:avoid}.joint-display thead{display:table-header-group}
.joint-display details{display:none}}
"""

PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<style>body{{font-family:Inter,"Segoe UI",Helvetica,Arial,sans-serif;color:#222;margin:24px;max-width:1400px}}
{style}</style></head><body>{body}</body></html>
"""


def as_page(sheets: Sequence[Sheet], language: str) -> str:
    """Write tables as one page that needs nothing else."""
    title = escape(sheets[0].title if sheets else "")
    body = "".join(as_table(sheet, language) for sheet in sheets)
    return PAGE.format(language=escape(language), title=title, style=STYLE, body=body)


def as_fragment(sheet: Sheet, language: str = "en") -> str:
    """Write a table for a notebook's output, with its own style."""
    return f"<style>{STYLE}</style>{as_table(sheet, language)}"


def as_table(sheet: Sheet, language: str) -> str:
    """Write a table with what stands above and below it."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in sheet.head)
    body = "".join(
        f'<tr data-row="{escape(row.key)}"><th scope="row">{escape(row.label)}</th>'
        + "".join(_cell(cell, language) for cell in row.cells)
        + "</tr>"
        for row in sheet.rows
    )
    above = f'<p class="constructed">{escape(sheet.constructed)}</p>' if sheet.constructed else ""
    told = escape(" ".join(sheet.notes))
    return (
        f'<div class="joint-display-block" data-fingerprint="{sheet.fingerprint}">{above}'
        f'<table class="joint-display"><caption>{escape(sheet.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f'<p class="told">{told}</p></div>'
    )


def _cell(cell: ShownCell, language: str) -> str:
    say = display_voice(language).say
    kinds = [name for name, is_so in (("hand", cell.hand), ("stale", cell.stale)) if is_so]
    number = f' data-number="{cell.number!r}"' if cell.number is not None else ""
    n = f' data-n="{cell.n}"' if cell.n is not None else ""
    shown = "".join(_quote(one) for one in cell.quotes)
    marks = "".join(f'<p class="mark">{escape(mark)}</p>' for mark in cell.marks)
    hidden = ""
    if len(cell.behind) > len(cell.quotes):
        count = len(cell.behind)
        label = say("one quote") if count == 1 else say("all quotes", n=count)
        if count > MOST_QUOTES:
            label = say("first quotes", most=MOST_QUOTES, n=count)
        every = "".join(_quote(one) for one in cell.behind[:MOST_QUOTES])
        hidden = f"<details><summary>{escape(label)}</summary>{every}</details>"
    attributes = f' class="{" ".join(kinds)}"' if kinds else ""
    return f"<td{attributes}{number}{n}>{escape(cell.text)}{shown}{hidden}{marks}</td>"


def _quote(quote: ShownQuote) -> str:
    return (
        f'<blockquote data-quote="{escape(quote.id)}">\u201c{escape(quote.words)}\u201d '
        f"<cite>{escape(quote.who)}</cite></blockquote>"
    )
