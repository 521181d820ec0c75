"""What a browser needs of a transcript's language: where sentences stand, and lemmas of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

from workbench.language.lemmas import has_lemmas, lemma
from workbench.language.pipeline import sentences_of
from workbench.language.words import forms
from workbench.model.transcript import Turn


class Spoken(Protocol):
    """A text with turns: a transcript as a reader found it, or as a study holds it."""

    @property
    def text(self) -> str: ...
    @property
    def turns(self) -> Sequence[Turn]: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True)
class TranscriptLanguage:
    """Sentences and lemmas of one transcript.

    Attributes
    ----------
    sentences
        Code points into the text, half-open, in order; none crosses a turn, labels are left out.
    lemmas
        The lemma of each form in the turns, in small letters and composed, that has another word
        for its lemma. Empty where nothing is known of the language's lemmas.
    """

    sentences: tuple[tuple[int, int], ...]
    lemmas: Mapping[str, str]


def transcript_language(document: Spoken) -> TranscriptLanguage:
    """Sentences and lemmas of a transcript; the last 32 are remembered."""
    bodies = tuple((turn.body_start, turn.body_end) for turn in document.turns)
    return _of_text(document.text, bodies, document.language)


@lru_cache(maxsize=32)
def _of_text(text: str, bodies: tuple[tuple[int, int], ...], language: str) -> TranscriptLanguage:
    said = [text[start:end] for start, end in bodies]
    found = zip(bodies, sentences_of(said, language), strict=True)
    places = tuple((start + a, start + b) for (start, _), in_turn in found for a, b in in_turn)
    all_forms = forms("\n".join(said)) if has_lemmas(language) else set()
    lemmas = {form: lemma(form, language) for form in sorted(all_forms)}
    others = {form: its for form, its in lemmas.items() if form != its}
    return TranscriptLanguage(places, MappingProxyType(others))
