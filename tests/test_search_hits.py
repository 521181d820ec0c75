"""Every place of some words in the whole study, and codings made from them, on both databases alike."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from conftest import INTERVIEW, assert_sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_search_words import places

from workbench import Operation, Study
from workbench.errors import StudyError
from workbench.language.words import typed_words
from workbench.study import searching
from workbench.study.searching import Hits, entries_for

# What readers make of a line ending with CRLF, emoji, accents after their letters, a ligature,
# letters whose case has another length, and text from right to left.
HARD = (
    "Börge: Først 😀 sagde hun få, fa\u030a og fa!\r\n\r\n"
    "Interviewer: Istanbul, İstanbul; ﬁne Straße 😀😀 Cafe\u0301 – og\r\nså café.\r\n\r\n"
    "Börge: قال شكرا للمرأة. e-mail, og så ΛΌΓΟΣ 42 gange.\r\n\r\n"
    "Interviewer: og\r\n\r\nBörge: så? Ringede hun? Hun ringer; ringen ringe. Fåborg\r\n"
)


def hits(study: Study, words: str, **options: Any) -> Hits:
    with study._store.reading() as connection:
        return searching.hits(connection, words, **options)


def found(study: Study, words: str, **options: Any) -> list[str]:
    return [hit.words for hit in hits(study, words, **options).hits]


@pytest.fixture
def hard(study: Study, interview) -> Study:
    study.import_transcripts(interview(text=HARD), progress=False)
    return study


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("få", ["få", "fa\u030a", "Fåborg"]),
        ("få ", ["få", "fa\u030a"]),
        ("fa ", ["få", "fa\u030a", "fa"]),
        ("cafe", ["Cafe\u0301", "café"]),
        ("istanbul", ["Istanbul", "İstanbul"]),
        ("STRAẞE", ["Straße"]),
        ("ﬁn", ["ﬁne"]),
        ("شكرا", ["شكرا"]),
        ("og så", ["og\nså", "og så"]),
        ("λόγος", ["ΛΌΓΟΣ"]),
        ("börge", []),
        ("e mail", ["e-mail"]),
        ("4", ["42"]),
    ],
)
def test_words_are_found_where_they_stand(hard: Study, words: str, expected: list[str]) -> None:
    result = hits(hard, words)
    text = hard.document("first").text
    assert [hit.words for hit in result.hits] == expected
    assert [text[hit.start : hit.end] for hit in result.hits] == expected
    assert (result.total, result.counted) == (len(expected), True)


@pytest.mark.parametrize("by", ["form", "lemma"])
def test_a_plain_loop_over_the_turns_finds_the_same_places(hard: Study, by: str) -> None:
    document = hard.document("first")
    turns = [(turn.body_start, turn.body_end) for turn in document.turns]

    @settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(start=st.integers(0, len(document.text)), length=st.integers(1, 12), upper=st.booleans())
    def check(start: int, length: int, *, upper: bool) -> None:
        query = document.text[start : start + length]
        query = query.upper() if upper else query
        result = hits(hard, query)
        if by == "lemma":
            # Each word is at least found in the form in which it was typed.
            whole = {hit.words for hit in hits(hard, f"{query} ").hits}
            assert whole <= set(found(hard, query, by="lemma"))
            return
        typed, composed = typed_words(query), unicodedata.normalize("NFC", query)
        beginning = bool(typed) and composed.endswith(typed[-1])
        loop = [
            (first + one, first + other)
            for first, last in turns
            for one, other in places(query, document.text[first:last], beginning=beginning)
        ]
        assert [(hit.start, hit.end) for hit in result.hits] == loop

    check()


def test_a_lemma_finds_the_forms_of_a_word_in_each_transcripts_language(study: Study, interview) -> None:
    danish = "Borger: Hun ringede, og mentorerne gik. Jeg ringer til min mentor. Børnene var der ikke.\n"
    english = "Interviewer: She went to the mentors. They go with the child, and the children went home.\n"
    study.import_transcripts(interview("da.txt", danish), interview("en.txt", english), progress=False)
    assert [study.document(name).language for name in ("da", "en")] == ["da", "en"]
    assert found(study, "ringe", by="lemma") == ["ringede", "ringer"]
    assert found(study, "Mentor", by="lemma") == ["mentorerne", "mentor", "mentors"]
    assert found(study, "barn", by="lemma") == ["Børnene"]
    assert found(study, "go", by="lemma") == ["went", "go", "went"]
    assert found(study, "min mentorer", by="lemma") == ["min mentor"]
    assert found(study, "men", by="lemma") == []
    study.import_transcripts(
        interview("ny.txt", "Borger: Nu var der endnu en, og mentorens ven kom.\n"), progress=False
    )
    assert found(study, "mentor", by="lemma", transcript="ny") == ["mentorens"]


def test_hits_come_in_order_with_what_stands_around_them(study: Study, interview) -> None:
    for name in ("b", "Å", "a"):
        study.import_transcripts(
            interview(f"{name}.txt", f"{INTERVIEW}Ukendt: {name} så {'x' * 50}\n"), progress=False
        )
    result = hits(study, "så")
    assert [hit.name for hit in result.hits] == ["a"] * 3 + ["b"] * 3 + ["Å"] * 3
    first, second, third = result.hits[:3]
    assert (first.before, first.words, first.after, first.speaker) == ("Og ", "så", "?", "Interviewer")
    assert (second.before, second.words, second.speaker) == ("", "Så", "Borger")
    assert second.after == " ringede hun om aftenen, når det brændte"
    assert (third.before, third.after, third.speaker) == ("a ", f" {'x' * 39}", "Ukendt")
    assert [(hit.transcript, hit.revision) for hit in result.hits[:1]] == [(study.document("a").uid, 1)]


def test_more_hits_than_wanted_are_counted_and_have_the_same_digest(filled: Study) -> None:
    result, cut = hits(filled, "de"), hits(filled, "de", most=1)
    assert [hit.words for hit in result.hits] == ["Det", "det", "Det"]
    assert cut.hits == result.hits[:1]
    assert (cut.total, cut.counted, cut.digest) == (3, True, result.digest)


def test_a_search_that_was_cut_short_says_so(filled: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_MOST_TURNS", 1)
    result = hits(filled, "de")
    assert (result.total, result.counted) == (1, False)


def test_the_digest_tells_whether_the_hits_are_still_those(filled: Study, interview) -> None:
    before = hits(filled, "ringede")
    assert hits(filled, "RINGEDE").digest == before.digest
    assert hits(filled, "aftenen").digest != before.digest
    filled.import_transcripts(interview(text=f"{INTERVIEW}\nBorger: Mere.\n"), progress=False)
    after = hits(filled, "ringede")
    assert [hit.revision for hit in after.hits] == [2]
    assert after.digest != before.digest


def test_hits_are_coded_once(filled: Study) -> None:
    asked = {"code": "flexibility", "coder": "A1"}
    result = hits(filled, "de", **asked)
    assert [hit.already for hit in result.hits] == [False] * 3
    entries = entries_for([result.hits[0], result.hits[2]], "flexibility", "A1")
    filled.apply(Operation("coding.add", {"codings": entries}, "A1"))
    text = filled.document("first").text
    assert [text[coding.start : coding.end] for coding in filled.codings_in("first")] == ["Det", "Det"]
    again = hits(filled, "de", **asked)
    assert [hit.already for hit in again.hits] == [True, False, True]
    assert again.digest == result.digest
    assert not any(hit.already for hit in hits(filled, "de", code="flexibility", coder="B2").hits)
    assert not any(hit.already for hit in hits(filled, "de", code="free_exit", coder="A1").hits)
    assert not any(hit.already for hit in hits(filled, "det var", **asked).hits)
    assert_sound(filled)


def test_entries_carry_the_attributes(filled: Study) -> None:
    (entry,) = entries_for(hits(filled, "brændte").hits, "flexibility", "A1", {"stance": "absent"})
    uid, (start, end) = filled.document("first").uid, (entry[2], entry[3])
    assert entry == [uid, 1, start, end, "flexibility", "A1", {"stance": "absent"}, "", "manual"]


@pytest.mark.parametrize("by", ["form", "lemma"])
@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "?!",
        "😀",
        "\0",
        "\ud800",
        '"',
        "' OR 1=1 --",
        '") OR (rart',
        "NEAR(a b)",
        "rart*",
        "x" * 999,
        "-rart",
        "%",
    ],
)
def test_whatever_is_typed_is_only_ever_words(filled: Study, words: str, by: str) -> None:
    assert set(found(filled, words, by=by)) <= {"rart"}


def test_what_cannot_be_searched_is_refused_in_plain_words(filled: Study) -> None:
    with pytest.raises(StudyError, match="too long"):
        hits(filled, "x" * 1001)
    with pytest.raises(StudyError, match="too long"):
        hits(filled, "a " * 51)
    with pytest.raises(StudyError, match="no transcript 'other'"):
        hits(filled, "rart", transcript="other")
    with pytest.raises(StudyError, match="'sound'"):
        hits(filled, "rart", by="sound")


def test_an_empty_study_has_no_hits(study: Study) -> None:
    assert hits(study, "rart").hits == hits(study, "rart", by="lemma").hits == ()
