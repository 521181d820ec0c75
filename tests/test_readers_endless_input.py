"""Input without end or sense is read or refused in passing: no search takes more than linear time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transcript_files import ALL_FORMATS, read

from workbench.errors import RefusedFileError
from workbench.readers.transcripts import FORMATS, read_transcript

MEGABYTE = 1_000_000


def outcome(data: str | bytes, name: str) -> str:
    """The text that was read, or the words of the refusal, which name the file."""
    try:
        return read(data, name).text
    except RefusedFileError as error:
        return str(error)


MONOTONY = (
    " ",
    "\t",
    "\n",
    "\n ",
    ":",
    "A: ",
    "A: \n",
    "[",
    "[00:01:02] ",
    "**",
    "**a",
    "#",
    "- ",
    ">",
    "_",
    "-->",
    "a\n",
    "A\n",
    "\u200f",
)


@pytest.mark.parametrize("unit", MONOTONY)
@pytest.mark.parametrize("ending", ["txt", "md"])
def test_a_megabyte_of_one_thing_is_read_in_passing(unit, ending):
    text = unit * (MEGABYTE // len(unit)) + "x"
    assert read(text, f"a.{ending}").text == text


@pytest.mark.parametrize(
    "unit", ["<", "<v ", "<v a>", "<b", "&", "{\\", "a\n\n", "NOTE\n\n", "00:01.000 --> 00:02.000\nx\n\n"]
)
@pytest.mark.parametrize("ending", ["srt", "vtt"])
def test_a_quarter_megabyte_of_one_caption_sign_is_read_in_passing(unit, ending):
    head = "WEBVTT\n\n" if ending == "vtt" else ""
    text = f"{head}00:00:01.000 --> 00:00:02.000\nbegyndt\n{unit * (MEGABYTE // 4 // len(unit))}"
    assert read(text, f"a.{ending}").text.startswith("begyndt")


@pytest.mark.parametrize(
    "unit",
    [
        "{",
        "}",
        "\\",
        "\\'",
        "\\u1",
        "\\bin1 ",
        "\\f1",
        "a",
        "{\\field{\\*\\fldinst{",
        "{\\fonttbl\\f1",
        "\\fonttbl{\\f0\\fcharset0 ",
        "{\\info{\\title a",
    ],
)
def test_a_quarter_megabyte_of_one_rich_text_sign_is_read_or_refused_in_passing(unit):
    text = outcome("{\\rtf1\\ansi x " + unit * (MEGABYTE // 4 // len(unit)), "a.rtf")
    assert text.startswith("x") or "no text" in text or "damaged" in text


@pytest.mark.parametrize("unit", ["Rita: på en måde ", "Rita: paa en maade "])
def test_fifty_megabytes_on_one_line_are_read(unit, tmp_path):
    path = tmp_path / "lang.txt"
    path.write_text(unit * (50 * MEGABYTE // len(unit)), encoding="utf-8")
    transcript = read_transcript(path)
    assert len(transcript.text) >= 45 * MEGABYTE
    assert len(transcript.turns) == 1


whole = {ending: build() for ending, build in ALL_FORMATS.items()}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FORMATS), st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(ending, data):
    damaged = bytearray(whole[ending])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        match data.draw(st.sampled_from(["change", "cut", "insert", "end"])):
            case "change":
                damaged[place] = data.draw(st.integers(0, 255))
            case "cut":
                del damaged[place : place + data.draw(st.integers(1, 40))]
            case "insert":
                damaged[place:place] = data.draw(st.binary(min_size=1, max_size=8))
            case "end":
                del damaged[place + 1 :]
        if not damaged:
            return
    assert outcome(bytes(damaged), f"a.{ending}").encode()
