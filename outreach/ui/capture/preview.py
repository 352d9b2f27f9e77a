"""What will be kept, in one line, while it is being typed: whom, how to reach them, tags, follow-up with its day, tender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach.domain.contact import clean_email, clean_phone, show_phone
from outreach.domain.quick_line import Unsure
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.house import House
from outreach.services.meetings import read_contact
from outreach.ui.capture.entry import Entry
from outreach.ui.words import Words


@dataclass(frozen=True, slots=True)
class Preview:
    """What a save would do with an entry. The `…_known` flags say that the name is in the register already."""

    entry: Entry
    company_known: bool = False
    person_known: bool = False
    contacts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    follow_up: date | None = None
    tenders: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    contact_unsure: tuple[Unsure, ...] = ()


def look(house: House, entry: Entry) -> Preview:
    """Return the preview of an entry. Runs on the worker."""
    note = house.meetings.read_note(entry.note)
    emails, phones, doubts = read_contact(entry.contact)
    tenders: list[str] = []
    unsure = list(note.unsure)
    for word in note.tenders:
        fitting = house.search.find(word, (Kind.TENDER,), most=2)
        tenders += [hit.title for hit in fitting[:1]]
        if not fitting:
            unsure.append(Unsure(f"@{word}", N_("no tender fits")))
        elif len(fitting) > 1:
            unsure.append(Unsure(f"@{word}", N_("several tenders fit; the first was taken")))
    named = [] if entry.company_id or not entry.company.strip() else house.companies.named(entry.company)
    companies = {one.id for one in named}
    people = [person.name for one in companies for person in house.people.at_company(one)]
    same_name = any(name.casefold() == entry.person.strip().casefold() for name in people)
    return Preview(
        entry=entry,
        company_known=bool(entry.company_id or len(companies) == 1),
        person_known=bool(entry.person_id or same_name),
        contacts=tuple(clean_email(one) or one for one in emails) + tuple(show_phone(clean_phone(one) or one) for one in phones),
        tags=note.tags,
        follow_up=note.follow_up,
        tenders=tuple(tenders),
        unsure=tuple(unsure),
        contact_unsure=doubts,
    )


def say_preview(preview: Preview, words: Words) -> str:
    """Write the preview on one line; empty for an empty form."""
    entry = preview.entry
    parts = [
        _name(entry.person, preview.person_known, words),
        _name(entry.company, preview.company_known, words),
        *preview.contacts,
        *(f"#{tag}" for tag in preview.tags),
    ]
    if preview.follow_up is not None:
        day = words.language.day(preview.follow_up, "EEEE d MMMM y")
        parts.append(words(N_("follow up {day}"), day=day))
    parts += [words(N_("tender “{title}”"), title=title) for title in preview.tenders]
    return " · ".join(part for part in parts if part)


def say_unsure(unsure: tuple[Unsure, ...], words: Words) -> str:
    """Write what could not be settled: "!frx: not a day that I know"."""
    return "; ".join(f"{doubt.text}: {words(doubt.reason)}" for doubt in unsure)


def _name(name: str, known: bool, words: Words) -> str:
    shown = " ".join(name.split())
    return shown if known or not shown else words(N_("{name} (new)"), name=shown)
