"""Notices: our own three, the traps of real ones, files that mean harm, and the real ones where they lie.

Expectations of real notices were read in the XML by hand, not by running the reader. Instants are in UTC.
"""

from __future__ import annotations

import random
import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from outreach.domain.problem import Problem
from outreach.domain.tender import Money, Notice, Stage, ValueClass
from outreach.formats.eforms import looks_like_eforms, read_notice
from outreach.formats.eforms_values import is_web_link, read_day, read_instant, read_money, read_months
from outreach.language import Language

SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "eforms"
real_notices = pytest.mark.skipif(not SHARED.is_dir(), reason="the real notices (../shared/data/eforms) are not here")


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.xml").read_text(encoding="utf-8")


def read(text: str | bytes) -> Notice:
    notice, problems = read_notice(text.encode() if isinstance(text, str) else text)
    assert notice is not None, problems
    assert all(problem.warning for problem in problems)
    return notice


def warnings(text: str) -> list[Problem]:
    notice, problems = read_notice(text.encode())
    assert notice is not None
    return problems


def refused(data: str | bytes) -> list[Problem]:
    notice, problems = read_notice(data.encode() if isinstance(data, str) else data)
    assert notice is None
    assert problems
    assert not any(problem.warning for problem in problems)
    return problems


def said(problem: Problem) -> str:
    return Language("en").say(problem.reason, **problem.values)


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]


# --- Our own notices -------------------------------------------------------------------------------------------------


def test_a_planning_notice_becomes_a_planned_tender_with_parts() -> None:
    notice = read(sample("planning"))
    tender = notice.tender
    assert (notice.kind, notice.notice_type, notice.subtype) == ("planning", "pin-only", "4")
    assert tender.stage is Stage.PLANNED
    assert tender.title == "Vinterväghållning i Älvbro 2027–2031"
    assert tender.description.split("\n")[1].strip() == "Vi vill nå både stora och små företag."
    assert tender.reference == "KS 2026/118"
    assert tender.buyer == "Älvbro kommun"
    assert notice.buyer_id == "212987-6500"
    assert tender.expected_publication == date(2026, 11, 16)
    assert tender.tender_deadline is None
    assert tender.cpv == ("90620000", "90630000"), "main first, no check digit, each once"
    assert tender.place == "SE312"
    assert tender.value == Money(6_400_000_00, "SEK")
    assert tender.value_class is ValueClass.UNDER_10M
    assert [(lot.number, lot.title, lot.is_part) for lot in tender.lots] == [
        ("PAR-0001", "Tätorten", True),
        ("PAR-0002", "Byarna", True),
    ]
    assert tender.link == ""
    assert tender.procedure_id == ""
    assert tender.origins == ("eforms-notice:0b7c1f52-6f0e-4a57-9d3c-5a1e7f1c2d01",)


def test_a_contract_notice_becomes_an_advertised_tender_with_lots() -> None:
    notice = read(sample("contract"))
    tender = notice.tender
    assert tender.stage is Stage.ADVERTISED
    assert notice.languages == ("ENG", "SWE")
    assert notice.language_used == "SWE"
    assert tender.title == "Vinterväghållning i Älvbro 2027–2031"
    assert tender.description == "Snöröjning och halkbekämpning."
    assert tender.buyer == "Älvbro kommun, Älvbro Bostäder AB"
    assert tender.cpv == ("90620000", "90630000", "45233141")
    assert tender.value == Money(6_400_000_50, "SEK")
    assert (tender.contract_start, tender.contract_end) == (date(2027, 10, 1), date(2031, 9, 30))
    assert tender.contract_months == 24
    assert tender.link == "https://anbud.alvbro.example/underlag/118", "the first lot's ftp address is no web link"
    assert notice.procedure_type == "open"
    assert notice.earlier_notices == ("0b7c1f52-6f0e-4a57-9d3c-5a1e7f1c2d01-01",)
    assert tender.origins == (
        "eforms-procedure:5e0d9f6c-1a2b-4c3d-9e8f-abcdef000002",
        "eforms-notice:7d3f4a10-2c55-4b0f-8e77-c0ffee000002",
    )
    assert [lot.number for lot in tender.lots] == ["LOT-0001", "LOT-0002"], "the group of lots is no lot"
    assert [lot.value for lot in tender.lots] == [Money(4_400_000_00, "SEK"), Money(2_000_000_50, "SEK")]


def test_the_tenders_deadline_is_the_earliest_and_each_lot_keeps_its_own() -> None:
    notice = read(sample("contract"))
    first, second = notice.tender.lots
    assert first.tender_deadline == at(2026, 12, 21, 22, 59)
    assert second.tender_deadline == at(2026, 12, 18, 22, 59, 59), "no time: the last second of the day"
    assert notice.tender.tender_deadline == second.tender_deadline
    assert notice.tender.question_deadline == first.question_deadline == at(2026, 12, 11, 11, 0)
    assert notice.deadline_texts == (
        ("BT-13", "2026-12-11+01:00 12:00:00+01:00"),
        ("BT-131", "2026-12-21+01:00 23:59:00+01:00"),
        ("BT-131", "2026-12-18+01:00"),
    )


def test_a_link_that_is_no_web_address_is_told_with_its_line() -> None:
    [problem] = warnings(sample("contract"))
    lines = sample("contract").split("\n")
    assert "ftp://filer.alvbro.example/underlag" in lines[problem.line - 1]
    assert problem.text == "ftp://filer.alvbro.example/underlag"


def test_a_market_consultation_becomes_a_dialogue_with_a_day_to_answer() -> None:
    notice = read(sample("consultation"))
    tender = notice.tender
    assert (notice.kind, tender.stage) == ("consultation", Stage.DIALOGUE)
    assert tender.title == "Marknadsdialog: måltider till förskolor och äldreboenden"
    assert tender.tender_deadline == at(2026, 6, 15, 14, 0)
    assert notice.deadline_texts == (("BT-800", "2026-06-15+02:00 16:00:00+02:00"),)
    assert tender.expected_publication == date(2027, 2, 1)
    assert tender.place == "SWE", "anywhere in the country: the country"
    assert tender.link == "https://www.alvbro.example/dialog/maltider"
    assert (tender.notice_version, tender.value, tender.value_class) == ("02", None, ValueClass.UNKNOWN)


def test_our_samples_are_recognised_and_other_files_are_not() -> None:
    for name in ("planning", "contract", "consultation"):
        assert looks_like_eforms(sample(name).encode()[:4096])
        assert looks_like_eforms(sample(name).replace("UTF-8", "UTF-16").encode("utf-16")[:4096])
    assert not looks_like_eforms(b"BEGIN:VCARD\nVERSION:3.0\n")
    assert not looks_like_eforms(b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>')
    assert not looks_like_eforms(b'{"note": "urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"}')
    assert not looks_like_eforms(b"")


# --- Traps ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("2024-05-27+00:00", "12:00:00+00:00", at(2024, 5, 27, 12, 0)),  # the wrong season's offset is kept as said
        ("2020-02-03Z", "13:00:00Z", at(2020, 2, 3, 13, 0)),
        ("2020-02-04+02:00", "10:00:00+02:00", at(2020, 2, 4, 8, 0)),
        ("2026-06-15+02:00", "00:30:00+02:00", at(2026, 6, 14, 22, 30)),
        ("2026-06-15Z", "12:00:00+02:00", at(2026, 6, 15, 10, 0)),  # the time's offset counts
        ("2026-06-15+02:00", "12:00:00", at(2026, 6, 15, 10, 0)),
        ("2026-06-15", "12:00:00", at(2026, 6, 15, 10, 0)),  # no offset at all: Swedish time, summer
        ("2026-12-15", "", at(2026, 12, 15, 22, 59, 59)),  # and winter
        ("2026-06-15+02:00", "", at(2026, 6, 15, 21, 59, 59)),
        ("2026-06-15+02:00", "24:00:00+02:00", at(2026, 6, 15, 22, 0)),
        ("2026-06-15-05:30", "12:00:00.123-05:30", at(2026, 6, 15, 17, 30)),
        ("2026-02-30+01:00", "12:00:00+01:00", None),
        ("2026-06-15+02:00", "25:00:00+02:00", None),
        ("2026-06-15+02:00", "noon", None),
        ("2026-06-15+99:00", "12:00:00", None),
        ("0001-01-01+14:00", "00:00:00+14:00", None),
        ("9999-12-31Z", "24:00:00Z", None),
        ("15/06/2026", "12:00:00", None),
        ("", "12:00:00", None),
    ],
)
def test_a_day_and_a_time_that_stand_apart_become_one_instant(day: str, clock: str, expected: datetime | None) -> None:
    found = read_instant(day, clock)
    assert found == expected
    assert found is None or found.tzinfo is UTC


def test_days_amounts_and_lengths_are_read_or_refused() -> None:
    assert read_day("2020-12-31+01:00") == date(2020, 12, 31)
    assert read_day("2020-12-31Z") == read_day("2020-12-31") == date(2020, 12, 31)
    assert read_day("20201231") is None
    assert read_money("3887000.00", "EUR") == Money(388700000, "EUR")
    assert read_money("1e3", "SEK") == Money(100000, "SEK")
    for text in ("-1", "NaN", "Infinity", "1e400", "99999999999999999999", "1 000", "", "9,99"):
        assert read_money(text, "SEK") is None, text
    assert read_money("5", "kronor") is None
    assert [read_months(text, "MONTH") for text in ("48", "0", "-3", "x", "99999")] == [48, None, None, None, None]
    assert [read_months(*pair) for pair in (("4", "YEAR"), ("52", "WEEK"), ("365", "DAY"), ("730", "DAY"))] == [
        48,
        12,
        12,
        24,
    ]
    assert read_months("3", "DAY") == 1
    assert read_months("3", "FORTNIGHT") is None


def test_only_web_addresses_are_links() -> None:
    assert is_web_link("https://anbud.example/x?y=1#z")
    assert is_web_link("HTTP://anbud.example")
    for text in ("javascript:alert(1)", "file:///etc/passwd", "www.x.se", "https://", "https://a b", "//x.se", ""):
        assert not is_web_link(text), text
    assert not is_web_link("http://[::1")
    assert not is_web_link("https://x.example/" + "a" * 5000)


def test_without_swedish_the_notices_own_language_is_taken_then_english_then_the_first() -> None:
    text = sample("contract").replace('languageID="SWE"', 'languageID="DEU"')
    assert read(text).tender.title == "Winter road maintenance in Älvbro"
    german = text.replace("<cbc:NoticeLanguageCode>ENG", "<cbc:NoticeLanguageCode>DEU")
    assert read(german).tender.title == "Vinterväghållning i Älvbro 2027–2031"
    french = german.replace("<cbc:NoticeLanguageCode>DEU", "<cbc:NoticeLanguageCode>FRA")
    assert read(french).tender.title == "Winter road maintenance in Älvbro"
    other = french.replace('languageID="ENG"', 'languageID="BUL"')
    assert read(other).language_used == "BUL"
    assert read(other).tender.title == "Winter road maintenance in Älvbro"


@pytest.mark.parametrize(
    ("period", "field"),
    [("ParticipationRequestReceptionPeriod", "BT-1311"), ("TenderSubmissionDeadlinePeriod", "BT-131")],
)
def test_two_stage_procedures_have_a_day_for_requests(period: str, field: str) -> None:
    notice = read(sample("contract").replace("TenderSubmissionDeadlinePeriod", period))
    assert notice.tender.tender_deadline == at(2026, 12, 18, 22, 59, 59)
    assert (field, "2026-12-18+01:00") in notice.deadline_texts


def test_the_tender_deadline_goes_before_the_day_for_requests() -> None:
    request = "<cac:ParticipationRequestReceptionPeriod><cbc:EndDate>2026-12-01+01:00</cbc:EndDate>"
    request += "</cac:ParticipationRequestReceptionPeriod><cac:TenderSubmissionDeadlinePeriod>"
    text = sample("contract").replace("<cac:TenderSubmissionDeadlinePeriod>", request)
    notice, original = read(text), read(sample("contract"))
    assert notice.tender.tender_deadline == original.tender.tender_deadline
    assert notice.deadline_texts == original.deadline_texts


def test_an_unreadable_deadline_costs_only_itself_and_says_where() -> None:
    text = sample("consultation").replace("2026-06-15+02:00", "2026-06-31+02:00")
    notice, [problem] = read_notice(text.encode())
    assert notice is not None
    assert notice.tender.tender_deadline is None
    assert "BT-800" in said(problem)
    assert "AnswerReceptionPeriod" in text.split("\n")[problem.line - 1]
    assert problem.text == "2026-06-31+02:00 16:00:00+02:00"


def test_withheld_amounts_are_not_believed() -> None:
    privacy = "<efac:NoticeResult><efac:FieldsPrivacy><efbc:FieldIdentifierCode>{}</efbc:FieldIdentifierCode>"
    privacy += "</efac:FieldsPrivacy></efac:NoticeResult><efac:Organizations>"
    hidden = read(sample("contract").replace("<efac:Organizations>", privacy.format("not-val")))
    assert hidden.tender.withheld
    assert hidden.tender.value is None
    assert hidden.tender.value_class is ValueClass.UNKNOWN
    assert all(lot.value is None for lot in hidden.tender.lots)
    rank = read(sample("contract").replace("<efac:Organizations>", privacy.format("ten-ran")))
    assert not rank.tender.withheld
    assert rank.tender.value is not None


def test_a_framework_without_an_estimate_shows_its_ceiling() -> None:
    ceiling = (
        "<cac:RequestedTenderTotal><ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>"
        '<efext:EformsExtension><efbc:FrameworkMaximumAmount currencyID="SEK">900000</efbc:FrameworkMaximumAmount>'
        "</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions></cac:RequestedTenderTotal>"
    )
    text = re.sub("<cac:RequestedTenderTotal>.*</cac:RequestedTenderTotal>", ceiling, sample("planning"))
    assert read(text).tender.value == Money(900_000_00, "SEK")
    assert read(text).tender.value_class is ValueClass.UNDER_2M


def test_without_a_value_of_the_whole_the_lots_are_added_up() -> None:
    whole = re.compile("<cac:RequestedTenderTotal>.*6400000.50.*</cac:RequestedTenderTotal>")
    text = whole.sub("", sample("contract"))
    assert read(text).tender.value == Money(6_400_000_50, "SEK")
    one_in_euro = text.replace('"SEK">4400000<', '"EUR">4400000<')
    assert read(one_in_euro).tender.value is None
    one_unknown = text.replace(">4400000<", ">0<")
    assert read(one_unknown).tender.value is None, "0 is what buyers write for unknown"


def test_an_amount_that_is_no_number_is_left_out_and_told() -> None:
    text = sample("planning").replace(">6400000<", ">about six million<")
    assert read(text).tender.value is None
    [problem] = warnings(text)
    assert "BT-27" in said(problem)
    assert problem.text == "about six million"


def test_foreign_money_has_no_value_class() -> None:
    tender = read(sample("planning").replace('currencyID="SEK"', 'currencyID="NOK"')).tender
    assert tender.value == Money(6_400_000_00, "NOK")
    assert tender.value_class is ValueClass.UNKNOWN


def test_a_cpv_code_of_another_shape_is_left_out_and_told() -> None:
    text = sample("consultation").replace("55520000", "catering")
    assert read(text).tender.cpv == ("55320000",)
    assert [problem.text for problem in warnings(text)] == ["catering"]


def test_a_change_notice_is_the_same_kind_and_names_what_it_changes() -> None:
    change = (
        "<efac:Changes><efbc:ChangedNoticeIdentifier>7D3F4A10-2c55-4b0f-8e77-c0ffee000002-01"
        "</efbc:ChangedNoticeIdentifier></efac:Changes><efac:NoticeSubType>"
    )
    text = sample("contract").replace("<efac:NoticeSubType>", change)
    text = text.replace("c0ffee000002</cbc:ID>", "c0ffee000003</cbc:ID>").replace("VersionID>01", "VersionID>02")
    notice = read(text)
    assert notice.tender.stage is Stage.ADVERTISED
    assert notice.changes_notice == "7D3F4A10-2c55-4b0f-8e77-c0ffee000002-01"
    assert notice.notice_version == "02"
    assert set(read(sample("contract")).tender.origins) < set(notice.tender.origins), "so it finds the same tender"


def test_a_published_notice_without_links_points_to_ted() -> None:
    published = (
        "<efac:Publication><efbc:NoticePublicationID schemeName='ojs-notice-id'>00012345-2026"
        "</efbc:NoticePublicationID><efbc:PublicationDate>2026-09-18Z</efbc:PublicationDate></efac:Publication>"
        "<efac:Organizations>"
    )
    notice = read(sample("planning").replace("<efac:Organizations>", published))
    assert notice.publication_number == notice.tender.publication_number == "00012345-2026"
    assert notice.publication_date == date(2026, 9, 18)
    assert notice.tender.link == "https://ted.europa.eu/en/notice/-/detail/12345-2026"
    odd = read(sample("planning").replace("<efac:Organizations>", published.replace("00012345-2026", "../../x")))
    assert odd.tender.link == ""


@pytest.mark.parametrize(
    ("outcomes", "stage"),
    [
        (["selec-w", "clos-nw"], Stage.CONTRACT),
        (["clos-nw", "clos-nw"], Stage.CANCELLED),
        (["open-nw", "clos-nw"], Stage.EVALUATION),
        ([], Stage.CONTRACT),
    ],
)
def test_a_result_without_any_winner_is_no_contract(outcomes: list[str], stage: Stage) -> None:
    results = "".join(
        f"<efac:LotResult><cbc:TenderResultCode>{one}</cbc:TenderResultCode></efac:LotResult>" for one in outcomes
    )
    text = sample("contract").replace("ContractNotice", "ContractAwardNotice").replace("competition", "result")
    text = text.replace("<efac:Organizations>", f"<efac:NoticeResult>{results}</efac:NoticeResult><efac:Organizations>")
    assert read(text).tender.stage is stage


@pytest.mark.parametrize(
    ("kind", "stage"),
    [("dir-awa-pre", Stage.CONTRACT), ("cont-modif", Stage.CONTRACT), ("completion", Stage.CONTRACT)],
)
def test_notices_after_the_award_mean_a_contract(kind: str, stage: Stage) -> None:
    text = sample("contract").replace("ContractNotice", "ContractAwardNotice").replace("competition", kind)
    notice = read(text)
    assert (notice.kind, notice.tender.notice_kind, notice.tender.stage) == (kind, kind, stage)


def test_a_notice_that_does_not_name_its_kind_goes_by_its_root() -> None:
    notice = read(sample("planning").replace('listName="planning"', ""))
    assert (notice.kind, notice.tender.stage) == ("planning", Stage.PLANNED)


def test_a_contact_point_as_buyer_goes_by_its_organisation() -> None:
    point = (
        "</efac:Company><efac:TouchPoint><cac:PartyIdentification><cbc:ID>TPO-0001</cbc:ID></cac:PartyIdentification>"
        "<cac:PartyName><cbc:Name>Inköp</cbc:Name></cac:PartyName></efac:TouchPoint>"
    )
    text = sample("planning").replace("</efac:Company>", point)
    text = re.sub(r"(<cac:Party><cac:PartyIdentification><cbc:ID[^>]*>)ORG-0001", r"\1TPO-0001", text)
    notice = read(text)
    assert (notice.tender.buyer, notice.buyer_id) == ("Älvbro kommun", "212987-6500")


def test_a_sole_traders_number_is_not_kept() -> None:
    assert read(sample("planning").replace("212987-6500", "811228-9874")).buyer_id == ""
    assert read(sample("planning").replace("212987-6500", "n/a")).buyer_id == "n/a"


def test_a_notice_without_a_buyer_is_kept_with_a_warning() -> None:
    text = re.sub("<cac:ContractingParty>.*?</cac:ContractingParty>", "", sample("planning"), flags=re.DOTALL)
    assert read(text).tender.buyer == ""
    assert [said(problem) for problem in warnings(text)] == ["The notice names no buyer."]


def test_comments_and_control_signs_do_not_split_or_soil_a_title() -> None:
    text = sample("planning").replace("Vinterväghållning i", "Vinter<!-- ny -->väghållning\x8d \n   i")
    assert read(text).tender.title == "Vinterväghållning i Älvbro 2027–2031"


def test_the_same_notice_read_twice_is_the_same_but_for_the_new_record() -> None:
    first, second = read(sample("contract")), read(sample("contract"))
    assert first.tender.id != second.tender.id
    assert replace(first, tender=replace(first.tender, id=second.tender.id)) == second


def test_another_encoding_reads_the_same() -> None:
    text = sample("planning")
    for name, encoding in (("UTF-16", "utf-16"), ("ISO-8859-1", "iso-8859-1")):
        data = text.replace("–", "-").replace("UTF-8", name).encode(encoding)
        assert read(data).tender.title == "Vinterväghållning i Älvbro 2027-2031"
    assert read("\ufeff" + text).tender.title == "Vinterväghållning i Älvbro 2027–2031"


# --- What is no notice, and what means harm --------------------------------------------------------------------------


def test_missing_identifier_and_title_are_told_with_lines() -> None:
    text = re.sub('<cbc:ID schemeName="notice-id">.*</cbc:ID>', "", sample("planning"))
    text = re.sub("<cbc:Name.*Vinterväghållning.*</cbc:Name>", "<cbc:Name/>", text)
    problems = refused(text)
    assert ["BT-701" in said(problems[0]), "BT-21" in said(problems[1])] == [True, True]
    assert "<cac:ProcurementProject>" in text.split("\n")[problems[1].line - 1]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not sound XML"),
        (b"   \n", "not sound XML"),
        (b"BEGIN:VCALENDAR", "not sound XML"),
        (b"\x00" * 500, "not sound XML"),
        (bytes(range(256)), "not sound XML"),
        (b"<?xml version='1.0' encoding='martian'?><a/>", "not sound XML"),
        (b"<html><body>404</body></html>", "no notice in the eForms format: it begins with html"),
        (b"<ContractNotice/>", "no notice in the eForms format"),
        (b"<TED_EXPORT xmlns='http://publications.europa.eu/resource/schema/ted/R2.0.9'/>", "older format"),
        (b"<BusinessRegistrationInformationNotice xmlns='http://data.europa.eu/p27/x/1'/>", "no tender"),
    ],
)
def test_what_is_no_notice_is_refused_with_one_sentence(data: bytes, sentence: str) -> None:
    [problem] = refused(data)
    assert sentence in said(problem)
    assert "Traceback" not in said(problem)


def test_a_broken_notice_says_the_line() -> None:
    text = sample("planning").replace("</cac:ContractingParty>", "</cac:Oops>")
    [problem] = refused(text)
    assert "Oops" in text.split("\n")[problem.line - 1]


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">',
        "<!-- <a> --><?pi x?>\n<!DOCTYPE x>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_any_doctype_is_refused_before_anything_expands(prolog: str, encoding: str) -> None:
    text = sample("planning").replace("Tätorten", "&a;" if "ENTITY a" in prolog else "Tätorten")
    text = text.replace("<!-- A planning", f"{prolog}<!-- A planning").replace("UTF-8", encoding)
    [problem] = refused(text.encode(encoding))
    assert "DOCTYPE" in said(problem)
    assert problem.line >= 1


def test_the_word_doctype_in_a_text_is_a_word() -> None:
    text = sample("planning").replace("Gator och gångvägar i tätorten.", "<![CDATA[<!DOCTYPE html> & mer]]>")
    assert read(text).tender.lots[0].description == "<!DOCTYPE html> & mer"


def test_xinclude_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt", encoding="utf-8")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    text = sample("planning").replace("Gator och gångvägar i tätorten.", f"Gator {include}")
    assert "hemligt" not in str(read(text))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<a>" * 200_000 + b"</a>" * 200_000, "deeper"),
        (b"<a>" * 150 + b"</a>" * 150, "deeper"),
        (b"<a>" + b"<b/>" * 1_200_000 + b"</a>", "larger"),
        (b"<a>" + b"x" * (51 * 1024 * 1024) + b"</a>", "larger"),
        (b"<a>" + b"x" * 20_000_000 + b"</a>", "not sound XML"),
        (b"<a " + b" ".join(b'x%d="1"' % n for n in range(100_000)) + b"/>", "no notice"),
        (b"<!-- -->" * 9000 + b"<a", "not sound XML"),
    ],
)
def test_bombs_end_quickly_in_one_sentence(data: bytes, sentence: str) -> None:
    began = time.process_time()
    [problem] = refused(data)
    assert sentence in said(problem)
    assert time.process_time() - began < 2


def test_a_hundred_lots_in_many_languages_are_read_in_a_moment() -> None:
    text = sample("contract")
    start = text.index('  <cac:ProcurementProjectLot>\n    <cbc:ID schemeName="Lot">LOT-0002')
    end = text.index('  <cac:ProcurementProjectLot>\n    <cbc:ID schemeName="LotsGroup"')
    names = "".join(f'<cbc:Name languageID="X{n:02}">By {n}</cbc:Name>' for n in range(24))
    lot = text[start:end].replace('<cbc:Name languageID="ENG">', names + '<cbc:Name languageID="ENG">')
    many = text[:start] + "".join(lot.replace("LOT-0002", f"LOT-{n:04}") for n in range(2, 1001)) + text[end:]
    began = time.process_time()
    tender = read(many).tender
    assert len(tender.lots) == 1000
    assert tender.lots[999].number == "LOT-1000"
    assert time.process_time() - began < 2


@pytest.mark.parametrize("name", ["planning", "contract", "consultation"])
def test_four_hundred_damaged_copies_give_a_notice_or_a_problem_and_never_an_exception(name: str) -> None:
    original = sample(name).encode()
    chance = random.Random(name)
    outcomes = set()
    for _ in range(400):
        data = bytearray(original)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[place] = chance.randrange(256)
                case 1:
                    del data[place : place + chance.randint(1, 400)]
                case 2:
                    data[place:place] = bytes(data[place : place + chance.randint(1, 400)])
                case _:
                    number = re.search(rb">[^<>]+<", bytes(data[place:]))
                    if number:
                        odd = chance.choice(
                            [b"", b"-1", b"9" * 40, b"2026-13-45Z", b"NaN", "åäö".encode(), b"24:00:00Z"]
                        )
                        data[place + number.start() + 1 : place + number.end() - 1] = odd
            if not data:
                data = bytearray(b"<")
        notice, problems = read_notice(bytes(data))
        assert notice is not None or problems
        outcomes.add(notice is not None)
    assert outcomes == {True, False}, "both happen, so the test reaches deep enough"


# --- Real notices ----------------------------------------------------------------------------------------------------

#: Read by hand in the files: what stands in them, with days and times turned into UTC by head.
EXPECTED: dict[str, dict[str, Any]] = {
    "cn_24_multilingual": {
        "title": "Tillhandahållande av IT-tjänster avseende OP IT Systems (EUR-Lex, N-Lex, Search Layer, och andra)",
        "buyer": "Europeiska unionens publikationsbyrå",
        "reference": "AO 10786",
        "cpv": ("72230000", "72260000"),
        "place": "LU000",
        "tender_deadline": at(2020, 2, 3, 13, 0),
        "value": Money(4_500_000_00, "EUR"),
        "contract_start": date(2020, 6, 1),
        "contract_months": 48,
        "link": "https://etendering.ted.europa.eu/cft/cft-display.html?cftId=5629",
        "numbers": ["LOT-0000"],
        "stage": Stage.ADVERTISED,
    },
    "cn_24_minimal": {
        "title": "Provision of IT Services Related to OP IT Systems (EUR-Lex, N-Lex, Search Layer, and Others)",
        "buyer": "Publications Office of the European Union",
        "cpv": ("72230000",),
        "place": "FRD22",
        "tender_deadline": at(2020, 2, 4, 8, 0),
        "value": None,
        "contract_months": 48,
        "link": "https://etendering.ted.europa.eu/cft/cft-display.html?cftId=5629",
    },
    "cn_24_open": {
        "title": "Term Contract for a Planned Programme of In-service Inspection and Testing of Electrical Equipment",
        "buyer": "Renfrewshire Council",
        "reference": "RC-CPU-19-065",
        "cpv": ("71630000", "71314100", "50300000", "31600000"),
        "place": "GBR",
        "tender_deadline": at(2020, 4, 3, 11, 0),
        "value": Money(500_000_00, "EUR"),
        "contract_start": date(2020, 9, 1),
        "contract_months": 36,
        "link": "https://www.publictendersscotland.publiccontractsscotland.gov.uk",
        "procedure_id": "31f258b6-5eb2-4875-8997-affa3cdce27c",
    },
    "change-cn_24_open_dates": {
        "buyer": "Renfrewshire Council",
        "tender_deadline": at(2020, 6, 12, 11, 0),
        "notice_id": "71397268-6c47-4f2f-8ab0-f41a26138f81",
        "procedure_id": "31f258b6-5eb2-4875-8997-affa3cdce27c",
        "stage": Stage.ADVERTISED,
    },
    "cn-social_24": {
        "title": "Secure Care Services",
        "buyer": "Scotland Excel",
        "reference": "0219",
        "cpv": ("85311300", "85310000", "85300000", "85000000", "80000000"),
        "tender_deadline": at(2020, 1, 6, 11, 0),
        "value": None,
    },
    "CEI": {
        "title": "Call for Expressions of Interest",
        "buyer": "European Parliament",
        "reference": "xyz",
        "cpv": ("98390000",),
        "place": "BE100",
        "tender_deadline": at(2024, 6, 9, 21, 59, 59),
        "contract_months": 48,
        "link": "https://www.europarl.europa.eu/contracts-and-grants/en/list-of-notices/multiannual-calls/",
    },
    "E1_minimal": {
        "title": "Procedure Name",
        "buyer": "Buyer Org",
        "place": "anyw-eea",
        "tender_deadline": at(2025, 6, 1, 10, 0),
        "link": "https://example.com/endpoint",
        "procedure_id": "",
        "stage": Stage.DIALOGUE,
    },
    "E2_minimal": {"cpv": ("72000000",), "numbers": ["PAR-0001"], "link": "", "stage": Stage.PLANNED},
    "E3_minimal": {
        "place": "LU000",
        "tender_deadline": None,
        "link": "https://etendering.ted.europa.eu/cft/cft-display.html?cftId=5629",
        "stage": Stage.ADVERTISED,
    },
    "pin-only_24": {
        "title": "ProPrName1234",
        "buyer": "PartyName1234",
        "reference": "ProPrID1234",
        "cpv": ("72000000", "50000000"),
        "place": "DE123",
        "expected_publication": date(2020, 12, 31),
        "tender_deadline": None,
        "value": Money(100_000_00, "EUR"),
        "numbers": ["PAR-0000"],
        "stage": Stage.PLANNED,
    },
    "pin-only_24_lots": {
        "title": "Fusion21 Materials Supply Framework — Market Engagement Opportunity",
        "buyer": "Fusion21 Members Consortium",
        "expected_publication": date(2020, 6, 30),
        "value": Money(750_000_000_00, "EUR"),
        "place": "GBR",
        "cpv": (
            "44110000", "44111000", "31681410", "44115200", "45213221",
            "44112500", "39141400", "39144000", "44221000", "33196000",
        ),
        "numbers": [f"PAR-{number:04}" for number in range(1, 11)],
    },
    "pin-buyer_24_published": {
        "title": "Avviso consultazione preliminare mat. dedicato a ventilatore polmonare mod. Monnal T75",
        "place": "ITC33",
        "numbers": [],
        "notice_version": "02",
        "link": "https://ted.europa.eu/en/notice/-/detail/12345678-2025",
        "stage": Stage.PLANNED,
    },
    "2024-OJS065-00191536": {
        "buyer": "Waterschap Rivierenland",
        "reference": "2023053171",
        "cpv": ("45000000", "45200000", "45300000", "45400000", "50700000"),
        "value": Money(7_000_000_00, "EUR"),
        "contract_start": date(2024, 4, 1),
        "contract_end": date(2026, 12, 31),
        "link": "https://ted.europa.eu/en/notice/-/detail/191536-2024",
        "stage": Stage.CONTRACT,
    },
    "2024-OJS170-00525037": {
        "title": "Kristiinankaupungin kuljetuspalveluiden hankinta / Kristinestads upphandling av transportservice",
        "buyer": "Kristiinankaupungin kaupunki",
        "reference": "494063",
        "cpv": ("60100000", "60140000"),
        "place": "FI195",
        "numbers": [f"LOT-{number:04}" for number in range(1, 13)],
    },
    "can_24_FRA_comments": {
        "title": "Service d'entretien de remise en état et de nettoyage des espaces verts",
        "buyer": "Rouen Habitat",
        "reference": "19S0001",
        "contract_start": date(2019, 9, 1),
        "contract_end": date(2020, 12, 31),
        "numbers": ["LOT-0001", "LOT-0002"],
    },
    "can_24_no_tenders": {"title": "foo", "stage": Stage.CANCELLED, "value": None},
    "can_25_withheld": {"withheld": True, "value": None, "reference": "C1032", "stage": Stage.CONTRACT},
}  # fmt: skip


@real_notices
@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_notice_says_what_a_person_reads_in_it(name: str) -> None:
    tender = read((SHARED / f"{name}.xml").read_bytes()).tender
    wanted = dict(EXPECTED[name])
    numbers = wanted.pop("numbers", None)
    assert {field: getattr(tender, field) for field in wanted} == wanted
    if numbers is not None:
        assert [lot.number for lot in tender.lots] == numbers
        assert all(lot.is_part == lot.number.startswith("PAR") for lot in tender.lots)


@real_notices
def test_every_real_notice_is_read_without_a_warning_and_every_invalid_one_gives_problems_alone() -> None:
    files = sorted(SHARED.glob("*.xml"))
    assert files
    for file in files:
        data = file.read_bytes()
        assert looks_like_eforms(data[:4096]), file.name
        notice, problems = read_notice(data)
        if file.name.startswith("INVALID_"):
            assert notice is None
            assert problems
            assert all(problem.line > 0 and problem.reason for problem in problems)
        else:
            assert notice is not None, (file.name, problems)
            assert problems == [], file.name


@real_notices
def test_real_details_of_the_notice_itself() -> None:
    change = read((SHARED / "change-cn_24_open_dates.xml").read_bytes())
    assert change.changes_notice == "c4c415ee-ac08-4465-8fa6-57568cf69462-01"
    original = read((SHARED / "cn_24_open.xml").read_bytes())
    assert set(original.tender.origins) < set(change.tender.origins)
    many = read((SHARED / "cn_24_multilingual.xml").read_bytes())
    assert len(many.languages) == 24
    assert many.languages[0] == "ENG"
    assert many.deadline_texts == (("BT-131", "2020-02-03Z 13:00:00Z"),)
    assert many.buyer_id == "EU-PO"
    result = read((SHARED / "2024-OJS170-00525037.xml").read_bytes())
    assert result.publication_date == date(2024, 9, 2)
    assert result.earlier_notices == ("00783c31-8e58-4833-9ca7-0a8135f046e8-01",)
    assert result.buyer_id == "0216509-5"
