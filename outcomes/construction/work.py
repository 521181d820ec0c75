"""The mentors' own registrations: working time and tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from construction.courses import Assignment
from construction.draws import Draws
from construction.people import Citizen, Targets

Row = Mapping[str, object]

STEP = 5
"""Minutes are registered in steps of five."""

_PLACES = {"contact": "not_stated", "workplace": "workplace", "other": "elsewhere"}


class Diary:
    """Draws which course of a site a registration is about, on which day, and by which mentor.

    Longer courses have more registrations, and each has a few at least.
    """

    def __init__(self, site: str, assignments: list[Assignment], head_count: dt.date, draws: Draws) -> None:
        self._draws = draws
        self._spans: dict[str, list[tuple[dt.date, dt.date, str]]] = {}
        for one in assignments:
            if one.citizen.site == site:
                span = (one.since, one.until or head_count, one.mentor.id)
                self._spans.setdefault(one.citizen.id, []).append(span)
        self.citizens = list(self._spans)
        self._weights = [
            30 + sum((until - since).days for since, until, _ in self._spans[citizen])
            for citizen in self.citizens
        ]

    def citizen(self) -> str:
        return self.citizens[self._draws.weighted(self._weights)]

    def entry(self, citizen: str) -> tuple[dt.date, str]:
        """Return a working day of the course, and the mentor it had on that day."""
        spans = self._spans[citizen]
        since, until, mentor = spans[
            self._draws.weighted([(last - first).days + 1 for first, last, _ in spans])
        ]
        return self._draws.weekday(since, until), mentor


def log_time(assignments: list[Assignment], course_of: Mapping[str, str], targets: Targets) -> list[Row]:
    """Register the working time: exact minutes per site and category, each entry some steps of five."""
    assumed = targets["assumptions"]
    draws = Draws(targets["seed"], "time")
    entries: list[tuple[dt.date, str, str, int, str, str]] = []
    for site, minutes_by_category in assumed["minutes_by_site"].items():
        diary = Diary(site, assignments, assumed["head_count"], draws)
        for category, total in minutes_by_category.items():
            # Every course has a first conversation; all else follows its length.
            first = list(diary.citizens) if category == "conversation" else []
            for position, minutes in enumerate(_split(total, assumed["typical_minutes"][category], draws)):
                citizen = first[position] if position < len(first) else diary.citizen()
                day, mentor = diary.entry(citizen)
                place = _PLACES.get(category) or _conversation_place(site, draws)
                entries.append((day, mentor, course_of[citizen], minutes, category, place))
    return [
        {
            "time_id": f"T{number:04}",
            "mentor_id": mentor,
            "course_id": course,
            "log_date": day,
            "minutes": minutes,
            "category": category,
            "place": place,
        }
        for number, (day, mentor, course, minutes, category, place) in enumerate(sorted(entries), start=1)
    ]


def _split(total: int, typical: int, draws: Draws) -> list[int]:
    """Split `total` minutes into entries around `typical` that are multiples of `STEP`."""
    count = round(total / typical)
    steps = [total // STEP // count] * count
    for position in range(total // STEP - sum(steps)):
        steps[position] += 1
    for _ in range(6 * count):
        giver, taker = draws.below(count), draws.below(count)
        if steps[giver] > 1:
            steps[giver] -= 1
            steps[taker] += 1
    return [STEP * step for step in steps]


def _conversation_place(site: str, draws: Draws) -> str:
    at_base = 0.65 if site == "viborg" else 0.25
    if draws.chance(at_base):
        return "mentor_base"
    return "citizen_home" if draws.chance(0.85) else "elsewhere"


def log_tasks(assignments: list[Assignment], course_of: Mapping[str, str], targets: Targets) -> list[Row]:
    """Register the tasks: exact numbers per site and type, spread over courses by their length."""
    draws = Draws(targets["seed"], "tasks")
    entries: list[tuple[dt.date, str, str, str]] = []
    for site, counts in targets["assumptions"]["tasks_by_site"].items():
        diary = Diary(site, assignments, targets["assumptions"]["head_count"], draws)
        for kind, count in counts.items():
            for _ in range(count):
                citizen = diary.citizen()
                day, mentor = diary.entry(citizen)
                entries.append((day, course_of[citizen], mentor, kind))
    return [
        {
            "task_id": f"O{number:04}",
            "course_id": course,
            "mentor_id": mentor,
            "task_date": day,
            "task_type": kind,
        }
        for number, (day, course, mentor, kind) in enumerate(sorted(entries), start=1)
    ]


def close_courses(citizens: list[Citizen], course_of: Mapping[str, str], targets: Targets) -> list[Row]:
    """Tell of each completed course why it was closed, and, as an assumption, by whom."""
    draws = Draws(targets["seed"], "closing")
    by_reason: dict[str, list[str | None]] = {
        "need_met": ["mentor_by_agreement", "both", "both", "citizen"],
        "declined_or_unmanageable": ["citizen"],
        "outside_mentor_means": ["mentor_by_agreement", "both"],
        "other_clarification_or_activation": ["both", "circumstance"],
        "unspecified": [None],
    }
    rows: list[Row] = []
    for citizen in citizens:
        if citizen.completed:
            closed_by = draws.one(by_reason.get(citizen.reason) or ["circumstance"])
            offered = draws.chance({"need_met": 0.8, "outside_mentor_means": 0.4}.get(citizen.reason, 0))
            rows.append(
                {
                    "course_id": course_of[citizen.id],
                    "closed_by": citizen.told["closed_by"] if citizen.told is not None else closed_by,
                    "reason": citizen.reason,
                    "aftercare_offered": None if citizen.reason == "unspecified" else offered,
                }
            )
    return rows
