"""Text comes out as it was written, whatever its encoding, and doubt or damage is told."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from transcript_files import INTERVIEW, interview_lines, read

from workbench.errors import RefusedFileError

DANISH = "\n".join(interview_lines())
# Sentences of other people than those the rules were made with.
SHORT = (
    "Rita: Måske næste år.",
    "Bo: Nå, så gør vi det på den måde.",
    "Åse: Hva’ så?",
    "Øyvind: Det er ærgerligt …",
    "I: Hun sagde »kom« – og så gik hun.",
    "B: Jeg fik 25 § på vej til café ‘Ørnen’.",
    "A: It’s “fine”, isn’t it?",
    "Jörg: Das wäre schön, Frau Groß.",
    "Malin: Jag förstår inte, är det så här?",
)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "windows-1252"),
        ("mac-roman", "mac-roman"),
    ],
)
def test_an_interview_is_read_in_the_encoding_it_was_written_in(encoding, told):
    transcript = read(DANISH.encode(encoding))
    assert transcript.text == DANISH
    assert transcript.encoding == told
    assert transcript.warnings == ()
    codecs.lookup(told)


def test_latin_1_has_no_typographic_marks():
    text = DANISH.replace("–", "-").replace("“", '"').replace("”", '"')
    transcript = read(text.encode("latin-1"))
    assert (transcript.text, transcript.encoding, transcript.warnings) == (text, "latin-1", ())


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_is_read_with_its_mark_and_without_one_told(order):
    mark = codecs.BOM_UTF16_LE if order == "le" else codecs.BOM_UTF16_BE
    data = DANISH.encode(f"utf-16-{order}")
    marked, unmarked = read(mark + data), read(data)
    assert marked.text == unmarked.text == DANISH
    assert marked.encoding == unmarked.encoding == f"utf-16-{order}"
    assert marked.warnings == ()
    assert any("does not name its encoding" in warning for warning in unmarked.warnings)


def test_hebrew_in_utf_16_without_a_mark_is_read():
    text = "מראיין: שלום לך\nאנה: שלום וברכה\n" * 4
    assert read(text.encode("utf-16-be")).text == text


def writable(line: str, encoding: str) -> bool:
    return line.encode(encoding, "ignore").decode(encoding) == line


@pytest.mark.parametrize(
    ("line", "encoding"),
    [
        (line, encoding)
        for line in SHORT
        for encoding in ("cp1252", "latin-1", "mac-roman")
        if writable(line, encoding)
    ],
)
def test_a_single_line_is_enough(line, encoding):
    assert read(line.encode(encoding)).text == line


@given(st.lists(st.sampled_from(SHORT), min_size=1, max_size=6), st.sampled_from(["cp1252", "mac-roman"]))
def test_any_mixture_of_lines_is_read_without_doubt(lines, encoding):
    text = "\n".join(lines)
    transcript = read(text.encode(encoding), language="da")
    assert transcript.text == text


@given(st.text(min_size=1))
def test_utf_8_is_never_taken_for_anything_else(text):
    assume(text.strip() and not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text))
    assume(not text.startswith(("{\\rtf", "\ufeff")))
    assert read(text.encode(), language="da").text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Привет, как дела? Это интервью о работе и жизни. Меня зовут Иван, я живу в Москве."),
        ("cp1253", "Γεια σας, τι κάνετε; Αυτή είναι μια συνέντευξη για τη δουλειά."),
        ("shift_jis", "これはインタビューです。よろしくお願いします。"),
    ],
)
def test_other_encodings_are_guessed_and_the_guess_is_told(encoding, text):
    transcript = read(text.encode(encoding))
    assert transcript.text == text
    assert any("not certain" in warning for warning in transcript.warnings)


def test_broken_utf_8_keeps_its_letters_and_tells_where_it_is_broken():
    data = "Rita: Først\nBo: på måden\nRita: æøå og så videre".encode().replace("å og".encode(), b"\xe5 og")
    transcript = read(data)
    assert transcript.text == "Rita: Først\nBo: på måden\nRita: æø\ufffd og så videre"
    assert transcript.encoding == "utf-8"
    assert "1 character is damaged and shown as \ufffd (line 3)." in transcript.warnings


def test_a_file_cut_inside_a_letter_is_read_and_told():
    transcript = read("Rita: på en måde\nBo: ja, det var så".encode() + "å".encode()[:1])
    assert transcript.text.endswith("så\ufffd")
    assert any("1 character is damaged" in warning for warning in transcript.warnings)


def test_damage_done_before_is_told_too():
    assert any(
        "2 characters are damaged" in warning for warning in read("Rita: p\ufffd\nBo: s\ufffd").warnings
    )


def test_a_byte_that_windows_1252_does_not_have_is_told():
    transcript = read(("Rita: på en måde, så længe\n" * 3).encode("cp1252") + b"Bo: \x81")
    assert transcript.text.endswith("Bo: \ufffd")
    assert any("1 character is damaged" in warning for warning in transcript.warnings)


def test_utf_16_that_is_mostly_broken_is_refused():
    with pytest.raises(RefusedFileError, match="UTF-16"):
        read(codecs.BOM_UTF16_LE + b"\x00\xd8" * 50)


class TestLanguage:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("da", "Jeg var meget nervøs, men hun spurgte bare, hvad jeg gerne ville, og så gik vi en tur."),
            ("en", "I was very nervous, but she just asked me what I wanted, and then we went for a walk."),
            (
                "sv",
                "Jag var väldigt nervös, men hon frågade bara vad jag ville, och sedan gick vi en promenad.",
            ),
            (
                "no",
                "Jeg var veldig nervøs, men hun spurte bare hva jeg hadde lyst til, og så gikk vi tur.",
            ),
            (
                "de",
                "Ich war sehr nervös, aber sie hat nur gefragt, was ich will, und dann gingen wir.",
            ),
            ("fr", "J'étais très nerveux, mais elle m'a seulement demandé ce que je voulais faire."),
            ("ar", "كنت متوترا جدا لكنها سألتني فقط ماذا أريد ثم ذهبنا في نزهة"),
        ],
    )
    def test_a_few_sentences_tell_the_language(self, language, text):
        assert read(text).language == language
        assert read("\n".join(f"{name}: {text}" for name in ["Rita", "Bo"] * 20)).language == language

    @pytest.mark.parametrize("text", ["Ja.", "Mm. Nå. Ok.", "12 34 56 78 90", "😀😀😀😀😀😀😀"])
    def test_too_little_text_is_undetermined(self, text):
        assert read(text).language == "und"

    def test_a_heading_in_another_language_does_not_decide(self):
        heading = (
            "This is the transcript of an interview that was made at the house of the citizen in May.\n\n"
        )
        assert read(heading + "\n".join(interview_lines([*INTERVIEW] * 10))).language == "da"

    @pytest.mark.parametrize(
        ("stated", "language"), [("sv", "sv"), ("Svensk", "sv"), ("en-GB", "en-GB"), ("?", "da")]
    )
    def test_what_the_file_says_goes_before_detection(self, stated, language):
        assert read(f"---\nlanguage: '{stated}'\n---\n{DANISH}", "a.md").language == language
