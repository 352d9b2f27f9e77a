"""The purchases and the events of the sample year, laid around the given day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.tender import Money, Stage, Tender, ValueClass
from outreach.domain.when import When, all_day, zoned
from outreach.services.demo.chance import Chance, slug, working
from outreach.services.demo.event_texts import EVENTS, SERIES, EventText
from outreach.services.demo.tender_texts import TENDERS, TenderText

TextT = TypeVar("TextT", TenderText, EventText)

BUYER = "Älvbro kommun"
SITE = "https://www.alvbro.example"

#: How many of twenty purchases have come how far.
_STAGES = (
    *[Stage.IDEA] * 3,
    *[Stage.DIALOGUE] * 3,
    *[Stage.PLANNED] * 7,
    Stage.ADVERTISED,
    *[Stage.EVALUATION] * 2,
    *[Stage.CONTRACT] * 3,
    Stage.CANCELLED,
)

#: Bounds in whole kronor from which a value is drawn, by size class.
_VALUES = {
    ValueClass.UNDER_100K: (35_000, 99_000),
    ValueClass.UNDER_700K: (140_000, 690_000),
    ValueClass.UNDER_2M: (750_000, 1_950_000),
    ValueClass.UNDER_10M: (2_200_000, 9_600_000),
    ValueClass.OVER_10M: (11_000_000, 46_000_000),
}

_NOTES = (
    "Förvaltningen vill ha den klar före budgetåret.",
    "Fråga fastighet om volymer innan annons.",
    "Förra gången kom två anbud.",
    "Dela i områden om marknaden vill det.",
    "Samordnas kanske med grannkommunen.",
)


class Plans:
    """Makes tenders and events. `officers` are the names of the two who share the work."""

    def __init__(self, chance: Chance, officers: tuple[str, ...]) -> None:
        self.chance = chance
        self.officers = officers

    def tenders(self, count: int) -> list[Tender]:
        """Return so many purchases in all stages, each with the dates that its stage has."""
        texts = self.chance.shuffled(TENDERS)
        return [
            self._tender(replace(text, title=_again(text.title, number // len(texts))), number)
            for number, text in _cycled(texts, count)
        ]

    def _tender(self, text: TenderText, number: int) -> Tender:
        chance = self.chance
        stage = _STAGES[number % len(_STAGES)]
        tender = Tender(
            id=chance.id(),
            title=text.title,
            description=text.description,
            reference=f"ÄLV {chance.today.year}/{120 + number * 7:04}",
            buyer=BUYER,
            cpv=text.cpv,
            place=BUYER if chance.percent(80) else "Dalarnas län",
            stage=stage,
            contract_months=text.months or None,
            value_class=text.size,
            link=f"{SITE}/upphandlingar/{slug(text.title)}",
            officer=chance.one(self.officers),
            tags=(text.tag,),
            notes=chance.one(_NOTES) if chance.percent(30) else "",
        )
        return self._dated(tender, stage, text)

    def _dated(self, tender: Tender, stage: Stage, text: TenderText) -> Tender:
        """Give a purchase the dates of its stage: ideas have none, a contract has all."""
        chance = self.chance
        if stage is Stage.IDEA:
            return tender
        publication = {
            Stage.DIALOGUE: (60, 240),
            Stage.PLANNED: (12, 190),
            Stage.ADVERTISED: (-24, -3),
            Stage.EVALUATION: (-95, -55),
            Stage.CONTRACT: (-330, -180),
            Stage.CANCELLED: (-200, -40),
        }[stage]
        published = _not_at_christmas(chance.working_day(*publication))
        tender = replace(tender, expected_publication=published)
        if stage is Stage.DIALOGUE:
            return tender
        closing = _not_at_christmas(working(published + timedelta(days=chance.number(32, 46))))
        begins = date(closing.year + (closing.month + 3) // 12, (closing.month + 3) % 12 + 1, 1)
        tender = replace(
            tender, contract_start=begins, contract_end=_months_after(begins, text.months) if text.months else None
        )
        if stage is Stage.PLANNED:
            return tender
        return replace(
            tender,
            question_deadline=chance.instant(working(closing - timedelta(days=12)), 12),
            tender_deadline=chance.instant(closing, 23, 59),
            value=self._value(text.size),
        )

    def _value(self, size: ValueClass) -> Money | None:
        if size not in _VALUES:
            return None
        low, high = _VALUES[size]
        kronor = self.chance.number(low, high)
        step = 5_000 if high < 2_000_000 else 100_000
        return Money(max(low, kronor // step * step) * 100)

    def events(self, count: int, tenders: list[Tender]) -> list[Event]:
        """Return so many events: half of them over, two around the day, the rest to come; one is a series."""
        if count <= 0:
            return []
        featured = [tender for tender in tenders if tender.stage in (Stage.PLANNED, Stage.ADVERTISED, Stage.DIALOGUE)]
        days = self._days(count - 1)
        events = [
            self._event(replace(text, title=_again(text.title, number // len(EVENTS))), days[number], featured)
            for number, text in _cycled(list(EVENTS), count - 1)
        ]
        return [*events, self._series()]

    def _days(self, count: int) -> list[date]:
        """Spread so many days over the year: half before, one on the day itself and one the day after, half to come."""
        today = self.chance.today
        past = count // 2
        coming = max(0, count - past - 2)
        # The latest weeks were busy, so that there is something to follow up.
        before = [today - timedelta(days=2 + round(300 * ((n + 1) / (past + 1)) ** 1.4)) for n in range(past)]
        after = [today + timedelta(days=5 + round(230 * (n + 1) / (coming + 1))) for n in range(coming)]
        near = [today, today + timedelta(days=1)][: count - past - coming]
        # Fairs and galas shall lie on both sides of the day: past and coming events alternate.
        days = [day for pair in zip(before, [*near, *after], strict=False) for day in pair]
        days += [*before, *near, *after][len(days) :] if len(days) < count else []
        return [_in_term(day) if day != today else day for day in days[:count]]

    def _event(self, text: EventText, day: date, featured: list[Tender]) -> Event:
        chance = self.chance
        identity = chance.id()
        fitting = chance.some(featured, 1, 5) if featured and text.kind is not EventKind.OTHER else ()
        return Event(
            id=identity,
            title=text.title,
            when=_when(text, day),
            kind=text.kind,
            status=self._status(day),
            place=text.place,
            booth=text.booth,
            staff=chance.some(self.officers, 1, 2),
            description=text.description,
            notes=chance.one(("Ta med flygblad.", "Boka fika.", "Kolla att skärmen fungerar.", "")),
            url=f"{SITE}/evenemang/{slug(text.title)}" if chance.percent(60) else "",
            tags=chance.some(("grannkommunerna", "småföretag", "mat", "bygg", "kväll"), 1, 2)
            if chance.percent(30)
            else (),
            tenders=tuple(tender.id for tender in fitting),
            uid=_uid(identity),
            sequence=chance.weighted((0, 1, 2), (70, 22, 8)),
        )

    def _status(self, day: date) -> EventStatus:
        away = (day - self.chance.today).days
        if away < 0:
            return EventStatus.CONFIRMED
        if away > 14 and self.chance.percent(6):
            return EventStatus.CANCELLED
        return EventStatus.TENTATIVE if away > 60 and self.chance.percent(55) else EventStatus.CONFIRMED

    def _series(self) -> Event:
        today = self.chance.today
        first = today - timedelta(days=182 + today.weekday() - 2)
        identity = self.chance.id()
        return Event(
            id=identity,
            title=SERIES.title,
            when=_when(SERIES, first),
            kind=SERIES.kind,
            place=SERIES.place,
            staff=self.officers[:1],
            description=SERIES.description,
            recurrence=("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=26",),
            uid=_uid(identity),
        )


def _when(text: EventText, day: date) -> When:
    if text.hours is None:
        return all_day(day, day + timedelta(days=text.days - 1))
    first, last = (datetime.combine(day, hour) for hour in text.hours)
    return zoned(first, last)


def _not_at_christmas(day: date) -> date:
    """Return the day itself, or the first working days of January for one between Lucia and Epiphany."""
    if (day.month, day.day) > (12, 18):
        return working(date(day.year + 1, 1, 8))
    return working(date(day.year, 1, 8)) if (day.month, day.day) < (1, 7) else day


def _in_term(day: date) -> date:
    """Return a working day outside July and the week of Christmas, when nobody would come."""
    if day.month == 7:
        day = day - timedelta(days=32)
    elif (day.month, day.day) >= (12, 20):
        day = day - timedelta(days=12)
    elif (day.month, day.day) <= (1, 6):
        day = day + timedelta(days=7)
    return working(day)


def _uid(identity: UUID) -> str:
    return f"{identity}@outreach"


def _again(title: str, round_number: int) -> str:
    """Tell the second use of a title from the first."""
    return title if round_number == 0 else f"{title} ({round_number + 1})"


def _cycled(texts: list[TextT], count: int) -> Iterator[tuple[int, TextT]]:
    return ((number, texts[number % len(texts)]) for number in range(count))


def _months_after(day: date, months: int) -> date:
    """Return the last day of a contract that begins on the first of a month and lasts so many months."""
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
