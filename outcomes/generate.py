"""Write the constructed register: invented citizens, calibrated to the published margins.

Run `python outcomes/generate.py`: the same files come out byte for byte, on every machine.
`--into FOLDER` writes them elsewhere. What is published, derived or assumed is told in
`marginals.yaml`; the tables are declared in `register.yaml`.
"""

# ruff: noqa: INP001 - a script, run by its path
from __future__ import annotations

import argparse
import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from construction.courses import Assignment, Mentor, assign_mentors, hire_mentors, run_courses
from construction.draws import Draws
from construction.encounters import contact_companies, happen, list_companies
from construction.people import Citizen, Targets, construct_citizens
from construction.work import close_courses, log_tasks, log_time
from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
Row = Mapping[str, object]


def main() -> None:
    """Construct all tables and write them as CSV."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--into", type=Path, default=HERE, help="folder to write to (default: this one)")
    folder = parser.parse_args().into
    targets: Targets = YAML(typ="safe", pure=True).load(HERE / "marginals.yaml")
    for name, rows in construct(targets).items():
        _write(folder / f"{name}.csv", rows)


def construct(targets: Targets) -> dict[str, Sequence[Row]]:
    """Return the rows of every table by its name."""
    citizens = construct_citizens(targets, HERE / "interviewed.csv")
    run_courses(citizens, targets)
    mentors = hire_mentors(targets)
    assignments = assign_mentors(citizens, mentors, targets)
    numbers = Draws(targets["seed"], "course_id").shuffled(range(1, len(citizens) + 1))
    course_of = {citizen.id: f"F{number:03}" for citizen, number in zip(citizens, numbers, strict=True)}
    companies = list_companies(targets)
    return {
        "site": [{"site_id": site, **facts} for site, facts in targets["published"]["sites"].items()],
        "citizen": _citizen_rows(citizens, targets),
        "intake_initiative": _several(citizens, "initiative", targets["published"]["initiative"]),
        "intake_support_need": _several(citizens, "need", targets["published"]["need"]),
        "course": [_course_row(citizen, course_of[citizen.id]) for citizen in citizens],
        "mentor": [_mentor_row(mentor) for mentor in mentors],
        "mentor_assignment": _assignment_rows(assignments, course_of),
        "time_log": log_time(assignments, course_of, targets),
        "task_log": log_tasks(assignments, course_of, targets),
        "company": companies,
        "company_contact": contact_companies(citizens, companies, targets),
        "event": happen(citizens, targets),
        "outcome": [
            _outcome_row(citizen, targets["assumptions"]["results_extracted"]) for citizen in citizens
        ],
        "closing": close_courses(citizens, course_of, targets),
    }


def _citizen_rows(citizens: Sequence[Citizen], targets: Targets) -> list[Row]:
    draws = Draws(targets["seed"], "intake")
    teams = targets["assumptions"]["referral_teams"]
    return [
        {
            "citizen_id": citizen.id,
            "site_id": citizen.site,
            "sex": citizen.sex,
            "age_years": citizen.age,
            "age_band": citizen.age_band,
            "education": citizen.education,
            "income_at_intake": citizen.income,
            "referral_team": draws.one(teams[citizen.site]),
            "target_group": _target_group(citizen, draws),
            "has_diagnosis": draws.one(["yes", "yes", "no", "no", "unknown"]),
        }
        for citizen in citizens
    ]


def _target_group(citizen: Citizen, draws: Draws) -> str:
    if citizen.income in {"ordinary_employment", "flex_job", "sickness_benefit"} and draws.chance(0.75):
        return "acute_job_at_risk"
    if citizen.age < 30 and draws.chance(0.6):
        return "fragile_young"
    return "long_term_public_support" if draws.chance(0.55) else "in_and_out"


def _several(citizens: Sequence[Citizen], name: str, order: Mapping[str, Any]) -> list[Row]:
    return [
        {"citizen_id": citizen.id, name: value}
        for citizen in citizens
        for value in order
        if value in getattr(citizen, f"{name}s")
    ]


def _course_row(citizen: Citizen, course: str) -> Row:
    return {
        "course_id": course,
        "citizen_id": citizen.id,
        "status": citizen.status,
        "start_date": citizen.start,
        "end_date": citizen.end,
        "length_days": (citizen.end - citizen.start).days if citizen.end else None,
        "length_band": citizen.band or None,
    }


def _mentor_row(mentor: Mentor) -> Row:
    return {
        "mentor_id": mentor.id,
        "site_id": mentor.site,
        "employment": mentor.employment,
        "is_coordinator": mentor.is_coordinator,
    }


def _assignment_rows(assignments: Sequence[Assignment], course_of: Mapping[str, str]) -> list[Row]:
    return [
        {
            "assignment_id": f"A{number:03}",
            "course_id": course_of[assignment.citizen.id],
            "mentor_id": assignment.mentor.id,
            "from_date": assignment.since,
            "to_date": assignment.until,
        }
        for number, assignment in enumerate(assignments, start=1)
    ]


def _outcome_row(citizen: Citizen, extracted: dt.date) -> Row:
    return {
        "citizen_id": citizen.id,
        "final_state": citizen.final_state,
        "provisional": not citizen.completed,
        "recorded_on": citizen.end if citizen.completed else extracted,
    }


def _write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


if __name__ == "__main__":
    main()
