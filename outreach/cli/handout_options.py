"""The options of a kind of handout, made from what its trade says it uses; and the order that the words of a command make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from outreach.cli.command import option
from outreach.cli.references import find_id, find_ids
from outreach.cli.usage import Misread
from outreach.domain.handout import BLEED, HANDOUT_LANGUAGES, CodeKind, HandoutKind, HandoutOrder, Paper, Theme
from outreach.domain.question_status import About
from outreach.domain.record import Kind
from outreach.domain.search_text import words as words_of
from outreach.errors import NotFound
from outreach.language import LANGUAGES, N_, Language
from outreach.services.handout_kinds.chosen import event_or_next
from outreach.services.handout_kinds.trade import Setting, Trade

if TYPE_CHECKING:
    from outreach.services.house import House

Decorator = Callable[[Any], Any]

_CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?")


class ClockTime(click.ParamType[time]):
    """A time of day as 15:00, or 15."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """Return the time."""
        if isinstance(value, time):
            return value
        found = _CLOCK.fullmatch(value.strip())
        if found is not None:
            return time(int(found[1]), int(found[2] or 0))
        error = Misread(N_("“{word}” is not a time of day; write it as 15:00."), word=str(value))
        error.param, error.ctx = param, ctx
        raise error


def options_of(trades: Iterable[Trade[Any]]) -> list[Decorator]:
    """Return the options that these kinds take, each once: of one kind its own, of several all that any of them has."""
    kinds = list(trades)
    uses = frozenset().union(*(trade.uses for trade in kinds))
    papers = list(dict.fromkeys(paper.value for trade in kinds for paper in trade.papers))
    made = [_language(Setting.BOTH in uses)]
    if len(papers) > 1:
        made.append(
            option(
                "--paper",
                type=click.Choice(papers),
                default=None,
                text=N_("The size of what people hold; A5, A6 and DL stand on A4."),
            )
        )
    for setting in Setting:
        if setting in uses:
            made += _OPTIONS.get(setting, [])
    if Setting.CODE in uses:
        codes = list(dict.fromkeys(code.value for trade in kinds for code in trade.codes))
        made.append(option("--code", type=click.Choice(codes), default=None, text=N_("What the QR code holds.")))
    if Setting.LABELS in uses:
        sheets = list(dict.fromkeys(name for trade in kinds for name in trade.label_sheets))
        made.append(
            option(
                "--labels",
                type=click.Choice(sheets),
                default=None,
                text=N_("The label sheet that lies in the printer."),
            )
        )
    return made


def order_of(house: House, kind: HandoutKind, language: Language, said: Mapping[str, Any]) -> HandoutOrder:
    """Return the order that the words of a command make; what is not said is as usual. Raises NotFound, Ambiguous."""
    given = {name: value for name, value in said.items() if value not in (None, "", ())}
    order = house.handouts.usual(kind, given.pop("printed_in", language.code))
    event = find_id(house, given.pop("event"), Kind.EVENT) if "event" in given else None
    made: dict[str, Any] = {"event": event}
    if "tenders" in given:
        made["tenders"] = tuple(find_ids(house, given.pop("tenders"), Kind.TENDER))
    if "people" in given:
        made["people"] = tuple(find_ids(house, given.pop("people"), Kind.PERSON))
    for name, read in _VALUES.items():
        if name in given:
            made[name] = read(given.pop(name))
    guests = given.pop("guests", ())
    order = replace(order, **made, **given)
    return replace(order, guests=_guests(house, order, guests)) if guests else order


def _guests(house: House, order: HandoutOrder, names: Iterable[str]) -> tuple[UUID, ...]:
    """Return the guests of the event who are called so; all words must stand in the name or the company."""
    lines = house.guests.at_event(event_or_next(house, order).id).lines
    found: dict[UUID, None] = {}
    for name in names:
        asked = words_of(name)
        fitting = [
            line.guest.id for line in lines if all(one in words_of(f"{line.name} {line.company_name}") for one in asked)
        ]
        if not fitting:
            raise NotFound(name)
        found |= dict.fromkeys(fitting)
    return tuple(found)


def _language(both: bool) -> Decorator:
    if both:
        return option(
            "--in",
            "printed_in",
            type=click.Choice(HANDOUT_LANGUAGES),
            default=None,
            text=N_("Its language: sv, en or both on one sheet."),
        )
    return option("--in", "printed_in", type=click.Choice(LANGUAGES), default=None, text=N_("Its language: sv or en."))


_VALUES: dict[str, Callable[[Any], Any]] = {
    "paper": Paper,
    "theme": Theme,
    "code": CodeKind,
    "bleed": lambda on: BLEED if on else 0.0,
}

_OPTIONS: dict[Setting, list[Decorator]] = {
    Setting.EVENT: [
        option("--event", default=None, metavar="ID", text=N_("The event it is for; where one is needed the next, unless named."))
    ],
    Setting.TENDERS: [
        option(
            "--tender",
            "tenders",
            multiple=True,
            metavar="ID",
            text=N_("A tender to show; those of the event or the soonest coming ones, unless named."),
        )
    ],
    Setting.OFFICER: [option("--officer", default="", metavar="NAME", text=N_("Whose name stands on it; yours, unless named."))],
    Setting.HEADING: [option("--heading", default="", metavar="TEXT", text=N_("Another heading."))],
    Setting.TEXT: [option("--text", default="", metavar="TEXT", text=N_("Your own words."))],
    Setting.LINK: [
        option("--link", default="", metavar="LINK", text=N_("Where the QR code leads; the unit's website, unless named."))
    ],
    Setting.GUESTS: [
        option("--guest", "guests", multiple=True, metavar="NAME", text=N_("A guest of the event; all of them, unless named."))
    ],
    Setting.PEOPLE: [option("--person", "people", multiple=True, metavar="ID", text=N_("Somebody of the register."))],
    Setting.FIRST_LABEL: [
        option(
            "--first-label", type=click.IntRange(min=1), default=None,
            text=N_("The first free label of a used sheet; 1 is the upper left."),
        )
    ],
    Setting.UNTIL: [option("--until", type=ClockTime(), default=None, metavar="HH:MM", text=N_("Until when, on the clock."))],
    Setting.YEAR: [option("--year", type=click.IntRange(2000, 2100), default=None, text=N_("The year; this one, unless named."))],
    Setting.EMPTY_LINES: [
        option("--empty-lines", type=click.IntRange(min=0), default=None, text=N_("So many empty lines at least."))
    ],
    Setting.THEME: [
        option(
            "--theme", type=click.Choice([theme.value for theme in Theme]), default=None,
            text=N_("Its look; the unit's, unless named."),
        )
    ],
    Setting.LIGHT: [
        option("--light/--full-colour", "light", default=None, text=N_("Save ink, or not; as the unit has it, unless said."))
    ],
    Setting.TAG: [option("--tag", "tag", default="", metavar="TAG", text=N_("Only questions with this tag."))],
    Setting.ABOUT: [
        option(
            "--about", type=click.Choice([one.value for one in About]), default=None,
            text=N_("Only questions about tenders, or only general ones."),
        )
    ],
    Setting.ANSWERED: [
        option("--answered", is_flag=True, default=None, text=N_("Only questions that have an answer."))
    ],
    Setting.PROGRAMME: [
        option(
            "--programme", default="", metavar="TAG",
            text=N_("Only what was asked under this tag: on the conversation, its event or its tender."),
        )
    ],
    Setting.BLEED: [
        option("--bleed", is_flag=True, default=None, text=N_("Let colour run 3 mm over the edge, for a print shop.")),
        option("--crop-marks", is_flag=True, default=None, text=N_("Show the print shop where to cut.")),
    ],
}  # fmt: skip
