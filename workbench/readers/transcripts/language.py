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
from functools import lru_cache
from typing import Any

from workbench.errors import WorkbenchError

UNDETERMINED = "und"

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_WORD = re.compile(r"[^\W\d_]+")

# A sample is three pieces of the text: an interview may open with a heading in another language.
_PIECES = 3
_PIECE_LENGTH = 400

_FUNCTION_WORDS = {
    "da": "af at blev bliver de den der det dig du efter ej en end er et fik for fordi fra går gik gør ham han "
    "har havde hun hvad hvis hvordan hvornår ikke ind jeg jo kan kom kommer kun kunne lidt lige man måske med "
    "meget men mere mig min mit mod når nej noget nogen nogle nok nu og også om op os på rigtig sådan sagde "
    "selv ser siger sig skal skulle så som tager til ud være været var ved vi vil ville",
    "no": "å at av ble bli blir da de deg den det du eller en enn er et etter fikk for fordi fra går gikk gjør "
    "ha hadde han har hun hva hver hvis hvordan ikke inn jeg jo kan kanskje kom kommer kunne litt man med meg "
    "men mer min mye nå når nei noe noen og også om opp oss på rett så sånn sa seg sier skal skulle som til ut "
    "vært var veldig ved vi vil være",
    "sv": "alla att av bara blev bli blir dem den det dig du efter ett en eller för från får fick gå gick "
    "ha hade han har hon hur inte jag kan kanske kommer lite man med mer mig min mitt mycket men när nej något "
    "någon några nu och också om på så sade sedan säger ska skulle som till upp ut vad var varit vara väldigt "
    "vi vid vill är",
    "en": "a about all and are as at be been but by can could did do for from get had have he her him his how i "
    "if in is it just like me my no not of on or out really said she so some than that the them then there "
    "they this to up was we well were what when which who with would yes you your",
    "de": "aber alle als am an auch auf aus bei bin da dann das dass dem den der die doch du ein eine einen er "
    "es für ganz habe haben hat hatte ich ihm ihn im in ist ja kann man mein mich mir mit nach nein nicht noch "
    "nur oder schon sehr sein sich sie sind so und uns von war was weil wenn wie wir wurde zu zum zur",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)

# The best language decides with this many words that the next best does not have, and at least this
# many times what the next best has for itself.
_OWN_WORDS = 8
_TIMES_THE_OTHER = 3

# py3langid knows 140 languages; the short list keeps dialects and dead languages from winning
# a short Danish text. It holds the languages of Europe and those spoken most by people who came there.
_CLASSIFIED = (
    "ar", "az", "be", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fo",
    "fr", "ga", "he", "hi", "hr", "hu", "hy", "is", "it", "ja", "ka", "ko", "ku", "lt", "lv", "mk", "mt", "nl",
    "nn", "no", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "th", "tl", "tr",
    "uk", "ur", "vi", "zh",
)  # fmt: skip
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


def detect_language(text: str) -> str:
    """Return the language of a text as a BCP 47 tag, `und` where there is too little to tell.

    Deterministic, and bounded in time: at most 1,200 characters are looked at.
    """
    sample = _sample(text)
    words = _WORD.findall(sample.lower())
    found = Counter(map(_LANGUAGES_OF.get, words))
    found.pop(None, None)
    hits = {
        language: sum(count for languages, count in found.items() if languages and language in languages)
        for language in _FUNCTION_WORDS
    }
    first, second = sorted(hits, key=hits.__getitem__, reverse=True)[:2]
    shared = sum(
        count for languages, count in found.items() if languages and first in languages and second in languages
    )
    own = hits[first] - shared
    if own >= _OWN_WORDS and own >= _TIMES_THE_OTHER * (hits[second] - shared):
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
    """Load the classifier of py3langid for the languages of `_CLASSIFIED`."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - takes a second to load

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(_CLASSIFIED)
    return classifier
