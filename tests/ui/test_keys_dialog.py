"""The dialog of the keys, and the bar over a plain register: each deed does what it says, and what is typed stays nowhere."""

from __future__ import annotations

import gc
import json
import time
from datetime import timedelta

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from outreach.domain.company import Company
from outreach.domain.secret import Secret
from outreach.errors import WrongPassphrase
from outreach.network import passwords
from outreach.services.unlocking import open_database
from outreach.ui.locking import plain_bar
from outreach.ui.locking.key_step import KeyStep
from outreach.ui.locking.keys_dialog import KeysDialog, RecoveryCodeDialog
from tests.ui.at_rest import come_to_rest
from tests.ui.conftest import CHEAP, PASSPHRASE, signature

OTHER = "sju andra ord om regnet"


@pytest.fixture
def keyed(make_window, encrypted_place, qtbot):
    """The window at work in an encrypted workspace whose keys cost nothing."""
    made = make_window()
    made.open_place(str(encrypted_place))
    qtbot.waitUntil(lambda: made.opening.unlock is not None)
    made.opening.unlock.wanted.emit(Secret(PASSPHRASE))
    qtbot.waitUntil(lambda: made.shell is not None)
    come_to_rest(qtbot, made.parts.tasks)
    made.context.house.protection.cost = CHEAP
    return made


def keys_of(window, qtbot):
    window.locking.show_keys()
    come_to_rest(qtbot, window.parts.tasks)
    return window.findChildren(KeysDialog)[-1]


def step_of(dialog, name, **typed):
    """Press the button of a row; fill what it asks for."""
    dialog.rows[name][2].click()
    step = dialog.findChildren(KeyStep)[-1]
    for field, text in typed.items():
        getattr(step, field).setText(text)
    return step


def opens(place, text):
    try:
        open_database(str(place), signature(), writing=False, secret=Secret(text), sleep=lambda _: None).close()
    except WrongPassphrase:
        return False
    return True


def code_of(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.findChildren(RecoveryCodeDialog) != [])
    return dialog.findChildren(RecoveryCodeDialog)[-1]


def type_back(code, tasks, qtbot):
    for field, at in zip(code.page.groups, code._offer.asked, strict=True):
        field.setText(code._offer.code.groups[at])
    QTest.keyClick(code.page.groups[1], Qt.Key.Key_Return)
    come_to_rest(qtbot, tasks)


def test_another_passphrase_and_a_wrong_one_is_refused_in_place(keyed, encrypted_place, qtbot):
    dialog, tasks = keys_of(keyed, qtbot), keyed.parts.tasks
    assert "encrypted" in dialog.summary.text()
    assert [name for name, (head, _, _) in dialog.rows.items() if head.isVisible()] == ["passphrase", "recovery", "key", "off"]
    step = step_of(dialog, "passphrase", old="not this one", new=OTHER, again=OTHER)
    QTest.keyClick(step.again, Qt.Key.Key_Return)
    come_to_rest(qtbot, tasks)
    assert step.told.isVisible()
    assert step.isVisible()
    assert [field.text() for field in step.findChildren(QLineEdit)] == [""] * 3, "nothing stays in a field"
    for field in (step.old, step.new, step.again):
        field.undo()
        assert field.text() == ""
    step.old.setText(PASSPHRASE)
    step.new.setText(OTHER)
    QTest.keyClick(step.new, Qt.Key.Key_Return)
    assert step.isVisible(), "Enter goes on to what is missing"
    step.again.setText(OTHER)
    step.act()
    come_to_rest(qtbot, tasks)
    assert "new passphrase" in dialog.told.text()
    keyed.put_away()
    come_to_rest(qtbot, tasks)
    assert (opens(encrypted_place, OTHER), opens(encrypted_place, PASSPHRASE)) == (True, False)


def test_a_weak_passphrase_and_two_that_differ_go_nowhere(keyed, qtbot):
    step = step_of(keys_of(keyed, qtbot), "passphrase", old=PASSPHRASE, new="hej", again="hej")
    assert not step.act_button.isEnabled()
    step.new.setText(OTHER)
    assert "alike" in step.same.text()
    assert not step.act_button.isEnabled()


def test_a_new_code_counts_when_two_groups_were_typed_back(keyed, encrypted_place, tmp_path, qtbot):
    dialog, tasks = keys_of(keyed, qtbot), keyed.parts.tasks
    dialog.new_code()
    code = code_of(dialog, qtbot)
    text = code._offer.code.text
    code.page.groups[0].setText("ABCD")
    code.page.groups[1].setText("EFGH")
    code.page._ask()
    come_to_rest(qtbot, tasks)
    assert code.page.told.text()
    assert code.isVisible()
    assert not keyed.context.house.protection.state().recovery
    code.page.save_to(tmp_path / "code.pdf")
    come_to_rest(qtbot, tasks)
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
    type_back(code, tasks, qtbot)
    assert dialog.state.recovery is not None
    keyed.put_away()
    come_to_rest(qtbot, tasks)
    assert opens(encrypted_place, text)


def test_another_data_key_lists_what_the_old_one_opens_and_asks_for_a_new_code(keyed, encrypted_place, qtbot):
    house, tasks = keyed.context.house, keyed.parts.tasks
    house.companies.save(Company(name="Kvar AB"))
    backup = house.backups.make().path
    protection = house.protection
    offer = protection.offer_recovery_code()
    protection.confirm_recovery_code(offer, [offer.code.groups[at] for at in offer.asked])
    dialog = keys_of(keyed, qtbot)
    step = step_of(dialog, "key", old=PASSPHRASE, new=OTHER, again=OTHER)
    step.act()
    qtbot.waitUntil(lambda: dialog.findChildren(RecoveryCodeDialog) != [])
    come_to_rest(qtbot, tasks)
    assert backup.name in dialog.files.toPlainText()
    code_of(dialog, qtbot).reject()
    assert "loses" in dialog.rows["recovery"][1].text()
    assert house.search.find("Kvar")
    keyed.put_away()
    come_to_rest(qtbot, tasks)
    assert (opens(encrypted_place, OTHER), opens(encrypted_place, PASSPHRASE)) == (True, False)


def test_encryption_goes_off_for_a_reason_and_comes_again(keyed, encrypted_place, qtbot):
    dialog, tasks = keys_of(keyed, qtbot), keyed.parts.tasks
    step = step_of(dialog, "off", reason="no")
    assert not step.act_button.isEnabled()
    step.reason.setText("the disk itself is encrypted by the IT unit")
    step.act()
    come_to_rest(qtbot, tasks)
    assert encrypted_place.read_bytes().startswith(b"SQLite format 3\0")
    assert "IT unit" in dialog.rows["protect"][1].text()
    assert keyed.locking.bar.isVisible()
    assert not keyed.locking.can_lock()
    step = step_of(dialog, "protect", new=OTHER, again=OTHER)
    step.act()
    type_back(code_of(dialog, qtbot), tasks, qtbot)
    assert not encrypted_place.read_bytes().startswith(b"SQLite format 3\0")
    assert not keyed.locking.bar.isVisible()
    assert keyed.locking.can_lock()
    assert dialog.state.recovery is not None


def test_work_that_is_stopped_changes_nothing(keyed, encrypted_place, monkeypatch, qtbot):
    protection, tasks = keyed.context.house.protection, keyed.parts.tasks
    before = encrypted_place.with_name(f"{encrypted_place.name}.keys").read_bytes()
    real = protection.rekey
    step = step_of(keys_of(keyed, qtbot), "key", old=PASSPHRASE, new=OTHER, again=OTHER)

    def stopped(old, new, report, second=None):
        while step._progress is None:  # the worker may be quicker than the line that keeps what stops it
            time.sleep(0.001)
        step._progress.cancel()
        report(1, 9)  # as the next page of the register would
        return real(old, new, report, second)

    monkeypatch.setattr(protection, "rekey", stopped)
    step.act()
    come_to_rest(qtbot, tasks)
    assert "nothing was changed" in step.told.text()
    assert encrypted_place.with_name(f"{encrypted_place.name}.keys").read_bytes() == before
    assert keyed.context.house.protection.opens(Secret(PASSPHRASE))


class Ring(KeyringBackend):
    """A key ring in memory."""

    priority = 5

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


def test_the_key_ring_only_where_there_is_a_sound_one(keyed, monkeypatch, qtbot):
    dialog = keys_of(keyed, qtbot)
    assert not dialog.rows["ring"][2].isVisible(), "the control: here is none"
    ring = Ring()
    monkeypatch.setattr(passwords, "TRUSTED", frozenset({(Ring.__module__, Ring.__name__)}))
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    dialog.read()
    come_to_rest(qtbot, keyed.parts.tasks)
    dialog.rows["ring"][2].click()
    come_to_rest(qtbot, keyed.parts.tasks)
    assert dialog.state.ring is not None
    assert len(ring.kept) == 1
    dialog.rows["ring"][2].click()
    come_to_rest(qtbot, keyed.parts.tasks)
    assert dialog.state.ring is None
    assert ring.kept == {}


def test_a_lock_takes_the_dialog_away_and_keeps_nothing_of_it(keyed, qtbot):
    step = step_of(keys_of(keyed, qtbot), "passphrase")
    step.shown.setChecked(True)
    QTest.keyClicks(step.new, OTHER)
    with qtbot.waitSignal(keyed.locking.closed):
        keyed.locking.lock_now()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert keyed.findChildren(KeysDialog) == []
    keyed.opening.unlock.wanted.emit(Secret(PASSPHRASE))
    qtbot.waitUntil(lambda: keyed.shell is not None)
    come_to_rest(qtbot, keyed.parts.tasks)
    assert OTHER not in json.dumps(keyed.context.house.drafts.all())


def test_the_bar_stands_over_a_plain_register_and_can_be_put_off_for_a_week(window, qtbot):
    bar, house = window.locking.bar, window.context.house
    assert bar.isVisible()
    bar.protect_button.click()
    come_to_rest(qtbot, window.parts.tasks)
    dialog = window.findChildren(KeysDialog)[-1]
    assert dialog.rows["protect"][2].isVisible()
    assert "not encrypted" in dialog.summary.text()
    dialog.accept()
    bar.later_button.click()
    assert not bar.isVisible()
    bar.show_for(house, sample=False)
    assert not bar.isVisible(), "it is remembered"
    (until,) = window.parts.memory.get(plain_bar.LATER).values()
    assert house.place not in str(window.parts.memory.get(plain_bar.LATER))
    now = house.now()
    assert until == (now + timedelta(days=7)).date().isoformat()
    house.now = lambda: now + timedelta(days=7)
    bar.show_for(house, sample=False)
    assert bar.isVisible(), "after a week it says it again"


def test_the_bar_stays_away_from_encrypted_ones(keyed):
    assert not keyed.locking.bar.isVisible()


def test_the_bar_stays_away_from_the_sample(window):
    assert window.locking.bar.isVisible(), "the control"
    window.locking.bar.show_for(window.context.house, sample=True)
    assert not window.locking.bar.isVisible()
