"""The citizens: who they are at intake, and how it ended for them."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from construction.draws import Draws

Targets = Mapping[str, Any]


@dataclass(eq=False)
class Citizen:
    """A citizen while being constructed; `told` is what a sample interview says of the course."""

    id: str
    site: str
    status: str
    sex: str = ""
    age: int = 0
    age_band: str = ""
    education: str = ""
    income: str = ""
    final_state: str = ""
    reason: str = ""
    band: str = ""
    start: dt.date = dt.date.min
    end: dt.date | None = None
    told: Mapping[str, Any] | None = None
    needs: set[str] = field(default_factory=set)
    initiatives: set[str] = field(default_factory=set)

    @property
    def completed(self) -> bool:
        return self.status == "completed"


def construct_citizens(targets: Targets, interviewed: Path) -> list[Citizen]:
    """Construct all citizens, ordered by their random ids, so that the order says nothing."""
    seed = targets["seed"]
    citizens = _known(interviewed, targets["interviewed"])
    citizens += _others(citizens, targets["published"]["site_by_status"], Draws(seed, "ids"))
    citizens.sort(key=lambda citizen: citizen.id)
    _deal_demographics(citizens, targets)
    _deal_results(citizens, targets)
    _deal_income(citizens, targets)
    _deal_reasons(citizens, targets)
    for attribute, counts in (
        ("needs", targets["published"]["need"]),
        ("initiatives", targets["published"]["initiative"]),
    ):
        for name, count in counts.items():
            _mark(citizens, attribute, name, count, Draws(seed, f"{attribute}/{name}"))
    return citizens


def _known(interviewed: Path, told: Targets) -> list[Citizen]:
    with interviewed.open(encoding="utf-8", newline="") as stream:
        return [
            Citizen(
                id=row["citizen_id"],
                site=row["site_id"],
                status=row["status"],
                sex=row["sex"],
                age=int(row["age_years"]),
                final_state=row["final_state"],
                reason=row["reason"],
                education=told[row["citizen_id"]]["education"],
                income=told[row["citizen_id"]]["income"],
                told=told[row["citizen_id"]],
            )
            for row in csv.DictReader(stream)
        ]


def _others(known: list[Citizen], site_by_status: Targets, draws: Draws) -> list[Citizen]:
    taken = {citizen.id for citizen in known}
    ids = iter(draws.shuffled([f"C{number}" for number in range(1000, 10000) if f"C{number}" not in taken]))
    return [
        Citizen(next(ids), site, status)
        for site, counts in site_by_status.items()
        for status, count in counts.items()
        for _ in range(count - sum((one.site, one.status) == (site, status) for one in known))
    ]


def _deal_demographics(citizens: list[Citizen], targets: Targets) -> None:
    seed, derived, assumed = targets["seed"], targets["derived"], targets["assumptions"]
    ranges: Mapping[str, tuple[int, int]] = assumed["age_years"]
    for citizen in citizens:
        if citizen.age:
            citizen.age_band = next(
                band for band, (low, high) in ranges.items() if low <= citizen.age <= high
            )
    draws = Draws(seed, "age")
    youngest = next(iter(ranges))
    for site, count in derived["age_30_or_under_by_site"].items():
        at_site = [citizen for citizen in citizens if citizen.site == site]
        fixed = {one: str(one.age_band == youngest) for one in at_site if one.age_band}
        counts = {"True": count, "False": len(at_site) - count}
        for citizen, is_young in draws.deal(at_site, counts, fixed=fixed).items():
            citizen.age_band = youngest if is_young == "True" else citizen.age_band
    older = {band: count for band, count in derived["age_band"].items() if band != youngest}
    rest = [citizen for citizen in citizens if citizen.age_band != youngest]
    fixed = {citizen: citizen.age_band for citizen in rest if citizen.age_band}
    for citizen, band in draws.deal(rest, older, fixed=fixed).items():
        citizen.age_band = band
    for citizen in citizens:
        citizen.age = citizen.age or draws.between(*ranges[citizen.age_band])
    sexes = {citizen: citizen.sex for citizen in citizens if citizen.sex}
    for citizen, sex in Draws(seed, "sex").deal(citizens, derived["sex"], fixed=sexes).items():
        citizen.sex = sex
    schooled = {citizen: citizen.education for citizen in citizens if citizen.education}
    dealt = Draws(seed, "education").deal(
        citizens,
        targets["published"]["education"],
        fixed=schooled,
        may=lambda citizen, level: citizen.age >= assumed["youngest_by_education"].get(level, 0),
    )
    for citizen, level in dealt.items():
        citizen.education = level


def _deal_results(citizens: list[Citizen], targets: Targets) -> None:
    draws = Draws(targets["seed"], "final_state")
    groups = [
        ([one for one in citizens if one.completed and one.site == site], counts)
        for site, counts in targets["assumptions"]["final_state_by_site"].items()
    ]
    ongoing = [citizen for citizen in citizens if not citizen.completed]
    for group, counts in [*groups, (ongoing, targets["assumptions"]["final_state_ongoing"])]:
        fixed = {citizen: citizen.final_state for citizen in group if citizen.final_state}
        for citizen, state in draws.deal(group, counts, fixed=fixed).items():
            citizen.final_state = state


def _deal_income(citizens: list[Citizen], targets: Targets) -> None:
    """Deal incomes, to those who retained a job first: only some incomes go with having one."""
    draws = Draws(targets["seed"], "income")
    with_job = set(targets["assumptions"]["incomes_with_a_job"])
    left: list[str] = [
        income for income, count in targets["published"]["income_at_intake"].items() for _ in range(count)
    ]
    for citizen in citizens:
        if citizen.income:
            left.remove(citizen.income)
    left = draws.shuffled(left)
    waiting = draws.shuffled([citizen for citizen in citizens if not citizen.income])
    for citizen in sorted(waiting, key=lambda citizen: citizen.final_state != "retained_job"):
        needs_job = citizen.final_state == "retained_job"
        citizen.income = next(income for income in left if not needs_job or income in with_job)
        left.remove(citizen.income)


def _deal_reasons(citizens: list[Citizen], targets: Targets) -> None:
    """Deal the reasons for closing; those that are no success only to citizens without a result."""
    draws = Draws(targets["seed"], "reason")
    assumed = targets["assumptions"]
    due = dict(targets["published"]["closing_reason"]) | dict(assumed["closing_reason_unnumbered"])
    for citizen in citizens:
        if citizen.reason:
            due[citizen.reason] -= 1

    def give(reason: str, count: int, candidates: Iterable[Citizen]) -> None:
        takers = draws.shuffled(list(candidates))[:count]
        if len(takers) < count:
            raise ValueError(f"{reason} cannot be given {count} times")
        for citizen in takers:
            citizen.reason = reason
        due[reason] -= count

    def without_result(site: str | None = None) -> Iterable[Citizen]:
        return (
            one
            for one in citizens
            if one.completed
            and not one.reason
            and one.final_state == "none_of_these"
            and site in {None, one.site}
        )

    for share in (assumed["quick_leavers_by_site"], assumed["late_leavers_by_site"]):
        for reason, by_site in share.items():
            for site, count in by_site.items():
                known = sum(
                    one.told is not None and (one.reason, one.site) == (reason, site) for one in citizens
                )
                give(reason, count - known, without_result(site))
    oldest = assumed["oldest_for_maternity"]
    mothers = (one for one in without_result() if one.sex == "woman" and one.age <= oldest)
    give("pregnancy_or_maternity", due["pregnancy_or_maternity"], mothers)
    for reason in ("outside_mentor_means", "no_contact", "early_pension", "moved_away", "prison"):
        give(reason, due[reason], without_result())
    for reason in ("unspecified", "need_met"):
        give(reason, due[reason], (one for one in citizens if one.completed and not one.reason))


def _mark(citizens: list[Citizen], attribute: str, name: str, count: int, draws: Draws) -> None:
    told = [one for one in citizens if one.told is not None and name in one.told.get(attribute, ())]
    others = [one for one in citizens if one.told is None]
    for citizen in [*told, *draws.shuffled(others)[: count - len(told)]]:
        getattr(citizen, attribute).add(name)
