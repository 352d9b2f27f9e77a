"""What leaves as a calendar file: the golden one, its form, and that no value can smuggle in a line."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import When, all_day, zoned
from outreach.formats.icalendar_file import read_calendar, write_calendar
from outreach.formats.icalendar_values import folded
from outreach.language import Language

GOLDEN = Path(__file__).parent.parent / "golden" / "calendar.ics"
STAMP = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ENGLISH = Language("en")


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]


GALA = Event(
    title='Näringslivsgalan; mingel, middag & "pris" 🎉',
    when=zoned(at(2026, 3, 27, 18), at(2026, 3, 28, 0, 30)),
    kind=EventKind.GALA,
    place="Folkets hus, Ludvika",
    booth="B 12",
    staff=("Karin Ek",),
    description="Välkommen!\nVi står vid entrén.\nSökväg: C:\\Nytt\\underlag",
    notes="Fråga Bergs Bygg om snöröjningen",
    url="https://example.com/gala?x=1,2;y=3",
    tags=("bygg, anläggning", "mat"),
    uid="gala@outreach",
    sequence=3,
)
FAIR = Event(
    title="Fair",
    when=all_day(date(2026, 5, 20), date(2026, 5, 21)),
    kind=EventKind.FAIR,
    booth="7",
    uid="fair@outreach",
)
BREAKFAST = Event(
    title="Breakfast",
    when=zoned(at(2026, 10, 14, 7, 30), at(2026, 10, 14, 9)),
    kind=EventKind.BREAKFAST,
    status=EventStatus.TENTATIVE,
    uid="breakfast@outreach",
    recurrence=("RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Stockholm:20261021T073000"),
)
MOVED = replace(
    BREAKFAST,
    when=zoned(at(2026, 11, 5, 8), at(2026, 11, 5, 9, 30)),
    recurrence=(),
    recurrence_id="20261104T073000",
    sequence=1,
)
FLOATING = Event(title="Call", when=When(at(2026, 4, 1, 9), at(2026, 4, 1, 9, 15), ""), uid="call@outreach")
FALLEN = Event(
    title="Visit",
    when=When(at(2026, 4, 2, 9), at(2026, 4, 2, 10), "UTC"),
    kind=EventKind.VISIT,
    status=EventStatus.CANCELLED,
    uid="visit@outreach",
    organizer="anna@bergsbygg.example",
)
TENDER = Tender(
    id=UUID("11111111-2222-4333-8444-555555555555"),
    version=4,
    title="Snow clearance 2026–2029",
    description="Roads and car parks.",
    reference="KS 2026/17",
    buyer="Exempelby kommun",
    link="https://example.com/t/17",
    expected_publication=date(2026, 2, 2),
    question_deadline=datetime(2026, 2, 20, 22, 59, tzinfo=UTC),
    tender_deadline=datetime(2026, 4, 1, 21, 59, tzinfo=UTC),
)
EVENTS = [GALA, FAIR, BREAKFAST, MOVED, FLOATING, FALLEN]


def written(*events: Event, deadlines: tuple[Tender, ...] = ()) -> str:
    return write_calendar(events, deadlines, stamp=STAMP, language=ENGLISH).decode()


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def block_of(text: str, uid: str) -> list[str]:
    found = [block for block in text.replace("\r\n ", "").split("BEGIN:VEVENT")[1:] if f"\r\nUID:{uid}\r\n" in block]
    assert len(found) == 1
    return found[0].split("\r\n")


def test_file_is_the_golden_one_to_the_byte() -> None:
    data = write_calendar(EVENTS, [TENDER], stamp=STAMP, language=ENGLISH)
    assert data == GOLDEN.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def test_frame_is_a_publication_without_guests_or_calendar_name() -> None:
    lines = unfolded(written(*EVENTS, deadlines=(TENDER,)))
    assert lines[:5] == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Outreach//Outreach//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert not any(line.startswith(("ATTENDEE", "X-WR-CALNAME")) for line in lines)


def test_calendar_that_others_follow_has_its_name_before_the_components() -> None:
    data = write_calendar(EVENTS, stamp=STAMP, language=ENGLISH, name="Inköp; Exempelby")
    lines = unfolded(data.decode())
    assert lines[5:8] == ["X-WR-CALNAME:Inköp\\; Exempelby", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    assert lines[8] == "BEGIN:VTIMEZONE"


def test_entry_of_a_server_has_no_method() -> None:
    assert b"METHOD" not in write_calendar([GALA], stamp=STAMP, language=ENGLISH, method="")


@pytest.mark.parametrize("letter", ["x", "å", "€", "😀"])
def test_fold_stands_between_characters_at_every_length(letter: str) -> None:
    for length in range(240):
        line = "SUMMARY:" + "x" * (length % 4) + letter * length
        pieces = folded(line).split(b"\r\n ")
        assert b"".join(pieces).decode() == line
        assert all(len(piece.decode().encode()) <= 74 for piece in pieces)
        assert all(len(piece) >= 70 for piece in pieces[:-1])


def test_no_line_is_longer_than_75_octets_and_all_end_with_cr_lf() -> None:
    data = write_calendar([replace(GALA, title="å" * 200, description="😀" * 100)], stamp=STAMP, language=ENGLISH)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two


def test_three_kinds_of_time_are_written_in_their_own_form() -> None:
    text = written(*EVENTS)
    assert "DTSTART;TZID=Europe/Stockholm:20260327T180000" in block_of(text, "gala@outreach")
    assert "DTEND;TZID=Europe/Stockholm:20260328T003000" in block_of(text, "gala@outreach")
    assert "DTSTART;VALUE=DATE:20260520" in block_of(text, "fair@outreach")
    assert "DTEND;VALUE=DATE:20260522" in block_of(text, "fair@outreach")
    assert "DTSTART:20260401T090000" in block_of(text, "call@outreach")
    assert "DTSTART:20260402T090000Z" in block_of(text, "visit@outreach")


def test_each_zone_in_use_is_defined_once_by_rule() -> None:
    helsinki = replace(GALA, when=zoned(at(2026, 6, 1, 9), at(2026, 6, 1, 10), "Europe/Helsinki"), uid="h@outreach")
    text = written(*EVENTS, helsinki)
    assert re.findall(r"BEGIN:VTIMEZONE\r\nTZID:(\S+)", text) == ["Europe/Helsinki", "Europe/Stockholm"]
    assert "RDATE" not in text
    assert "BEGIN:VTIMEZONE" not in written(FAIR, FLOATING, FALLEN)


def test_event_of_no_length_has_no_end() -> None:
    moment = replace(FLOATING, when=When(at(2026, 4, 1, 9), at(2026, 4, 1, 9), ""))
    assert "DTEND" not in written(moment)


def test_own_notes_staff_and_featured_tenders_stay_at_home() -> None:
    text = written(replace(GALA, tenders=(TENDER.id,)))
    for secret in ("snöröjningen", "Karin", str(TENDER.id)):
        assert secret not in "".join(unfolded(text))


def test_revision_and_moment_of_export_are_written() -> None:
    lines = block_of(written(GALA), "gala@outreach")
    assert "SEQUENCE:3" in lines
    assert "DTSTAMP:20260105T080000Z" in lines


@pytest.mark.parametrize(
    ("event", "status", "transparency", "busy"),
    [
        (GALA, "CONFIRMED", "OPAQUE", "BUSY"),
        (BREAKFAST, "TENTATIVE", "OPAQUE", "TENTATIVE"),
        (FALLEN, "CANCELLED", "TRANSPARENT", "FREE"),
        (FAIR, "CONFIRMED", "TRANSPARENT", "FREE"),
    ],
)
def test_only_what_takes_time_blocks_the_calendar(event: Event, status: str, transparency: str, busy: str) -> None:
    lines = block_of(written(event), event.uid)
    assert f"STATUS:{status}" in lines
    assert f"TRANSP:{transparency}" in lines
    assert f"X-MICROSOFT-CDO-BUSYSTATUS:{busy}" in lines


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("EXDATE:20261021T053000Z,20261104T063000Z", "EXDATE;TZID=Europe/Stockholm:20261021T073000,20261104T073000"),
        ("EXDATE;VALUE=DATE:20261021", "EXDATE;TZID=Europe/Stockholm:20261021T073000"),
        ("EXDATE:20261021T073000", "EXDATE;TZID=Europe/Stockholm:20261021T073000"),
        ("RDATE;TZID=Europe/Helsinki:20261021T083000", "RDATE;TZID=Europe/Stockholm:20261021T073000"),
        (
            "RDATE;VALUE=PERIOD:20261021T053000Z/PT1H",
            "RDATE;VALUE=PERIOD;TZID=Europe/Stockholm:20261021T073000/20261021T083000",
        ),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261104", "RRULE:FREQ=WEEKLY;UNTIL=20261104T225959Z"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261104T073000;BYDAY=WE", "RRULE:FREQ=WEEKLY;UNTIL=20261104T063000Z;BYDAY=WE"),
        ("RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=WEEKLY;COUNT=3"),
    ],
)
def test_recurrence_is_written_in_the_form_of_its_start(line: str, form: str) -> None:
    assert form in block_of(written(replace(BREAKFAST, recurrence=(line,))), BREAKFAST.uid)


def test_series_of_days_ends_with_a_day() -> None:
    event = replace(FAIR, recurrence=("RRULE:FREQ=YEARLY;UNTIL=20280520T000000Z", "EXDATE:20270520T000000Z"))
    lines = block_of(written(event), FAIR.uid)
    assert "RRULE:FREQ=YEARLY;UNTIL=20280520" in lines
    assert "EXDATE;VALUE=DATE:20270520" in lines


def test_dates_of_a_tender_become_entries_that_keep_their_identity() -> None:
    text = written(deadlines=(TENDER,))
    publication = block_of(text, f"{TENDER.id}-publication@outreach")
    questions = block_of(text, f"{TENDER.id}-questions@outreach")
    deadline = block_of(text, f"{TENDER.id}-deadline@outreach")
    assert "DTSTART;VALUE=DATE:20260202" in publication
    assert "DTSTART;TZID=Europe/Stockholm:20260220T235900" in questions
    assert "DTSTART;TZID=Europe/Stockholm:20260401T235900" in deadline
    assert "SUMMARY:Last day for tenders: Snow clearance 2026–2029" in deadline
    assert "SEQUENCE:4" in deadline
    assert "URL:https://example.com/t/17" in deadline
    assert written(deadlines=(Tender(title="An idea"),)).count("BEGIN:VEVENT") == 0


def test_cancelled_tender_cancels_its_entries() -> None:
    text = written(deadlines=(replace(TENDER, stage=Stage.CANCELLED),))
    assert text.count("STATUS:CANCELLED") == 3


#: Line ends of every kind, with what must not become a line of its own.
PAYLOADS = [
    "x\r\nATTENDEE:mailto:evil@example.com",
    "x\nATTENDEE:mailto:evil@example.com",
    "x\rATTENDEE:mailto:evil@example.com",
    "x\r\n END:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:evil@example.com",
    "x\x0b\x0c\x85\u2028\u2029ATTENDEE:mailto:evil@example.com",
    "x\x00\x1b[2J\x7fATTENDEE:mailto:evil@example.com",
    'x\ud800\\\r\nATTENDEE;X="\r\nATTENDEE:mailto:evil@example.com',
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_value_cannot_begin_a_line_of_its_own(payload: str) -> None:
    event = replace(
        GALA,
        title=payload,
        place=payload,
        booth=payload,
        description=payload,
        url=payload,
        tags=(payload,),
        uid=payload,
        organizer=payload,
        recurrence=(f"RRULE:FREQ=DAILY;COUNT=2{payload}", f"EXDATE:20260328T180000Z{payload}", payload),
    )
    tender = replace(TENDER, title=payload, description=payload, link=payload, buyer=payload, reference=payload)
    data = write_calendar([event], [tender], stamp=STAMP, language=ENGLISH, method="PUBLISH\r\nX:y")
    lines = re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", data.decode())
    assert [line for line in lines if re.match(r"\s*ATTENDEE", line) and not line.startswith(" ")] == []
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 4
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
    events, problems = read_calendar(data)
    assert (len(events), problems) == (4, [])


@pytest.mark.parametrize(("booth", "place"), [("B14", "Folkets hus, monter B14"), ("Bord 12", "Folkets hus, Bord 12")])
def test_stand_that_says_what_it_is_gets_no_other_word(booth: str, place: str) -> None:
    event = Event(title="Mässan", when=zoned(at(2026, 12, 3, 9), at(2026, 12, 3, 15)), place="Folkets hus", booth=booth)
    data = write_calendar((event,), (), stamp=STAMP, language=Language("sv"))
    assert f"LOCATION:{place}".replace(",", "\\,") in unfolded(data.decode())
    (found,) = read_calendar(data)[0]
    assert (found.place, found.booth) == ("Folkets hus", booth)
