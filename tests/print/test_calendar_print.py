"""The calendar on paper: everything inside the sheet, nothing left out in silence, told apart in black and white, same bytes."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.calendar_entry import Entry, TenderDate, entry_of_event
from outreach.domain.event import EVENT_KIND_LABELS, Event, EventKind, EventStatus
from outreach.domain.printed_calendar import CalendarPage, CalendarPaper, PrintedCalendar
from outreach.domain.swedish_day import DayKind, SwedishDay
from outreach.domain.when import all_day, zoned
from outreach.language import Language
from outreach.print.calendar_print import A3, calendar_sheets, draw_calendar
from outreach.print.looks import A4
from outreach.print.pages import page_count, page_size
from outreach.print.sheet import Frame
from tests.print.good_pdf import assert_good_pdf, assert_our_typeface, one_line, roles_of, text_of

DAYS = {
    CalendarPage.MONTH: (date(2026, 12, 1), date(2026, 12, 31)),
    CalendarPage.WEEK: (date(2026, 12, 7), date(2026, 12, 13)),
    CalendarPage.AGENDA: (date(2026, 12, 1), date(2027, 2, 28)),
    CalendarPage.YEAR: (date(2026, 1, 1), date(2026, 12, 31)),
}
NAMED = {
    date(2026, 12, 24): (SwedishDay("Julafton", DayKind.EVE),),
    date(2026, 12, 25): (SwedishDay("Juldagen", DayKind.PUBLIC),),
    date(2026, 12, 9): (SwedishDay("Klämdag", DayKind.SQUEEZE),),
}


def event(day: int = 8, hour: float = 9, length: float = 1, title: str = "Möte", **more) -> Entry:
    start = datetime.combine(date(2026, 12, day), time.min) + timedelta(hours=hour)
    return entry_of_event(Event(title=title, when=zoned(start, start + timedelta(hours=length)), **more))


def printed(page: CalendarPage, *entries: Entry, **more) -> PrintedCalendar:
    first, last = DAYS[page]
    given = {"unit": "Älvbro kommun", "language": "sv", "days": NAMED, "printed": date(2026, 11, 24)} | more
    return PrintedCalendar(page=page, first=first, last=last, entries=tuple(entries), **given)


def texts(page: CalendarPage, *entries: Entry, **more) -> list[str]:
    return [text for sheet in calendar_sheets(printed(page, *entries, **more)) for text in sheet.texts()]


def check(sheets) -> None:
    for sheet in sheets:
        for part in sheet.parts:
            assert sheet.box.holds(part.box), part.name
            for item in part.leaves:
                assert sheet.box.holds(item.box), item


@pytest.mark.parametrize("page", CalendarPage)
def test_same_print_gives_the_same_bytes_on_the_paper_that_suits_it(page):
    made = printed(page, event())
    pdf = draw_calendar(made)
    assert pdf == draw_calendar(made)
    assert page_count(pdf) == 1
    wanted = A4 if page is CalendarPage.AGENDA else (A4[1], A4[0])
    assert page_size(pdf) == pytest.approx(wanted, abs=0.1)
    assert_our_typeface(pdf)


@pytest.mark.parametrize("page", CalendarPage)
def test_each_is_a_good_pdf_that_a_screen_reader_finds_its_way_in(page):
    entries = [
        event(8, 9, 2, "Frukost med åkerierna i Älvsalen"),
        event(9, 7, 60, "Mässan <b>Bygg</b> & anläggning", status=EventStatus.TENTATIVE),
        event(10, 9, 1, "Inställt samtal", status=EventStatus.CANCELLED, place="Rådhuset"),
        *(event(11, 9 + number / 4, 1, f"Möte {number}") for number in range(9)),
    ]
    made = printed(page, *entries)
    pdf = draw_calendar(made)
    assert_good_pdf(pdf, again=lambda: draw_calendar(made))
    said = text_of(pdf)
    assert [line for sheet in calendar_sheets(made) for line in sheet.texts() if one_line(line) not in said] == []
    tags = roles_of(pdf)
    assert [tag.role for tag in tags].count("H1") == 1
    tables = [tag for tag in tags if tag.role == "Table"]
    assert len(tables) == (0 if page is CalendarPage.AGENDA else 1)
    assert all({"TH"} <= {cell.role for cell in table.kids[0].kids} for table in tables)


def test_year_fits_one_sheet_of_a3_too():
    pdf = draw_calendar(printed(CalendarPage.YEAR, event(), paper=CalendarPaper.A3))
    assert page_count(pdf) == 1
    assert page_size(pdf) == pytest.approx((A3[1], A3[0]), abs=0.1)


@pytest.mark.parametrize("page", CalendarPage)
def test_unit_holidays_and_legend_stand_on_it(page):
    said = texts(page, event(kind=EventKind.BREAKFAST), event(9, kind=EventKind.COURSE))
    assert {"Älvbro kommun", "Frukostseminarium", "Anbudskurs"} <= set(said)
    assert "Företagsgala" not in said
    if page in (CalendarPage.MONTH, CalendarPage.AGENDA):
        assert "Juldagen" in said


@pytest.mark.parametrize("page", CalendarPage)
@pytest.mark.parametrize("code", ["sv", "en"])
def test_each_kind_has_two_letters_of_its_own_so_that_black_and_white_tells_them_apart(page, code):
    entries = [event(8 + number % 5, 8 + number, kind=kind) for number, kind in enumerate(EventKind)]
    said = texts(page, *entries, language=code)
    words = Language(code)
    marks = []
    for label in EVENT_KIND_LABELS.values():
        place = said.index(words.say(label))
        marks.append(said[place - 1])
        assert said.count(said[place - 1]) >= 2, "in the legend and at the event"
    assert len(set(marks)) == len(EventKind)
    assert all(len(mark) == 2 for mark in marks)


def test_full_day_of_a_month_says_how_many_more_there_are():
    entries = [event(8, 8 + number % 9, title=f"Möte {number}") for number in range(20)]
    said = texts(CalendarPage.MONTH, *entries)
    shown = [one for one in said if one.startswith("Möte ")]
    assert f"+{20 - len(shown)} till" in said


def test_full_hours_of_a_week_say_how_many_more_there_are():
    entries = [event(8, 9 + number % 3, title=f"Möte {number:02}") for number in range(30)]
    said = texts(CalendarPage.WEEK, *entries)
    more = sum(int(one[1:].partition(" ")[0]) for one in said if one.startswith("+"))
    # Three columns of events are shown, the rest is counted.
    assert more == 30 - 9


def test_full_day_of_a_year_says_how_many_more_there_are():
    said = texts(CalendarPage.YEAR, *[event(8, 8 + number, title=str(number)) for number in range(9)])
    shown = said.count("An") - 1
    assert f"+{9 - shown}" in said


def test_agenda_leaves_nothing_out_and_numbers_its_pages():
    entries = [event(1 + number % 31, 8, title=f"Nummer {number:03} {'lång ' * 30}") for number in range(120)]
    sheets = calendar_sheets(printed(CalendarPage.AGENDA, *entries))
    check(sheets)
    said = [text for sheet in sheets for text in sheet.texts()]
    assert {one.split()[1] for one in said if one.startswith("Nummer")} == {f"{number:03}" for number in range(120)}
    assert len(sheets) > 5
    assert sum(one.endswith(f"Sida 2 av {len(sheets)}") for one in said) == 1


def test_day_that_goes_on_on_the_next_page_is_named_there_again():
    entries = [event(8, 8, title=f"Nummer {number:03}", place="Folkets hus") for number in range(60)]
    sheets = calendar_sheets(printed(CalendarPage.AGENDA, *entries))
    assert len(sheets) >= 2
    for sheet in sheets[:-1]:
        assert "Tis 8 dec." in sheet.texts()


def test_name_of_a_month_does_not_stand_alone_at_the_foot_of_a_page():
    for count in range(28, 40):
        entries = [event(1 + number % 28, 8, title=f"Nummer {number:03}") for number in range(count)]
        later = entry_of_event(Event(title="Sedan", when=zoned(datetime(2027, 1, 20, 9), datetime(2027, 1, 20, 10))))
        for sheet in calendar_sheets(printed(CalendarPage.AGENDA, *entries, later, days={})):
            names = [part.name for part in sheet.parts if part.name != "foot"]
            assert names[-1] != "month"


def test_agenda_tells_of_weeks_without_events_and_an_empty_one_says_so():
    assert any("Inga händelser på" in one for one in texts(CalendarPage.AGENDA, event()))
    assert any("Inga händelser på 12 veckor" in one for one in texts(CalendarPage.AGENDA, days={}))


def test_cancelled_and_tentative_events_are_framed_and_told_in_the_legend():
    entries = (event(status=EventStatus.CANCELLED), event(9, status=EventStatus.TENTATIVE))
    for page in (CalendarPage.MONTH, CalendarPage.WEEK):
        (sheet,) = calendar_sheets(printed(page, *entries))
        frames = [item for part in sheet.parts for item in part.leaves if isinstance(item, Frame) and item.dashed]
        assert len(frames) == 4
        assert {"Preliminär", "Inställd"} <= set(sheet.texts())


def test_dates_of_tenders_stand_with_their_letter():
    day = date(2026, 12, 8)
    tender = Entry(uuid4(), "Snöröjning", day, day, time(23, 59), what=TenderDate.DEADLINE)
    for page in CalendarPage:
        said = texts(page, tender)
        assert said.count("S") >= 2
        assert "Sista anbudsdag" in " ".join(said)


def test_end_of_a_night_does_not_stretch_the_week_to_midnight():
    gala = event(11, 18, 7, "Gala")
    said = texts(CalendarPage.WEEK, gala)
    assert "07:00" in said
    assert "00:00" not in said
    assert "–01:00 Gala" in said


def test_early_event_stretches_the_printed_hours():
    assert "04:00" in texts(CalendarPage.WEEK, event(8, 4.5))


def test_night_with_25_hours_is_printed_with_the_hour_twice():
    first = date(2026, 10, 19)
    start = datetime(2026, 10, 25, 1)
    entry = entry_of_event(Event(title="Natt", when=zoned(start, start + timedelta(hours=4))))
    made = replace(printed(CalendarPage.WEEK, entry), first=first, last=first + timedelta(days=6))
    (sheet,) = calendar_sheets(made)
    assert sheet.texts().count("02:00") == 2


MOMENTS = st.tuples(st.integers(1, 31), st.integers(0, 95), st.integers(0, 400), st.sampled_from(EventKind), st.text(max_size=80))


@settings(max_examples=25, deadline=None)
@given(st.lists(MOMENTS, max_size=40), st.sampled_from(CalendarPage))
def test_nothing_reaches_outside_the_sheet_whatever_happens(moments, page):
    entries = [
        event(day, quarter / 4, length / 4, title or "x", kind=kind) for day, quarter, length, kind, title in moments
    ]
    fair = entry_of_event(Event(title="Mässa", when=all_day(date(2026, 11, 20), date(2027, 1, 9))))
    check(calendar_sheets(printed(page, *entries, fair)))


def test_titles_of_a_quiet_week_stand_whole_on_a_month_and_a_full_day_still_counts_the_rest():
    title = "Kurs: skriv ert första anbud tillsammans"
    said = texts(CalendarPage.MONTH, event(8, 13, title=title))
    start = next(place for place, text in enumerate(said) if title.startswith(text) and text)
    assert " ".join(said[start : start + 2]) == title
    full = texts(CalendarPage.MONTH, *[event(8, 8 + number, title=title) for number in range(9)])
    cut = [text for text in full if text.startswith("Kurs") and text.endswith("…")]
    assert cut
    assert f"+{9 - len(cut)} till" in full
    check(calendar_sheets(printed(CalendarPage.MONTH, event(8, 13, title=title), event(8, 15, title="Ö" * 200))))


def test_squeeze_day_of_a_year_is_told_from_a_weekend_in_black_and_white():
    plain = calendar_sheets(printed(CalendarPage.YEAR, days={}))[0]
    striped = calendar_sheets(printed(CalendarPage.YEAR, days={date(2026, 5, 15): (SwedishDay("Klämdag", DayKind.SQUEEZE),)}))[0]
    more = sum(len(part.leaves) for part in striped.parts) - sum(len(part.leaves) for part in plain.parts)
    assert more > 5
    check([striped])
