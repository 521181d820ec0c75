"""The tidy frames: what they hold, and that their documentation keeps up."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from conftest import INTERVIEW, REPOSITORY

from workbench import CodingStatus, Operation, SpeakerLink, Study
from workbench.model.coding_rules import RESERVED_ATTRIBUTES

FRAMES = ("codings", "quotes", "transcripts", "speakers", "statuses", "memos", "judgements", "participants")


@pytest.fixture
def coded(filled: Study) -> Study:
    filled.link([SpeakerLink("first", "Borger", "P2", "citizen")])
    start = INTERVIEW.index("hun sagde")
    filled.code("first", start, start + 20, "free_exit", coder="A1", memo="clear")
    filled.code("first", INTERVIEW.index("ringede"), INTERVIEW.index("når"), "flexibility", coder="A2")
    filled.set_statuses([CodingStatus("first", "A1", "done")])
    judged = ["negative cases/result", "flexibility", "", "note", "tit", {}, None]
    filled.apply(Operation("judgement.set", {"judgements": [judged]}, "A1"))
    return filled


def documented(frame: str) -> list[str]:
    text = (REPOSITORY / "docs" / "frames.md").read_text(encoding="utf-8")
    section = text.split(f"## study.{frame}()")[1].split("\n## ")[0]
    return re.findall(r"^\| `([\w ]+)` \|", section, flags=re.MULTILINE)


@pytest.mark.parametrize("frame", FRAMES)
def test_every_column_is_documented_in_order(coded: Study, frame: str) -> None:
    register, scheme = coded.register, coded.scheme
    assert register is not None
    assert scheme is not None
    own = {variable.id for variable in register.person_variables} | set(scheme.attribute_by_id)
    assert [name for name in getattr(coded, frame)().columns if name not in own] == documented(frame)


@pytest.mark.parametrize("frame", FRAMES)
def test_an_empty_study_gives_empty_frames_with_the_same_columns(study: Study, frame: str) -> None:
    empty = getattr(study, frame)()
    assert empty.empty
    assert list(empty.columns) == documented(frame)


def test_a_quote_knows_its_words_context_theme_and_the_outcome_of_who_said_it(coded: Study) -> None:
    (row,) = coded.quotes("voluntariness").to_dict("records")
    assert row["text"] == "hun sagde at jeg bar"
    assert (row["before"] + row["text"] + row["after"]) in INTERVIEW
    assert (row["code"], row["code_label"], row["theme"]) == ("free_exit", "Free exit", "voluntariness")
    assert (row["participant"], row["result"], row["site"]) == ("P2", "no", "north")


def test_no_theme_lies_below_another_whatever_stands_between(filled: Study, tmp_path) -> None:
    path = tmp_path / "nested.yaml"
    path.write_text(
        "codes:\n"
        "  - id: outer\n    label: Outer\n    codes:\n"
        "      - {id: heading, label: Heading, group: true, codes: [{id: inner, label: Inner}]}\n"
        "  - {id: old, label: Old, retired: true, codes: [{id: kept, label: Kept}]}\n"
    )
    filled.set_scheme(path)
    filled.code("first", 0, 5, "inner", coder="A1")
    assert filled.scheme is not None
    assert [code.id for code in filled.scheme.themes()] == ["outer", "kept"]
    assert filled.quotes()["theme"].tolist() == ["outer"]


def test_every_column_of_the_frames_is_reserved_for_them(coded: Study) -> None:
    own = set(coded.participants().columns) | {"stance"}
    columns = set(coded.codings().columns) | set(coded.quotes().columns) - own
    assert (columns | {"participant", "quote"}) - {"stance"} == RESERVED_ATTRIBUTES


def test_quotes_are_filtered_by_code_with_those_below_it_coder_and_participant(coded: Study) -> None:
    assert len(coded.quotes()) == 2
    assert coded.quotes("free_exit")["coder"].tolist() == ["A1"]
    assert coded.quotes(coder="A2")["code"].tolist() == ["flexibility"]
    assert coded.quotes(participant="P1").empty
    assert coded.quotes("voluntariness", language="da")["code_label"].tolist() == ["Free exit"]
    assert coded.quotes("flexibility", language="da")["code_label"].tolist() == ["Flexibility"]


def test_participants_have_the_types_of_their_variables(coded: Study) -> None:
    people = coded.participants()
    assert people["participant"].tolist() == ["P1", "P2", "P3"]
    assert isinstance(people["result"].dtype, pd.CategoricalDtype)


def test_an_outcome_variable_named_like_a_column_is_kept_apart(
    study: Study, tmp_path, scheme_file, interview
) -> None:
    data = tmp_path / "clash.csv"
    data.write_text("person,text,code\nP1,hello,7\n")
    study.set_scheme(scheme_file)
    study.set_outcomes(data, key="person")
    study.import_transcripts(interview(), progress=False)
    study.link([SpeakerLink("first", "Borger", "P1")])
    start = INTERVIEW.index("rart")
    study.code("first", start, start + 4, "flexibility", coder="A1")
    (row,) = study.quotes().to_dict("records")
    assert (row["text"], row["code"]) == ("rart", "flexibility")
    assert (row["outcome.text"], row["outcome.code"]) == ("hello", 7)


def test_register_columns_that_clash_are_renamed_and_none_is_lost(
    study: Study, tmp_path, scheme_file, interview
) -> None:
    data = tmp_path / "clash.csv"
    data.write_text("id,participant,text,outcome.text\nP1,consented,a,b\n")
    study.set_scheme(scheme_file)
    study.set_outcomes(data, key="id")
    study.import_transcripts(interview(), progress=False)
    study.link([SpeakerLink("first", "Borger", "P1")])
    start = INTERVIEW.index("rart")
    study.code("first", start, start + 4, "flexibility", coder="A1")
    assert study.participants()["participant"].tolist() == ["P1"]
    (row,) = study.quotes().to_dict("records")
    assert (row["participant"], row["outcome.participant"]) == ("P1", "consented")
    assert (row["text"], row["outcome.text"], row["outcome.outcome.text"]) == ("rart", "b", "a")
    assert study.quotes().columns.is_unique


def test_links_to_people_whom_a_new_register_lacks_are_told(coded: Study, tmp_path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("person,result\nQ1,yes\n")
    coded.set_outcomes(other, key="person")
    assert any("P2" in note and "not in the register" in note for note in coded.check().notes)
