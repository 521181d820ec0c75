r"""Words as a search sees them: what a word is, how its letters fold, patterns that find phrases.

A word is a run of letters and digits of any script, with the accents that stand after them as
characters of their own. Everything else divides words: white space, punctuation, hyphens,
apostrophes, emoji, the low line.

Two spellings are the same word when their letters are; case never counts. A letter from a to z
that is typed without an accent finds itself with any accent; every other letter finds only
itself: "fa" finds "få" and "fa", "få" only "få", and æ, ø, ß and the dotless i are letters of
their own. It does not matter whether an accent is written into its letter (U+00E9) or after it
(e U+0301). Texts are searched as they stand, so places are always those of the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from string import ascii_lowercase

# The marks that SQLite's FTS5 takes for accents of the letter before them; all others divide
# words: sqlite3Fts5UnicodeIsdiacritic in ext/fts5/fts5_unicode2.c.
_ACCENTS = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
_LETTER = r"[^\W_]"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{_ACCENTS}])*+")
_SPELLED_LETTER = re.compile(rf"({_LETTER})([{_ACCENTS}]*+)")
_ONLY_ACCENTS = re.compile(f"[{_ACCENTS}]*")
# Where the first letter of a word was read: nothing of a word stands before it. An accent there
# belongs to a word if a letter stands before it.
_BEGUN = rf"(?<!{_LETTER}[\s\S])(?<!{_LETTER}[{_ACCENTS}][\s\S])(?<![{_ACCENTS}]{{2}}[\s\S])"
_ENDS = rf"(?!{_LETTER}|[{_ACCENTS}])"
_REST = rf"(?:{_LETTER}|[{_ACCENTS}])*+"
_BETWEEN = r"[\W_]++"
# The scripts with case or accents; a letter beyond them is spelled in one way only.
_LETTERS_WITH_VARIANTS = range(0x3000)


def words(text: str) -> Iterator[tuple[int, int]]:
    """The places of all words of a text, in order."""
    return (found.span() for found in _WORD.finditer(text))


def typed_words(query: str) -> list[str]:
    """The words that somebody typed, as they typed them, composed (Unicode form NFC)."""
    return _WORD.findall(unicodedata.normalize("NFC", query))


def forms(text: str) -> set[str]:
    """All different words of a text, in small letters and composed."""
    return set(typed_words(text.lower()))


def key(word: str) -> str:
    """A word without case and accents: words that can be the same have the same key."""
    return "".join(_key(letter) for letter in _SPELLED_LETTER.sub(r"\1", word))


def keys(word: str) -> tuple[str, ...]:
    """The keys under which the spellings of a word may stand in an index; mostly one.

    A letter beyond a to z has another key where its accent is written after it.
    """
    spellings = (word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word))
    return tuple(dict.fromkeys(map(key, spellings)))


@lru_cache(maxsize=256)
def phrase(typed: tuple[str, ...], *, beginning: bool) -> re.Pattern[str]:
    """A pattern for typed words in a row; the last may be the `beginning` of a longer one.

    What it finds reaches from the first letter to the end of the last word.
    """
    return _pattern([[_letters_typed(word)] for word in typed], _REST if beginning else "")


@lru_cache(maxsize=256)
def phrase_of_forms(alternatives: tuple[frozenset[str], ...]) -> re.Pattern[str]:
    """A pattern for words in a row, each of them one of several forms, accents and all."""
    return _pattern([[_letters_exact(form) for form in sorted(one)] for one in alternatives], "")


# A letter is a list of ways to write it: the characters that may begin it, what must follow them.
_Letter = Sequence[tuple[str, str]]


def _pattern(row: Sequence[Collection[Sequence[_Letter]]], rest: str) -> re.Pattern[str]:
    parts = [
        "|".join(
            "".join(
                _letter_source(letter, _BEGUN if number == position == 0 else "")
                for position, letter in enumerate(letters)
            )
            for letters in spellings
        )
        for number, spellings in enumerate(row)
    ]
    return re.compile(f"{_ENDS}{_BETWEEN}".join(f"(?:{part})" for part in parts) + rest + _ENDS)


def _letter_source(letter: _Letter, begun: str) -> str:
    ways = [f"[{first}]{begun}{then}" for first, then in letter]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _letters_typed(word: str) -> list[_Letter]:
    return [
        [(_variants()[0][spelling], f"[{_ACCENTS}]*+")] if spelling in ascii_lowercase else _exact(spelling)
        for spelling in _spellings(word)
    ]


def _letters_exact(word: str) -> list[_Letter]:
    return [_exact(spelling) for spelling in _spellings(word)]


def _spellings(word: str) -> Iterator[str]:
    # Each letter of a word in small letters with its accents after it, in their canonical order.
    for letter, accents in _SPELLED_LETTER.findall(word):
        yield unicodedata.normalize("NFD", _small(letter) + accents)


def _exact(spelling: str) -> _Letter:
    by_spelling = _variants()[1]
    ways = []
    for end in range(len(spelling), 0, -1):
        composed = unicodedata.normalize("NFC", spelling[:end])
        first = by_spelling.get(spelling[:end], composed if len(composed) == 1 else "")
        if first and _ONLY_ACCENTS.fullmatch(spelling, end):
            ways.append((first, f"{spelling[end:]}(?![{_ACCENTS}])"))
    return ways


def _small(letter: str) -> str:
    # Folding would make ß two letters; in small letters İ is an i with a dot after it.
    folded = letter.casefold()
    return folded if len(folded) == 1 else letter.lower()


@lru_cache(maxsize=4096)
def _key(letter: str) -> str:
    small = _small(letter)
    spelling = unicodedata.normalize("NFD", small)
    plain = spelling[0] in ascii_lowercase and _ONLY_ACCENTS.fullmatch(spelling, 1)
    return spelling[0] if plain else small


@lru_cache(maxsize=1)
def _variants() -> tuple[Mapping[str, str], Mapping[str, str]]:
    # All characters by the key of their letter, and by its spelling.
    by_key: dict[str, str] = defaultdict(str)
    by_spelling: dict[str, str] = defaultdict(str)
    for letter in filter(str.isalnum, map(chr, _LETTERS_WITH_VARIANTS)):
        by_key[_key(letter)] += letter
        by_spelling[unicodedata.normalize("NFD", _small(letter))] += letter
    return dict(by_key), dict(by_spelling)
