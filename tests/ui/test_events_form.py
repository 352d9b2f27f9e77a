"""The form of an event: sensible beginnings, an end that follows, errors at their field, and nothing typed that is lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt

from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.joining import join
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import Officer
from outreach.domain.when import When, all_day, zoned
from outreach.errors import InvalidInput
from outreach.language import Language
from outreach.ui.events.form import EventForm, new_event
from outreach.ui.events.kind_guess import guess_kind
from outreach.ui.events.when_editor import find_zones, length_of, next_hour, usual_on
from outreach.ui.forms.same_field import SameFieldDialog

FAIR = Event(
    title="Leverantörsmässan",
    when=zoned(datetime(2026, 12, 3, 9), datetime(2026, 12, 3, 16)),
    kind=EventKind.FAIR,
    status=EventStatus.TENTATIVE,
    place="Kupolen",
    booth="C7",
    staff=("Anna Ek", "Bo Lind"),
    description="Kaffe från 8.30.",
    notes="Ta med rollup.",
    url="https://massan.example/2026",
    tags=("mässa",),
)


@pytest.fixture
def open_form(context, house, qtbot, settle):
    forms = []

    def make(event: Event, **more) -> EventForm:
        form = EventForm(context, event, **more)
        forms.append(form)
        form.open()
        settle()
        return form

    yield make
    import shiboken6

    for form in forms:
        if shiboken6.isValid(form):
            form._sure = True
            form.close()


@pytest.fixture
def new_form(open_form, context, house):
    return open_form(new_event(context, next_hour(house.now())))


def all_events(house):
    return house.events.listed(Listing(Kind.EVENT))


def kind_of(form):
    return form.kind.currentData()


def line(field):
    return field.editor


def test_new_event_begins_at_the_next_full_hour_for_two_hours_with_whoever_works_here(new_form):
    assert new_form.when.value() == zoned(datetime(2026, 11, 24, 11), datetime(2026, 11, 24, 13))
    assert new_form.staff.values == ("Anna Ek",)
    assert not new_form.is_changed()
    assert new_form.when.said.text() == "Tue 24 Nov 2026 11:00–13:00 · 2 hours"


def test_event_goes_through_the_form_unchanged(open_form, house, settle):
    tender = Tender(title="Snöröjning", stage=Stage.PLANNED)
    house.tenders.save(tender)
    house.events.save(replace(FAIR, tenders=(tender.id,)))
    stored = house.events.get(FAIR.id)
    form = open_form(stored)
    assert form.value() == stored
    assert form.tenders.labels == ("Snöröjning",)
    assert not form.is_changed()
    form.submit()
    settle()
    assert house.events.get(FAIR.id) == stored


@pytest.mark.parametrize(
    "when",
    [
        all_day(date(2026, 10, 24), date(2026, 10, 26)),
        When(datetime(2026, 12, 3, 9), datetime(2026, 12, 5, 1), "Europe/Helsinki"),
        When(datetime(2026, 12, 3, 9), datetime(2026, 12, 3, 9), ""),
        zoned(datetime(2026, 12, 3, 18), datetime(2026, 12, 4)),
    ],
)
def test_every_kind_of_time_survives_the_form(open_form, house, when):
    house.events.save(replace(FAIR, when=when))
    assert open_form(house.events.get(FAIR.id)).when.value() == when


def test_end_follows_the_start_and_keeps_the_length(new_form):
    new_form.when.start.clock.set_value(time(15, 30))
    assert new_form.when.value() == zoned(datetime(2026, 11, 24, 15, 30), datetime(2026, 11, 24, 17, 30))
    new_form.when.start.day.line.setText("2027-01-31")
    assert new_form.when.value() == zoned(datetime(2027, 1, 31, 15, 30), datetime(2027, 1, 31, 17, 30))
    new_form.when.start.clock.set_value(time(23))
    assert new_form.when.value().end == datetime(2027, 2, 1, 1)


def test_half_typed_day_leaves_the_end_alone_and_is_no_error_yet(new_form):
    new_form.when.start.day.line.setText("2027-13")
    assert new_form.when.end.day.value() == date(2026, 11, 24)
    assert not any(field.has_error for field in new_form.when.fields)
    assert new_form.when.said.text() == ""
    new_form.when.start.day.line.setText("3/12")
    assert new_form.when.value().end == datetime(2026, 12, 3, 13)


def test_whole_days_hide_the_clocks_and_count_both_ends(new_form):
    new_form.when.whole_days.setChecked(True)
    new_form.when.end.day.line.setText("2026-11-26")
    assert not new_form.when.start.clock.isVisible()
    assert not new_form.when.zone.isVisible()
    assert new_form.when.value() == all_day(date(2026, 11, 24), date(2026, 11, 26))
    assert new_form.when.said.text().endswith("3 days")


def test_event_without_a_title_is_refused_at_the_field_and_nothing_is_lost(new_form, house, settle):
    new_form.notes.setPlainText("Viktigt")
    new_form.submit()
    settle()
    assert new_form.isVisible()
    assert new_form._name.has_error
    assert new_form._name.note.text() == "Give the event a title."
    assert new_form.notes.value() == "Viktigt"
    assert all_events(house) == []
    line(new_form._name).setText("Frukost")
    new_form.submit()
    settle()
    assert [(event.title, event.notes) for event in all_events(house)] == [("Frukost", "Viktigt")]


def test_end_before_start_is_said_while_typing_and_stops_saving(new_form, house, settle):
    line(new_form._name).setText("Frukost")
    new_form.when.end.day.line.setText("2026-11-23")
    starts, ends, _ = new_form.when.fields
    assert ends.has_error
    assert not starts.has_error
    assert new_form.when.end.day.line.property("invalid") is True
    new_form.submit()
    settle()
    assert ends.note.text() == "The end lies before the start."
    assert all_events(house) == []
    new_form.when.end.day.line.setText("2026-11-24")
    assert not ends.has_error


def test_time_that_the_night_of_summer_time_leaves_out_is_refused(new_form):
    new_form.when.set_value(zoned(datetime(2027, 3, 28, 1), datetime(2027, 3, 28, 4)))
    assert new_form.when.said.text().endswith("2 hours")
    new_form.when.start.clock.set_value(time(2, 30))
    assert new_form.when.fields[0].has_error
    with pytest.raises(InvalidInput):
        new_form.when.value()


def test_hour_that_autumn_repeats_is_counted_as_the_clock_runs():
    assert length_of(zoned(datetime(2026, 10, 25, 0), datetime(2026, 10, 25, 6)))[0][1] == 7


@pytest.mark.parametrize(
    ("text", "first"),
    [("hels", "Europe/Helsinki"), ("los angeles", "America/Los_Angeles"), ("utc", "UTC"), ("", "Europe/Stockholm")],
)
def test_zones_are_found_by_city(text, first):
    assert find_zones(text)[0].value == first


def test_unknown_zone_is_explained_and_an_empty_one_means_local_time(new_form):
    line(new_form._name).setText("Resa")
    new_form.when.zone.setText("Mars/Olympus")
    new_form.submit()
    assert "There is no time zone called Mars/Olympus" in new_form.when.fields[2].note.text()
    new_form.when.zone.setText("europe/helsinki")
    assert new_form.when.value().zone == "Europe/Helsinki"
    assert "Europe/Helsinki" in new_form.when.said.text()
    new_form.when.zone.clear()
    assert new_form.when.value().zone == ""


@pytest.mark.parametrize(("typed", "kept"), [("massan.example", "https://massan.example"), ("  ", "")])
def test_link_is_completed(new_form, typed, kept):
    line(new_form._name).setText("Mässa")
    line(new_form._link).setText(typed)
    assert new_form.value().url == kept


def test_link_that_is_none_is_refused_at_its_field(new_form, settle):
    line(new_form._name).setText("Mässa")
    line(new_form._link).setText("javascript:alert(1)")
    new_form.submit()
    assert new_form._link.has_error
    assert new_form.isVisible()


def test_link_of_an_imported_event_stays_as_long_as_nobody_touches_it(open_form, house):
    house.events.save(replace(FAIR, url="webcal://mässan"))
    assert open_form(house.events.get(FAIR.id)).value().url == "webcal://mässan"


def test_kind_is_guessed_from_the_title_until_somebody_chooses(new_form, qtbot):
    qtbot.keyClicks(line(new_form._name), "Frukost om upphandling")
    assert kind_of(new_form) == EventKind.BREAKFAST.value
    new_form.kind.setCurrentIndex(new_form.kind.findData(EventKind.COURSE.value))
    new_form.kind.activated.emit(new_form.kind.currentIndex())
    qtbot.keyClicks(line(new_form._name), " och gala")
    assert kind_of(new_form) == EventKind.COURSE.value


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Näringslivsgalan 2026", EventKind.GALA),
        ("Byggmässan", EventKind.FAIR),
        ("Företagslunch", EventKind.NETWORK),
        ("Besök hos Åströms", EventKind.VISIT),
        ("Marknadsdialog om städ", EventKind.DIALOGUE),
        ("Bid-writing course", EventKind.COURSE),
        ("Öppen rådgivning", EventKind.ADVICE),
        ("Möte", None),
        ("", None),
    ],
)
def test_titles_tell_the_kind(title, kind):
    assert guess_kind(title) is kind


def test_officers_are_offered_and_free_names_are_taken(new_form, house, qtbot, settle):
    house.unit.save_officer(Officer(name="Bo Lind"))
    staff = new_form.staff
    staff.line.setFocus()
    qtbot.keyClicks(staff.line, "lin")
    settle()
    assert staff.line.offers.chosen().label == "Bo Lind"
    qtbot.keyClick(staff.line, Qt.Key.Key_Return)
    qtbot.keyClicks(staff.line, "Konsulten Kim,")
    assert staff.values == ("Anna Ek", "Bo Lind", "Konsulten Kim")
    qtbot.keyClick(staff.line, Qt.Key.Key_Backspace)
    assert staff.values == ("Anna Ek", "Bo Lind")
    qtbot.keyClicks(staff.line, "Åsa")
    assert staff.values == ("Anna Ek", "Bo Lind", "Åsa")


def test_tenders_are_chosen_by_their_words_and_nothing_else_is_taken(new_form, house, qtbot, settle):
    snow = Tender(title="Snöröjning i Älvbro", stage=Stage.PLANNED)
    for tender in (snow, Tender(title="Lunch", stage=Stage.PLANNED)):
        house.tenders.save(tender)
    tenders = new_form.tenders
    tenders.line.setFocus()
    qtbot.keyClicks(tenders.line, "snoroj")
    settle()
    qtbot.keyClick(tenders.line, Qt.Key.Key_Return)
    assert tenders.values == (snow.id,)
    qtbot.keyClicks(tenders.line, "finns inte")
    settle()
    line(new_form._name).setText("Frukost")
    assert new_form.value().tenders == (snow.id,)


def test_closing_with_something_typed_asks_inside_the_form(new_form):
    line(new_form._name).setText("Frukost")
    new_form.reject()
    assert new_form.isVisible()
    assert new_form._banner.isVisible()
    new_form._throw_away()
    assert not new_form.isVisible()


def test_changes_of_two_officers_are_joined_when_they_concern_different_fields(open_form, house, settle):
    house.events.save(FAIR)
    form = open_form(house.events.get(FAIR.id))
    line(form._place).setText("Folkets hus")
    house.events.save(replace(house.events.get(FAIR.id), booth="D1"))
    form.submit()
    settle()
    stored = house.events.get(FAIR.id)
    assert (stored.place, stored.booth) == ("Folkets hus", "D1")


def test_changes_of_two_officers_to_the_same_field_are_explained_and_stay_in_the_form(open_form, house, settle):
    house.events.save(FAIR)
    form = open_form(house.events.get(FAIR.id))
    line(form._place).setText("Folkets hus")
    house.events.save(replace(house.events.get(FAIR.id), place="Biblioteket"))
    form.submit()
    settle()
    (asked,) = form.findChildren(SameFieldDialog)
    asked.reject()
    assert form.isVisible()
    assert line(form._place).text() == "Folkets hus"
    assert house.events.get(FAIR.id).place == "Biblioteket"


def test_joining_keeps_the_number_that_guests_calendars_count():
    theirs = replace(FAIR, version=3, sequence=4, booth="D1")
    joined, clashes = join(replace(FAIR, version=2), replace(FAIR, version=2, place="Folkets hus"), theirs)
    assert not clashes
    assert (joined.version, joined.sequence, joined.booth, joined.place) == (3, 4, "D1", "Folkets hus")


def test_form_follows_the_language_and_keeps_what_is_chosen(open_form, house, context):
    house.events.save(FAIR)
    form = open_form(house.events.get(FAIR.id))
    context.words.switch(Language("sv"))
    assert kind_of(form) == EventKind.FAIR.value
    assert form.when.said.text().startswith("tors 3 dec. 2026 09:00–16:00")
    assert not form.is_changed()


def test_series_says_that_all_its_dates_are_meant(open_form, house):
    from PySide6.QtWidgets import QLabel

    house.events.save(replace(FAIR, recurrence=("RRULE:FREQ=WEEKLY",)))
    form = open_form(house.events.get(FAIR.id))
    assert any("This is a series" in label.text() for label in form.findChildren(QLabel))
    assert form.value().recurrence == ("RRULE:FREQ=WEEKLY",)


def test_next_hour_is_that_of_our_clock_and_other_days_begin_at_nine():
    assert next_hour(datetime(2026, 7, 1, 21, 59, tzinfo=UTC)).start == datetime(2026, 7, 2, 0)
    assert usual_on(date(2026, 12, 3)).end - usual_on(date(2026, 12, 3)).start == timedelta(hours=2)
