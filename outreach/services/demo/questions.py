"""What suppliers asked in the sample year: a dozen questions, counted without a name at the events that are over."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from outreach.domain.event import Event, EventStatus
from outreach.domain.meeting import Meeting
from outreach.domain.question import Question
from outreach.domain.tender import Tender
from outreach.services.demo.answers import with_answer
from outreach.services.demo.chance import Chance
from outreach.services.demo.talks import CROWDS, moment_at


@dataclass(frozen=True, slots=True)
class _Text:
    """A question; `wordings` are how it was written down at the booth, `topic` is found in the titles of its tenders."""

    text: str
    tags: tuple[str, ...]
    weight: int
    wordings: tuple[str, ...]
    topic: str = ""


_TEXTS = (
    _Text("När kommer snöröjningen ut?", ("snö",), 16, ("När annonseras plogningen?", "Snön, när?"), "snöröjning"),
    _Text("Hur stora blir områdena i snöröjningen?", ("snö",), 9, ("Kan man ta bara en by?",), "snöröjning"),
    _Text("Måste man ha miljöledningssystem för att få lämna anbud?", ("krav",), 14, ("ISO 14001, måste vi det?",)),
    _Text("Får två företag lämna anbud tillsammans?", ("anbud",), 8, ("Kan vi gå ihop två stycken?",)),
    _Text("Hur fort betalar ni fakturorna?", ("ekonomi",), 12, ("Betalar ni på 30 dagar?", "Hur lång är betaltiden?")),
    _Text("Vad gör man åt formuläret ESPD?", ("blankett",), 11, ("ESPD, går det att slippa?",)),
    _Text("Hur får vi veta när ni direktupphandlar?", ("direktupphandling",), 15, ("Var står de små jobben?",)),
    _Text("Räcker det med en referens?", ("krav",), 7, ("Vi är nya, har inga referenser.",)),
    _Text("Kan man få se förra årets vinnande anbud?", ("anbud",), 5, ("Är anbuden offentliga?",)),
    _Text("När öppnar ni ramavtalet för städning igen?", ("städ",), 6, ("Städavtalet, hur länge gäller det?",), "städ"),
    _Text("Vad är minsta storlek på ett jobb som ni köper?", ("direktupphandling",), 6, ("Lönar det sig för en ensam?",)),
    _Text("Kan maten till skolan köpas från gården direkt?", ("livsmedel",), 7, ("Får vi sälja potatis till er?",), "livsmedel"),
)


def asked_questions(
    chance: Chance, officers: tuple[str, ...], events: list[Event], tenders: list[Tender], count: int
) -> tuple[list[Question], list[Meeting]]:
    """Return the questions, and `count` times at which one of them was asked; none without an event that is over."""
    today = chance.today
    over = [
        one
        for one in events
        if one.when.last_day < today and one.status is not EventStatus.CANCELLED and not one.recurrence
    ]
    if not over or not count:
        return [], []
    asked = [Question(id=chance.id(), text=one.text, tags=one.tags, tenders=_about(one, tenders)) for one in _TEXTS]
    questions = [with_answer(one, today) for one in asked]
    # Most are asked at the large ones, where there is a booth.
    crowds = [CROWDS.get(one.title, 30) ** 2 for one in over]
    counted = []
    for _ in range(count):
        number = chance.weighted(range(len(_TEXTS)), [one.weight for one in _TEXTS])
        event = chance.weighted(over, crowds)
        wording = _TEXTS[number].text if chance.percent(45) else chance.one(_TEXTS[number].wordings)
        counted.append(_counted(chance, officers, event, questions[number], wording))
    return questions, sorted(counted, key=lambda one: (one.at, one.id))


def _about(text: _Text, tenders: list[Tender]) -> tuple[UUID, ...]:
    return tuple(one.id for one in tenders if text.topic and text.topic in one.title.casefold())[:2]


def _counted(chance: Chance, officers: tuple[str, ...], event: Event, question: Question, wording: str) -> Meeting:
    return Meeting(
        id=chance.id(),
        at=moment_at(chance, event),
        officer=chance.one(event.staff or officers),
        event=event.id,
        note=wording,
        tenders=question.tenders,
        question=question.id,
    )
