"""Which language a transcript is in.

Function words decide where they can: they are a third of what people say, and the lists below share
few words (the method of Ingle, N. C., 1976, A language identification table, The Incorporated
Linguist 15(4), and of every stop-word identifier since). Where they leave doubt (a few short
sentences, another language) py3langid, a naive Bayes classifier over byte sequences
(Lui, M., & Baldwin, T., 2012, langid.py, ACL system demonstrations), decides. It needs a second to
load, which is why it is not asked about every file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from workbench.errors import WorkbenchError
from workbench.readers.transcripts.vocabulary import CLASSIFIED_LANGUAGES, FUNCTION_WORDS

UNDETERMINED = "und"

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_WORD = re.compile(r"[^\W\d_]+")

_NAMES = {
    **dict.fromkeys(("dansk", "danish"), "da"),
    **dict.fromkeys(("engelsk", "english"), "en"),
    **dict.fromkeys(("norsk", "norwegian"), "no"),
    **dict.fromkeys(("svensk", "svenska", "swedish"), "sv"),
    **dict.fromkeys(("tysk", "deutsch", "german"), "de"),
}

# A sample is three pieces of the text: an interview may open with a heading in another language.
_PIECES = 3
_PIECE_LENGTH = 300

_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in FUNCTION_WORDS.items():
    for _word in _words:
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)

# The best language decides with this many words that the next best does not have, and at least this
# many times what the next best has for itself.
_OWN_WORDS = 8
_TIMES_THE_OTHER = 3
# In speech of their language at least this share of the words is on a list.
_SHARE_OF_WORDS = 0.2

_FEWEST_LETTERS = 12
_FEWEST_WORDS = 3
_CONFIDENT = 0.6


def checked_language(tag: str) -> str:
    """Return a language tag (BCP 47, such as `da` or `pt-BR`) that somebody gave.

    Raises
    ------
    WorkbenchError
        It does not have the form of a tag.
    """
    if not _TAG.fullmatch(tag):
        raise WorkbenchError(
            f"{tag!r} is no language tag", hint="Give the two-letter code, for example da, sv or en"
        )
    return tag


def stated_language(metadata: Mapping[str, str]) -> str | None:
    """Return the language that a file says it is in, by tag or name; None if it says nothing clear."""
    for key in ("language", "lang", "sprog", "språk", "sprache"):
        value = metadata.get(key, "").strip()
        if value:
            named = _NAMES.get(value.casefold())
            return named or (value if _TAG.fullmatch(value) else None)
    return None


def detect_language(text: str) -> str:
    """Return the language of a text as a BCP 47 tag, `und` where there is too little to tell.

    Deterministic, and bounded in time: at most 900 characters are looked at.
    """
    sample = _sample(text)
    words = _WORD.findall(sample.lower())
    found = Counter(map(_LANGUAGES_OF.get, words))
    found.pop(None, None)
    hits = {
        language: sum(count for languages, count in found.items() if languages and language in languages)
        for language in FUNCTION_WORDS
    }
    first, second = sorted(hits, key=hits.__getitem__, reverse=True)[:2]
    shared = sum(
        count
        for languages, count in found.items()
        if languages and first in languages and second in languages
    )
    own = hits[first] - shared
    if (
        own >= _OWN_WORDS
        and own >= _TIMES_THE_OTHER * (hits[second] - shared)
        and hits[first] >= _SHARE_OF_WORDS * len(words)
    ):
        return first
    if len(words) < _FEWEST_WORDS or sum(map(len, words)) < _FEWEST_LETTERS:
        return UNDETERMINED
    language, confidence = _classifier().classify(sample)
    return str(language) if confidence >= _CONFIDENT else UNDETERMINED


def _sample(text: str) -> str:
    if len(text) <= _PIECES * _PIECE_LENGTH:
        return text
    step = (len(text) - _PIECE_LENGTH) // (_PIECES - 1)
    return " ".join(text[at : at + _PIECE_LENGTH] for at in range(0, _PIECES * step, step))


@lru_cache(maxsize=1)
def _classifier() -> Any:
    """Load the classifier of py3langid.

    It knows 140 languages; the list keeps dialects and dead languages from winning a short Danish text.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(CLASSIFIED_LANGUAGES)
    return classifier
