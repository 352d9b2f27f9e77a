"""What a calendar reads, on both databases: light events, whole series with their moved dates, dates of tenders."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import When, all_day, zoned
from outreach.storage.database import Database

FIRST, LAST = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)


def breakfast(day: int = 24, month: int = 11, **more: object) -> Event:
    start = datetime(2026, month, day, 7, 30)
    values = {"title": "Frukost", "when": zoned(start, start + timedelta(hours=2))} | more
    return Event(**values)  # type: ignore[arg-type]


def test_glance_is_what_a_calendar_paints_of_an_event(database: Database) -> None:
    fair = breakfast(
        title="Mässa",
        when=all_day(date(2026, 10, 30), date(2026, 11, 1)),
        kind=EventKind.FAIR,
        status=EventStatus.CANCELLED,
        place="Åre",
        booth="B 14",
    )
    floating = breakfast(when=When(datetime(2026, 11, 5, 8), datetime(2026, 11, 5, 9), ""))
    with database.work("events") as work:
        for event in (fair, floating, breakfast(1, 10), breakfast(24, 12)):
            work.save(Kind.EVENT, event)
    with database.read() as view:
        found = view.events.glances(FIRST, LAST)
        assert view.events.touching(FIRST, LAST) == 2
    by_title = {glance.title: (glance, when) for glance, when in found}
    glance, when = by_title["Mässa"]
    assert (glance.id, glance.kind, glance.status, glance.place, glance.booth, glance.series) == (
        fair.id,
        EventKind.FAIR,
        EventStatus.CANCELLED,
        "Åre",
        "B 14",
        False,
    )
    assert when == fair.when
    assert by_title["Frukost"][1] == floating.when


def test_series_come_whole_with_dates_moved_anywhere_and_are_no_glances(database: Database) -> None:
    series = breakfast(3, recurrence=("RRULE:FREQ=WEEKLY",))
    moved = breakfast(20, 12, uid=series.uid, recurrence_id="20261110T073000")
    later = breakfast(3, 12, recurrence=("RRULE:FREQ=WEEKLY",))
    with database.work("events") as work:
        for event in (series, moved, later, breakfast()):
            work.save(Kind.EVENT, event)
    with database.read() as view:
        assert {event.id for event in view.events.families(LAST)} == {series.id, moved.id, later.id}
        assert [glance.title for glance, _ in view.events.glances(FIRST, LAST)] == ["Frukost"]
        assert moved.id in {event.id for event in view.events.between(FIRST, LAST)}


def test_first_and_last_day_of_all_events(database: Database) -> None:
    with database.read() as view:
        assert (view.events.first_day(), view.events.last_day()) == (None, None)
    with database.work("events") as work:
        work.save(Kind.EVENT, breakfast())
        work.save(Kind.EVENT, breakfast(3, 2))
    with database.read() as view:
        assert (view.events.first_day(), view.events.last_day()) == (date(2026, 2, 3), date(2026, 11, 24))


def test_tenders_with_a_date_in_the_days_but_for_those_called_off(database: Database) -> None:
    midnight = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
    with database.work("tenders") as work:
        work.save(Kind.TENDER, Tender(title="bids", stage=Stage.CONTRACT, tender_deadline=midnight))
        work.save(Kind.TENDER, Tender(title="questions", stage=Stage.ADVERTISED, question_deadline=FIRST))
        work.save(Kind.TENDER, Tender(title="planned", stage=Stage.PLANNED, expected_publication=date(2026, 11, 1)))
        work.save(Kind.TENDER, Tender(title="off", stage=Stage.CANCELLED, tender_deadline=midnight))
        work.save(Kind.TENDER, Tender(title="after", stage=Stage.PLANNED, tender_deadline=midnight + timedelta(hours=1)))
    with database.read() as view:
        found = view.tenders.dated(date(2026, 11, 1), date(2026, 11, 30))
    assert [tender.title for tender in found] == ["bids", "questions", "planned"]
