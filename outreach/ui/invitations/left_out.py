"""Who gets no letter, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.services.messages import LeftOut
from outreach.ui.context import Context
from outreach.ui.help_dialogs import close_row
from outreach.ui.invitations.results import left_out_lines
from outreach.ui.line_list import LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, WIDE, take_size


class LeftOutDialog(QDialog):
    """The list."""

    def __init__(self, context: Context, left_out: Sequence[LeftOut], parent: QWidget) -> None:
        super().__init__(parent)
        words = context.words
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words.bind(self.setWindowTitle, N_("Who gets no letter"))
        self.lines = LineList(tall=True)
        words.bind(self.lines.setAccessibleName, N_("Who gets no letter"))
        self.lines.show_lines(left_out_lines(left_out, words), first=True)
        what = N_("Write an address in the guest list: choose the guest and press E. Or call, and note the answer with J, N or K.")
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(text_label(words(N_("Who gets no letter")), "heading"))
        column.addWidget(self.lines, 1)
        column.addWidget(text_label(words(what), "muted"))
        column.addLayout(close_row(words, self))
        take_size(self, 660, 440)
