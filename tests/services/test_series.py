"""Series: one date, this one and all that follow, or all – and what guests' calendars are told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.domain.event import Event, EventStatus
from outreach.domain.guest import Answer, Attendance, Guest
from outreach.domain.invitation import Delivery, Invitation, Method, Purpose
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.plan import Debrief, Exhibitor, Outline, Plan, Task
from outreach.domain.record import Kind
from outreach.domain.repeat import Repeat, Scope, Unit, weekly
from outreach.domain.when import When, all_day, zoned
from outreach.errors import InvalidInput
from outreach.services.house import House
from outreach.services.series_dates import DateState

TUESDAY = datetime(2026, 12, 1, 15)


def series(*lines: str, start: datetime = TUESDAY, hours: int = 2, **more: object) -> Event:
    rule = lines or ("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=6",)
    made = Event(title="Rådgivning", when=zoned(start, start + timedelta(hours=hours)), recurrence=rule, place="Torget")
    return replace(made, **more)  # type: ignore[arg-type]


def tuesday(number: int, hour: int = 15) -> datetime:
    return (TUESDAY + timedelta(weeks=number)).replace(hour=hour)


def at(start: datetime, hours: int = 2) -> When:
    return zoned(start, start + timedelta(hours=hours))


def seen(house: House, first: date = date(2026, 10, 1), last: date = date(2028, 1, 1)) -> list[str]:
    """What the calendar shows: each time, with the mark of a cancelled one."""
    return [
        f"{one.when.start:%m-%d %H}{' -' if one.event.status is EventStatus.CANCELLED else ''}"
        for one in house.events.between(first, last)
    ]


def events(house: House) -> list[Event]:
    return house.events.listed(Listing(Kind.EVENT, sort="when"))


def kept(house: House, event: Event) -> Event:
    return house.events.get(event.id)


def told(house: House, event: Event) -> None:
    house.invitations.save(
        Invitation(
            uid=event.uid,
            purpose=Purpose.INVITE,
            method=Method.REQUEST,
            sequence=event.sequence,
            at=house.now(),
            event=event.id,
            delivery=Delivery.SENT,
        )
    )


SIX = [f"{tuesday(number):%m-%d %H}" for number in range(6)]


@pytest.fixture
def advice(house: House) -> Event:
    made = series()
    house.events.save(made)
    return house.events.get(made.id)


# This ----------------------------------------------------------------------------------------------------------------


def test_one_date_that_is_moved_is_an_event_of_its_own_with_the_same_uid(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(1), at(tuesday(1, 9)))
    assert seen(house) == [SIX[0], "12-08 09", *SIX[2:]]
    own = next(one for one in events(house) if one.recurrence_id)
    assert (own.uid, own.recurrence_id, own.recurrence) == (advice.uid, "20261208T150000", ())
    assert own.sequence == advice.sequence + 1
    assert kept(house, advice) == advice, "the series itself is as it was"


def test_one_undo_takes_a_move_back(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(1), at(tuesday(3, 9)), Scope.FOLLOWING)
    house.history.undo()
    assert seen(house) == SIX
    assert len(events(house)) == 1


def test_a_moved_date_is_moved_again_and_found_by_where_it_is(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(1), at(tuesday(1, 9)))
    house.series.move_occurrence(advice.id, at(tuesday(1, 9)), at(tuesday(1, 10)))
    own = next(one for one in events(house) if one.recurrence_id)
    assert len(events(house)) == 2
    assert (own.when.start, own.recurrence_id, own.sequence) == (tuesday(1, 10), "20261208T150000", 2)


def test_a_new_note_on_one_date_is_no_new_revision(house: House, advice: Event) -> None:
    draft = house.series.draft(advice.id, tuesday(2), Scope.THIS)
    house.series.save(advice.id, tuesday(2), replace(draft.event, description="Med fika"), Scope.THIS)
    own = next(one for one in events(house) if one.recurrence_id)
    assert (own.sequence, own.description, own.when) == (0, "Med fika", at(tuesday(2)))


def test_a_date_of_a_series_that_was_revised_has_a_higher_number_than_the_series(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(1), at(tuesday(1, 9)))
    for hour in (16, 17, 18):
        house.series.move_occurrence(advice.id, tuesday(0, hour - 1), at(tuesday(0, hour)), Scope.ALL)
    assert kept(house, advice).sequence == 3
    own = next(one for one in events(house) if one.recurrence_id)
    house.series.move_occurrence(own.id, own.when, at(tuesday(1, 8)))
    assert house.events.get(own.id).sequence > 3


def test_a_date_in_another_zone_is_named_in_utc(house: House, advice: Event) -> None:
    away = zoned(tuesday(1, 10), tuesday(1, 12), "America/New_York")
    house.series.move_occurrence(advice.id, tuesday(1), away)
    own = next(one for one in events(house) if one.recurrence_id)
    assert own.recurrence_id == "20261208T140000Z"
    assert len(seen(house)) == 6


def test_a_date_that_the_series_has_not_is_refused(house: House, advice: Event) -> None:
    with pytest.raises(InvalidInput):
        house.series.move_occurrence(advice.id, tuesday(1, 11), at(tuesday(1, 9)))
    with pytest.raises(InvalidInput):
        house.series.drop(advice.id, date(2026, 12, 9))


def test_a_single_event_moves_by_the_same_verb(house: House) -> None:
    alone = replace(series(), recurrence=())
    house.events.save(alone)
    house.series.move_occurrence(alone.id, alone.when, at(tuesday(2)))
    assert seen(house) == [SIX[2]]


# This and following --------------------------------------------------------------------------------------------------


def test_this_and_following_end_the_old_series_and_begin_a_new_one(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(2), at(tuesday(2, 9)), Scope.FOLLOWING)
    assert seen(house) == [*SIX[:2], "12-15 09", "12-22 09", "12-29 09", "01-05 09"]
    old, new = kept(house, advice), next(one for one in events(house) if one.id != advice.id)
    assert old.recurrence == ("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2",)
    assert new.recurrence == ("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=4",)
    assert (old.uid, old.sequence, new.sequence) == (advice.uid, 1, 0)
    assert new.uid != old.uid
    assert not new.recurrence_id


def test_an_endless_series_ends_the_second_before_in_utc(house: House) -> None:
    made = series("RRULE:FREQ=WEEKLY;BYDAY=TU")
    house.events.save(made)
    house.series.move_occurrence(made.id, tuesday(2), at(tuesday(2, 9)), Scope.FOLLOWING)
    assert kept(house, made).recurrence == ("RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215T135959Z",)
    found = seen(house, last=date(2027, 1, 12))
    assert found == [*SIX[:2], "12-15 09", "12-22 09", "12-29 09", "01-05 09", "01-12 09"]


def test_an_all_day_series_ends_the_day_before(house: House) -> None:
    made = replace(series("RRULE:FREQ=WEEKLY;BYDAY=TU"), when=all_day(TUESDAY.date()))
    house.events.save(made)
    house.series.drop(made.id, date(2026, 12, 15), Scope.FOLLOWING)
    assert kept(house, made).recurrence == ("RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261214",)
    assert seen(house) == ["12-01 00", "12-08 00"]


def test_following_the_first_date_are_all(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(0), at(tuesday(0, 9)), Scope.FOLLOWING)
    assert len(events(house)) == 1
    assert kept(house, advice).when == at(tuesday(0, 9))
    assert house.series.draft(advice.id, tuesday(0, 9), Scope.FOLLOWING).scope is Scope.ALL


def test_after_a_dropped_first_date_the_second_one_is_the_first(house: House, advice: Event) -> None:
    house.series.drop(advice.id, tuesday(0))
    assert house.series.draft(advice.id, tuesday(1), Scope.FOLLOWING).scope is Scope.ALL


def test_exceptions_and_moved_dates_after_the_border_go_along(house: House, advice: Event) -> None:
    house.series.drop(advice.id, tuesday(1))
    house.series.drop(advice.id, tuesday(3))
    house.series.move_occurrence(advice.id, tuesday(4), at(tuesday(4, 8)))
    house.series.move_occurrence(advice.id, tuesday(2), at(tuesday(2, 17)), Scope.FOLLOWING)
    assert seen(house) == [SIX[0], "12-15 17", "12-29 08", "01-05 17"]
    old, new = kept(house, advice), next(one for one in events(house) if one.recurrence and one.id != advice.id)
    own = next(one for one in events(house) if one.recurrence_id)
    assert old.recurrence[-1] == "EXDATE;TZID=Europe/Stockholm:20261208T150000"
    assert new.recurrence[-1] == "EXDATE;TZID=Europe/Stockholm:20261222T170000"
    assert (own.uid, own.recurrence_id) == (new.uid, "20261229T170000")


def test_guests_come_along_with_their_answers_and_the_plan_too(house: House, advice: Event) -> None:
    stamp = datetime(2026, 11, 20, tzinfo=UTC)
    chief = Guest(
        event=advice.id, name="Bo Ek", answer=Answer.ACCEPTED, answered=stamp, answer_sequence=3, answer_stamp=stamp
    )
    house.guests.save(chief)
    house.guests.save(Guest(event=advice.id, name="Ida Holm", delegate_of=chief.id, attendance=Attendance.CAME))
    house.guests.save(Guest(event=advice.id, name="Kim Wall", walk_in=True))
    stand = Exhibitor(build_up=tuesday(0, 13))
    outline = Outline(tasks=(Task(text="Tryck blad", days=-5),))
    house.plans.save(Plan(event=advice.id, outline=outline, exhibitor=stand, hours=4, debrief=Debrief(good="Många")))
    house.series.move_occurrence(advice.id, tuesday(2), at(tuesday(2, 9)), Scope.FOLLOWING)
    new = next(one for one in events(house) if one.id != advice.id)
    with house.database.read() as view:
        mine, theirs = view.guests.at_event(advice.id), {one.name: one for one in view.guests.at_event(new.id)}
    assert len(mine) == 3
    assert set(theirs) == {"Bo Ek", "Ida Holm"}
    copy = theirs["Bo Ek"]
    assert (copy.answer, copy.answered, copy.answer_sequence, copy.answer_stamp) == (Answer.ACCEPTED, stamp, -1, None)
    assert theirs["Ida Holm"].delegate_of == copy.id
    assert theirs["Ida Holm"].attendance is Attendance.UNKNOWN
    plan = house.plans.of(new.id)
    assert (plan.outline, plan.exhibitor.build_up, plan.hours, plan.debrief) == (outline, tuesday(2, 7), 0, Debrief())


def test_another_weekday_for_those_that_follow(house: House) -> None:
    made = series("RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270106T225959Z")
    house.events.save(made)
    thursday = tuesday(2) + timedelta(days=2)
    house.series.move_occurrence(made.id, tuesday(2), at(thursday), Scope.FOLLOWING)
    assert seen(house) == [*SIX[:2], "12-17 15", "12-24 15", "12-31 15", "01-07 15"]


def test_a_series_cut_across_the_change_of_the_clock_keeps_its_wall_time(house: House) -> None:
    made = series("RRULE:FREQ=WEEKLY;BYDAY=WE", start=datetime(2027, 3, 17, 7, 30), hours=1)
    house.events.save(made)
    border = datetime(2027, 3, 31, 7, 30)
    draft = house.series.draft(made.id, border, Scope.FOLLOWING)
    house.series.save(made.id, border, replace(draft.event, place="Rådhuset"), Scope.FOLLOWING)
    found = house.events.between(date(2027, 3, 1), date(2027, 4, 8))
    assert [(one.when.start.day, one.when.start.hour, one.when.start_utc.hour, one.event.place) for one in found] == [
        (17, 7, 6, "Torget"),
        (24, 7, 6, "Torget"),
        (31, 7, 5, "Rådhuset"),
        (7, 7, 5, "Rådhuset"),
    ]
    assert kept(house, made).recurrence == ("RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20270331T052959Z",)


def test_a_rule_of_another_program_is_cut_but_its_day_is_not_moved(house: House) -> None:
    made = series("RRULE:FREQ=MONTHLY;BYDAY=1TU,3TU")
    house.events.save(made)
    third = tuesday(2)
    with pytest.raises(InvalidInput):
        house.series.move_occurrence(made.id, third, at(third + timedelta(days=1)), Scope.FOLLOWING)
    house.series.move_occurrence(made.id, third, at(third.replace(hour=9)), Scope.FOLLOWING)
    found = [one for one in events(house) if one.id != made.id]
    assert found[0].recurrence == ("RRULE:FREQ=MONTHLY;BYDAY=1TU,3TU",)
    assert seen(house, last=date(2027, 2, 1)) == ["12-01 15", "12-15 09", "01-05 09", "01-19 09"]


def test_a_series_is_not_cut_at_a_date_that_was_added_singly(house: House) -> None:
    made = series("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3", "RDATE;TZID=Europe/Stockholm:20261210T150000,20261217T150000")
    house.events.save(made)
    with pytest.raises(InvalidInput):
        house.series.move_occurrence(made.id, datetime(2026, 12, 10, 15), at(tuesday(1, 9)), Scope.FOLLOWING)
    house.series.move_occurrence(made.id, tuesday(2), at(tuesday(2, 9)), Scope.FOLLOWING)
    assert seen(house) == ["12-01 15", "12-08 15", "12-10 15", "12-15 09", "12-17 09"]


# All -----------------------------------------------------------------------------------------------------------------


def test_another_time_for_all_carries_exceptions_and_moved_dates(house: House, advice: Event) -> None:
    house.series.drop(advice.id, tuesday(1))
    house.series.move_occurrence(advice.id, tuesday(2), at(tuesday(2, 8)))
    house.series.move_occurrence(advice.id, tuesday(4), at(tuesday(4, 17)), Scope.ALL)
    assert seen(house) == ["12-01 17", "12-15 08", "12-22 17", "12-29 17", "01-05 17"]
    own = next(one for one in events(house) if one.recurrence_id)
    assert own.recurrence_id == "20261215T170000"
    assert own.sequence >= kept(house, advice).sequence == 2


def test_another_weekday_for_all_lets_exceptions_go_and_says_which(house: House, advice: Event) -> None:
    house.series.drop(advice.id, tuesday(1))
    house.series.move_occurrence(advice.id, tuesday(2), at(tuesday(2, 8)))
    changes = house.series.move_occurrence(advice.id, tuesday(3), at(tuesday(3) + timedelta(days=2)), Scope.ALL)
    assert "{days}" in changes.title
    assert changes.values["days"] == "2026-12-08, 2026-12-15"
    assert seen(house) == ["12-03 15", "12-10 15", "12-17 15", "12-24 15", "12-31 15", "01-07 15"]
    assert len(events(house)) == 1


def test_a_moved_date_with_guests_stays_as_an_event_of_its_own(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(2), at(tuesday(2, 8)))
    own = next(one for one in events(house) if one.recurrence_id)
    house.guests.save(Guest(event=own.id, name="Bo Ek"))
    house.series.move_occurrence(advice.id, tuesday(0), at(tuesday(0) + timedelta(days=2)), Scope.ALL)
    alone = house.events.get(own.id)
    assert (alone.recurrence_id, alone.when) == ("", at(tuesday(2, 8)))
    assert alone.uid != advice.uid


def test_what_is_changed_for_all_reaches_dates_that_had_it_from_the_series(house: House, advice: Event) -> None:
    draft = house.series.draft(advice.id, tuesday(1), Scope.THIS)
    house.series.save(advice.id, tuesday(1), replace(draft.event, description="Med fika"), Scope.THIS)
    series_now = kept(house, advice)
    moved = replace(series_now, title="Rådgivning för alla", description="Varje vecka", when=at(tuesday(0, 9)))
    house.series.save(advice.id, tuesday(0), moved, Scope.ALL)
    own = next(one for one in events(house) if one.recurrence_id)
    assert (own.title, own.description) == ("Rådgivning för alla", "Med fika")
    assert own.when == at(tuesday(1, 9)), "it stood where the series had it, and follows"


def test_the_last_date_is_not_lost_when_all_are_moved_later(house: House) -> None:
    made = series("RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215T140000Z")
    house.events.save(made)
    assert len(seen(house)) == 3
    house.series.move_occurrence(made.id, tuesday(0), at(tuesday(0, 18)), Scope.ALL)
    assert seen(house) == ["12-01 18", "12-08 18", "12-15 18"]


def test_whole_days_for_a_series_that_had_a_time(house: House, advice: Event) -> None:
    house.series.drop(advice.id, tuesday(1))
    house.series.move_occurrence(advice.id, tuesday(0), all_day(TUESDAY.date()), Scope.ALL)
    assert seen(house) == ["12-01 00", "12-15 00", "12-22 00", "12-29 00", "01-05 00"]
    assert kept(house, advice).recurrence[-1] == "EXDATE;VALUE=DATE:20261208"


# Dropping and cancelling ---------------------------------------------------------------------------------------------


def test_a_date_is_dropped_by_an_exception_while_nobody_is_invited(house: House, advice: Event) -> None:
    changes = house.series.drop(advice.id, date(2026, 12, 8))
    assert kept(house, advice).recurrence[-1] == "EXDATE;TZID=Europe/Stockholm:20261208T150000"
    assert seen(house) == [SIX[0], *SIX[2:]]
    assert changes.values["day"] == "2026-12-08"


def test_a_dropped_date_is_marked_as_cancelled_when_guests_know_of_it(house: House, advice: Event) -> None:
    told(house, advice)
    house.series.drop(advice.id, tuesday(1))
    own = next(one for one in events(house) if one.recurrence_id)
    assert (own.status, own.sequence, own.recurrence_id) == (EventStatus.CANCELLED, 1, "20261208T150000")
    assert not any("EXDATE" in line for line in kept(house, advice).recurrence)
    assert seen(house)[1] == "12-08 15 -"


def test_a_moved_date_that_is_dropped_does_not_come_back_at_its_first_time(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(1), at(tuesday(1, 9)))
    house.series.drop(advice.id, at(tuesday(1, 9)))
    assert seen(house) == [SIX[0], *SIX[2:]]
    assert len(events(house)) == 1


def test_deleting_a_moved_date_from_the_list_drops_it_too(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(1), at(tuesday(1, 9)))
    own = next(one for one in events(house) if one.recurrence_id)
    house.events.delete([own.id])
    assert seen(house) == [SIX[0], *SIX[2:]]


def test_deleting_a_series_takes_its_moved_dates_along_and_undo_brings_all_back(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(1), at(tuesday(1, 9)))
    before = seen(house)
    house.events.delete([advice.id])
    assert events(house) == []
    house.history.undo()
    assert seen(house) == before


def test_the_last_date_that_is_dropped_takes_the_series_with_it(house: House) -> None:
    made = series("RRULE:FREQ=WEEKLY;COUNT=2")
    house.events.save(made)
    house.series.drop(made.id, tuesday(0))
    house.series.drop(made.id, tuesday(1))
    assert events(house) == []


def test_delete_with_three_scopes(house: House, advice: Event) -> None:
    house.series.drop(advice.id, tuesday(4), Scope.FOLLOWING)
    assert seen(house) == SIX[:4]
    house.series.move_occurrence(advice.id, tuesday(3), at(tuesday(3, 9)))
    house.series.drop(advice.id, tuesday(2), Scope.FOLLOWING)
    assert seen(house) == SIX[:2]
    house.series.drop(advice.id, tuesday(1), Scope.ALL)
    assert events(house) == []


def test_cancel_with_three_scopes(house: House, advice: Event) -> None:
    house.series.cancel(advice.id, tuesday(1))
    assert seen(house) == [SIX[0], f"{SIX[1]} -", *SIX[2:]]
    house.series.cancel(advice.id, tuesday(4), Scope.FOLLOWING)
    assert seen(house) == [SIX[0], f"{SIX[1]} -", *SIX[2:4], f"{SIX[4]} -", f"{SIX[5]} -"]
    house.series.cancel(advice.id, tuesday(0), Scope.ALL)
    assert all(text.endswith("-") for text in seen(house))


def test_dropped_and_cancelled_dates_come_back(house: House, advice: Event) -> None:
    house.series.drop(advice.id, tuesday(1))
    house.series.cancel(advice.id, tuesday(2))
    house.series.bring_back(advice.id, tuesday(1))
    house.series.bring_back(advice.id, date(2026, 12, 15))
    assert seen(house) == SIX


def test_a_dropped_date_that_is_changed_takes_place_again(house: House, advice: Event) -> None:
    house.series.drop(advice.id, tuesday(1))
    house.series.move_occurrence(advice.id, tuesday(1), at(tuesday(1, 9)))
    assert seen(house)[1] == "12-08 09"
    assert house.series.dates(advice.id, house.now())[1].state is DateState.MOVED


def test_conversations_stay_with_the_series(house: House, advice: Event) -> None:
    house.meetings.save(Meeting(at=house.now(), officer="Anna Ek", event=advice.id, note="snö"))
    house.series.move_occurrence(advice.id, tuesday(2), at(tuesday(2, 9)), Scope.FOLLOWING)
    with house.database.read() as view:
        assert len(view.meetings.using(advice.id)) == 1


# Looking -------------------------------------------------------------------------------------------------------------


def test_the_next_dates_tell_what_became_of_each(house: House, advice: Event) -> None:
    house.series.drop(advice.id, tuesday(1))
    house.series.move_occurrence(advice.id, tuesday(2), at(tuesday(2, 9)))
    house.series.cancel(advice.id, tuesday(3))
    found = house.series.dates(advice.id, house.now())
    assert [(one.occurrence, one.state.value) for one in found] == [
        (tuesday(0), "plain"),
        (tuesday(1), "dropped"),
        (tuesday(2), "moved"),
        (tuesday(3), "cancelled"),
        (tuesday(4), "plain"),
        (tuesday(5), "plain"),
    ]
    assert house.series.nearest(advice.id, datetime(2026, 12, 3, tzinfo=UTC)) == tuesday(2)
    assert house.series.nearest(advice.id, datetime(2027, 12, 3, tzinfo=UTC)) == tuesday(5)


# Repeating -----------------------------------------------------------------------------------------------------------


def test_an_event_begins_to_repeat_on_a_day_of_its_rule_and_skips_what_it_shall(house: House) -> None:
    alone = replace(series(), recurrence=())
    house.events.save(alone)
    rule = replace(weekly(date(2026, 12, 3)), count=4)
    house.series.repeat(alone.id, rule, skip=[date(2026, 12, 24)])
    assert seen(house) == ["12-03 15", "12-10 15", "12-17 15"]
    house.series.repeat(alone.id, None)
    assert seen(house) == ["12-03 15"]


def test_another_rule_lets_dates_go_that_it_has_not(house: House, advice: Event) -> None:
    house.series.drop(advice.id, tuesday(1))
    changes = house.series.repeat(advice.id, Repeat(Unit.WEEK, 2, weekdays=(1,), count=3))
    assert changes.values["days"] == "2026-12-08"
    assert seen(house) == ["12-01 15", "12-15 15", "12-29 15"]


def test_one_date_of_a_series_cannot_repeat(house: House, advice: Event) -> None:
    house.series.move_occurrence(advice.id, tuesday(1), at(tuesday(1, 9)))
    own = next(one for one in events(house) if one.recurrence_id)
    with pytest.raises(InvalidInput):
        house.series.repeat(own.id, weekly(TUESDAY.date()))


def test_a_field_of_the_whole_series_reaches_the_dates_that_were_moved(house: House) -> None:
    weekly_hour = series(url="https://example.com/old")
    house.events.save(weekly_hour)
    house.series.move_occurrence(weekly_hour.id, tuesday(2), at(tuesday(2, 17)))
    house.series.drop(weekly_hour.id, tuesday(0))
    changes = house.series.put(weekly_hour.id, url="https://example.com/open", booth="B 12")
    assert {(one.url, one.booth) for one in events(house)} == {("https://example.com/open", "B 12")}
    assert len(events(house)) == 2
    assert changes.action is not None
    house.history.undo()
    assert {one.url for one in events(house)} == {"https://example.com/old"}


def test_a_field_of_a_single_event_is_put_too(house: House) -> None:
    single = Event(title="Frukost", when=at(TUESDAY))
    house.events.save(single)
    house.series.put(single.id, booth="A 1")
    assert kept(house, single).booth == "A 1"
