"""Tenders as a release package of the Open Contracting Data Standard 1.1: what a municipality plans, for others to read.

Written from the same tenders twice, the bytes are the same: identifiers are made from ids and contents, and dates are the
moments of the last changes. What is for the unit alone (notes, tags, the officer) is not written, nor who won what.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from outreach.domain.codes import cpv_name
from outreach.domain.tender import Lot, Money, Stage, Tender
from outreach.domain.unit import Unit
from outreach.domain.when import HOME_ZONE
from outreach.formats.eforms_values import is_web_link
from outreach.language import N_, Language

_EXTENSIONS = "https://raw.githubusercontent.com/open-contracting-extensions/"
_COMMUNICATION = f"{_EXTENSIONS}ocds_communication_extension/master/extension.json"
_LOCATION = f"{_EXTENSIONS}ocds_location_extension/master/extension.json"
_LOTS = f"{_EXTENSIONS}ocds_lots_extension/master/extension.json"

EXPECTED = N_("Expected publication of the notice")
MUNICIPALITY = N_("The municipality")

_STATES = {
    Stage.IDEA: "planning",
    Stage.DIALOGUE: "planning",
    Stage.PLANNED: "planned",
    Stage.ADVERTISED: "active",
    Stage.EVALUATION: "active",
    Stage.CONTRACT: "complete",
    Stage.CANCELLED: "cancelled",
}
_PLANNING = (Stage.IDEA, Stage.DIALOGUE, Stage.PLANNED)
#: Written with a zone of its own, so that a day stays the day that it is in Sweden.
_HOME = ZoneInfo(HOME_ZONE)
_LAST_MINUTE = time(23, 59, 59)
_DAYS_A_MONTH = 30.4375


@dataclass(frozen=True, slots=True)
class Issued:
    """A tender, the moment of its last change (aware), and whether it was changed since it was first kept."""

    tender: Tender
    changed: datetime
    again: bool = False


def write_ocds(issued: Sequence[Issued], unit: Unit, prefix: str, language: Language) -> bytes:
    """Return a release package. `prefix` is the publisher's registered one ("ocds-abc123"); the unit is the publisher.

    Without any tender the package would hold no release, which the standard does not allow: then it has an empty list all
    the same, as there is no better answer.
    """
    writer = _Writer(unit, prefix, language)
    releases = [writer.release(one) for one in issued]
    package = {
        "uri": f"urn:uuid:{uuid5(NAMESPACE_URL, prefix + _digest(releases))}",
        "version": "1.1",
        "extensions": sorted(writer.extensions),
        "publishedDate": _stamp(max((one.changed for one in issued), default=datetime(2000, 1, 1, tzinfo=UTC))),
        "publisher": writer.publisher(),
        "releases": releases,
    }
    return json.dumps(_without_empty(package, "releases"), ensure_ascii=False, indent=1).encode()


def ocid_of(tender: Tender, prefix: str) -> str:
    """Return the process's identifier: the one under which it came in, else the prefix and the tender's id."""
    known = next((one for one in tender.origins if one.startswith("ocds:")), "")
    own = tender.procedure_id if known and tender.procedure_id.casefold() == known.removeprefix("ocds:") else ""
    return own or f"{prefix}-{tender.id}"


@dataclass
class _Writer:
    unit: Unit
    prefix: str
    language: Language

    def __post_init__(self) -> None:
        self.extensions: set[str] = set()
        self._own_name = self.unit.municipality or self.language.say(MUNICIPALITY)

    def publisher(self) -> dict[str, Any]:
        uri = self.unit.website if is_web_link(self.unit.website) else ""
        return {"name": self._own_name, "uri": uri}

    def release(self, issued: Issued) -> dict[str, Any]:
        tender = issued.tender
        ocid = ocid_of(tender, self.prefix)
        buyer = self._buyer(tender)
        content = _without_empty(
            {
                "tag": [_tag(issued)],
                "initiationType": "tender",
                "language": self.language.code,
                "parties": [buyer],
                "buyer": {"id": buyer["id"], "name": buyer["name"]},
                "planning": self._planning(tender),
                "tender": self._tender(tender, ocid),
            }
        )
        name = f"{ocid}-{content['tag'][0]}-{_digest(content)[:12]}"
        return {"ocid": ocid, "id": name, "date": _stamp(issued.changed), **content}

    # Parts of a release ---------------------------------------------------------------------------------------------

    def _buyer(self, tender: Tender) -> dict[str, Any]:
        """Return the buyer as a party. Of the unit more is known than the name; of others the name alone."""
        if tender.buyer and tender.buyer.casefold() != self._own_name.casefold():
            return {"id": f"name-{_digest(tender.buyer.casefold())[:12]}", "name": tender.buyer, "roles": ["buyer"]}
        unit, address = self.unit, self.unit.address
        identifier = {"scheme": "SE-KOMMUN", "id": unit.code, "legalName": self._own_name} if unit.code else {}
        found = {
            "id": f"SE-KOMMUN-{unit.code}" if unit.code else f"name-{_digest(self._own_name.casefold())[:12]}",
            "name": self._own_name,
            "identifier": identifier,
            "address": {
                "streetAddress": address.street,
                "locality": address.city,
                "postalCode": address.postal_code,
                "countryName": "Sweden",
            },
            "contactPoint": {
                "name": unit.department,
                "email": unit.email,
                "telephone": unit.phone,
                "url": unit.website if is_web_link(unit.website) else "",
            },
            "roles": ["buyer", "procuringEntity"],
        }
        return dict(_without_empty(found))

    def _planning(self, tender: Tender) -> dict[str, Any]:
        if tender.expected_publication is None or tender.stage not in _PLANNING:
            return {}
        milestone = {
            "id": "expected-publication",
            "title": self.language.say(EXPECTED),
            "type": "preProcurement",
            "dueDate": _first_moment(tender.expected_publication),
            "status": "scheduled",
        }
        return {"milestones": [milestone]}

    def _tender(self, tender: Tender, ocid: str) -> dict[str, Any]:
        expected = tender.expected_publication
        communication = {"futureNoticeDate": _first_moment(expected)} if expected and tender.stage in _PLANNING else {}
        if communication:
            self.extensions.add(_COMMUNICATION)
        numbers = _numbers(tender.lots)
        return {
            "id": tender.reference or f"{ocid}-tender",
            "title": tender.title,
            "description": tender.description,
            "status": _STATES[tender.stage],
            "value": _value(tender.value) if not tender.withheld else {},
            "items": self._items(tender, numbers),
            "lots": [self._lot(lot, number) for lot, number in zip(tender.lots, numbers, strict=True)],
            "enquiryPeriod": _period(None, tender.question_deadline),
            "tenderPeriod": _period(None, tender.tender_deadline),
            "contractPeriod": _days(tender.contract_start, tender.contract_end, tender.contract_months),
            "documents": _documents(tender),
            "communication": communication,
        }

    def _items(self, tender: Tender, numbers: Sequence[str]) -> list[dict[str, Any]]:
        """Return an item for each code: those of the whole tender, then those that only a lot has."""
        address = {"region": tender.place, "countryName": "Sweden"} if tender.place else {}
        if address and tender.cpv:
            self.extensions.add(_LOCATION)
        codes = [(code, "") for code in tender.cpv]
        codes += [(code, number) for lot, number in zip(tender.lots, numbers, strict=True) for code in lot.cpv]
        return [
            {
                "id": str(place),
                "classification": {"scheme": "CPV", "id": code, "description": cpv_name(code, self.language.code)},
                "relatedLot": number,
                "deliveryAddress": address if not number else {},
            }
            for place, (code, number) in enumerate(codes, 1)
        ]

    def _lot(self, lot: Lot, number: str) -> dict[str, Any]:
        self.extensions.add(_LOTS)
        return {
            "id": number,
            "title": lot.title,
            "description": lot.description,
            "value": _value(lot.value),
            "enquiryPeriod": _period(None, lot.question_deadline),
            "tenderPeriod": _period(None, lot.tender_deadline),
            "contractPeriod": _days(lot.contract_start, lot.contract_end, None),
        }


def _tag(issued: Issued) -> str:
    stage = issued.tender.stage
    if stage in _PLANNING:
        return "planningUpdate" if issued.again else "planning"
    return "tenderCancellation" if stage is Stage.CANCELLED else "tender"


def _numbers(lots: Sequence[Lot]) -> list[str]:
    """Return an identifier for each lot: its number, made different where two have the same."""
    found: list[str] = []
    for place, lot in enumerate(lots, 1):
        number = lot.number or str(place)
        found.append(number if number not in found else f"{number}#{place}")
    return found


def _value(value: Money | None) -> dict[str, Any]:
    if value is None:
        return {}
    whole, rest = divmod(value.hundredths, 100)
    return {"amount": value.hundredths / 100 if rest else whole, "currency": value.currency}


def _period(start: datetime | None, end: datetime | None) -> dict[str, Any]:
    return {"startDate": _stamp(start) if start else "", "endDate": _stamp(end) if end else ""}


def _days(start: date | None, end: date | None, months: int | None) -> dict[str, Any]:
    """Return a period in days, the last one until its end; a length alone is told in days of an average month."""
    return {
        "startDate": _first_moment(start) if start else "",
        "endDate": datetime.combine(end, _LAST_MINUTE, _HOME).isoformat() if end else "",
        "durationInDays": _length(start, end, months),
    }


def _length(start: date | None, end: date | None, months: int | None) -> int | None:
    if start and end:
        return (end - start + timedelta(days=1)).days
    return round(months * _DAYS_A_MONTH) if months else None


def _documents(tender: Tender) -> list[dict[str, Any]]:
    if not is_web_link(tender.link):
        return []
    kind = "plannedProcurementNotice" if tender.stage in _PLANNING else "tenderNotice"
    return [{"id": "notice", "documentType": kind, "title": tender.title, "url": tender.link}]


def _first_moment(day: date) -> str:
    return datetime.combine(day, time.min, _HOME).isoformat()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(_HOME).isoformat(timespec="seconds")


def _digest(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_empty(value: Any, *kept: str) -> Any:
    """Return a value without names that say nothing: a publisher writes no empty texts, objects and lists."""
    if isinstance(value, dict):
        told = {name: _without_empty(one) for name, one in value.items()}
        return {name: one for name, one in told.items() if name in kept or not _is_empty(one)}
    return [_without_empty(one) for one in value] if isinstance(value, list) else value


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | dict | list | tuple) and not value)

