"""Values of a register: how cells are read, and how undeclared columns get their type."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.errors import RegisterError
from workbench.model.register import Variable
from workbench.readers.registers import read_register


def read_column(folder: Path, cells: list[str], declared: str = "") -> tuple[Variable, list[object]]:
    """Read one column of text cells, as `declared` in YAML, else as it is inferred."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(
        [["person", "x"], *([f"p{number}", cell] for number, cell in enumerate(cells))]
    )
    (folder / "r.csv").write_text(stream.getvalue(), encoding="utf-8", newline="")
    (folder / "r.yaml").unlink(missing_ok=True)
    if declared:
        text = f"participant: person\ntables: [{{id: r, variables: [{{id: x, {declared}}}]}}]\n"
        (folder / "r.yaml").write_text(text, encoding="utf-8")
    register = read_register(folder / "r.csv", key="person")
    return register.variable_by_id["x"], list(register.person_columns["x"])


@pytest.mark.parametrize(
    ("declared", "cells", "values"),
    [
        ("type: integer", ["7", " 7 ", "7.0", "7,0", "-3", ""], [7, 7, 7, 7, -3, None]),
        ("type: number", ["1,5", "2", ",5", "1e3", ""], [1.5, 2.0, 0.5, 1000.0, None]),
        ("type: number", ["1.5", "-0.25"], [1.5, -0.25]),
        ("type: number, missing: {-9: refused}", ["-9", "-9.0", "9.5"], [None, None, 9.5]),
        ("type: boolean", ["Ja", "nej", "TRUE", "FALSK", "1", "0"], [True, False, True, False, True, False]),
        ("type: date", ["2010-10-31", "2010-10-31 00:00:00", ""], ["2010-10-31", "2010-10-31", None]),
        ("type: text", [" two words ", "007", ""], ["two words", "007", None]),
        ("type: nominal, values: [1, 2]", ["1", "2", ""], ["1", "2", None]),
        ("type: nominal", ["b", "a", "10", "9"], ["b", "a", "10", "9"]),
    ],
)
def test_a_declared_column_is_read_as_its_type(
    tmp_path: Path, declared: str, cells: list[str], values: list[object]
) -> None:
    assert read_column(tmp_path, cells, declared)[1] == values


@pytest.mark.parametrize(
    ("declared", "cell", "told"),
    [
        ("type: integer", "1.000", "is not a whole number. Write it without a mark for thousands"),
        ("type: integer", "7.5", "is not a whole number"),
        ("type: integer", "99999999999999999", "is not a whole number"),
        ("type: integer", "9007199254740993", "too large to be kept exactly"),
        ("type: number", "1.234,5", "is not a number. Write it without a mark for thousands"),
        ("type: number", "NaN", "is not a number. If it means that the value is missing, declare it"),
        ("type: number", "1_000", "is not a number"),
        ("type: number", "٣", "is not a number"),
        ("type: number", "1e999", "too large"),
        ("type: boolean", "maybe", "is neither true nor false"),
        ("type: date", "31-12-2010", "is not a date. Write dates as 2010-10-31"),
        ("type: date", "40512", "is not a date"),
        ("type: nominal, values: [man, woman]", "Man", "Did you mean 'man'? Allowed are: man, woman"),
    ],
)
def test_a_cell_that_is_not_of_its_type_is_refused(
    tmp_path: Path, declared: str, cell: str, told: str
) -> None:
    with pytest.raises(RegisterError) as caught:
        read_column(tmp_path, [cell], declared)
    assert str(caught.value).startswith("r.csv, row 2, column x: ")
    assert told in str(caught.value)


@pytest.mark.parametrize("declared", ["type: number", ""])
def test_a_column_with_decimal_points_and_decimal_commas_is_refused(tmp_path: Path, declared: str) -> None:
    with pytest.raises(
        RegisterError, match=r"row 4, column x: 2,5 has another decimal mark than 1.5 in row 3"
    ):
        read_column(tmp_path, ["7", "1.5", "2,5"], declared)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2", "3", "4"], "integer"),
        (["1.0", "2.0", ""], "integer"),
        (["1,5", "2"], "number"),
        (["2010-01-01", "2011-01-01"], "date"),
        (["TRUE", "FALSE"], "boolean"),
        (["yes", "no", "yes", "no"], "nominal"),
        (["yes", "no", "yes"], "nominal"),
        (["01", "02", "03"], "text"),
        (["01", "02", "01"], "nominal"),
        (["a long story", "another one", "a third"], "text"),
        (["12345678901234567890", "12345678901234567891"], "text"),
        (["", ""], "text"),
    ],
)
def test_the_type_of_an_undeclared_column_is_read_off_its_values(
    tmp_path: Path, cells: list[str], kind: str
) -> None:
    variable, _ = read_column(tmp_path, cells)
    assert variable.type == kind
    assert variable.inferred


def test_undeclared_categories_come_in_the_order_of_the_table_and_numbers_by_size(tmp_path: Path) -> None:
    assert [value.id for value in read_column(tmp_path, ["b", "a", "b", "a"])[0].values] == ["b", "a"]
    declared = read_column(tmp_path, ["10", "9", "10"], "type: ordinal")[0]
    assert [value.id for value in declared.values] == ["9", "10"]


def test_signs_that_programs_write_for_missing_are_missing_and_said_to_be(tmp_path: Path) -> None:
    variable, cells = read_column(tmp_path, ["3", "NA", "5", "."])
    assert variable.type == "integer"
    assert cells == [3, None, 5, None]
    assert set(variable.missing or ()) == {"NA", "."}


def test_none_is_a_word_like_any_other(tmp_path: Path) -> None:
    assert read_column(tmp_path, ["none", "job", "none"])[1] == ["none", "job", "none"]


NUMBERS = st.lists(
    st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=1, max_size=20
)


@given(NUMBERS, st.sampled_from(".,"))
def test_numbers_come_back_as_they_were_written(numbers: list[float | None], mark: str) -> None:
    cells = ["" if number is None else repr(number).replace(".", mark) for number in numbers]
    with TemporaryDirectory() as folder:
        assert read_column(Path(folder), cells, "type: number")[1] == numbers


@given(st.lists(st.dates(), min_size=1, max_size=20))
def test_dates_come_back_as_they_were_written(days: list[dt.date]) -> None:
    cells = [day.isoformat() for day in days]
    with TemporaryDirectory() as folder:
        assert read_column(Path(folder), cells, "type: date")[1] == cells


READABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(st.lists(READABLE, min_size=1, max_size=20))
def test_text_comes_back_as_it_was_written_but_for_the_space_around_it(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        cells = read_column(Path(folder), texts, "type: text")[1]
        assert cells == [text.strip() or None for text in texts]


@given(st.lists(READABLE, min_size=1, max_size=20))
def test_an_undeclared_column_is_never_refused_for_its_values(texts: list[str]) -> None:
    mixed = {mark for text in texts for mark in ".," if mark in text and any(map(str.isdigit, text))}
    assume(len(mixed) < 2)  # 1.5 beside 2,5: the one thing that cannot be told
    with TemporaryDirectory() as folder:
        _, cells = read_column(Path(folder), texts)
        assert len(cells) == len(texts)
