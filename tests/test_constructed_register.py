"""The constructed register against the published figures, computed from its own tables."""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest

from workbench.readers.registers import read_register

OUTCOMES = Path(__file__).parent.parent / "outcomes"
TABLES = (
    *("site", "citizen", "intake_initiative", "intake_support_need", "course", "mentor", "mentor_assignment"),
    *("time_log", "task_log", "company", "company_contact", "event", "outcome", "closing"),
)
SITES = ("herlev", "odense", "viborg")


@cache
def rows(table: str) -> list[dict[str, str]]:
    with (OUTCOMES / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


FIGURES = rows("published_figures")
SHOWN = [figure for figure in FIGURES if figure["status"] in {"published", "derived"} and figure["used"]]


@cache
def course_by_id() -> dict[str, dict[str, str]]:
    return {course["course_id"]: course for course in rows("course")}


@cache
def course_by_citizen() -> dict[str, dict[str, str]]:
    return {course["citizen_id"]: course for course in rows("course")}


@cache
def site_of() -> dict[str, str]:
    return {citizen["citizen_id"]: citizen["site_id"] for citizen in rows("citizen")}


def citizen_of(row: dict[str, str]) -> str | None:
    return row.get("citizen_id") or course_by_id().get(row.get("course_id", ""), {}).get("citizen_id")


def considered(figure: dict[str, str], table: str) -> list[dict[str, str]]:
    """The rows of a table at the figure's site and among its citizens."""
    found = []
    for row in rows(table):
        citizen = citizen_of(row)
        site = site_of()[citizen] if citizen else row.get("site_id", "")
        status = course_by_citizen()[citizen]["status"] if citizen else ""
        if figure["site"] in {"", site} and figure["among"] in {"all", status}:
            found.append(row)
    return found


def counted(figure: dict[str, str]) -> list[dict[str, str]]:
    wanted = set(filter(None, figure["category"].split("|")))
    found = considered(figure, figure["table"])
    return [row for row in found if not wanted or row[figure["variable"]] in wanted]


def half_up(value: float | Decimal, like: str) -> Decimal:
    """Round to as many decimals as `like` shows."""
    return Decimal(str(value)).quantize(Decimal(like), ROUND_HALF_UP)


def share(part: int, whole: int) -> Decimal:
    return Decimal(100 * part) / Decimal(whole)


def most_at_once(assignments: list[dict[str, str]]) -> int:
    by_mentor = defaultdict(list)
    for row in assignments:
        by_mentor[row["mentor_id"]].append((row["from_date"], row["to_date"] or "9999"))
    return max(
        sum(start <= day <= end for start, end in spans) for spans in by_mentor.values() for day, _ in spans
    )


@pytest.mark.parametrize("figure", SHOWN, ids=lambda figure: figure["id"])
def test_the_register_shows_the_published_figure(figure: dict[str, str]) -> None:
    found = counted(figure)
    numbers = [int(row[figure["variable"]]) for row in found if row[figure["variable"]].isdigit()]
    match figure["statistic"]:
        case "count":
            assert len(found) == int(figure["used"])
            assert int(figure["count_low"]) <= len(found) <= int(figure["count_high"])
            if figure["value"].isdigit():
                assert len(found) == int(figure["value"])
        case "share":
            assert len(found) == int(figure["used"])
            assert int(figure["count_low"]) <= len(found) <= int(figure["count_high"])
            assert half_up(share(len(found), int(figure["base_n"])), figure["value"]) == Decimal(
                figure["value"]
            )
        case "share_of_rows":
            assert share(len(found), len(rows(figure["table"]))) == Decimal(figure["value"])
        case "share_of_minutes":
            minutes = sum(int(row["minutes"]) for row in found)
            total = sum(int(row["minutes"]) for row in rows("time_log"))
            assert half_up(share(minutes, total), figure["value"]) == Decimal(figure["value"])
        case "sum":
            assert sum(numbers) == int(figure["value"])
        case "mean":
            assert len(numbers) == int(figure["base_n"])
            assert half_up(sum(numbers) / len(numbers), figure["value"]) == Decimal(figure["value"])
        case "mean_per_base":
            per_citizen = Decimal(len(found)) / int(figure["base_n"])
            assert half_up(per_citizen, figure["value"]) == Decimal(figure["value"])
        case "per_place":
            places = sum(int(row["agreed_places"]) for row in considered(figure | {"among": "all"}, "site"))
            assert places == int(figure["base_n"])
            assert half_up(Decimal(len(found)) / places, figure["value"]) == Decimal(figure["value"])
        case "most_at_once":
            assert int(figure["count_low"]) <= most_at_once(found) <= int(figure["count_high"])
        case unknown:
            pytest.fail(f"no test knows the statistic {unknown!r}")


@pytest.mark.parametrize("figure", [f for f in SHOWN if f["base_n"]], ids=lambda figure: figure["id"])
def test_the_base_of_each_figure_is_who_the_register_holds(figure: dict[str, str]) -> None:
    if figure["statistic"] == "per_place":
        return  # its base is places, and is compared with the figure
    table = "company" if figure["table"] == "company" else "citizen"
    assert len(considered(figure, table)) == int(figure["base_n"])


def test_every_figure_has_a_name_of_its_own_and_a_known_status() -> None:
    assert len({figure["id"] for figure in FIGURES}) == len(FIGURES)
    assert {figure["status"] for figure in FIGURES} == {"published", "derived", "assumption", "missing"}


def test_figures_the_register_cannot_show_say_why() -> None:
    for figure in FIGURES:
        about_register = figure["table"] and figure["status"] in {"published", "derived"}
        if about_register and not figure["used"]:
            assert figure["note"], figure["id"]
        if figure["status"] == "missing":
            assert not figure["value"], figure["id"]
            assert figure["note"], figure["id"]


@pytest.mark.parametrize(
    "figure",
    [f for f in FIGURES if f["status"] == "assumption"],
    ids=lambda figure: figure["id"],
)
def test_an_assumed_number_is_the_one_the_register_holds(figure: dict[str, str]) -> None:
    found = counted(figure)
    match figure["statistic"]:
        case "count":
            assert len(found) == int(figure["used"])
        case "share_of_rows":
            assert share(len(found), len(rows(figure["table"]))) == Decimal(figure["used"])
        case "sum":
            assert sum(int(row[figure["variable"]]) for row in found) == int(figure["used"])
        case "distinct":
            assert len({row[figure["variable"]] for row in found}) == int(figure["used"])


def test_generating_again_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(OUTCOMES / "generate.py"), "--into", str(tmp_path)], check=True, timeout=120
    )
    assert {path.stem for path in tmp_path.iterdir()} == set(TABLES)
    for table in TABLES:
        assert (tmp_path / f"{table}.csv").read_bytes() == (OUTCOMES / f"{table}.csv").read_bytes(), table


def test_the_interviewed_citizens_are_in_the_register_as_given() -> None:
    citizens = {row["citizen_id"]: row for row in rows("citizen")}
    states = {row["citizen_id"]: row["final_state"] for row in rows("outcome")}
    reasons = {citizen_of(row): row["reason"] for row in rows("closing")}
    given = rows("interviewed")
    assert len(given) == 15
    for row in given:
        name = row["citizen_id"]
        assert {key: citizens[name][key] for key in ("site_id", "sex", "age_years")} == {
            key: row[key] for key in ("site_id", "sex", "age_years")
        }
        assert states[name] == row["final_state"]
        assert course_by_citizen()[name]["status"] == row["status"]
        assert reasons.get(name, "") == row["reason"]


def test_completed_courses_and_only_they_have_an_end_a_length_and_a_closing() -> None:
    closed = [row["course_id"] for row in rows("closing")]
    assert len(closed) == len(set(closed))
    for course in rows("course"):
        completed = course["status"] == "completed"
        assert bool(course["end_date"]) == bool(course["length_days"]) == completed
        assert bool(course["length_band"]) == completed
        assert (course["course_id"] in set(closed)) == completed


def test_lengths_follow_from_the_dates_and_lie_in_their_bands() -> None:
    bands = {
        "under_1_month": (0, 29),
        "m1_to_5": (30, 182),
        "m6_to_11": (183, 364),
        "m12_to_17": (365, 547),
        "m18_plus": (548, 1200),
    }
    for course in rows("course"):
        assert "2007-09-01" <= course["start_date"] <= "2010-10-31"
        if course["status"] == "completed":
            start, end = (dt.date.fromisoformat(course[key]) for key in ("start_date", "end_date"))
            low, high = bands[course["length_band"]]
            assert low <= int(course["length_days"]) <= high
            assert (end - start).days == int(course["length_days"])
            assert course["end_date"] <= "2010-10-31"


def test_ages_lie_in_their_bands() -> None:
    bands = {
        "age_30_or_under": (18, 30),
        "age_31_39": (31, 39),
        "age_40_50": (40, 50),
        "age_over_50": (51, 65),
    }
    for citizen in rows("citizen"):
        low, high = bands[citizen["age_band"]]
        assert low <= int(citizen["age_years"]) <= high


def test_every_citizen_has_one_outcome_provisional_while_the_course_runs() -> None:
    assert sorted(row["citizen_id"] for row in rows("outcome")) == sorted(site_of())
    for row in rows("outcome"):
        ongoing = course_by_citizen()[row["citizen_id"]]["status"] == "ongoing"
        assert row["provisional"] == ("true" if ongoing else "false")


def test_a_job_is_retained_only_by_those_who_can_have_had_one() -> None:
    incomes = {row["citizen_id"]: row["income_at_intake"] for row in rows("citizen")}
    retained = {row["citizen_id"] for row in rows("outcome") if row["final_state"] == "retained_job"}
    assert {incomes[name] for name in retained} <= {
        "ordinary_employment",
        "flex_job",
        "sickness_benefit",
        "not_answered",
    }


def test_closings_without_success_go_with_no_result() -> None:
    states = {row["citizen_id"]: row["final_state"] for row in rows("outcome")}
    ages = {row["citizen_id"]: (row["sex"], int(row["age_years"])) for row in rows("citizen")}
    for closing in rows("closing"):
        citizen = citizen_of(closing) or ""
        if closing["reason"] not in {"need_met", "unspecified"}:
            assert states[citizen] == "none_of_these", closing
        if closing["reason"] == "pregnancy_or_maternity":
            assert ages[citizen][0] == "woman"
            assert ages[citizen][1] <= 45


def test_everything_registered_lies_within_its_course() -> None:
    for table, column in (
        ("event", "start_date"),
        ("company_contact", "first_contact"),
        ("time_log", "log_date"),
        ("task_log", "task_date"),
        ("mentor_assignment", "from_date"),
    ):
        for row in rows(table):
            course = course_by_citizen()[citizen_of(row) or ""]
            assert course["start_date"] <= row[column] <= (course["end_date"] or "2010-11-01"), row


def test_mentors_work_at_their_site_and_while_they_are_assigned() -> None:
    home = {row["mentor_id"]: row["site_id"] for row in rows("mentor")}
    spans = defaultdict(list)
    for row in rows("mentor_assignment"):
        assert home[row["mentor_id"]] == site_of()[citizen_of(row) or ""]
        spans[row["course_id"], row["mentor_id"]].append((row["from_date"], row["to_date"] or "9999"))
    for table, column in (("time_log", "log_date"), ("task_log", "task_date")):
        for row in rows(table):
            periods = spans[row["course_id"], row["mentor_id"]]
            assert any(start <= row[column] <= end for start, end in periods), row


def test_every_company_has_a_contact_and_contacts_are_told_once() -> None:
    contacts = rows("company_contact")
    assert {row["company_id"] for row in contacts} == {row["company_id"] for row in rows("company")}
    told = [(row["citizen_id"], row["company_id"], row["purpose"]) for row in contacts]
    assert len(told) == len(set(told))
    with_result = {row["citizen_id"] for row in rows("outcome") if row["final_state"] != "none_of_these"}
    assert with_result - {row["citizen_id"] for row in contacts}, "some managed without the mentor"


def by_site(table: str, column: str, weight: str | None = None) -> dict[str, dict[str, float]]:
    """Shares of each value of a column at each site."""
    sums: dict[str, Counter[str]] = {site: Counter() for site in SITES}
    for row in rows(table):
        sums[site_of()[citizen_of(row) or ""]][row[column]] += int(row[weight]) if weight else 1
    return {
        site: {value: number / counts.total() for value, number in counts.items()}
        for site, counts in sums.items()
    }


def test_the_sites_differ_in_the_directions_that_are_told() -> None:
    time = by_site("time_log", "category", "minutes")
    assert max(SITES, key=lambda site: time[site]["contact"]) == "herlev"
    assert max(SITES, key=lambda site: time[site]["workplace"]) == "odense"
    assert max(SITES, key=lambda site: time[site]["conversation"]) == "viborg"
    tasks = by_site("task_log", "task_type")
    assert max(SITES, key=lambda site: tasks[site]["talk"]) == "viborg"
    assert max(SITES, key=lambda site: tasks[site]["contact_caseworker"]) == "herlev"
    assert (
        max(SITES, key=lambda site: tasks[site]["contact_job_consultant"] if site != "odense" else 0)
        == "herlev"
    )
    assert "contact_job_consultant" not in tasks["odense"]
    for kind in ("accompaniment", "keeping_appointments", "contact_workplace_or_education"):
        assert max(SITES, key=lambda site: tasks[site][kind]) == "odense", kind
    contacts = Counter(site_of()[row["citizen_id"]] for row in rows("company_contact"))
    assert contacts["odense"] > contacts["viborg"] > contacts["herlev"]


def test_no_site_stands_out_in_its_results() -> None:
    states = {row["citizen_id"]: row["final_state"] for row in rows("outcome")}
    for site in SITES:
        completed = [
            name
            for name, course in course_by_citizen().items()
            if course["status"] == "completed" and site_of()[name] == site
        ]
        positive = sum(states[name] != "none_of_these" for name in completed)
        assert abs(positive / len(completed) - 0.5) < 0.03


def test_short_courses_are_mostly_left_and_long_ones_mostly_needed() -> None:
    reasons = {row["course_id"]: row["reason"] for row in rows("closing")}
    by_band = defaultdict(Counter)
    bands_by_site = defaultdict(Counter)
    for course in rows("course"):
        if course["status"] == "completed":
            by_band[course["length_band"]][reasons[course["course_id"]]] += 1
            bands_by_site[site_of()[course["citizen_id"]]][course["length_band"]] += 1
    short = by_band["under_1_month"]
    assert short["declined_or_unmanageable"] + short["other_clarification_or_activation"] > short.total() / 2
    assert by_band["m18_plus"]["need_met"] > by_band["m18_plus"].total() / 2
    share_of = {
        band: {site: counts[band] / counts.total() for site, counts in bands_by_site.items()}
        for band in ("under_1_month", "m18_plus")
    }
    assert min(SITES, key=lambda site: share_of["under_1_month"][site]) == "herlev"
    assert max(SITES, key=lambda site: share_of["m18_plus"][site]) == "herlev"


def test_the_same_kinds_of_task_are_done_for_young_and_old() -> None:
    young = {row["citizen_id"] for row in rows("citizen") if int(row["age_years"]) < 30}
    kinds = {row["task_type"] for row in rows("task_log")}
    for group in (young, set(site_of()) - young):
        assert {row["task_type"] for row in rows("task_log") if citizen_of(row) in group} == kinds


def test_the_declared_register_reads_and_says_that_it_is_constructed() -> None:
    register = read_register(OUTCOMES / "register.yaml")
    assert register.constructed
    assert "onstru" in register.title["en"] + register.title["da"]
    assert [table.id for table in register.tables] == list(TABLES)
    assert len(register.participants) == 208
    assert not [variable.id for variable in register.person_variables if variable.inferred]
    for variable in register.person_variables:
        assert set(variable.label) >= {"en", "da"}, variable.id
    columns = register.person_columns
    positive = Counter(zip(columns["completed"], columns["positive_result"], strict=True))
    assert positive[True, "yes"] == positive[True, "no"]
    assert [value.id for value in register.variable_by_id["positive_result"].values] == ["yes", "no"]
    assert sum(columns["n_events"]) == len(rows("event"))
    assert sum(columns["contact_minutes"]) == sum(int(row["minutes"]) for row in rows("time_log"))


def test_the_files_are_small_enough_for_a_repository() -> None:
    assert sum((OUTCOMES / f"{table}.csv").stat().st_size for table in TABLES) < 400_000
