"""The different words of texts in one language, and which of them are forms of one word."""

from __future__ import annotations

from collections import defaultdict

from workbench.language.lemmas import lemma
from workbench.language.words import forms, keys, phrase


class Vocabulary:
    """All forms of the texts that were given to it, by their lemmas."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._forms_of: dict[str, set[str]] = defaultdict(set)
        self._lemmas: dict[str, str] = {}
        # What may be typed, forms and lemmas, by the keys of `words.keys`.
        self._by_key: dict[str, set[str]] = defaultdict(set)

    def grow(self, text: str) -> None:
        """Take in the words of a text."""
        for form in forms(text).difference(self._lemmas):
            its = self._lemmas[form] = lemma(form, self._language)
            self._forms_of[its].add(form)
            for name in (form, its):
                for key in keys(name):
                    self._by_key[key].add(name)

    def forms_of(self, typed: str) -> frozenset[str]:
        """All forms of the word that somebody typed, in one of its forms or as a dictionary has it.

        A typed word may be a form of one word and the lemma of another: Danish "ringe" (to call)
        is also a form of "ring". Both are meant then.
        """
        pattern = phrase((typed,), beginning=False)
        meant = {name for key in keys(typed) for name in self._by_key.get(key, ()) if pattern.fullmatch(name)}
        lemmas = meant | {self._lemmas.get(name, name) for name in meant} | {lemma(typed, self._language)}
        return frozenset(form for one in lemmas for form in self._forms_of.get(one, ()))
