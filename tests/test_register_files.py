"""Data files of a register: every format, and files that are broken or hostile."""

# ruff: noqa: PD011 - .values are those of a variable, not of a frame
from __future__ import annotations

import datetime as dt
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from workbench.errors import RefusedFileError, RegisterError
from workbench.readers.registers import read_register

FRAME = pd.DataFrame(
    {
        "person": ["07", "8", "9"],
        "group": ["a", "b", "a"],
        "score": [1.5, 2.0, None],
        "visits": [3, 4, 5],
        "day": [dt.date(2010, 1, 2), dt.date(2010, 10, 31), None],
    }
)
EXPECTED = {
    "group": ["a", "b", "a"],
    "score": [1.5, 2.0, None],
    "visits": [3, 4, 5],
    "day": ["2010-01-02", "2010-10-31", None],
}
DECLARED = """
participant: person
tables:
  - id: t
    variables:
      - {id: group, type: nominal, values: [a, b]}
      - {id: score, type: number}
      - {id: visits, type: integer}
      - {id: day, type: date}
"""


def written(folder: Path, ending: str) -> Path:
    path = folder / f"t{ending}"
    match ending:
        case ".csv":
            FRAME.to_csv(path, index=False, sep=";", decimal=",")
        case ".xlsx":
            FRAME.to_excel(path, index=False)
        case ".parquet":
            FRAME.to_parquet(path)
        case ".sav":
            pyreadstat.write_sav(FRAME, path)
        case ".dta":
            pyreadstat.write_dta(FRAME, path)
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".sav", ".dta"])
@pytest.mark.parametrize("declared", [DECLARED, ""], ids=["declared", "undeclared"])
def test_every_format_gives_the_same_register(tmp_path: Path, ending: str, declared: str) -> None:
    path = written(tmp_path, ending)
    if declared:
        (tmp_path / "t.yaml").write_text(declared, encoding="utf-8")
    register = read_register(path, key="person")
    assert register.participants == ("07", "8", "9")
    assert {name: list(column) for name, column in register.person_columns.items()} == EXPECTED
    assert [variable.type for variable in register.person_variables] == [
        "nominal",
        "number",
        "integer",
        "date",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_of_any_usual_encoding_and_separator_is_read(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = 'person;køn;note\r\nÅse;mand;æ\r\n\r\nBo;kvinde;"to\nlinjer"\r\n'.replace(";", separator)
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    register = read_register(path, key="person")
    assert register.participants == ("Åse", "Bo")
    assert list(register.person_columns["køn"]) == ["mand", "kvinde"]
    assert list(register.person_columns["note"]) == ["æ", "to\nlinjer"]


def test_the_separator_line_of_excel_is_heeded_and_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=|\nperson|a;b\n1|2\n1|3\n", encoding="utf-8")
    with pytest.raises(
        RegisterError, match="row 3, column person: the participant '1' has a row already, row 2"
    ):
        read_register(path, key="person")


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('person,note\nA,"one\ntwo"\n\nB\nC,x,y\n', encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_register(path, key="person")
    assert "t.csv, row 4: the row has 1 cells where the heading has 2" in str(caught.value)
    assert "t.csv, row 5: the row has 3 cells where the heading has 2" in str(caught.value)


def test_keys_are_the_same_whether_typed_as_text_or_number(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    people = book.active
    people.title = "people"
    for row in (["person"], [7], [8.0], ["07"], [" nine "]):
        people.append(row)
    log = book.create_sheet("log")
    for row in (["person", "n"], ["7", 1], [7.0, 2], ["8 ", 3], ["07", 4], ["nine", 5]):
        log.append(row)
    book.save(tmp_path / "r.xlsx")
    (tmp_path / "r.yaml").write_text(
        """
participant: person
tables:
  - {id: people, file: r.xlsx, sheet: people}
  - {id: log, file: r.xlsx, sheet: log, rows: many}
derived:
  - {id: total, table: log, rule: sum, of: n}
""",
        encoding="utf-8",
    )
    register = read_register(tmp_path / "r.yaml")
    assert register.participants == ("7", "8", "07", "nine")
    assert list(register.person_columns["total"]) == [3, 3, 4, 5]
    (tmp_path / "r.yaml").write_text(
        "participant: person\ntables: [{id: t, file: r.xlsx, sheet: People}]\n", encoding="utf-8"
    )
    with pytest.raises(RefusedFileError, match=r"no sheet 'People'\. It has: people, log"):
        read_register(tmp_path / "r.yaml")


def test_labels_and_missing_codes_of_spss_are_taken_over(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"id": [1.0, 2, 3, 4], "sex": [1.0, 2, 9, None], "pain": [1.0, 3, 98, 99], "age": [30.0, 41, 99, 20]}
    )
    pyreadstat.write_sav(
        frame,
        tmp_path / "s.sav",
        column_labels={"sex": "Køn"},
        variable_value_labels={
            "sex": {1: "Mand", 2: "Kvinde", 9: "Vil ikke sige"},
            "pain": {1: "lidt", 2: "noget", 3: "meget"},
            "age": {20: "twenty"},
        },
        missing_ranges={"sex": [9], "pain": [{"lo": 98, "hi": 99}], "age": [99]},
        variable_measure={"pain": "ordinal"},
    )
    register = read_register(tmp_path / "s.sav", key="id")
    assert register.participants == ("1", "2", "3", "4")
    sex, pain, age = register.person_variables
    assert sex.type == "nominal"
    assert list(sex.label.values()) == ["Køn"]
    assert [(value.id, *value.label.values()) for value in sex.values] == [("1", "Mand"), ("2", "Kvinde")]
    assert sex.missing == {"9": "Vil ikke sige"}
    assert (pain.type, [value.id for value in pain.values]) == ("ordinal", ["1", "2", "3"])
    assert age.type == "integer"
    assert "20 = twenty" in age.note
    assert {name: list(column) for name, column in register.person_columns.items()} == {
        "sex": ["1", "2", None, None],
        "pain": ["1", "3", None, None],
        "age": [30, 41, None, 20],
    }


def test_missing_letters_of_stata_keep_their_labels(tmp_path: Path) -> None:
    pyreadstat.write_dta(
        pd.DataFrame({"id": [1, 2, 3], "v": [1, "a", 2]}),
        tmp_path / "s.dta",
        variable_value_labels={"v": {1: "One", 2: "Two", "a": "Refused"}},
        missing_user_values={"v": ["a"]},
    )
    register = read_register(tmp_path / "s.dta", key="id")
    assert list(register.person_columns["v"]) == ["1", None, "2"]
    assert register.variable_by_id["v"].missing == {".a": "Refused"}


def test_a_declaration_fills_its_gaps_from_the_labels_of_the_file(tmp_path: Path) -> None:
    pyreadstat.write_sav(
        pd.DataFrame({"id": [1.0, 2], "sex": [1.0, 9]}),
        tmp_path / "s.sav",
        column_labels={"sex": "Køn"},
        variable_value_labels={"sex": {1: "Mand", 2: "Kvinde"}},
        missing_ranges={"sex": [9]},
    )
    (tmp_path / "s.yaml").write_text(
        "participant: id\ntables: [{id: s, variables: [{id: sex, type: nominal}]}]\n", encoding="utf-8"
    )
    (sex,) = read_register(tmp_path / "s.sav").person_variables
    assert [value.id for value in sex.values] == ["1", "2"]
    assert list(sex.label.values()) == ["Køn"]
    assert not sex.inferred


def test_cells_of_excel_that_hold_no_value_are_told_apart_from_empty_ones(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["person", "x", "day"],
        ["A", "=1+1", dt.date(2010, 1, 2)],
        ["B", None, None],
        ["C", "#N/A", dt.datetime.combine(dt.date(2010, 1, 2), dt.time(14, 30))],
    ):
        book.active.append(row)
    book.active["B4"].data_type = "e"
    book.save(tmp_path / "t.xlsx")
    (tmp_path / "t.yaml").write_text(
        "participant: person\n"
        "tables: [{id: t, variables: [{id: x, type: integer}, {id: day, type: date}]}]\n",
        encoding="utf-8",
    )
    with pytest.raises(RegisterError) as caught:
        read_register(tmp_path / "t.xlsx")
    message = str(caught.value)
    assert "row 2, column x: the cell holds a formula that was never computed" in message
    assert "row 4, column x: the cell holds the spreadsheet error #N/A" in message
    assert "row 4, column day: 2010-01-02T14:30:00 has a time of day" in message
    assert "3 problems" in message


def test_headings_that_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("person,a, a ,,\nA,1,2,3,\n", encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_register(path, key="person")
    assert "two columns have the heading 'a'" in str(caught.value)
    assert "column 4 has values but no heading" in str(caught.value)
    assert "2 problems" in str(caught.value)


HOSTILE = {
    "empty.csv": (b"", "the file is empty"),
    "blank.csv": (b"\n\n", "the first row holds no headings"),
    "binary.csv": (bytes(range(256)) * 10, "not text"),
    "unclosed.csv": (b'person,note\nA,"oh\nB,x\n', "opened and never closed"),
    "one_line.csv": (b"person," * 8_000_000, "longer than 1,000,000 characters"),
    "text.xlsx": (b"person,a\nA,1\n", "not a workbook"),
    "protected.xlsx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "protected by a password"),
    "text.parquet": (b"person,a\nA,1\n", "cannot be read as Parquet"),
    "text.sav": (b"person,a\nA,1\n", "cannot be read as .sav"),
    "text.dta": (b"person,a\nA,1\n", "cannot be read as .dta"),
    "table.ods": (b"PK", "tables with the ending '.ods' are not read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_not_what_it_says_is_refused(tmp_path: Path, name: str) -> None:
    content, told = HOSTILE[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RefusedFileError) as caught:
        read_register(tmp_path / name, key="person")
    assert told in str(caught.value)
    assert name in str(caught.value)


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError, match="this is a folder"):
        read_register(tmp_path, key="person")


def test_keys_that_a_program_wrote_as_decimals_are_the_same_people(tmp_path: Path) -> None:
    path = tmp_path / "floats.csv"
    path.write_text("person,result\n7.0,yes\n12.0,no\nA1.0,no\n")
    assert read_register(path, key="person").participants == ("7", "12", "A1.0")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError, match=r"nowhere\.csv: the file cannot be read"):
        read_register(tmp_path / "nowhere.csv", key="person")


def forged(folder: Path, part: str, old: bytes, new: bytes) -> Path:
    """A workbook with one of its parts changed."""
    plain, path = folder / "plain.xlsx", folder / "forged.xlsx"
    pd.DataFrame({"person": ["A"], "x": [1]}).to_excel(plain, index=False)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        (
            "xl/worksheets/sheet1.xml",
            b"</sheetData>",
            b"</sheetData>" + b" " * 160_000_000,
            "unpacks to more than 150 MB",
        ),
        ("xl/worksheets/sheet1.xml", b'r="2"', b'r="999999999999"', "more than 1,048,576 rows"),
        ("xl/worksheets/sheet1.xml", b'r="B2"', b'r="ZZZZZ2"', "damaged"),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet",
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet',
            "damaged",
        ),
    ],
    ids=["bomb", "rows", "columns", "entity"],
)
def test_a_forged_workbook_is_refused(tmp_path: Path, part: str, old: bytes, new: bytes, told: str) -> None:
    with pytest.raises(RefusedFileError, match=told):
        read_register(forged(tmp_path, part, old, new), key="person")


def test_the_size_a_workbook_states_is_not_believed(tmp_path: Path) -> None:
    path = forged(tmp_path, "xl/worksheets/sheet1.xml", b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert read_register(path, key="person").participants == ("A",)


def test_a_parquet_file_that_unpacks_beyond_bounds_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 11_000_000, pa.int8()), pa.array(["A"]))
    pq.write_table(pa.table({"person": column, "x": column}), path)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(RefusedFileError, match="larger than 20,000,000 cells"):
        read_register(path, key="person")


def test_parquet_columns_of_lists_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"person": ["A"], "codes": [[1, 2]]}), path)
    with pytest.raises(RegisterError, match=r"t\.parquet, column codes: each cell holds a list"):
        read_register(path, key="person")


def test_characters_that_no_store_can_hold_are_refused_with_their_row(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"person": ["A", "B"], "x": ["fine", "nul\0"]}), path)
    with pytest.raises(
        RegisterError, match="row 3, column x: the cell holds a character that cannot be stored"
    ):
        read_register(path, key="person")
    broken = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")]
    )
    pq.write_table(pa.table({"person": ["A"], "x": broken}), path)
    with pytest.raises(RefusedFileError, match="cannot be read as Parquet"):
        read_register(path, key="person")


def test_reading_a_csv_register_loads_no_heavy_library(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("person,x\nA,1\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from workbench.readers.registers import read_register;"
        f"read_register(Path({str(path)!r}), key='person');"
        "heavy = ('pandas', 'pyarrow', 'openpyxl', 'pyreadstat', 'jsonschema');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    assert done.stdout.strip() == "[]"
