"""Displays as LaTeX: a longtable for booktabs, every special character as text."""

from __future__ import annotations

from workbench.findings.displays.column_widths import EMU_PER_CM, column_widths
from workbench.findings.displays.sheet import Sheet, ShownCell, plain_text

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "\u2212": r"\textminus{}",
}
LETTERS = str.maketrans(SPECIAL)
PAGE = 24 * EMU_PER_CM


def as_latex(sheet: Sheet) -> str:
    """Write a table; the document needs `booktabs`, `longtable`, `array` and `textcomp`."""
    texts = [sheet.head, *([row.label, *map(plain_text, row.cells)] for row in sheet.rows)]
    widths = column_widths(texts, PAGE)
    wide = (rf"\dimexpr {width / sum(widths):.3f}\linewidth-2\tabcolsep\relax" for width in widths)
    columns = "".join(rf">{{\raggedright\arraybackslash}}p{{{one}}}" for one in wide)
    told = escaped(" ".join(filter(None, (sheet.constructed, *sheet.notes))))
    head = " & ".join(rf"\textbf{{{escaped(text)}}}" for text in sheet.head) + r" \\"
    lines = [
        "% The document needs booktabs, longtable, array and textcomp.",
        rf"\begin{{longtable}}{{{columns}}}",
        rf"\caption{{{escaped(sheet.title)}}}\\",
        r"\toprule",
        head,
        r"\midrule",
        r"\endhead",
        *(
            " & ".join([escaped(row.label), *map(_cell, row.cells)]) + r" \\ \addlinespace"
            for row in sheet.rows
        ),
        r"\bottomrule",
        r"\end{longtable}",
        rf"{{\noindent\footnotesize {told}\par}}",
    ]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Write text such that LaTeX sets it letter for letter."""
    return " ".join(text.split()).translate(LETTERS)


def _cell(cell: ShownCell) -> str:
    quotes = [f"``{escaped(one.words)}'' ({escaped(one.who)})" for one in cell.quotes]
    marks = [rf"\emph{{{escaped(mark)}}}" for mark in cell.marks]
    return r" \newline ".join(filter(None, [escaped(cell.text), *quotes, *marks]))
