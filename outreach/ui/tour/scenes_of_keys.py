"""Scenes of the keys: the pages that protect, unlock and recover, the dialog with its steps, and the bar over a plain register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from outreach.domain.protection import Protection, RecoveryOffer
from outreach.domain.recovery_code import asked_groups, new_recovery_code
from outreach.ui.locking.desk import SENTENCES, Why
from outreach.ui.locking.key_step import KeyStep
from outreach.ui.locking.keys_dialog import KeysDialog, RecoveryCodeDialog
from outreach.ui.main_window import MainWindow
from outreach.ui.start.protect_page import ProtectPage
from outreach.ui.start.recovery_page import RecoveryPage
from outreach.ui.start.unlock_page import UnlockPage
from outreach.ui.tour.view import View, come_to_rest, opened

_WHEN = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
_STATE = Protection(True, passphrase=_WHEN, ring_possible=True)


def scenes_of_keys(window: MainWindow) -> Iterator[View]:
    """Show each page and dialog about the keys; nothing is kept and nothing is encrypted."""
    if window.context is None:
        return
    words, tasks = window.parts.words, window.parts.tasks
    code = new_recovery_code()
    offer = RecoveryOffer(code, asked_groups(code))
    pages: tuple[tuple[str, QWidget], ...] = (
        ("unlock", UnlockPage(words, "register.outreach", SENTENCES[Why.IDLE])),
        ("protect", _typed(ProtectPage(words, ring=True))),
        ("recovery", RecoveryPage(words, tasks, offer, bytes)),
    )
    shown = window.stack.currentWidget()
    for name, page in pages:
        window.stack.addWidget(page)
        window.stack.setCurrentWidget(page)
        yield View(f"keys-{name}", window)
        window.stack.removeWidget(page)
        page.deleteLater()
    if shown is not None:
        window.stack.setCurrentWidget(shown)
    yield from _dialogs(window, offer)
    yield from _bar(window)


def _dialogs(window: MainWindow, offer: RecoveryOffer) -> Iterator[View]:
    context = window.context
    if context is None:
        return
    window.locking.show_keys()
    dialog = opened(window, KeysDialog)
    come_to_rest(window.parts, lambda: dialog.state is not None)
    yield View("keys-plain", dialog)
    dialog.protect()
    step = opened(window, KeyStep)
    yield View("keys-step-protect", step)
    step.reject()
    for name, state in (("no-code", _STATE), ("all", replace(_STATE, recovery=_WHEN, ring=_WHEN))):
        dialog.show_state(state)
        yield View(f"keys-{name}", dialog)
    for name, act in (("passphrase", dialog.change_passphrase), ("key", dialog.new_key), ("off", dialog.turn_off)):
        act()
        step = opened(window, KeyStep)
        step.new.setText("hej")
        yield View(f"keys-step-{name}", step)
        step.reject()
    recovery = RecoveryCodeDialog(context, offer, dialog)
    recovery.open()
    yield View("keys-step-recovery", recovery)
    recovery.reject()
    dialog.reject()


def _bar(window: MainWindow) -> Iterator[View]:
    bar = window.locking.bar
    bar.show()
    yield View("keys-bar", window)
    bar.hide()


def _typed(page: ProtectPage) -> ProtectPage:
    page.first.setText("fyra ord som ingen gissar")
    page.second.setText("fyra ord")
    return page
