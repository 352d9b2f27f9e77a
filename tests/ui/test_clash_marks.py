"""Small marks in the calendar on what clashes, found when the page has come to rest."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from outreach.domain.event import Event
from outreach.domain.when import zoned
from outreach.ui.calendar.clash_marks import CLASHES
from outreach.ui.calendar.view_switch import AGENDA, MONTH, WEEK, YEAR
from outreach.ui.events.page import EventsPage

DAY = date(2026, 12, 9)


def event(title: str, hour: int, *staff: str) -> Event:
    start = datetime(DAY.year, DAY.month, DAY.day, hour)
    return Event(title=title, when=zoned(start, start + timedelta(hours=2)), staff=staff)


@pytest.fixture
def page(context, house, qtbot, settle):
    for one in (event("Frukost", 8, "Anna Ek"), event("Kurs", 9, "Anna Ek"), event("Ensam", 9, "Bo Lind")):
        house.events.save(one)
    made = EventsPage(context)
    made.resize(1150, 680)
    qtbot.addWidget(made)
    made.show()
    made.enter()
    settle()
    return made


@pytest.mark.parametrize("view", [MONTH, WEEK, AGENDA])
def test_what_clashes_is_marked_in_every_picture(page, qtbot, settle, view):
    page.choose_view(view)
    page.picture.go_to(DAY)
    settle()
    canvas = page.picture.canvas
    qtbot.waitUntil(lambda: bool(canvas.clashing))
    marked = {one.title for one in canvas.on(DAY) if canvas.is_clashing(one)}
    assert marked == {"Frukost", "Kurs"}
    plain = canvas.grab().toImage()
    canvas.clashing = frozenset()
    canvas.update()
    assert canvas.grab().toImage() != plain, "the mark is painted"


def test_a_mark_goes_when_the_clash_is_gone_and_is_read_aloud_while_it_is_there(page, house, qtbot, settle):
    page.choose_view(MONTH)
    page.picture.go_to(DAY)
    settle()
    canvas = page.picture.canvas
    qtbot.waitUntil(lambda: bool(canvas.clashing))
    frukost = next(one for one in canvas.on(DAY) if one.title == "Frukost")
    canvas.choose_entry(frukost, DAY)
    assert canvas.accessibleName().endswith(page.context.words(CLASHES))
    kurs = next(one for one in canvas.on(DAY) if one.title == "Kurs")
    later = zoned(datetime(2026, 12, 9, 13), datetime(2026, 12, 9, 15))
    page.context.write(lambda: house.series.move_occurrence(kurs.record, kurs.when, later), page)
    settle()
    qtbot.waitUntil(lambda: not canvas.clashing)


def test_the_year_has_no_marks_and_asks_for_none(page, settle):
    page.choose_view(YEAR)
    settle()
    assert page.picture.canvas.clashing == frozenset()
