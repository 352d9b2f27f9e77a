"""The sample question bank: where the answers are from, further ones, what was asked of other municipalities and answered there.

Made after all else, from an own seed, so that nothing that was drawn before changes. The municipalities are real, their answers
are not; no person stands behind any of them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, UUID, uuid5

from outreach.domain.inquiry import Colleague, Inquiry, NetworkAnswer
from outreach.domain.notice import Notification, NotifiedCompany
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.tender import Stage
from outreach.domain.unit import UNIT_ID

if TYPE_CHECKING:
    from outreach.storage.work import Work

NETWORK = tuple(
    Colleague(f"upphandling@{word}.example", "Upphandlingsenheten", credit)
    for word, credit in (
        ("borlange", "Borlänge kommun"),
        ("falun", "Falu kommun"),
        ("leksand", "Leksands kommun"),
        ("ludvika", "Ludvika kommun"),
        ("mora", "Mora kommun"),
        ("sater", "Säters kommun"),
    )
)
_ESPD = "Vad gör man åt formuläret ESPD?"
_REFERENCE = "Räcker det med en referens?"
_FOOD = "Kan maten till skolan köpas från gården direkt?"
_AREAS = "Hur stora blir områdena i snöröjningen?"

#: Where the answers are from; what a municipality answered is credited with its day (days before today).
_SOURCES: dict[str, str | tuple[str, int]] = {
    "Måste man ha miljöledningssystem för att få lämna anbud?": "Riktlinjer för inköp, avsnitt 4",
    "Får två företag lämna anbud tillsammans?": "Upphandlingsmyndighetens frågeportal",
    "Hur fort betalar ni fakturorna?": "Ekonomienheten",
    "Hur får vi veta när ni direktupphandlar?": "Riktlinjer för direktupphandling",
    _REFERENCE: ("Ludvika kommun", 15),
    "Kan man få se förra årets vinnande anbud?": "Offentlighets- och sekretesslagen 31 kap. 16 §",
    _AREAS: "Upphandlingsdokumenten, bilaga 2",
    _FOOD: ("Säters kommun", 8),
}
#: Further answers that stand in the bank and that nobody has asked at a booth yet: tags, answer, source, days before today.
_MORE = (
    (
        "Kan vi rätta ett fel i anbudet efteråt?",
        ("anbud",),
        ("Hör av er direkt. Uppenbara skrivfel och räknefel kan rättas, och vi kan be om förtydliganden, bara alla behandlas lika. "
         "Priset går inte att ändra."),
        "LOU 4 kap. 9 §",
        48,
    ),
    (
        "Hur får vi veta vem som vann?",
        ("anbud",),
        "Alla som lämnat anbud får vårt beslut samtidigt, med skälen för det. Avtalet skrivs tidigast tio dagar senare.",
        "LOU 12 kap. 12 §",
        48,
    ),
    (
        "Får vi räkna med ett annat företags kapacitet?",
        ("krav",),
        "Ja, om ni visar att ni verkligen får använda den, till exempel med ett intyg från det företaget.",
        "LOU 14 kap. 6 §",
        34,
    ),
    (
        "Vem ringer vi om vi inte förstår en fråga i underlaget?",
        ("anbud",),
        "Ställ frågan i upphandlingssystemet så får alla samma svar. Innan vi annonserat går det bra att ringa oss.",
        "",
        20,
    ),
)  # fmt: skip


#: Answered about a tender and not told to the notified yet: text, answer, source.
_TRACTOR = (
    "Måste man äga traktorn själv för att få ploga?",
    "Nej. Ni kan hyra eller använda underentreprenör. Visa bara att maskinen finns tillgänglig när säsongen börjar.",
    "Upphandlingsdokumenten, avsnitt 3",
)
_ONE_PART = (
    "Får man lämna anbud på bara en del?",
    "Ja. Varje del prövas för sig, och den som lämnar anbud på en del bedöms precis som den som lämnar på alla.",
    "Upphandlingsdokumenten, avsnitt 1",
)


def keep_question_bank(work: Work, seed: int, today: date) -> None:
    """Give the answers their sources, and add further questions, the colleagues, and what they were asked."""
    maker = _Maker(seed, today)
    known = {one.text: one for one in work.questions.all()}
    for text, source in _SOURCES.items():
        if text in known and known[text].answer:
            named = source if isinstance(source, str) else f"{source[0]}, {maker.day(source[1]).isoformat()}"
            known[text] = work.save(Kind.QUESTION, replace(known[text], source=named))
    if known:
        work.add_many(Kind.QUESTION, maker.more())
        work.add_many(Kind.INQUIRY, maker.inquiries(known))
    areas = known.get(_AREAS)
    if areas is not None and areas.tenders:
        _notify(work, maker, areas.tenders[0], ("snö", "mark"))
        work.add_many(Kind.QUESTION, [maker.about(areas.tenders[0], *_TRACTOR)])
        if areas.answer:
            work.save(Kind.QUESTION, replace(areas, told=maker.at(5)))
    advertised = next((one for one in work.tenders.all() if one.stage is Stage.ADVERTISED), None)
    if advertised is not None:
        _notify(work, maker, advertised.id, advertised.tags)
        work.add_many(Kind.QUESTION, [maker.about(advertised.id, *_ONE_PART)])
    unit = work.units.get(UNIT_ID)
    if unit is not None:
        work.save(Kind.UNIT, replace(unit, network=NETWORK))


def _notify(work: Work, maker: _Maker, tender: UUID, tags: tuple[str, ...]) -> None:
    """Keep a list of some companies that were notified of a tender."""
    every = work.companies.all()
    companies = ([one for one in every if not set(tags).isdisjoint(one.tags)] or every)[:9]
    if not companies:
        return
    told = tuple(NotifiedCompany(one.id, one.name) for one in companies)
    officer = next((one.name for one in work.officers.all()), "")
    name = maker.id(f"notified-{tender}")
    listed = Notification(id=name, tender=tender, at=maker.at(11), companies=told, way="e-post", officer=officer)
    work.add_many(Kind.NOTIFICATION, [listed])


class _Maker:
    """Makes records whose ids follow from seed and day alone."""

    def __init__(self, seed: int, today: date) -> None:
        self.seed, self.today = seed, today

    def id(self, name: str) -> UUID:
        return uuid5(NAMESPACE_OID, f"outreach-bank-{self.seed}-{self.today.isoformat()}-{name}")

    def day(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def at(self, days: int) -> datetime:
        return datetime.combine(self.day(days), time(9, 15), UTC)

    def more(self) -> list[Question]:
        return [
            Question(
                id=self.id(text), text=text, tags=tags, answer=answer, source=source, answered=self.day(days), public=True
            )
            for text, tags, answer, source, days in _MORE
        ]

    def about(self, tender: UUID, text: str, answer: str, source: str) -> Question:
        made = Question(id=self.id(text), text=text, tenders=(tender,), answer=answer, source=source, public=True)
        return replace(made, answered=self.day(2))

    def inquiries(self, known: dict[str, Question]) -> list[Inquiry]:
        return [
            Inquiry(
                id=self.id("espd"),
                title="Hur använder ni ESPD i små upphandlingar?",
                text=("Våra småföretag fastnar i formuläret. Hoppar ni över det under tröskelvärdet, och vad frågar ni efter i "
                      "stället?"),
                question=_id_of(known, _ESPD),
                tags=("blankett",),
                drafted=self.at(9),
                answer_by=self.today + timedelta(days=5),
                answers=(
                    NetworkAnswer(
                        "Leksands kommun",
                        self.day(7),
                        ("Under tröskelvärdet har vi en egen försäkran på en sida. Vi kontrollerar bara den som vinner. Klagomålen "
                         "har upphört."),
                    ),
                    NetworkAnswer("Borlänge kommun", self.day(3), "Vi fyller i formuläret tillsammans på våra anbudskurser."),
                ),
            ),
            Inquiry(
                id=self.id("food"),
                title="Mat från gårdar i trakten: hur delar ni upp upphandlingen?",
                text="Vi vill att en gård ska kunna lämna anbud på potatis utan att leverera till alla skolor.",
                question=_id_of(known, _FOOD),
                cpv=("15000000",),
                tags=("livsmedel",),
                drafted=self.at(21),
                answer_by=self.day(4),
                answers=(
                    NetworkAnswer(
                        "Säters kommun",
                        self.day(8),
                        ("Varugrupper som egna delar, och kommunen hämtar själv till en plats. Tre gårdar lämnade anbud mot ingen "
                         "förra gången."),
                    ),
                ),
            ),
            Inquiry(
                id=self.id("reference"),
                title="Referenskrav på nystartade företag",
                text="Hur ställer ni krav på erfarenhet utan att stänga ute den som just börjat?",
                question=_id_of(known, _REFERENCE),
                tags=("krav",),
                drafted=self.at(26),
                answer_by=self.day(12),
                answers=(
                    NetworkAnswer(
                        "Ludvika kommun",
                        self.day(15),
                        "En referens räcker, och den får gälla personen som ska göra jobbet i stället för företaget.",
                    ),
                    NetworkAnswer("Mora kommun", self.day(14), "Vi frågar efter utbildning när referenser saknas."),
                ),
                closed=self.day(12),
            ),
            Inquiry(
                id=self.id("snow"),
                title="Jour i avtal om snöröjning: timpris eller fast ersättning?",
                text="Vi har haft få anbud och tror att ersättningen för beredskap är skälet.",
                cpv=("90620000",),
                tags=("snö",),
                drafted=self.at(60),
                answer_by=self.day(45),
                answers=(
                    NetworkAnswer("Falu kommun", self.day(52), "Fast ersättning per vecka plus timpris vid utryckning."),
                    NetworkAnswer(
                        "Leksands kommun",
                        self.day(50),
                        "Timpris med lägsta debitering tre timmar. Vi fick fler anbud när beredskapen började betalas.",
                    ),
                    NetworkAnswer("Mora kommun", self.day(47), "Fast pris per säsong för de små områdena, timpris för de stora."),
                ),
                closed=self.day(45),
            ),
        ]


def _id_of(known: dict[str, Question], text: str) -> UUID | None:
    return known[text].id if text in known else None
