"""Preferences for e-mail and the shared calendar, with real servers on loopback, and publishing after each change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from outreach.domain.event import Event
from outreach.domain.when import HOME_ZONE, zoned
from outreach.language import Language
from outreach.settings import load_settings
from outreach.ui.main_window import MainWindow
from outreach.ui.preferences.conflict_lines import shown
from outreach.ui.preferences.dialog import PreferencesDialog
from outreach.ui.publishing import Publishing
from tests.network.calendar_server import PASSWORD as CALENDAR_PASSWORD
from tests.network.calendar_server import Radicale
from tests.network.certificates import make_certificates
from tests.network.imap_server import ImapServer
from tests.network.mail_server import PASSWORD, USER, Letterbox, MailServerOnLoopback
from tests.network.test_passwords import RingInMemory
from tests.ui.at_rest import come_to_rest


@pytest.fixture(scope="module")
def calendar_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with Radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@pytest.fixture
def ring() -> Iterator[RingInMemory]:
    before = keyring.get_keyring()
    made = RingInMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot, ring: RingInMemory) -> Iterator[PreferencesDialog]:
    window.show_preferences()
    (found,) = [one for one in window.findChildren(PreferencesDialog) if one.isVisible()]
    come_to_rest(qtbot, window.parts.tasks)
    yield found
    found.accept()


def type_into(dialog: PreferencesDialog, page: str, **values: str) -> None:
    fields = {"sending": dialog.mail.sending, "answers": dialog.mail.answers, "calendar": dialog.calendar.of}[page]
    for name, value in values.items():
        fields.put(name, value)


def test_sender_alone_brings_the_usual_servers(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    dialog.show_page("mail")
    editor = dialog.mail.sending.fields["mail_sender"].editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    qtbot.keyClicks(editor, "upphandling@alvbro.se")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert dialog.mail.sending.value("mail_host") == "smtp.office365.com"
    assert dialog.mail.sending.value("mail_security") == "starttls"
    assert dialog.mail.sending.value("mail_user") == "upphandling@alvbro.se"
    assert dialog.mail.answers.value("answers_host") == "outlook.office365.com"
    dialog.mail.sending.put("mail_host", "smtp.alvbro.se")
    dialog.mail.propose()
    assert dialog.mail.sending.value("mail_host") == "smtp.alvbro.se", "what was typed is not overwritten"
    assert dialog.isVisible(), "Enter in a field saves, and does not close the dialog"
    qtbot.waitUntil(lambda: dialog.mail.status.text() == "Saved")
    assert load_settings().mail_host == "smtp.office365.com"


def test_mail_is_set_up_tested_and_kept_with_its_password_in_the_key_ring(
    dialog: PreferencesDialog, window: MainWindow, qtbot: QtBot, ring: RingInMemory, tmp_path: Path
) -> None:
    certificates = make_certificates(tmp_path)
    window.parts.choices.change(ca_file=str(certificates.authority))
    page = dialog.mail
    with MailServerOnLoopback(Letterbox(), certificates) as server, ImapServer(certificates, tls=True) as folder:
        type_into(
            dialog, "sending", mail_sender=USER, mail_host="localhost", mail_port=str(server.port), mail_user=USER, password="fel"
        )
        type_into(
            dialog, "answers", answers_host="localhost", answers_port=str(folder.port), answers_user=USER, password=PASSWORD
        )
        page.test_sending()
        assert not page.try_sending.button.isEnabled()
        qtbot.waitUntil(lambda: "535" in page.try_sending.said.text())
        type_into(dialog, "sending", password=PASSWORD)
        page.test_sending()
        qtbot.waitUntil(lambda: page.try_sending.said.text() == "It works: the server let us in.")
        page.test_answers()
        qtbot.waitUntil(lambda: page.try_answers.said.text() == "It works: 0 letters lie in the folder.")
        page.save()
        qtbot.waitUntil(lambda: page.status.text() == "Saved")
        assert ring.kept == {("Outreach", f"{USER}@localhost"): PASSWORD}
        kept = load_settings()
        assert (kept.mail_host, kept.mail_sender, kept.answers_user) == ("localhost", USER, USER)
        assert PASSWORD not in repr(kept)
        assert page.sending.value("password") == "", "a kept password is not left standing"
        editor = page.sending.fields["password"].editor
        assert isinstance(editor, QLineEdit)
        assert editor.placeholderText() == "In the key ring"
        page.test_sending()
        qtbot.waitUntil(lambda: page.try_sending.said.text() == "It works: the server let us in.")


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(dialog: PreferencesDialog) -> None:
    page = dialog.mail
    type_into(dialog, "sending", mail_sender=USER, mail_host="smtp.example", mail_port="abc")
    page.save()
    assert page.sending.fields["mail_port"].has_error
    type_into(dialog, "sending", mail_port="", mail_user=USER, mail_security="none")
    page.save()
    assert not page.sending.fields["mail_port"].has_error
    assert page.sending.fields["mail_security"].has_error
    assert load_settings().mail_host == ""


def test_calendar_is_set_up_written_and_brought_into_step(
    dialog: PreferencesDialog, window: MainWindow, qtbot: QtBot, ring: RingInMemory, calendar_server: Radicale, tmp_path: Path
) -> None:
    assert window.context is not None
    house = window.context.house
    event = plan(window)
    page, server, file = dialog.calendar, calendar_server.calendar, tmp_path / "kalender.ics"
    type_into(dialog, "calendar", calendar_file=str(tmp_path / "kalender.txt"))
    page.save()
    assert page.of.fields["calendar_file"].has_error
    type_into(
        dialog,
        "calendar",
        calendar_file=str(file),
        calendar_url=server.url,
        calendar_user=server.user,
        password=CALENDAR_PASSWORD,
    )
    page.write_now()
    qtbot.waitUntil(lambda: page.file_said.text() == "The file has 1 event.")
    assert "Frukost" in file.read_text("utf-8")
    page.test()
    qtbot.waitUntil(lambda: page.trial.said.text() == "It works: 0 entries lie there.")
    page.push_now()
    qtbot.waitUntil(lambda: page.trial.said.text() == "1 put there.")
    page.save()
    qtbot.waitUntil(lambda: page.status.text() == "Saved")
    assert ring.kept == {("Outreach", f"{server.user}@{server.host}"): CALENDAR_PASSWORD}
    # Both sides change the place: the officer sees it here and decides.
    calendar_server.change(event.uid, ("LOCATION:Folkets hus", "LOCATION:Biblioteket"))
    house.events.save(replace(house.events.get(event.id), place="Rådhuset"))
    page.push_now()
    qtbot.waitUntil(lambda: len(page.conflicts.cards) == 1)
    assert page.trial.said.text() == "1 waits for your decision."
    page.conflicts.decided.emit(event.uid, False)
    qtbot.waitUntil(lambda: not page.conflicts.cards)
    assert house.events.get(event.id).place == "Biblioteket"


def plan(window: MainWindow) -> Event:
    assert window.context is not None
    when = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9, 0), HOME_ZONE)
    event = Event(title="Frukost", when=when, place="Folkets hus")
    window.context.house.events.save(event)
    return window.context.house.events.get(event.id)


def test_file_is_written_after_a_change_and_a_share_that_is_gone_is_said_once(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    context = window.context
    assert context is not None
    assert isinstance(window.desk.publishing, Publishing)
    way = window.desk.publishing.file
    way.delay, way.again = 20, 40
    said: list[str] = []
    context.wishes.notify.connect(said.append)
    share = tmp_path / "share"
    file = share / "kalender.ics"
    window.parts.choices.change(calendar_file=str(file))
    event = plan(window)

    def rename(title: str) -> None:
        house = context.house
        context.write(lambda: house.events.save(replace(house.events.get(event.id), title=title)))

    rename("Lunch")
    qtbot.waitUntil(lambda: way.broken)
    qtbot.wait(200)  # several tries
    assert len([one for one in said if "could not be written" in one]) == 1
    share.mkdir()
    qtbot.waitUntil(file.exists)
    qtbot.waitUntil(lambda: not way.broken)
    assert said[-1] == "The calendar that others follow is up to date again."
    assert "SUMMARY:Lunch" in file.read_text("utf-8")
    for title in ("Middag", "Kvällskaffe"):
        rename(title)
    qtbot.waitUntil(lambda: "SUMMARY:Kvällskaffe" in file.read_text("utf-8"))


def test_nothing_is_published_where_nobody_asked_for_it(window: MainWindow, qtbot: QtBot) -> None:
    assert window.context is not None
    event = plan(window)
    house = window.context.house
    window.context.write(lambda: house.events.save(replace(house.events.get(event.id), title="Lunch")))
    come_to_rest(qtbot, window.parts.tasks)
    assert window.desk is not None
    assert not window.desk.publishing.file.timer.isActive()
    assert not window.desk.publishing.server.timer.isActive()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("DTSTART:20261203T063000Z\nDTEND:20261203T080000Z", "3 dec. 2026 07:30, 3 dec. 2026 09:00"),
        ("DTSTART;TZID=Europe/Stockholm:20261203T073000", "3 dec. 2026 07:30"),
        ("DTSTART;VALUE=DATE:20261203", "3 dec. 2026"),
        ("LOCATION:Folkets hus\\, stora salen\nX-OUTREACH-PLACE:x", "Folkets hus, stora salen"),
        ("STATUS:CANCELLED\nTRANSP:TRANSPARENT", "Inställd"),
        ("", "–"),
    ],
)
def test_difference_is_said_as_people_read_it(lines: str, said: str) -> None:
    assert shown(lines, Language("sv")) == said
