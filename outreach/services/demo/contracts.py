"""Contracts of the sample municipality, made of its finished purchases: what was promised, what was seen, what is planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from outreach.domain.company import Company
from outreach.domain.contract import Check, Contract, Option, Outcome, Promise
from outreach.domain.contract_days import every, last_day
from outreach.domain.contract_results import contract_of, won_lots
from outreach.domain.rule_deadlines import months_before
from outreach.domain.starting_promises import StartingPromise, starting_promises
from outreach.domain.tender import Money, Stage, Tender
from outreach.language import Language
from outreach.services.demo.chance import Chance, working

T = TypeVar("T")

#: A draw of its own, so that the rest of the municipality is the same with and without contracts.
_SEED = 61
#: Contracts older than the register: title, tag of a fitting supplier, code, years since it began, months that it lasts, months
#: of its options, and its value in kronor.
_BY_HAND = (
    ("Livsmedel: kött, mejeri och bröd", "livsmedel", "15000000", 2, 36, (12,), 4_200_000),
    ("Lokalvård i kommunhuset och biblioteket", "städ", "90910000", 1, 24, (12, 12), 1_150_000),
    ("Serviceavtal för hissar och portar", "el", "50750000", 2, 25, (), 240_000),
    ("Bevakning och larm", "säkerhet", "79710000", 3, 34, (), 780_000),
)
#: So many results wait for somebody to make their contracts.
_LEFT = 2
_BACK = timedelta(days=520)
#: What was seen when it was as promised, by a word of the promise; and of any other.
_SEEN_WELL = {
    "rapport": ("Rapporten kom i tid och gick att läsa.",),
    "Priserna": ("Gick igenom fem fakturor mot prislistan utan fel.", "Stickprov på tre fakturor, allt stämde."),
    "Kontaktpersonen": ("Ringde och mejlade utan att säga varför: svar samma dag.",),
    "": (
        "Stickprov på tre ställen, allt som avtalat.",
        "Frågade verksamheten: de är nöjda.",
        "Avstämning på plats med arbetsledaren, inga anmärkningar.",
        "Inga klagomål har kommit in sedan förra kontrollen.",
    ),
}
#: What was seen when it was not, and what is to follow, by a word of the promise; and of any other.
_SEEN_ILL = {
    "everera": (
        "Två av fem leveranser kom en dag för sent, enligt köket på Ekbackaskolan.",
        "Leverantören lämnar en leveransplan",
    ),
    "rapport": ("Rapporten för kvartalet saknas trots en påminnelse.", "Påminn skriftligt och boka ett möte"),
    "Priserna": ("Priset på två artiklar var högre än i prislistan, 1 340 kronor för mycket.", "Kreditfaktura begärd"),
    "inställelsetid": (
        "Ringde 05.40, första bilen kom 08.15. Avtalat är två timmar.",
        "Leverantören ser över sin jour",
    ),
    "Underleverantörerna": (
        "En underleverantör som vi inte har godkänt arbetade på platsen.",
        "Leverantören anmäler eller byter ut den",
    ),
    "ÄTA": ("Tre tilläggsarbeten utfördes innan de var beställda skriftligt.", "Gå igenom rutinen på nästa byggmöte"),
    "personer": (
        "Ingen av de två formgivare som offererades har arbetat för oss.",
        "Leverantören namnger vilka som gör arbetet",
    ),
    "tidplanen": ("Golvet i storköket är tio dagar sent enligt tidplanen.", "Ny delplan till nästa byggmöte"),
    "Hämtar": ("Fyra hämtningar i augusti var mer än tio minuter sena.", "Leverantören lägger om turen"),
    "": ("Verksamheten har klagat två gånger, och det stämde när vi tittade.", "Boka ett möte med leverantören"),
}
_PUT_RIGHT = ("Rättat: allt var på plats vid den nya kontrollen.", "Åtgärdat enligt planen, kontrollerat på plats.")


def sample_contracts(
    seed: int, today: date, tenders: Sequence[Tender], companies: Sequence[Company], officers: Sequence[str]
) -> list[Contract]:
    """Return the contracts of the finished purchases, but for a few that are still proposed."""
    chance = Chance(seed + _SEED, today)
    by_name = {company.name: company.id for company in companies}
    finished = [one for one in tenders if one.stage is Stage.CONTRACT and won_lots(one)]
    made: list[Contract] = []
    for tender in finished[_LEFT:]:
        made += [_contract(chance, tender, place, by_name, officers) for place in range(len(won_lots(tender)))]
    made += [_by_hand(chance, row, companies, officers) for row in _BY_HAND if companies]
    return [_told(chance, one, number) for number, one in enumerate(made)]


def _by_hand(
    chance: Chance,
    row: tuple[str, str, str, int, int, tuple[int, ...], int],
    companies: Sequence[Company],
    officers: Sequence[str],
) -> Contract:
    title, tag, code, years, months, options, value = row
    supplier = chance.one([one for one in companies if tag in one.tags] or list(companies))
    starts = months_before(chance.today.replace(day=1), 12 * years)
    made = Contract(
        id=chance.id(),
        title=title,
        supplier=supplier.name,
        company=supplier.id,
        reference=f"KS {starts.year}/{chance.number(40, 480)}",
        signed=working(starts - timedelta(days=30)),
        starts=starts,
        ends=months_before(starts, -months) - timedelta(days=1),
        options=tuple(Option(months=one) for one in options),
        value=Money(value * 100),
        officer=chance.one(officers),
        tags=(tag,),
    )
    made = replace(made, promises=_promises(chance, made, starting_promises((code,))))
    if options:
        # The next decision is near: it stands on Today.
        near = working(chance.today + timedelta(days=chance.number(6, 60)))
        made = replace(made, options=(replace(made.options[0], decide_by=near), *made.options[1:]))
    ended = made.ends is not None and made.ends < chance.today
    return replace(made, closed=working(made.ends + timedelta(days=5))) if ended and made.ends is not None else made


def _contract(
    chance: Chance, tender: Tender, place: int, companies: dict[str, UUID], officers: Sequence[str]
) -> Contract:
    won = won_lots(tender)[place]
    made = contract_of(tender, won, lambda times: f"Kan förlängas {times} gånger.")
    lot = next((lot.title for lot in tender.lots if lot.number in won.lots and lot.title != tender.title), "")
    promises = _promises(chance, made, starting_promises(tender.cpv))
    return replace(
        made,
        id=chance.id(),
        title=f"{tender.title}, {lot.casefold()}" if lot else tender.title,
        company=companies.get(won.members[0].name),
        officer=made.officer or chance.one(officers),
        options=_dated(made),
        promises=promises,
    )


def _dated(contract: Contract) -> tuple[Option, ...]:
    """Return the options with their last day to be called: six months before the end that each moves."""
    found: list[Option] = []
    for option in contract.options:
        end = last_day(replace(contract, options=tuple(replace(one, used=date.min) for one in found)))
        found.append(replace(option, decide_by=working(months_before(end, 6)) if end is not None else None))
    return tuple(found)


def _promises(chance: Chance, contract: Contract, begin: Sequence[StartingPromise]) -> tuple[Promise, ...]:
    language = Language("sv")
    chosen = list(begin[:2]) + list(chance.some(begin[2:], 1, 3))
    named = [(language.say(one.text), one.months) for one in chosen]
    return tuple(Promise(id=chance.id(), text=text, checks=_checks(chance, contract, text, months)) for text, months in named)


def _checks(chance: Chance, contract: Contract, text: str, months: int) -> tuple[Check, ...]:
    """Return the looks of the last year, as they went, and those that are planned; now and then one is late."""
    begun = contract.starts or chance.today - _BACK
    first = max(begun, chance.today - _BACK) + timedelta(days=chance.number(10, 80))
    until = min(last_day(contract) or date.max, chance.today + timedelta(days=400))
    done: list[Check] = []
    for day in map(working, every(first, max(months, 3), until)):
        if day >= chance.today or (done and chance.today - day < timedelta(days=9) and chance.percent(40)):
            done.append(Check(due=day))
        else:
            done.append(_kept(chance, text, day, contract.officer))
    return tuple(done)


def _fitting(texts: Mapping[str, T], promise: str) -> T:
    """Return what fits a promise: by the first word that stands in it; the empty one stands in all."""
    return next(found for word, found in texts.items() if word in promise)


def _kept(chance: Chance, text: str, day: date, officer: str) -> Check:
    seen = chance.one(_fitting(_SEEN_WELL, text)) if chance.percent(75) else ""
    return Check(due=day, done=day, outcome=Outcome.OK, evidence=seen, officer=officer)


def _told(chance: Chance, contract: Contract, number: int) -> Contract:
    """Return a contract with its deviation, if it has one: every fourth has one that is open, every fifth one put right."""
    if number % 4 != 1 and number % 5 != 3:
        return contract
    for place, promise in enumerate(contract.promises):
        looks = [at for at, check in enumerate(promise.checks) if check.done is not None]
        if looks:
            told = _with_deviation(chance, promise, looks[-1], contract.officer, still_open=number % 4 == 1)
            return replace(contract, promises=(*contract.promises[:place], told, *contract.promises[place + 1 :]))
    return contract


def _with_deviation(chance: Chance, promise: Promise, at: int, officer: str, *, still_open: bool) -> Promise:
    seen, step = _fitting(_SEEN_ILL, promise.text)
    look = promise.checks[at]
    day = look.done or look.due
    again = working(day + timedelta(days=21))
    bad = replace(look, outcome=Outcome.DEVIATION, evidence=seen, next_step=step, next_day=again, officer=officer)
    if still_open or again >= chance.today:
        after = Check(due=again)
    else:
        after = Check(due=again, done=again, outcome=Outcome.OK, evidence=chance.one(_PUT_RIGHT), officer=officer)
    return replace(promise, checks=(*promise.checks[:at], bad, after, *promise.checks[at + 1 :]))
