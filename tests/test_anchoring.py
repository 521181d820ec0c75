"""A coded passage is found again after the text around it was edited."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.anchoring import anchor

OLD = "B: Jeg kunne sige nej. Jeg kunne sige ja. Så gik jeg hjem."


def found(new: str, words: str, old: str = OLD) -> tuple[str, str]:
    start = old.index(words)
    result = anchor(old, start, start + len(words), new)
    text = old if result.anchor == "lost" else new
    return text[result.start : result.end], result.anchor


def test_untouched_text_keeps_the_place() -> None:
    assert found(OLD, "sige nej") == ("sige nej", "exact")


def test_text_put_before_moves_the_place() -> None:
    assert found("Note.\n" + OLD, "sige nej") == ("sige nej", "moved")


def test_repeated_words_are_told_apart_by_what_stands_around_them() -> None:
    new = "B: Jeg kunne altså sige nej. Jeg kunne sige ja. Så gik jeg hjem."
    start = OLD.index("Jeg kunne", 10)
    result = anchor(OLD, start, start + 9, new)
    assert (new[result.start :][:18], result.anchor) == ("Jeg kunne sige ja.", "moved")


def test_places_that_fit_equally_well_are_reported_as_ambiguous() -> None:
    assert found("ja ja", "ja", "... ja ...") == ("ja", "ambiguous")


def test_words_that_are_gone_are_reported_as_lost_with_their_old_place() -> None:
    assert found("B: Ingenting.", "sige nej") == ("sige nej", "lost")


texts = st.text(st.sampled_from("ab å😀."), max_size=40)


@given(before=texts, words=st.text(st.sampled_from("xyø😀"), min_size=1, max_size=8), after=texts, put=texts)
def test_text_put_before_a_passage_of_words_of_its_own_never_loses_it(
    before: str, words: str, after: str, put: str
) -> None:
    old, new = f"{before}|{words}|{after}", f"{put}{before}|{words}|{after}"
    start = len(before) + 1
    result = anchor(old, start, start + len(words), new)
    assert new[result.start : result.end] == words
    assert result.anchor != "lost"
