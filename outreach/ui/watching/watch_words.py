"""Watches and what they found in the reader's words."""

from __future__ import annotations

from outreach.domain.codes import place_name
from outreach.domain.notice import Watch
from outreach.domain.tender import STAGE_LABELS, Tender
from outreach.language import N_, NN_
from outreach.services.watches import NEWS_LABELS, Find, Look, News
from outreach.ui.history.fields import FIELD_TITLES
from outreach.ui.line_list import Line
from outreach.ui.words import Words

NEW_COUNT = NN_("{n} new", "{n} new")
CHANGED_COUNT = NN_("{n} changed", "{n} changed")
CHANGED_FIELDS = N_("Changed: {fields}")
LAST_DAY = N_("bids until {day}")
EXPECTED = N_("expected {day}")
_MOST_FIELDS = 3
_TONES = {News.NEW: "accent", News.CHANGED: "warning", News.SEEN: "muted"}


def watch_line(look: Look, words: Words) -> Line:
    """Return a watch as a line: what it is for below, how much is new at the right."""
    new = sum(find.news is News.NEW for find in look.finds)
    changed = sum(find.news is News.CHANGED for find in look.finds)
    counts = [words.count(NEW_COUNT, new)] if new else []
    counts += [words.count(CHANGED_COUNT, changed)] if changed else []
    tone = "accent" if counts else "muted"
    return Line(
        look.watch.name,
        watched_for(look.watch, words),
        note=" · ".join(counts),
        icon="search",
        tone=tone,
        icon_tone=tone,
        data=look.watch,
    )


def watched_for(watch: Watch, words: Words) -> str:
    """Return what a watch is for, in one line."""
    places = [words(place_name(place)) for place in watch.places]
    quoted = [f"“{watch.words}”"] if watch.words else []
    return " · ".join([*(f"CPV {code}" for code in watch.cpv), *places, *quoted])


def find_line(find: Find, words: Words) -> Line:
    """Return a find as a line: who buys and when below, new or changed at the right."""
    return Line(
        find.tender.title,
        _detail(find, words),
        note=words(NEWS_LABELS[find.news]),
        icon="tenders",
        tone=_TONES[find.news],
        icon_tone=_TONES[find.news],
        data=find.tender,
    )


def _detail(find: Find, words: Words) -> str:
    parts = [find.tender.buyer, words(STAGE_LABELS[find.tender.stage]), _when(find.tender, words)]
    if find.fields:
        named = list(dict.fromkeys(words(FIELD_TITLES[name]).casefold() for name in find.fields if name in FIELD_TITLES))
        shown = ", ".join(named[:_MOST_FIELDS]) + (" …" if len(named) > _MOST_FIELDS else "")
        parts.insert(0, words(CHANGED_FIELDS, fields=shown) if shown else "")
    return " · ".join(part for part in parts if part)


def _when(tender: Tender, words: Words) -> str:
    language = words.language
    if tender.tender_deadline is not None:
        return words(LAST_DAY, day=language.day(tender.tender_deadline.date(), "d MMM y"))
    if tender.expected_publication is not None:
        return words(EXPECTED, day=language.day(tender.expected_publication, "d MMM y"))
    return ""
