"""Gives an event a link to a page that everybody can read."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.errors import OutreachError
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

WHY = N_("Whoever is not invited can read the same there: that is equal treatment. The link stands in the letter and in calendars.")
NOT_A_LINK = N_("A link begins with https:// and names a page.")


class LinkDialog(QDialog):
    """One field. `kept` comes when the event has the link."""

    kept = Signal()

    def __init__(self, context: Context, event_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._event = event_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words = context.words
        words.bind(self.setWindowTitle, N_("Link to an open page"))
        self.line = QLineEdit()
        self.line.setPlaceholderText("https://")
        self.line.setMinimumWidth(440)
        self.field = Field(context, N_("Link to an open page"), self.line, WHY)
        cancel, keep = QPushButton(), QPushButton()
        words.bind(cancel.setText, N_("Cancel"))
        words.bind(keep.setText, N_("Put it on the event"))
        set_role(keep, "primary")
        keep.setDefault(True)
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self.keep)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.field)
        column.addLayout(foot)

    def keep(self) -> None:
        """Keep the link on the event."""
        link, series, event = self.line.text().strip(), self._context.house.series, self._event
        link = link if "://" in link else f"https://{link}"
        if " " in link or "." not in link.partition("://")[2]:
            self.field.show_error(self._context.words(NOT_A_LINK))
            return
        self._context.write(lambda: series.put(event, url=link), self, self._kept, self._failed)

    def _kept(self, _changes: Changes) -> None:
        self.kept.emit()
        self.accept()

    def _failed(self, error: Exception) -> None:
        known = explain(error, self._context.words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self._context.tasks.failed.emit(error)
        else:
            self.field.show_error(known.whole)
