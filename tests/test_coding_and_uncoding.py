"""Codings are saved with exact places, checked against the scheme, and removed again."""

from __future__ import annotations

import pytest
from conftest import INTERVIEW, SCHEME, assert_sound
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench import Operation, Study, WorkbenchError


def test_a_coding_has_the_words_between_its_ends_emoji_included(filled: Study) -> None:
    start = INTERVIEW.index("kunne sige")
    end = INTERVIEW.index("rart")
    filled.code("first", start, end, "free_exit", coder="A1")
    (row,) = filled.codings().to_dict("records")
    assert row["text"] == "kunne sige nej 😀. Det var "
    assert (row["speaker"], row["turn"]) == ("Borger", 1)


def test_codings_may_overlap_and_share_a_place(filled: Study) -> None:
    for start, end, code in ((0, 20, "flexibility"), (10, 30, "flexibility"), (10, 30, "voluntariness")):
        filled.code("first", start, end, code, coder="A1")
    filled.code("first", 10, 30, "flexibility", coder="A2")
    assert len(filled.codings()) == 4
    assert_sound(filled)


def test_the_same_coding_twice_is_refused(filled: Study) -> None:
    filled.code("first", 0, 20, "flexibility", coder="A1")
    with pytest.raises(WorkbenchError, match="coded this passage with this code already"):
        filled.code("first", 0, 20, "flexibility", coder="A1")


def test_a_coding_over_two_turns_belongs_to_the_turn_that_holds_most_of_it(filled: Study) -> None:
    start, end = INTERVIEW.index("Og så?"), INTERVIEW.index("når det")
    filled.code("first", start, end, "flexibility", coder="A1")
    assert filled.codings()["speaker"].tolist() == ["Borger"]


@pytest.mark.parametrize(
    ("start", "end", "code", "attributes", "message"),
    [
        (5, 5, "flexibility", {}, "empty or out of range"),
        (9, 5, "flexibility", {}, "empty or out of range"),
        (-1, 5, "flexibility", {}, "empty or out of range"),
        (0, 100_000, "flexibility", {}, "empty or out of range"),
        (0, 5, "flexibilty", {}, "no code 'flexibilty'"),
        (0, 5, "flexibility", {"stance": "maybe"}, "not a value of the attribute 'stance'"),
        (0, 5, "flexibility", {"mood": "good"}, "no attribute 'mood'"),
    ],
)
def test_a_coding_that_cannot_be_is_refused_and_nothing_changes(
    filled: Study, start: int, end: int, code: str, attributes: dict[str, str], message: str
) -> None:
    before = filled.newest
    with pytest.raises(WorkbenchError, match=message):
        filled.code("first", start, end, code, coder="A1", **attributes)
    assert filled.newest == before
    assert_sound(filled)


def test_retired_codes_and_headings_cannot_be_applied(filled: Study, tmp_path) -> None:
    changed = tmp_path / "changed.yaml"
    changed.write_text(
        "codes:\n"
        "  - {id: old, label: {en: Old}, retired: true}\n"
        "  - {id: heading, label: {en: Heading}, group: true, codes: [{id: new, label: {en: New}}]}\n"
    )
    filled.set_scheme(changed)
    for code, message in (("old", "is retired"), ("heading", "is a heading")):
        with pytest.raises(WorkbenchError, match=message):
            filled.code("first", 0, 5, code, coder="A1")
    filled.code("first", 0, 5, "new", coder="A1")


def test_a_scheme_cannot_lose_a_code_that_codings_carry(filled: Study, tmp_path) -> None:
    filled.code("first", 0, 5, "free_exit", coder="A1")
    smaller = tmp_path / "smaller.yaml"
    smaller.write_text("codes: [{id: flexibility, label: {en: Flexibility}}]")
    with pytest.raises(WorkbenchError, match="free_exit"):
        filled.set_scheme(smaller)
    assert filled.scheme is not None
    assert "free_exit" in filled.scheme.by_id


@pytest.mark.parametrize(
    ("scheme", "message"),
    [
        ("codes: [{id: flexibility, label: {en: Flexibility}}]", "the attribute 'stance' is not in it"),
        (
            SCHEME.replace("      - {id: absent, label: {en: Absent}, counts: false}\n", ""),
            "the attribute 'stance' has no value 'absent'",
        ),
        (
            SCHEME.replace("id: flexibility\n", "id: flexibility\n    group: true\n"),
            "the code 'flexibility' is a heading",
        ),
    ],
)
def test_a_scheme_cannot_change_what_codings_mean(filled: Study, tmp_path, scheme: str, message: str) -> None:
    filled.code("first", 0, 5, "flexibility", coder="A1", stance="absent")
    changed = tmp_path / "changed.yaml"
    changed.write_text(scheme)
    with pytest.raises(WorkbenchError, match=message):
        filled.set_scheme(changed)
    assert filled.codings()["stance"].tolist() == ["absent"]
    assert_sound(filled)


def test_a_code_that_codings_carry_can_be_retired(filled: Study, tmp_path) -> None:
    filled.code("first", 0, 5, "flexibility", coder="A1", stance="absent")
    changed = tmp_path / "changed.yaml"
    changed.write_text(SCHEME.replace("id: flexibility\n", "id: flexibility\n    retired: true\n"))
    filled.set_scheme(changed)
    assert filled.codings()["stance"].tolist() == ["absent"]


@pytest.mark.parametrize("name", ["text", "coder", "theme", "quote", "outcome.result"])
def test_an_attribute_cannot_be_named_like_a_column_of_the_frames(study: Study, tmp_path, name: str) -> None:
    path = tmp_path / "clash.yaml"
    path.write_text(SCHEME.replace("id: stance", f"id: {name}"))
    with pytest.raises(WorkbenchError, match=f"cannot be named '{name}'.*Reserved.*code_label"):
        study.set_scheme(path)
    assert study.scheme is None


def test_a_coder_is_the_same_with_and_without_white_space_around_the_name(filled: Study) -> None:
    filled.code("first", 0, 5, "flexibility", coder="A1 ")
    with pytest.raises(WorkbenchError, match="already"):
        filled.code("first", 0, 5, "flexibility", coder="A1")
    uid = filled.document("first").uid
    row = [uid, 1, 7, 9, "flexibility", " A1", None, "", "manual"]
    with pytest.raises(WorkbenchError, match="white space"):
        filled.apply(Operation("coding.add", {"codings": [row]}, "A1"))
    assert filled.codings()["coder"].tolist() == ["A1"]


def test_coding_without_a_scheme_says_what_to_do(study: Study, interview) -> None:
    study.import_transcripts(interview(), progress=False)
    with pytest.raises(WorkbenchError, match="no coding scheme yet"):
        study.code("first", 0, 5, "flexibility", coder="A1")


def test_an_attribute_that_is_left_out_has_the_default_of_the_scheme(filled: Study) -> None:
    filled.code("first", 0, 5, "flexibility", coder="A1")
    filled.code("first", 5, 9, "flexibility", coder="A1", stance="absent")
    assert filled.codings()["stance"].tolist() == ["present", "absent"]


def test_a_removed_coding_is_gone_and_cannot_be_removed_twice(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    filled.uncode(coding, coder="A1")
    assert filled.codings().empty
    with pytest.raises(WorkbenchError, match="no coding"):
        filled.uncode(coding, coder="A1")
    assert_sound(filled)


@given(places=st.lists(st.tuples(st.integers(-3, 240), st.integers(-3, 240)), max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_accepted_reads_back_as_exactly_those_characters(
    places: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("law")
    (folder / "first.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "s.yaml").write_text("codes: [{id: T1, label: {en: Theme one}}]")
    accepted = set()
    with Study.create(folder / "study.qwb") as study:
        study.set_scheme(folder / "s.yaml")
        study.import_transcripts(folder / "first.txt", progress=False)
        for start, end in places:
            try:
                study.code("first", start, end, "T1", coder="A1")
            except WorkbenchError:
                assert not 0 <= start < end <= len(INTERVIEW) or (start, end) in accepted
            else:
                accepted.add((start, end))
        found = study.codings()
    assert {(r["start"], r["end"]) for r in found.to_dict("records")} == accepted
    assert all(r["text"] == INTERVIEW[r["start"] : r["end"]] for r in found.to_dict("records"))
