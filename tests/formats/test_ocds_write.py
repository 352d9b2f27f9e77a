"""Our own release package, held against the rules of the published schema (OCDS 1.1.5), and read back by our own reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from outreach.domain.contact import Address
from outreach.domain.tender import Lot, Money, Stage, Tender
from outreach.domain.unit import Unit
from outreach.formats.ocds import read_ocds
from outreach.formats.ocds_write import Issued, write_ocds
from outreach.language import Language

CHANGED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
UNIT = Unit(
    municipality="Bergs kommun", code="2026", department="Upphandling", email="upphandling@berg.example", phone="+46240660000",
    address=Address(street="Vasagatan 1", postal_code="777 30", city="Berg"), website="https://berg.example",
)  # fmt: skip
ROAD = Tender(
    id=UUID(int=1), title="Snöröjning <b> & sandning", description="Vägar i norr.\nTvå områden.", reference="KS 2026/14",
    buyer="Bergs kommun",
    cpv=("90620000", "90630000"), place="SE312", stage=Stage.PLANNED, expected_publication=date(2027, 2, 15),
    contract_start=date(2027, 10, 1), contract_end=date(2030, 9, 30), value=Money(2_500_000_50), link="https://berg.example/sno",
    lots=(Lot("1", "Norr", "Byarna", ("90620000",), Money(1_000_000_00)), Lot("1", "Söder"), Lot("", "Väst")),
    officer="Anna Ek", notes="Internt", tags=("hemligt",),
)  # fmt: skip

# The rules of release-package-schema.json and release-schema.json that our package could break; names as there.
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_TAGS = {
    "planning", "planningUpdate", "tender", "tenderAmendment", "tenderUpdate", "tenderCancellation", "award", "awardUpdate",
    "awardCancellation", "contract", "contractUpdate", "contractAmendment", "implementation", "implementationUpdate",
    "contractTermination", "compiled",
}  # fmt: skip
_STATES = {"planning", "planned", "active", "cancelled", "unsuccessful", "complete", "withdrawn"}
_ENUMS = {
    ("tag", "[]"): _TAGS,
    ("initiationType",): {"tender"},
    ("tender", "status"): _STATES,
    ("milestones", "[]", "status"): {"scheduled", "met", "notMet", "partiallyMet"},
    ("milestones", "[]", "type"): {"preProcurement", "approval", "engagement", "assessment", "delivery", "reporting", "financing"},
    ("value", "currency"): {"SEK", "EUR", "GBP"},
}  # fmt: skip
_REQUIRED = {
    (): {"uri", "version", "publishedDate", "publisher", "releases"},
    ("publisher",): {"name"},
    ("releases", "[]"): {"ocid", "id", "date", "tag", "initiationType"},
    ("tender",): {"id"},
    ("items", "[]"): {"id"},
    ("lots", "[]"): {"id"},
    ("documents", "[]"): {"id"},
    ("milestones", "[]"): {"id"},
    ("parties", "[]"): {"id", "name", "roles"},
}
_MOMENTS = {"date", "publishedDate", "startDate", "endDate", "dueDate", "futureNoticeDate"}
_WEB = {"uri", "url"}
_NUMBERS = {"amount": (int, float), "durationInDays": (int,)}
_KNOWN = {
    (): {"uri", "version", "extensions", "publishedDate", "publisher", "releases"},
    ("releases", "[]"): {"ocid", "id", "date", "tag", "initiationType", "language", "parties", "buyer", "planning", "tender"},
    ("parties", "[]"): {"id", "name", "identifier", "address", "contactPoint", "roles"},
    ("lots", "[]"): {"id", "title", "description", "value", "enquiryPeriod", "tenderPeriod", "contractPeriod"},
}


def walk(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, value
    if isinstance(value, dict):
        for name, one in value.items():
            yield from walk(one, (*path, name))
    elif isinstance(value, list):
        for one in value:
            yield from walk(one, (*path, "[]"))


def at_end(rules: dict[tuple[str, ...], Any], path: tuple[str, ...]) -> Any:
    """The rule for a path: that of its longest end; the empty one is for the package alone."""
    fitting = [end for end in rules if (path[-len(end) :] == end if end else not path)]
    return rules[max(fitting, key=len)] if fitting else None


def broken_rules(package: Any) -> list[str]:
    faults: list[str] = []
    for path, value in walk(package):
        where, name = ".".join(path), path[-1] if path else ""
        if value in (None, "", [], {}) and path != ("releases",):
            faults.append(f"{where} is empty")
        missing = (at_end(_REQUIRED, path) or set()) - (value.keys() if isinstance(value, dict) else set())
        faults += [f"{where} lacks {one}" for one in missing]
        known = at_end(_KNOWN, path)
        if known and isinstance(value, dict):
            faults += [f"{where} has {one}" for one in value.keys() - known]
        allowed = at_end(_ENUMS, path)
        if allowed and value not in allowed:
            faults.append(f"{where} is {value}")
        if name in _MOMENTS and not (isinstance(value, str) and _DATE_TIME.fullmatch(value) and datetime.fromisoformat(value)):
            faults.append(f"{where} is no date-time: {value}")
        if name in _WEB and not (isinstance(value, str) and urlsplit(value).scheme in ("http", "https", "urn")):
            faults.append(f"{where} is no uri: {value}")
        if name in _NUMBERS and (isinstance(value, bool) or not isinstance(value, _NUMBERS[name])):
            faults.append(f"{where} is no number: {value}")
        if isinstance(value, list) and value and isinstance(value[0], dict) and "id" in value[0]:
            ids = [one["id"] for one in value]
            faults += [f"{where} has an id twice"] if len(set(ids)) < len(ids) else []
    for release in package["releases"]:
        parties = {party["id"] for party in release["parties"]}
        faults += [] if release["buyer"]["id"] in parties else ["the buyer is no party"]
        lots = {lot["id"] for lot in release["tender"].get("lots", [])}
        items = release["tender"].get("items", [])
        faults += [f"an item belongs to lot {one['relatedLot']}" for one in items if one.get("relatedLot") not in (*lots, None)]
    return faults


def package(*tenders: Tender, unit: Unit = UNIT, again: bool = False) -> Any:
    issued = [Issued(one, CHANGED, again) for one in tenders]
    return json.loads(write_ocds(issued, unit, "ocds-abc123", Language("sv")))


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_keeps_the_rules_of_the_schema(stage: Stage) -> None:
    bare = Tender(id=UUID(int=2), title="Måltider")
    moment = datetime(2027, 3, 30, 21, 59, tzinfo=UTC)
    full = replace(ROAD, stage=stage, tender_deadline=moment, question_deadline=moment, buyer="Andra kommun")
    found = package(full, bare, replace(ROAD, id=UUID(int=3), withheld=True))
    assert broken_rules(found) == []
    assert found["version"] == "1.1"
    assert broken_rules(package(bare, unit=Unit())) == []


def test_the_rules_would_notice() -> None:
    found = package(ROAD)
    del found["publisher"]["name"]
    found["releases"][0] |= {"tag": ["plan"], "date": "2026-11-24", "buyer": {"id": "?", "name": "?"}, "notes": 1}
    found["releases"][0]["tender"]["items"][1]["id"] = "1"
    found["releases"][0]["tender"]["value"]["amount"] = "5"
    assert len(broken_rules(found)) == 7


def test_a_plan_says_when_its_notice_is_expected_in_both_ways_and_declares_the_extensions() -> None:
    found = package(ROAD)
    (release,) = found["releases"]
    assert release["ocid"] == f"ocds-abc123-{UUID(int=1)}"
    assert (release["tag"], release["language"]) == (["planning"], "sv")
    assert release["tender"]["communication"]["futureNoticeDate"] == "2027-02-15T00:00:00+01:00"
    assert [one["dueDate"] for one in release["planning"]["milestones"]] == ["2027-02-15T00:00:00+01:00"]
    assert release["tender"]["contractPeriod"]["endDate"] == "2030-09-30T23:59:59+02:00"
    assert release["tender"]["value"] == {"amount": 2_500_000.5, "currency": "SEK"}
    assert [one.split("/")[4] for one in found["extensions"]] == [
        "ocds_communication_extension", "ocds_location_extension", "ocds_lots_extension",
    ]  # fmt: skip
    assert (found["publisher"]["name"], release["parties"][0]["identifier"]["id"]) == ("Bergs kommun", "2026")
    assert package(ROAD, again=True)["releases"][0]["tag"] == ["planningUpdate"]
    assert "extensions" not in package(Tender(title="Måltider"))


def test_what_is_for_the_unit_alone_is_not_written() -> None:
    text = json.dumps(package(ROAD, replace(ROAD, id=UUID(int=3), withheld=True, lots=())), ensure_ascii=False)
    assert not any(word in text for word in ("Internt", "hemligt", "Anna Ek"))
    assert "value" not in package(replace(ROAD, withheld=True, lots=()))["releases"][0]["tender"]


def test_the_same_tenders_give_the_same_bytes_and_a_change_another_release() -> None:
    issued = [Issued(ROAD, CHANGED)]
    first = write_ocds(issued, UNIT, "ocds-abc123", Language("sv"))
    assert write_ocds(issued, UNIT, "ocds-abc123", Language("sv")) == first
    changed = json.loads(write_ocds([Issued(replace(ROAD, title="Sand"), CHANGED)], UNIT, "ocds-abc123", Language("sv")))
    before = json.loads(first)
    assert changed["releases"][0]["ocid"] == before["releases"][0]["ocid"]
    assert changed["releases"][0]["id"] != before["releases"][0]["id"]
    assert changed["uri"] != before["uri"]


def test_our_own_reader_reads_all_of_it_back() -> None:
    moment = datetime(2027, 3, 30, 21, 59, tzinfo=UTC)
    road = replace(ROAD, tender_deadline=moment, question_deadline=moment)
    notices, problems = read_ocds(write_ocds([Issued(road, CHANGED)], UNIT, "ocds-abc123", Language("sv")))
    assert problems == []
    told = notices[0].tender
    same = ("title", "description", "reference", "buyer", "cpv", "place", "stage", "expected_publication", "question_deadline",
            "tender_deadline", "contract_start", "contract_end", "value", "value_class", "link")  # fmt: skip
    assert [getattr(told, name) for name in same if name != "value_class"] == [
        getattr(road, name) for name in same if name != "value_class"
    ]
    assert [(lot.title, lot.description, lot.cpv, lot.value) for lot in told.lots] == [
        (lot.title, lot.description, lot.cpv, lot.value) for lot in road.lots
    ]
    assert (notices[0].languages, notices[0].buyer_id) == (("SWE",), "2026")


def test_a_process_that_came_in_keeps_its_own_identifier() -> None:
    known = replace(ROAD, procedure_id="ocds-213czf-000-00001", origins=("ocds:ocds-213czf-000-00001",))
    assert package(known)["releases"][0]["ocid"] == "ocds-213czf-000-00001"
    assert package(replace(ROAD, procedure_id=str(UUID(int=9))))["releases"][0]["ocid"] == f"ocds-abc123-{UUID(int=1)}"
