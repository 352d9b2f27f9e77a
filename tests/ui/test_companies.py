"""The page of companies: look at one, write one in, and never keep a sole trader's number."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from outreach.domain.company import Company, SizeClass
from outreach.domain.contact import Email, Phone
from outreach.domain.event import Event
from outreach.domain.follow_up import FollowUp
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.domain.when import zoned
from outreach.services.house import House
from outreach.ui.companies.company_form import CompanyForm
from outreach.ui.companies.page import CompaniesPage
from outreach.ui.context import Context
from outreach.ui.lists.time_line import AT_FIRST, MomentLine, TimeLine
from outreach.ui.people.person_form import PersonForm
from tests.ui.list_makers import NOW, make_house

BERGS = Company(
    name="Bergs Bygg AB",
    org_number="2120000142",
    municipality="2061",
    sni=("43.210",),
    size=SizeClass.MICRO,
    cpv=("90620000",),
    tags=("snö",),
    emails=(Email("info@bergs.example"),),
    phones=(Phone("+46701234567", "mobile"),),
    notes="<b>Not bold</b>",
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = make_house(tmp_path)
    made.companies.save(BERGS)
    yield made
    made.close()


@pytest.fixture
def page(context: Context, qtbot) -> CompaniesPage:
    made = CompaniesPage(context)
    qtbot.addWidget(made)
    made.resize(1158, 718)
    made.show()
    made.enter()
    settled(qtbot, made)
    return made


def settled(qtbot, page) -> None:
    timers = [page.selection.moving, page.search._typing]
    qtbot.waitUntil(lambda: page.context.tasks.idle and not any(timer.isActive() for timer in timers), timeout=20_000)


def texts(widget) -> list[str]:
    return [part.text() for part in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton))]


def press(widget, text: str) -> None:
    next(button for button in widget.findChildren(QPushButton) if button.text() == text).click()


def test_the_pane_tells_all_that_is_known_as_plain_text(page, house, qtbot):
    anna = Person(name="Anna Berg", roles=(Role(BERGS.id, "CEO"),), phones=(Phone("+46702223344"),))
    page.context.write(lambda: house.people.save(anna))
    settled(qtbot, page)
    shown = texts(page.details)
    for text in (
        "Bergs Bygg AB",
        "Smedjebacken · Micro (under 10 staff) · 212000-0142",
        "Specialised construction trades",
        "070-123 45 67",
        "info@bergs.example",
        "Snow-clearing services",
        "snö",
        "Anna Berg",
        "CEO · 070-222 33 44",
        "<b>Not bold</b>",
    ):
        assert text in shown
    formats = {
        label.textFormat().name for label in page.details.findChildren(QLabel) if label.text() == "<b>Not bold</b>"
    }
    assert formats == {"PlainText"}


def test_long_words_and_names_do_not_push_the_pane_wider_than_it_is(page, house, qtbot):
    long = "Anläggningsarbetesentreprenad" * 4
    people = Person(name=f"Anna {long}", roles=(Role(BERGS.id, long),))
    wide = replace(
        house.companies.get(BERGS.id), name=long, tags=(long,), notes=long, emails=(Email(f"{long}@x.example"),)
    )
    page.context.write(lambda: house.people.save(people))
    page.context.write(lambda: house.companies.save(wide))
    settled(qtbot, page)
    pane = page.details._scroll
    assert pane.widget().minimumSizeHint().width() <= page.details.minimumWidth()
    assert pane.widget().width() == pane.viewport().width()


def test_a_click_on_a_number_copies_it_as_it_is_read(page, qtbot):
    with qtbot.waitSignal(page.context.wishes.notify) as told:
        press(page.details, "070-123 45 67")
    assert QGuiApplication.clipboard().text() == "070-123 45 67"
    assert told.args == ["Copied: 070-123 45 67"]


def test_a_persons_name_opens_the_person(page, house, qtbot):
    anna = Person(name="Anna Berg", roles=(Role(BERGS.id),))
    page.context.write(lambda: house.people.save(anna))
    settled(qtbot, page)
    with qtbot.waitSignal(page.context.wishes.open_record) as told:
        press(page.details, "Anna Berg")
    assert told.args == [Kind.PERSON, anna.id]


def test_the_time_line_tells_conversations_promises_and_changes_newest_first(page, house, qtbot):
    gala = Event(title="Business gala", when=zoned(datetime(2026, 10, 11, 18), datetime(2026, 10, 11, 22)))
    anna = Person(name="Anna Berg", roles=(Role(BERGS.id),))
    house.events.save(gala)
    house.people.save(anna)
    at = datetime(2026, 10, 11, 17, 30, tzinfo=UTC)
    talk = Meeting(
        at=at, person=anna.id, company=BERGS.id, event=gala.id, note="Asked about snow", officer="Ola", tags=("snö",)
    )
    house.meetings.save(talk)
    house.follow_ups.save(FollowUp(due=date(2026, 11, 20), text="Send the leaflet", company=BERGS.id, officer="Ola"))
    page.refresh()
    settled(qtbot, page)
    line = page.details.findChildren(TimeLine)[0]
    told = [
        [label.text() for label in moment.findChildren(QLabel) if label.text()]
        for moment in line.findChildren(MomentLine)
    ]
    assert ["Follow up", "Send the leaflet", "overdue · Ola"] in told
    assert ["Anna Berg · Business gala", "Asked about snow", "19:30 · Ola · #snö"] in told
    assert any("Added Bergs Bygg AB" in entry for entry in told)
    assert told[-1][0] == "Anna Berg · Business gala", "the oldest stands last"
    days = [label.text() for label in line.findChildren(QLabel) if label.parent() is line]
    assert days[0].startswith("Tue 24 Nov")
    assert days[-1].startswith("Sun 11 Oct")


def test_a_promise_is_ticked_off_in_the_time_line(page, house, qtbot):
    promise = FollowUp(due=date(2026, 11, 20), text="Send the leaflet", company=BERGS.id)
    page.context.write(lambda: house.follow_ups.save(promise))
    settled(qtbot, page)
    press(page.details, "Done")
    settled(qtbot, page)
    assert house.follow_ups.get(promise.id).done == NOW
    assert "Followed up" in texts(page.details)
    assert "Done" not in texts(page.details)


def test_a_long_time_line_is_shown_piece_by_piece(page, house, qtbot):
    with house.database.work("Filled") as work:
        for number in range(40):
            work.save(Kind.MEETING, Meeting(at=NOW - timedelta(days=number), company=BERGS.id, note=f"Talk {number}"))
    page.refresh()
    settled(qtbot, page)
    line = page.details.findChildren(TimeLine)[0]
    assert line.shown == AT_FIRST
    press(line, f"Show {41 - AT_FIRST} older")
    assert line.shown == 41
    assert "Talk 39" in texts(line)


def test_a_new_company_is_written_in_and_shown(page, house, qtbot):
    page.new_record()
    settled(qtbot, page)
    form = page.findChildren(CompanyForm)[0]
    form.name.setText("  Ekens   Åkeri ")
    form.phones.lines[0].line.setText("0240-123 45")
    form.tags.line.setText("Åkeri, lokal")
    form.municipality.setText("Borlänge")
    form.submit()
    settled(qtbot, page)
    company = house.companies.named("Ekens Åkeri")[0]
    assert company.tags == ("åkeri", "lokal")
    assert company.municipality == "2081"
    assert company.phones == (Phone("+4624012345"),)
    assert page.current_id() == company.id


def test_a_company_without_a_name_is_refused_at_its_field_and_the_rest_is_kept(page, qtbot):
    page.new_record()
    settled(qtbot, page)
    form = page.findChildren(CompanyForm)[0]
    form.notes.set_value("met at the gala")
    form.submit()
    settled(qtbot, page)
    assert form.isVisible()
    field = form.fields["Company"]
    assert field.note.text() == "A company needs a name."
    assert field.has_error
    assert form.notes.value() == "met at the gala"
    form._throw_away()


def test_a_wrong_check_digit_is_said_while_typing_and_refused_when_saving(page, house, qtbot):
    page.new_record()
    settled(qtbot, page)
    form = page.findChildren(CompanyForm)[0]
    form.name.setText("Test")
    form.org_number.setText("212000-0143")
    assert "check digit is wrong" in form.number_field.note.text()
    form.submit()
    settled(qtbot, page)
    assert form.isVisible()
    assert form.number_field.has_error
    assert house.companies.count() == 1
    form.org_number.setText("212000-0142")
    assert form.number_field.note.text() == "The number is right."
    form.submit()
    settled(qtbot, page)
    assert house.companies.named("Test")[0].org_number == "2120000142"


def test_a_sole_traders_number_is_not_kept_and_the_form_says_why(page, house, qtbot):
    page.new_record()
    settled(qtbot, page)
    form = page.findChildren(CompanyForm)[0]
    form.name.setText("Evas Foto")
    form.org_number.setText("811228-9874")
    assert "personal identity number" in form.number_field.note.text()
    assert form.sole_trader.isChecked()
    form.submit()
    settled(qtbot, page)
    company = house.companies.named("Evas Foto")[0]
    assert (company.org_number, company.sole_trader) == ("", True)
    journal = [entry.fields for entry in house.history.of(company.id)]
    assert "811228" not in str(journal)
    assert "Sole trader" in texts(page.details)


def test_editing_changes_what_was_edited_and_nothing_else(page, house, qtbot):
    page.edit_record(BERGS.id)
    settled(qtbot, page)
    form = page.findChildren(CompanyForm)[0]
    assert form.org_number.text() == "212000-0142"
    form.website.setText("www.bergs.example")
    form.submit()
    settled(qtbot, page)
    before = house.companies.get(BERGS.id)
    assert before == replace(BERGS, website="www.bergs.example", version=2)


def test_a_person_is_added_to_the_company_from_its_pane(page, house, qtbot):
    press(page.details, "Add a person")
    settled(qtbot, page)
    form = page.findChildren(PersonForm)[0]
    assert form.roles.lines[0].company.record_id() == BERGS.id
    form.name.setText("Anna Berg")
    form.roles.lines[0].title.setText("CEO")
    form.submit()
    settled(qtbot, page)
    people = house.people.at_company(BERGS.id)
    assert [(person.name, person.roles[0].title) for person in people] == [("Anna Berg", "CEO")]
    assert "Anna Berg" in texts(page.details)
    assert page.model.data(page.model.index(0, page.model.column_named("people"))) == "1"


def test_log_a_conversation_names_the_company_that_is_shown(page, qtbot):
    with qtbot.waitSignal(page.context.wishes.capture_with) as wished:
        press(page.details, "Log a conversation")
    entry = wished.args[0]
    assert (entry.company, entry.company_id) == (BERGS.name, str(BERGS.id))


def test_companies_are_found_by_municipality_interest_and_size_together(page, house, qtbot):
    page.context.write(lambda: house.companies.save(Company(name="Other", municipality="2061", cpv=("45233000",))))
    page.set_filter("municipality", ["2061"])
    page.set_filter("cpv", ["9062", "90"])
    page.set_filter("size", ["micro"])
    settled(qtbot, page)
    assert page.model.rowCount() == 1
    assert page.model.listing.filters == (
        ("municipality", "2061"),
        ("cpv", "9062"),
        ("cpv", "90"),
        ("size", "micro"),
    )
    assert house.companies.ids(Listing(Kind.COMPANY, filters=page.model.listing.filters)) == [BERGS.id]
