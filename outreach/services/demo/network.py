"""What the sample municipality shares: requirement cards of its own and of neighbours, neighbours' tenders, texts of flyers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, UUID, uuid5

from outreach.domain.event import EventKind
from outreach.domain.neighbour import FlyerText, NeighbourTender
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Task
from outreach.domain.record import Kind
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.rule import PlainWord
from outreach.domain.tender import COMING, Tender

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: Invented neighbours, like the municipality itself.
NORTH, SOUTH, EAST = "Björknäs kommun", "Hammarfors kommun", "Sjöviks kommun"


@dataclass(frozen=True, slots=True)
class _Card:
    """A card as it is written down: each requirement is what, why, what bidders said."""

    title: str
    cpv: str
    years_back: int
    bids: int | None
    appealed: bool | None
    musts: tuple[tuple[str, str, str], ...]
    buyer: str = ""


_CARDS = (
    _Card("Snöröjning i tätorten", "90620000", 1, 3, False, (
        ("Plogbilen ska vara ute inom 4 timmar efter larm", "Skolbussen går klockan 7", "Fyra timmar räcker om området är litet"),
        ("Leverantören ska ha jour dygnet runt från november till mars", "Det snöar på natten", "Jouren kostar mer än plogningen"),
        ("Fordonen ska ha lägst miljöklass Euro VI", "Luften i centrum", "Våra traktorer räknas inte dit, skriv det"),
        ("En referens från de senaste tre åren", "Vi vill veta att det fungerar i drift", "Bra att det räcker med en"),
    )),
    _Card("Städning av skolor och kontor", "90910000", 2, 5, True, (
        ("Städningen ska följa INSTA 800, nivå 3", "Samma nivå i alla hus", "Många små firmor kan inte standarden"),
        ("Kemikalierna ska vara miljömärkta", "Barnens luft", ""),
        ("Arbetsledaren ska tala svenska eller engelska", "Skolan måste kunna ringa", "Rimligt"),
    )),
    _Card("Livsmedel till skolköken", "15000000", 1, 2, False, (
        ("Leverans två gånger i veckan före klockan 9", "Köken börjar då", "En gång hade räckt för potatis och rotfrukter"),
        ("Varor ska kunna beställas i vår e-handel", "Inga pappersfakturor", "Svårt för en enda gård"),
        ("Ägg ska komma från frigående höns", "Beslut i fullmäktige", ""),
    )),
    _Card("Elinstallationer, ramavtal", "45310000", 3, 4, None, (
        ("Montören ska vara på plats inom 24 timmar", "Driften av simhallen", "Fyra timmar var det förr, det här är bättre"),
        ("Leverantören ska ha auktoriserad elinstallatör anställd", "Elsäkerhetslagen", ""),
    )),
    _Card("Konsulter för gatuprojektering", "71322000", 1, 1, False, (
        ("Uppdragsledaren ska ha tio års erfarenhet", "Vi har ingen egen projektör", "Tio år stänger ute alla unga firmor"),
        ("Projekteringen ska ske i BIM, nivå 2", "Ritningarna lever vidare", "För ett så litet uppdrag är det dyrt"),
    )),
    _Card("Trädgårdsskötsel vid äldreboenden", "77310000", 2, 6, False, (
        ("Gräset ska vara högst 8 centimeter", "De boende går där", ""),
        ("Inga kemiska bekämpningsmedel", "Beslut i nämnden", "Självklart i dag"),
    )),
    _Card("Snöröjning och halkbekämpning", "90620000", 1, 6, False, (
        ("Plogbilen ska vara ute inom 6 timmar efter larm", "Små vägar, få bussar", "Lätt att hålla"),
        ("Leverantören ska ha jour dygnet runt från november till mars", "Det snöar på natten", ""),
        ("Sandning ska ske med krossat grus 2–6 mm", "Mindre damm på våren", ""),
        ("Traktorer är tillåtna på cykelvägar", "Fler kan lämna anbud", "Därför lämnade vi anbud"),
    ), NORTH),
    _Card("Lokalvård i kommunens hus", "90910000", 1, 8, False, (
        ("Städningen ska följa INSTA 800, nivå 2", "Nivå 2 räcker i kontor", ""),
        ("Kemikalierna ska vara miljömärkta", "Barnens luft", ""),
        ("Anbud får lämnas på ett hus i taget", "Små firmor ska kunna vara med", "Det gjorde skillnaden"),
    ), SOUTH),
    _Card("Livsmedel, lokala råvaror", "15000000", 1, 7, False, (
        ("Leverans en gång i veckan räcker för rotfrukter", "Gårdarna hinner inte oftare", ""),
        ("Beställning per telefon eller e-post är tillåten", "Gårdar saknar e-handel", "Utan det hade vi inte lämnat anbud"),
        ("Ägg ska komma från frigående höns", "Djurskydd", ""),
    ), EAST),
    _Card("El, service och jour", "45310000", 2, 2, True, (
        ("Montören ska vara på plats inom 4 timmar", "Sjukhemmet", "Fyra timmar går inte med två montörer"),
        ("Leverantören ska ha auktoriserad elinstallatör anställd", "Elsäkerhetslagen", ""),
    ), NORTH),
)  # fmt: skip

#: Title, buyer, code and how many weeks ahead; None: in the week, and of the branch, of our own first tender with a day.
_COMING: tuple[tuple[str, str, str, int | None], ...] = (
    ("", NORTH, "", None),
    ("Asfaltering av bygator", SOUTH, "45233222", 5),
    ("Matlådor till äldre", EAST, "55521100", 6),
    ("Byte av fönster i Norra skolan", NORTH, "45421132", 8),
    ("Skolskjuts, fyra turer", SOUTH, "60130000", 9),
    ("Måleri i hyreshus", EAST, "45442110", 11),
    ("Ny ishall, totalentreprenad", NORTH, "45212211", 14),
    ("Datorer till gymnasiet", EAST, "30213100", 17),
)
_FLYERS = (
    ("Plogning i byarna", "90620000", "", (
        "Vi söker dig som har traktor och plog. I vinter delar vi kommunen i nio små områden, så att du kan ta hand om den by"
        " där du bor. Du får betalt för jour och för varje timme ute. Anbudet är tre sidor och vi hjälper dig att förstå dem."
    )),
    ("Mat från gården till skolan", "15000000", EAST, (
        "Skolköken vill köpa potatis, ägg och kött som är odlat här. Du behöver inte kunna leverera allt. Ring eller mejla in det"
        " du har, och kör en gång i veckan. Kom på frukostmötet så berättar kökschefen vad som går åt."
    )),
    ("Städa ett hus, inte hela kommunen", "90910000", SOUTH, (
        "I år får du lämna anbud på ett hus i taget: en förskola, ett bibliotek eller ett kontor. Vi betalar inom trettio dagar."
        " Du behöver en referens och miljömärkta medel. Mer behövs inte."
    )),
)  # fmt: skip


_WORDS = (
    ("driftsentreprenör", ("den som sköter driften",), "Säg vad firman gör.", ""),
    ("anbudsforum", ("plats för anbud",), "Namnet på systemet räcker.", ""),
    ("kompetensförsörjning", ("att hitta personal",), "Säg det som det är.", EAST),
)


def share(work: Work, seed: int, today: date, tenders: Sequence[Tender], buyer: str, mailbox: str) -> None:
    """Write all of it, inside an action. `tenders` are those of the workspace; ids follow from seed and day alone."""
    work.add_many(Kind.REQUIREMENT_CARD, _cards(seed, today, tenders, buyer, mailbox))
    work.add_many(Kind.NEIGHBOUR_TENDER, _neighbours(seed, today, tenders))
    texts = [
        FlyerText(id=_id(seed, today, title), title=title, text=text, cpv=(code,), credit=credit, origins=_came(title, credit))
        for title, code, credit, text in _FLYERS
    ]
    work.add_many(Kind.FLYER_TEXT, texts)
    words = [
        PlainWord(id=_id(seed, today, word), word=word, plain=plain, explanation=why, credit=credit, origins=_came(word, credit))
        for word, plain, why, credit in _WORDS
    ]
    work.add_many(Kind.PLAIN_WORD, words)
    work.add_many(Kind.TEMPLATE, [_template(seed, today)])


def _template(seed: int, today: date) -> EventTemplate:
    """Return a template that a neighbour sent: an open house at the depot, where suppliers see what is bought."""
    tasks = (
        Task(text="Boka förrådet och värmen", days=-21),
        Task(text="Skriv ut flygblad om det som är på gång", days=-3),
        Task(text="Ring dem som inte kom", days=2),
    )
    things = (PackingItem(text="Kaffe och bullar", count=40), PackingItem(text="Skyltar till parkeringen", count=3))
    outline = Outline(capacity=40, tasks=tasks, packing=things, goals=("Tio företag som vi inte har mött förut",))
    name = "Öppet hus i förrådet"
    return EventTemplate(
        id=_id(seed, today, name), name=name, kind=EventKind.OTHER, title=name, starts=420, minutes=120, place="Kommunens förråd",
        description="Kom och se vad vi köper, från vägsalt till skolbänkar. Kaffe från klockan sju.", outline=outline, credit=NORTH,
        origins=_came(name, NORTH),
    )  # fmt: skip


def _cards(seed: int, today: date, tenders: Sequence[Tender], buyer: str, mailbox: str) -> list[RequirementCard]:
    made = []
    for one in _CARDS:
        own = next((each for each in tenders if not one.buyer and each.cpv[:1] == (one.cpv,) and each.stage not in COMING), None)
        made.append(
            RequirementCard(
                id=_id(seed, today, one.title),
                title=one.title,
                buyer=one.buyer or buyer,
                tender=own.id if own else None,
                cpv=(one.cpv,),
                year=today.year - one.years_back,
                requirements=tuple(Requirement(text=text, why=why, said=said) for text, why, said in one.musts),
                bids=one.bids,
                appealed=one.appealed,
                contact=f"upphandling@{one.buyer.split()[0].casefold().translate(_ASCII)}.example" if one.buyer else mailbox,
                credit=one.buyer,
                origins=_came(one.title, one.buyer),
            )
        )
    return made


_ASCII = str.maketrans("åäö", "aao")


def _neighbours(seed: int, today: date, tenders: Sequence[Tender]) -> list[NeighbourTender]:
    monday = today - timedelta(days=today.weekday())
    first = monday + timedelta(weeks=1)
    dated = [one for one in tenders if one.stage in COMING and one.cpv and one.expected_publication]
    ours = min((one for one in dated if one.expected_publication and one.expected_publication >= first), default=None, key=_day)
    made = []
    for title, buyer, code, weeks in _COMING:
        if weeks is None and ours is None:
            continue
        expected = monday + timedelta(weeks=weeks, days=2) if weeks is not None else _day(ours)
        made.append(
            NeighbourTender(
                id=_id(seed, today, f"tender {title} {buyer}"),
                title=title or (ours.title if ours else ""),
                buyer=buyer,
                cpv=(code or (ours.cpv[0] if ours else ""),),
                expected=expected,
                deadline=expected + timedelta(days=35) if expected else None,
                credit=buyer,
                origins=_came(title or "first", buyer),
            )
        )
    return made


def _day(tender: Tender | None) -> date:
    return tender.expected_publication if tender and tender.expected_publication else date.max


def _came(title: str, credit: str) -> tuple[str, ...]:
    return (f"package:{uuid5(NAMESPACE_OID, f'{credit} {title}')}",) if credit else ()


def _id(seed: int, today: date, name: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"outreach-network-{seed}-{today.isoformat()}-{name}")
