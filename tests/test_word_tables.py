"""Tables of Word documents: columns share the room, and no word is broken where there is room for it."""

from __future__ import annotations

import docx
from hypothesis import given
from hypothesis import strategies as st

from workbench.findings.displays.column_widths import EMU_PER_CM, column_widths
from workbench.findings.displays.word_tables import lay_out

ROOM = 26 * EMU_PER_CM
CELL = st.text(st.sampled_from("ab "), max_size=60)
TABLES = st.integers(1, 12).flatmap(
    lambda columns: st.lists(st.lists(CELL, min_size=columns, max_size=columns), min_size=1, max_size=4)
)


@given(TABLES)
def test_columns_share_the_room_and_each_has_some(texts) -> None:
    widths = column_widths(texts, ROOM)
    assert len(widths) == len(texts[0])
    assert min(widths) > 0
    assert 0.99 * ROOM <= sum(widths) <= ROOM


def test_a_short_column_beside_long_texts_keeps_its_words_whole() -> None:
    long = "distriktspsykiatrien er langt væk, og der er ingen, der svarer " * 3
    widths = column_widths([["Person", *["Tema"] * 8], ["C4821", *[long] * 8]], ROOM)
    assert widths[0] >= int((0.5 + 0.2 * len("Person")) * EMU_PER_CM)


def test_short_rows_stay_whole_and_the_head_is_repeated() -> None:
    texts = [["Head", "Other"], ["short", "x"], ["long " * 100, "y"]]
    table = docx.Document().add_table(rows=3, cols=2)
    lay_out(table, texts, ROOM)
    rows = [row._tr.xml for row in table.rows]
    assert ["w:cantSplit" in row for row in rows] == [True, True, False]
    assert ["w:tblHeader" in row for row in rows] == [True, False, False]
