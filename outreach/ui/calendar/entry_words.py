"""What is in the calendar, in words: for tool tips, screen readers, the list of a full day and the card of an entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from outreach.domain.booth import says_what_it_is
from outreach.domain.calendar_entry import TENDER_DATE_LABELS, Entry
from outreach.domain.event import EVENT_KIND_LABELS, EVENT_STATUS_LABELS, EventStatus
from outreach.domain.when import HOME_ZONE, When
from outreach.language import N_, NN_
from outreach.ui.words import Words

ENTRIES = NN_("{n} event or date", "{n} events and dates")
MORE = NN_("{n} more", "{n} more")
#: So many of a day are read aloud; nobody listens to more.
MOST_SAID = 12
NOTHING = N_("Nothing planned")
ELSEWHERE = N_("{when} (time in {zone})")
ANYWHERE = N_("{when} (the local time, wherever one is)")


def when_words(when: When, words: Words) -> str:
    """Say when something is; the zone is named when it is not ours."""
    said = words.language.when(when)
    if when.all_day or when.zone == HOME_ZONE:
        return said
    if not when.zone:
        return words(ANYWHERE, when=said)
    return words(ELSEWHERE, when=said, zone=zone_words(when.zone))


def zone_words(zone: str) -> str:
    """Say a zone's name without underlines."""
    return zone.replace("_", " ")


def kind_words(entry: Entry, words: Words) -> str:
    """Say what sort of thing it is: the kind of event, or which date of a tender."""
    if entry.event is not None:
        return words(EVENT_KIND_LABELS[entry.event.kind])
    return words(TENDER_DATE_LABELS[entry.what]) if entry.what is not None else ""


def status_words(entry: Entry, words: Words) -> str:
    """Say the status where it is not the usual one."""
    if entry.event is None or entry.event.status is EventStatus.CONFIRMED:
        return ""
    return words(EVENT_STATUS_LABELS[entry.event.status])


def booth_words(booth: str, words: Words) -> str:
    """Say where our stand is: a bare number as "Booth B14", what says itself what it is ("Table 12") as it stands."""
    return booth if not booth or says_what_it_is(booth) else words(N_("Booth {booth}"), booth=booth)


def time_words(entry: Entry, words: Words) -> str:
    """Say day and time of an entry."""
    if entry.when is not None:
        return when_words(entry.when, words)
    day = words.language.day(entry.first, "EEE d MMM y")
    return f"{day} {words.language.clock(entry.clock)}" if entry.clock is not None else day


def entry_words(entry: Entry, words: Words) -> str:
    """Say everything about an entry in a few lines of plain text."""
    place = entry.event.place if entry.event is not None else ""
    lines = [entry.title, kind_words(entry, words), time_words(entry, words), place, status_words(entry, words)]
    return "\n".join(line for line in lines if line)


def day_words(day: date, entries: Sequence[Entry], words: Words, name: str = "") -> str:
    """Say a day with its `name`, if any, and what happens on it; of a very full day the first ones."""
    said = words.language.day(day, "full") + (f", {name}" if name else "")
    if not entries:
        return f"{said}. {words(NOTHING)}"
    told = "; ".join(line_words(entry, words) for entry in entries[:MOST_SAID])
    more = f"; +{words.count(MORE, len(entries) - MOST_SAID)}" if len(entries) > MOST_SAID else ""
    return f"{said}. {words.count(ENTRIES, len(entries))}: {told}{more}"


def line_words(entry: Entry, words: Words) -> str:
    """Say time of day and title in one line."""
    if entry.event is None:
        return f"{kind_words(entry, words)}: {entry.title}"
    clock = f"{words.language.clock(entry.clock)} " if entry.clock is not None else ""
    status = status_words(entry, words)
    return f"{clock}{entry.title}" + (f" ({status})" if status else "")
