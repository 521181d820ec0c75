"""Codes are added, edited, moved, merged and split one step at a time; codings follow."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import assert_sound

from workbench import Operation, Study, WorkbenchError
from workbench.errors import ChangedMeanwhileError, CodingError, SchemeError


def tree(study: Study) -> list[tuple[str, str | None]]:
    scheme = study.scheme
    assert scheme is not None
    return [(code.id, code.parent) for code in scheme.codes]


def code(study: Study, id_: str) -> Any:
    scheme = study.scheme
    assert scheme is not None
    return scheme.by_id[id_]


def codes(study: Study) -> dict[str, str]:
    return {coding.id: coding.code for coding in study.codings_in("first")}


def new(id_: str = "new", **fields: Any) -> dict[str, Any]:
    return {"id": id_, "label": {"en": id_.title(), "da": "Ærlig 😀"}} | fields


START = [("voluntariness", None), ("free_exit", "voluntariness"), ("flexibility", None)]


def test_a_code_is_added_where_it_should_stand(filled: Study) -> None:
    filled.change_scheme(
        {"do": "add", "code": new("first"), "before": "voluntariness"},
        {"do": "add", "code": new("below", definition={"en": "what it is"}, tier=2), "parent": "flexibility"},
        {"do": "add", "code": new("deepest", marker="ABC"), "parent": "below"},
        {"do": "add", "code": new("last", colour=7)},
        coder="A1",
    )
    assert tree(filled) == [
        ("first", None),
        *START,
        ("below", "flexibility"),
        ("deepest", "below"),
        ("last", None),
    ]
    assert code(filled, "below").definition == {"en": "what it is"}
    assert (code(filled, "last").colour, code(filled, "below").colour) == (
        7,
        code(filled, "flexibility").colour,
    )
    assert filled.scheme_revision == 2
    filled.code("first", 0, 5, "deepest", coder="A1")
    assert_sound(filled)


def test_editing_one_field_leaves_the_others_and_the_other_codes_alone(filled: Study) -> None:
    before = filled.scheme
    filled.change_scheme(
        {
            "do": "edit",
            "code": "free_exit",
            "set": {"label": {"da": "Fri udgang"}, "use_when": [{"da": "når"}], "colour": 12},
        },
        coder="A1",
    )
    assert code(filled, "free_exit").label == {"da": "Fri udgang"}
    assert code(filled, "free_exit").use_when == ({"da": "når"},)
    assert code(filled, "free_exit").colour == 12
    assert before is not None
    others = ("voluntariness", "flexibility")
    assert [code(filled, one) for one in others] == [before.by_id[one] for one in others]
    assert filled.scheme.attributes == before.attributes
    filled.change_scheme(
        {"do": "edit", "code": "free_exit", "set": {"use_when": [], "definition": {}}}, coder="A1"
    )
    assert code(filled, "free_exit").use_when == ()
    assert_sound(filled)


def test_a_code_moves_with_everything_below_it(filled: Study) -> None:
    colours = {one.id: one.colour for one in filled.scheme.codes}
    filled.change_scheme({"do": "move", "code": "voluntariness", "parent": "flexibility"}, coder="A1")
    moved = [("flexibility", None), ("voluntariness", "flexibility"), ("free_exit", "voluntariness")]
    assert tree(filled) == moved
    filled.change_scheme({"do": "move", "code": "free_exit", "before": "flexibility"}, coder="A1")
    assert tree(filled) == [("free_exit", None), ("flexibility", None), ("voluntariness", "flexibility")]
    assert {one.id: one.colour for one in filled.scheme.codes} == colours


def test_a_merge_moves_codings_and_the_codes_below_and_retires_the_code(filled: Study) -> None:
    one = filled.code("first", 0, 5, "voluntariness", coder="A1", memo="stays")
    other = filled.code("first", 7, 9, "voluntariness", coder="A2")
    filled.change_scheme({"do": "merge", "code": "voluntariness", "into": "flexibility"}, coder="A1")
    assert codes(filled) == {one: "flexibility", other: "flexibility"}
    assert filled.codings()["memo"].tolist() == ["stays", ""]
    assert tree(filled) == [("voluntariness", None), ("flexibility", None), ("free_exit", "flexibility")]
    assert code(filled, "voluntariness").retired
    assert_sound(filled)


def test_a_merge_leaves_one_coding_where_a_coder_had_both_codes(filled: Study) -> None:
    gone = filled.code("first", 0, 5, "flexibility", coder="A1")
    stays = filled.code("first", 0, 5, "free_exit", coder="A1")
    others = filled.code("first", 0, 5, "flexibility", coder="A2")
    filled.change_scheme({"do": "merge", "code": "flexibility", "into": "free_exit"}, coder="A1")
    assert codes(filled) == {stays: "free_exit", others: "free_exit"}
    filled.undo(filled.operations()[-1].operation.id, coder="A1")
    assert codes(filled) == {gone: "flexibility", stays: "free_exit", others: "flexibility"}
    assert_sound(filled)


def test_codes_are_merged_in_a_row(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "free_exit", coder="A1")
    filled.change_scheme(
        {"do": "add", "code": new()},
        {"do": "merge", "code": "free_exit", "into": "flexibility"},
        {"do": "merge", "code": "flexibility", "into": "new"},
        coder="A1",
    )
    assert codes(filled) == {coding: "new"}
    assert_sound(filled)


def test_a_code_is_split_in_one_operation(filled: Study) -> None:
    some = [filled.code("first", start, start + 3, "flexibility", coder="A1") for start in (0, 5, 9)]
    filled.change_scheme(
        {"do": "add", "code": new("evening"), "parent": "flexibility"},
        {"do": "recode", "codings": some[:2], "to": "evening"},
        coder="A1",
    )
    assert codes(filled) == {some[0]: "evening", some[1]: "evening", some[2]: "flexibility"}
    assert_sound(filled)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"do": "add", "code": new("flexibility")}, "already"),
        ({"do": "add", "code": new("two words")}, "may hold only letters"),
        ({"do": "add", "code": new(), "parent": "nothing"}, "no code 'nothing'"),
        ({"do": "add", "code": new(), "before": "free_exit"}, "is elsewhere"),
        ({"do": "add", "code": new(codes=[])}, "one by one"),
        ({"do": "add", "code": new(lable="x")}, "Did you mean 'label'"),
        ({"do": "add", "code": {"id": "new"}}, "'label' is missing"),
        ({"do": "edit", "code": "nothing", "set": {"tier": 2}}, "no code 'nothing'"),
        ({"do": "edit", "code": "flexibility", "set": {"label": {}}}, "is empty"),
        ({"do": "edit", "code": "flexibility", "set": {"label": "Flexible"}}, "'label' cannot be"),
        ({"do": "edit", "code": "flexibility", "set": {"label": {"en": 7}}}, "must be text"),
        ({"do": "edit", "code": "flexibility", "set": {"colour": 13}}, "colour slot"),
        ({"do": "edit", "code": "flexibility", "set": {"colour": True}}, "'colour' cannot be"),
        ({"do": "edit", "code": "flexibility", "set": {"id": "x"}}, "'id' of a code cannot be edited"),
        ({"do": "edit", "code": "flexibility", "set": {"examples": ["x"]}}, "objects by language"),
        ({"do": "edit", "code": "flexibility", "set": {}}, "no field"),
        ({"do": "move", "code": "voluntariness", "parent": "free_exit"}, "cannot go under itself"),
        ({"do": "move", "code": "voluntariness", "parent": "voluntariness"}, "cannot go under itself"),
        ({"do": "move", "code": "voluntariness", "before": "voluntariness"}, "before itself"),
        ({"do": "merge", "code": "voluntariness", "into": "free_exit"}, "code below it"),
        ({"do": "merge", "code": "voluntariness", "into": "voluntariness"}, "into itself"),
        ({"do": "merge", "code": "voluntariness", "into": "nothing"}, "no code 'nothing'"),
        ({"do": "recode", "codings": ["nothing"], "to": "free_exit"}, "no coding 'nothing'"),
        ({"do": "recode", "codings": ["x", "x"], "to": "free_exit"}, "stands twice"),
        ({"do": "recode", "codings": [], "to": "nothing"}, "no code 'nothing'"),
        ({"do": "paint", "code": "flexibility"}, "no change 'paint'"),
        ({"do": "merge", "code": "flexibility", "into": "free_exit", "more": 1}, "no part 'more'"),
        ({"code": "flexibility"}, "no change None"),
    ],
    ids=str,
)
def test_a_change_that_does_not_fit_is_refused_in_plain_words(
    filled: Study, change: dict[str, Any], match: str
) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    newest = filled.newest
    with pytest.raises(WorkbenchError, match=match):
        filled.change_scheme({"do": "merge", "code": "flexibility", "into": "free_exit"}, change, coder="A1")
    assert (filled.newest, tree(filled), codes(filled)) == (newest, START, {coding: "flexibility"})


def test_retired_codes_and_headings_take_no_codings(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    filled.change_scheme(
        {"do": "add", "code": new("heading", group=True)},
        {"do": "edit", "code": "free_exit", "set": {"retired": True}},
        coder="A1",
    )
    for change, match in [
        ({"do": "merge", "code": "flexibility", "into": "free_exit"}, "retired"),
        ({"do": "merge", "code": "flexibility", "into": "heading"}, "heading"),
        ({"do": "recode", "codings": [coding], "to": "free_exit"}, "retired"),
        ({"do": "recode", "codings": [coding], "to": "heading"}, "a heading"),
        ({"do": "edit", "code": "flexibility", "set": {"group": True}}, "is a heading"),
    ]:
        with pytest.raises(SchemeError, match=match):
            filled.change_scheme(change, coder="A1")
    assert codes(filled) == {coding: "flexibility"}


def test_a_passage_is_not_recoded_to_what_its_coder_has_coded_it_with(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    filled.code("first", 0, 5, "free_exit", coder="A1")
    with pytest.raises(CodingError, match="already"):
        filled.change_scheme({"do": "recode", "codings": [coding], "to": "free_exit"}, coder="A1")


def stale(study: Study, revision: int, *changes: dict[str, Any]) -> None:
    payload = {"revision": revision, "changes": list(changes)}
    study.apply(Operation("scheme.change", payload, "A2"))


def edit(code: str, **fields: Any) -> dict[str, Any]:
    return {"do": "edit", "code": code, "set": fields}


def test_what_somebody_else_edited_meanwhile_is_not_edited_unseen(filled: Study) -> None:
    filled.change_scheme(edit("flexibility", label={"en": "Flexible"}), coder="A1")
    with pytest.raises(
        ChangedMeanwhileError, match="'label' of the code 'flexibility' was changed by somebody"
    ):
        stale(filled, 1, edit("flexibility", label={"en": "Available"}))
    assert code(filled, "flexibility").label == {"en": "Flexible"}


def test_other_changes_made_meanwhile_are_no_obstacle(filled: Study) -> None:
    filled.change_scheme(
        edit("flexibility", label={"en": "Flexible"}), {"do": "add", "code": new()}, coder="A1"
    )
    stale(filled, 1, edit("flexibility", definition={"en": "d"}), edit("free_exit", label={"en": "Exit"}))
    assert code(filled, "flexibility").label == {"en": "Flexible"}
    assert code(filled, "flexibility").definition == {"en": "d"}
    for revision in (9, 0, -1, 2**63):
        with pytest.raises(SchemeError, match=f"no revision {revision}"):
            stale(filled, revision, edit("flexibility", tier=2))
    assert_sound(filled)


def test_a_study_without_a_scheme_has_nothing_to_change(study: Study) -> None:
    with pytest.raises(SchemeError, match="no coding scheme yet"):
        study.change_scheme(edit("flexibility", tier=2), coder="A1")


# Codings made under an older definition.


def older(study: Study) -> list[str]:
    return [one.coding.id for one in study.quotations(older=True).rows]


def test_a_new_definition_makes_codings_older_until_they_are_looked_at_again(filled: Study) -> None:
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    other = filled.code("first", 0, 5, "free_exit", coder="A1")
    filled.change_scheme(edit("flexibility", definition={"en": "narrower"}), coder="A1")
    assert older(filled) == [coding]
    assert filled.overview("A1").older == 1
    filled.change_coding(coding, coder="A1", memo="a memo is no second look")
    assert older(filled) == [coding]
    filled.change_coding(coding, coder="A1", checked=True)
    assert older(filled) == []
    filled.change_scheme(edit("free_exit", counter_examples=[{"en": "not this"}]), coder="A1")
    assert older(filled) == [other]
    filled.change_coding(other, coder="A1", code="voluntariness")
    assert older(filled) == []
    assert_sound(filled)


def test_another_name_colour_or_place_makes_nothing_older(filled: Study) -> None:
    filled.code("first", 0, 5, "flexibility", coder="A1")
    filled.change_scheme(
        edit("flexibility", label={"en": "Flexible"}, colour=9, tier=3, marker="FLX"),
        {"do": "move", "code": "flexibility", "parent": "voluntariness"},
        coder="A1",
    )
    assert older(filled) == []


def test_merged_codings_come_up_for_a_second_look_and_recoded_ones_do_not(filled: Study) -> None:
    filled.change_scheme(edit("free_exit", definition={"en": "may leave"}), coder="A1")
    merged = filled.code("first", 0, 5, "flexibility", coder="A1")
    recoded = filled.code("first", 7, 9, "voluntariness", coder="A1")
    filled.change_scheme(
        {"do": "recode", "codings": [recoded], "to": "free_exit"},
        {"do": "merge", "code": "flexibility", "into": "free_exit"},
        coder="A1",
    )
    assert older(filled) == [merged]


def test_the_definition_that_a_coding_was_made_under_is_still_there(filled: Study) -> None:
    filled.change_scheme(edit("flexibility", definition={"en": "wide"}), coder="A1")
    coding = filled.code("first", 0, 5, "flexibility", coder="A1")
    filled.change_scheme(edit("flexibility", definition={"en": "narrow"}), coder="A1")
    made = filled.codings_by_id([coding])[coding]
    then = filled.definition_then("flexibility", made.definition)
    assert then is not None
    assert then.definition == {"en": "wide"}
    now = code(filled, "flexibility")
    assert filled.definition_then("flexibility", now.definition_hash) == now
    assert filled.definition_then("flexibility", "0" * 12) is None
