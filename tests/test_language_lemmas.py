"""Lemmas of single words, and what loads for them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.language.lemmas import has_lemmas, lemma
from workbench.language.vocabulary import Vocabulary

DANISH = {
    "mentorerne": "mentor",
    "Mentorens": "mentor",
    "ringede": "ringe",
    "børnene": "barn",
    "gik": "gå",
    "var": "være",
    "sagsbehandlerens": "sagsbehandler",
    "KOMMUNENS": "kommune",
    "bedre": "god",
    "e-mailen": "e-mail",
}
ENGLISH = {"mentors": "mentor", "went": "go", "children": "child", "calling": "call", "Mice": "mouse"}


@pytest.mark.parametrize(
    ("word", "language", "its"),
    [
        *((word, "da", its) for word, its in DANISH.items()),
        *((word, "en", its) for word, its in ENGLISH.items()),
        ("mentorerne", "da-DK", "mentor"),
        ("husene", "no", "hus"),
    ],
)
def test_known_words_have_the_lemma_of_a_dictionary(word: str, language: str, its: str) -> None:
    assert lemma(word, language) == its


@pytest.mark.parametrize("word", ["😀", "42", "3.", "-", "ikke's", "qwbxz", "שלום"])
def test_what_no_dictionary_knows_is_its_own_lemma(word: str) -> None:
    assert lemma(word, "da") == word


def test_a_language_without_lemmas_leaves_words_in_small_letters() -> None:
    assert [has_lemmas(tag) for tag in ("da", "da-DK", "en", "no", "und", "kl")] == [True] * 4 + [False] * 2
    assert lemma("Mentorerne", "und") == "mentorerne"


def test_accents_written_after_their_letter_change_nothing() -> None:
    assert lemma("ga\u030ar", "da") == lemma("går", "da") == "gå"


@settings(deadline=None)
@given(word=st.text(max_size=20))
def test_any_text_has_a_lemma_in_small_letters(word: str) -> None:
    found = lemma(word, "da")
    assert found == found.lower()
    assert lemma(word.lower(), "da") == found


def test_a_typed_word_is_taken_as_a_form_and_as_a_lemma() -> None:
    danish = Vocabulary("da")
    danish.grow("Hun ringede. Ringen. En ring! De ringer. Få børn fik det.")
    # "ringe" is a form of "ring", and the lemma of "ringede".
    assert danish.forms_of("ringe") == {"ring", "ringen", "ringede", "ringer"}
    assert danish.forms_of("ringede") == danish.forms_of("RINGER") == {"ringede", "ringer"}
    assert danish.forms_of("barnet") == {"børn"}
    assert danish.forms_of("fa") == {"få", "fik"}
    assert danish.forms_of("findesikke") == set()


def test_neither_the_package_nor_lemmas_load_spacy() -> None:
    code = (
        "import sys, workbench, workbench.study.searching\n"
        "from workbench.language.lemmas import lemma\n"
        "assert 'simplemma' not in sys.modules\n"
        "assert lemma('gik', 'da') == 'gå'\n"
        "print('spacy' in sys.modules, 'syntok' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.split() == ["False", "False"]
