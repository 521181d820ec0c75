"""What a search takes for the same word, and where exactly it finds words, without any study."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from workbench.language.words import forms, key, keys, phrase, phrase_of_forms, typed_words, words

# Letters with and without accents, in one and in several characters; case that changes length;
# scripts without case; digits; and what divides words, emoji and marks of other scripts among it.
LETTERS = "aAåÅ\u212báeEéøØæßẞſsSiIİık\u212aﬁοαάΣσςйи가عم7²"
ACCENTS = "\u0301\u030a\u0307"
DIVIDERS = " \n-_.,'’😀🫠\u05b8\u200d"
texts = st.text(alphabet=LETTERS + ACCENTS + DIVIDERS, max_size=40)


def sqlite_words(said: str) -> list[str]:
    """The words that the index of SQLite makes of a text."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(b, tokenize = 'unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
    connection.execute("INSERT INTO t VALUES (?)", (said,))
    found = [term for (term,) in connection.execute("SELECT term FROM v ORDER BY offset")]
    connection.close()
    return found


SQLITE_ACCENTS = {mark for mark in map(chr, range(0x300, 0x370)) if sqlite_words(f"x{mark}y") == ["xy"]}

Letter = tuple[str, str]
Word = tuple[int, int, list[Letter]]


def spelled(text: str) -> list[Word]:
    """Words letter by letter: (start, end, [(letter, its accents)]), by plain loops."""
    found: list[Word] = []
    within = False
    for at, character in enumerate(text):
        if character.isalnum():
            small = character.casefold() if len(character.casefold()) == 1 else character.lower()
            first, *accents = unicodedata.normalize("NFD", small)
            start, _, letters = found.pop() if within else (at, at, [])
            found.append((start, at + 1, [*letters, (first, "".join(accents))]))
            within = True
        elif within and character in SQLITE_ACCENTS:
            start, _, letters = found.pop()
            first, accents = letters[-1]
            found.append((start, at + 1, [*letters[:-1], (first, accents + character)]))
        else:
            within = False
    return found


def finds(typed: Letter, there: Letter) -> bool:
    if typed[0] in "abcdefghijklmnopqrstuvwxyz" and not typed[1]:
        return typed[0] == there[0]
    return unicodedata.normalize("NFC", "".join(typed)) == unicodedata.normalize("NFC", "".join(there))


def places(query: str, text: str, *, beginning: bool) -> list[tuple[int, int]]:
    """Where a query stands in a text, word by word and letter by letter."""
    typed = [letters for _, _, letters in spelled(unicodedata.normalize("NFC", query))]
    there, found, at = spelled(text), [], 0
    while typed and at + len(typed) <= len(there):
        row = there[at : at + len(typed)]
        fits = all(
            len(letters) == len(its) or (beginning and last and len(letters) < len(its))
            for last, letters, (_, _, its) in zip(
                [False] * (len(typed) - 1) + [True], typed, row, strict=True
            )
        ) and all(
            finds(letter, other)
            for letters, (_, _, its) in zip(typed, row, strict=True)
            for letter, other in zip(letters, its, strict=False)
        )
        if fits:
            found.append((row[0][0], row[-1][1]))
        at += len(typed) if fits else 1
    return found


def found_in(text: str, query: str, *, beginning: bool = False) -> list[str]:
    pattern = phrase(tuple(typed_words(query)), beginning=beginning)
    return [found.group() for found in pattern.finditer(text)]


def loose_accents(text: str) -> bool:
    """Whether two accents in a row follow no letter: no keyboard and no reader makes that."""
    runs = unicodedata.normalize("NFC", f" {text}")
    return any(
        one not in SQLITE_ACCENTS and not one.isalnum() and two in SQLITE_ACCENTS and three in SQLITE_ACCENTS
        for one, two, three in zip(runs, runs[1:], runs[2:], strict=False)
    )


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("få", "Få fa fa\u030a fá FÅ", ["Få", "fa\u030a", "FÅ"]),
        ("fa", "Få fa fa\u030a fá afa", ["Få", "fa", "fa\u030a", "fá"]),
        ("cafe", "café cafe\u0301 CAFÉ cafes", ["café", "cafe\u0301", "CAFÉ"]),
        ("café", "café cafe\u0301 cafe", ["café", "cafe\u0301"]),
        ("cafe\u0301", "café cafe\u0301 cafe", ["café", "cafe\u0301"]),
        ("rod", "rød rod", ["rod"]),
        ("aeble", "æble", []),
        ("straße", "STRAẞE Straße Strasse", ["STRAẞE", "Straße"]),
        ("istanbul", "İstanbul ISTANBUL ıstanbul", ["İstanbul", "ISTANBUL"]),
        ("λόγος", "ΛΌΓΟΣ λόγοσ λογος", ["ΛΌΓΟΣ", "λόγοσ"]),
        ("og så", "og så. OG, så; og\n– Så også", ["og så", "OG, så", "og\n– Så"]),
        ("ja ja", "ja ja ja ja ja", ["ja ja", "ja ja"]),
        ("e-mail", "e-mail e mail email", ["e-mail", "e mail"]),
        ("شكرا", "قال: شكرا!", ["شكرا"]),
        ("fi", "ﬁ fi", ["fi"]),
    ],
)
def test_a_query_finds_these_spellings_and_no_others(query: str, text: str, found: list[str]) -> None:
    assert found_in(text, query) == found


def test_the_last_word_may_be_a_beginning_and_is_found_whole() -> None:
    assert found_in("Mentorerne, en mentor, mentorm\u00e5de", "mentor", beginning=True) == [
        "Mentorerne",
        "mentor",
        "mentormåde",
    ]
    assert found_in("min mentor mi mentor", "mi mentor", beginning=True) == ["mi mentor"]


@given(query=texts, text=texts, beginning=st.booleans())
@example(query="a", text="\u0301a\u0301b", beginning=True)
@example(query="İ", text="i\u0307 i İ", beginning=False)
def test_places_are_those_that_a_plain_loop_finds(query: str, text: str, *, beginning: bool) -> None:
    assume(typed_words(query))
    assume(not loose_accents(text))
    assume(not loose_accents(query))
    pattern = phrase(tuple(typed_words(query)), beginning=beginning)
    found = [one.span() for one in pattern.finditer(text)]
    assert found == places(query, text, beginning=beginning)


@given(text=texts, pick=st.data())
def test_every_word_of_a_text_finds_itself_where_it_stands(text: str, pick: st.DataObject) -> None:
    assume(not loose_accents(text))
    all_words = list(words(text))
    assume(all_words)
    start, end = pick.draw(st.sampled_from(all_words))
    typed = tuple(typed_words(text[start:end]))
    # Composing may leave an accent of another script outside the word.
    assume(len(typed) == 1)
    assert (start, end) in [one.span() for one in phrase(typed, beginning=False).finditer(text)]


@given(text=texts)
def test_forms_find_all_their_places_and_nothing_else(text: str) -> None:
    assume(not loose_accents(text))
    all_forms = forms(text)
    assume(all_forms)
    form = min(all_forms)
    found = [one.span() for one in phrase_of_forms((frozenset({form}),)).finditer(text)]
    assert found == [
        (start, end)
        for start, end in words(text)
        if [one.casefold() for one in typed_words(text[start:end].lower())] == [form.casefold()]
    ]


@given(said=st.text(alphabet="aAåÅáeEéøØæßsSiIİı7 .-_'😀\n\u0301\u030aйиΣσςﬁ", max_size=40))
def test_words_and_keys_are_those_of_the_index(said: str) -> None:
    assert [key(said[start:end]) for start, end in words(said)] == sqlite_words(said)


def test_a_word_has_the_keys_of_all_its_spellings() -> None:
    assert keys("få") == ("fa",)
    assert set(keys("йод")) == {"йод", "иод"}
