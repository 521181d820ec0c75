"""The commands that find something in a small study: what they print, and what they refuse."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import make, run

from workbench.findings import images


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study; tests have copies of it."""
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture
def filled(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_themes_counts_people_by_outcome(filled: Path) -> None:
    found = json.loads(run(filled, "themes", "--outcome", "result", "--study", "study", "--json"))
    assert set(found) == {"outcome", "groups", "themes", "excluded"}
    assert found["groups"] == ["yes", "no"]
    rows = {row["code"]: row for row in found["themes"]}
    assert set(rows["voluntariness"]) == {"code", "counts", "difference", "interval", "p_fisher", "p_holm"}
    assert rows["voluntariness"]["counts"] == {"yes": {"present": 1, "of": 2}, "no": {"present": 0, "of": 1}}
    assert rows["flexibility"]["counts"]["yes"] == {"present": 1, "of": 2}
    assert found["excluded"] == []


def test_themes_within_strata_and_for_people(filled: Path) -> None:
    found = json.loads(
        run(filled, "themes", "--outcome", "result", "--by", "site", "--study", "study", "--json")
    )
    assert found["by"] == "site"
    assert set(found["strata"]) <= {"north", "south"}
    text = run(filled, "themes", "--outcome", "result", "--study", "study")
    assert "Voluntariness" in text
    assert "1/2" in text


def test_the_flow_of_people_through_steps(filled: Path) -> None:
    told = json.loads(run(filled, "flow", "result", "site=south,north", "--study", "study", "--json"))
    assert [(row["step"], row["value"], row["people"]) for row in told["steps"]] == [
        (0, "", 3), (1, "yes", 2), (1, "no", 1), (2, "south", 1), (2, "north", 1)
    ]  # fmt: skip
    text = run(filled, "flow", "result", "--study", "study", "--language", "da", "--figure", "flow.html")
    assert "3 personer er i registret" in text
    assert (filled / "flow.html").is_file()
    assert "is no value of 'site'" in run(filled, "flow", "site=west", "--study", "study", expect=1)


@pytest.mark.skipif(images.browser() is None, reason="needs Chromium")
def test_a_figure_is_written_for_print_in_danish(filled: Path) -> None:
    asked = ("themes", "--outcome", "result", "--study", "study", "--language", "da")
    assert "ikke en effekt" in run(filled, *asked, "--figure", "out.svg")
    assert "Frivillighed" in (filled / "out.svg").read_text(encoding="utf-8")
    assert "not a format of figures" in run(filled, *asked, "--figure", "out.gif", expect=1)


def test_themes_by_the_rules_that_are_asked_for(filled: Path) -> None:
    (filled / "not_asked.csv").write_text("code,transcript\nvoluntariness,t3\n", encoding="utf-8")

    def counts(*arguments: str) -> dict[str, object]:
        asked = ("themes", "--outcome", "result", "--study", "study", "--json", *arguments)
        rows = {row["code"]: row["counts"] for row in json.loads(run(filled, *asked))["themes"]}
        return rows["voluntariness"]

    assert counts() == {"yes": {"present": 1, "of": 2}, "no": {"present": 0, "of": 1}}
    assert counts("--not-asked", "not_asked.csv")["yes"] == {"present": 1, "of": 1}
    assert counts("--count", "stance=absent")["no"] == {"present": 1, "of": 1}
    assert counts("--role", "citizen") == counts()
    refused = ("themes", "--outcome", "result", "--study", "study")
    assert "nobody speaks in the role" in run(filled, *refused, "--role", "mentor", expect=1)
    assert "names no value" in run(filled, *refused, "--count", "stance", expect=1)
    assert "'holm', 'bh', 'max-t'" in run(filled, *refused, "--adjust", "none", expect=2)
    assert "'any', 'all', 'consensus'" in run(filled, *refused, "--agreement", "most", expect=2)


def test_themes_with_every_detail(filled: Path) -> None:
    asked = ("themes", "--outcome", "result", "--by", "site", "--details", "--study", "study")
    told = json.loads(run(filled, *asked, "--json"))
    assert {"details", "reach", "stratified"} <= set(told)
    assert told["details"][0]["odds_ratio_high"] == "inf"
    text = run(filled, *asked)
    assert "risk_ratio" in text
    assert "p_breslow_day" in text


def test_themes_with_a_number_for_the_outcome(filled: Path) -> None:
    (filled / "ages.csv").write_text("person,age\nP1,20\nP2,30\nP3,41\n", encoding="utf-8")
    run(filled, "outcomes", "ages.csv", "--key", "person", "--study", "study")
    asked = ("themes", "--outcome", "age", "--study", "study")
    told = json.loads(run(filled, *asked, "--json", "--figure", "age.html"))
    rows = {row["code"]: row for row in told["themes"]}
    assert (rows["voluntariness"]["with n"], rows["voluntariness"]["without n"]) == (1, 2)
    assert "median 20" in run(filled, *asked)
    assert (filled / "age.html").stat().st_size > 1000
    assert "--by is for groups" in run(filled, *asked, "--by", "age", expect=1)
    drawn = ("--figure", "age.html", "--figure-kind", "dots")
    assert "--figure-kind is for groups" in run(filled, *asked, *drawn, expect=1)


def test_a_kind_of_figure_without_a_figure_is_refused_with_what_to_do(filled: Path) -> None:
    asked = ("themes", "--outcome", "result", "--study", "study", "--figure-kind", "residuals")
    told = run(filled, *asked, expect=1)
    assert "no figure was asked for" in told
    assert "--figure OUT.svg" in told
    run(filled, *asked, "--figure", "result.html")
    assert "Adjusted residual" in (filled / "result.html").read_text(encoding="utf-8")


def test_interviewed_against_register(filled: Path) -> None:
    register = "person,result,age\nP1,yes,20\nP2,no,30\nP3,yes,41\nP4,no,50\nP5,no,33\n"
    (filled / "more.csv").write_text(register, encoding="utf-8")
    run(filled, "outcomes", "more.csv", "--key", "person", "--study", "study")
    told = json.loads(run(filled, "interviewed", "--study", "study", "--json", "--figure", "who.html"))
    assert (told["interviewed"], told["others"]) == (3, 2)
    assert [row["variable"] for row in told["variables"]] == ["result", "age"]
    assert (filled / "who.html").exists()
    assert "3 people of 5" in run(filled, "interviewed", "--variable", "age", "--study", "study")
    danish = run(filled, "interviewed", "--variable", "age", "--study", "study", "--language", "da")
    assert "3 personer af 5" in danish
    assert "ag'" in run(filled, "interviewed", "--variable", "ag", "--study", "study", expect=1)


def test_the_log_tells_who_did_what_and_the_words_of_judgements(filled: Path) -> None:
    from workbench import Study, joint_display

    with Study.open(filled / "study") as study:
        display = joint_display(study, outcome="result").edit("flexibility", note="to\nlinjer")
        study.keep(display, coder="Åse")
        newest = study.newest
    told = run(filled, "log", "--study", "study")
    assert "team  transcript.import" in told
    assert "themes by outcome/result / flexibility: note: to linjer" in told
    (entry,) = json.loads(run(filled, "log", "--kind", "judgement.set", "--study", "study", "--json"))
    assert (entry["seq"], entry["coder"]) == (newest, "Åse")
    assert run(filled, "log", "--since", str(newest), "--study", "study") == ""


def test_negative_cases_are_listed_noted_and_reported(filled: Path) -> None:
    asked = ("cases", "--outcome", "result", "--study", "study")
    assert "Beside somebody without the theme" in run(filled, *asked)
    theme = next(one for one in json.loads(run(filled, *asked, "--json"))["themes"] if one["state"] == "open")
    assert "the note is missing" in run(filled, *asked, "--reported", theme["code"], expect=1)
    written = (*asked, "--note", f"{theme['code']}=læst = set", "--reported", theme["code"])
    assert "name of the coder" in run(filled, *written, expect=1)
    run(filled, *written, "--coder", "Åse")
    found = {one["code"]: one for one in json.loads(run(filled, *asked, "--json"))["themes"]}
    assert (found[theme["code"]]["state"], found[theme["code"]]["note"]) == ("reported", "læst = set")


def test_a_quote_is_released_with_a_reason_and_the_release_taken_back(filled: Path) -> None:
    asked = ("disclosure", "--attribute", "site", "--study", "study")
    found = json.loads(run(filled, *asked, "--json"))
    quote = found["quotes"][0]["quote"]
    assert quote in run(filled, *asked, "--language", "da")
    assert "needs a reason" in run(filled, *asked, "--release", quote, "--coder", "A1", expect=1)
    told = run(filled, *asked, "--release", quote, "--reason", "har sagt ja", "--coder", "A1")
    assert "released by A1" in told
    assert json.loads(run(filled, *asked, "--json"))["held"] == found["held"] - 1
    run(filled, *asked, "--withdraw", quote, "--coder", "A2")
    assert json.loads(run(filled, *asked, "--json"))["held"] == found["held"]
    assert run(filled, "log", "--kind", "judgement.set", "--study", "study").count("released:") == 2
