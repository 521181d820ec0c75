"""What happened during the courses: events, and companies that the mentor contacted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from construction.draws import Draws
from construction.people import Citizen, Targets

Row = Mapping[str, object]


def happen(citizens: list[Citizen], targets: Targets) -> list[Row]:
    """Give the events to citizens at random, whoever they are; the interviewed have those they told of."""
    draws = Draws(targets["seed"], "events")
    head_count = targets["assumptions"]["head_count"]
    others = [citizen for citizen in citizens if citizen.told is None]
    happened: list[tuple[dt.date, str, str, str]] = []
    for kind, subtypes in targets["assumptions"]["event_subtypes"].items():
        for subtype, count in subtypes.items():
            told = [
                (day, citizen.id, kind, subtype)
                for citizen in citizens
                if citizen.told is not None
                for named, day in citizen.told.get("events", ())
                if named == subtype
            ]
            happened += told
            for _ in range(count - len(told)):
                citizen = draws.one(others)
                last = min(citizen.end or head_count, head_count)
                happened.append((draws.weekday(citizen.start, last), citizen.id, kind, subtype))
    rows: list[Row] = []
    for number, (day, citizen_id, kind, subtype) in enumerate(sorted(happened), start=1):
        end = day + dt.timedelta(days=7 * draws.between(4, 26) - 3)
        rows.append(
            {
                "event_id": f"E{number:03}",
                "citizen_id": citizen_id,
                "event_type": kind,
                "event_subtype": subtype,
                "start_date": day,
                "end_date": end if end <= head_count else None,
            }
        )
    return rows


def list_companies(targets: Targets) -> list[Row]:
    """List the companies; type, experience and industry do not depend on each other."""
    ids = [f"V{number:02}" for number in range(1, sum(targets["published"]["company_type"].values()) + 1)]
    types = Draws(targets["seed"], "company_type").deal(ids, targets["published"]["company_type"])
    experience = Draws(targets["seed"], "company_experience").deal(
        ids, targets["published"]["special_consideration_experience"]
    )
    draws = Draws(targets["seed"], "industry")
    return [
        {
            "company_id": company,
            "company_type": types[company],
            "special_consideration_experience": experience[company],
            "industry": draws.one(targets["assumptions"]["industries"]),
        }
        for company in ids
    ]


def contact_companies(citizens: list[Citizen], companies: list[Row], targets: Targets) -> list[Row]:
    """Link every company to at least one citizen of its site, and some to a further one."""
    assumed = targets["assumptions"]
    draws = Draws(targets["seed"], "company_contact")
    by_site = draws.deal([str(company["company_id"]) for company in companies], assumed["companies_by_site"])
    unused = {
        site: [one for one, home in by_site.items() if home == site] for site in assumed["companies_by_site"]
    }
    used: dict[str, list[str]] = {site: [] for site in unused}
    contacts: list[tuple[dt.date, Citizen, str, str]] = []

    def company_at(site: str) -> str:
        company = unused[site].pop() if unused[site] else draws.one(used[site])
        used[site].append(company)
        return company

    due = dict(assumed["company_purposes"])
    for citizen in citizens:
        for purpose, day in citizen.told.get("companies", ()) if citizen.told is not None else ():
            contacts.append((day, citizen, company_at(citizen.site), purpose))
            due[purpose] -= 1
    purposes = draws.shuffled([purpose for purpose, count in due.items() for _ in range(count)])
    sites = list(assumed["companies_by_site"])
    shares = list(assumed["companies_by_site"].values())
    for purpose in purposes:
        waiting = [site for site in sites if unused[site]]
        site = waiting[0] if waiting else sites[draws.weighted(shares)]
        company = company_at(site)
        known = {(one.id, named) for _, one, named, _ in contacts}
        free = [
            one
            for one in citizens
            if one.site == site and one.told is None and (one.id, company) not in known
        ]
        citizen = draws.one(free)
        day = draws.weekday(citizen.start, citizen.end or assumed["head_count"])
        contacts.append((day, citizen, company, purpose))
    rows: list[Row] = []
    for number, (day, citizen, company, purpose) in enumerate(
        sorted(contacts, key=lambda contact: (contact[0], contact[1].id)), start=1
    ):
        until = day + dt.timedelta(days=draws.between(14, 182))
        followed = draws.chance(0.7) and until <= assumed["head_count"]
        rows.append(
            {
                "contact_id": f"K{number:03}",
                "citizen_id": citizen.id,
                "company_id": company,
                "purpose": purpose,
                "first_contact": day,
                "follow_up_until": until if followed else None,
            }
        )
    return rows
