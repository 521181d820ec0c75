"""Outcome registers: declared tables, who their rows belong to, and what is refused."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from jsonschema import Draft202012Validator

from workbench.errors import RegisterError
from workbench.model.register import OutcomeRegister
from workbench.readers.registers import read_register
from workbench.readers.registers.declaration_checks import declaration_schema

DECLARATION = """
    id: trial
    title: {en: A trial, da: Et forsøg}
    participant: person
    tables:
      - id: people
        file: people.csv
        variables:
          - id: sex
            type: nominal
            label: {en: Sex, da: Køn}
            values: [{id: m, label: {en: Man, da: Mand}}, {id: w, label: {en: Woman, da: Kvinde}}]
            missing: {x: did not say}
          - {id: age, type: integer, label: Age, unit: years, minimum: 18, maximum: 65}
      - id: events
        file: events.csv
        rows: many
        participant: who
        variables:
          - {id: kind, type: nominal, values: [job, illness]}
          - {id: day, type: date}
          - {id: hours, type: number}
    derived:
      - {id: had_job, table: events, rule: any, where: {kind: [job]}}
      - id: had_job_word
        table: events
        rule: any
        type: nominal
        where: {kind: [job]}
        values: ["yes", "no"]
      - {id: n_events, table: events, rule: count}
      - {id: hours_ill, table: events, rule: sum, of: hours, where: {kind: [illness]}}
      - {id: first_kind, table: events, rule: first, of: kind, order_by: day}
      - {id: last_hours, table: events, rule: last, of: hours, order_by: day}
      - {id: is_woman, table: people, rule: any, where: {sex: [w]}}
"""
PEOPLE = "person,sex,age\n07,m,30\n8,w,41\n9,x,\n"
EVENTS = """who,kind,day,hours
8,job,2010-03-01,37
8,illness,2010-01-01,2.5
8,illness,2010-02-01,3
07,illness,2009-01-01,1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "trial.yaml", DECLARATION)
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    return tmp_path


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(dedent(text), encoding="utf-8")
    return path


def read(folder: Path, old: str = "", new: str = "", *, file: str = "trial.yaml") -> OutcomeRegister:
    """Read the trial after a change to one of its files."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_register(folder / "trial.yaml")


def refused(folder: Path, old: str, new: str, *, file: str = "trial.yaml") -> str:
    with pytest.raises(RegisterError) as caught:
        read(folder, old, new, file=file)
    return str(caught.value)


def columns(register: OutcomeRegister) -> dict[str, list[object]]:
    return {name: list(column) for name, column in register.person_columns.items()}


def test_person_level_variables_are_those_of_the_person_table_and_the_derived_ones(folder: Path) -> None:
    register = read(folder)
    assert register.participants == ("07", "8", "9")
    assert columns(register) == {
        "sex": ["m", "w", None],
        "age": [30, 41, None],
        "had_job": [False, True, False],
        "had_job_word": ["no", "yes", "no"],
        "n_events": [1, 3, 0],
        "hours_ill": [1.0, 5.5, 0],
        "first_kind": ["illness", "illness", None],
        "last_hours": [1.0, 37.0, None],
        "is_woman": [False, True, None],
    }


def test_a_declaration_gives_labels_units_missing_codes_and_provenance(folder: Path) -> None:
    register = read(folder)
    sex = register.variable_by_id["sex"]
    assert sex.label == {"en": "Sex", "da": "Køn"}
    assert [(value.id, value.label["da"]) for value in sex.values] == [("m", "Mand"), ("w", "Kvinde")]
    assert sex.missing == {"x": "did not say"}
    assert sex.provenance == "collected"
    assert register.variable_by_id["age"].unit == "years"
    assert register.variable_by_id["age"].label == {"en": "Age"}
    assert register.variable_by_id["n_events"].provenance == "derived"
    assert register.variable_by_id["first_kind"].type == "nominal"
    assert register.title["da"] == "Et forsøg"
    assert not register.constructed


def test_the_tables_keep_their_columns_with_the_participant_among_them(folder: Path) -> None:
    people, events = read(folder).tables
    assert (people.participant, people.per_participant, people.rows) == ("person", True, 3)
    assert (events.participant, events.per_participant, events.rows) == ("who", False, 4)
    assert list(events.columns) == ["who", "kind", "day", "hours"]
    assert events.columns["day"][0] == "2010-03-01"


def test_nobody_is_said_to_be_without_a_job_while_a_row_of_theirs_is_unknown(folder: Path) -> None:
    register = read(folder, "07,illness,2009-01-01,1", "07,,2009-01-01,1\n8,,2011-01-01,", file="events.csv")
    found = columns(register)
    assert found["had_job"] == [None, True, False], "one known job is enough for yes"
    assert found["hours_ill"] == [None, None, 0]
    assert found["n_events"] == [1, 4, 0], "a count without conditions counts rows"


def test_a_sum_is_missing_where_one_of_its_amounts_is(folder: Path) -> None:
    found = columns(read(folder, "8,illness,2010-01-01,2.5", "8,illness,2010-01-01,", file="events.csv"))
    assert found["hours_ill"] == [1.0, None, 0]


def test_no_row_in_a_table_of_one_row_each_means_unknown_not_no(folder: Path) -> None:
    write(folder, "results.csv", "person,state\n8,job\n07,none\n")
    register = read(
        folder,
        "    derived:\n".strip(" "),
        "  - {id: results, file: results.csv, variables: [{id: state, type: nominal, values: [job, none]}]}\n"
        "derived:\n"
        "  - {id: in_job, table: results, rule: any, where: {state: [job]}}\n",
    )
    assert columns(register)["state"] == ["none", "job", None]
    assert columns(register)["in_job"] == [False, True, None]


def test_a_table_is_linked_through_the_key_of_another(tmp_path: Path) -> None:
    write(tmp_path, "people.csv", "person\nA\nB\n")
    write(tmp_path, "course.csv", "course,person\nK1,A\nK2,B\nK3,B\n")
    write(tmp_path, "log.csv", "course,minutes\nK1,10\nK3,20\nK2,5\n")
    path = write(
        tmp_path,
        "register.yaml",
        """
        participant: person
        tables:
          - {id: log, file: log.csv, rows: many, through: {column: course, table: course}}
          - {id: people, file: people.csv}
          - {id: course, file: course.csv, rows: many}
          - {id: rooms, file: rooms.csv, participant: null}
        derived:
          - {id: minutes, table: log, rule: sum, of: minutes}
        """,
    )
    write(tmp_path, "rooms.csv", "room,size\nr1,4\n")
    register = read_register(path)
    assert columns(register) == {"minutes": [10, 25]}
    log = register.tables[0]
    assert list(log.columns["person"]) == ["A", "B", "B"]
    assert list(log.columns["course"]) == ["K1", "K3", "K2"]
    assert register.tables[3].participant is None


def test_a_key_of_two_people_links_nothing(tmp_path: Path) -> None:
    write(tmp_path, "people.csv", "person,group\nA,g\nB,g\n")
    write(tmp_path, "log.csv", "group,minutes\ng,10\n")
    path = write(
        tmp_path,
        "register.yaml",
        """
        participant: person
        tables:
          - {id: people, file: people.csv}
          - {id: log, file: log.csv, rows: many, through: {column: group, table: people}}
        """,
    )
    with pytest.raises(
        RegisterError, match=r"people\.csv, row 3, column group: 'g' belongs to 'A' and to 'B'"
    ):
        read_register(path)


def test_every_bad_value_is_told_with_file_row_and_column(folder: Path) -> None:
    (folder / "people.csv").write_text("person,sex,age\n07,male,17\n8,w,forty\n8,m,66\n", encoding="utf-8")
    (folder / "events.csv").write_text(
        "who,kind,day,hours\n8,job,1/3/2010,37\n99,job,2010-02-30,1\n,job,,1.234.5\n", encoding="utf-8"
    )
    message = refused(folder, "id: trial", "id: trial")
    assert message.startswith("trial.yaml: 10 problems, so nothing was read")
    for line in (
        "people.csv, row 2, column sex: 'male' is not an allowed value. Allowed are: m, w",
        "people.csv, row 2, column age: 17 is below the minimum 18",
        "people.csv, row 3, column age: 'forty' is not a whole number",
        "people.csv, row 4, column age: 66 is above the maximum 65",
        "people.csv, row 4, column person: the participant '8' has a row already, row 3",
        "events.csv, row 2, column day: '1/3/2010' is not a date. Write dates as 2010-10-31",
        "events.csv, row 3, column day: '2010-02-30' is not a day of the calendar",
        "events.csv, row 3, column who: '99' is not in the table 'people'",
        "events.csv, row 4, column who: the row does not say whom it belongs to",
        "events.csv, row 4, column hours: '1.234.5' is not a number. Write it without a mark for thousands",
    ):
        assert line in message


def test_of_many_problems_the_first_twenty_are_told_and_all_are_counted(folder: Path) -> None:
    rows = "".join(f"p{n},m,{n}\n" for n in range(100, 160))
    message = refused(folder, PEOPLE, f"person,sex,age\n07,m,30\n8,w,41\n{rows}", file="people.csv")
    assert "60 problems" in message
    assert len(message.splitlines()) == 22
    assert message.endswith("and 40 more")


def test_the_same_mistake_is_told_once_with_its_number_of_rows(folder: Path) -> None:
    rows = "".join(f"p{n},male,30\n" for n in range(50))
    message = refused(folder, "9,x,\n", f"9,x,\n{rows}", file="people.csv")
    assert "people.csv, row 5, column sex: 'male' is not an allowed value (and in 49 more rows)" in message
    assert "50 problems" in message


def test_a_column_of_its_own_that_nobody_declared_is_read_and_marked_as_inferred(folder: Path) -> None:
    register = read(
        folder,
        "person,sex,age\n07,m,30\n8,w,41\n9,x,",
        "person,sex,age,km\n07,m,30,1\n8,w,41,2\n9,x,,3",
        file="people.csv",
    )
    assert register.variable_by_id["km"].inferred
    assert register.variable_by_id["km"].type == "integer"
    assert not register.variable_by_id["sex"].inferred


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "type: integer",
            "type: integr",
            "line 14: 'type' cannot be 'integr'. It is one of nominal, ordinal",
        ),
        (
            "minimum: 18",
            "minimun: 18",
            "line 14: the key 'minimun' is not known here. Did you mean 'minimum'?",
        ),
        ("minimum: 18", "minimum: 70", "line 14: the minimum is above the maximum"),
        (
            "{x: did not say}",
            "{m: did not say}",
            "line 13: 'm' is both a value and a code that means missing",
        ),
        ("{id: w,", "{id: m,", "the value 'm' stands twice"),
        ("id: sex", "id: person", "'person' links the table to the participants, so it is no variable"),
        ("id: sex", "id: gender", "people.csv has no column 'gender'"),
        ("id: events\n", "id: people\n", "the table 'people' stands twice"),
        ("participant: person\n", "\n", "nothing says which column holds the participant"),
        ("participant: who", "participant: whom", "events.csv has no column 'whom'. Did you mean 'who'?"),
        (
            "file: people.csv",
            "file: peopel.csv",
            "line 6: there is no file 'peopel.csv' in the folder of trial.yaml. Did you mean 'people.csv'?",
        ),
        ("file: people.csv", "file: ../people.csv", "lies outside the folder of trial.yaml"),
        ("file: people.csv", "file: /etc/passwd", "lies outside the folder of trial.yaml"),
        ("rule: count", "rule: mean", "'rule' cannot be 'mean'. It is one of any, count, sum, first, last"),
        ("rule: sum, of: hours", "rule: sum", "the rule sum needs the key 'of'"),
        ("rule: sum, of: hours", "rule: sum, of: kind", "'kind' is of type nominal, so it cannot be summed"),
        (
            "rule: first, of: kind, order_by: day",
            "rule: first, of: day, order_by: kind",
            "'kind' is of type nominal, so it orders no rows",
        ),
        (
            "where: {kind: [job]}}",
            "where: {kind: [jobb]}}",
            "the condition on 'kind': 'jobb' is not an allowed value. Did you mean 'job'?",
        ),
        ("where: {kind: [job]}}", "where: {sort: [job]}}", "the table 'events' has no variable 'sort'"),
        ("{id: n_events, table: events", "{id: n_events, table: evnts", "there is no table 'evnts'"),
        (
            "id: n_events",
            "id: age",
            "'age' of the derived variables has the same name as in the table 'people'",
        ),
        ('values: ["yes", "no"]', 'values: ["yes"]', "the values do not go with the type"),
        ("label: Age", "label: {english: 3}", "'english' is not a language tag"),
        ("id: trial", "id: trial\nid: other", "the key 'id' stands twice"),
    ],
)
def test_a_mistake_in_the_declaration_is_told_with_its_line(
    folder: Path, old: str, new: str, told: str
) -> None:
    message = refused(folder, old, new)
    assert told in message
    assert "trial.yaml, line" in message or "participant" in told


def test_tables_that_go_in_a_circle_are_refused(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "register.yaml",
        """
        participant: person
        tables:
          - {id: people, file: people.csv}
          - {id: a, file: a.csv, rows: many, through: {column: k, table: b}}
          - {id: b, file: b.csv, rows: many, through: {column: k, table: a}}
        """,
    )
    with pytest.raises(RegisterError, match="the tables go in a circle: a -> b -> a"):
        read_register(path)


def test_a_register_needs_a_table_of_its_participants(tmp_path: Path) -> None:
    path = write(tmp_path, "r.yaml", "participant: p\ntables: [{id: log, file: log.csv, rows: many}]\n")
    with pytest.raises(RegisterError, match="no table has the participants"):
        read_register(path)


def test_the_declaration_beside_a_data_file_is_used_for_it(tmp_path: Path) -> None:
    write(tmp_path, "people.csv", "person,score\nA,9\nB,3\n")
    write(
        tmp_path,
        "people.yaml",
        """
        participant: person
        tables:
          - {id: people, variables: [{id: score, type: ordinal, values: [1, 2, 3], missing: {9: refused}}]}
        """,
    )
    for name in ("people.csv", "people.yaml"):
        register = read_register(tmp_path / name, key="person")
        assert columns(register) == {"score": [None, "3"]}
    with pytest.raises(
        RegisterError, match="the participant column is 'person' here, but 'name' was asked for"
    ):
        read_register(tmp_path / "people.csv", key="name")


def test_a_declaration_beside_that_is_about_other_files_is_not_taken_silently(tmp_path: Path) -> None:
    write(tmp_path, "people.csv", "person\nA\n")
    write(tmp_path, "people.yaml", "participant: person\ntables: [{id: people, file: others.csv}]\n")
    with pytest.raises(RegisterError, match=r"no table of it is in the file people\.csv"):
        read_register(tmp_path / "people.csv")


def test_a_data_file_alone_needs_its_key_and_lists_its_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "people.csv", "name,score\nA,9\n")
    with pytest.raises(RegisterError, match="the columns are name, score"):
        read_register(path)
    with pytest.raises(RegisterError, match=r"has no column 'nam'\. Did you mean 'name'"):
        read_register(path, key="nam")


def test_the_shipped_schema_is_a_valid_json_schema() -> None:
    Draft202012Validator.check_schema(declaration_schema())


def documented() -> str:
    return (Path(__file__).parent.parent / "docs" / "outcomes.md").read_text(encoding="utf-8")


def test_the_documentation_names_every_key_of_a_declaration() -> None:
    schema = declaration_schema()
    parts = [schema, *(schema["$defs"][name] for name in ("table", "variable", "derived"))]
    keys = {key for part in parts for key in part["properties"]}
    assert [key for key in sorted(keys) if f"`{key}`" not in documented()] == []


def test_the_example_in_the_documentation_reads(tmp_path: Path) -> None:
    _, _, after = documented().partition("## A declaration\n")
    write(tmp_path, "register.yaml", after.partition("The shape is")[0])
    write(tmp_path, "citizen.csv", "citizen_id,sex,age\nA,m,20\nB,9,30\n")
    write(tmp_path, "event.csv", "citizen_id,kind,day\nA,internship,2010-01-01\n")
    register = read_register(tmp_path / "register.yaml")
    assert columns(register) == {"sex": ["m", None], "age": [20, 30], "had_internship": [True, False]}
