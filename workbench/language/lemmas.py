"""Lemmas: the form under which a dictionary has a word, from the word alone.

simplemma looks words up without their sentence, so a form of two words has one lemma only: Danish
"ringe" is "ring" (rings), never "ringe" (to call). Whoever asks for a word should therefore take
it both as a form and as a lemma.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WRITTEN_AS = {"no": "nb"}  # Norwegian without saying which is mostly bokmål


def base_language(tag: str) -> str:
    """The language of a BCP 47 tag without its region: `da` for `da-DK`."""
    language = tag.replace("_", "-").partition("-")[0].lower()
    return _WRITTEN_AS.get(language, language)


@lru_cache(maxsize=64)
def has_lemmas(language: str) -> bool:
    """Whether lemmas are known for the language of a BCP 47 tag."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return base_language(language) in SUPPORTED_LANGUAGES


@lru_cache(maxsize=4096)
def is_word(word: str, language: str) -> bool:
    """Whether a dictionary of the language holds this form."""
    from simplemma import is_known

    return has_lemmas(language) and is_known(word, base_language(language))


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """The lemma of a word in small letters, composed; a word that is not known is its own lemma.

    So is every word of a language without lemmas, and whatever is no word: digits, emoji.
    """
    from simplemma import lemmatize

    small = unicodedata.normalize("NFC", word.lower())
    if not small or not has_lemmas(language):
        return small
    return unicodedata.normalize("NFC", lemmatize(small, base_language(language)).lower())
