"""A seminar and the people who are invited to it, and what their calendar programs send back: for the tests of those windows."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.event import Event, EventKind
from outreach.domain.invitation import Purpose, Way
from outreach.domain.person import Person, Role
from outreach.domain.when import zoned
from outreach.ui.tasks import Tasks

START = datetime(2026, 12, 3, 7, 30)
SEMINAR = Event(
    title="Frukost om bygg",
    kind=EventKind.BREAKFAST,
    when=zoned(START, START + timedelta(minutes=90)),
    place="Rådhuset",
    description="Kaffe och smörgås.",
)
BERGS, EKS = (
    Company(name="Bergs Bygg AB", tags=("bygg",), cpv=("45233140",)),
    Company(name="Eks El & Data", tags=("el",)),
)


def person(name, company, mail="", language="sv"):
    emails = (Email(mail),) if mail else ()
    return Person(name=name, roles=(Role(company.id),), emails=emails, language=language)


ANNA = person("Anna Berg", BERGS, "anna@bergs.example")
BO = person("Bo Berg", BERGS, "bo@bergs.example", "en")
CILLA = person("Cilla Ek", EKS, "cilla@eks.example")
ASA = person("Åsa Öberg", EKS)
PEOPLE = (ANNA, BO, CILLA, ASA)


def fill(house):
    """Keep the seminar, the companies and the people; the unit has an address to answer to. Nobody is on the list."""
    house.unit.save_unit(replace(house.unit.unit(), email="upphandling@alvbro.example"))
    house.events.save(SEMINAR)
    for company in (BERGS, EKS):
        house.companies.save(company)
    for one in PEOPLE:
        house.people.save(one)


def listed(house):
    """Put everybody on the list; return their guest ids by name."""
    house.guests.invite(SEMINAR.id, [one.id for one in PEOPLE])
    return ids(house)


def ids(house):
    lines = house.guests.at_event(SEMINAR.id, uninvited=True).lines
    return {line.name: line.guest.id for line in lines}


def invite(house, folder: Path, *names: str):
    """Invite guests by drafts: who is not named as well, when nobody is."""
    known = ids(house)
    wanted = [known[name] for name in names] if names else list(known.values())
    prepared = house.invitations.prepare(SEMINAR.id, Purpose.INVITE, wanted, Way.DRAFTS)
    house.invitations.write_files(prepared.batch, folder)
    return {one.name: one for one in prepared.invitations}


def answer(invitation, method="REPLY", partstat="ACCEPTED", *, address="", name="", start="20261203T063000Z", more="", stamp=""):
    """Return what a calendar program sends back."""
    who = f"CN={name or invitation.name}:mailto:{address or invitation.address}"
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Test//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{invitation.uid}",
        f"SEQUENCE:{invitation.sequence}",
        f"DTSTAMP:{stamp or '20261124T095000Z'}",
        f"DTSTART:{start}",
        "ORGANIZER:mailto:upphandling@alvbro.example",
        f"ATTENDEE;PARTSTAT={partstat};{who}",
        *([more] if more else []),
        "SUMMARY:Frukost om bygg",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


def far_is_over(tasks: Tasks) -> bool:
    """Say whether nothing waits for a server any more."""
    return all(one.done() for one in tasks._far_ones.values())
