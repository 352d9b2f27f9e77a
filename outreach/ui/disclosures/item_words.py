"""How an item that must reach everyone, and a talk of a tender's log, stand in words."""

from __future__ import annotations

from outreach.domain.equal_treatment import GIVEN_LABELS, Given
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.services.disclosures import OpenItem
from outreach.services.tender_log import LoggedTalk
from outreach.ui.line_list import Line
from outreach.ui.words import Words

DAYS = NN_("{n} day", "{n} days")
_OPEN, _PUBLISHED = N_("open {days}"), N_("published {day}")
_URGENT = N_("Under advertisement: it must go to all in writing by {day} (LOU ch. 12 s. 11).")
_URGENT_NO_DAY = N_("Under advertisement: it must go to all in writing, 6 days before the last day to bid (LOU ch. 12 s. 11).")
_SHARED, _NOT_SHARED = N_("shared with everyone {day}: {where}"), N_("not shared with everyone yet")


def item_line(item: OpenItem, words: Words) -> Line:
    """Return an item as a line of a list."""
    one = item.disclosure
    if one.published is None:
        note = words(N_("urgent")) if item.urgent else words(_OPEN, days=words.count(DAYS, item.days))
    else:
        note = words(_PUBLISHED, day=words.language.day(home_day(one.published), "d MMM y"))
    name = "warning" if item.urgent else "check" if one.published else "clock"
    tone = "danger" if item.urgent else "success" if one.published else "warning"
    title = item.tender.title if item.tender else words(N_("About no tender in particular"))
    return Line(title, " ".join(one.text.split()), note, icon=name, icon_tone=tone, data=one.id)


def about_item(item: OpenItem, words: Words) -> str:
    """Say when it was told and by whom, and since when it is open, or when and where it was published."""
    one, language = item.disclosure, words.language
    told = words(N_("Told {day} by {officer}"), day=language.day(home_day(one.opened), "d MMM y"), officer=one.officer or "–")
    if one.published is None:
        return f"{told} · {words(_OPEN, days=words.count(DAYS, item.days))}"
    day = language.day(home_day(one.published), "d MMM y")
    return f"{told} · {words(_PUBLISHED, day=day)}, {one.publisher}".rstrip(", ")


def urgent_words(item: OpenItem, words: Words) -> str:
    """Say until when an item under advertisement must be out; empty for others."""
    if not item.urgent:
        return ""
    return words(_URGENT, day=words.language.day(item.last_day, "long")) if item.last_day else words(_URGENT_NO_DAY)


def additions_of(item: OpenItem, words: Words) -> list[str]:
    """Return what was added, each with its day."""
    return [added(one.text, words.language.day(home_day(one.at), "d MMM y"), words) for one in item.disclosure.additions]


def added(text: str, day: str, words: Words) -> str:
    """Write an addition with its day."""
    return f"{words(N_('Added {day}'), day=day)}: {text}"


def talk_line(talk: LoggedTalk, words: Words) -> Line:
    """Return a talk of the log as a line: who, what was said, what it gave, how it was shared, when and where."""
    meeting, language = talk.meeting, words.language
    who = ", ".join(one.name for one in (talk.person, talk.company) if one is not None) or words(N_("without a name"))
    shared = [
        words(_SHARED, day=language.day(home_day(one.published), "d MMM y"), where=one.where)
        if one.published
        else words(_NOT_SHARED)
        for one in talk.disclosures
    ]
    given = [words(GIVEN_LABELS[meeting.information])] if meeting.information is not Given.UNSAID else []
    day = language.day(home_day(meeting.at), "d MMM y")
    extra = [added(one.text, language.day(home_day(one.at), "d MMM y"), words) for one in meeting.additions]
    where = [talk.event.title] if talk.event else []
    detail = " · ".join([*given, *shared, " ".join(meeting.note.split()), *extra, *where])
    waits = any(one.published is None for one in talk.disclosures)
    tone = "warning" if waits else "accent"
    return Line(who, detail, day, icon="warning" if waits else "note", icon_tone=tone, data=meeting.id)
