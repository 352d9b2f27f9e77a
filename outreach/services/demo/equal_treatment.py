"""What the sample talks gave, seen from equal treatment: mostly what was public, now and then a tip, eight times something new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from outreach.domain.equal_treatment import Addition, Disclosure, Given
from outreach.domain.meeting import Meeting
from outreach.domain.tender import Stage, Tender, advertised_on
from outreach.domain.when import home_day
from outreach.services.demo.chance import Chance

#: What was said, and how it was put when everybody got it.
_NEWS = (
    (
        "Avtalet blir två år, med möjlighet att förlänga ett år i taget.",
        "Avtalstiden är två år. Vi kan förlänga med ett år, två gånger.",
    ),
    (
        "Vi tänker dela upp uppdraget i tre områden.",
        "Upphandlingen delas i tre anbudsområden. Det går att lämna anbud på ett av dem.",
    ),
    ("Referenser från de senaste fem åren räcker, inte tre.", "Referensuppdrag får vara upp till fem år gamla."),
    ("Starten skjuts till den 1 maj.", "Avtalet börjar den 1 maj, inte den 1 mars som vi sagt tidigare."),
    (
        "Det räcker att försäkringen finns när avtalet skrivs.",
        "Intyg om ansvarsförsäkring lämnas först när avtalet skrivs.",
    ),
    (
        "Vi räknar med ungefär 400 timmar om året.",
        "Omfattningen är omkring 400 timmar om året. Det är en uppskattning, inget löfte.",
    ),
    ("Betalningstiden blir 20 dagar.", "Vi betalar 20 dagar efter att fakturan kommit in."),
    (
        "Vi kommer inte att kräva certifierat miljöledningssystem.",
        "Egna rutiner för miljöarbetet godtas; något certifikat krävs inte.",
    ),
)
_WHERE = (
    "alvbro.example/upphandling/nyheter",
    "Flygblad vid frukostmötet och webbplatsen",
    "E-post till alla som fått veta, samt webbplatsen",
)
_LATER = "Förtydligat vid leverantörsdagen: gäller alla anbudsområden."
_OPEN = 3
_BEFORE_NOTICE = (Stage.IDEA, Stage.DIALOGUE, Stage.PLANNED)
_PUBLIC_OF_TEN, _TIP_OF_TEN = 5, 6


def with_information(
    seed: int, today: date, meetings: Sequence[Meeting], tenders: Sequence[Tender], officers: Sequence[str]
) -> tuple[list[Meeting], list[Disclosure]]:
    """Return the talks with what they gave, and what must reach or has reached everyone. Its own draw: who met stays."""
    chance = Chance(seed + 61, today)
    by_id = {one.id: one for one in tenders}
    now = chance.instant(today, 7)
    said: dict[UUID, Meeting] = {}
    for meeting in meetings:
        if meeting.tenders and meeting.question is None:
            drawn = chance.random.randrange(10)
            given = Given.PUBLIC if drawn < _PUBLIC_OF_TEN else Given.TIP if drawn < _TIP_OF_TEN else Given.UNSAID
            said[meeting.id] = replace(meeting, information=given)
    items: list[Disclosure] = []
    used: set[UUID] = set()
    early = [one for one in said.values() if _is_early(one, by_id, now) and one.note]
    for number, (spoken, text) in enumerate(_NEWS):
        is_open = number >= len(_NEWS) - _OPEN
        pool = [one for one in early if one.tenders[0] not in used and _suits(one, by_id, now, is_open=is_open)]
        if not pool:
            continue
        meeting = chance.random.choice(pool)
        used.add(meeting.tenders[0])
        note = f"{meeting.note} Fick veta: {spoken[0].lower()}{spoken[1:]}"
        said[meeting.id] = replace(meeting, note=note, tenders=meeting.tenders[:1], information=Given.NEW)
        item = Disclosure(
            id=chance.id(), tender=meeting.tenders[0], meeting=meeting.id, text=spoken, opened=meeting.at, officer=meeting.officer
        )
        items.append(item if is_open else _published(chance, item, text, officers, now, later=number == 0))
    return [said.get(one.id, one) for one in meetings], items


def _is_early(meeting: Meeting, tenders: dict[UUID, Tender], now: datetime) -> bool:
    """Say whether it was about one tender or more, with somebody, before any of them was advertised."""
    if meeting.company is None or meeting.at > now:
        return False
    days = [advertised_on(tenders[one]) for one in meeting.tenders if one in tenders]
    return bool(days) and all(day is None or home_day(meeting.at) < day for day in days)


def _suits(meeting: Meeting, tenders: dict[UUID, Tender], now: datetime, *, is_open: bool) -> bool:
    """Open items are of some weeks, about what is still to come; what is published is older."""
    age = now - meeting.at
    if is_open:
        return age < timedelta(days=45) and tenders[meeting.tenders[0]].stage in _BEFORE_NOTICE
    return age > timedelta(days=20)


def _published(
    chance: Chance, item: Disclosure, text: str, officers: Sequence[str], now: datetime, *, later: bool
) -> Disclosure:
    at = min(item.opened + timedelta(days=chance.random.randint(1, 6)), now)
    added = (Addition(min(at + timedelta(days=8), now), officers[0], _LATER),) if later else ()
    return replace(
        item,
        published=at,
        where=chance.random.choice(_WHERE),
        published_text=text,
        publisher=chance.random.choice(list(officers)),
        additions=added,
    )
