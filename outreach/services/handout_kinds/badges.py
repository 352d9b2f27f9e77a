"""Name badges for an event's guests, or for chosen ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.badge_sheet import Badge, BadgeSheet
from outreach.domain.company import without_personal_numbers
from outreach.domain.contact import kept_email
from outreach.domain.event import Event
from outreach.domain.handout import CodeKind, HandoutKind, HandoutOrder
from outreach.domain.label_sheets import BADGE_SHEETS, LabelSheet
from outreach.domain.person import Card, Person
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.domain.usable import Use, parted
from outreach.errors import InvalidInput
from outreach.language import N_, Language
from outreach.services.guest_lists import GuestLine
from outreach.services.handout_kinds.chosen import event_or_next, series_of, today
from outreach.services.handout_kinds.sign_in import may_come
from outreach.services.handout_kinds.trade import Progress, Setting, Trade
from outreach.services.own_card import small_vcard

if TYPE_CHECKING:
    from outreach.print.sheet import Page
    from outreach.services.house import House


def make_badges(house: House, order: HandoutOrder) -> BadgeSheet:
    """Put badges together: of the guests or people that are named, else of all who may come; a sheet to write on for nobody.

    Raises NotFound, InvalidInput for an unknown label sheet, a place that it does not have, and when no event is coming.
    """
    labels = _labels(order)
    event = None if order.people and order.event is None else event_or_next(house, order)
    with_card = order.code is CodeKind.CARD
    badges = [badge for _, badge in sorted(_badges(house, order, event, with_card), key=lambda pair: pair[0])]
    # Nobody yet: names are written by hand at the door.
    blank = [Badge("")] * (labels.per_page - order.first_label + 1)
    return BadgeSheet(
        unit=house.unit.unit(),
        printed=today(house),
        labels=labels,
        badges=tuple(badges or blank),
        first_label=order.first_label,
        privacy=house.privacy.notice(Language("en" if order.language == "en" else "sv")).on_badge(),
        event_title=order.heading.strip() or (event.title if event else ""),
        language=order.language,
        theme=order.theme,
        light=order.light,
    )


def _labels(order: HandoutOrder) -> LabelSheet:
    labels = BADGE_SHEETS.get(order.labels) if order.labels else next(iter(BADGE_SHEETS.values()))
    if labels is None:
        known = ", ".join(BADGE_SHEETS)
        raise InvalidInput(N_("Label sheet"), N_("There is no sheet “{name}”; there are {known}."), name=order.labels, known=known)
    if not 1 <= order.first_label <= labels.per_page:
        raise InvalidInput(N_("First label"), N_("The sheet has the labels 1 to {most}."), most=labels.per_page)
    return labels


def _badges(house: House, order: HandoutOrder, event: Event | None, with_card: bool) -> Iterator[tuple[tuple[str, str], Badge]]:
    """Yield badges with what they are sorted by: name, then company, as a Swede looks for them."""
    if event is not None and (order.guests or not order.people):
        for line in _guests(house, event, frozenset(order.guests)):
            yield _badge(line.name, line.company_name, _email(line) if with_card else None)
    if order.people:
        with house.database.read() as view:
            people = view.people.many(order.people)
            firms = view.companies.many(role.company for one in people.values() for role in one.roles[:1])
        for one in parted(people.values(), Use.PRINT)[0]:
            company = firms.get(one.roles[0].company) if one.roles else None
            email = one.emails[0].address if one.emails else ""
            yield _badge(one.name, company.name if company else "", email if with_card else None)


def _guests(house: House, event: Event, chosen: frozenset[UUID]) -> Iterable[GuestLine]:
    series = series_of(house, event)
    for one in filter(None, (event, series)):
        lines = house.guests.chosen_at(one.id, chosen) if chosen else house.guests.at_event(one.id).lines
        if lines:
            return [line for line in lines if line.name and line.may_be_printed and (chosen or may_come(line.guest))]
    return []


def _email(line: GuestLine) -> str:
    return line.guest.email or (_first_email(line.person) if line.person else "")


def _first_email(person: Person) -> str:
    return person.emails[0].address if person.emails else ""


def _badge(name: str, company: str, email: str | None) -> tuple[tuple[str, str], Badge]:
    """Return a badge; with an `email` (even an empty one) also its card. What looks like a personal number is masked."""
    name, company = without_personal_numbers(name)[0], without_personal_numbers(company)[0]
    card = "" if email is None else _card(name, company, email)
    return (sort_key(name), sort_key(company)), Badge(name, company, card)


def _card(name: str, company: str, email: str) -> str:
    """Return name, company and e-mail as a small vCard: what one gives at a fair; no telephone, which may be a private one."""
    given, _, family = name.rpartition(" ")
    emails = (kept_email(email, "work"),) if email else ()
    return small_vcard(Card(line=0, name=name, given=given, family=family, organisation=company, emails=emails)).decode()


def _draw(sheet: BadgeSheet, progress: Progress | None) -> bytes:
    from outreach.print.badges import draw_badges

    return draw_badges(sheet, progress)


def _pages(sheet: BadgeSheet) -> Iterable[Page]:
    from outreach.print.badges import badge_pages

    return badge_pages(sheet)


TRADE = Trade(
    kind=HandoutKind.BADGES,
    values=BadgeSheet,
    make=make_badges,
    draw=_draw,
    uses=frozenset(
        {
            Setting.EVENT,
            Setting.GUESTS,
            Setting.PEOPLE,
            Setting.LABELS,
            Setting.FIRST_LABEL,
            Setting.CODE,
            Setting.HEADING,
            Setting.THEME,
            Setting.LIGHT,
        }
    ),
    needs_event=True,
    codes=(CodeKind.NONE, CodeKind.CARD),
    label_sheets={sheet.name: sheet.title for sheet in BADGE_SHEETS.values()},
    shows=(Kind.EVENT, Kind.GUEST, Kind.PERSON, Kind.COMPANY, Kind.UNIT),
    pages=_pages,
    people=lambda sheet: sum(bool(badge.name) for badge in sheet.badges),
)
