"""Codings, links and statuses that come as CSV tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import INTERVIEW, assert_sound

from workbench import Study, WorkbenchError
from workbench.study.notes import unknown_participants


@pytest.fixture
def table(tmp_path: Path):
    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_codings_come_by_place_or_by_quote_with_memo_and_attributes(filled: Study, table) -> None:
    start = INTERVIEW.index("ringede")
    added = filled.add_codings(
        table(
            "transcript,start,end,quote,code,coder,stance,memo\n"
            f"first,{start},{start + 7},,flexibility,A1,,by phone\n"
            'first,,,"jeg bare kunne sige nej 😀",free_exit,A2,absent,\n'
        )
    )
    assert added == (2, 0)
    frame = filled.codings().set_index("coder")
    assert frame.loc["A1", "text"] == "ringede"
    assert frame.loc["A1", "memo"] == "by phone"
    assert frame.loc["A2", ["stance", "origin"]].tolist() == ["absent", "imported"]
    assert_sound(filled)


def test_loading_the_same_table_again_adds_nothing(filled: Study, table) -> None:
    path = table("transcript,start,end,code,coder\nfirst,0,5,flexibility,A1\nfirst,3,8,flexibility,A1\n")
    assert filled.add_codings(path) == (2, 0)
    assert filled.add_codings(path) == (0, 2)
    assert len(filled.codings()) == 2


@pytest.mark.parametrize("second", ["absent,", ",by phone"])
def test_a_coding_that_is_there_with_other_words_is_refused_and_not_dropped(
    filled: Study, table, second: str
) -> None:
    heading = "transcript,start,end,code,coder,stance,memo\n"
    path = table(f"{heading}first,0,5,flexibility,A1,,\nfirst,0,5,flexibility,A1,{second}\n")
    with pytest.raises(WorkbenchError, match=r"row 3.*other attributes or another memo"):
        filled.add_codings(path)
    assert filled.codings().empty
    filled.add_codings(table(f"{heading}first,0,5,flexibility,A1,,\n"))
    with pytest.raises(WorkbenchError, match=r"row 2.*other attributes or another memo"):
        filled.add_codings(table(f"{heading}first,0,5,flexibility,A1,{second}\n"))
    assert len(filled.codings()) == 1


def test_an_attribute_left_out_is_its_default_for_a_coding_that_is_there(filled: Study, table) -> None:
    filled.code("first", 0, 5, "flexibility", coder="A1")
    added = filled.add_codings(
        table("transcript,start,end,code,coder,stance\nfirst,0,5,flexibility,A1,present\n")
    )
    assert added == (0, 1)


def test_a_lost_coding_does_not_stand_in_the_way_of_one_in_the_new_text(
    filled: Study, table, interview
) -> None:
    start = INTERVIEW.index("ringede")
    coding = f"first,{start},{start + 7},flexibility,A1\n"
    filled.add_codings(table("transcript,start,end,code,coder\n" + coding))
    filled.import_transcripts(interview(text=INTERVIEW.replace("ringede", "skrevet")), progress=False)
    assert filled.codings()["anchor"].tolist() == ["lost"]
    assert filled.add_codings(table("transcript,start,end,code,coder\n" + coding)) == (1, 0)
    assert sorted(filled.codings()["text"]) == ["ringede", "skrevet"]


def test_a_quote_that_overlaps_itself_stands_more_than_once(filled: Study, table, interview) -> None:
    filled.import_transcripts(interview("second.txt", "Borger: ja ja ja\n"), progress=False)
    with pytest.raises(WorkbenchError, match="more than once"):
        filled.add_codings(table("transcript,quote,code,coder\nsecond,ja ja,flexibility,A1\n"))


def test_start_and_end_must_agree_with_the_quote_beside_them(filled: Study, table) -> None:
    heading, start = "transcript,start,end,quote,code,coder\n", INTERVIEW.index("Det var rart")
    end = start + len("Det var rart")
    with pytest.raises(WorkbenchError, match=r"row 2.*not those of the quote"):
        filled.add_codings(table(f"{heading}first,{start + 1},{end},Det var rart,flexibility,A1\n"))
    assert filled.add_codings(table(f"{heading}first,{start},{end},Det  var rart,flexibility,A1\n")) == (1, 0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-8"])
def test_semicolons_and_danish_encodings_are_understood(filled: Study, table, encoding: str) -> None:
    filled.add_codings(
        table("transcript;quote;code;coder\r\nfirst;når det brændte på;flexibility;Åse\r\n", encoding)
    )
    assert filled.codings()["coder"].tolist() == ["Åse"]
    assert filled.codings()["text"].tolist() == ["når det brændte på"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("missing,0,5,,flexibility,A1", "row 3.*no transcript 'missing'"),
        ("first,0,5,,flexibillity,A1", "row 3.*no code 'flexibillity'"),
        ("first,9,5,,flexibility,A1", "row 3.*empty or out of range"),
        ("first,0,99999,,flexibility,A1", "row 3.*empty or out of range"),
        ("first,a,b,,flexibility,A1", "row 3.*whole numbers"),
        ("first,,,never said,flexibility,A1", "row 3.*is not in 'first'"),
        ("first,,,Borger,flexibility,A1", "row 3.*more than once"),
        ("first,,,,flexibility,A1", "row 3.*neither a start and end nor a quote"),
        ("first,0,5,,flexibility,", "row 3.*coder's name"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_saved(filled: Study, table, row: str, message: str) -> None:
    before = filled.newest
    with pytest.raises(WorkbenchError, match=message):
        filled.add_codings(
            table(f"transcript,start,end,quote,code,coder\nfirst,0,5,,flexibility,A1\n{row}\n")
        )
    assert filled.newest == before


def test_all_wrong_rows_are_told_at_once(filled: Study, table) -> None:
    rows = "".join(f"first,0,5,nocode{number},A1\n" for number in range(30))
    with pytest.raises(WorkbenchError) as caught:
        filled.add_codings(table("transcript,start,end,code,coder\n" + rows))
    assert "30 rows are wrong" in str(caught.value)
    assert "row 2:" in str(caught.value)
    assert "and 10 more" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("transcript,code\nfirst,flexibility\n", "lacks coder"),
        ("transcript,code,coder\nfirst,flexibility,A1\n", "neither `start` and `end` nor `quote`"),
        ("transcript,quote,code,coder,mood\nfirst,a,flexibility,A1,x\n", "column 'mood' is not known"),
        ("transcript,quote,code,coder,coder\nfirst,a,flexibility,A1,x\n", "stands twice"),
        ("transcript,quote,code,coder\nfirst,a,flexibility,A1,x,y\n", "6 cells but 4 columns"),
        ("transcript,quote,code,coder\n\0\0\0", "not a CSV file"),
        ('transcript,quote,code,coder\nfirst,"never closed,flexibility,A1\n', "breaks off"),
    ],
)
def test_a_table_that_is_none_is_refused(filled: Study, table, text: str, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        filled.add_codings(table(text))
    assert_sound(filled)


def test_links_say_who_the_speakers_are(filled: Study, table) -> None:
    filled.link(
        table(
            "transcript,speaker,participant,role\nfirst,Borger,P1,citizen\nfirst,Interviewer,,interviewer\n"
        )
    )
    filled.code("first", INTERVIEW.index("rart"), INTERVIEW.index("rart") + 4, "flexibility", coder="A1")
    (quote,) = filled.quotes().to_dict("records")
    assert (quote["participant"], quote["role"], quote["result"], quote["site"]) == (
        "P1",
        "citizen",
        "yes",
        "north",
    )


def test_a_table_of_links_leaves_alone_what_it_has_no_column_for(filled: Study, table) -> None:
    filled.link(table("transcript,speaker,participant,role\nfirst,Borger,P1,citizen\n"))
    for text, expected in (
        ("transcript,speaker,participant\nfirst,Borger,P2\n", ["P2", "citizen"]),
        ("transcript,speaker,role\nfirst,Borger,mentor\n", ["P2", "mentor"]),
    ):
        filled.link(table(text))
        assert (
            filled.speakers().set_index("speaker").loc["Borger", ["participant", "role"]].tolist() == expected
        )
    filled.link(table("transcript,speaker,participant\nfirst,Borger,\n"))
    assert filled.speakers()["participant"].isna().all()
    with pytest.raises(WorkbenchError, match="neither `participant` nor `role`"):
        filled.link(table("transcript,speaker\nfirst,Borger\n"))


def test_linked_participants_whom_a_later_register_lacks_are_found(filled: Study, table) -> None:
    filled.link(table("transcript,speaker,participant\nfirst,Borger,P1\n"))
    with filled._store.reading() as connection:
        assert unknown_participants(connection, ["P1", "P2"]) == []
        assert unknown_participants(connection, ["P2"]) == ["P1"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("first,Nobody,P1,citizen\n", "no speaker 'Nobody'"),
        ("other,Borger,P1,citizen\n", "no speaker 'Borger' in a transcript 'other'"),
        ("first,Borger,P99,citizen\n", "no participant 'P99'"),
        ("first,Borger,P1,citizen\nfirst,Borger,P2,citizen\n", "linked twice, differently"),
        (",Borger,P1,citizen\n", "transcript or speaker is empty"),
    ],
)
def test_a_link_that_cannot_be_is_refused(filled: Study, table, rows: str, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        filled.link(table("transcript,speaker,participant,role\n" + rows))
    assert filled.speakers()["participant"].isna().all()


def test_statuses_are_set_and_set_back(filled: Study, table) -> None:
    filled.set_statuses(table("transcript,coder,status\nfirst,A1,Done\nfirst,A2,in_progress\n"))
    assert filled.statuses()[["coder", "status"]].to_numpy().tolist() == [
        ["A1", "done"],
        ["A2", "in progress"],
    ]
    filled.set_statuses(table("transcript,coder,status\nfirst,A1,not started\n"))
    assert filled.statuses()["coder"].tolist() == ["A2"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("first,A1,finished", "no status 'finished'"),
        ("other,A1,done", "no transcript 'other'"),
        ("first,,done", "coder is empty"),
    ],
)
def test_a_status_that_cannot_be_is_refused(filled: Study, table, row: str, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        filled.set_statuses(table(f"transcript,coder,status\n{row}\n"))
    assert filled.statuses().empty


def test_a_link_table_with_a_mistyped_column_is_refused(filled: Study, table) -> None:
    with pytest.raises(WorkbenchError, match="column 'particpant' is not known"):
        filled.link(table("transcript,speaker,particpant,role\nfirst,Borger,P1,citizen\n"))


def test_one_coder_cannot_have_two_statuses_for_one_transcript(filled: Study, table) -> None:
    with pytest.raises(WorkbenchError, match="two statuses"):
        filled.set_statuses(table("transcript,coder,status\nfirst,A1,done\nfirst,A1,in progress\n"))


def test_the_line_that_tells_excel_the_separator_is_left_out(filled: Study, table) -> None:
    filled.set_statuses(table("sep=;\r\n\r\ntranscript;coder;status\r\nfirst;A1;done\r\n"))
    assert filled.statuses()["status"].tolist() == ["done"]
    with pytest.raises(WorkbenchError, match="row 4"):
        filled.set_statuses(table("sep=;\r\n\r\ntranscript;coder;status\r\nfirst;A1;dun\r\n"))


def test_a_quote_is_found_whichever_way_its_letters_are_written(filled: Study, table) -> None:
    import unicodedata

    quote = unicodedata.normalize("NFD", "når det brændte på")
    filled.add_codings(table(f"transcript,quote,code,coder\nfirst,{quote},flexibility,A1\n"))
    assert filled.codings()["text"].tolist() == ["når det brændte på"]
