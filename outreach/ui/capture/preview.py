"""What will be kept, while it is being typed: who is new and who is known, ways to reach them, tags, the follow-up's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from outreach.domain.contact import clean_email, clean_phone, show_phone
from outreach.domain.equal_treatment import GIVEN_LABELS, Given, stricter
from outreach.domain.personal_numbers import masked
from outreach.domain.quick_line import Unsure
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import home_day
from outreach.language import N_
from outreach.services.capturing import Caution
from outreach.services.house import House
from outreach.services.informing import cautions
from outreach.services.meetings import read_contact
from outreach.ui.capture.chips import Chip
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.pasting import address_line
from outreach.ui.words import Words

_NEW = {Kind.PERSON: N_("{name} · new person"), Kind.COMPANY: N_("{name} · new company")}
_SINCE = N_("{name} · known since {day}")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a save would do with an entry. The `…_since` days say that the name is in the register already, and from when.

    `marked` is what a mark in the note says that the talk gave; `cautions` what the officer is warned of.
    """

    entry: Entry
    company_since: date | None = None
    person_since: date | None = None
    contacts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    follow_up: date | None = None
    tenders: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    contact_unsure: tuple[Unsure, ...] = ()
    marked: Given = Given.UNSAID
    cautions: tuple[Caution, ...] = ()


def look(house: House, entry: Entry) -> Preview:
    """Return the preview of an entry. Runs on the worker."""
    note = house.meetings.read_note(entry.note)
    emails, phones, doubts = read_contact(entry.contact)
    tenders, unsure = _tenders(house, note.tenders)
    given = stricter(entry.given, note.information)
    company = _known_company(house, entry)
    person = _known_person(house, entry, company)
    return Preview(
        entry=entry,
        company_since=_since(house, company),
        person_since=_since(house, person),
        contacts=tuple(show_phone(clean_phone(one) or one) for one in phones) + tuple(clean_email(one) or one for one in emails),
        tags=note.tags,
        follow_up=note.follow_up,
        tenders=tuple(one.title for one in tenders),
        marked=note.information,
        cautions=cautions(tenders, given, home_day(house.now())) if tenders else (),
        unsure=(*note.unsure, *unsure),
        contact_unsure=doubts,
    )


def chips(preview: Preview, words: Words, doubts: tuple[Unsure, ...] = ()) -> list[Chip]:
    """Write the preview; nothing for an empty form. `doubts` are those of a text that was pasted."""
    entry = preview.entry
    found = [
        *_name(Kind.PERSON, masked(entry.person), preview.person_since, words),
        *([Chip(entry.title)] if entry.title else []),
        *_name(Kind.COMPANY, masked(entry.company), preview.company_since, words),
        *(Chip(one) for one in preview.contacts),
        *(Chip(address_line(one)) for one in entry.addresses),
        *(Chip(one) for one in (entry.website, entry.org_number) if one),
        *(Chip(f"#{tag}") for tag in preview.tags),
    ]
    if preview.follow_up is not None:
        day = words.language.day(preview.follow_up, "EEEE d MMMM y")
        found.append(Chip(words(N_("follow up {day}"), day=day)))
    found += [Chip(words(N_("tender “{title}”"), title=title)) for title in preview.tenders]
    given = stricter(entry.given, preview.marked)
    if given is not Given.UNSAID:
        found.append(Chip(words(GIVEN_LABELS[given]), "chip-new" if given is Given.NEW else "chip-fact"))
    found += [Chip(say_unsure((doubt,), words), "chip-warning") for doubt in doubts]
    return found


def say_unsure(unsure: tuple[Unsure, ...], words: Words) -> str:
    """Write what could not be settled: "!frx: not a day that I know"."""
    return "; ".join(dict.fromkeys(f"{doubt.text}: {words(doubt.reason)}" for doubt in unsure))


def _tenders(house: House, wanted: tuple[str, ...]) -> tuple[list[Tender], list[Unsure]]:
    tenders: list[Tender] = []
    unsure: list[Unsure] = []
    for word in wanted:
        fitting = house.search.find(word, (Kind.TENDER,), most=2)
        tenders += house.tenders.many(hit.id for hit in fitting[:1]).values()
        if not fitting:
            unsure.append(Unsure(f"@{word}", N_("no tender fits")))
        elif len(fitting) > 1:
            unsure.append(Unsure(f"@{word}", N_("several tenders fit; the first was taken")))
    return tenders, unsure


def _known_company(house: House, entry: Entry) -> UUID | None:
    if entry.company_id:
        return UUID(entry.company_id)
    named = house.companies.named(entry.company) if entry.company.strip() else []
    return named[0].id if len(named) == 1 else None


def _known_person(house: House, entry: Entry, company: UUID | None) -> UUID | None:
    if entry.person_id:
        return UUID(entry.person_id)
    name = " ".join(entry.person.split()).casefold()
    people = house.people.at_company(company) if company and name else []
    return next((one.id for one in people if one.name.casefold() == name), None)


def _since(house: House, record: UUID | None) -> date | None:
    """The day on which a record came into the register; what an import of old times left without one is known today."""
    if record is None:
        return None
    entries = house.history.of(record)
    return home_day(entries[-1].at if entries else house.now())


def _name(kind: Kind, name: str, since: date | None, words: Words) -> list[Chip]:
    shown = " ".join(name.split())
    if not shown:
        return []
    if since is None:
        return [Chip(words(_NEW[kind], name=shown), "chip-new")]
    return [Chip(words(_SINCE, name=shown, day=words.language.day(since, "d MMM y")), "chip-known")]
