"""What a desk asks of a study: rows of codings, an overview, quotations, what was touched."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import INTERVIEW

from workbench import CodingStatus, SpeakerLink, Study, WorkbenchError

EVENING = INTERVIEW.index("Så ringede")
NICE = INTERVIEW.index("Det var rart")
SECOND = "Borger: Én gang ringede hun, og så å igen.\n"


@pytest.fixture
def coded(filled: Study, interview) -> Study:
    """Two interviews with codings of two coders; `another` sorts before `first`."""
    filled.import_transcripts(interview("another.txt", SECOND), progress=False)
    filled.code("first", EVENING, EVENING + 33, "flexibility", coder="A1", memo="om aftenen", stance="absent")
    filled.code("first", NICE, NICE + 12, "free_exit", coder="A1")
    filled.code("first", NICE, NICE + 12, "voluntariness", coder="A2")
    filled.code("another", 8, 27, "flexibility", coder="A1")
    filled.code("first", 13, 20, "flexibility", coder="A1")
    return filled


def ids(study: Study, transcript: str) -> list[str]:
    return [coding.id for coding in study.codings_in(transcript)]


def test_rows_of_codings_are_those_of_one_coder_in_order_of_place(coded: Study) -> None:
    rows, lost = coded.coding_rows("first", "A1")
    now = coded.scheme.definition_hashes
    told = [(row[1], row[2], row[3], row[4], bool(row[5]), *row[6:]) for row in rows]
    assert told == [
        (13, 20, "flexibility", "{}", False, "manual", "original", now["flexibility"]),
        (NICE, NICE + 12, "free_exit", "{}", False, "manual", "original", now["free_exit"]),
        (
            EVENING,
            EVENING + 33,
            "flexibility",
            '{"stance":"absent"}',
            True,
            "manual",
            "original",
            now["flexibility"],
        ),
    ]
    assert [row[0] for row in rows] == [one.id for one in coded.codings_in("first", "A1")]
    assert lost == 0


def test_lost_codings_are_counted_and_not_among_the_rows(coded: Study, interview) -> None:
    coded.import_transcripts(interview(text=INTERVIEW.replace("Det var rart", "Nå")), progress=False)
    rows, lost = coded.coding_rows("first", "A1")
    assert ([row[3] for row in rows], lost) == (["flexibility", "flexibility"], 1)
    with pytest.raises(WorkbenchError, match="no transcript 'nothing'"):
        coded.coding_rows("nothing", "A1")


def test_codings_are_found_by_id_in_any_transcript(coded: Study) -> None:
    one, other = ids(coded, "another")[0], ids(coded, "first")[1]
    found = coded.codings_by_id([other, "nothing", one])
    assert {(coding.id, coding.transcript) for coding in found.values()} == {
        (one, "another"),
        (other, "first"),
    }
    assert found[one] in coded.codings_in("another")
    times = coded.codings().set_index("coding")["created"]
    assert found[one].created == times[one].isoformat()
    assert coded.codings_by_id([]) == {}


def test_an_overview_tells_how_far_a_coder_has_come(coded: Study) -> None:
    coded.set_statuses([CodingStatus("another", "A1", "done"), CodingStatus("first", "A3", "in progress")])
    found = coded.overview("A1")
    assert [
        (one.name, one.turns, one.coded, one.codings, one.status, one.words) for one in found.transcripts
    ] == [
        ("another", 1, 1, 1, "done", 9),
        ("first", 4, 3, 3, "not started", 35),
    ]
    assert [one.words for one in found.transcripts] == coded.transcripts()["words"].tolist()
    assert found.transcripts[1].uid == coded.document("first").uid
    assert (found.transcripts[0].language, found.transcripts[0].revision) == ("da", 1)
    assert found.counts == {"flexibility": 3, "free_exit": 1}
    assert (found.older, found.coders, found.newest) == (0, ("A1", "A2", "A3"), coded.newest)
    other = coded.overview("A2")
    assert [(one.coded, one.codings) for one in other.transcripts] == [(0, 0), (1, 1)]


def test_an_overview_follows_a_new_text(coded: Study, interview) -> None:
    coded.overview("A1")
    coded.import_transcripts(interview(text=INTERVIEW.replace("Det var rart", "Nå") + SECOND), progress=False)
    first = coded.overview("A1").transcripts[1]
    assert (first.revision, first.turns, first.codings, first.coded) == (2, 5, 3, 2)


def test_an_empty_study_has_an_overview(study: Study) -> None:
    found = study.overview("A1")
    assert (found.transcripts, found.counts, found.older, found.coders, found.newest) == ((), {}, 0, (), 0)


def words(study: Study, **chosen: Any) -> list[str]:
    return [one.text for one in study.quotations(**chosen).rows]


NICE_WORDS, EVENING_WORDS = "Det var rart", INTERVIEW[EVENING : EVENING + 33]


def test_quotations_stand_in_the_order_of_their_texts(coded: Study) -> None:
    found = coded.quotations()
    assert found.total == 5
    assert [(one.coding.transcript, one.coding.start, one.coding.coder) for one in found.rows] == [
        ("another", 8, "A1"),
        ("first", 13, "A1"),
        ("first", NICE, "A1"),
        ("first", NICE, "A2"),
        ("first", EVENING, "A1"),
    ]
    one = found.rows[4]
    assert (one.speaker, one.text, one.older) == ("Borger", EVENING_WORDS, False)
    # A little of the text around them, in whole words.
    assert INTERVIEW[:EVENING].endswith(one.before)
    assert INTERVIEW[EVENING + 33 :].startswith(one.after)
    for told, whole in ((one.before.split()[0], INTERVIEW), (one.after.split()[-1], INTERVIEW)):
        assert told in whole.split()
    assert 40 < len(one.before) <= 60
    assert 40 < len(one.after) <= 60
    assert one.coding == coded.codings_by_id([one.coding.id])[one.coding.id]


def test_quotations_are_chosen_by_code_place_and_coder(coded: Study) -> None:
    assert words(coded, code="voluntariness") == [NICE_WORDS, NICE_WORDS]
    assert [one.coding.coder for one in coded.quotations("voluntariness", below=False).rows] == ["A2"]
    assert words(coded, code="flexibility", transcript="another") == [SECOND[8:27]]
    assert words(coded, speaker="Interviewer") == [INTERVIEW[13:20]]
    assert words(coded, coder="A2") == [NICE_WORDS]
    assert words(coded, memo=True) == [EVENING_WORDS]
    assert words(coded, coder="nobody") == []
    with pytest.raises(WorkbenchError, match="no code 'nothing'"):
        coded.quotations("nothing")


@pytest.mark.parametrize(
    ("typed", "count"),
    [("RINGEDE", 2), ("aften ring", 1), ("en gang", 1), ("én", 1), ("rart", 2), ("art", 0), ("  ", 5)],
)
def test_quotations_are_chosen_by_words_without_case_and_accents(
    coded: Study, typed: str, count: int
) -> None:
    assert coded.quotations(words=typed).total == count


def test_quotations_come_some_at_a_time(coded: Study) -> None:
    whole = coded.quotations().rows
    pages = [coded.quotations(from_=start, most=2) for start in (0, 2, 4, 6)]
    assert [len(page.rows) for page in pages] == [2, 2, 1, 0]
    assert sum((page.rows for page in pages), ()) == whole
    assert {page.total for page in pages} == {5}


def test_a_lost_quotation_keeps_its_words(coded: Study, interview) -> None:
    coded.import_transcripts(interview(text=INTERVIEW.replace("Det var rart", "Nå")), progress=False)
    found = {one.coding.anchor: one.text for one in coded.quotations("free_exit").rows}
    assert found == {"lost": NICE_WORDS}


def test_what_was_touched_since_is_told(coded: Study, interview, tmp_path) -> None:
    def since(number: int) -> tuple[Any, ...]:
        found = coded.touched_since(number)
        assert found.newest == coded.newest
        return sorted(found.codings), found.scheme, sorted(found.texts), found.statuses, found.memos

    nothing = ([], False, [], False, False)
    one = ids(coded, "first")[0]
    start = coded.newest
    assert since(start) == nothing
    made = coded.code("first", 0, 3, "flexibility", coder="A1")
    assert since(start) == ([made], False, [], False, False)
    for change in (
        lambda: coded.change_coding(one, coder="A1", memo="x"),
        lambda: coded.undo(coded.operations()[-1].operation.id, coder="A1"),
        lambda: coded.uncode(one, coder="A1"),
    ):
        number = coded.newest
        change()
        assert since(number) == ([one], False, [], False, False)
    number = coded.newest
    coded.change_scheme({"do": "merge", "code": "free_exit", "into": "flexibility"}, coder="A1")
    merged = since(number)
    assert (len(merged[0]), merged[1:]) == (1, (True, [], False, False))
    number = coded.newest
    coded.set_memo("x", coder="A1")
    assert since(number) == ([], False, [], False, True)
    coded.set_statuses([CodingStatus("first", "A1", "done")])
    assert since(number) == ([], False, [], True, True)
    assert coded.touched_since(number).overview
    number = coded.newest
    coded.link([SpeakerLink("first", "Borger", "P1")])
    assert since(number) == nothing
    coded.import_transcripts(interview("third.txt", SECOND + SECOND), progress=False)
    coded.import_transcripts(interview(text=INTERVIEW + SECOND), progress=False)
    uids = [coded.document(name).uid for name in ("first", "third")]
    assert since(number) == ([], False, sorted(uids), True, False)
    number = coded.newest
    path = tmp_path / "more.yaml"
    path.write_text((tmp_path / "scheme.yaml").read_text() + "  - {id: more, label: {en: More}}\n")
    coded.set_scheme(path)
    assert since(number) == ([], True, [], False, False)
    assert coded.scheme_revision == 3


def test_all_speaker_labels_are_told_once(coded: Study) -> None:
    assert coded.speaker_labels() == ["Borger", "Interviewer"]
