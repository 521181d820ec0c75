"""Captions become turns with their times, and no word of a cue is lost."""

from __future__ import annotations

import pytest
from transcript_files import labels, read, spoken

from workbench.errors import RefusedFileError

VOICES = """WEBVTT - Første samtale
Language: da

NOTE
constructed: true
Site: Viborg

NOTE lavet i maj

1
00:00:01.000 --> 00:00:04.000 align:start
<v Rita Holm>Hej, <i>du</i> &amp; jeg &lt;3</v>

00:00:04.000 --> 00:00:06.500
<v.loud Rita Holm>hvad så?</v>

00:06.500 --> 00:08.000
<v Bo>Nå</v>
<v Rita Holm>ja</v>
"""


def test_voices_are_speakers_and_their_cues_in_sequence_one_turn():
    transcript = read(VOICES, "a.vtt")
    assert transcript.text == "Rita Holm: Hej, du & jeg <3 hvad så?\nBo: Nå\nRita Holm: ja"
    assert spoken(transcript) == [
        ("Rita Holm", "Hej, du & jeg <3 hvad så?"),
        ("Bo", "Nå"),
        ("Rita Holm", "ja"),
    ]
    assert labels(transcript) == ["Rita Holm:", "Bo:", "Rita Holm:"]
    assert [(turn.start_ms, turn.end_ms) for turn in transcript.turns] == [
        (1000, 6500),
        (6500, 8000),
        (6500, 8000),
    ]


def test_header_and_notes_are_metadata():
    transcript = read(VOICES, "a.vtt")
    assert transcript.metadata == {
        "title": "Første samtale",
        "language": "da",
        "constructed": "true",
        "site": "Viborg",
        "note": "lavet i maj",
    }
    assert transcript.language == "da"


def test_a_cue_without_a_voice_is_a_turn_of_nobody():
    transcript = read(f"{VOICES}\n00:09.000 --> 00:10.000\n(døren går)\n", "a.vtt")
    assert spoken(transcript)[-1] == ("", "(døren går)")
    assert labels(transcript)[-1] == ""


NAMED = """1
00:00:01,000 --> 00:00:02,000
Rita: Hej

2
00:00:02,000 --> 00:00:03,000
med dig.

3
00:00:03,500 --> 00:00:04,000
- Bo: Hej
- Rita: Nå

4
01:00:00,000 --> 01:00:01,000
Bo: Ja
"""


@pytest.mark.parametrize("ending", ["srt", "vtt"])
def test_names_with_a_colon_are_speakers_and_a_cue_without_goes_on(ending):
    text = NAMED if ending == "srt" else "WEBVTT\n\n" + NAMED.replace(",", ".")
    transcript = read(text, f"a.{ending}")
    assert spoken(transcript) == [("Rita", "Hej med dig."), ("Bo", "Hej"), ("Rita", "Nå"), ("Bo", "Ja")]
    assert [(turn.start_ms, turn.end_ms) for turn in transcript.turns] == [
        (1000, 3000),
        (3500, 4000),
        (3500, 4000),
        (3_600_000, 3_601_000),
    ]


def test_speech_before_the_first_name_is_a_turn_of_nobody():
    first = "1\n00:00:00,000 --> 00:00:01,000\nVelkommen.\n\n"
    transcript = read(first + NAMED.replace("Bo: Ja", "Bo: Ja\nRita: Godt\nBo: Tak"), "a.srt")
    assert spoken(transcript)[:2] == [("", "Velkommen."), ("Rita", "Hej med dig.")]
    assert (transcript.turns[0].start_ms, transcript.turns[0].end_ms) == (0, 1000)


def test_captions_without_names_are_one_turn_from_first_to_last():
    transcript = read(NAMED.replace("Rita: ", "").replace("Bo: ", ""), "a.srt")
    assert spoken(transcript) == [("", "Hej med dig.\n- Hej\n- Nå Ja")]
    assert (transcript.turns[0].start_ms, transcript.turns[0].end_ms) == (1000, 3_601_000)
    assert any("No speaker turns" in warning for warning in transcript.warnings)


def test_a_year_on_a_line_of_its_own_is_speech_and_no_index():
    transcript = read(
        "1\n00:00:01,000 --> 00:00:02,000\nDet var i\n1985\n\n2\n00:00:03,000 --> 00:00:04,000\n12\n", "a.srt"
    )
    assert transcript.text == "Det var i 1985 12"


def test_text_behind_an_empty_line_in_a_cue_stays_with_it_and_is_told():
    transcript = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Rita>Først\n\nså\n \nsidst</v>\n\n"
        "00:03.000 --> 00:04.000\n<v Bo>Nå",
        "a.vtt",
    )
    assert spoken(transcript) == [("Rita", "Først så sidst"), ("Bo", "Nå")]
    assert any("empty line" in warning for warning in transcript.warnings)


def test_words_before_the_first_cue_are_kept_as_metadata():
    transcript = read("WEBVTT\n\nOptaget i Viborg\n\n00:01.000 --> 00:02.000\nHej med dig", "a.vtt")
    assert "Optaget i Viborg" in transcript.metadata.values()
    assert any("before the first caption" in warning for warning in transcript.warnings)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<font color='red'>Hej</font> <b>du</b>", "Hej du"),
        ("{\\an8}Hej", "Hej"),
        ("<00:00:01.500><c.yellow>Hej</c>", "Hej"),
        ("<griner> ja < nej > måske", "<griner> ja < nej > måske"),
        ("5 < 7 og <3", "5 < 7 og <3"),
    ],
)
def test_tags_go_and_what_is_no_tag_stays(written, said):
    assert read(f"1\n00:00:01,000 --> 00:00:02,000\n{written}\n", "a.srt").text == said


def test_commas_in_webvtt_and_points_in_subrip_are_understood():
    assert read("WEBVTT\n\n00:00:01,500 --> 00:00:02,000\nHej", "a.vtt").turns[0].start_ms == 1500
    assert read("1\n00:00:01.500 --> 00:00:02.000\nHej", "a.srt").turns[0].start_ms == 1500


def test_subrip_without_index_or_empty_lines_is_read():
    text = "00:00:01,000 --> 00:00:02,000\nHej\n2\n00:00:03,000 --> 00:00:04,000\ndu"
    assert read(text, "a.srt").text == "Hej du"


@pytest.mark.parametrize(
    ("text", "ending", "word"),
    [
        ("WEBVTT\n\n00:00:aa.000 --> 00:00:02.000\nHej", "vtt", "line 3"),
        ("1\n00:00:01,000 --> 00:99:02,000\nHej", "srt", "line 2"),
        ("Rita: Hej\nBo: Hej", "srt", "no captions"),
        ("Rita: Hej\nBo: Hej", "vtt", "WEBVTT"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHej", "vtt", ".srt"),
        ("WEBVTT\n\nNOTE intet\n", "vtt", "no captions"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b>\n", "vtt", "no words"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, ending, word):
    with pytest.raises(RefusedFileError, match=word):
        read(text, f"a.{ending}")
