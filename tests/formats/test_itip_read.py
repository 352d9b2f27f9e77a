"""Answers as guests' programs write them: one odd case each, and nothing that raises."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.event import Event
from outreach.domain.guest import Answer
from outreach.domain.invitation import Method
from outreach.domain.mailbox import Attendee, Mailbox
from outreach.domain.problem import Problem
from outreach.domain.reply import ReplyMethod
from outreach.domain.when import HOME_ZONE, When, all_day, zoned
from outreach.formats import icalendar_read, icalendar_series, itip_read
from outreach.formats.itip import Incoming, address_of, occurrence_key, read_itip, write_itip
from outreach.language import Language
from tests.searching import searched

DATA = Path(__file__).parents[3] / "shared" / "data"


def answer(*lines: str, method: str = "REPLY", zones: str = "") -> bytes:
    own = [
        "BEGIN:VCALENDAR", "VERSION:2.0", *([f"METHOD:{method}"] if method else []), *([zones] if zones else []),
        "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    return "\r\n".join(own).encode()


PLAIN = ("UID:x@outreach", "DTSTAMP:20260902T070000Z", "SEQUENCE:2", "SUMMARY:Accepted: Frukost")
ANNA = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Anna Berg:mailto:anna@bergsbygg.example"


def one(*lines: str, method: str = "REPLY", zones: str = "", sender: str = "") -> Incoming:
    found, problems = read_itip(answer(*lines, method=method, zones=zones), sender)
    assert problems == []
    assert len(found) == 1
    return found[0]


def warned(*lines: str, method: str = "REPLY", sender: str = "") -> tuple[Incoming, list[str]]:
    found, problems = read_itip(answer(*lines, method=method), sender)
    assert len(found) == 1
    assert all(problem.warning and problem.line > 0 for problem in problems)
    return found[0], [problem.reason for problem in problems]


def refused(*lines: str, method: str = "REPLY") -> Problem:
    found, problems = read_itip(answer(*lines, method=method))
    assert found == []
    (problem,) = problems
    assert not problem.warning
    return problem


def test_plain_reply_is_read_with_its_version() -> None:
    assert one(*PLAIN, ANNA) == Incoming(
        method=ReplyMethod.REPLY,
        uid="x@outreach",
        address="anna@bergsbygg.example",
        name="Anna Berg",
        answer=Answer.ACCEPTED,
        sequence=2,
        stamp=datetime(2026, 9, 2, 7, tzinfo=UTC),
        summary="Accepted: Frukost",
        line=4,
    )


@pytest.mark.parametrize(
    ("partstat", "expected"),
    [
        ("ACCEPTED", Answer.ACCEPTED),
        ("accepted", Answer.ACCEPTED),
        ('"TENTATIVE"', Answer.TENTATIVE),
        ("DECLINED", Answer.DECLINED),
        ("DELEGATED", Answer.DELEGATED),
        ("NEEDS-ACTION", Answer.NONE),
    ],
)
def test_answer_is_the_partstat_however_it_is_written(partstat: str, expected: Answer) -> None:
    assert one(*PLAIN, f"ATTENDEE;PARTSTAT={partstat}:mailto:a@b.se").answer is expected


@pytest.mark.parametrize("line", ["ATTENDEE:mailto:a@b.se", "ATTENDEE;PARTSTAT=X-MAYBE:mailto:a@b.se"])
def test_answer_that_says_neither_yes_nor_no_is_warned_about(line: str) -> None:
    found, reasons = warned(*PLAIN, line)
    assert found.answer is Answer.NONE
    assert reasons == [itip_read.NO_PARTSTAT]


@pytest.mark.parametrize(
    "value",
    [
        ":mailto:Anna@BergsBygg.example",
        ":MAILTO:anna@bergsbygg.example",
        ":Mailto: anna@bergsbygg.example ",
        ":anna@bergsbygg.example",
        ":mailto:mailto:anna@bergsbygg.example",
        ":mailto:<anna@bergsbygg.example>",
        ":mailto:anna%40bergsbygg.example",
        ':"mailto:anna@bergsbygg.example"',
        ":mailto:anna@bergsbygg.example?subject=x",
        ";EMAIL=anna@bergsbygg.example:/aMTA2NDk2/principal/",
        ';EMAIL="Anna@bergsbygg.example":urn:uuid:1234',
        ";EMAIL=anna@bergsbygg.example:invalid:nomail",
    ],
)
def test_address_of_the_guest_is_found(value: str) -> None:
    found = one(*PLAIN, f"ATTENDEE;PARTSTAT=ACCEPTED{value}")
    assert found.address.partition("?")[0] == "anna@bergsbygg.example"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anna Berg", "Anna Berg"),
        ('"Berg, Anna"', "Anna Berg"),
        ("'Anna Berg'", "Anna Berg"),
        ("\"'anna@bergsbygg.example'\"", ""),
        ("anna@bergsbygg.example", ""),
        ('"Anna Berg <anna@bergsbygg.example>"', "Anna Berg"),
        ('"mailto:anna@bergsbygg.example"', ""),
        ("Anna ^'Ann^' Berg", 'Anna "Ann" Berg'),
        ('"Anna Berg (Bergs Bygg AB)"', "Anna Berg"),
        ("", ""),
    ],
)
def test_name_is_freed_of_noise(name: str, shown: str) -> None:
    assert one(*PLAIN, f"ATTENDEE;PARTSTAT=ACCEPTED;CN={name}:mailto:anna@bergsbygg.example").name == shown


# --- who of several --------------------------------------------------------------------------------------------------

OTHER = "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bo@bo.example"


def test_of_several_guests_the_one_who_answers_counts() -> None:
    assert one(*PLAIN, OTHER, ANNA).address == "anna@bergsbygg.example"


def test_of_several_who_answer_the_writer_of_the_mail_counts() -> None:
    bo = "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@bo.example"
    assert one(*PLAIN, ANNA, bo, sender="BO@bo.example").answer is Answer.DECLINED
    found, reasons = warned(*PLAIN, ANNA, bo, sender="carl@example.com")
    assert (found.address, reasons) == ("anna@bergsbygg.example", [itip_read.SEVERAL_ANSWER])


def test_the_same_guest_twice_is_one() -> None:
    assert one(*PLAIN, ANNA, ANNA.replace("anna@", "Anna@")).address == "anna@bergsbygg.example"


def test_without_a_guest_the_writer_of_the_mail_answers() -> None:
    found, reasons = warned(*PLAIN, "ATTENDEE;PARTSTAT=DECLINED:invalid:nomail", sender="Anna@bergsbygg.example")
    assert (found.address, found.answer) == ("anna@bergsbygg.example", Answer.DECLINED)
    assert reasons == [itip_read.SENDER_ANSWERS]
    assert refused(*PLAIN).reason == itip_read.NO_ATTENDEE


def test_guest_who_sends_somebody_else_names_them() -> None:
    found = one(
        *PLAIN,
        'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:Bo@bo.example":mailto:anna@bergsbygg.example',
        'ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM="mailto:anna@bergsbygg.example":mailto:bo@bo.example',
    )
    assert (found.address, found.answer) == ("anna@bergsbygg.example", Answer.DELEGATED)
    assert found.delegated_to == ("bo@bo.example",)


def test_delegate_who_answers_names_by_whom_they_were_sent() -> None:
    found, _ = warned(
        *PLAIN,
        'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:bo@bo.example":mailto:anna@bergsbygg.example',
        'ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:anna@bergsbygg.example":mailto:bo@bo.example',
    )
    assert (found.address, found.answer) == ("bo@bo.example", Answer.ACCEPTED)
    assert found.delegated_from == ("anna@bergsbygg.example",)


def test_several_delegates_are_all_read() -> None:
    line = 'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:bo@bo.example","mailto:eva@bo.example":mailto:a@b.se'
    assert one(*PLAIN, line).delegated_to == ("bo@bo.example", "eva@bo.example")


# --- which version ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "sequence"),
    [
        (("SEQUENCE:5",), 5),
        (("SEQUENCE:0", "X-MICROSOFT-CDO-APPT-SEQUENCE:4"), 4),
        (("X-MICROSOFT-CDO-APPT-SEQUENCE:4",), 4),
        (("SEQUENCE:6", "X-MICROSOFT-CDO-APPT-SEQUENCE:4"), 6),
        (("SEQUENCE:0",), 0),
    ],
)
def test_sequence_of_outlook_stands_in_for_one_that_is_missing(lines: tuple[str, ...], sequence: int) -> None:
    found = one("UID:x", "DTSTAMP:20260902T070000Z", *lines, ANNA)
    assert (found.sequence, found.sequence_known) == (sequence, True)


@pytest.mark.parametrize("lines", [(), ("SEQUENCE:",), ("SEQUENCE:-1",), ("SEQUENCE:two",), ("SEQUENCE:99999999999",)])
def test_missing_sequence_is_said(lines: tuple[str, ...]) -> None:
    found, reasons = warned("UID:x", "DTSTAMP:20260902T070000Z", *lines, ANNA)
    assert (found.sequence, found.sequence_known) == (0, False)
    assert reasons == [itip_read.NO_SEQUENCE]


@pytest.mark.parametrize(
    "line",
    [
        "DTSTAMP:20260902T070000Z",
        "DTSTAMP:20260902T090000",
        "DTSTAMP:2026-09-02T07:00:00Z",
        "X-MICROSOFT-CDO-ATTENDEE-CRITICAL-CHANGE:20260902T070000Z",
        "LAST-MODIFIED:20260902T070000Z",
    ],
)
def test_moment_of_the_answer_is_found(line: str) -> None:
    assert one("UID:x", "SEQUENCE:1", line, ANNA).stamp == datetime(2026, 9, 2, 7, tzinfo=UTC)


def test_missing_moment_is_said() -> None:
    found, reasons = warned("UID:x", "SEQUENCE:1", "DTSTAMP:yesterday", ANNA)
    assert found.stamp is None
    assert reasons == [itip_read.NO_STAMP]


# --- one date of a series --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("RECURRENCE-ID:20261021T053000Z", "20261021T053000Z"),
        ("RECURRENCE-ID;TZID=Europe/Stockholm:20261021T073000", "20261021T053000Z"),
        ("RECURRENCE-ID;TZID=W. Europe Standard Time:20261021T073000", "20261021T053000Z"),
        ('RECURRENCE-ID;TZID="(UTC+01:00) Amsterdam, Berlin, Stockholm":20261021T073000', "20261021T053000Z"),
        ("RECURRENCE-ID:20261021T073000", "20261021T053000Z"),
        ("RECURRENCE-ID;VALUE=DATE:20261021", "20261021"),
        ("RECURRENCE-ID;VALUE=DATE:20261021T000000", "20261021"),
    ],
)
def test_answer_to_one_date_names_it_in_one_form(line: str, key: str) -> None:
    assert one(*PLAIN, ANNA, line).recurrence_id == key


def test_our_own_occurrence_has_the_same_form() -> None:
    breakfast = zoned(datetime(2026, 10, 22, 8), datetime(2026, 10, 22, 9))
    assert occurrence_key("20261021T073000", breakfast) == "20261021T053000Z"
    assert occurrence_key("20261021T053000Z", breakfast) == "20261021T053000Z"
    assert occurrence_key("20261021", all_day(datetime(2026, 10, 22).date())) == "20261021"
    assert occurrence_key("", breakfast) == occurrence_key("soon", breakfast) == ""


def test_answer_to_a_date_that_is_none_is_refused() -> None:
    problem = refused(*PLAIN, ANNA, "RECURRENCE-ID:soon")
    assert (problem.reason, problem.line) == (icalendar_series.BAD_OCCURRENCE, 10)


# --- what the guest wrote --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "comment"),
    [
        ((ANNA, "COMMENT:Kommer gärna\\, men\\nsent"), "Kommer gärna, men\nsent"),
        ((ANNA, "COMMENT;LANGUAGE=sv-SE:\\n", "COMMENT:Hej"), "Hej"),
        ((ANNA, "COMMENT:Hej", "COMMENT:Hej"), "Hej"),
        ((ANNA.replace("CN=", 'X-RESPONSE-COMMENT="Sjuk: tyvärr";CN='),), "Sjuk: tyvärr"),
        ((ANNA,), ""),
    ],
)
def test_comment_is_read_wherever_it_stands(lines: tuple[str, ...], comment: str) -> None:
    assert one(*PLAIN, *lines).comment == comment


# --- another time ----------------------------------------------------------------------------------------------------

HOME = zoned(datetime(2026, 10, 15, 8), datetime(2026, 10, 15, 9))
CUSTOM = """\
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""


@pytest.mark.parametrize(
    ("lines", "when"),
    [
        (("DTSTART:20261015T060000Z", "DTEND:20261015T070000Z"), HOME),
        (("DTSTART;TZID=Europe/Stockholm:20261015T080000", "DURATION:PT1H"), HOME),
        (("DTSTART;TZID=W. Europe Standard Time:20261015T080000", "DTEND;TZID=W. Europe Standard Time:20261015T090000"),
         When(HOME.start, HOME.end, "Europe/Berlin")),
        (("DTSTART;TZID=Customized Time Zone:20261015T080000", "DTEND;TZID=Customized Time Zone:20261015T090000"), HOME),
        (("DTSTART:20261015T080000", "DTEND:20261015T090000"), HOME),
        (("DTSTART;TZID=America/New_York:20261015T020000", "DURATION:PT1H"),
         When(datetime(2026, 10, 15, 2), datetime(2026, 10, 15, 3), "America/New_York")),
        (("DTSTART;VALUE=DATE:20261015",), all_day(datetime(2026, 10, 15).date())),
    ],
)  # fmt: skip
def test_proposed_time_is_read_in_any_zone(lines: tuple[str, ...], when: When) -> None:
    found = one(*PLAIN, ANNA, *lines, method="COUNTER", zones=CUSTOM)
    assert found.method is ReplyMethod.COUNTER
    assert found.proposed == when


def test_proposal_without_a_readable_time_is_kept_for_its_comment() -> None:
    found, reasons = warned(*PLAIN, ANNA, "COMMENT:Hellre torsdag", "DTSTART:torsdag", method="COUNTER")
    assert (found.proposed, found.comment) == (None, "Hellre torsdag")
    assert reasons == [itip_read.NO_PROPOSAL]


def test_time_in_a_reply_proposes_nothing() -> None:
    assert one(*PLAIN, ANNA, "DTSTART:20261015T060000Z").proposed is None


def test_request_for_a_fresh_copy_is_read() -> None:
    found = one(*PLAIN, "ATTENDEE:mailto:anna@bergsbygg.example", method="REFRESH")
    assert (found.method, found.address, found.answer) == (ReplyMethod.REFRESH, "anna@bergsbygg.example", Answer.NONE)


# --- what is no answer -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH", "CANCEL", "ADD", "DECLINECOUNTER", "", "X" * 100])
def test_other_methods_are_no_answers(method: str) -> None:
    problem = refused(*PLAIN, ANNA, method=method)
    assert problem.reason == itip_read.NOT_AN_ANSWER
    assert problem.values["method"] == (method[:19] + "…" if len(method) > 20 else method or "–")


def test_answer_about_no_event_is_refused() -> None:
    assert refused("DTSTAMP:20260902T070000Z", ANNA).reason == itip_read.NO_UID
    assert refused("UID: ", ANNA).reason == itip_read.NO_UID


def test_answer_to_a_task_is_refused() -> None:
    data = answer(*PLAIN, ANNA).replace(b"VEVENT", b"VTODO")
    assert [problem.reason for problem in read_itip(data)[1]] == [icalendar_read.NOT_AN_EVENT]


def test_every_component_is_an_answer_or_a_problem() -> None:
    data = answer(*PLAIN, ANNA) + answer(*PLAIN, ANNA, method="REQUEST") + answer("UID:y", "SEQUENCE:1", OTHER)
    found, problems = read_itip(data)
    assert len(found) + len([problem for problem in problems if not problem.warning]) == 3
    assert [one.line for one in found] == [4, 26]


def test_what_we_send_is_no_answer_to_ourselves() -> None:
    for method in Method:
        guest = None if method is Method.PUBLISH else Attendee("a@b.se")
        event = Event(title="x", when=HOME)
        stamp = datetime(2026, 1, 1, tzinfo=UTC)
        sent = write_itip(
            event, method=method, organizer=Mailbox("u@s.se"), attendee=guest, stamp=stamp, language=Language("sv")
        )
        found, problems = read_itip(sent)
        assert (found, [problem.reason for problem in problems]) == ([], [itip_read.NOT_AN_ANSWER])


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00" * 99, b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"])
def test_file_without_answers_says_so(data: bytes) -> None:
    found, problems = read_itip(data)
    assert found == []
    assert len(problems) == 1


def test_reply_of_the_standard_is_read_from_a_conversation_of_many_messages() -> None:
    file = DATA / "itip" / "calcard" / "220.ics"
    if not file.exists():
        pytest.skip("the shared data of the project is not here: ../shared/data")
    found, problems = read_itip(file.read_bytes())
    assert [(one.method.value, one.address, one.answer.value) for one in found] == [
        ("REPLY", "b@example.com", "accepted"),
        ("REPLY", "c@example.com", "declined"),
        ("REPLY", "x@example.com", "accepted"),
        ("REPLY", "y@example.com", "declined"),
        ("COUNTER", "c@example.com", "none"),
    ]
    assert found[-1].proposed == zoned(datetime(1997, 7, 1, 21), datetime(1997, 7, 1, 23))
    assert len([problem for problem in problems if not problem.warning]) == 4


# --- hostile ---------------------------------------------------------------------------------------------------------


@settings(max_examples=searched(30, 200), deadline=None)
@given(text=st.text(max_size=200), other=st.text(max_size=200))
def test_no_text_raises(text: str, other: str) -> None:
    address_of(text)
    read_itip(answer(f"UID:{text}", f"ATTENDEE;CN={text};PARTSTAT={other}:{other}", f"SEQUENCE:{text}", f"DTSTAMP:{other}"))
    read_itip(text.encode(errors="replace"), other)


def test_damaged_answers_never_raise_and_never_vanish() -> None:
    dice = random.Random(20260902)
    whole = answer(*PLAIN, ANNA, OTHER, "COMMENT:Hej", "DTSTART:20261015T060000Z", "RECURRENCE-ID:20261021", method="COUNTER")
    pieces = [b"\r\n", b";", b":", b'"', b"\\", b"9"]
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(data))
            data[at : at + dice.randint(0, 12)] = dice.choice([*pieces, bytes([dice.randrange(256)])])
        found, problems = read_itip(bytes(data), "a@b.se")
        assert found or problems


def test_thousands_of_guests_and_addresses_end_soon() -> None:
    many = ",".join(f'"mailto:a{number}@b.se"' for number in range(20_000))
    began = time.process_time()
    found, _ = read_itip(
        answer(*PLAIN, *[f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a{number}@b.se" for number in range(20_000)])
    )
    assert found[0].address == "a0@b.se"
    found, _ = read_itip(answer(*PLAIN, f"ATTENDEE;DELEGATED-TO={many};PARTSTAT=DELEGATED:mailto:a@b.se"))
    assert len(found[0].delegated_to) == 20
    assert time.process_time() - began < 4


def test_home_zone_is_what_these_expectations_are_worked_out_with() -> None:
    assert HOME_ZONE == "Europe/Stockholm"
