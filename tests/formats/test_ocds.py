"""OCDS: real files where they lie, packages of our own for what real ones do, and files that mean harm.

Expectations of real files were read in the JSON by hand, not by running the reader. Instants are in UTC.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.problem import Problem
from outreach.domain.tender import LotResult, Money, Notice, Stage, Tender
from outreach.formats.ocds import looks_like_ocds, read_ocds
from outreach.formats.registry import identify
from outreach.language import Language
from tests.searching import searched

SHARED = Path(__file__).parents[3] / "shared" / "data" / "ocds"
BARNET = "London Borough of Barnet"
CYCLES = ("45233130", "45233162")


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]


def real(name: str) -> tuple[list[Notice], list[Problem]]:
    if not SHARED.is_dir():
        pytest.skip("the real files (../shared/data/ocds) are not here")
    return read_ocds((SHARED / name).read_bytes())


def real_one(name: str) -> Notice:
    notices, problems = real(name)
    assert all(problem.warning for problem in problems)
    (notice,) = notices
    return notice


def release(**members: Any) -> dict[str, Any]:
    told = {"ocid": "ocds-abc123-1", "id": "r1", "date": "2026-03-01T10:00:00+01:00", "tag": ["tender"]}
    return {**told, "initiationType": "tender", "buyer": {"name": "Bergs kommun"}, **members}


def read(*releases: dict[str, Any]) -> list[Notice]:
    notices, problems = read_ocds(json.dumps({"version": "1.1", "releases": list(releases)}).encode())
    assert all(problem.warning for problem in problems), problems
    return notices


def tender(**members: Any) -> Tender:
    told = {"id": "t", "title": "Snöröjning", "status": "active", **members.pop("tender", {})}
    (notice,) = read(release(tender=told, **members))
    return notice.tender


def refused(data: bytes) -> Problem:
    notices, problems = read_ocds(data)
    assert notices == []
    (problem,) = problems
    assert not problem.warning
    assert Language("sv").say(problem.reason, **problem.values) != ""
    return problem


# --- Real files ------------------------------------------------------------------------------------------------------


def test_a_plan_of_1_1_is_expected_when_its_tender_period_begins_not_when_the_public_is_heard() -> None:
    notice = real_one("ocds-213czf-000-00001-01-planning.json")
    assert (notice.kind, notice.form, notice.notice_id) == ("planning", "ocds", "ocds-213czf-000-00001")
    assert notice.notice_version == "2009-03-15T14:45:00Z 01-planning"
    assert (notice.languages, notice.language_used, notice.buyer_id) == (("ENG",), "ENG", "E09000003")
    told = notice.tender
    assert (told.title, told.buyer, told.cpv) == ("Planned cycle lane improvements", BARNET, CYCLES)
    assert (told.stage, told.expected_publication) == (Stage.PLANNED, date(2010, 2, 1))
    assert (told.contract_start, told.contract_end, told.contract_months) == (date(2010, 6, 1), date(2011, 5, 31), 12)
    assert told.value == Money(1_000_000_00, "GBP")
    assert (told.tender_deadline, told.question_deadline, told.results) == (None, None, ())


def test_a_plan_of_1_0_has_its_buyer_inside_and_no_contract_period() -> None:
    notice = real_one("v1.0-planning.json")
    assert (notice.tender.buyer, notice.buyer_id, notice.tender.cpv) == (BARNET, "E09000003", CYCLES)
    assert (notice.tender.expected_publication, notice.tender.contract_start) == (date(2010, 2, 1), None)
    assert (notice.tender.stage, notice.tender.value) == (Stage.PLANNED, Money(1_000_000_00, "GBP"))


def test_a_tender_notice_has_the_moments_that_stand_in_it() -> None:
    notice = real_one("ocds-213czf-000-00001-02-tender.json")
    told = notice.tender
    assert (told.stage, notice.kind) == (Stage.ADVERTISED, "competition")
    assert told.tender_deadline == at(2010, 4, 1, 18, 0)
    assert told.question_deadline == at(2010, 3, 14, 17, 30)
    assert (told.contract_start, told.contract_end) == (date(2010, 7, 1), date(2011, 6, 30))
    assert told.value == Money(1_100_000_00, "GBP")
    assert told.link == "http://example.com/tender-notices/ocds-213czf-000-00001-01.html"
    assert ("tender.tenderPeriod.endDate", "2010-04-01T18:00:00Z") in notice.deadline_texts


def test_an_award_that_is_pending_names_its_winner_but_is_no_contract_yet() -> None:
    notice = real_one("ocds-213czf-000-00001-04-award.json")
    told = notice.tender
    assert (told.title, told.stage, notice.kind) == ("Planned cycle lane improvements", Stage.EVALUATION, "result")
    (result,) = told.results
    (winner,) = result.winners
    assert (result.outcome, result.bids) == ("", 2)
    assert (winner.name, winner.number, winner.town) == ("AnyCorp Cycle Provision", "11111111", "Anytown")
    assert (winner.value, winner.country) == (Money(11_000_000_00, "GBP"), "United Kingdom")
    assert told.cpv == CYCLES


def test_a_contract_release_has_no_title_of_its_own() -> None:
    notice = real_one("ocds-213czf-000-00001-05-contract.json")
    told = notice.tender
    assert notice.makeshift == ("title",)
    assert told.title == "Award of contract to build new cycle lanes in the centre of town."
    assert told.stage is Stage.CONTRACT
    assert (told.contract_start, told.contract_end) == (date(2010, 7, 1), date(2011, 6, 30))
    (result,) = told.results
    assert (result.outcome, result.bids, result.contract_signed) == ("selec-w", None, date(2010, 6, 10))
    assert [one.name for one in result.winners] == ["AnyCorp Cycle Provision"]


def test_a_record_with_links_to_its_releases_is_read_from_the_compiled_one() -> None:
    notice = real_one("record-package.json")
    told = notice.tender
    assert notice.notice_version.startswith("2011-01-10T09:30:00Z")
    assert (told.title, told.buyer, told.stage) == ("Planned cycle lane improvements", BARNET, Stage.CONTRACT)
    # The tender period was extended by an amendment: 8 April, no longer the 1st.
    assert told.tender_deadline == at(2010, 4, 8, 18, 0)
    (result,) = told.results
    assert (result.outcome, result.bids, result.contract_signed) == ("selec-w", 2, date(2010, 6, 10))
    assert result.value == Money(11_000_000_00, "GBP")


def test_a_deserted_lot_of_a_foreign_catalogue_has_no_cpv_and_no_winner() -> None:
    notice = real_one("unsuccessful-tender.json")
    told = notice.tender
    assert (told.title, told.buyer) == ("SERVICIO DE RASTREO SATELITAL", "Municipalidad de Loma Plata")
    assert (told.cpv, told.stage, told.value) == ((), Stage.CANCELLED, Money(8_100_000_00, "PYG"))
    # 09:30 at UTC-4.
    assert told.tender_deadline == at(2017, 5, 11, 13, 30)
    assert told.question_deadline == at(2017, 5, 5, 15, 0)
    assert [(lot.number, lot.value) for lot in told.lots] == [("+GmottIGrAE=", Money(8_100_000_00, "PYG"))]
    (result,) = told.results
    assert (result.number, result.outcome, result.reason, result.bids) == ("+GmottIGrAE=", "clos-nw", "Desierta", None)


def test_a_person_who_tenders_is_counted_and_neither_name_nor_number_is_kept() -> None:
    notices, problems = real("natural-person-supplier.json")
    (notice,) = notices
    assert "1234567" not in repr(notice)
    assert "EXEMPEL PERSON" not in repr(notice)
    assert (notice.tender.results[0].bids, notice.tender.results[0].bids_at_least) == (None, 1)
    assert [problem.warning for problem in problems] == [True]  # no buyer is named
    assert notice.tender.question_deadline == at(2010, 3, 14, 17, 30)


# --- What publishers do ----------------------------------------------------------------------------------------------


def test_releases_of_one_process_are_told_in_the_order_of_their_dates() -> None:
    awards = [{"id": "a", "suppliers": [{"name": "Berg AB"}]}]
    planned = {"id": "t", "title": "Plan", "status": "planned"}
    award = release(id="r3", date="2026-06-01T10:00:00Z", tag=["award"], awards=awards)
    plan = release(id="r1", date="2026-01-01T10:00:00Z", tag=["planning"], tender=planned)
    advertised = release(
        id="r2", tag=["tender"], tender={"id": "t", "title": "Snöröjning", "status": "active", "numberOfTenderers": 3}
    )
    notices = read(award, plan, advertised)
    assert [one.tender.stage for one in notices] == [Stage.PLANNED, Stage.ADVERTISED, Stage.CONTRACT]
    last = notices[-1].tender
    assert (last.title, last.results[0].bids, last.results[0].winners[0].name) == ("Snöröjning", 3, "Berg AB")
    assert notices[-1].makeshift == ()


def test_null_takes_a_value_away_and_lists_are_joined_by_id() -> None:
    lots = [{"id": "1", "title": "Norr"}, {"id": "2", "title": "Söder"}]
    first = release(tender={"id": "t", "title": "A", "lots": lots, "tenderPeriod": {"endDate": "2026-05-01T12:00:00Z"}})
    later = {"lots": [{"id": "2", "title": "Syd"}], "tenderPeriod": {"endDate": None}}
    second = release(id="r2", date="2026-04-01T00:00:00Z", tag=["tenderAmendment"], tender={"id": "t", **later})
    told = read(first, second)[-1].tender
    assert [lot.title for lot in told.lots] == ["Norr", "Syd"]
    assert told.tender_deadline is None


@pytest.mark.parametrize(
    ("classification", "code"),
    [
        ({"scheme": "CPV", "id": "45233162-2"}, "45233162"),
        ({"scheme": "CPV", "id": 45233130}, "45233130"),
        ({"scheme": "CPV", "id": 3000000}, "03000000"),
        ({"scheme": "CPV", "id": "3000000"}, "03000000"),
        ({"scheme": "EU-CPV", "id": "90620000"}, "90620000"),
        ({"id": "90620000"}, "90620000"),
        ({"scheme": None, "id": "CPV 90620000-9"}, "90620000"),
        ({"scheme": "UNSPSC", "id": "90620000"}, ""),
        ({"scheme": "CPV", "id": "snow"}, ""),
        ("90620000", ""),
        (None, ""),
    ],
)
def test_codes_are_taken_as_they_are_written(classification: Any, code: str) -> None:
    told = tender(tender={"items": [{"id": "1", "classification": classification}]})
    assert told.cpv == ((code,) if code else ())


@pytest.mark.parametrize(
    ("value", "money"),
    [
        ({"amount": "1 250 000,50", "currency": "SEK"}, Money(1_250_000_50)),
        ({"amount": "1,250,000.50", "currency": "sek"}, Money(1_250_000_50)),
        ({"amount": "1.250.000", "currency": "SEK"}, Money(1_250_000_00)),
        ({"amount": 0.1, "currency": "EUR"}, Money(10, "EUR")),
        ({"amountNet": 100, "currency": "SEK"}, Money(100_00)),
        ({"amount": 0, "currency": "SEK"}, None),
        ({"amount": 100}, None),
        ({"amount": -5, "currency": "SEK"}, None),
        ({"amount": True, "currency": "SEK"}, None),
        ({"amount": 1e300, "currency": "SEK"}, None),
        ("many", None),
        (None, None),
    ],
)
def test_amounts_are_exact_or_left_out(value: Any, money: Money | None) -> None:
    assert tender(tender={"value": value}).value == money


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-04-27T23:59:00+02:00", at(2026, 4, 27, 21, 59)),
        ("2026-04-27T12:00:00Z", at(2026, 4, 27, 12, 0)),
        ("2026-04-27T12:00:00", at(2026, 4, 27, 10, 0)),
        ("2026-01-27 12:00", at(2026, 1, 27, 11, 0)),
        ("2026-04-27T12:00:00.123456789+0200", at(2026, 4, 27, 10, 0)),
        ("2026-04-27", at(2026, 4, 27, 21, 59, 59)),
        ("2026-04-27T24:00:00+02:00", at(2026, 4, 27, 22, 0)),
        ("9999-12-31T23:59:59-23:00", None),
        ("2026-13-01T00:00:00Z", None),
        ("soon", None),
    ],
)
def test_moments_have_their_zone_and_swedish_time_where_none_is_told(text: str, moment: datetime | None) -> None:
    assert tender(tender={"tenderPeriod": {"endDate": text}}).tender_deadline == moment


def test_a_moment_without_zone_is_told_as_such() -> None:
    data = {"releases": [release(tender={"id": "t", "title": "A", "tenderPeriod": {"endDate": "2026-04-27T12:00:00"}})]}
    _, problems = read_ocds(json.dumps(data).encode())
    assert [problem.warning for problem in problems] == [True]
    assert "no time zone" in Language("en").say(problems[0].reason, **problems[0].values)


def test_swedish_comes_first_then_the_releases_own_language_then_english() -> None:
    both = {"title": "Snow", "title_sv": "Snö", "title_fi": "Lumi"}
    assert tender(language="en", tender=both).title == "Snö"
    assert tender(language="fi", tender={"title": "Lumi", "title_en": "Snow"}).title == "Lumi"
    assert tender(language="sv", tender={"title": "Snö", "title_en": "Snow"}).title == "Snö"
    assert tender(language="fi", tender={"title": None, "title_en": "Snow", "title_de": "Schnee"}).title == "Snow"
    assert tender(tender={"title": {"en": "Snow", "sv": "Snö"}}).title == "Snö"
    (notice,) = read(release(language="en", tender={"id": "t", **both}))
    assert (notice.languages, notice.language_used) == (("ENG", "SWE", "FIN"), "SWE")


def test_bids_are_counted_for_each_lot_and_partial_counts_are_a_lower_bound() -> None:
    statistics = [
        {"id": "1", "measure": "bids", "value": 4, "relatedLot": "1"},
        {"id": "2", "measure": "smeBids", "value": 3, "relatedLots": ["1", "2"]},
        {"id": "3", "measure": "requests", "value": "7", "relatedLot": "2"},
    ]
    won = {"suppliers": [{"id": "S", "name": "Berg"}], "value": {"amount": 5, "currency": "SEK"}}
    awards = [
        {"id": "a1", "status": "active", "relatedLots": ["1"], **won},
        {"id": "a2", "status": "unsuccessful", "relatedLots": ["3"], "statusDetails": "no-rece"},
    ]
    address = {"locality": "Ludvika", "region": "SE312", "countryName": "Sweden"}
    identifier = {"scheme": "SE-ORG", "id": "556677-8899"}
    parties = [{"id": "S", "name": "Bergs", "identifier": identifier, "address": address, "details": {"scale": "small"}}]
    told = tender(
        tag=["award"], bids={"statistics": statistics}, awards=awards, parties=parties,
        tender={"status": "complete", "lots": [{"id": "1"}, {"id": "2"}, {"id": "3"}], "numberOfTenderers": 9},
    )  # fmt: skip
    by_lot = {one.number: one for one in told.results}
    assert (by_lot["1"].bids, by_lot["1"].outcome, by_lot["1"].counts) == (4, "selec-w", (("t-sme", 3), ("tenders", 4)))
    assert (by_lot["2"].bids, by_lot["2"].bids_at_least, by_lot["2"].outcome) == (None, 3, "")
    assert (by_lot["3"].bids, by_lot["3"].outcome, by_lot["3"].reason) == (0, "clos-nw", "no-rece")
    assert by_lot[""].counts == (("tenderers", 9),)
    (winner,) = by_lot["1"].winners
    assert (winner.name, winner.number, winner.town, winner.nuts) == ("Berg", "556677-8899", "Ludvika", "SE312")
    assert (winner.country, winner.size, winner.value) == ("SWE", "small", Money(500))


def test_a_consortium_shares_one_bid_and_details_of_bids_are_counted() -> None:
    awards = [{"id": "a1", "status": "active", "suppliers": [{"name": "A"}, {"name": "B"}]}]
    details = [{"id": "1", "status": "valid"}, {"id": "2"}, {"id": "3", "status": "withdrawn"}]
    (result,) = tender(awards=awards, bids={"details": details}).results
    assert {one.tender_id for one in result.winners} == {"a1"}
    assert ([one.name for one in result.winners], result.bids) == (["A", "B"], 2)


@pytest.mark.parametrize(
    ("party", "number"),
    [
        ({"identifier": {"scheme": "SE-ORGNR", "id": "811228-9874"}}, ""),
        ({"identifier": {"scheme": "SE-ORGNR", "id": "SE811228987401"}}, ""),
        ({"identifier": {"id": "19811228-9874"}}, ""),
        ({"identifier": {"scheme": "COL-IDCARD", "id": "1234567"}}, ""),
        ({"identifier": {"scheme": "GB-COH", "id": "123"}, "details": {"scale": "selfEmployed"}}, ""),
        ({"identifier": {"scheme": "SE-ORGNR", "id": "212000-2205"}}, "212000-2205"),
        ({"identifier": {"scheme": "GB-COH", "id": "11111111.0"}}, "11111111"),
        ({"identifier": None, "additionalIdentifiers": [{"scheme": "VAT", "id": "FI09880841"}]}, "FI09880841"),
    ],
)  # fmt: skip
def test_a_persons_number_is_left_out_and_the_name_stays(party: dict[str, Any], number: str) -> None:
    data = {"releases": [release(tag=["award"], awards=[{"id": "a", "suppliers": [{"name": "Anna Berg", **party}]}])]}
    notices, problems = read_ocds(json.dumps(data).encode())
    (winner,) = notices[0].tender.results[0].winners
    assert (winner.name, winner.number) == ("Anna Berg", number)
    assert any("person" in problem.reason for problem in problems) is (number == "")
    assert "9874" not in repr((notices, problems))


def test_the_eu_profile_tells_when_the_notice_is_expected_and_where_the_work_is() -> None:
    told = tender(
        tag=["planning"],
        tender={
            "status": "planned",
            "communication": {"futureNoticeDate": "2027-02-15T00:00:00+01:00"},
            "items": [{"id": "1", "deliveryAddresses": [{"region": "SE312", "country": "SE"}]}],
            "classification": {"scheme": "CPV", "id": "90620000"},
        },
    )
    assert (told.expected_publication, told.place, told.cpv) == (date(2027, 2, 15), "SE312", ("90620000",))


def test_a_milestone_that_speaks_of_publication_is_the_day_that_is_expected() -> None:
    milestones = [
        {"id": "1", "title": "Public hearing", "dueDate": "2027-01-01T00:00:00Z"},
        {"id": "2", "title": "Annonsering", "dueDate": "2027-03-01T00:00:00+01:00"},
    ]
    told = tender(tag=["planning"], planning={"milestones": milestones}, tender={"status": None})
    assert told.expected_publication == date(2027, 3, 1)


def test_records_are_read_with_their_releases_inside_bare_versioned_and_one_a_line() -> None:
    first = release(tender={"id": "t", "title": "A"})
    second = release(id="r2", date="2026-04-01T00:00:00Z", tender={"id": "t", "title": "B"})
    record = {"ocid": "ocds-abc123-1", "releases": [first, second], "compiledRelease": {**second, "tag": ["compiled"]}}
    expected = [("A", "2026-03-01T09:00:00Z r1"), ("B", "2026-04-01T00:00:00Z r2")]
    versioned = [{"releaseID": "r1", "releaseDate": "2026-03-01", "releaseTag": ["tender"], "value": "A"},
                 {"releaseID": "r2", "releaseDate": "2026-04-01", "releaseTag": ["tender"], "value": "B"}]  # fmt: skip
    files = {
        "package": json.dumps({"records": [record]}),
        "bare": json.dumps(record),
        "lines": json.dumps(first) + "\n\n" + json.dumps(second) + "\n",
        "packages in lines": json.dumps({"releases": [first]}) + "\n" + json.dumps({"releases": [second]}),
        "array": json.dumps([second, first]),
    }
    for name, text in files.items():
        notices, problems = read_ocds(text.encode())
        assert problems == [], name
        assert [(one.tender.title, one.notice_version) for one in notices] == expected, name
    kept = {"ocid": "x", "versionedRelease": {"tender": {"id": "t", "title": versioned}}}
    (only,), _ = read_ocds(json.dumps({"records": [kept]}).encode())
    assert (only.tender.title, only.notice_id) == ("B", "x")


def test_a_record_of_links_alone_says_that_nothing_is_fetched() -> None:
    link = {"url": "https://example.se/1", "date": "2026-01-01T00:00:00Z", "tag": ["tender"]}
    data = {"records": [{"ocid": "x", "releases": [link]}]}
    assert "nothing is fetched" in refused(json.dumps(data).encode()).reason


# --- Bad input -------------------------------------------------------------------------------------------------------


def test_files_are_recognised_by_their_content_and_our_own_json_is_not_taken_for_ocds() -> None:
    found = identify(json.dumps({"releases": [release()]}).encode(), "data.txt")
    assert found is not None
    assert found.name == "ocds"
    assert looks_like_ocds(json.dumps(release()).encode("utf-16"))
    assert not looks_like_ocds(b"BEGIN:VCARD")
    assert "no procurement data" in refused(json.dumps({"kind": "tender", "name": "x"}).encode()).reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_that_json_may_have_is_read(encoding: str) -> None:
    text = json.dumps({"releases": [release(tender={"id": "t", "title": "Snöröjning å ä ö ł"})]}, ensure_ascii=False)
    notices, problems = read_ocds(text.encode(encoding))
    assert problems == []
    assert notices[0].tender.title == "Snöröjning å ä ö ł"


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "empty"),
        (b"  \n ", 1, "empty"),
        (b'{"releases": [\n{"ocid": "x"},\n{"ocid" "y"}]}', 3, "not well-formed"),
        (b'{"releases": [\n{"ocid": "x"', 2, "ends in the middle"),
        (b'{"releases": [\n{"ocid": "\xe5"}]}', 2, "UTF-8"),
        (b'{"releases": [\n\n{"ocid": "x", "tender": {"a": 1, "a": 2}}]}', 3, "stands twice"),
        (b'{"releases": [],\n"releases": []}', 1, "stands twice"),
        (b'{"releases": [\n{"ocid": "x", "tender": {"value": {"amount": NaN}}}]}', 2, "NaN"),
        (b'{"releases": [\n{"ocid": "x", "n": ' + b"9" * 5_000_000 + b"}]}", 2, "digits"),
        (b"[" * 200_000, 1, "nested too deeply"),
        (b'{"releases": [\n{"ocid": ' + b'{"a":' * 200_000, 2, "nested too deeply"),
        (b'{"releases": [{"id": "x"}]}', 1, "no identifier"),
        (b'{"releases": []}', 1, "no releases"),
        (b'"releases"', 1, "something else"),
        (b'{"releases": [\n5]}', 2, "something else"),
        (b'{"a": "\xff\xfe"}', 1, "UTF-8"),
    ],
)  # fmt: skip
def test_bad_files_are_refused_with_one_sentence_and_the_line(data: bytes, line: int, words: str) -> None:
    problem = refused(data)
    assert problem.line == line
    assert words in Language("en").say(problem.reason, **problem.values)


def test_one_bad_release_costs_only_itself() -> None:
    good = json.dumps(release(tender={"id": "t", "title": "A"}))
    other = json.dumps(release(ocid="ocds-abc123-2", tender={"id": "t", "title": "B"}))
    notices, problems = read_ocds(f'{{"releases": [\n{good},\n{{"ocid": "x", "a": NaN}},\n7,\n{other}]}}'.encode())
    assert [one.tender.title for one in notices] == ["A", "B"]
    assert [problem.line for problem in problems] == [3, 4]
    notices, problems = read_ocds(f"{good}\n{{broken\n{other}\n".encode())
    assert [one.tender.title for one in notices] == ["A", "B"]
    assert [problem.line for problem in problems] == [2]


_WHOLE = release(
    language="sv",
    parties=[{"id": "1", "name": "A", "roles": ["buyer"], "identifier": {"id": "1"}, "address": {"region": "SE312"}}],
    planning={
        "budget": {"amount": {"amount": 1, "currency": "SEK"}},
        "milestones": [{"id": "1", "title": "Annonsering", "dueDate": "2027-01-01"}],
    },
    tender={
        "id": "t", "title": "A", "status": "planned", "value": {"amount": 1, "currency": "SEK"}, "numberOfTenderers": 1,
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "1"}, "relatedLots": ["1"], "deliveryAddresses": [{}]}],
        "lots": [{"id": "1", "title": "L", "value": {"amount": 1, "currency": "SEK"}, "tenderPeriod": {"endDate": "2027"}}],
        "tenderPeriod": {"endDate": "2027-01-01T00:00:00Z"}, "contractPeriod": {"durationInDays": 3},
        "documents": [{"url": "x"}], "tenderers": [{"id": "1"}], "communication": {"futureNoticeDate": "x"},
    },
    awards=[{"id": "a", "suppliers": [{"id": "1"}], "status": "active", "relatedLots": ["1"], "value": {}, "items": [{}]}],
    contracts=[{"id": "c", "awardID": "a", "dateSigned": "2027-01-01", "period": {}}],
    bids={"statistics": [{"measure": "bids", "value": 1}], "details": [{"id": "1"}]},
)  # fmt: skip


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inner for found in _places(one, (*path, key)))]


_PLACES = _places(_WHOLE)[1:]
_JUNK: list[Any] = [None, True, -1, 1.5, "", "å" * 50, [], {}, [[]], [None, 3, {}], {"id": {}}, {"amount": []}, "9999-99-99"]


@settings(max_examples=searched(40, 250), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(_PLACES), st.sampled_from(_JUNK)), min_size=1, max_size=3))
def test_wrong_types_anywhere_never_crash(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    whole = json.loads(json.dumps(_WHOLE))
    for path, junk in changes:
        # An earlier change may have taken the place away.
        with suppress(KeyError, IndexError, TypeError):
            parent: Any = whole
            for key in path[:-1]:
                parent = parent[key]
            parent[path[-1]] = junk
    notices, problems = read_ocds(json.dumps([whole, whole]).encode())
    assert notices or problems
    assert all(isinstance(one.tender.title, str) and one.tender.title for one in notices)
    assert all(isinstance(one, LotResult) for notice in notices for one in notice.tender.results)


@settings(max_examples=searched(40, 200), deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=0, max_size=3), st.integers(0, 40))
def test_torn_files_never_crash(place: int, junk: bytes, gone: int) -> None:
    data = json.dumps({"releases": [_WHOLE]}, indent=1).encode()
    where = place % len(data)
    notices, problems = read_ocds(data[:where] + junk + data[where + gone :])
    assert notices or problems
