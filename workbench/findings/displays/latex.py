"""Displays as LaTeX: a longtable for booktabs, every special character as text."""

from __future__ import annotations

from workbench.findings.displays.sheet import Sheet, ShownCell

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


def as_latex(sheet: Sheet) -> str:
    """Write a table; the document needs `booktabs`, `longtable`, `array` and `textcomp`."""
    width = 0.96 / max(len(sheet.head), 1)
    columns = "".join(rf">{{\raggedright\arraybackslash}}p{{{width:.3f}\linewidth}}" for _ in sheet.head)
    head = " & ".join(rf"\textbf{{{escaped(text)}}}" for text in sheet.head) + r" \\"
    lines = [
        rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}",
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
        rf"\noindent\footnotesize {escaped(' '.join(filter(None, (sheet.constructed, *sheet.notes))))}",
    ]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Write text such that LaTeX sets it letter for letter."""
    return " ".join(text.split()).translate(LETTERS)


def _cell(cell: ShownCell) -> str:
    quotes = [f"``{escaped(one.words)}'' ({escaped(one.who)})" for one in cell.quotes]
    marks = [rf"\emph{{{escaped(mark)}}}" for mark in cell.marks]
    return r" \newline ".join(filter(None, [escaped(cell.text), *quotes, *marks]))
