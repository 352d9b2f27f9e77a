"""Both sides' work in one entry: what only one changed goes over, what both changed differently clashes, nothing else is lost."""

from __future__ import annotations

import pytest

from outreach.formats.calendar_merge import WHOLE, Clash, merge_entries, same_calendar, same_entry


def entry(*lines: str, extra: tuple[str, ...] = ()) -> str:
    body = "\r\n".join(("UID:1", "DTSTAMP:20260101T000000Z", "SEQUENCE:0", *lines))
    more = "".join(f"{line}\r\n" for line in extra)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\n{more}END:VCALENDAR\r\n"


BASE = entry("DTSTART:20261203T063000Z", "DTEND:20261203T080000Z", "SUMMARY:Frukost", "LOCATION:Folkets hus")


def test_what_one_side_changed_goes_over() -> None:
    ours = BASE.replace("Folkets hus", "Rådhuset")
    theirs = BASE.replace("Frukost", "Lunch").replace("UID:1", "UID:1\r\nX-THEIRS:1")
    merged = merge_entries(BASE, ours, BASE, theirs)
    assert merged.clashes == ()
    assert {name for _, name in merged.taken} == {"SUMMARY", "X-THEIRS"}
    for line in ("SUMMARY:Lunch", "LOCATION:Rådhuset", "X-THEIRS:1"):
        assert line in merged.text


def test_start_changed_here_and_end_there_is_a_clash_for_they_are_one_thing() -> None:
    ours = BASE.replace("DTSTART:20261203T063000Z", "DTSTART:20261203T070000Z")
    theirs = BASE.replace("DTEND:20261203T080000Z", "DTEND:20261203T090000Z")
    merged = merge_entries(BASE, ours, BASE, theirs)
    assert [clash.name for clash in merged.clashes] == ["DTSTART"]
    assert "DTSTART:20261203T070000Z" in merged.text
    assert "DTEND:20261203T080000Z" in merged.text
    other = merge_entries(BASE, ours, BASE, theirs, prefer_ours=False)
    assert "DTEND:20261203T090000Z" in other.text


def test_same_change_on_both_sides_is_no_clash() -> None:
    changed = BASE.replace("Frukost", "Lunch")
    assert merge_entries(BASE, changed, BASE, changed).clashes == ()


def test_forms_differ_between_the_programs_and_still_only_changes_count() -> None:
    theirs_was = BASE.replace("DTSTART:20261203T063000Z", "DTSTART;TZID=Europe/Stockholm:20261203T073000")
    ours = BASE.replace("Frukost", "Lunch")
    merged = merge_entries(BASE, ours, theirs_was, theirs_was)
    assert merged.clashes == ()
    assert merged.taken == frozenset()
    assert "DTSTART;TZID=Europe/Stockholm:20261203T073000" in merged.text
    assert "SUMMARY:Lunch" in merged.text


def test_value_taken_away_here_and_changed_there_clashes() -> None:
    ours = BASE.replace("LOCATION:Folkets hus\r\n", "")
    theirs = BASE.replace("Folkets hus", "Skolan")
    assert merge_entries(BASE, ours, BASE, theirs).clashes == (Clash("LOCATION", "", "LOCATION:Skolan"),)
    assert "LOCATION" not in merge_entries(BASE, ours, BASE, theirs).text
    assert "LOCATION" not in merge_entries(BASE, ours, BASE, BASE).text


def test_exception_of_a_series_that_one_side_made_stays_and_one_that_is_taken_away_goes() -> None:
    exception = ("BEGIN:VEVENT", "UID:1", "RECURRENCE-ID:20261210T063000Z", "SUMMARY:Senare", "END:VEVENT")
    more = entry("DTSTART:20261203T063000Z", "DTEND:20261203T080000Z", "SUMMARY:Frukost", "LOCATION:Folkets hus", extra=exception)
    made = merge_entries(BASE, BASE, BASE, more)
    assert "SUMMARY:Senare" in made.text
    assert made.taken == {("20261210T063000Z", WHOLE)}
    gone = merge_entries(more, more, more, BASE)
    assert "Senare" not in gone.text
    assert gone.taken == {("20261210T063000Z", WHOLE)}
    assert "Senare" not in merge_entries(more, BASE, more, more).text
    clash = merge_entries(more, more.replace("Senare", "Tidigare"), more, BASE)
    assert [(one.name, one.occurrence) for one in clash.clashes] == [(WHOLE, "20261210T063000Z")]
    assert "Tidigare" in clash.text


def test_later_revision_and_long_swedish_lines_survive() -> None:
    long = "Ö" * 200
    ours = BASE.replace("Folkets hus", long).replace("SEQUENCE:0", "SEQUENCE:3")
    theirs = BASE.replace("SEQUENCE:0", "SEQUENCE:5").replace("Frukost", "Lunch")
    text = merge_entries(BASE, ours, BASE, theirs).text
    assert "SEQUENCE:5" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert long in text.replace("\r\n ", "")


def test_stamps_and_order_say_nothing() -> None:
    other = BASE.replace("20260101", "20270101").replace("SEQUENCE:0\r\n", "SEQUENCE:9\r\nLAST-MODIFIED:20270101T000000Z\r\n")
    assert same_entry(BASE, other)
    assert same_calendar(BASE, other)
    assert not same_entry(BASE, BASE.replace("Frukost", "Lunch"))
    assert not same_calendar(BASE, BASE.replace("VERSION:2.0", "VERSION:2.0\r\nX-WR-CALNAME:x"))


@pytest.mark.parametrize("text", ["", "BEGIN:VCALENDAR", "END:VEVENT\r\n" * 5, "BEGIN:VEVENT\r\n" * 5000, "\x00\xff:"])
def test_what_is_no_calendar_costs_nothing(text: str) -> None:
    merged = merge_entries(BASE, BASE, BASE, text)
    assert merged.text.startswith("BEGIN:VCALENDAR")
