"""Lots and parts of an eForms notice, and what procedures and lots have alike: codes, place, value, days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lxml import etree

from outreach.domain.problem import cut
from outreach.domain.tender import Lot, Money
from outreach.formats import eforms_xml as xml
from outreach.formats.eforms_reading import BAD_TIME, Reading, unique
from outreach.formats.eforms_values import has_zone, read_instant, read_money, read_months
from outreach.language import N_

#: The last day to answer, best first: tenders, requests to participate, expressions of interest (qualification systems
#: and calls for interest), answers to a market consultation. BT number and path from a lot.
_DEADLINES = (
    ("BT-131", "cac:TenderingProcess/cac:TenderSubmissionDeadlinePeriod"),
    ("BT-1311", "cac:TenderingProcess/cac:ParticipationRequestReceptionPeriod"),
    ("BT-630", f"cac:TenderingProcess/{xml.EXTENSION}/efac:InterestExpressionReceptionPeriod"),
    ("BT-800", f"cac:TenderingProcess/{xml.EXTENSION}/efac:AnswerReceptionPeriod"),
)
_FRAMEWORK = f"cac:RequestedTenderTotal/{xml.EXTENSION}/efbc:FrameworkMaximumAmount"
_QUESTIONS = ("BT-13", "cac:TenderingProcess/cac:AdditionalInformationRequestPeriod")

#: What an identifier begins with tells what it is (BT-137), where its scheme is not named.
_SCHEMES = {"GLO-": "LotsGroup", "PAR-": "Part"}

#: Medicines come in two thousand lots.
MOST_LOTS = 5_000

TOO_MANY_LOTS = N_("The notice has more than {limit} lots; those beyond were left out.")
NO_ZONE = N_("The time of {field} has no time zone; it was taken as Swedish time.")
BAD_AMOUNT = N_("The amount of {field} cannot be read and was left out.")
BAD_DURATION = N_("The contract's length (BT-36) cannot be read and was left out.")
BAD_CPV = N_("A CPV code that is not eight digits was left out.")


@dataclass(frozen=True)
class ReadLot:
    """A lot, with what only the tender keeps of it."""

    lot: Lot
    project: etree._Element | None
    months: int | None


def read_lots(reading: Reading) -> tuple[list[ReadLot], tuple[tuple[str, str], ...]]:
    """Return lots and parts in the file's order, and their deadlines as written. Groups of lots are left out."""
    lots: list[ReadLot] = []
    texts: dict[tuple[str, str], None] = {}
    for element in xml.each(reading.root, "cac:ProcurementProjectLot"):
        identifier = xml.first(element, "cbc:ID")
        scheme = identifier.get("schemeName", "") if identifier is not None else ""
        if len(lots) == MOST_LOTS:
            reading.warn(element, TOO_MANY_LOTS, "", limit=str(MOST_LOTS))
            break
        number = xml.text_of(identifier)
        kind = scheme or _SCHEMES.get(number[:4], "")
        if kind != "LotsGroup":
            lots.append(_lot(reading, element, number, kind == "Part", texts))
    return lots, tuple(texts)


def _lot(
    reading: Reading, element: etree._Element, number: str, is_part: bool, texts: dict[tuple[str, str], None]
) -> ReadLot:
    project = xml.first(element, "cac:ProcurementProject")
    months = _months(reading, project)
    questions = _deadline(reading, element, _QUESTIONS, texts)
    deadlines = ((one[0], _deadline(reading, element, one, texts)) for one in _DEADLINES)
    field, until = next(((field, found) for field, found in deadlines if found), ("", None))
    lot = Lot(
        number=number,
        title=reading.line(project, "cbc:Name"),
        description=reading.choose(project, "cbc:Description")[0],
        cpv=unique(cpv_codes(reading, project, warn=False)),
        value=estimated_value(reading, project),
        question_deadline=questions,
        tender_deadline=until,
        contract_start=reading.day(project, "cac:PlannedPeriod/cbc:StartDate", "BT-536"),
        contract_end=reading.day(project, "cac:PlannedPeriod/cbc:EndDate", "BT-537"),
        is_part=is_part,
        deadline_field=field,
        months=months,
        length=xml.text_at(project, "cac:PlannedPeriod/cbc:DescriptionCode").upper(),
        renewals=_renewals(project),
        options=_options(reading, project),
        framework_maximum=None if reading.withheld else _framework_maximum(reading, project),
    )
    return ReadLot(lot, project, months)


def _months(reading: Reading, project: etree._Element | None) -> int | None:
    duration = xml.first(project, "cac:PlannedPeriod/cbc:DurationMeasure")
    if duration is None or not xml.text_of(duration):
        return None
    months = read_months(xml.text_of(duration), duration.get("unitCode", ""))
    if months is None:
        reading.warn(duration, BAD_DURATION, xml.text_of(duration))
    return months


def _renewals(project: etree._Element | None) -> int | None:
    """Return how many times the contract may be renewed (BT-58); None where that is not told."""
    text = xml.text_at(project, "cac:ContractExtension/cbc:MaximumNumberNumeric")
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) else None


def _options(reading: Reading, project: etree._Element | None) -> str:
    """Return the buyer's words on options (BT-54) and renewals (BT-57), each in a paragraph of its own."""
    extension = "cac:ContractExtension"
    paths = (f"{extension}/cbc:OptionsDescription", f"{extension}/cac:Renewal/cac:Period/cbc:Description")
    return "\n".join(text for path in paths if (text := reading.choose(project, path)[0]))


def _framework_maximum(reading: Reading, project: etree._Element | None) -> Money | None:
    return _amount(reading, project, "BT-271", _FRAMEWORK)


def _deadline(
    reading: Reading, lot: etree._Element, wanted: tuple[str, str], texts: dict[tuple[str, str], None]
) -> datetime | None:
    """Return one deadline of a lot, and remember how it stood in the file."""
    number, path = wanted
    period = xml.first(lot, path)
    day, clock = xml.text_at(period, "cbc:EndDate"), xml.text_at(period, "cbc:EndTime")
    if not day and not clock:
        return None
    written = f"{day} {clock}".strip()
    texts[(number, cut(written))] = None
    found = read_instant(day, clock)
    if found is None:
        reading.warn(period, BAD_TIME, written, field=number)
    elif not has_zone(day, clock):
        reading.warn(period, NO_ZONE, written, field=number)
    return found


def cpv_codes(reading: Reading, project: etree._Element | None, *, warn: bool = True) -> Iterator[str]:
    """Yield the CPV codes of a procedure or lot, BT-262 before BT-263, without check digit."""
    for parent in ("cac:MainCommodityClassification", "cac:AdditionalCommodityClassification"):
        for element in xml.each(project, f"{parent}/cbc:ItemClassificationCode"):
            match = re.fullmatch(r"([0-9]{8})(-[0-9])?", xml.text_of(element))
            if match:
                yield match[1]
            elif warn and xml.text_of(element):
                reading.warn(element, BAD_CPV, xml.text_of(element))


def place(projects: list[etree._Element | None]) -> str:
    """Return where the work is done: NUTS codes (BT-5071) of the procedure, else of the lots, else its country.

    Without either: the country (BT-5141), or "anyw", "anyw-cou", "anyw-eea" (BT-727). Several codes are joined.
    """
    address = "cac:RealizedLocation/cac:Address"
    for some in (projects[:1], projects[1:]):
        codes = unique(
            text
            for project in some
            for element in xml.each(project, f"{address}/cbc:CountrySubentityCode")
            if (text := xml.text_of(element))
        )
        if codes:
            return ", ".join(codes)
    for project in projects:
        region = xml.text_at(project, f"{address}/cbc:Region")
        country = xml.text_at(project, f"{address}/cac:Country/cbc:IdentificationCode")
        if region or country:
            return region if region in ("anyw", "anyw-eea") else country or region
    return ""


def estimated_value(reading: Reading, project: etree._Element | None) -> Money | None:
    """Return the estimated value without VAT (BT-27), else the most that a framework may reach (BT-271).

    None where a value is withheld (the number may be a dummy) and for 0, which buyers write for "not known".
    """
    if reading.withheld:
        return None
    for field, path in (("BT-27", "cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount"), ("BT-271", _FRAMEWORK)):
        found = _amount(reading, project, field, path)
        if found:
            return found
    return None


def _amount(reading: Reading, project: etree._Element | None, field: str, path: str) -> Money | None:
    element = xml.first(project, path)
    if element is None or not xml.text_of(element):
        return None
    found = read_money(xml.text_of(element), element.get("currencyID", ""))
    if found is None:
        reading.warn(element, BAD_AMOUNT, xml.text_of(element), field=field)
    return found if found and found.hundredths else None


def tender_value(reading: Reading, project: etree._Element | None, lots: list[ReadLot]) -> Money | None:
    """Return the procedure's value, else the sum of the lots' when every lot has one, all in one currency.

    The procedure's value is by definition that of all its lots together (BT-27), so the sum says the same.
    """
    own = estimated_value(reading, project)
    values = [one.lot.value for one in lots if one.lot.value]
    if own or not values or len(values) < len(lots) or len({one.currency for one in values}) > 1:
        return own
    return read_money(str(sum(one.hundredths for one in values) / Decimal(100)), values[0].currency)
