"""Document portraits: where in an interview which theme stands, and who speaks."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest
from small_interviews import interviews, passage

from workbench.errors import FindingError
from workbench.findings.relations.portrait import document_portrait
from workbench.model.transcript import Turn

DATA = interviews(
    passage("t", "a", 0, 30, turn=0, text="first"),
    passage("t", "a", 20, 40, turn=0),
    passage("t", "b", 35, 45, turn=1),
    passage("u", "c", 10, 20, turn=0),
    passage("u", "unheard", 10, 20, turn=0),
    constructed=True,
)


def test_the_share_of_a_theme_is_of_all_coded_characters():
    finding = document_portrait(DATA, "t")
    table = finding.table.set_index("theme")
    assert finding.coded == {"t": 45}
    assert table.loc["a", ["codings", "characters", "first", "last"]].tolist() == [2, 40, 0, 40]
    assert table.loc["a", "share"] == pytest.approx(40 / 45)
    assert finding.figure().layout.title.text.startswith("<b>t: Apple takes up the largest part")


def test_only_what_was_asked_for_can_be_left_out():
    assert document_portrait(DATA, "t").left_out.empty
    assert dict(document_portrait(DATA).left_out.to_numpy()) == {"no theme": 1}


def test_a_study_gives_all_turns_and_frames_those_with_a_coding():
    turns = (Turn("I", 0, 0, 0, 5), Turn("Citizen", 5, 5, 5, 50), Turn("I", 50, 50, 50, 60))
    study = SimpleNamespace(frames=lambda: DATA, document=lambda _: SimpleNamespace(turns=turns))
    whole, part = document_portrait(study, "t"), document_portrait(DATA, "t")
    assert whole.turns["end"].tolist() == [5, 50, 60]
    assert part.turns[["start", "end"]].to_numpy().tolist() == [[0, 40], [35, 45]]
    assert "where something is coded" in part.figure().layout.annotations[-1].text


def test_hovering_shows_the_words_and_who_coded_them():
    hover = [text for trace in document_portrait(DATA, "t").figure().data for text in trace.hovertext]
    assert any("first" in text and "A1" in text for text in hover)


def test_a_transcript_without_codings_or_turns_says_so():
    data = interviews(passage("t", "a", 0, 5), names=["empty"])
    finding = document_portrait(data, ["t", "empty"])
    assert "Nothing is coded in empty" in finding.summary()
    assert finding.figure().layout.title.text
    alone = document_portrait(data, "empty")
    assert "Nothing is coded yet" in alone.figure().layout.title.text
    without = dataclasses.replace(data, codings=data.codings.drop(columns=["turn", "speaker", "text"]))
    assert document_portrait(without, "t").figure().layout.title.text


def test_quotes_are_those_of_a_theme_and_unknown_names_are_refused():
    finding = document_portrait(DATA)
    assert len(finding.quotes("a")) == 2
    assert finding.quotes("a", "u").empty
    with pytest.raises(FindingError, match="there is no transcript 'x'"):
        document_portrait(DATA, "x")
    with pytest.raises(FindingError, match="'x' is not in this portrait"):
        finding.quotes("a", "x")


def test_the_order_of_rows_changes_neither_table_nor_fingerprint():
    mixed = dataclasses.replace(DATA, codings=DATA.codings.iloc[::-1].reset_index(drop=True))
    one, other = document_portrait(DATA), document_portrait(mixed)
    assert one.table.equals(other.table)
    assert one.fingerprint == other.fingerprint
