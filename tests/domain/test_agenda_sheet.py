"""The agenda: days that have something, gaps that are worth telling, and what a search leaves."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from outreach.domain.agenda_sheet import AgendaDay, Gap, RowHeights, found_lines, lay_out_agenda, rows_of
from outreach.domain.calendar_entry import Entry, TenderDate, entry_of_event
from outreach.domain.event import Event, EventStatus
from outreach.domain.swedish_day import DayKind, SwedishDay
from outreach.domain.when import all_day, zoned

FIRST, LAST = date(2026, 11, 24), date(2027, 1, 31)
JUL = {date(2026, 12, 25): (SwedishDay("Juldagen", DayKind.PUBLIC),), date(2026, 12, 23): (SwedishDay("x", DayKind.HALF),)}


def on(day: date, title: str = "Möte", hour: int = 9, **more) -> Entry:
    start = datetime.combine(day, time(hour))
    return entry_of_event(Event(title=title, when=zoned(start, start + timedelta(hours=1)), **more))


def told(*entries: Entry, named=None):
    return [
        line if isinstance(line, Gap) else (line.day.isoformat(), *(one.title for one in line.entries))
        for line in lay_out_agenda(FIRST, LAST, entries, named or {})
    ]


def test_days_with_their_entries_in_order_and_a_named_day_without_any():
    late, early = on(date(2026, 11, 30), "Sen", 14), on(date(2026, 11, 30), "Tidig", 8)
    found = [line for line in told(late, early, on(date(2026, 12, 10)), named=JUL) if not isinstance(line, Gap)]
    assert found == [("2026-11-30", "Tidig", "Sen"), ("2026-12-10", "Möte"), ("2026-12-25",)]


def test_two_weeks_without_an_event_are_told_where_they_begin():
    found = told(on(date(2026, 11, 30)), on(date(2026, 12, 28)))
    assert found[1] == Gap(date(2026, 12, 1), date(2026, 12, 27))
    assert found[1].days == 27
    assert found[-1] == Gap(date(2026, 12, 29), LAST)


def test_dates_of_tenders_and_cancelled_events_do_not_end_a_gap():
    tender = Entry(uuid4(), "Snöröjning", date(2026, 12, 10), date(2026, 12, 10), what=TenderDate.DEADLINE)
    gone = on(date(2026, 12, 15), "Inställd", status=EventStatus.CANCELLED)
    found = told(on(date(2026, 11, 30)), tender, gone, on(date(2026, 12, 28)))
    assert found[1] == Gap(date(2026, 12, 1), date(2026, 12, 27))
    assert found[2:4] == [("2026-12-10", "Snöröjning"), ("2026-12-15", "Inställd")]


def test_long_fair_leaves_no_gap_while_it_lasts_and_stands_on_the_first_day_shown():
    fair = entry_of_event(Event(title="Mässa", when=all_day(date(2026, 11, 20), date(2027, 1, 25))))
    assert told(fair) == [("2026-11-24", "Mässa")]


def test_search_finds_title_place_and_day_name_without_marks_and_leaves_the_other_entries_out():
    lines = lay_out_agenda(
        FIRST, LAST, [on(FIRST, "Frukost", place="Älvbro"), on(FIRST, "Kurs"), on(date(2026, 12, 1), "Gala")], JUL
    )
    assert [[one.title for one in line.entries] for line in found_lines(lines, "alvbro fru")] == [["Frukost"]]
    assert [line.day for line in found_lines(lines, "juldag")] == [date(2026, 12, 25)]
    assert found_lines(lines, "saknas") == ()
    assert found_lines(lines, "  ") == lines


def test_rows_lie_below_each_other_with_the_months_name_above_its_first_day():
    lines = lay_out_agenda(FIRST, LAST, [on(FIRST, "A"), on(FIRST, "B"), on(date(2026, 12, 1), "C")], {})
    rows = rows_of(lines, RowHeights(row=30, alone=44, month=40, gap=34, between=1))
    assert [row.height for row in rows] == [40, 30, 30, 40, 44, 34]
    assert [row.top for row in rows] == [0, 40, 70, 101, 141, 186]
    assert [row.head for row in rows if row.entry is not None] == [True, False, True]
    assert isinstance(rows[1].line, AgendaDay)
