"""Mentor courses: how long they lasted, when they ran, and with which mentor."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from construction.draws import Draws
from construction.people import Citizen, Targets

QUICK_REASONS = ("declined_or_unmanageable", "other_clarification_or_activation")


@dataclass(frozen=True)
class Mentor:
    """A mentor; the first of Viborg also coordinates."""

    id: str
    site: str
    employment: str
    is_coordinator: bool


@dataclass(frozen=True)
class Assignment:
    """The time a mentor had a course; `until` is None where it still runs."""

    citizen: Citizen
    mentor: Mentor
    since: dt.date
    until: dt.date | None


def run_courses(citizens: list[Citizen], targets: Targets) -> None:
    """Give every course its length band, start and end; site means are met to the day."""
    assumed = targets["assumptions"]
    draws = Draws(targets["seed"], "length")
    for citizen in citizens:
        if citizen.told is not None:
            citizen.start, citizen.end = citizen.told["start"], citizen.told.get("end")
    for site, bands in assumed["length_band_by_site"].items():
        group = [citizen for citizen in citizens if citizen.completed and citizen.site == site]
        _deal_bands(group, bands, assumed["length_days"], draws)
        _fit_lengths(group, targets["published"]["mean_length_days"][site], targets, draws)
    for citizen in citizens:
        if not citizen.completed and citizen.told is None:
            citizen.start = draws.weekday(assumed["first_start_of_ongoing"], assumed["last_start"])


def _deal_bands(
    group: list[Citizen], counts: dict[str, int], ranges: dict[str, tuple[int, int]], draws: Draws
) -> None:
    def band_of(days: int) -> str:
        return next(band for band, (_, high) in ranges.items() if days <= high)

    short, long = next(iter(ranges)), list(ranges)[-1]
    fixed = {one: band_of((one.end - one.start).days) for one in group if one.told is not None and one.end}
    leavers = [one for one in group if one not in fixed and one.reason in QUICK_REASONS]
    # Who declines leaves at once; in Herlev, where courses are long, the wish fades late.
    fixed |= {one: long if one.site == "herlev" else short for one in leavers}
    dealt = draws.deal(
        group, counts, fixed=fixed, may=lambda one, band: band != long or one.reason == "need_met"
    )
    for citizen, band in dealt.items():
        citizen.band = band


def _fit_lengths(group: list[Citizen], mean: int, targets: Targets, draws: Draws) -> None:
    """Draw lengths within their bands, then move them by single days until the mean is met."""
    ranges = targets["assumptions"]["length_days"]
    free = [citizen for citizen in group if citizen.told is None]
    days = {citizen: draws.between(*ranges[citizen.band]) for citizen in free}
    told = sum((one.end - one.start).days for one in group if one.told is not None and one.end)
    short_of = mean * len(group) - told - sum(days.values())
    while short_of:
        step = 1 if short_of > 0 else -1
        low, high = ranges[(citizen := draws.one(free)).band]
        if low <= days[citizen] + step <= high:
            days[citizen] += step
            short_of -= step
    first, head_count = targets["assumptions"]["first_start"], targets["assumptions"]["head_count"]
    for citizen, length in days.items():
        latest = head_count - dt.timedelta(days=length)
        while citizen.end is None or citizen.end.weekday() > 4:
            citizen.start = first + dt.timedelta(days=draws.below((latest - first).days + 1))
            citizen.end = citizen.start + dt.timedelta(days=length)


def hire_mentors(targets: Targets) -> list[Mentor]:
    """List the mentors of all sites; the first one of Viborg coordinates."""
    posts = [
        (site, employment, site == "viborg" and position == 0)
        for site, counts in targets["assumptions"]["mentors"].items()
        for employment, count in counts.items()
        for position in range(count)
    ]
    return [Mentor(f"M{number:02}", *post) for number, post in enumerate(posts, start=1)]


def assign_mentors(citizens: list[Citizen], mentors: list[Mentor], targets: Targets) -> list[Assignment]:
    """Give every course a mentor, and another one where the first leaves."""
    draws = Draws(targets["seed"], "assignment")
    at_site = {site: [one for one in mentors if one.site == site] for site in ("herlev", "odense", "viborg")}
    found: list[Assignment] = []
    for citizen in sorted(citizens, key=lambda citizen: (citizen.start, citizen.id)):
        if citizen.site == "herlev":
            found.append(Assignment(citizen, at_site["herlev"][0], citizen.start, citizen.end))
        elif citizen.site == "odense":
            found += _in_odense(citizen, at_site["odense"], targets, draws)
        else:
            mentor = _free_mentor(citizen, at_site["viborg"], found, targets, draws)
            found.append(Assignment(citizen, mentor, citizen.start, citizen.end))
    return found


def _in_odense(citizen: Citizen, mentors: list[Mentor], targets: Targets, draws: Draws) -> list[Assignment]:
    first, second = mentors
    came, left = (targets["assumptions"]["second_odense_mentor"][key] for key in ("from", "to"))
    wants_second = draws.chance(0.5) if citizen.told is None else citizen.told.get("second_mentor", False)
    if not wants_second or not came <= citizen.start < left:
        return [Assignment(citizen, first, citizen.start, citizen.end)]
    if citizen.end is not None and citizen.end <= left:
        return [Assignment(citizen, second, citizen.start, citizen.end)]
    return [
        Assignment(citizen, second, citizen.start, left),
        Assignment(citizen, first, left + dt.timedelta(days=1), citizen.end),
    ]


def _free_mentor(
    citizen: Citizen, mentors: list[Mentor], so_far: list[Assignment], targets: Targets, draws: Draws
) -> Mentor:
    most = targets["assumptions"]["citizens_per_mentor_viborg"]

    def load(mentor: Mentor) -> int:
        return sum(
            one.mentor == mentor and (one.until is None or one.until >= citizen.start) for one in so_far
        )

    mentor = min(draws.shuffled(mentors), key=load)
    if load(mentor) >= most:
        raise ValueError(f"no mentor in Viborg is free on {citizen.start}")
    return mentor
