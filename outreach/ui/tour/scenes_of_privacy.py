"""Scenes of what people are told and asked: texts and purposes, who must be told, the record, the question before many leave."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.domain.usable import WhyNot
from outreach.ui.main_window import MainWindow
from outreach.ui.privacy.leaving_dialog import EXPORT, LeavingDialog
from outreach.ui.privacy.notices_due import DueDialog
from outreach.ui.privacy.notices_record import RecordDialog
from outreach.ui.privacy.notices_texts import NoticesDialog
from outreach.ui.tour.view import View


def scenes_of_privacy(window: MainWindow) -> Iterator[View]:
    """Show the dialogs; nothing is kept."""
    context = window.context
    if context is None:
        return
    texts = NoticesDialog(context, window)
    texts.open()
    yield View("notices-texts", texts, lambda: texts.settled)
    texts.reject()
    due = DueDialog(context, window)
    due.open()
    yield View("notices-due", due, lambda: due.settled)
    due.reject()
    record = RecordDialog(context, window)
    record.open()
    yield View("notices-record", record, lambda: record.settled)
    record.reject()
    leaving = LeavingDialog(context, 137, [WhyNot.OBJECTED, WhyNot.RESTRICTED], EXPORT, lambda _: None, window)
    leaving.open()
    yield View("notices-leaving", leaving)
    leaving.reject()
