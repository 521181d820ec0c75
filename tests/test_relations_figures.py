"""Figures of relations, saturation and set analysis: hostile text is inert, all say their source."""

from __future__ import annotations

import dataclasses

import pytest
from small_interviews import interviews, passage

from workbench.findings.qca.set_analysis import set_analysis
from workbench.findings.relations.co_occurrence import co_occurrence
from workbench.findings.relations.combinations import code_combinations
from workbench.findings.relations.portrait import document_portrait
from workbench.findings.relations.saturation import saturation
from workbench.findings.relations.sequences import code_sequences
from workbench.model.scheme import Code, CodingScheme

HOSTILE = (
    "<img src=x onerror=alert(1)> <a href='javascript:alert(1)'>x</a> %{x} $x^2$ &amp; <br> \u202eæøå 🙂"
)
OURS = ("<br>", "<b>", "</b>", "<i>", "</i>", '<span style="font-size:13px">', '<span style="color:#5f6368">',
        "</span>", "&nbsp;")  # fmt: skip

KINDS = {
    "co-occurrence": lambda data: co_occurrence(data, within="turn", turns=1),
    "combinations": lambda data: code_combinations(data, outcome="outcome"),
    "sequences": code_sequences,
    "portrait": document_portrait,
    "saturation": lambda data: saturation(data, base=1, run=1),
    "set analysis": lambda data: set_analysis(data, outcome="flag", conditions=["a"]),
}


def hostile(text=HOSTILE):
    scheme = CodingScheme(
        "s",
        {},
        "1",
        tuple(Code(code, {"en": f"{code} {text}", "da": f"{code} {text}"}, {}) for code in "abc"),
    )
    passages = [
        passage(
            f"{name} {text}",
            code,
            10 * place,
            10 * place + 12,
            turn=place,
            text=text,
            participant=f"{name} {text}",
        )
        for name in "tu"
        for place, code in enumerate("abcab" if name == "t" else "bcb")
    ]
    outcome = {f"t {text}": f"yes {text}", f"u {text}": "no"}
    data = interviews(*passages, outcome=outcome, scheme=scheme, constructed=True)
    codings = data.codings.assign(speaker=text, coder=f"A1 {text}")
    statuses = data.statuses.assign(coder=f"A1 {text}")
    people = data.participants.assign(flag=[True, False])
    speakers = data.speakers[data.speakers["participant"].isin(people["participant"])]
    return dataclasses.replace(
        data, codings=codings, statuses=statuses, participants=people, speakers=speakers
    )


def texts(node):
    """Every text in the JSON of a figure, but not the keys."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for name, value in node.items():
            # What a mark hands on is not shown.
            if name not in ("template", "customdata"):
                yield from texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts(value)


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_labels_names_and_quotes_are_shown_letter_for_letter(kind, language):
    drawn = KINDS[kind](hostile()).figure(language)
    for text in texts(drawn.to_dict()):
        without_ours = text
        for tag in OURS:
            without_ours = without_ours.replace(tag, "")
        assert not set("<>$") & set(without_ours), text
    assert "hovertemplate" not in drawn.to_json()
    assert "texttemplate" not in drawn.to_json()
    assert "sendChartToCloud" in drawn.layout.modebar.remove


@pytest.mark.parametrize("kind", KINDS)
def test_a_notebook_shows_the_table_escaped(kind):
    html = KINDS[kind](hostile())._repr_html_()
    assert "<img" not in html
    assert "<a " not in html
    assert html.startswith("<table>")


@pytest.mark.parametrize("kind", KINDS)
def test_constructed_data_are_always_said_to_be(kind):
    finding = KINDS[kind](hostile("plain"))
    for language, words in (("en", "Constructed data"), ("da", "Konstruerede data")):
        caption = finding.figure(language).layout.annotations[-1].text
        assert words in caption
        assert words in finding.summary(language)
        assert ("Source" if language == "en" else "Kilde") in caption
    real = KINDS[kind](dataclasses.replace(hostile("plain"), constructed=False))
    assert "Constructed" not in str(real)


@pytest.mark.parametrize("kind", KINDS)
def test_codings_from_another_program_need_no_more_than_the_plain_columns(kind):
    data = hostile("plain")
    plain = data.codings[["transcript", "start", "end", "turn", "participant", "code"]]
    bare = dataclasses.replace(data, codings=plain, scheme=None)
    finding = KINDS[kind](bare)
    assert str(finding)
    assert finding.figure().layout.title.text
    assert len(finding.fingerprint) == 64


def test_many_codes_are_cut_off_and_the_rest_is_told():
    codes = [f"code {number:02}" for number in range(40)]
    passages = [passage("t", code, 7 * place, 7 * place + 20, turn=place) for place, code in enumerate(codes)]
    data = interviews(*passages, scheme=None)
    assert "Not shown: 18 themes" in co_occurrence(data).figure().layout.annotations[-1].text.replace(
        "<br>", " "
    )
    assert "Not shown: 24 themes" in code_sequences(data).figure().layout.annotations[-1].text.replace(
        "<br>", " "
    )


def named(label):
    """Twelve codes, each of which meets and follows another one."""
    codes = "abcdefghijkl"
    scheme = CodingScheme("s", {}, "1", tuple(Code(code, {"en": f"{code} {label}"}, {}) for code in codes))
    passages = [passage("t", code, 9 * place, 9 * place + 12, turn=place) for place, code in enumerate(codes)]
    return interviews(*passages, scheme=scheme)


def test_a_long_name_has_its_room_to_the_right():
    long, short = named("as a name of a theme that is long"), named("x")
    assert code_sequences(long).figure().layout.margin.r > code_sequences(short).figure().layout.margin.r
    reach = [co_occurrence(data).figure().layout.xaxis.range[1] for data in (long, short)]
    assert reach[0] > reach[1]


@pytest.mark.parametrize("finding", [co_occurrence, code_sequences])
def test_without_a_coloured_cell_there_is_no_bar_of_colours(finding):
    def bar(data):
        maps = [trace for trace in finding(data).figure().data if trace.type == "heatmap"]
        return any(one.showscale for one in maps)

    assert bar(named("x"))
    assert not bar(interviews(names=["t"]))


def test_one_person_is_told_as_one():
    told = code_combinations(interviews(passage("t", "a", 0, 20))).figure("da").layout.annotations[-1].text
    assert "kodede interview; 1 person." in told
