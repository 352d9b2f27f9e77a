"""The second readers themselves: they are other programs, and their absence is one skip with a sentence."""

from __future__ import annotations

import pytest

from tests import second_reader
from tests.second_reader import Person, SecondReader, every_second_reader

SUMMER = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
UID:x\r
DTSTAMP:20260101T000000Z\r
DTSTART:20260610T090000Z\r
DURATION:PT1H\r
RRULE:FREQ=WEEKLY;COUNT=2\r
ATTENDEE;PARTSTAT=ACCEPTED;CN="Berg, Anna":mailto:a@b.se\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.mark.parametrize("reader", every_second_reader())
def test_a_second_reader_reads_what_the_tests_ask_of_it(reader: SecondReader) -> None:
    seen = reader.read(SUMMER)
    assert seen.method == "REQUEST"
    assert seen.events[0].attendees == (Person("mailto:a@b.se", "Berg, Anna", "ACCEPTED"),)
    assert [start for _, start, _ in seen.times] == ["2026-06-10T09:00:00Z", "2026-06-17T09:00:00Z"]
    assert reader.read(SUMMER, (2027, 2027)).times == ()


@pytest.mark.parametrize("reader", every_second_reader())
def test_a_second_reader_refuses_what_is_no_calendar(reader: SecondReader) -> None:
    with pytest.raises(AssertionError):
        reader.read(b"hello")


def test_without_any_there_is_one_skip_that_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_reader, "second_readers", lambda: ())
    (parameter,) = every_second_reader()
    (mark,) = parameter.marks
    assert mark.name == "skip"
    assert "libical3" in mark.kwargs["reason"]


def test_neither_is_found_where_there_is_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_reader, "LIBICAL", ("libOutreachHasNoSuchThing.so.7",))
    monkeypatch.setenv("PATH", "")
    assert second_reader.libical.__wrapped__() is None
    assert second_reader.ical_js.__wrapped__() is None
