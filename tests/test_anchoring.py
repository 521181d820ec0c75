"""A coded passage is found again after the text around it was edited."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.anchoring import Anchoring

OLD = "B: Jeg kunne sige nej. Jeg kunne sige ja. Så gik jeg hjem."


def anchor(old: str, start: int, end: int, new: str, *, same_speaker: bool = True):
    return Anchoring(old, new, lambda _old, _new: same_speaker).find(start, end)


def found(new: str, words: str, old: str = OLD) -> tuple[str, str]:
    start = old.index(words)
    result = anchor(old, start, start + len(words), new)
    text = old if result.anchor == "lost" else new
    return text[result.start : result.end], result.anchor


def test_untouched_text_keeps_the_place() -> None:
    assert found(OLD, "sige nej") == ("sige nej", "exact")


def test_text_put_before_moves_the_place() -> None:
    assert found("Note.\n" + OLD, "sige nej") == ("sige nej", "moved")


def test_text_put_behind_leaves_even_a_refrain_where_it_was() -> None:
    refrain = "ja ja. " * 20
    result = anchor(refrain, 35, 40, refrain + "Tak.")
    assert (result.start, result.anchor) == (35, "exact")


def test_text_put_before_a_refrain_moves_each_repetition_by_as_much() -> None:
    refrain = "ja ja. " * 20
    result = anchor(refrain, 35, 40, "Tak. " + refrain)
    assert (result.start, result.anchor) == (40, "moved")


def test_repeated_words_are_told_apart_by_what_stands_around_them() -> None:
    new = "Note. B: Jeg kunne altså sige nej. Jeg kunne sige ja. Så gik jeg hjem, tror jeg."
    start = OLD.index("Jeg kunne", 10)
    result = anchor(OLD, start, start + 9, new)
    assert (new[result.start :][:18], result.anchor) == ("Jeg kunne sige ja.", "moved")


def test_places_that_fit_equally_well_are_reported_as_ambiguous() -> None:
    assert found("ja ja", "ja", "... ja ...") == ("ja", "ambiguous")


def test_words_among_other_words_than_before_are_reported_as_ambiguous() -> None:
    old, new = "Den dag sagde hun farvel til os alle.", "Noget helt andet: hun farvel. Slut her."
    assert found(new, "hun farvel", old) == ("hun farvel", "ambiguous")


def test_words_that_are_gone_are_reported_as_lost_with_their_old_place() -> None:
    assert found("B: Ingenting.", "sige nej") == ("sige nej", "lost")


def test_words_are_not_handed_to_somebody_else_who_says_them_too() -> None:
    old = "Borger: Det var rart.\nMentor: Ja, det siger de. Det var rart.\n"
    new = "Borger: Det var slemt.\nMentor: Ja, det siger de. Det var rart.\n"
    start = old.index("Det var rart")
    assert anchor(old, start, start + 12, new, same_speaker=False).anchor == "lost"


texts = st.text(st.sampled_from("ab å😀."), max_size=40)


@given(before=texts, words=st.text(st.sampled_from("xyø😀"), min_size=1, max_size=8), after=texts, put=texts)
def test_text_put_before_a_passage_never_loses_it(before: str, words: str, after: str, put: str) -> None:
    old, new = f"{before}|{words}|{after}", f"{put}{before}|{words}|{after}"
    start = len(before) + 1
    result = anchor(old, start, start + len(words), new)
    assert (result.start, result.end) == (start + len(put), start + len(put) + len(words))
    assert result.anchor == ("moved" if put else "exact")


@given(old=texts, new=texts, data=st.data())
def test_what_is_not_lost_has_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    result = anchor(old, start, end, new)
    assert result.anchor == "lost" or new[result.start : result.end] == old[start:end]
