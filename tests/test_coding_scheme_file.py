"""The file format of coding schemes: what is read, what is refused, and in which words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from workbench.errors import RefusedFileError, SchemeError, WorkbenchError
from workbench.readers.scheme_problems import file_schema, find_faults, shape_faults
from workbench.readers.schemes import (
    read_scheme,
    scheme_from_document,
    scheme_to_document,
    write_scheme,
)

if TYPE_CHECKING:
    from pathlib import Path

SMALLEST = "codes: [{id: T1, label: {en: Theme one}}]\n"


@pytest.fixture
def scheme_file(tmp_path: Path):
    def write(content: str | bytes, name: str = "mine.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal(path: Path) -> str:
    with pytest.raises(WorkbenchError) as refused:
        read_scheme(path)
    return str(refused.value)


def test_the_smallest_scheme_is_one_code_and_takes_its_name_from_the_file(scheme_file):
    scheme = read_scheme(scheme_file(SMALLEST))

    assert (scheme.id, scheme.title, scheme.version) == ("mine", {"en": "mine"}, "1")
    (code,) = scheme.codes
    assert (code.id, code.label_in("da"), code.colour, code.tier) == ("T1", "Theme one", 1, 1)
    assert scheme.attributes == ()


def test_a_codebook_may_begin_without_any_code(scheme_file):
    scheme = read_scheme(scheme_file("title: Codebook\ncodes: []\n"))

    assert scheme.codes == ()
    assert scheme_from_document(scheme_to_document(scheme), where="here") == scheme


def test_every_key_of_a_code_is_read(scheme_file):
    scheme = read_scheme(
        scheme_file(
            """
id: s
title: A scheme
version: "2.0"
source: a book
note: [one, two]
codes:
  - id: a
    label: {en: A, da: Å}
    definition: plain text
    use_when: once
    do_not_use_when: [never, {en: seldom, da: sjældent}]
    example: {da: Ja, en: Yes}
    counter_examples: ["No", "Nay"]
    colour: 7
    marker: AAA
    tier: 2
    core: true
    retired: true
    codes:
      - {id: b, label: B, rolls_up: false}
"""
        )
    )

    parent, child = scheme.codes
    assert parent.label == {"en": "A", "da": "Å"}
    assert parent.definition == {"en": "plain text"}
    assert parent.use_when == ({"en": "once"},)
    assert parent.do_not_use_when == ({"en": "never"}, {"en": "seldom", "da": "sjældent"})
    assert parent.examples == ({"da": "Ja", "en": "Yes"},)
    assert parent.counter_examples == ({"en": "No"}, {"en": "Nay"})
    assert (parent.colour, parent.marker, parent.tier) == (7, "AAA", 2)
    assert (parent.core, parent.retired, parent.rolls_up) == (True, True, True)
    assert (child.parent, child.rolls_up, child.colour) == ("a", False, 7)


def test_text_without_a_language_is_in_the_first_language_of_the_scheme(scheme_file):
    scheme = read_scheme(scheme_file("languages: [da, en]\ncodes: [{id: a, label: Tillid}]"))
    assert scheme.codes[0].label == {"da": "Tillid"}


def test_text_in_a_block_loses_only_the_space_around_it(scheme_file):
    scheme = read_scheme(
        scheme_file("codes:\n- id: a\n  label: A\n  definition: >\n    one\n    two\n\n    three\n")
    )
    assert scheme.codes[0].definition == {"en": "one two\nthree"}


def test_topmost_codes_get_different_colours_and_children_inherit(scheme_file):
    scheme = read_scheme(
        scheme_file(
            """
codes:
  - id: heading
    label: H
    group: true
    codes:
      - {id: a, label: A, codes: [{id: a1, label: A1, codes: [{id: a11, label: A11}]}]}
      - {id: b, label: B, colour: 9, codes: [{id: b1, label: B1}]}
  - {id: c, label: C}
  - {id: painted, label: P, group: true, colour: 12, codes: [{id: d, label: D}]}
"""
        )
    )
    colours = {code.id: code.colour for code in scheme.codes if not code.group}
    assert colours == {"a": 1, "a1": 1, "a11": 1, "b": 9, "b1": 9, "c": 3, "d": 12}


def test_colours_begin_again_after_the_twelfth_code(scheme_file):
    listed = "\n".join(f"  - {{id: c{n}, label: C}}" for n in range(14))
    scheme = read_scheme(scheme_file(f"codes:\n{listed}\n"))
    assert [code.colour for code in scheme.codes] == [*range(1, 13), 1, 2]


def test_a_language_or_an_id_may_be_called_no(scheme_file):
    scheme = read_scheme(scheme_file("codes:\n- id: no\n  label: {no: Nei, en: No}\n"))
    assert (scheme.codes[0].id, scheme.codes[0].label["no"]) == ("no", "Nei")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(scheme_file):
    scheme = read_scheme(scheme_file(b"\xef\xbb\xbfcodes:\r\n- id: a\r\n  label: {da: \xc3\x85}\r\n"))
    assert scheme.codes[0].label == {"da": "Å"}


CODE = "codes:\n- id: T1\n  label: One\n"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (CODE + "  lable: Two\n", 4, ["'T1'", "unknown key 'lable'", "Did you mean 'label'"]),
        (CODE + "title: A\nfoo: B\n", 5, ["unknown key 'foo'", "Known keys", "languages"]),
        ("codes:\n- id: T1\n", 2, ["'T1'", "'label' is missing"]),
        ("codes:\n- label: One\n", 2, ["code number 1", "'id' is missing"]),
        ("codes:\n- id: T1\n  label:\n", 3, ["'label' is empty"]),
        ("codes:\n- id: T1\n  label: {en: ' '}\n", 3, ["'en' of 'label' is empty"]),
        ("codes:\n- id: T1\n  label: {}\n", 3, ["'label' is empty"]),
        (CODE + "- id: T2\n  label: A\n- id: T1\n  label: A\n", 6, ["'T1' stands twice", "first in line 2"]),
        (CODE + "  label: Two\n", 4, ["'label' stands twice", "first in line 3"]),
        (CODE + "  colour: 13\n", 4, ["'colour'", "1 to 12", "number 13"]),
        (CODE + "  colour: blue\n", 4, ["'colour'", "1 to 12", "text 'blue'"]),
        (CODE + "  colour: true\n", 4, ["'colour'", "1 to 12", "yes/no value true"]),
        (CODE + "  tier: 0\n", 4, ["'tier'", "1, 2 or 3"]),
        (CODE + "  marker: AB1\n", 4, ["'marker'", "three letters"]),
        (CODE + "  core: maybe\n", 4, ["'core'", "true or false", "'maybe'"]),
        (CODE + "  definition: [a]\n", 4, ["'definition'", "a map from language to text", "a list"]),
        (CODE + "  use_when: [1]\n", 4, ["entry 1 of 'use_when'", "the number 1", "quotes"]),
        (CODE + "  example: a\n  examples: b\n", 4, ["'example' and 'examples'"]),
        (CODE + "  definition: {english: a}\n", 4, ["'english' is not a language tag"]),
        ("languages: [en]\ncodes:\n- id: a\n  label: {da: A}\n", 4, ["'da' is not among the 'languages'"]),
        ("codes:\n- id: 1\n  label: One\n", 2, ["'id' must be text", "the number 1", "quotes"]),
        ("codes:\n- id: true\n  label: One\n", 2, ["'id' must be text", "yes/no value true", "quotes"]),
        ("codes:\n- id: T1\n  label: 2024\n", 3, ["'label'", "the number 2024", "quotes"]),
        ("%YAML 1.1\n---\ncodes:\n- id: a\n  label: no\n", 5, ["'label'", "yes/no value", "quotes"]),
        ("version: 1.10\ncodes: [{id: a, label: A}]\n", 1, ["'version' must be text", "quotes"]),
        ("codes:\n- id: theme one\n  label: One\n", 2, ["'theme one'", "only letters, digits"]),
        ('codes:\n- id: "a\\n"\n  label: One\n', 2, ["only letters, digits"]),
        ("codes:\n- T1\n", 2, ["entry 1 of 'codes'", "the text 'T1'"]),
        ("codes:\n", 1, ["'codes' is empty"]),
        ("title: A\n", 1, ["'codes' is missing"]),
        ("- id: T1\n", 1, ["a map with the key 'codes'", "a list"]),
        ("Theme one\n", 1, ["a map with the key 'codes'", "'Theme one'"]),
        (CODE + "  ? [a, b]\n  : c\n", 4, ["a key must be a word"]),
        (CODE + '  definition: "a\\0b"\n', 4, ["cannot be stored"]),
        (CODE + '  definition: "\\uD800"\n', 4, ["cannot be stored"]),
        (CODE + "attributes:\n- {id: s, label: S, values: [{id: a, label: A}], default: b}\n", 5,
         ["default 'b' is not one of the values", "Use one of a"]),
        (CODE + "attributes:\n- id: s\n  label: S\n  values:\n  - {id: a, label: A}\n  - {id: a, label: B}\n",
         9, ["value id 'a' stands twice", "first in line 8"]),
        (CODE + "attributes:\n- {id: s, label: S, values: []}\n", 5, ["'s'", "'values' is empty"]),
        (CODE + "attributes:\n- {id: s, label: S, values: [{id: 1, label: A}]}\n", 5, ["'id' must be text"]),
        # Not YAML
        ("codes:\n\t- id: T1\n", 2, ["a tab", "Indent with spaces"]),
        (CODE + "  definition: a: b\n", 4, ["colon", "quotes"]),
        (CODE + "   definition: a\n", 4, ["indented unlike"]),
        ("codes:\n  - id: T1\n label: One\n", 3, ["indented unlike"]),
        (CODE + "  definition: 'a\n\n", 4, ["quotation mark", "never closed"]),
        ("codes: [{id: T1, label: One}\n", 2, ["closing ] is missing"]),
        (CODE + "  definition: @home\n", 4, ["cannot begin with the character @", "quotes"]),
        (CODE + "  definition: *home\n", 4, ["*", "&home", "quotes"]),
        (CODE + '  definition: "a\\q"\n', 4, ["single quotes"]),
        (CODE + "label\nversion: A\n", 5, ["colon"]),
        (CODE + "---\ntitle: A\n", 4, ["second document"]),
        (b"codes:\n- id: T1\n  label: Fr\xe6nde\n", 3, ["not in UTF-8", "Save it again"]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(scheme_file, content: str | bytes, line: int, words: list[str]):
    message = refusal(scheme_file(content))

    assert f"mine.yaml, line {line}: " in message
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"# only a remark\n", "the file is empty"),
        (SMALLEST.encode("utf-16"), "not in UTF-8"),
        (b"codes:\x00\n", "not text that YAML allows"),
        (b"x" * 2_000_001, "larger than 2 MB"),
        (b"[" * 20_000, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_scheme_is_refused(scheme_file, content: bytes, words: str):
    assert words in refusal(scheme_file(content))


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path):
    with pytest.raises(RefusedFileError, match=r"mine\.yaml: the file cannot be read"):
        read_scheme(tmp_path / "mine.yaml")


def test_up_to_twenty_problems_are_told_at_once_in_the_order_of_the_file(scheme_file):
    faulty = "".join(f"- {{id: c{n}, name: C}}\n" for n in range(15))
    lines = refusal(scheme_file("codes:\n" + faulty)).splitlines()

    assert "mine.yaml: 30 problems" in lines[0]
    assert [line.split(":")[0].strip() for line in lines[1:5]] == ["line 2", "line 2", "line 3", "line 3"]
    assert len(lines) == 22
    assert lines[-1].strip() == "and 10 more"


def test_tags_are_refused_and_never_constructed(scheme_file, tmp_path: Path):
    trace = tmp_path / "trace"
    message = refusal(
        scheme_file(CODE + f"  definition: !!python/object/apply:pathlib.Path.touch [!!str {trace}]\n")
    )
    assert "line 4" in message
    assert "python/object" in message
    assert not trace.exists()


def test_aliases_that_multiply_are_refused(scheme_file):
    levels = ["a: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "too many or nested too deeply" in refusal(scheme_file("\n".join(levels)))


def test_an_alias_within_itself_is_refused(scheme_file):
    assert "too many or nested too deeply" in refusal(scheme_file("codes: &a\n- codes: *a\n"))


def test_an_alias_that_repeats_a_definition_is_allowed(scheme_file):
    scheme = read_scheme(scheme_file("codes:\n- {id: a, label: &same Trust}\n- {id: b, label: *same}\n"))
    assert [code.label["en"] for code in scheme.codes] == ["Trust", "Trust"]


def test_a_document_of_a_program_is_refused_without_a_line():
    with pytest.raises(SchemeError, match=r"operation 7: code 'a': 'label' must be text"):
        scheme_from_document({"codes": [{"id": "a", "label": 3}]}, "operation 7")


def test_a_document_nested_without_end_is_refused():
    document: dict[str, Any] = {"id": "a", "label": "A"}
    for _ in range(3_000):
        document = {"id": "a", "label": "A", "codes": [document]}
    with pytest.raises(SchemeError, match="nested too deeply"):
        scheme_from_document({"codes": [document]}, "operation 7")


# YAML reads the line breaks of Unicode (NEL, LS, PS) as breaks within a text, and folds them.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\x85\u2028\u2029")
TEXT = st.text(CHARACTERS, min_size=1, max_size=8)
WORD = TEXT.map(str.strip).filter(bool)
WORDS = st.dictionaries(st.sampled_from(["en", "da", "no", "pt-BR"]), WORD, min_size=1)
REMARKS = st.lists(WORDS, max_size=2)
FLAG = st.booleans()


def entries_with(below: st.SearchStrategy[Any] | None) -> st.SearchStrategy[Any]:
    optional: dict[str, Any] = {
        "definition": WORDS,
        "use_when": WORD | REMARKS,
        "do_not_use_when": WORDS | REMARKS,
        "examples": REMARKS,
        "counter_examples": REMARKS,
        "colour": st.integers(1, 12),
        "marker": st.sampled_from(["ABC", "ÆØÅ"]),
        "tier": st.integers(1, 3),
        "core": FLAG,
        "group": FLAG,
        "rolls_up": FLAG,
        "retired": FLAG,
    }
    if below is not None:
        optional["codes"] = below
    return st.lists(
        st.fixed_dictionaries({"id": st.just("?"), "label": WORD | WORDS}, optional=optional),
        min_size=1,
        max_size=3,
    )


def numbered(entries: list[Any], prefix: str = "c") -> list[Any]:
    """The entries with ids that differ."""
    return [
        {**entry, "id": f"{prefix}.{n}"}
        | ({"codes": numbered(entry["codes"], f"{prefix}.{n}")} if "codes" in entry else {})
        for n, entry in enumerate(entries)
    ]


VALUES = st.lists(WORDS, min_size=1, max_size=3).map(
    lambda labels: [{"id": str(n), "label": label, "counts": n > 1} for n, label in enumerate(labels)]
)
ATTRIBUTE = st.fixed_dictionaries(
    {"id": st.just("a"), "label": WORDS, "values": VALUES},
    optional={"definition": WORDS, "default": st.just("0")},
)
DOCUMENTS = st.fixed_dictionaries(
    {"codes": entries_with(entries_with(entries_with(None))).map(numbered)},
    optional={
        "id": WORD,
        "title": WORD | WORDS,
        "version": WORD,
        "note": REMARKS,
        "attributes": st.lists(ATTRIBUTE, max_size=1),
    },
)


@settings(deadline=None)
@given(DOCUMENTS)
def test_the_stored_document_of_a_scheme_makes_the_same_scheme(document: dict[str, Any]):
    scheme = scheme_from_document(document, "document")
    stored = json.dumps(scheme_to_document(scheme))
    assert scheme_from_document(json.loads(stored), "another name") == scheme
    assert scheme_to_document(scheme_from_document(json.loads(stored), "x")) == json.loads(stored)


@settings(deadline=None, max_examples=40)
@given(DOCUMENTS)
def test_a_scheme_written_as_a_file_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, document: dict[str, Any]
):
    scheme = scheme_from_document(document, "document")
    path = tmp_path_factory.mktemp("scheme") / "other.yaml"
    write_scheme(scheme, path)
    assert read_scheme(path) == scheme


def test_the_json_schema_is_valid_json_schema():
    Draft202012Validator.check_schema(file_schema())


SCALAR = st.none() | FLAG | st.integers(-1, 14) | st.just(1.5) | st.sampled_from(["", " ", "AB", "ABC", "en"])
ANYTHING = st.recursive(
    SCALAR,
    lambda below: (
        st.lists(below, max_size=2)
        | st.dictionaries(st.sampled_from(["en", "x", "id", "label", "codes"]), below, max_size=3)
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(data=st.data(), document=DOCUMENTS)
def test_files_are_judged_as_the_json_schema_says(data: st.DataObject, document: dict[str, Any]):
    keys = st.sampled_from(
        ["id", "label", "colour", "marker", "tier", "group", "example", "codes", "values", "zz"]
    )
    for target in (document, document["codes"][0], *document.get("attributes", [])):
        for key in data.draw(st.lists(keys, max_size=1)):
            target[key] = data.draw(ANYTHING)
    assert (not shape_faults(document)) == Draft202012Validator(file_schema()).is_valid(document)


@settings(deadline=None)
@given(ANYTHING)
def test_whatever_a_document_holds_it_is_refused_in_words(document: object):
    faults = find_faults({"codes": document, "attributes": document, "languages": document})
    assert all(fault.what for fault in faults)
    assert faults
