"""Search in the whole study: every place of some words, by their form or by their lemma.

    hits(connection, words, *, by, transcript, code, coder, most) -> Hits
    entries_for(hits, code, coder, attributes) -> entries of a `coding.add`

What counts as the same word is told in `workbench.language.words` and docs/search.md.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from threading import Lock
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Row, select

from workbench.errors import StudyError
from workbench.language.lemmas import base_language
from workbench.language.vocabulary import Vocabulary
from workbench.language.words import keys, phrase, phrase_of_forms, typed_words
from workbench.model.text import surroundings
from workbench.store import search, tables
from workbench.study.reading import transcript_row

By = Literal["form", "lemma"]

_LONGEST_QUERY = 1000
_MOST_WORDS = 50
_CONTEXT = 40
# So many turns are read through for one search: a common word must not keep the researcher waiting.
_MOST_TURNS = 3000
_TEXTS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of the words that were searched for.

    `transcript` is the uid; `start` and `end` are code points into `revision`, its newest text.
    `before` and `after` are up to 40 characters of the same turn. `already` tells whether the
    coder has coded exactly this span with the code that was asked about.
    """

    transcript: str
    name: str
    revision: int
    start: int
    end: int
    before: str
    words: str
    after: str
    speaker: str
    already: bool


@dataclass(frozen=True, slots=True)
class Hits:
    """Places in order of transcript name and place.

    Attributes
    ----------
    hits
        The first of them.
    total
        How many there are, or, where `counted` is false, at least how many.
    digest
        16 hexadecimal digits over the places of all that were counted. A study that has the same
        digest for the same question still has the same hits.
    """

    hits: tuple[Hit, ...]
    total: int
    counted: bool
    digest: str


def hits(
    connection: Connection,
    words: str,
    *,
    by: By = "form",
    transcript: str | None = None,
    code: str | None = None,
    coder: str | None = None,
    most: int = 500,
) -> Hits:
    """Every place in the newest texts where `words` stand in a row within one turn.

    By form, the last word may be the beginning of a longer one, unless white space or punctuation
    follows it. By lemma, a word finds all forms of it, in each transcript's own language.

    Parameters
    ----------
    transcript
        The name of the only one to search.
    code, coder
        What `Hit.already` is about.
    most
        How many hits to return; more are counted.

    Raises
    ------
    StudyError
        There is no such transcript, the words are too many, or `by` is something else.
    """
    typed = tuple(typed_words(words))
    if by not in {"form", "lemma"}:
        raise StudyError(f"words are searched by form or by lemma, not by {by!r}")
    if len(words) > _LONGEST_QUERY or len(typed) > _MOST_WORDS:
        raise StudyError(
            "this is too long to search for",
            hint=f"Search for at most {_MOST_WORDS} words and {_LONGEST_QUERY:,} characters",
        )
    only = None if transcript is None else transcript_row(connection, transcript)[0]
    texts = _newest_texts(connection, only)
    beginning = by == "form" and unicodedata.normalize("NFC", words).endswith(typed[-1:])
    if by == "form":
        wanted, patterns = _by_form(typed, texts, beginning=beginning)
    else:
        wanted, patterns = _by_lemma(connection, typed, texts)
    turns = search.candidates(connection, wanted, beginning=beginning, transcript=only, most=_MOST_TURNS + 1)
    found: list[Hit] = []
    total, digest = 0, hashlib.sha256()
    for hit in _places(connection, turns[:_MOST_TURNS], texts, patterns):
        digest.update(f"{hit.transcript} {hit.revision} {hit.start} {hit.end}\n".encode())
        total += 1
        if total <= most:
            found.append(hit)
    if code is not None and coder is not None:
        coded = _coded(connection, {hit.transcript for hit in found}, code, coder)
        found = [replace(hit, already=(hit.transcript, hit.start, hit.end) in coded) for hit in found]
    return Hits(tuple(found), total, len(turns) <= _MOST_TURNS, digest.hexdigest()[:16])


def entries_for(
    found: Sequence[Hit],
    code: str,
    coder: str,
    attributes: Mapping[str, str] | None = None,
) -> list[list[Any]]:
    """The entries of a `coding.add` that codes hits, in their order."""
    given = None if attributes is None else dict(attributes)
    return [
        [hit.transcript, hit.revision, hit.start, hit.end, code, coder, given, "", "manual"] for hit in found
    ]


_Texts = Mapping[int, Any]
_Wanted = Sequence[Collection[str]]
_Patterns = Mapping[str, re.Pattern[str]]

# The words of all texts that this process has searched by lemma, and the texts by their sha256.
# Words of another study find nothing here: they only offer forms.
_vocabularies: dict[str, Vocabulary] = {}
_taken_in: set[tuple[str, str]] = set()
_growing = Lock()


def _newest_texts(connection: Connection, only: int | None) -> _Texts:
    transcript, revision = tables.transcript, tables.revision
    query = select(
        transcript.c.id,
        transcript.c.uid,
        transcript.c.name,
        transcript.c.revision,
        revision.c.language,
        revision.c.text_sha256,
    ).join(
        revision,
        (revision.c.transcript_id == transcript.c.id) & (revision.c.number == transcript.c.revision),
    )
    if only is not None:
        query = query.where(transcript.c.id == only)
    return {row.id: row for row in connection.execute(query)}


def _by_form(typed: tuple[str, ...], texts: _Texts, *, beginning: bool) -> tuple[_Wanted, _Patterns]:
    pattern = phrase(typed, beginning=beginning)
    return [keys(word) for word in typed], {row.language: pattern for row in texts.values()}


def _by_lemma(connection: Connection, typed: tuple[str, ...], texts: _Texts) -> tuple[_Wanted, _Patterns]:
    wanted: list[set[str]] = [set() for _ in typed]
    patterns = {}
    with _growing:
        _take_in(connection, texts)
        for language in {row.language for row in texts.values()}:
            forms = tuple(_vocabulary(language).forms_of(word) for word in typed)
            if all(forms):
                patterns[language] = phrase_of_forms(forms)
                for word, its_forms in zip(wanted, forms, strict=True):
                    word.update(key for form in its_forms for key in keys(form))
    return wanted, patterns


def _take_in(connection: Connection, texts: _Texts) -> None:
    new = {(row.text_sha256, row.language) for row in texts.values()} - _taken_in
    for some in _in_parts(sorted(new)):
        bodies = _bodies(connection, [sha256 for sha256, _ in some])
        for sha256, language in some:
            _vocabulary(language).grow(bodies[sha256])
            _taken_in.add((sha256, language))


def _vocabulary(language: str) -> Vocabulary:
    return _vocabularies.setdefault(base_language(language), Vocabulary(language))


def _places(
    connection: Connection, turns: Sequence[Row[Any]], texts: _Texts, patterns: _Patterns
) -> Iterator[Hit]:
    in_texts = [(texts[number], list(its)) for number, its in groupby(turns, attrgetter("transcript_id"))]
    for some in _in_parts(in_texts):
        bodies = _bodies(connection, [row.text_sha256 for row, _ in some])
        for row, its_turns in some:
            pattern = patterns.get(row.language)
            if pattern is not None:
                for turn in its_turns:
                    said = bodies[row.text_sha256][turn.body_start : turn.body_end]
                    yield from _hits_in(said, turn, row, pattern)


def _hits_in(said: str, turn: Row[Any], row: Row[Any], pattern: re.Pattern[str]) -> Iterator[Hit]:
    for place in pattern.finditer(said):
        start, end = place.span()
        before, after = surroundings(said, start, end, _CONTEXT)
        yield Hit(
            row.uid,
            row.name,
            row.revision,
            turn.body_start + start,
            turn.body_start + end,
            before,
            said[start:end],
            after,
            turn.label or "",
            already=False,
        )


def _bodies(connection: Connection, sha256s: Sequence[str]) -> dict[str, str]:
    content = tables.content
    query = select(content.c.sha256, content.c.body).where(content.c.sha256.in_(sha256s))
    return {row.sha256: row.body for row in connection.execute(query)}


def _coded(
    connection: Connection, transcripts: Collection[str], code: str, coder: str
) -> set[tuple[str, int, int]]:
    coding, transcript = tables.coding, tables.transcript
    query = (
        select(transcript.c.uid, coding.c.start, coding.c.end)
        .join(
            transcript,
            (transcript.c.id == coding.c.transcript_id) & (transcript.c.revision == coding.c.revision),
        )
        .where(coding.c.code == code, coding.c.coder == coder, transcript.c.uid.in_(transcripts))
    )
    return {(uid, start, end) for uid, start, end in connection.execute(query)}


_Some = TypeVar("_Some")


def _in_parts(items: Sequence[_Some]) -> Iterator[Sequence[_Some]]:
    for at in range(0, len(items), _TEXTS_AT_ONCE):
        yield items[at : at + _TEXTS_AT_ONCE]
