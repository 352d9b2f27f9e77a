"""What a guest's calendar program gets: field by field as interop.md 4.1 to 4.4 asks, and read the same by other programs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.guest import Answer
from outreach.domain.invitation import Method
from outreach.domain.mailbox import Attendee, Mailbox, wire_address
from outreach.domain.when import When, all_day, to_instant, zoned
from outreach.formats.icalendar_file import expand, read_calendar
from outreach.formats.itip import write_itip
from outreach.language import Language
from tests.searching import searched
from tests.second_reader import SecondReader, every_second_reader

STAMP = datetime(2026, 9, 1, 8, 0, 30, tzinfo=UTC)
US = Mailbox("inkop@exempelby.se", "Inköp, Exempelby kommun")
ANNA = Attendee("anna@bergsbygg.example", "Anna Berg")


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]


BREAKFAST = Event(
    title="Frukost om snöröjning; kom & fråga",
    when=zoned(at(2026, 10, 14, 7, 30), at(2026, 10, 14, 9)),
    kind=EventKind.BREAKFAST,
    place="Stadshuset, sal B",
    booth="12",
    staff=("Karin Ek",),
    description="Välkommen!\nKaffe från sju.",
    notes="Bergs är sura på oss",
    url="https://exempelby.se/frukost?x=1,2",
    tags=("svår leverantör",),
    uid="040000008200E00074C5B7101A82E008@outreach",
    sequence=3,
)
SERIES = replace(
    BREAKFAST,
    uid="series@outreach",
    recurrence=("RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE:20261021T053000Z"),
)
MOVED = replace(
    SERIES,
    when=zoned(at(2026, 11, 5, 8), at(2026, 11, 5, 9, 30)),
    recurrence=(),
    recurrence_id="20261104T073000",
    sequence=4,
)
DROPPED = replace(MOVED, when=zoned(at(2026, 11, 11, 7, 30), at(2026, 11, 11, 9)), recurrence_id="20261111T073000")
FAIR = replace(BREAKFAST, when=all_day(date(2026, 3, 28), date(2026, 3, 29)), uid="fair@outreach")


def message(
    event: Event = BREAKFAST,
    method: Method = Method.REQUEST,
    attendee: Attendee | None = ANNA,
    *,
    sequence: int | None = None,
    whole: bool = True,
    comment: str = "",
) -> bytes:
    if method is Method.PUBLISH:
        attendee = None
    return write_itip(
        event,
        method=method,
        organizer=US,
        attendee=attendee,
        stamp=STAMP,
        language=Language("en"),
        sequence=sequence,
        whole=whole,
        comment=comment,
    )


def lines(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def value(data: bytes, name: str) -> str:
    found = [line for line in lines(data) if re.match(rf"{name}[;:]", line)]
    assert len(found) == 1, found
    return found[0]


# --- the frame -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", Method)
def test_method_stands_before_the_components_and_once(method: Method) -> None:
    found = lines(message(method=method))
    assert found[:5] == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Outreach//Outreach//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method.value}",
    ]
    assert found[-2:] == ["END:VCALENDAR", ""]
    assert found.count("BEGIN:VEVENT") == 1
    assert not any(line.startswith(("X-WR-", "CATEGORIES", "X-OUTREACH-KIND")) for line in found)


def test_request_names_its_one_guest_as_google_and_exchange_do() -> None:
    data = message()
    assert value(data, "ATTENDEE") == (
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;"
        'CN="Anna Berg":mailto:anna@bergsbygg.example'
    )
    assert value(data, "ORGANIZER") == 'ORGANIZER;CN="Inköp, Exempelby kommun":mailto:inkop@exempelby.se'
    assert value(data, "UID") == f"UID:{BREAKFAST.uid}"
    assert value(data, "DTSTAMP") == "DTSTAMP:20260901T080030Z"
    assert value(data, "SEQUENCE") == "SEQUENCE:3"
    assert value(data, "STATUS") == "STATUS:CONFIRMED"
    assert value(data, "X-MICROSOFT-DISALLOW-COUNTER") == "X-MICROSOFT-DISALLOW-COUNTER:FALSE"
    assert value(data, "SUMMARY") == "SUMMARY:Frukost om snöröjning\\; kom & fråga"
    assert value(data, "LOCATION") == "LOCATION:Stadshuset\\, sal B\\, stand 12"


def test_what_is_for_us_alone_stays_at_home() -> None:
    for method in Method:
        text = "".join(lines(message(method=method)))
        for secret in ("sura", "Karin", "svår"):
            assert secret not in text


def test_stamp_in_another_zone_is_written_in_utc() -> None:
    from zoneinfo import ZoneInfo

    data = write_itip(
        BREAKFAST,
        method=Method.REQUEST,
        organizer=US,
        attendee=ANNA,
        stamp=datetime(2026, 9, 1, 10, tzinfo=ZoneInfo("Europe/Stockholm")),
        language=Language("sv"),
    )
    assert value(data, "DTSTAMP") == "DTSTAMP:20260901T080000Z"
    assert value(data, "LOCATION") == "LOCATION:Stadshuset\\, sal B\\, monter 12"


def test_known_answer_is_told_again_when_only_words_changed() -> None:
    assert "PARTSTAT=ACCEPTED" in value(message(attendee=replace(ANNA, answer=Answer.ACCEPTED)), "ATTENDEE")


# --- cancel, publish, decline ---------------------------------------------------------------------------------------


def test_whole_event_that_falls_is_cancelled_by_status() -> None:
    data = message(method=Method.CANCEL, sequence=4)
    assert value(data, "STATUS") == "STATUS:CANCELLED"
    assert value(data, "SEQUENCE") == "SEQUENCE:4"
    assert value(data, "UID") == f"UID:{BREAKFAST.uid}"
    assert value(data, "ATTENDEE").endswith(":mailto:anna@bergsbygg.example")
    assert "RSVP" not in value(data, "ATTENDEE")
    assert value(data, "TRANSP") == "TRANSP:TRANSPARENT"


def test_one_guest_who_is_uninvited_reads_no_status() -> None:
    data = message(method=Method.CANCEL, whole=False)
    assert not any(line.startswith("STATUS") for line in lines(data))
    assert value(data, "METHOD") == "METHOD:CANCEL"


def test_one_date_that_falls_is_named_by_its_recurrence_id() -> None:
    data = message(replace(DROPPED, status=EventStatus.CANCELLED), Method.CANCEL)
    assert value(data, "RECURRENCE-ID") == "RECURRENCE-ID;TZID=Europe/Stockholm:20261111T073000"
    assert value(data, "STATUS") == "STATUS:CANCELLED"
    assert not any(line.startswith(("RRULE", "EXDATE")) for line in lines(data)[lines(data).index("BEGIN:VEVENT") :])


def test_publication_has_no_guest() -> None:
    data = message(method=Method.PUBLISH)
    assert b"ATTENDEE" not in data
    assert value(data, "ORGANIZER").endswith("mailto:inkop@exempelby.se")
    assert b"DISALLOW" not in data


def test_declined_proposal_carries_the_reason() -> None:
    data = message(method=Method.DECLINECOUNTER, comment="Salen är upptagen; vi\nbörjar halv åtta.")
    assert value(data, "COMMENT") == "COMMENT:Salen är upptagen\\; vi\\nbörjar halv åtta."
    assert "RSVP" not in value(data, "ATTENDEE")


@pytest.mark.parametrize(
    ("method", "attendee", "organizer"),
    [
        (Method.REQUEST, None, US),
        (Method.CANCEL, None, US),
        (Method.PUBLISH, ANNA, US),
        (Method.REQUEST, Attendee("", "Anna"), US),
        (Method.REQUEST, ANNA, Mailbox("", "Inköp")),
        (Method.REQUEST, Attendee("anna", "Anna"), US),
        (Method.REQUEST, Attendee("a@b.se\r\nATTENDEE:mailto:c@d.se", "Anna"), US),
        (Method.REQUEST, Attendee("a b@c.se", "Anna"), US),
        (Method.REQUEST, Attendee("åke@c.se", "Åke"), US),
    ],
)
def test_message_that_no_mail_could_carry_is_refused(method: Method, attendee: Attendee | None, organizer: Mailbox) -> None:
    with pytest.raises(ValueError, match=r"."):
        write_itip(
            BREAKFAST, method=method, organizer=organizer, attendee=attendee, stamp=STAMP, language=Language("sv")
        )


def test_swedish_letters_in_a_domain_become_what_mail_servers_know() -> None:
    assert wire_address(" info@åmål.se ") == "info@xn--ml-xiab.se"
    assert value(message(attendee=Attendee("info@åmål.se")), "ATTENDEE").endswith(
        ";CN=info@xn--ml-xiab.se:mailto:info@xn--ml-xiab.se"
    )


# --- time ----------------------------------------------------------------------------------------------------------


def test_single_event_is_told_in_utc_and_keeps_its_clock_for_us() -> None:
    data = message()
    assert value(data, "DTSTART") == "DTSTART:20261014T053000Z"
    assert value(data, "DTEND") == "DTEND:20261014T070000Z"
    assert b"VTIMEZONE" not in data
    events, problems = read_calendar(data)
    assert problems == []
    assert events[0].when == BREAKFAST.when


def test_series_keeps_its_clock_with_one_rule_for_each_half_of_the_year() -> None:
    data = message(SERIES)
    text = data.decode()
    assert value(data, "RRULE:FREQ=WEEKLY") == "RRULE:FREQ=WEEKLY;COUNT=6"
    assert "DTSTART;TZID=Europe/Stockholm:20261014T073000" in lines(data)
    assert value(data, "EXDATE") == "EXDATE;TZID=Europe/Stockholm:20261021T073000"
    assert [text.count(f"BEGIN:{part}") for part in ("VTIMEZONE", "STANDARD", "DAYLIGHT")] == [1, 1, 1]
    assert "RDATE" not in text
    assert "X-OUTREACH-ZONE" not in text
    assert text.index("END:VTIMEZONE") < text.index("BEGIN:VEVENT")


def test_changed_occurrence_goes_alone_and_names_the_one_it_replaces() -> None:
    data = message(replace(MOVED, recurrence=SERIES.recurrence))
    assert value(data, "RECURRENCE-ID") == "RECURRENCE-ID;TZID=Europe/Stockholm:20261104T073000"
    event_lines = lines(data)[lines(data).index("BEGIN:VEVENT") :]
    assert not any(line.startswith(("RRULE", "EXDATE", "RDATE")) for line in event_lines)
    assert "DTSTART;TZID=Europe/Stockholm:20261105T080000" in event_lines


def test_occurrence_that_became_a_whole_day_names_its_hour_as_an_instant() -> None:
    data = message(replace(MOVED, when=all_day(date(2026, 11, 5))))
    assert value(data, "RECURRENCE-ID") == "RECURRENCE-ID:20261104T063000Z"


def test_days_are_days_without_a_zone_and_end_the_day_after() -> None:
    data = message(FAIR)
    assert value(data, "DTSTART") == "DTSTART;VALUE=DATE:20260328"
    assert value(data, "DTEND") == "DTEND;VALUE=DATE:20260330"
    assert value(data, "X-MICROSOFT-CDO-ALLDAYEVENT") == "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
    assert b"TZID" not in data


def test_nothing_floats_in_an_invitation() -> None:
    floating = When(at(2026, 6, 1, 9), at(2026, 6, 1, 10), "")
    assert value(message(replace(BREAKFAST, when=floating)), "DTSTART") == "DTSTART:20260601T070000Z"
    series = replace(SERIES, when=floating, recurrence=("RRULE:FREQ=WEEKLY;COUNT=2",))
    assert "DTSTART;TZID=Europe/Stockholm:20260601T090000" in lines(message(series))


# --- what may stand in a name --------------------------------------------------------------------------------------


def test_double_quote_in_a_name_becomes_a_single_one() -> None:
    assert 'CN="Anna \'Ann\' Berg"' in value(message(attendee=replace(ANNA, name='Anna "Ann" Berg')), "ATTENDEE")


PAYLOADS = [
    "x\r\nATTENDEE:mailto:evil@example.com",
    'x":mailto:evil@example.com\r\nX:"',
    "x\x0b\x0c\x85\u2028\u2029ATTENDEE:mailto:evil@example.com",
    "x\x00\x1b[2J\x7f\ud800ATTENDEE:mailto:evil@example.com",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_value_can_begin_a_line_or_name_another_guest(payload: str) -> None:
    event = replace(
        BREAKFAST, title=payload, place=payload, booth=payload, description=payload, url=payload, uid=payload,
        recurrence=(f"RRULE:FREQ=DAILY;COUNT=2{payload}", payload),
    )  # fmt: skip
    data = write_itip(
        event,
        method=Method.REQUEST,
        organizer=replace(US, name=payload),
        attendee=replace(ANNA, name=payload),
        stamp=STAMP,
        language=Language("sv"),
        comment=payload,
    )
    found = re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", data.decode())
    assert len([line for line in found if line.startswith("ATTENDEE")]) == 1
    assert value(data, "ATTENDEE").endswith(":mailto:anna@bergsbygg.example")
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)


# --- read back by us and by others -----------------------------------------------------------------------------------

LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff")
TRICKY = st.sampled_from([",", ";", ":", '"', "\\", "\\n", "'", "^", "^n", "å", "é", "😀", "👩‍💻", "=", " ", "<b>", "\u202e"])
TEXT = st.lists(LETTERS | TRICKY, max_size=60).map("".join)
LINE = TEXT.map(lambda text: " ".join(text.split()))


@settings(max_examples=searched(30, 200), deadline=None)
@given(name=LINE, title=LINE, place=LINE, comment=LINE)
def test_any_name_and_text_is_read_back_by_us_and_never_folded_in_a_character(
    name: str, title: str, place: str, comment: str
) -> None:
    event = replace(BREAKFAST, title=title or "x", place=place, booth="")
    data = message(event, attendee=replace(ANNA, name=name), comment=comment)
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    events, problems = read_calendar(data)
    assert problems == []
    shown = [(one.title, one.place, one.when, one.sequence, one.uid, one.organizer) for one in events]
    assert shown == [(event.title, place, event.when, 3, event.uid, US.address)]


def in_a_name(name: str) -> str:
    """Return a name as CN carries it: two signs that other programs stumble over are replaced."""
    return name.replace('"', "'").replace("\\", "/")


def hostile_names() -> list[str]:
    """Names with every tricky sign, of every length around the folds at 75 octets."""
    signs = [",", ";", ":", '"', "'", "\\", "^", "å", "😀", "é", "Berg, Anna", "👩‍💻"]
    lengths = [sign * 2 + "x" * length + sign for length in range(76) for sign in ("å", "😀", ",")]
    return [f"A{sign}b {sign}c" for sign in signs] + lengths


@pytest.mark.parametrize("reader", every_second_reader())
def test_every_name_is_read_back_by_others_with_two_signs_replaced(reader: SecondReader) -> None:
    names = hostile_names()
    for name, seen in zip(names, reader.read_many([message(attendee=replace(ANNA, name=name)) for name in names]), strict=True):
        (person,) = seen.events[0].attendees
        assert person.name == in_a_name(name)
        assert (person.address, person.partstat) == (f"mailto:{ANNA.address}", "NEEDS-ACTION")
        assert seen.events[0].organizer is not None
        assert seen.events[0].organizer.address == f"mailto:{US.address}"
        assert seen.events[0].organizer.name == US.name


@pytest.mark.parametrize("reader", every_second_reader())
@settings(max_examples=searched(2, 8), deadline=None, phases=[Phase.explicit, Phase.generate])  # each example is a process
@given(texts=st.lists(st.tuples(LINE, LINE, TEXT.map(str.strip)), min_size=50, max_size=80))
def test_any_name_and_text_is_read_back_by_others(reader: SecondReader, texts: list[tuple[str, str, str]]) -> None:
    calendars = [
        message(replace(BREAKFAST, title=title or "x", description=text), attendee=replace(ANNA, name=name))
        for name, title, text in texts
    ]
    for (name, title, text), seen in zip(texts, reader.read_many(calendars), strict=True):
        (event,) = seen.events
        assert event.attendees[0].name == (in_a_name(name) or ANNA.address)
        assert event.summary == (title or "x")
        assert event.description == text


@pytest.mark.parametrize("reader", every_second_reader())
@pytest.mark.parametrize("method", Method)
def test_others_read_method_version_state_and_texts(reader: SecondReader, method: Method) -> None:
    data = message(replace(BREAKFAST, sequence=7), method, comment="Till dig, Anna")
    seen = reader.read(data)
    (event,) = seen.events
    assert seen.method == method.value
    assert (event.uid, event.sequence, event.stamp) == (BREAKFAST.uid, 7, "2026-09-01T08:00:30Z")
    assert event.status == ("CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    assert (event.summary, event.description) == (BREAKFAST.title, BREAKFAST.description)
    assert event.comment == "Till dig, Anna"
    assert (event.start, event.end) == ("2026-10-14T05:30:00Z", "2026-10-14T07:00:00Z")
    assert len(event.attendees) == (0 if method is Method.PUBLISH else 1)


WHENS = {
    "the day before the clock goes ahead": zoned(at(2026, 3, 28, 7, 30), at(2026, 3, 28, 9)),
    "the day after the clock went ahead": zoned(at(2026, 3, 30, 7, 30), at(2026, 3, 30, 9)),
    "across the night the clock goes ahead": zoned(at(2026, 3, 28, 22), at(2026, 3, 29, 6)),
    "the hour that does not exist": zoned(at(2026, 3, 29, 2, 30), at(2026, 3, 29, 4)),
    "the hour that comes twice": zoned(at(2026, 10, 25, 2, 30), at(2026, 10, 25, 2, 45)),
    "across the night the clock goes back": zoned(at(2026, 10, 24, 22), at(2026, 10, 25, 6)),
    "another zone": zoned(at(2026, 7, 1, 9), at(2026, 7, 1, 10), "Europe/Helsinki"),
    "UTC": zoned(at(2026, 7, 1, 9), at(2026, 7, 1, 10), "UTC"),
    "a moment": zoned(at(2026, 7, 1, 9), at(2026, 7, 1, 9)),
    "one day": all_day(date(2026, 3, 29)),
    "three days across the change": all_day(date(2026, 10, 24), date(2026, 10, 26)),
}


def shown(when: When, wall: datetime) -> str:
    return f"{wall:%Y-%m-%d}" if when.all_day else f"{to_instant(wall, when.zone):%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize("name", WHENS)
def test_time_of_a_single_event_comes_back_as_it_was(name: str) -> None:
    when = WHENS[name]
    events, problems = read_calendar(message(replace(BREAKFAST, when=when)))
    assert problems == []
    assert events[0].when.start_utc == when.start_utc
    assert events[0].when.end_utc == when.end_utc
    if name != "the hour that does not exist":  # there half past two is half past three
        assert events[0].when == when


@pytest.mark.parametrize("reader", every_second_reader())
def test_others_read_the_same_instant_for_every_single_event_also_in_the_hours_of_the_change(reader: SecondReader) -> None:
    found = reader.read_many([message(replace(BREAKFAST, when=when)) for when in WHENS.values()])
    for when, seen in zip(WHENS.values(), found, strict=True):
        assert seen.times == ((BREAKFAST.uid, shown(when, when.start), shown(when, when.end)),)


SPRING = replace(
    SERIES,
    when=zoned(at(2026, 3, 11, 7, 30), at(2026, 3, 11, 9)),
    recurrence=("RRULE:FREQ=WEEKLY;UNTIL=20260415T053000Z", "EXDATE;TZID=Europe/Stockholm:20260325T073000"),
)
DAYS = replace(
    SERIES,
    when=all_day(date(2026, 3, 27)),
    recurrence=("RRULE:FREQ=DAILY;COUNT=5", "EXDATE;VALUE=DATE:20260329"),
)
MANY = {"autumn": SERIES, "spring": SPRING, "days": DAYS}


@pytest.mark.parametrize("reader", every_second_reader())
@pytest.mark.parametrize("name", MANY)
def test_others_expand_a_series_across_the_change_of_the_clock_as_we_do(reader: SecondReader, name: str) -> None:
    event = MANY[name]
    ours = expand([event], datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert list(reader.read(message(event)).times) == sorted(
        (event.uid, shown(when, when.start), shown(when, when.end)) for _, when in ours
    )


def test_series_of_autumn_is_half_past_seven_before_and_after_the_change() -> None:
    times = expand([SERIES], datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert [f"{when.start_utc:%m-%d %H:%M}" for _, when in times] == [
        "10-14 05:30",
        "10-28 06:30",
        "11-04 06:30",
        "11-11 06:30",
        "11-18 06:30",
    ]


@pytest.mark.parametrize("reader", every_second_reader())
def test_series_with_one_moved_and_one_dropped_date_is_the_same_for_a_guest_who_got_three_messages(
    reader: SecondReader,
) -> None:
    """The guest's calendar holds what the three files say together; one after the other they are read as they were sent."""
    dropped = replace(DROPPED, status=EventStatus.CANCELLED)
    sent = [message(SERIES), message(MOVED), message(dropped, Method.CANCEL)]
    series, moved, fallen = reader.read_many(sent)
    assert moved.events[0].recurrence_id == "2026-11-04T06:30:00Z"
    assert moved.times == ((SERIES.uid, "2026-11-05T07:00:00Z", "2026-11-05T08:30:00Z"),)
    assert (fallen.method, fallen.events[0].status) == ("CANCEL", "CANCELLED")
    assert fallen.events[0].recurrence_id == "2026-11-11T06:30:00Z"
    ids = {moved.events[0].recurrence_id, fallen.events[0].recurrence_id}
    assert ids < {start for _, start, _ in series.times}
    ours = [event for data in sent for event in read_calendar(data)[0]]
    assert [(one.when, one.recurrence_id, one.status) for one in ours] == [
        (SERIES.when, "", EventStatus.CONFIRMED),
        (MOVED.when, MOVED.recurrence_id, EventStatus.CONFIRMED),
        (dropped.when, dropped.recurrence_id, EventStatus.CANCELLED),
    ]
    kept = [one for one in expand(ours, STAMP, datetime(2027, 1, 1, tzinfo=UTC)) if one[0].status is not EventStatus.CANCELLED]
    assert [f"{when.start:%m-%d %H:%M}" for _, when in kept] == [
        "10-14 07:30",
        "10-28 07:30",
        "11-05 08:00",
        "11-18 07:30",
    ]
