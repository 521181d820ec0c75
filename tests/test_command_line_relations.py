"""The commands of the matrix, times, combinations, relations between codes, saturation and sets."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from conftest import REPOSITORY, SCHEME
from typer.testing import CliRunner

from workbench.cli.app import app
from workbench.findings import images

INTERVIEWED = [
    "C1186", "C1937", "C2073", "C2590", "C3158", "C3862", "C4077", "C4821",
    "C5512", "C6604", "C6739", "C7290", "C7951", "C8846", "C9415",
]  # fmt: skip


def run(*arguments: str | Path, expect: int = 0) -> str:
    """Run a command; give what it printed, or what it said when it was refused."""
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    assert done.exit_code == expect, done.stderr or done.exception
    if expect:
        assert done.stdout == ""
    return done.stderr if expect else done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, made once by the commands that make it."""
    study = tmp_path_factory.mktemp("sample") / "study.qwb"
    run("init", study.parent / "layout", "--study", study)
    for command in (
        ("import", REPOSITORY / "transcripts", "--json"),
        ("scheme", REPOSITORY / "coding_scheme" / "effective_elements.yaml"),
        ("outcomes", REPOSITORY / "outcomes" / "register.yaml"),
        ("link", REPOSITORY / "outcomes" / "speakers.csv"),
        *(("codings", table) for table in sorted((REPOSITORY / "coding_scheme" / "codings").glob("*.csv"))),
        ("status", REPOSITORY / "coding_scheme" / "status.csv"),
    ):
        run(*command, "--study", study)
    return study


@pytest.fixture(autouse=True)
def _found(made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is the study that the commands find when none is named; they run in an empty folder."""
    monkeypatch.setenv("WORKBENCH_STUDY", str(made))
    monkeypatch.chdir(tmp_path)


def told(*arguments: str) -> dict:
    return json.loads(run(*arguments, "--json"))


SETS = ("sets", "--outcome", "positive_result", "--condition", "inspirator", "--condition", "gatekeeper")


@pytest.mark.parametrize(
    ("command", "english", "danish"),
    [
        (("matrix",), "15 people and 6 themes", "15 personer og 6 temaer"),
        (("combinations",), "12 different combinations", "12 forskellige kombinationer"),
        (("co-occurrence",), "what stands together on", "det, der står sammen på"),
        (("sequences",), "A step goes from", "et skridt går fra"),
        (("portrait", "borger_herlev_01"), "Gatekeeper takes up the", "Gatekeeper fylder den"),
        (("saturation",), "Code saturation", "Kodemætning"),
        (SETS, "15 cases, 2 conditions", "15 sager, 2 betingelser"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_each_is_told_in_both_languages_and_drawn(
    command: tuple[str, ...], english: str, danish: str
) -> None:
    text = run(*command)
    assert english.lower() in text.lower()
    assert "Constructed data" in text
    text = run(*command, "--language", "da", "--figure", "out.html")
    assert danish in text
    assert "Konstruerede data" in text
    assert "Konstruerede data" in Path("out.html").read_text(encoding="utf-8")


@pytest.mark.skipif(images.browser() is None, reason="needs Chromium")
def test_a_figure_is_written_for_print() -> None:
    run("saturation", "--figure", "out.svg", "--language", "da")
    assert "Konstruerede data" in Path("out.svg").read_text(encoding="utf-8")


def test_the_matrix_tells_of_each_person_the_themes_and_their_passages() -> None:
    found = told("matrix", "--outcome", "positive_result", "--code", "gatekeeper", "--code", "inspirator")
    assert found["themes"] == ["gatekeeper", "inspirator"]
    people = {person["participant"]: person for person in found["people"]}
    assert sorted(people) == INTERVIEWED
    assert people["C4821"] == {
        "participant": "C4821",
        "group": "no",
        "themes": {"gatekeeper": "present", "inspirator": "absent"},
        "passages": {"gatekeeper": 6, "inspirator": 0},
    }
    assert {person["kind"] for person in found["excluded"]} == {"no transcript"}


def test_the_matrix_counts_by_the_rules_that_are_asked_for() -> None:
    Path("not_asked.csv").write_text("code,role\ngatekeeper,citizen\n", encoding="utf-8")
    found = told("matrix", "--not-asked", "not_asked.csv")
    assert {person["themes"]["gatekeeper"] for person in found["people"]} == {"not asked"}
    assert {person["passages"]["gatekeeper"] for person in found["people"]} == {None}

    def shown(*rule: str) -> int:
        return sum(
            list(person["themes"].values()).count("present") for person in told("matrix", *rule)["people"]
        )

    anybody = shown()
    assert shown("--agreement", "all") < anybody
    assert shown("--coder", "A1", "--code", "gatekeeper") < anybody
    assert shown("--role", "interviewer") == 0
    assert shown("--count", "stance=absent") != anybody


def test_combinations_by_group_add_up_to_the_people() -> None:
    found = told("combinations", "--outcome", "positive_result", "--group", "no", "--group", "yes")
    assert found["groups"] == ["no", "yes"]
    rows = found["combinations"]
    assert sorted(who for row in rows for who in row["participants"]) == INTERVIEWED
    assert all(row["no people"] + row["yes people"] == row["people"] for row in rows)
    assert told("combinations", "--code", "gatekeeper")["combinations"][0]["combination"] == "gatekeeper"


def test_co_occurrence_is_counted_where_it_is_asked_for() -> None:
    def pairs(*options: str) -> dict[frozenset[str], int]:
        rows = told("co-occurrence", "--code", "gatekeeper", "--code", "inspirator", *options)["pairs"]
        return {frozenset((row["a"], row["b"])): row["count"] for row in rows}

    both = frozenset(("gatekeeper", "inspirator"))
    themes = {person["participant"]: person["themes"] for person in told("matrix")["people"]}
    together = [who for who, has in themes.items() if has["gatekeeper"] == has["inspirator"] == "present"]
    assert pairs("--within", "person") == {both: len(together)}
    assert pairs("--within", "turn")[both] <= pairs("--within", "turn", "--turns", "3")[both]
    assert told("co-occurrence", "--within", "turn", "--turns", "3")["unit"] == "windows"
    assert len(told("co-occurrence", "--no-roll-up")["pairs"]) > len(told("co-occurrence")["pairs"])


def test_sequences_count_steps_from_place_to_place_or_within_turns() -> None:
    found = told("sequences", "--coder", "A1")
    assert found["turns"] is None
    assert sum(row["count"] for row in found["steps"]) < sum(
        row["count"] for row in told("sequences")["steps"]
    )
    near = told("sequences", "--turns", "2")
    assert near["turns"] == 2
    assert set(near["steps"][0]) == {"first", "then", "count", "expected", "ratio", "share"}


def test_a_portrait_is_of_the_interviews_that_are_named() -> None:
    found = told("portrait", "borger_herlev_02", "borger_herlev_01", "--code", "gatekeeper")
    assert found["transcripts"] == ["borger_herlev_02", "borger_herlev_01"]
    assert {row["theme"] for row in found["themes"]} == {"gatekeeper"}
    assert len(told("portrait")["transcripts"]) == 33


def test_saturation_follows_the_order_that_is_named() -> None:
    order = ["borger_viborg_01", "borger_herlev_01", "borger_odense_01", "borger_odense_02"]
    found = told("saturation", *order, "--base", "2", "--run", "1", "--threshold", "0.9")
    assert [row["transcript"] for row in found["interviews"]] == order
    assert (found["order"], found["base"], found["run"], found["reached"]) == ("given", 2, 1, 2)
    all_codes, themes = (told("saturation", *order, *more) for more in ((), ("--roll-up",)))
    assert themes["interviews"][-1]["total"] < 10 < all_codes["interviews"][-1]["total"]


def test_sets_are_calibrated_as_they_are_written() -> None:
    found = told(
        *("sets", "--outcome", "site_id=odense,herlev", "--condition", "theme:inspirator"),
        *("--condition", "length_days", "--anchors", "length_days=100,200,300"),
        *("--expect", "inspirator=present", "--absent"),
    )
    assert (found["outcome"], found["absent"]) == ("site_id", True)
    assert found["conditions"] == ["inspirator", "length_days"]
    cases = {row["participant"]: row for row in found["memberships"]}
    assert len(cases) == 13, "two people have no length"
    assert all(row["site_id"] == float(row["site_id raw"] != "viborg") for row in cases.values())
    assert cases["C5512"]["length_days"] == pytest.approx(1 / (1 + 19 ** (52 / 100)))
    assert {row["solution"] for row in found["solutions"]} <= {"complex", "parsimonious", "intermediate"}
    assert {"condition", "consistency", "coverage", "ron"} == set(found["necessity"][0])


def test_a_variable_can_hold_its_memberships(made: Path) -> None:
    shutil.copy(made, "other.qwb")
    register = pd.DataFrame({"citizen": INTERVIEWED, "strong": [n / 14 for n in range(15)]})
    register.assign(result=["yes", "no", "yes"] * 5).to_csv("register.csv", index=False)
    run("outcomes", "register.csv", "--key", "citizen", "--study", "other.qwb")
    asked = ("sets", "--study", "other.qwb", "--outcome", "result", "--condition", "strong")
    found = told(*asked, "--membership", "strong")
    assert found["memberships"][0]["strong"] == 0
    assert [row["reason"] for row in found["excluded"] if row["kind"] == "neither"] == [
        "neither in nor out of strong: membership 0.5"
    ]
    assert "is no yes or no" in run(*asked, expect=1)


def test_times_are_compared_where_the_interviews_came_first(made: Path) -> None:
    shutil.copy(made, "other.qwb")
    register = pd.DataFrame({"citizen": INTERVIEWED, "days": range(100, 1600, 100)})
    # Some of the others have no day of the interview.
    left = ["C2590", "C4077", "C6604", "C7290"]
    register["left"] = register["citizen"].isin(left).map({True: "yes", False: "no"})
    register.assign(day="2030-01-01").to_csv("register.csv", index=False)
    run("outcomes", "register.csv", "--key", "citizen", "--study", "other.qwb")
    asked = ("times", "--time", "days", "--event", "left", "--exit-date", "day", "--study", "other.qwb")
    found = told(*asked, "--code", "inspirator", "--adjust", "bh")
    (row,) = found["themes"]
    assert (row["with n"] + row["without n"], row["with events"] + row["without events"]) == (15, 4)
    assert 0 < row["p_log_rank"] <= 1
    text = run(*asked, "--language", "da", "--figure", "out.html")
    assert "Inspirator" in text
    assert "permutation" in text
    assert Path("out.html").is_file()


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("matrix --outcome resultt", "no variable 'resultt'"),
        ("matrix --code gatekeper", "Did you mean gatekeeper"),
        ("times --time length_days --event completed --exit-date end_date", "(workbench themes)"),
        ("combinations --coder B7", "There is A1, A2"),
        ("combinations --group yes", "Add --outcome"),
        ("co-occurrence --turns 2", "turn as where they stand together"),
        ("co-occurrence --code gatekeeper", "Name more codes"),
        ("sequences --turns 0", "Give 1 or more"),
        ("portrait borger_herlev", "Did you mean borger_herlev_03"),
        ("saturation borger_herlev", "Did you mean borger_herlev_03"),
        ("saturation --base 0", "whole numbers from 1"),
        ("sets --outcome positive_result --condition inspirater", "Did you mean inspirator"),
        ("sets --outcome positive_result --condition site_id", "on the command line site_id=odense"),
        ("sets --outcome positive_result --condition inspirator --anchors n_tasks=1,2,3", "--anchors names"),
        ("sets --outcome positive_result --condition inspirator --membership n_tasks", "--membership names"),
        ("sets --outcome positive_result --condition n_tasks --anchors n_tasks=1,2", "three numbers"),
        ("sets --outcome positive_result --condition inspirator --expect inspirator", "=present"),
        (
            "sets --outcome positive_result --condition inspirator --expect inspirator=often",
            "neither present",
        ),
        ("portrait --figure out.gif", "not a format of figures"),
    ],
)
def test_what_is_refused_says_what_to_do(command: str, message: str) -> None:
    assert message in run(*command.split(), expect=1)


def test_a_language_that_is_not_spoken_is_wrong_usage() -> None:
    assert "'fr' is not one of 'en', 'da'" in run("matrix", "--language", "fr", expect=2)


def test_a_set_that_is_a_theme_and_a_variable_is_told_which() -> None:
    Path("scheme.yaml").write_text(SCHEME)
    Path("register.csv").write_text("who,flexibility,result\nP1,yes,yes\n")
    run("init", "other")
    run("scheme", "scheme.yaml", "--study", "other")
    run("outcomes", "register.csv", "--key", "who", "--study", "other")
    asked = ("sets", "--study", "other", "--outcome", "result", "--condition")
    assert "variable:flexibility" in run(*asked, "flexibility", expect=1)
    assert "only one person is a case" in run(*asked, "variable:flexibility", expect=1)
    assert "nobody is a case" in run(*asked, "theme:flexibility", expect=1)


def test_the_commands_are_listed_under_headings() -> None:
    listed = run("--help")
    headings = [line for line in listed.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert headings[1:] == [
        "Fill and code a study:",
        "Read what was coded in the interviews:",
        "Compare people, by their themes and the register:",
        "Judge and write:",
        "Look after a study:",
    ]
    under = listed.split("Read what was coded")[1].split("Compare people")[0]
    assert all(name in under for name in ("quotes", "co-occurrence", "sequences", "portrait", "saturation"))


def test_a_choice_that_is_none_is_refused_with_the_choices() -> None:
    assert "'segment', 'overlap', 'turn', 'person'" in run("co-occurrence", "--within", "tur", expect=2)
