"""What a flyer says of one tender, in plain words: when, how big, for how long, and what the reader can do now.

A supplier must never be misled by a vague date: months are named when they are near, seasons when they are far, and a
planned month that has passed is not printed as if it still stood. All readers get the same words (LOU 4:1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from outreach.domain.tender import VALUE_CLASS_LABELS, Stage, Tender, ValueClass, value_class
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, NN_, Language

#: A month as near as this is named; later ones are called by their season, because plans move.
_NAMED_MONTHS = 6

_SEASONS = (
    (2, N_("Early {year}")),
    (5, N_("Spring {year}")),
    (8, N_("Summer {year}")),
    (11, N_("Autumn {year}")),
    (12, N_("End of {year}")),
)

_OVER = {
    Stage.EVALUATION: N_("The time for bids has passed. We are reading the bids now."),
    Stage.CONTRACT: N_("The contract is signed. Ask us when the next one comes."),
    Stage.CANCELLED: N_("This purchase was called off. Ask us if you want to know why."),
}

_OVER_SHORT = {
    Stage.EVALUATION: N_("Bids are in"),
    Stage.CONTRACT: N_("Contract signed"),
    Stage.CANCELLED: N_("Called off"),
}


@dataclass(frozen=True, slots=True)
class Timing:
    """When: the word that the eye should catch, and what happens then."""

    when: str
    what: str


def timing(tender: Tender, language: Language, printed: date) -> Timing:
    """Return when the tender comes, or the last moment to bid (in Swedish time) once it is advertised."""
    if tender.stage in _OVER_SHORT:
        return Timing(language.say(_OVER_SHORT[tender.stage]), "")
    if tender.stage is Stage.ADVERTISED:
        return _bid_timing(tender, language, printed)
    idea = tender.stage is Stage.IDEA
    what = language.say(N_("To be advertised at the earliest") if idea else N_("To be advertised"))
    expected = tender.expected_publication
    if expected is None:
        return Timing(language.say(N_("Date not set")), language.say(_UNDATED.get(tender.stage, N_("Planned"))))
    if (expected.year, expected.month) < (printed.year, printed.month):
        return Timing(language.say(N_("New date to come")), language.say(N_("Later than planned")))
    return Timing(roughly(expected, language, printed), what)


_UNDATED = {Stage.IDEA: N_("An idea so far"), Stage.DIALOGUE: N_("We are asking the market")}


def _bid_timing(tender: Tender, language: Language, printed: date) -> Timing:
    deadline = last_moment(tender)
    if deadline is None:
        return Timing(language.say(N_("Open now")), language.say(N_("Last day in the notice")))
    local = deadline.astimezone(ZoneInfo(HOME_ZONE))
    if local.date() < printed:
        return Timing(language.say(N_("Closed")), language.say(N_("The time for bids has passed")))
    what = language.say(N_("Last day to bid, at {clock}"), clock=language.clock(local))
    return Timing(language.day(local.date(), "d MMM y"), what)


def last_moment(tender: Tender) -> datetime | None:
    """Return the instant at which bids close: the tender's own, else the earliest of its lots."""
    if tender.tender_deadline is not None:
        return tender.tender_deadline
    return min((lot.tender_deadline for lot in tender.lots if lot.tender_deadline), default=None)


def roughly(day: date, language: Language, printed: date) -> str:
    """Return "March 2027" for a near day, "Autumn 2027" for a far one; with a capital, as it stands alone."""
    ahead = (day.year - printed.year) * 12 + day.month - printed.month
    if ahead <= _NAMED_MONTHS:
        named = language.day(day, "LLLL y")
        return named[:1].upper() + named[1:]
    season = next(text for last, text in _SEASONS if day.month <= last)
    return language.say(season, year=day.year)


def size(tender: Tender, language: Language) -> str:
    """Return roughly how big it is, as the label of its class. A value that is withheld (BT-195) gives no class."""
    counted = ValueClass.UNKNOWN if tender.withheld else value_class(tender.value)
    if counted is ValueClass.UNKNOWN and not (tender.withheld and tender.value):
        counted = tender.value_class
    return language.say(VALUE_CLASS_LABELS[counted])


def contract(tender: Tender, language: Language) -> str:
    """Return the contract period in a few words; empty when nothing is known of it."""
    start, end = tender.contract_start, tender.contract_end
    if start and end and end >= start:
        if start.year == end.year:
            return language.say(N_("Contract in {year}"), year=start.year)
        return language.say(N_("Contract {first}–{last}"), first=start.year, last=end.year)
    if start:
        return language.say(N_("Contract from {month}"), month=language.day(start, "MMMM y"))
    if end:
        return language.say(N_("Contract until {month}"), month=language.day(end, "MMMM y"))
    months = tender.contract_months or 0
    if months <= 0:
        return ""
    if months % 12 == 0:
        return language.count(NN_("Contract for {n} year", "Contract for {n} years"), months // 12)
    return language.count(NN_("Contract for {n} month", "Contract for {n} months"), months)


def place(tender: Tender) -> str:
    """Return the place when it is in words; NUTS codes and municipality codes say nothing to a reader."""
    written = tender.place.strip()
    return "" if re.fullmatch(r"[A-Z]{2}[0-9A-Z]{0,3}|\d{2,4}", written) else written


def lots(tender: Tender, language: Language) -> str:
    """Return into how many lots it is split; empty for one."""
    if len(tender.lots) < 2:
        return ""
    return language.count(NN_("In {n} part", "In {n} parts"), len(tender.lots))


def take_part(tender: Tender, language: Language, printed: date) -> tuple[str, ...]:
    """Return what the reader can do now, by the stage of the tender; one sentence or two."""
    if tender.stage in _OVER:
        return (language.say(_OVER[tender.stage]),)
    if tender.stage is Stage.IDEA:
        return (language.say(N_("Tell us what you could offer, and what we should think of.")),)
    if tender.stage is Stage.DIALOGUE:
        return (_answer_by(tender, language, printed),)
    if tender.stage is Stage.PLANNED:
        return (language.say(N_("Watch for the notice. When it is out, anyone can bid.")),)
    return _bid_by(tender, language, printed)


def _answer_by(tender: Tender, language: Language, printed: date) -> str:
    until = _open_question_moment(tender, printed)
    if until is None:
        return language.say(N_("Tell us what you think before it is advertised."))
    return language.say(N_("Tell us what you think by {day}."), day=_long(until, language))


def _bid_by(tender: Tender, language: Language, printed: date) -> tuple[str, ...]:
    deadline = last_moment(tender)
    if deadline is None:
        return (language.say(N_("Read the notice and send your bid.")),)
    local = deadline.astimezone(ZoneInfo(HOME_ZONE))
    if local.date() < printed:
        return (language.say(N_("The time for bids has passed. Ask us when the next one comes.")),)
    bid = language.say(N_("Bid by {day} at {clock}."), day=_long(deadline, language), clock=language.clock(local))
    asked = _open_question_moment(tender, printed)
    if asked is None:
        return (bid,)
    return bid, language.say(N_("Ask questions by {day}."), day=_long(asked, language))


def _open_question_moment(tender: Tender, printed: date) -> datetime | None:
    asked = tender.question_deadline
    if asked is None or asked.astimezone(ZoneInfo(HOME_ZONE)).date() < printed:
        return None
    return asked


def _long(moment: datetime, language: Language) -> str:
    """Write the day of an instant with no-break spaces, so that a line never ends between "12" and "mars"."""
    return language.day(moment.astimezone(ZoneInfo(HOME_ZONE)).date(), "d MMMM y").replace(" ", "\u00a0")
