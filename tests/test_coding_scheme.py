"""The coding schemes that are shipped: valid, complete, and in agreement with each other."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.model.scheme import Code, CodingScheme
from workbench.readers.schemes import read_scheme

FOLDER = Path(__file__).parent.parent / "coding_scheme"
CORE = ["voluntariness", "flexibility", "no_authority_agenda", "gatekeeper", "inspirator"]
ELEMENTS = [*CORE, "action_and_result_orientation"]
POINTER = re.compile(r" \[(\w+)\]$")

elements = read_scheme(FOLDER / "effective_elements.yaml")
everything = read_scheme(FOLDER / "social_mentoring.yaml")
both = pytest.mark.parametrize("scheme", [elements, everything], ids=lambda scheme: scheme.id)


def applicable(scheme: CodingScheme) -> list[Code]:
    return [code for code in scheme.codes if not code.group]


def test_the_effective_elements_are_five_of_the_core_and_the_sixth_of_the_evaluation():
    assert [code.id for code in elements.themes()] == ELEMENTS
    assert [code.id for code in elements.codes if code.core] == CORE
    assert len(elements.codes) == 33


def test_the_whole_scheme_has_ten_families_with_191_codes_in_three_tiers():
    families = list(everything.children(None))
    assert len(families) == 10
    assert all(family.group for family in families)
    assert len(applicable(everything)) == 191
    assert {code.tier for code in applicable(everything)} == {1, 2, 3}


def test_the_family_of_elements_is_the_same_in_both_files():
    below = {"effective_elements"}
    shared = []
    for code in everything.codes:
        if code.parent in below:
            below.add(code.id)
            shared.append(replace(code, parent=None) if code.parent == "effective_elements" else code)
    assert tuple(shared) == elements.codes
    assert everything.attributes == elements.attributes


@both
def test_every_code_has_every_block_in_english_and_danish(scheme: CodingScheme):
    for code in scheme.codes:
        for words in (code.label, code.definition, *code.examples, *code.counter_examples):
            assert set(words) == {"en", "da"}, code.id
    for code in applicable(scheme):
        assert code.use_when, code.id
        assert code.do_not_use_when, code.id
        assert code.examples, code.id
        assert code.counter_examples, code.id
    for attribute in scheme.attributes:
        for words in (attribute.label, attribute.definition, *(value.label for value in attribute.values)):
            assert set(words) == {"en", "da"}, attribute.id


@both
def test_labels_and_markers_tell_codes_apart(scheme: CodingScheme):
    codes = applicable(scheme)
    for said in ([code.marker for code in codes], [code.label["en"] for code in codes]):
        assert len(set(said)) == len(codes)
    assert len({code.label["da"] for code in codes}) == len(codes)
    assert all(re.fullmatch("[A-Z]{3}", code.marker) for code in codes)


@both
def test_no_sentence_serves_two_codes(scheme: CodingScheme):
    said = [
        text
        for code in scheme.codes
        for words in (code.definition, *code.examples, *code.counter_examples)
        for text in words.values()
    ]
    assert len(set(said)) == len(said)


def test_elements_have_colours_of_their_own_and_hand_them_down():
    assert [code.colour for code in elements.themes()] == [1, 2, 3, 4, 5, 6]
    for code in elements.codes:
        if code.parent:
            assert code.colour == elements.by_id[code.parent].colour
    assert {code.colour for code in everything.themes()} == set(range(1, 13))


@both
def test_each_counter_example_points_to_a_code_that_the_rules_name(scheme: CodingScheme):
    """What looks like the code and is not belongs to a code that `do_not_use_when` sends it to."""
    for code in applicable(scheme):
        named = {name for rule in code.do_not_use_when for name in re.findall(r"\[(\w+)\]", rule["en"])}
        for example in code.counter_examples:
            pointer = POINTER.search(example["en"])
            assert pointer, code.id
            assert not POINTER.search(example["da"]), code.id
            assert related(pointer[1]) & named, code.id


@both
def test_every_code_named_in_a_rule_exists(scheme: CodingScheme):
    for code in scheme.codes:
        for words in (*code.use_when, *code.do_not_use_when, *code.counter_examples):
            for name in re.findall(r"\[(\w+)\]", words["en"]):
                assert name in everything.by_id, code.id
                assert name != code.id


def related(name: str) -> set[str]:
    """The code, those above it and those directly below it."""
    found = {name} | {code.id for code in everything.children(name)}
    above = everything.by_id[name].parent
    while above:
        found.add(above)
        above = everything.by_id[above].parent
    return found


def test_powers_of_the_mentor_never_count_as_freedom_from_an_agenda():
    assert "free_space" in elements.rolled_up("no_authority_agenda")
    assert "authority_powers" not in elements.rolled_up("no_authority_agenda")
    assert [code.id for code in everything.codes if not code.rolls_up] == ["authority_powers"]


def test_what_is_absent_or_only_wished_for_is_not_presence():
    stance = elements.attribute_by_id["stance"]
    assert stance.default == "present"
    assert {value.id: value.counts for value in stance.values} == {
        "present": True,
        "absent": False,
        "wished_for": False,
        "ambivalent": True,
        "contrasted": True,
    }


def test_the_other_attributes_never_decide_on_presence():
    others = {attribute.id: attribute for attribute in elements.attributes if attribute.id != "stance"}
    assert list(others) == ["perspective", "strength", "sensitive"]
    assert all(value.counts for attribute in others.values() for value in attribute.values)
    assert others["perspective"].default == "own_experience"
    assert others["strength"].default is None
    assert others["strength"].value_ids == ("1", "2", "3")
    assert others["sensitive"].value_ids == ("yes",)


@both
def test_the_file_says_that_its_examples_are_constructed(scheme: CodingScheme):
    head = (FOLDER / f"{scheme.id}.yaml").read_text(encoding="utf-8").split("\n\n")[0]
    assert "constructed" in head


def test_the_documentation_names_every_element_and_its_schemes_can_be_read(tmp_path: Path):
    page = (FOLDER.parent / "docs" / "coding_scheme.md").read_text(encoding="utf-8")
    for code in elements.themes():
        assert f"`{code.id}`" in page
        assert code.label["en"] in page
    shown = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    assert len(shown) >= 2
    for number, text in enumerate(shown):
        path = tmp_path / f"shown_{number}.yaml"
        path.write_text(text, encoding="utf-8")
        assert read_scheme(path).codes
