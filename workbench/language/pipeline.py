"""One spaCy pipeline a language: its own tokenizer, sentences by syntok, lemmas by simplemma.

spaCy brings the rules for a language's words and abbreviations. Its own sentence rule and lemma
tables were more often wrong on Danish texts (docs/search.md).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workbench.language.lemmas import base_language, is_word, lemma

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_ANY_LANGUAGE = "xx"
_SENTENCES, _LEMMAS = "workbench_sentences", "workbench_lemmas"
# syntok knows the abbreviations of these languages itself.
_KNOWN_TO_SYNTOK = {"de", "en", "es"}
# Abbreviations after which a sentence may well be over; after all others it goes on.
_MAY_END = frozenset(
    {"osv.", "etc.", "mv.", "m.v.", "mm.", "m.m.", "m.fl.", "o.l.", "o.lign.", "o.a.", "usw."}
    | {"kr.", "mio.", "mia.", "pct.", "tv.", "th.", "st.", "bl.", "jr.", "sr."}
    | {"a.m.", "p.m.", "inc.", "co.", "corp.", "ltd."}
)

# spaCy's tokenizer takes time by the square of such a run: 50,000 low lines would take minutes.
_ENDLESS = re.compile(r"(?:(?!\s)[\W_]){100,}|\S{2000,}")


@lru_cache(maxsize=16)
def pipeline(language: str) -> Language:
    """The pipeline for the language of a BCP 47 tag; spaCy's for any language where it has none."""
    import spacy
    from spacy.language import Language

    if not Language.has_factory(_SENTENCES):
        Language.factory(_SENTENCES, assigns=["token.is_sent_start"], func=_make_sentences)
        Language.factory(_LEMMAS, assigns=["token.lemma"], func=_make_lemmas)
    tag = base_language(language)
    try:
        nlp = spacy.blank(tag)
    except ImportError:
        nlp = spacy.blank(_ANY_LANGUAGE)
    # Turns are read one by one, so the length of a text is no danger to the memory.
    nlp.max_length = 10**9
    nlp.add_pipe(_SENTENCES)
    nlp.add_pipe(_LEMMAS, config={"language": tag})
    return nlp


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of one turn's words: code points into `text`, without white space around them."""
    return next(sentences_of([text], language))


def sentences_of(texts: Iterable[str], language: str) -> Iterator[list[tuple[int, int]]]:
    """The sentences of many turns, one list a turn."""
    for doc in pipeline(language).pipe(map(_short_of_runs, texts), disable=[_LEMMAS]):
        text = doc.text  # spaCy puts it together anew each time
        begins = [token.idx for token in doc if token.is_sent_start]
        trimmed = (_trim(text, start, end) for start, end in pairwise([*begins, len(text)]))
        yield [(start, end) for start, end in trimmed if start < end]


def _short_of_runs(text: str) -> str:
    # The same places, with one long word where a run stood; its last character may end a sentence.
    return _ENDLESS.sub(lambda run: "x" * (len(run[0]) - 1) + run[0][-1], text)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    said = text[start:end]
    return start + len(said) - len(said.lstrip()), start + len(said.rstrip())


# spaCy gives every factory the pipeline and the name of its place there.


def _make_sentences(nlp: Language, name: str) -> _Sentences:  # noqa: ARG001
    return _Sentences(nlp)


def _make_lemmas(nlp: Language, name: str, language: str) -> _Lemmas:  # noqa: ARG001
    return _Lemmas(language)


class _Sentences:
    """Marks where sentences begin, as syntok finds them, set right by the abbreviations of spaCy.

    syntok knows abbreviations of German, English and Spanish alone. So in other languages no
    sentence begins after an abbreviation that goes on, and one begins after a word of the
    language, however short ("Hun var med. Så gik vi."). An abbreviation that is spelled like a
    word (Danish "man.") goes on before a number only.
    """

    def __init__(self, nlp: Language) -> None:
        rules = getattr(nlp.tokenizer, "rules", None) or {}
        self._language = nlp.lang
        self._known_to_syntok = nlp.lang in _KNOWN_TO_SYNTOK
        self._goes_on = frozenset(
            small
            for small in map(str.lower, rules)
            if small.endswith(".") and small[0].isalpha() and len(small) > 2 and small not in _MAY_END
        )

    def __call__(self, doc: Doc) -> Doc:
        import numpy as np

        begins = {0} | {
            at for at in _starting_tokens(doc) if not self._goes_on_after(doc[at - 1].lower_, doc[at].text)
        }
        if not self._known_to_syntok:
            begins |= set(self._after_words(doc))
        # All at once: spaCy looks at the whole text again for each token that is set by itself.
        marks: Any = np.array([[1 if at in begins else -1] for at in range(len(doc))], dtype=np.int64)
        return doc.from_array(["SENT_START"], marks.astype(np.uint64)) if len(doc) else doc

    def _goes_on_after(self, abbreviation: str, word: str) -> bool:
        if abbreviation not in self._goes_on:
            return False
        return word[0].isdigit() or not (self._known_to_syntok or is_word(abbreviation[:-1], self._language))

    def _after_words(self, doc: Doc) -> Iterator[int]:
        spoken = [token for token in doc if not token.is_space]
        for word, stop, after in zip(spoken, spoken[1:], spoken[2:], strict=False):
            looks_so = word.is_lower and stop.text == "." and stop.idx < after.idx - 1
            if looks_so and after.text[0].isupper() and is_word(word.text, self._language):
                yield after.i


class _Lemmas:
    """Gives each token the lemma of its form."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = lemma(token.text, self._language)
        return doc


def _starting_tokens(doc: Doc) -> Iterator[int]:
    from syntok.segmenter import analyze

    places = [token.idx for token in doc]
    for paragraph in analyze(doc.text):
        for sentence in paragraph:
            # A sentence begins with a word: a place within one is no beginning.
            at = bisect_left(places, sentence[0].offset)
            if 0 < at < len(places) and places[at] == sentence[0].offset:
                yield at
