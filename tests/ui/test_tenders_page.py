"""The page of tenders: find, look, write down, change, delete, hand over to the flyer."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.tender import Lot, Money, Stage, Tender, ValueClass
from outreach.language import Language
from outreach.ui.tenders.form import TenderForm
from outreach.ui.tenders.link_question import LinkQuestion, web_host
from outreach.ui.tenders.page import TendersPage

SNOW = Tender(
    title="Snöröjning i Älvbro",
    description="Plogning av gator.\nÄven  skolgårdar.",
    stage=Stage.ADVERTISED,
    buyer="Älvbro kommun",
    reference="KS 2026/17",
    cpv=("90620000", "90630000"),
    place="SE312",
    expected_publication=date(2026, 11, 2),
    question_deadline=datetime(2027, 1, 22, 11, 0, tzinfo=UTC),
    tender_deadline=datetime(2027, 2, 1, 22, 59, 59, tzinfo=UTC),
    contract_start=date(2027, 10, 1),
    contract_end=date(2030, 4, 30),
    contract_months=31,
    value=Money(640_000_000),
    value_class=ValueClass.UNDER_10M,
    link="https://upphandling.alvbro.example/17",
    officer="Bo Dahl",
    lots=(Lot("LOT-0001", "Centrum", cpv=("90620000",)), Lot("LOT-0002")),
    tags=("vinter",),
    notes="Ring före jul.",
    procedure_id="a-b-c",
    notice_id="1-2-3",
    notice_version="01",
)
LUNCH = Tender(title="Lunch till Björken", stage=Stage.PLANNED, expected_publication=date(2027, 3, 1), withheld=True)
TAXI = Tender(title="Taxi", stage=Stage.CONTRACT, value_class=ValueClass.OVER_10M, link="javascript:alert(1)")


@pytest.fixture
def page(qtbot, house, context):
    for tender in (SNOW, LUNCH):
        house.tenders.save(tender)
    # A link that no form takes, as a foreign notice may carry it.
    with house.database.work("Read a notice") as work:
        work.save(Kind.TENDER, TAXI)
    made = TendersPage(context)
    qtbot.addWidget(made)
    made.show()
    made.enter()
    made.clear()
    settle(qtbot, context)
    return made


def settle(qtbot, context):
    qtbot.wait(120)
    qtbot.waitUntil(lambda: context.tasks.idle)


def listed(page):
    return [page.model.row_at(row).texts[0] for row in range(page.model.rowCount())]


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def look_at(qtbot, page, tender):
    page.show_record(tender.id)
    qtbot.waitUntil(lambda: page.details.shown == tender.id)


def open_form(qtbot, page, tender=None):
    form = TenderForm(page.context, tender, page)
    form.open()
    settle(qtbot, page.context)
    return form


def test_the_list_narrows_by_stage_by_coming_and_by_cpv(qtbot, page):
    assert listed(page) == ["Snöröjning i Älvbro", "Lunch till Björken", "Taxi"]
    page.set_filter("stage", ["planned", "contract"])
    settle(qtbot, page.context)
    assert listed(page) == ["Lunch till Björken", "Taxi"]
    page.clear()
    page.set_filter("coming", ["yes"])
    settle(qtbot, page.context)
    assert listed(page) == ["Snöröjning i Älvbro", "Lunch till Björken"]
    page.clear()
    page.set_filter("cpv", ["9062"])
    settle(qtbot, page.context)
    assert listed(page) == ["Snöröjning i Älvbro"]
    page.clear()
    page.set_filter("officer", ["Bo Dahl"])
    settle(qtbot, page.context)
    assert listed(page) == ["Snöröjning i Älvbro"]
    page.clear()
    page.set_filter("value_class", ["over_10m"])
    settle(qtbot, page.context)
    assert listed(page) == ["Taxi"]


def test_what_is_long_over_is_left_out_at_first_and_a_chip_says_so(qtbot, house, context):
    for tender in (SNOW, replace(TAXI, link="")):
        house.tenders.save(tender)
    page = TendersPage(context)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    settle(qtbot, context)
    assert listed(page) == ["Snöröjning i Älvbro"]
    assert page.count.text() == "1 of 2 tenders"
    assert page.filter_bar.chip("coming").text() == "Time: Coming"
    look_at(qtbot, page, TAXI)
    assert listed(page) == ["Snöröjning i Älvbro", "Taxi"]


def test_the_pane_says_what_is_known_in_swedish_time_and_plain_words(qtbot, page):
    look_at(qtbot, page, SNOW)
    said = "\n".join(texts(page.details))
    for words in (
        "Advertised",
        "Älvbro kommun · KS 2026/17",
        "Fri 22 Jan 2027 12:00\nin 59 days",
        "Mon 1 Feb 2027 23:59\nin 69 days",
        "1 Oct 2027 – 30 Apr 2030\n31 months",
        "Dalarnas län",
        "Snow-clearing services",
        "Centrum",
        "Ring före jul.",
    ):
        assert words in said
    page.context.words.switch(Language("sv"))
    settle(qtbot, page.context)
    assert "Snöröjning" in "\n".join(texts(page.details))


def test_a_withheld_value_is_said_to_be_not_published(qtbot, page):
    look_at(qtbot, page, LUNCH)
    assert "Not published" in texts(page.details)
    assert "March 2027" in texts(page.details)


def test_a_link_opens_after_a_question_that_names_the_host(qtbot, page):
    look_at(qtbot, page, SNOW)
    link = next(one for one in page.details.findChildren(QPushButton) if one.text() == "upphandling.alvbro.example")
    link.click()
    question = page.details.findChild(LinkQuestion)
    assert "upphandling.alvbro.example" in question.text()
    question.reject()


def test_a_link_that_is_no_web_address_is_text_and_never_a_button(qtbot, page):
    look_at(qtbot, page, TAXI)
    assert "javascript:alert(1)" in texts(page.details)
    assert not any("alert" in button.text() for button in page.details.findChildren(QPushButton))


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://www.example.se/a?b", "www.example.se"),
        ("HTTP://Example.SE", "example.se"),
        ("https://user@evil.example/", "evil.example"),
        ("https://exаmple.se", "xn--exmple-4nf.se"),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_the_host_is_told_as_it_is_on_the_wire(link, host):
    assert web_host(link) == host


@pytest.mark.parametrize("tender", [SNOW, LUNCH, TAXI], ids=["notice", "planned", "odd link"])
@pytest.mark.parametrize("code", ["en", "sv"])
def test_a_form_that_nobody_touched_holds_the_same_tender(qtbot, page, tender, code):
    page.context.words.switch(Language(code))
    kept = page.context.house.tenders.get(tender.id)
    form = open_form(qtbot, page, kept)
    assert form.value() == kept
    assert not form.is_changed()
    form.reject()


def test_a_tender_without_a_title_is_refused_at_its_field_and_nothing_typed_is_lost(qtbot, page):
    form = open_form(qtbot, page)
    form.description.setPlainText("Allt om lunch.")
    form.money.line.setText("1,2 mkr")
    form.cpv.add("55524000")
    form.submit()
    settle(qtbot, page.context)
    assert form.isVisible()
    assert form.title.has_error
    assert "A tender needs a title." in texts(form)
    assert form.description.value() == "Allt om lunch."
    form.title_line.setText("  Lunch till   Granen ")
    form.submit()
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    found = page.context.house.tenders.listed(Listing(Kind.TENDER, text="Granen"))
    assert [(one.title, one.description, one.value, one.cpv) for one in found] == [
        ("Lunch till Granen", "Allt om lunch.", Money(120_000_000), ("55524000",))
    ]


def test_a_new_tender_begins_with_who_works_here_and_may_be_thrown_away_unasked(qtbot, page):
    form = open_form(qtbot, page)
    assert (form.officer.currentText(), form.buyer.text()) == ("Anna Ek", "Älvbro kommun")
    assert not form.is_changed()
    form.reject()
    assert not form.isVisible()


@pytest.mark.parametrize(
    ("spoil", "title", "sentence"),
    [
        (lambda form: form.bids.day.line.setText("snart"), "Last day to bid", "Write a day as"),
        (lambda form: form.expected.line.setText("snart"), "Expected publication", "Write a month as"),
        (lambda form: form.money.line.setText("mycket"), "Value", "Write an amount"),
        (lambda form: form.link.setText("file:///etc/passwd"), "Link", "A web address begins with"),
        (lambda form: form.end.line.setText("2027-01-01"), "Contract to", "cannot end before"),
    ],
    ids=["deadline", "expected", "value", "link", "contract"],
)
def test_what_cannot_be_kept_is_said_at_its_own_field(qtbot, page, spoil, title, sentence):
    kept = page.context.house.tenders.get(SNOW.id)
    form = open_form(qtbot, page, kept)
    spoil(form)
    form.submit()
    settle(qtbot, page.context)
    assert form.isVisible()
    assert sentence in form.fields[title].note.text()
    assert page.context.house.tenders.get(SNOW.id) == kept
    form._throw_away()


def test_the_size_follows_from_a_value_and_is_free_without_one(qtbot, page):
    form = open_form(qtbot, page)
    assert form.size_field.isEnabled()
    form.money.line.setText("800 tkr")
    assert not form.size_field.isEnabled()
    assert form.size_box.currentData() == "under_2m"
    assert "800,000" in form.value_field.note.text()
    form.money.line.clear()
    assert form.size_field.isEnabled()
    form._throw_away()


def test_changing_a_tender_shows_it_at_once_and_undo_brings_it_back(qtbot, page):
    look_at(qtbot, page, LUNCH)
    page.edit_current()
    qtbot.waitUntil(lambda: page.findChild(TenderForm) is not None)
    form = page.findChild(TenderForm)
    settle(qtbot, page.context)
    form.title_line.setText("Lunch till Granen")
    form.submit()
    qtbot.waitUntil(lambda: "Lunch till Granen" in listed(page))
    house = page.context.house
    page.context.write(lambda: house.history.undo().changes)
    qtbot.waitUntil(lambda: "Lunch till Björken" in listed(page))


def test_deleting_takes_it_off_the_list_and_undo_brings_it_back(qtbot, page):
    look_at(qtbot, page, LUNCH)
    page.delete_selected()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    house = page.context.house
    page.context.write(lambda: house.history.undo().changes)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert house.tenders.get(LUNCH.id).title == LUNCH.title


def test_the_flyer_gets_the_selected_tenders(qtbot, page):
    page.table.selectAll()
    with qtbot.waitSignal(page.context.wishes.flyer) as wished:
        page.flyer()
    assert wished.args[0] == [SNOW.id, LUNCH.id, TAXI.id]


def test_notices_are_imported_and_conversations_logged_by_the_shell(qtbot, page):
    with qtbot.waitSignal(page.context.wishes.import_files) as wished:
        page.import_notices()
    assert wished.args == [[]]
    with qtbot.waitSignal(page.context.wishes.capture_with) as begun:
        page.log_conversation()
    assert begun.args[0].note.startswith('@"')
