"""A template in a line: its hours, how much there is to do and to bring. And how it is found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.domain.event import EVENT_KIND_LABELS
from outreach.domain.plan import EventTemplate, Outline
from outreach.domain.plan_lines import DAY_MINUTES, clock_of
from outreach.domain.search_text import plain, words
from outreach.language import N_, NN_
from outreach.ui.line_list import Line
from outreach.ui.theme import event_colours
from outreach.ui.words import Words

TASKS = NN_("{n} task", "{n} tasks")
THINGS = NN_("{n} thing to bring", "{n} things to bring")
POSTS = NN_("{n} post", "{n} posts")
DAYS = NN_("{n} day", "{n} days")
BUILT_IN, CHANGED, OWN = N_("Built in"), N_("Changed by you"), N_("Your own")
FROM = N_("From {name}")


def outline_words(outline: Outline, words_: Words) -> str:
    """Say how much there is in a plan: "15 tasks · 11 things to bring · 6 posts"."""
    counted = ((TASKS, len(outline.tasks)), (THINGS, len(outline.packing)), (POSTS, len(outline.shifts)))
    return " · ".join(words_.count(forms, number) for forms, number in counted if number)


def hours_of(template: EventTemplate, words_: Words) -> str:
    """Say a template's hours: "07:30–09:00", "2 days"."""
    days, rest = divmod(template.minutes, DAY_MINUTES)
    if days and not rest and not template.starts:
        return words_.count(DAYS, days)
    return f"{clock_of(template.starts)}–{clock_of(template.starts + template.minutes)}"


def template_line(template: EventTemplate, words_: Words, note: str = "", *, short: bool = False) -> Line:
    """Return a template as a line; its data is the template. A short one says its hours and its tasks alone."""
    outline = Outline(tasks=template.outline.tasks) if short else template.outline
    detail = " · ".join(part for part in (hours_of(template, words_), outline_words(outline, words_)) if part)
    return Line(
        template.name,
        detail,
        note,
        icon=f"event-{template.kind.value}",
        icon_colour=event_colours(template.kind)[0].name(),
        data=template,
    )


def origin_words(template: EventTemplate, words_: Words) -> str:
    """Say whose template it is."""
    if template.credit:
        return words_(FROM, name=template.credit)
    if not template.instead_of:
        return words_(OWN)
    return words_(CHANGED if template.version else BUILT_IN)


def fitting(templates: Sequence[EventTemplate], typed: str, words_: Words) -> list[EventTemplate]:
    """Return the templates whose words begin as the typed ones; those whose name itself begins so stand first."""
    wanted = [plain(word) for word in words(typed)]
    found = [one for one in templates if _fits(one, wanted, words_)]
    return sorted(found, key=lambda one: not plain(one.name).startswith(" ".join(wanted)))


def _fits(template: EventTemplate, wanted: Sequence[str], words_: Words) -> bool:
    said = f"{template.name} {words_(EVENT_KIND_LABELS[template.kind])} {' '.join(template.tags)}"
    own = [plain(word) for word in words(said)]
    return all(any(word.startswith(one) for word in own) for one in wanted)
