"""Whose words are whose is recognised per document, and where it is not, nothing is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transcript_files import INTERVIEW, labels, read, spoken

from workbench.readers.transcripts.vocabulary import NOT_SPEAKERS, SPEECH_VERBS

FORMS = {
    "name and colon": "{name}: {words}",
    "name and colon above": "{name}:\n{words}",
    "time before": "[00:01:02] {name}: {words}",
    "bare time before": "01:02 {name}: {words}",
    "time and dash before": "00:01:02 - {name}: {words}",
    "time behind": "{name} (00:01:02): {words}",
    "time behind the colon": "{name}: [00:01:02] {words}",
    "span of time": "[00:01:02 - 00:01:09] {name}: {words}",
    "hashed time": "#00:01:02# {name}: {words}",
    "own line, time behind": "{name} [00:01:02]\n{words}",
    "own line, bare time behind": "{name}  1:02\n{words}\n",
    "own line, time before": "[00:01:02] {name}\n{words}",
    "own line": "{name}\n{words}\n",
    "tab": "{name}\t{words}",
    "numbered": "12 {name}: {words}",
    "list": "- {name}: {words}",
    "bold": "**{name}:** {words}",
    "brackets": "[{name}]: {words}",
    "full-width colon": "{name}\uff1a{words}",
}
NAMES = (
    ("Interviewer", "Borger"),
    ("I", "B"),
    ("INT", "MENTOR 1"),
    ("Speaker 1", "Speaker 2"),
    ("SPEAKER_00", "SPEAKER_01"),
    ("Anne-Marie Ørsted", "Bo van der Berg"),
    ("A.H.", "Dr. Ås"),
    ("K2", "P07"),
    ("Mentor (Odense)", "O'Brien"),
    ("Rita 😀", "Bo"),
    ("מראיין", "אנה לוי"),
    ("محاور", "أحمد علي"),
    ("采访者", "王芳"),
)


@pytest.mark.parametrize("names", NAMES, ids=lambda names: names[1])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_recognised_with_every_kind_of_name(form, names):
    turns = [(names[place % 2], words) for place, (_, words) in enumerate((*INTERVIEW, *INTERVIEW))]
    text = "\n".join(FORMS[form].format(name=name, words=words) for name, words in turns)
    assert spoken(read(text)) == turns


@pytest.mark.parametrize("form", [form for form, pattern in FORMS.items() if ":02" in pattern])
def test_times_are_milliseconds_and_belong_to_the_label(form):
    transcript = read("\n".join(FORMS[form].format(name=name, words=words) for name, words in INTERVIEW))
    assert {turn.start_ms for turn in transcript.turns} == {62_000}
    assert {turn.end_ms for turn in transcript.turns} == {69_000 if "span" in form else None}
    assert all("02" in label for label in labels(transcript))


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [
        ("0:05", 5_000),
        ("01:02:03", 3_723_000),
        ("1:02.5", 62_500),
        ("00:00:01,250", 1_250),
        ("125:00", 7_500_000),
    ],
)
def test_times_are_read_as_they_are_written(written, milliseconds):
    assert read(f"[{written}] Rita: Hej\n[{written}] Bo: Hej").turns[0].start_ms == milliseconds


def test_a_turn_goes_on_over_lines_and_paragraphs_to_the_next_label():
    transcript = read("Rita: Først\nså\n\nog til sidst.\n\n\nBo: Nå  \n\nRita: Ja")
    assert spoken(transcript) == [("Rita", "Først\nså\n\nog til sidst."), ("Bo", "Nå"), ("Rita", "Ja")]


def test_the_label_holds_name_time_and_separator_and_nothing_that_was_said():
    transcript = read("  [00:01] Rita :  Hej\n\tBo (00:02):Hej\n[00:03] Rita: nå")
    assert labels(transcript) == ["[00:01] Rita :", "Bo (00:02):", "[00:03] Rita:"]


def test_a_turn_without_words_is_empty_and_kept():
    transcript = read("Rita: Hej\nBo:\nRita: Nå\nBo:   \n")
    assert spoken(transcript) == [("Rita", "Hej"), ("Bo", ""), ("Rita", "Nå"), ("Bo", "")]


def test_what_stands_above_the_first_label_belongs_to_no_turn():
    transcript = read("Interview 3\nOptaget hjemme hos Bo.\n\nI: Hej\nB: Hej\nI: Nå")
    assert transcript.turns[0].label_start == transcript.text.index("I: Hej")
    assert transcript.speakers == ("I", "B")


def test_a_header_becomes_metadata_and_its_roles_are_no_turns():
    transcript = read(
        "INTERVIEW 3\n\nDato: 3. maj\nInterviewer: Rita Holm\nBorger: Bo\nKonstrueret: ja\n\n"
        "Interviewer: Hej\nBorger: Hej\nInterviewer: Nå"
    )
    assert spoken(transcript) == [("Interviewer", "Hej"), ("Borger", "Hej"), ("Interviewer", "Nå")]
    assert transcript.metadata == {
        "dato": "3. maj",
        "interviewer": "Rita Holm",
        "borger": "Bo",
        "konstrueret": "ja",
    }


def test_somebody_who_speaks_once_between_two_turns_of_another_is_a_speaker():
    transcript = read("Rita: Hej\nmed jer\nBo: Hej\nog goddag\nRita: Nå\nja")
    assert spoken(transcript) == [("Rita", "Hej\nmed jer"), ("Bo", "Hej\nog goddag"), ("Rita", "Nå\nja")]


def test_a_focus_group_has_all_its_speakers_even_the_one_who_speaks_once():
    group = "".join(f"{name}: Det synes jeg.\n" for name in ["Ida", "Per", "Ulla", "Kaj"] * 3 + ["Tove"])
    assert read(group).speakers == ("Ida", "Per", "Ulla", "Kaj", "Tove")


@pytest.mark.parametrize(
    "line",
    [
        "Note: han smiler",
        "NB: husk det",
        "http://example.org/side",
        "kl. 10:30 var vi der",
        "Kl. 10: så mødtes vi",
        "10:30 kom hun",
        "Han sagde: det går nok",
        "Så spurgte jeg: hvad nu?",
        "Problemet var, tror jeg: pengene",
        "Det handler om tre ting: tid, penge og ro",
        "1: det første",
        '"Kom nu": det sagde hun',
        "C:\\mappe\\fil.txt",
    ],
)
def test_a_colon_in_speech_is_no_speaker(line):
    turns = [("Rita", "Hej."), ("Bo", f"Ja.\n{line}\nog så."), ("Rita", "Nå."), ("Bo", f"Jo.\n{line}")]
    assert spoken(read("\n".join(f"{name}: {words}" for name, words in turns))) == turns


def test_a_would_be_name_that_is_left_in_the_text_is_named_with_its_line():
    transcript = read("Rita: Hej\nBo: Ja\nTanken: den kom\nRita: Nå\nBo: Jo\nfordi\nmen\nRita: Ja")
    assert transcript.speakers == ("Rita", "Bo")
    assert transcript.warnings == ("Taken as text, not as speakers: 'Tanken' (line 3).",)


@pytest.mark.parametrize(
    "text",
    [
        "Bare en tekst uden nogen, der taler sammen.",
        "Baggrund: en tekst.\nFormål: en anden.\nMetode: en tredje.\nKonklusion: en fjerde.",
        "A: den ene mulighed\nB: den anden\nC: den tredje",
        "Fordele:\n- god\n- billig\nUlemper:\n- langsom\nFordele:\n- ny",
        "Ja\n\nNej\n\nJa\n\nNej\n\nJa",
        "Hun sagde: ja.\nHan sagde: nej.\nHun sagde: ja.\nHan sagde: nej.",
        "[00:01] Så gik jeg hjem.\n[00:05] Og så kom jeg igen.\n[00:09] Til sidst blev jeg.",
        "Rita: "
        + "\n".join(f"linje {number} i en lang fortælling" for number in range(100))
        + "\nRita: slut",
        "Frugt: æbler\nGrønt: kål",
        "\n".join(f"Navn{number}: et ord" for number in range(40)),
    ],
    ids=lambda text: text[:20],
)
def test_where_no_talk_is_recognised_the_text_is_one_turn_and_a_warning_says_so(text):
    transcript = read(text)
    assert spoken(transcript) == [("", text)]
    assert any("No speaker turns were recognised" in warning for warning in transcript.warnings)


def test_the_one_turn_leaves_out_the_white_space_around_the_text():
    transcript = read("\n\n  Bare en tekst.\n\n")
    assert spoken(transcript) == [("", "Bare en tekst.")]


# `Note` and `Said` may be somebody's name, but not to this reader.
no_names = NOT_SPEAKERS | SPEECH_VERBS
names = st.from_regex(
    r"[A-ZÆØÅ][a-zæøå]{1,8}( [A-ZÆØÅ][a-zæøå]{1,8}|-[A-Z][a-z]{2,5}| \d{1,2})?", fullmatch=True
).filter(lambda name: no_names.isdisjoint(name.casefold().replace("-", " ").split()))
# Speech that does not itself look like a label.
sayings = st.lists(
    st.text(alphabet="abcdefghijæøå ABCÆ.,?!–“”😀שלוםé0123456789", min_size=1, max_size=60)
    .map(lambda line: line.strip(" –."))
    .filter(bool),
    min_size=1,
    max_size=3,
).map("\n".join)
conversations = st.lists(names, min_size=2, max_size=5, unique=True).flatmap(
    lambda group: st.lists(sayings, min_size=2 * len(group), max_size=6 * len(group)).map(
        lambda words: [(group[place % len(group)], each) for place, each in enumerate(words)]
    )
)


@given(
    conversations,
    st.sampled_from(["{}: {}", "{}:\n{}", "[00:12:01] {}: {}", "{} (12:01): {}"]),
    st.booleans(),
)
def test_a_conversation_that_is_written_down_is_read_back(turns, form, spaced):
    text = ("\n\n" if spaced else "\n").join(form.format(*turn) for turn in turns)
    assert spoken(read(text, language="da")) == [(name, words) for name, words in turns]


@given(st.text(alphabet=" \n\t:[]()*_-#<>/\\.0123456789AaBbÆø\u200f\uff1a😀", max_size=200))
def test_whatever_is_written_the_turns_are_in_order_and_within_the_text(text):
    if not text.strip():
        return
    transcript = read(text, language="da")
    reached = 0
    for turn in transcript.turns:
        assert reached <= turn.label_start <= turn.label_end <= turn.body_start <= turn.body_end
        body = transcript.text[turn.body_start : turn.body_end]
        assert body == body.strip()
        reached = turn.body_end
    # What is in no turn behind the first one is white space or the sign of a list.
    between = transcript.text[transcript.turns[0].label_start :]
    assert between.count("A") == sum(
        transcript.text[turn.label_start : turn.body_end].count("A") for turn in transcript.turns
    )
