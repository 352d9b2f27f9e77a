"""Lots of an OCDS tender, and what the tender and its lots have alike: codes, place, value, days, length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from outreach.domain.tender import Lot, Money
from outreach.formats import ocds_values as values
from outreach.formats.ocds_reading import NO_CPV, Telling, nuts_of


def read_lots(telling: Telling) -> tuple[Lot, ...]:
    """Return the lots in the file's order (extension "lots"); several objects of one id are one lot."""
    found: dict[str, Lot] = {}
    for told in values.mappings(telling.tender.get("lots")):
        number = values.text_of(told.get("id")) or str(len(found) + 1)
        found.setdefault(number, _lot(telling, told, number))
    return tuple(found.values())


def _lot(telling: Telling, told: dict[str, Any], number: str) -> Lot:
    period = told.get("contractPeriod")
    items = [one for one in values.mappings(telling.tender.get("items")) if number in related_lots(one)]
    return Lot(
        number=number,
        title=telling.title(told, "title"),
        description=telling.text(told, "description"),
        cpv=unique(code for one in (told, *items, *values.mappings(told.get("items"))) for code in codes_of(telling, one)),
        value=telling.money(told.get("value"), "tender.lots.value"),
        question_deadline=telling.moment(told.get("enquiryPeriod"), "endDate", "tender.lots.enquiryPeriod.endDate"),
        tender_deadline=telling.moment(told.get("tenderPeriod"), "endDate", "tender.lots.tenderPeriod.endDate"),
        contract_start=telling.day(period, "startDate", "tender.lots.contractPeriod.startDate"),
        contract_end=telling.day(period, "endDate", "tender.lots.contractPeriod.endDate"),
    )


def related_lots(told: dict[str, Any]) -> tuple[str, ...]:
    """Return the lots that something belongs to: `relatedLots` or `relatedLot`, a list or one."""
    return unique([*values.texts(told.get("relatedLots")), *values.texts(told.get("relatedLot"))])


def codes_of(telling: Telling, told: dict[str, Any]) -> Iterator[str]:
    """Yield the CPV codes of an item, a lot or a tender, the main one first."""
    for classification in (told.get("classification"), *values.mappings(told.get("additionalClassifications"))):
        code = values.cpv_of(classification)
        if code:
            yield code
        elif values.claims_cpv(classification):
            telling.warn(NO_CPV, values.text_of(values.mapping(classification).get("id")))


def tender_codes(telling: Telling) -> tuple[str, ...]:
    """Return the CPV codes: the tender's own, its items' main codes, then all others, and those of awards where it has none."""
    tender = telling.tender
    items = values.mappings(tender.get("items"))
    main = [next(codes_of(telling, {"classification": one.get("classification")}), "") for one in items]
    lots = values.mappings(tender.get("lots"))
    found = unique(
        [*codes_of(telling, tender), *filter(None, main), *(code for one in (*items, *lots) for code in codes_of(telling, one))]
    )
    if found:
        return found
    later = [one for name in ("awards", "contracts") for one in values.mappings(telling.release.get(name))]
    planned = values.mappings(telling.planning.get("items"))
    awarded = [item for one in later for item in values.mappings(one.get("items"))]
    return unique(code for one in (*planned, *awarded) for code in codes_of(telling, one))


def place_of(telling: Telling) -> str:
    """Return where the work is done: NUTS codes of deliveries, else their regions or towns, else their countries."""
    tender = telling.tender
    told = [tender, *values.mappings(tender.get("items")), *values.mappings(tender.get("lots"))]
    addresses = [
        address
        for one in told
        for name in ("deliveryAddresses", "deliveryAddress", "placeOfPerformance", "deliveryLocations", "deliveryLocation")
        for address in values.mappings(one.get(name))
    ]
    addresses += [address for one in addresses for address in values.mappings(one.get("address"))]
    gazetteers = [values.mapping(one.get("gazetteer")) for one in addresses]
    codes = [
        code.upper()
        for one in gazetteers
        if "nuts" in values.text_of(one.get("scheme")).casefold()
        for code in values.texts(one.get("identifiers"))
    ]
    found = unique([*codes, *(nuts for one in addresses if (nuts := nuts_of(one)))])
    for name in ("region", "locality", "country", "countryName", "description"):
        found = found or unique(text for one in addresses if (text := values.text_of(one.get(name))))
    return ", ".join(found)


def tender_value(telling: Telling, lots: tuple[Lot, ...]) -> Money | None:
    """Return the estimated value: the tender's, else the sum of the lots' when each has one in one currency, else the budget."""
    own = telling.money(telling.tender.get("value"), "tender.value")
    amounts = [lot.value for lot in lots if lot.value]
    if own is None and amounts and len(amounts) == len(lots) and len({one.currency for one in amounts}) == 1:
        own = Money(sum(one.hundredths for one in amounts), amounts[0].currency)
    budget = values.mapping(telling.planning.get("budget"))
    return own or telling.money(budget.get("amount"), "planning.budget.amount")


def contract_periods(telling: Telling) -> list[tuple[str, dict[str, Any]]]:
    """Return the periods of the contract with their paths, the most certain first: contracts, awards, tender, lots."""
    release, tender = telling.release, telling.tender
    found = [("contracts.period", one.get("period")) for one in values.mappings(release.get("contracts"))]
    found += [("awards.contractPeriod", one.get("contractPeriod")) for one in values.mappings(release.get("awards"))]
    found += [("tender.contractPeriod", tender.get("contractPeriod"))]
    found += [("tender.lots.contractPeriod", one.get("contractPeriod")) for one in values.mappings(tender.get("lots"))]
    return [(path, period) for path, period in found if isinstance(period, dict)]


def contract_days(telling: Telling) -> tuple[date | None, date | None, int | None]:
    """Return first day, last day and months of the contract, from the most certain level that tells each."""
    starts = _by_level(telling, "startDate")
    ends = _by_level(telling, "endDate")
    months = [values.read_duration(period.get("durationInDays")) for _, period in contract_periods(telling)]
    return (
        min(starts, default=None),
        max(ends, default=None),
        next((one for one in months if one), None),
    )


def _by_level(telling: Telling, name: str) -> list[date]:
    level, found = "", list[date]()
    for path, period in contract_periods(telling):
        if found and path != level:
            break
        level = path
        day = telling.day(period, name, f"{path}.{name}")
        if day is not None:
            found.append(day)
    return found


def earliest(moments: Iterable[datetime | None]) -> datetime | None:
    """Return the earliest of some moments."""
    return min((one for one in moments if one), default=None)


def unique(found: Iterable[str]) -> tuple[str, ...]:
    """Return each text once, in order."""
    return tuple(dict.fromkeys(found))
