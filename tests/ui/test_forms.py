"""The parts of forms: what is typed is read as people mean it, and nothing that was typed is lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidgetItem, QWidget

from outreach.domain.company import Company
from outreach.domain.contact import Address, Email, Phone
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.services.house import House
from outreach.ui.companies.company_form import CompanyForm
from outreach.ui.forms.addresses_editor import AddressesEditor
from outreach.ui.forms.code_pickers import CpvPicker, MunicipalityPicker, SniPicker
from outreach.ui.forms.contacts_editor import EmailsEditor, PhonesEditor
from outreach.ui.forms.cpv_tree import CpvTreeDialog
from outreach.ui.forms.days import DayField, MomentField, read_day
from outreach.ui.forms.record_chooser import RecordChooser
from outreach.ui.forms.same_field import SameFieldDialog
from outreach.ui.forms.tag_editor import TagEditor
from tests.ui.list_makers import make_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = make_house(tmp_path)
    yield made
    made.close()


@pytest.fixture
def parent(qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def put(qtbot, widget):
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    return widget


def offered(qtbot, context, line) -> list[str]:
    """Wait for what a line offers for what stands in it, and return the labels."""
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.ask()
    qtbot.waitUntil(lambda: context.tasks.idle)
    return (
        [line.offers.list.item(row).text() for row in range(line.offers.list.count())]
        if line.offers.isVisible()
        else []
    )


def test_a_company_is_chosen_with_three_letters_and_enter(context, house, qtbot):
    house.companies.save(Company(name="Bergs Bygg AB"))
    chooser = put(qtbot, RecordChooser(context, Kind.COMPANY))
    chooser.line.setText("ber")
    assert offered(qtbot, context, chooser.line) == ["Bergs Bygg AB"]
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    assert chooser.record_id() == house.companies.named("Bergs Bygg AB")[0].id
    assert chooser.line.text() == "Bergs Bygg AB"


def test_other_letters_after_choosing_take_the_choice_back(context, house, qtbot):
    house.companies.save(Company(name="Bergs Bygg AB"))
    company = house.companies.named("Bergs Bygg AB")[0]
    chooser = put(qtbot, RecordChooser(context, Kind.COMPANY, may_be_new=True))
    chooser.set_value(company.id, company.name)
    chooser.line.setText("Bergs Bygg i Falun")
    assert chooser.record_id() is None
    assert chooser.new_name() == "Bergs Bygg i Falun"


def test_a_name_that_nobody_has_is_offered_as_new_only_where_that_is_wanted(context, house, qtbot):
    open_one = put(qtbot, RecordChooser(context, Kind.COMPANY, may_be_new=True))
    open_one.line.setText("Nybygget")
    assert offered(qtbot, context, open_one.line) == ["New: Nybygget"]
    closed = put(qtbot, RecordChooser(context, Kind.COMPANY))
    closed.line.setText("Nybygget")
    assert offered(qtbot, context, closed.line) == []
    assert closed.new_name() == ""


def test_phones_are_kept_in_one_form_and_shown_as_swedes_read_them(context, qtbot):
    editor = put(qtbot, PhonesEditor(context))
    editor.set_value([Phone("+46701234567", "mobile")])
    assert editor.lines[0].line.text() == "070-123 45 67"
    editor.add_line("08 12 34 56 78", "")
    assert editor.value() == (Phone("+46701234567", "mobile"), Phone("+46812345678"))


def test_what_is_no_number_is_kept_and_said_so(context, qtbot):
    editor = put(qtbot, PhonesEditor(context))
    editor.set_value([])
    line = editor.lines[0]
    line.line.setText("ring växeln")
    line.check()
    assert "kept as you wrote it" in line.remark.text()
    assert editor.value() == (Phone("ring växeln"),)


def test_a_shared_mailbox_is_pointed_out_and_an_unknown_label_is_kept(context, qtbot):
    editor = put(qtbot, EmailsEditor(context))
    editor.set_value([Email("info@bergs.example", "Bokning")])
    assert editor.lines[0].remark.text() == "Several people may read this mailbox."
    assert editor.value() == (Email("info@bergs.example", "Bokning"),)
    editor.remove_line(editor.lines[0])
    assert editor.value() == ()


def test_an_address_keeps_what_the_form_does_not_show(context, qtbot):
    editor = put(qtbot, AddressesEditor(context))
    editor.set_value([Address("Storgatan 4", "777 30", "Smedjebacken", "Dalarna", "", "visit")])
    editor.cards[0].lines["street"].setText("  Storgatan  6 ")
    assert editor.value() == (Address("Storgatan 6", "777 30", "Smedjebacken", "Dalarna", "", "visit"),)
    editor.add_card(Address())
    assert len(editor.value()) == 1


def test_tags_are_taken_by_enter_and_comma_and_the_last_comes_back_by_backspace(context, qtbot):
    editor = put(qtbot, TagEditor(context, ["bygg"]))
    changes = []
    editor.changed.connect(lambda: changes.append(editor.value()))
    qtbot.keyClicks(editor.line, "#Bygg")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.line, "Stora  Jobb,half")
    assert editor.value() == ("bygg", "stora jobb", "half")
    assert changes == [("bygg",), ("bygg", "stora jobb")]
    editor.line.clear()
    qtbot.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert editor.line.text() == "stora jobb"
    assert editor._tags == ("bygg",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-03", date(2026, 12, 3)),
        ("20261203", date(2026, 12, 3)),
        ("3/12", date(2026, 12, 3)),
        ("3.2", date(2027, 2, 3)),
        ("3/12 27", date(2027, 12, 3)),
        ("24/11", date(2026, 11, 24)),
        ("31/2", None),
        ("soon", None),
        ("9999999999", None),
    ],
)
def test_days_are_read_as_people_write_them(text, day):
    assert read_day(text, date(2026, 11, 24)) == day


def test_an_empty_day_is_unknown_and_a_wrong_one_says_its_field(context, qtbot):
    field = put(qtbot, DayField(context, "Due"))
    assert field.value() is None
    field.line.setText("3/12")
    field.line.editingFinished.emit()
    assert field.line.text() == "2026-12-03"
    field.line.setText("tomorrow-ish")
    with pytest.raises(InvalidInput) as refused:
        field.value()
    assert refused.value.field == "Due"
    assert field.line.text() == "tomorrow-ish"


def test_a_moment_is_the_time_on_the_wall_in_summer_and_winter(context, qtbot):
    field = put(qtbot, MomentField(context, "Deadline"))
    assert field.value() is None
    assert not field.clock.isEnabled()
    for instant in (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), datetime(2026, 12, 1, 22, 59, tzinfo=UTC)):
        field.set_value(instant)
        assert field.clock.time().toString("HH:mm") == "23:59"
        assert field.value() == instant


def test_a_municipality_is_found_by_its_beginning_and_nonsense_is_refused(context, qtbot):
    picker = put(qtbot, MunicipalityPicker(context))
    picker.setText("smedj")
    assert offered(qtbot, context, picker) == ["Smedjebacken"]
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picker.value() == "2061"
    picker.setText("Malmö stad")
    assert picker.value() == "1280"
    picker.setText("Ankeborg")
    with pytest.raises(InvalidInput):
        picker.value()


def test_cpv_codes_are_found_by_everyday_words_and_listed_with_their_names(context, qtbot):
    picker = put(qtbot, CpvPicker(context))
    picker.set_value(["45233000"])
    picker.line.setText("snow-clearing")
    assert offered(qtbot, context, picker.line)[0] == "Snow-clearing services"
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.value() == ("45233000", "90620000")
    assert "Snow-clearing services" in [label.text() for label in picker.findChildren(QLabel)]
    picker.remove("45233000")
    assert picker.value() == ("90620000",)


def test_an_industry_is_found_in_the_language_of_the_window(context, qtbot):
    picker = put(qtbot, SniPicker(context))
    assert next(one.value for one in picker.suggest("construction of buildings")) == "41"


def test_the_cpv_tree_opens_at_the_chosen_code_and_hands_back_the_ticks(context, parent, qtbot):
    tree = CpvTreeDialog(context, ["90620000"], parent)
    tree.open()
    assert tree.tree.topLevelItemCount() == 45
    found = tree.tree.findItems("90620000", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 1)
    assert [item.checkState(0) for item in found] == [Qt.CheckState.Checked]
    assert isinstance(found[0], QTreeWidgetItem)
    found[0].setCheckState(0, Qt.CheckState.Unchecked)
    tree.search.setText("painting work")
    qtbot.waitUntil(lambda: not tree._typed.isActive() and context.tasks.idle)
    first = tree.tree.topLevelItem(0)
    assert first is not None
    first.setCheckState(0, Qt.CheckState.Checked)
    with qtbot.waitSignal(tree.chosen) as told:
        tree._choose()
    assert told.args == [(first.text(1),)]


def test_closing_a_form_with_something_typed_asks_first_inside_the_form(context, parent):
    form = CompanyForm(context, None, (), parent)
    form.open()
    form.name.setText("Half a comp")
    form.reject()
    assert form.isVisible()
    assert "not saved" in form._banner_text.text()
    assert form.name.text() == "Half a comp"
    throw = next(button for button in form.findChildren(QPushButton) if button.text() == "Throw it away")
    throw.click()
    assert not form.isVisible()


def test_a_form_in_which_nothing_was_typed_closes_at_once(context, house, parent):
    house.companies.save(Company(name="Bergs", phones=(Phone("+46701234567"),), sni=("43.210",), municipality="2061"))
    company = house.companies.named("Bergs")[0]
    form = CompanyForm(context, company, (), parent)
    form.open()
    assert not form.is_changed()
    form.reject()
    assert not form.isVisible()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_and_nothing_typed_is_lost(context, house, parent, qtbot):
    house.companies.save(Company(name="Bergs"))
    company = house.companies.named("Bergs")[0]
    form = CompanyForm(context, company, (), parent)
    form.open()
    house.companies.save(replace(company, notes="from the other computer"))
    form.notes.set_value("mine")
    form.submit()
    qtbot.waitUntil(lambda: context.tasks.idle)
    assert form.isVisible()
    (asked,) = form.findChildren(SameFieldDialog)
    asked.reject()
    assert form.notes.value() == "mine"
    assert house.companies.get(company.id).notes == "from the other computer"
    form._throw_away()
