"""What stands in the place of each field of a letter: who is written to, the event in words, and who writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.contact import show_phone
from outreach.domain.event import Event
from outreach.domain.informing_due import due_of
from outreach.domain.repeat_words import repeat_words
from outreach.domain.when import HOME_ZONE, When
from outreach.language import N_, Language
from outreach.services.addressing import first_name
from outreach.services.guest_lists import GuestLine
from outreach.services.informing_letters import whence
from outreach.services.letter_texts import EQUAL_TREATMENT, EQUAL_TREATMENT_LINK

if TYPE_CHECKING:
    from outreach.services.messages import Sending


def field_values(shared: Sending, line: GuestLine, part: Event, language: Language) -> dict[str, str]:
    """Return what stands in the place of each field of a letter (`letters.FIELDS`)."""
    unit, plan = shared.unit, shared.plan
    link = part.url or shared.family.master.url
    return {
        "guest": line.name,
        "first_name": first_name(line.name, line.person),
        "company": line.company_name,
        "event": part.title,
        "when": when_words(part, language),
        "where": part.place,
        "booth": part.booth,
        "description": part.description,
        "capacity": language.number(plan.outline.capacity) if plan.outline.capacity else "",
        "answer_by": language.day(plan.answer_by, "EEEE d MMMM") if plan.answer_by else "",
        "link": link,
        "tenders": "; ".join(shared.tenders),
        "proposed": when_of(line.guest.proposed, language) if line.guest.proposed else "",
        "unit": ", ".join(one for one in (unit.department, unit.municipality) if one) or shared.organizer.name,
        "officer": shared.officer,
        "contact": ", ".join(one for one in (shared.organizer.address, show_phone(unit.phone)) if one),
        "information": information_for(shared, line, language),
        "equal_treatment": _equal_treatment(shared, link, language),
    }


def information_for(shared: Sending, line: GuestLine, language: Language) -> str:
    """Return what a guest is told of the own data: the short text with its version; where they came from, if that is owed."""
    said = shared.notices[language.code].stamped()
    owed = line.person is not None and due_of(line.person) is not None
    return f"{whence(line.person, language)} {said}" if line.person is not None and owed else said


def _equal_treatment(shared: Sending, link: str, language: Language) -> str:
    if not shared.has_coming_tender:
        return ""
    said = language.say(EQUAL_TREATMENT)
    return f"{said} {language.say(EQUAL_TREATMENT_LINK, link=link)}" if link else said


_FIRST_OF_SERIES = N_("{when} ({often}, see the calendar)")
_HOURS = N_("{day}, {start}–{end}")
_HOUR = N_("{day}, {start}")
_DAYS = N_("{first} to {last}")
_FROM_TO = N_("{first}, {start} to {last}, {end}")


def when_words(event: Event, language: Language) -> str:
    """Write when an event is, in whole words: "torsdag 3 december 2026 kl. 07:30–09:00", and for a series how often."""
    said = when_of(event.when, language)
    often = repeat_words(event.recurrence, event.when, language) if event.recurrence else ""
    return language.say(_FIRST_OF_SERIES, when=said, often=often[:1].lower() + often[1:]) if often else said


def when_of(when: When, language: Language) -> str:
    """Write a time in whole words; one on another clock than ours names its city: "kl. 07:30–09:00 (New York)"."""
    said = _on_its_clock(when, language)
    if when.all_day or when.zone in ("", HOME_ZONE):
        return said
    return f"{said} ({when.zone.rpartition('/')[2].replace('_', ' ')})"


def _on_its_clock(when: When, language: Language) -> str:
    style = "EEEE d MMMM y"
    first, last = language.day(when.first_day, style), language.day(when.last_day, style)
    if when.all_day:
        return first if first == last else language.say(_DAYS, first=first, last=last)
    start, end = language.clock(when.start), language.clock(when.end)
    if when.start == when.end:
        return language.say(_HOUR, day=first, start=start)
    if first == last:
        return language.say(_HOURS, day=first, start=start, end=end)
    return language.say(_FROM_TO, first=first, start=start, last=last, end=end)
