"""Formats that are plain text inside: txt, md, srt, vtt, rtf."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING

from .layout import Layout
from .masters import KEYWORDS, SUBJECT
from .timing import CUE_LINE_LENGTH, SILENCE_MS, Cue, clock, cues, turn_spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .layout import LaidOut

RTF_LANGUAGES = {"da": 1030, "en": 2057}


def txt(laid_out: LaidOut) -> str:
    heading = "\n".join(laid_out.heading)
    between = "\t" if laid_out.layout is Layout.HANGING else " "
    return _paragraphs([heading, *(f"{label}{between}{text}" for label, text in laid_out.turns)])


def md(laid_out: LaidOut) -> str:
    title, mark, date = laid_out.heading
    front_matter = [f"{name}: {said}" for name, said in laid_out.master.properties.items()]
    return _paragraphs(
        [
            "\n".join(["---", *front_matter, "---"]),
            f"# {title}",
            mark,
            date,
            *(f"**{label}** {text}" for label, text in laid_out.turns),
        ]
    )


def srt(laid_out: LaidOut) -> str:
    """SubRip has neither metadata nor comments: cue 0, in the silence before the talk, says what it is."""
    mark = Cue(0, SILENCE_MS, tuple(textwrap.wrap(laid_out.master.mark, CUE_LINE_LENGTH)))
    spoken = [
        cue
        for (label, text), span in zip(laid_out.turns, turn_spans(laid_out.master), strict=True)
        for cue in cues(f"{label} {text}", *span)
    ]
    return _paragraphs(
        f"{number}\n{clock(cue.start_ms, ',')} --> {clock(cue.end_ms, ',')}\n" + "\n".join(cue.lines)
        for number, cue in enumerate([mark, *spoken])
    )


def vtt(laid_out: LaidOut) -> str:
    master = laid_out.master
    properties = [f"{name}: {said}" for name, said in master.properties.items()]
    blocks = [f"WEBVTT - {master.title}", f"NOTE\n{master.mark}", "\n".join(["NOTE", *properties])]
    for (key, text), span in zip(master.turns, turn_spans(master), strict=True):
        blocks += [
            f"{clock(cue.start_ms, '.')} --> {clock(cue.end_ms, '.')}\n"
            f"<v {escape(laid_out.names[key])}>{escape(chr(10).join(cue.lines), quote=False)}</v>"
            for cue in cues(text, *span)
        ]
    return _paragraphs(blocks)


def rtf(laid_out: LaidOut) -> str:
    """Rich text in ASCII: other characters as `\\uN` with their Windows-1252 byte for old readers."""
    title, mark, date = laid_out.heading
    hanging = r"\li1418\fi-1418\tx1418" if laid_out.layout is Layout.HANGING else ""
    between = r"\tab " if laid_out.layout is Layout.HANGING else " "
    lines = [
        r"{\rtf1\ansi\ansicpg1252\uc1\deff0\deflang" + str(RTF_LANGUAGES[laid_out.master.language]),
        r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fswiss\fcharset0 Arial;}}",
        r"{\colortbl;\red90\green90\blue90;}",
        rf"{{\info{{\title {_rtf(title)}}}{{\subject {_rtf(SUBJECT)}}}{{\keywords {', '.join(KEYWORDS)}}}}}",
        r"\paperw11906\paperh16838\margl1418\margr1418\margt1418\margb1418",
        rf"\pard\sa120{{\f1\b\fs32 {_rtf(title)}}}\par",
        rf"\pard\sa60{{\i\cf1\fs22 {_rtf(mark)}}}\par",
        rf"\pard\sa360{{\cf1\fs22 {_rtf(date)}}}\par",
        *(
            rf"\pard\sa160\sl276\slmult1{hanging}\fs22{{\b {_rtf(label)}}}{between}{_rtf(text)}\par"
            for label, text in laid_out.turns
        ),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _rtf(text: str) -> str:
    plain = []
    for letter in text:
        if letter in "\\{}":
            plain.append(f"\\{letter}")
        elif letter.isascii():
            plain.append(letter)
        else:
            plain.append(rf"\u{ord(letter)}\'{letter.encode('cp1252').hex()}")
    return "".join(plain)


def _paragraphs(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"
