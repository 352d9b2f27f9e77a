"""The calendar file that others follow: what stands in it, what never does, and when it is written."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from outreach.domain.event import Event, EventStatus
from outreach.domain.guest import Guest
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.domain.unit import Unit
from outreach.domain.when import HOME_ZONE, zoned
from outreach.errors import CannotWrite, InvalidInput, NotFound
from outreach.formats.icalendar_file import read_calendar
from outreach.language import Language
from outreach.services.house import House
from tests.services.conftest import StillClock

SV = Language("sv")


def plan(house: House, title: str, **values: object) -> Event:
    when = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0), HOME_ZONE)
    event = Event(title=title, when=when, staff=("Anna Ek",), notes="Budget 4 000 kr", **values)  # type: ignore[arg-type]
    house.events.save(event)
    return house.events.get(event.id)


def test_confirmed_events_stand_in_the_file_and_nothing_of_ours_alone(house: House, tmp_path: Path) -> None:
    house.unit.save_unit(Unit(municipality="Älvbro kommun", department="Upphandling"))
    event = plan(house, "Frukost")
    plan(house, "Kanske", status=EventStatus.TENTATIVE)
    plan(house, "Inställt", status=EventStatus.CANCELLED)
    with house.database.work("guest") as work:
        work.save(Kind.GUEST, Guest(event=event.id, name="Bo Ek", email="bo@firma.example"))
    told = house.published.write(tmp_path / "kalender.ics", SV)
    assert (told.events, told.written) == (1, True)
    text = told.file.read_text("utf-8").replace("\r\n ", "")
    assert "METHOD:PUBLISH" in text
    assert "X-WR-CALNAME:Älvbro kommun – Upphandling" in text
    for secret in ("Anna Ek", "Budget", "Bo Ek", "bo@firma.example", "ATTENDEE", "Kanske", "Inställt"):
        assert secret not in text
    events, problems = read_calendar(told.file.read_bytes())
    assert ([one.uid for one in events], problems) == ([event.uid], [])


def test_file_is_written_only_when_it_says_something_new(house: House, tmp_path: Path, clock: StillClock) -> None:
    event = plan(house, "Frukost")
    path = tmp_path / "kalender.ics"
    house.published.write(path, SV)
    before = path.stat().st_mtime_ns, path.read_bytes()
    clock.now += timedelta(hours=3)
    house.events.save(replace(house.events.get(event.id), notes="Nytt, men bara för oss"))
    assert not house.published.write(path, SV).written
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before
    house.events.save(replace(house.events.get(event.id), place="Rådhuset"))
    assert house.published.write(path, SV).written
    assert "SEQUENCE:1" in path.read_text("utf-8")
    house.events.delete([event.id])
    assert house.published.write(path, SV).written
    assert "VEVENT" not in path.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")
def test_others_may_read_the_file(house: House, tmp_path: Path) -> None:
    told = house.published.write(tmp_path / "kalender.ics", SV)
    assert stat.S_IMODE(told.file.stat().st_mode) == 0o644
    names = [one.name for one in tmp_path.iterdir()]
    assert not [name for name in names if name.startswith(".kalender")], "nothing half-made is left beside it"


def test_series_is_followed_by_its_exceptions_whatever_their_status(house: House, tmp_path: Path) -> None:
    series = plan(house, "Rådgivning", recurrence=("RRULE:FREQ=WEEKLY;COUNT=5",))
    dropped = zoned(datetime(2026, 12, 10, 7, 30), datetime(2026, 12, 10, 9, 0), HOME_ZONE)
    house.events.save(
        Event(title="Rådgivning", when=dropped, uid=series.uid, recurrence_id="20261210T073000", status=EventStatus.CANCELLED)
    )
    told = house.published.write(tmp_path / "kalender.ics", SV)
    assert told.events == 2
    assert "STATUS:CANCELLED" in told.file.read_text("utf-8")


def test_own_choice_by_a_saved_view(house: House, tmp_path: Path) -> None:
    event = plan(house, "Frukost")
    plan(house, "Internt")
    house.views.save(SavedView(name="Öppna", of=Kind.EVENT).with_picked([event.id]))
    assert house.published.write(tmp_path / "kalender.ics", SV, "Öppna").events == 1
    with pytest.raises(NotFound):
        house.published.write(tmp_path / "kalender.ics", SV, "Finns inte")


def test_share_that_is_gone_is_said_and_leaves_no_half_file(house: House, tmp_path: Path) -> None:
    plan(house, "Frukost")
    with pytest.raises(CannotWrite):
        house.published.write(tmp_path / "borta" / "kalender.ics", SV)
    with pytest.raises(InvalidInput):
        house.published.write(tmp_path / "kalender.txt", SV)
    assert list(tmp_path.glob("*.txt")) == []
