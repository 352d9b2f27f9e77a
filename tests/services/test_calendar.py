"""What lies in a stretch of days, who has the old time, and an event that is moved and moved back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.domain.calendar_entry import TenderDate
from outreach.domain.event import Event, EventStatus
from outreach.domain.listing import Listing
from outreach.domain.printed_calendar import CalendarPage, CalendarPaper
from outreach.domain.record import Kind
from outreach.domain.swedish_day import DayKind
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import When, all_day, zoned
from outreach.errors import InvalidInput, NotFound

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def breakfast(day: int = 24, month: int = 11, **more) -> Event:
    start = datetime(2026, month, day, 7, 30)
    return Event(**({"title": "Frukost", "when": zoned(start, start + timedelta(hours=2)), "booth": "B14"} | more))


def seen(house, first=FIRST, last=LAST, **more):
    return [(one.title, one.first.isoformat(), one.last.isoformat()) for one in house.calendar.span(first, last, **more).entries]


def test_events_of_the_days_are_read_with_what_a_calendar_paints(house):
    house.events.save(breakfast(place="Folkets hus", status=EventStatus.TENTATIVE))
    house.events.save(breakfast(1, 12))
    (entry,) = house.calendar.span(FIRST, LAST).entries
    assert entry.event is not None
    assert (entry.title, entry.clock.hour, entry.event.place, entry.event.booth) == ("Frukost", 7, "Folkets hus", "B14")
    assert (entry.event.status, entry.event.series) == (EventStatus.TENTATIVE, False)


def test_event_that_reaches_into_the_days_is_there_and_one_that_ends_at_their_beginning_is_not(house):
    house.events.save(Event(title="Mässa", when=all_day(date(2026, 10, 30), date(2026, 11, 1))))
    house.events.save(Event(title="Oktober", when=all_day(date(2026, 10, 30), date(2026, 10, 31))))
    assert seen(house) == [("Mässa", "2026-10-30", "2026-11-01")]


def test_date_of_a_series_that_was_moved_far_away_is_not_shown_where_it_was(house):
    series = breakfast(3, recurrence=("RRULE:FREQ=WEEKLY;COUNT=4",))
    house.events.save(series)
    house.events.save(
        breakfast(20, 12, uid=series.uid, recurrence_id="20261117T073000", title="Flyttad")
    )
    assert [day for _, day, _ in seen(house)] == ["2026-11-03", "2026-11-10", "2026-11-24"]
    assert seen(house, date(2026, 12, 1), date(2026, 12, 31)) == [("Flyttad", "2026-12-20", "2026-12-20")]
    assert len(house.events.between(FIRST, LAST)) == 3
    assert all(one.event.series for one in house.calendar.span(FIRST, LAST).entries)


def test_dates_of_tenders_are_a_layer_that_can_be_left_out_and_called_off_ones_are_not_there(house):
    deadline = datetime(2026, 11, 27, 22, 59, tzinfo=UTC)
    house.tenders.save(
        Tender(title="Snö", stage=Stage.CONTRACT, tender_deadline=deadline, question_deadline=datetime(2026, 10, 1, tzinfo=UTC))
    )
    house.tenders.save(Tender(title="Inställd", stage=Stage.CANCELLED, tender_deadline=deadline))
    house.tenders.save(Tender(title="Plan", stage=Stage.PLANNED, expected_publication=date(2026, 11, 1)))
    found = house.calendar.span(FIRST, LAST).entries
    assert [(one.title, one.what) for one in found] == [("Plan", TenderDate.PUBLICATION), ("Snö", TenderDate.DEADLINE)]
    assert seen(house, tenders=False) == []


def test_days_that_follow_from_rules_stand_in_the_calendar_until_they_are_done(house):
    house.tenders.save(Tender(title="Plan", stage=Stage.PLANNED, expected_publication=date(2026, 12, 21)))
    house.tenders.save(Tender(title="Mat", stage=Stage.ADVERTISED, tender_deadline=datetime(2026, 12, 3, 11, tzinfo=UTC)))
    ended = Tender(title="Taxi", stage=Stage.CONTRACT, contract_start=date(2024, 12, 1), contract_end=date(2026, 11, 30))
    house.tenders.save(ended)
    found = [(one.first.day, one.title, one.what) for one in house.calendar.span(FIRST, LAST).entries]
    assert found == [
        (16, "Plan", TenderDate.PLANNING_NOTICE),
        (27, "Mat", TenderDate.ANSWERS),
        (30, "Taxi", TenderDate.CONTRACT_END),
    ]
    plan = house.tenders.listed(Listing(Kind.TENDER, text="plan"))[0]
    house.tenders.save(replace(plan, planning_notice_sent=date(2026, 11, 10)))
    assert [one.title for one in house.calendar.span(FIRST, LAST).entries] == ["Mat", "Taxi"]


def test_days_are_named_in_the_language_that_is_asked_for(house):
    days = house.calendar.span(date(2026, 12, 24), date(2026, 12, 26), language="sv").days
    assert [(day.day, names[0].name, names[0].kind) for day, names in days.items()][:2] == [
        (24, "Julafton", DayKind.EVE),
        (25, "Juldagen", DayKind.PUBLIC),
    ]
    assert house.calendar.span(date(2026, 12, 25), date(2026, 12, 25), language="en").days[date(2026, 12, 25)][0].name == (
        "Christmas Day"
    )


def test_floating_and_foreign_times_lie_on_the_day_at_home(house):
    house.events.save(breakfast(when=When(datetime(2026, 11, 25, 0, 30), datetime(2026, 11, 25, 2), "Europe/Helsinki")))
    assert seen(house)[0][1] == "2026-11-24"


def test_moved_event_has_the_new_time_a_higher_sequence_and_can_be_moved_back(house):
    event = breakfast()
    house.events.save(event)
    later = zoned(datetime(2026, 11, 25, 8), datetime(2026, 11, 25, 10))
    changes = house.events.move(event.id, later)
    assert (changes.title, changes.values["when"]) == ("Moved {name} to {when}", "2026-11-25 08:00")
    assert (house.events.get(event.id).when, house.events.get(event.id).sequence) == (later, 1)
    house.history.undo()
    assert house.events.get(event.id).when == event.when


def test_event_that_is_gone_cannot_be_moved(house):
    with pytest.raises(NotFound):
        house.events.move(breakfast().id, breakfast().when)


def test_calendar_knows_where_events_begin_and_end(house):
    assert (house.calendar.first_day(), house.calendar.last_day()) == (None, None)
    house.events.save(breakfast())
    house.events.save(breakfast(1, 3))
    assert (house.calendar.first_day(), house.calendar.last_day()) == (date(2026, 3, 1), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("page", "first", "last"),
    [
        (CalendarPage.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (CalendarPage.WEEK, date(2026, 11, 23), date(2026, 11, 29)),
        (CalendarPage.AGENDA, date(2026, 11, 24), date(2027, 2, 23)),
        (CalendarPage.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_print_is_about_the_days_around_the_one_that_is_named(house, page, first, last, tmp_path):
    house.events.save(breakfast())
    made = house.calendar_prints.make(page, date(2026, 11, 24))
    assert (made.first, made.last, [one.title for one in made.entries]) == (first, last, ["Frukost"])
    printed = house.calendar_prints.save(made, tmp_path / "kalender.pdf")
    assert (printed.file.read_bytes()[:5], printed.pages) == (b"%PDF-", 1)
    assert house.calendar_prints.draw(made) == printed.file.read_bytes()


def test_only_a_year_is_printed_on_a3(house):
    day = date(2026, 11, 24)
    papers = [house.calendar_prints.make(page, day, paper=CalendarPaper.A3).paper for page in CalendarPage]
    assert papers == [CalendarPaper.A4, CalendarPaper.A4, CalendarPaper.A4, CalendarPaper.A3]


@pytest.mark.parametrize("last", [date(2026, 11, 23), date(2030, 1, 1)])
def test_agenda_that_runs_backwards_or_for_ever_is_refused(house, last):
    with pytest.raises(InvalidInput):
        house.calendar_prints.make(CalendarPage.AGENDA, date(2026, 11, 24), last=last)


def test_print_wants_a_name_that_ends_in_pdf(house, tmp_path):
    made = house.calendar_prints.make(CalendarPage.MONTH, date(2026, 11, 24))
    with pytest.raises(InvalidInput):
        house.calendar_prints.save(made, tmp_path / "kalender.docx")
